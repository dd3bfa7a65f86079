"""Texts of the payroll workbook: its sheets, their heads and feet, what is left for people."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_NAMES: Final[dict[str, Message]] = {
    "sheet-payroll": Message("薪资表", "Payroll"),
    "sheet-slips": Message("工资条", "Payslips"),
    "sheet-scores": Message("绩效得分", "Scores"),
    "sheet-boards": Message("排行榜", "Rankings"),
    "sheet-rules": Message("规则", "Rules"),
    "sheet-checks": Message("校验", "Checks"),
    "sheet-of-role": Message("{sheet} {role}", "{sheet} {role}"),
    "page-footer": Message("第 &P 页，共 &N 页", "Page &P of &N"),
}

_PAY: Final[dict[str, Message]] = {
    "month": Message("{year}年{month}月", "{year}-{month}"),
    "pay-plan": Message("方案：{plan} {version}", "Plan: {plan} {version}"),
    "pay-roles": Message("岗位：{roles}", "Roles: {roles}"),
    "pay-currency": Message("币种：{currency}", "Currency: {currency}"),
    "pay-people": Message("人数：{count}", "People: {count}"),
    "pay-made": Message("制表日期：{date}", "Date: {date}"),
    "pay-no-date": Message("　　　　年　　月　　日", "____________"),
    "pay-in-words": Message("应发合计（大写）：{words}", "Total pay in words: {words}"),
    "pay-net-in-words": Message("实发合计（大写）：{words}", "Total net pay in words: {words}"),
    "pay-prepared": Message("制表人：{line} 日期：{line}", "Prepared by: {line}  Date: {line}"),
    "pay-reviewed": Message("审核：{line} 日期：{line}", "Reviewed by: {line}  Date: {line}"),
    "pay-approved": Message("批准：{line} 日期：{line}", "Approved by: {line}  Date: {line}"),
    "pay-insurance": Message("社保", "Social insurance"),
    "pay-housing": Message("公积金", "Housing fund"),
    "pay-tax": Message("个税", "Income tax"),
    "pay-by-hr": Message("HR 填写", "filled in by HR"),
    "pay-net": Message("实发", "Net pay"),
    "pay-net-note": Message(
        "黄色三列由 HR 填写，没有的填 0；三项都填了，实发和工资条才会算出来。csperf 不算社保、公积金和个税。",
        "The three yellow columns are for HR to fill in, with 0 where there is nothing. Net pay "
        "and the payslips appear once all three are filled in; csperf never works out insurance, "
        "housing fund or tax.",
    ),
}

_MORE: Final[dict[str, Message]] = {
    "heading-of-band": Message("{name}区间", "{name} band"),
    "title-boards": Message("{plan} {period} 排行榜", "{plan} {period} rankings"),
    "boards-ties": Message(
        "★ 是前三名。数值相同的人名次并列，后面的名次空出（1、2、2、4）；方案自己的排行榜按方案定的名次。",
        "★ marks the first three. Equal figures share a place and the next place is left out "
        "(1, 2, 2, 4); the plan's own boards have the plan's places.",
    ),
    "boards-first": Message(
        "共 {all} 人，排行榜和图只列前 {count} 名。",
        "Of {all} people the boards and charts show the first {count}.",
    ),
    "chart-scores": Message("得分", "Scores"),
    "chart-pay": Message("应发构成", "What pay is made of"),
    "chart-pay-in": Message("金额（{currency}）", "Amount ({currency})"),
    "chart-against": Message("{up}与{across}", "{up} against {across}"),
    "title-rules-of": Message("{plan}：规则", "{plan}: the rules"),
    "title-checks": Message("校验", "Checks"),
    "checks-kind": Message("类别", "Kind"),
    "checks-place": Message("位置", "Place"),
    "checks-says": Message("说明", "What it says"),
    "checks-warning": Message("提醒", "Warning"),
    "checks-policy": Message("按方案", "Policy"),
    "checks-sum": Message("合计", "Sum"),
    "checks-none": Message("没有提醒。", "There was nothing to warn of."),
}

MESSAGES: Final[dict[str, Message]] = _NAMES | _PAY | _MORE
