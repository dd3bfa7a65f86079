"""Words of tables that are not a month's result: titles and headings."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_TITLES: Final[dict[str, Message]] = {
    "heading-table": Message("表", "Table"),
    "title-sheets": Message("工作表", "Sheets"),
    "title-columns": Message("列", "Columns"),
    "title-metrics": Message("指标", "Metrics"),
    "title-plan-itself": Message("方案", "Plan"),
    "title-plans": Message("现成方案", "Ready plans"),
    "title-indicators": Message("考核", "Indicators"),
    "title-rules": Message("规则", "Rules"),
    "title-rows-behind": Message(
        "{agent} 的“{line}”由这些记录测得", "Records behind {line} of {agent}"
    ),
    "title-measured": Message("测得的指标", "Measured metrics"),
}

_FIELDS: Final[dict[str, Message]] = {
    "field.chat": Message("聊天位置", "Chat"),
    "field.why": Message("归属依据", "Why"),
    "field.buyer": Message("买家", "Buyer"),
    "field.about": Message("单号", "About"),
    "field.agent": Message("客服", "Agent"),
    "field.arithmetic": Message("算式", "Arithmetic"),
    "field.bound": Message("界限", "Bound"),
    "field.column": Message("列号", "Column"),
    "field.day": Message("日期", "Date"),
    "field.english": Message("英文名", "English id"),
    "field.examples": Message("算例", "Examples"),
    "field.figure": Message("项目", "Figure"),
    "field.file": Message("文件", "File"),
    "field.formula": Message("公式", "Formula"),
    "field.heading": Message("列名", "Heading"),
    "field.id": Message("工号", "Agent id"),
    "field.how": Message("怎么看", "Judged by"),
    "field.indicator": Message("考核项", "Indicator"),
    "field.meaning": Message("意思", "Meaning"),
    "field.metric": Message("指标", "Metric"),
    "field.name": Message("名称", "Name"),
    "field.pay-beyond": Message("首个算例应发比后一档多", "First example's pay beyond the next"),
    "field.next-band": Message("下一档", "Next band"),
    "field.place": Message("位置", "Place"),
    "field.plan": Message("方案文件", "Plan file"),
    "field.platforms": Message("平台", "Platforms"),
    "field.points": Message("分值", "Points"),
    "field.policy": Message("制度原文", "The policy says"),
    "field.purpose": Message("做什么", "What it is for"),
    "field.reasons": Message("原因", "Reasons"),
    "field.role": Message("岗位", "Role"),
    "field.rounding": Message("取整", "Rounding"),
    "field.row-of": Message("属于", "Row of"),
    "field.rule": Message("内容", "Rule"),
    "field.score-beyond": Message("得分比后一档多", "Score beyond the next"),
    "field.section": Message("部分", "Section"),
    "field.sheet": Message("工作表", "Sheet"),
    "field.shop": Message("店铺", "Shop"),
    "field.state": Message("情况", "State"),
    "field.unit": Message("单位", "Unit"),
    "field.better": Message("哪头好", "Better"),
    "field.value": Message("数值", "Value"),
    "field.version": Message("版本", "Version"),
    "field.weight": Message("权重", "Weight"),
}

MESSAGES: Final[dict[str, Message]] = _TITLES | _FIELDS
