"""The words of the plan language: every key and every fixed choice in English and in Chinese.

Why here and not beside the models: messages quote plan text and must quote it in the language of
the reader's own plan, and texts stand below plans. Whoever adds a key or a choice to a model adds
its Chinese word here; `tests/test_vocabulary.py` names the one that is missing.
Why singular and plural share a word: Chinese has no plural (`rate` and `rates` are 比例). No part of
a plan takes two keys with one word, so both directions stay exact; that is tested too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

_SECTIONS: Final = {
    "csperf": "csperf",
    "plan": "方案",
    "version": "版本",
    "from": "从",
    "until": "结束日期",
    "role": "岗位",
    "currency": "币种",
    "rounding": "取整",
    "metrics": "指标",
    "data": "数据",
    "tables": "明细表",
    "indicators": "考核项",
    "score": "得分",
    "grades": "等级",
    "pay": "薪资",
    "gates": "门槛",
    "limits": "限额",
    "seasons": "活动期",
    "overrides": "个人特例",
    "law": "法定",
    "promotion": "晋升",
    "examples": "算例",
}

_TABLES: Final = {
    "at_least": "达到",
    "over": "超过",
    "at_most": "不超过",
    "under": "低于",
    "otherwise": "否则",
    "is": "是",
    "is_not": "不是",
    "any": "任一",
    "all": "全部",
    "not": "不满足",
    "bands": "区间",
    "points": "分值",
    "grade": "等级",
    "factor": "系数",
    "tiers": "阶梯",
    "rate": "比例",
    "each": "每个",
    "to": "到",
}

_METRICS: Final = {
    "formula": "公式",
    "column": "列名",
    "columns": "列",
    "unit": "单位",
    "better": "哪头好",
    "written_as": "写法",
    "round": "取整",
    "combine": "合并",
    "weighted_by": "加权指标",
    "unmatched": "名册外",
    "without_data": "无数据",
    "look_alikes": "形似名",
    "outside_period": "月外",
    "money": "金额",
    "mode": "方式",
    "changes": "月中变动",
    "order": "订单",
    "leave_out": "不计",
    "daily": "逐日",
}

_INDICATORS: Final = {
    "weight": "权重",
    "weights": "权重",
    "metric": "指标",
    "relative_to": "对比",
    "says": "原文",
    "linear": "线性",
    "points_from": "起点分值",
    "points_to": "终点分值",
    "levels": "评级",
    "ratio_to": "完成率",
    "target": "目标",
    "times": "倍数",
    "per_unit": "加减分",
    "start": "起始",
    "per": "步长",
    "beyond": "超出",
    "short_of": "不足",
    "fractions": "零头",
    "ranks": "名次",
    "others": "其余",
    "made_of": "组成",
    "missing": "缺数据",
    "veto": "一票否决",
    "sample": "样本",
    "below": "不够时",
    "bands_by": "分级区间",
    "shops": "多店",
    "by_share": "强制分布",
    "heads": "人数取整",
}

_PAY: Final = {
    "base": "底薪",
    "fixed": "固定",
    "by": "按",
    "then_by": "再按",
    "amounts": "金额",
    "amount": "金额",
    "day_rate": "日薪",
    "days": "天数",
    "commission": "提成",
    "of": "基数",
    "below_zero": "负数时",
    "bonus": "奖金",
    "per_point": "每分",
    "rank_prize": "排名奖",
    "prizes": "名次奖金",
    "ties": "并列",
    "eligible": "参评条件",
    "deduction": "扣款",
    "adjustment": "手工调整",
    "reason": "原因",
    "factors": "系数",
    "prorate": "折算",
    "when": "条件",
    "cancel": "取消",
    "reduce": "减发",
    "places": "空出名次",
    "carry": "结转",
    "team_pool": "团队奖池",
    "pool": "奖池",
    "split": "分法",
    "share": "分配比例",
    "within": "范围",
    "guarantee": "保底",
    "recover": "抵扣",
    "streak": "连续奖",
    "before": "此前",
    "item_commission": "单品提成",
    "for_each": "逐行",
    "rates": "比例",
    "pieces": "件数",
    "clawback": "追回",
    "date": "日期",
    "each_at_least": "每行不低于",
    "each_at_most": "每行不超过",
    "at_most_rows": "最多行数",
}

_OTHERS: Final = {
    "name": "名称",
    "season": "活动期",
    "given": "给定",
    "expect": "结果",
    "exclude_days": "排除日期",
    "excluded_from": "排除于",
    "agent": "客服",
    "line": "薪资项",
    "indicator": "考核项",
    "minimum_wage": "最低工资",
}

_MEASURED: Final = {
    "attribution": "归属",
    "judged_by": "判定",
    "chat": "聊天",
    "window": "时限",
    "evidence": "依据",
    "note": "备注",
    "agents": "客服代码",
    "pattern": "样式",
    "which_part": "哪一段",
    "talk": "聊天来源",
    "guessed": "推算",
    "followed": "跟进单",
    "shift_owner": "归当班",
    "outsourced_agents": "外包客服",
    "payment": "付款",
    "selling": "销售口径",
    "quiet": "下单后免询单",
    "order_days": "下单天数",
    "pay_days": "付款天数",
    "success": "成功算谁",
    "postage": "含邮费",
    "less_refunds": "扣退款",
    "many": "多件",
    "refunds_by": "退款日",
    "refund_days": "退款天数",
    "filtered": "过滤状态",
    "products": "特定商品",
    "service": "服务",
    "hours": "服务时间",
    "every_day": "每天",
    "workdays": "工作日",
    "weekend": "周末",
    "monday": "周一",
    "tuesday": "周二",
    "wednesday": "周三",
    "thursday": "周四",
    "friday": "周五",
    "saturday": "周六",
    "sunday": "周日",
    "reply_within": "及时",
    "quick_within": "秒回",
    "slow_after": "慢响应",
    "long_after": "长接待",
    "gap": "会话间隔",
    "robots": "机器人",
    "good_from": "好评起",
    "bad_to": "差评止",
}

_PROMOTION: Final = {
    "ladder": "职级",
    "per_year": "每年次数",
    "months": "月数",
    "mean": "月均",
    "sum": "合计",
    "every_month": "每月",
    "awards": "评优",
    "top": "前几名",
}

KEYS: Final[dict[str, str]] = (
    _SECTIONS | _TABLES | _METRICS | _INDICATORS | _PAY | _MEASURED | _OTHERS | _PROMOTION
)

CHOICES: Final[dict[str, str]] = {
    "percent": "百分比",
    "ratio": "比值",
    "seconds": "时长",
    "money": "金额",
    "count": "数量",
    "days": "天数",
    "points": "分值",
    "text": "文字",
    "date": "日期",
    "higher": "越高越好",
    "lower": "越低越好",
    "fraction": "小数",
    "sum": "相加",
    "max": "最大",
    "min": "最小",
    "same": "相同",
    "mean": "平均",
    "weighted_mean": "加权平均",
    "error": "停下",
    "leave_out": "不计",
    "keep": "保留",
    "apart": "分开",
    "at_end": "按期末",
    "at_start": "按期初",
    "zero": "按零",
    "skip": "不计分",
    "renormalise": "其余补足",
    "normalise": "折算",
    "half_up": "四舍五入",
    "half_even": "五成双",
    "up": "进位",
    "down": "舍去",
    "as_is": "原值",
    "pro_rata": "按比例",
    "whole_only": "只算整数",
    "graduated": "分段",
    "whole": "全额",
    "charge": "倒扣",
    "share": "平分",
    "all_full": "各得全额",
    "next_drops": "取末名",
    "better": "就高",
    "worse": "就低",
    "attendance": "出勤",
    "employment": "在职",
    "none": "不折算",
    "equal": "均分",
    "score": "得分",
    "lapse": "作废",
    "move_up": "递补",
    "pooled": "合并计算",
    "averaged": "各店平均",
    "indicators": "考核项",
    "all": "全部",
    "true": "是",
    "false": "否",
    "shop": "店铺",
    "own_past": "自己上期",
    "order": "下单",
    "payment": "付款",
    "order_first": "下单优先",
    "last": "最后",
    "first": "最早",
    "note": "备注",
    "export": "平台",
    "chat": "聊天",
    "newest": "最新",
    "oldest": "最早",
    "receptions": "接待",
    "messages": "消息",
    "silent": "静默",
    "follower": "跟进人",
    "rest": "尾款",
    "deposit": "定金",
    "closed": "不服务",
    "own": "本人",
    "all_asked": "都算",
    "finished": "完结",
    "of_orders": "按订单",
} | {
    f"{scope}_{how}": f"{spoken}{says}"
    for scope, spoken in {"team": "团队", "group": "组", "shift": "班次", "level": "级别"}.items()
    for how, says in {"mean": "平均", "pooled": "合并"}.items()
}


class Elsewhere(NamedTuple):
    """Another Chinese word for a key that stands beside one of these keys and none of those."""

    chinese: str
    beside: frozenset[str]
    without: frozenset[str] = frozenset()


EXCEPTIONS: Final[dict[str, Elsewhere]] = {
    "from": Elsewhere("开始日期", frozenset({"until"})),  # a date, not the start of a tier
    "at_least": Elsewhere(  # a floor of an amount, not the bound of a band
        "不低于", frozenset({"at_most", "rate", "recover"}), frozenset({"over", "otherwise"})
    ),
    "pay": Elsewhere("发放", frozenset({"at_least", "over", "at_most", "under", "otherwise"})),
    "of": Elsewhere("金额", frozenset({"reason"}), frozenset({"agent"})),
    "to": Elsewhere("与", frozenset({"times"})),
}

MEANT: Final[dict[str, str]] = {  # what is often written instead, and the key it means
    "大于等于": "at_least",
    "不低于": "at_least",
    "不少于": "at_least",
    "至少": "at_least",
    "大于": "over",
    "高于": "over",
    "多于": "over",
    "小于等于": "at_most",
    "不高于": "at_most",
    "不多于": "at_most",
    "至多": "at_most",
    "最多": "at_most",
    "封顶": "at_most",
    "小于": "under",
    "少于": "under",
    "不足": "under",
    "不到": "under",
    "未达到": "under",
    "未超过": "at_most",
    "没超过": "at_most",
    "其他": "otherwise",
    "其它": "otherwise",
    "其余": "otherwise",
    "得分": "points",
    "分数": "points",
    "占比": "weight",
    "基本工资": "base",
    "档位": "tiers",
    "名称": "plan",
    "开始日期": "from",
    "起": "from",
    "等于": "is",
}
_WORD = re.compile(r"(?<![\w.\-])[a-z]+(?:_[a-z]+)*(?![\w\-])", re.ASCII)


def chinese_key(key: str, among: Collection[str]) -> str:
    """The Chinese word of a key in a part that takes (or a text that speaks of) these keys.

    >>> chinese_key("from", {"from", "rate"}), chinese_key("from", {"from", "until"})
    ('从', '开始日期')
    """
    found = EXCEPTIONS.get(key)
    if found and not found.beside.isdisjoint(among) and found.without.isdisjoint(among):
        return found.chinese
    return KEYS.get(key, key)


def in_chinese(snippet: str) -> str:
    """A piece of plan text with its keys and choices in Chinese; names and numbers stay.

    >>> in_chinese("{at_least: 90, points: 100}, {otherwise: 50}")
    '{达到: 90, 分值: 100}, {否则: 50}'
    >>> in_chinese("mode: graduated")
    '方式: 分段'
    """
    words = set(_WORD.findall(snippet))
    only_choices = words <= CHOICES.keys()

    def spelt(match: re.Match[str]) -> str:
        word, is_key = match[0], snippet.startswith(":", match.end())
        if is_key or word not in CHOICES or not (only_choices or _is_value(snippet, match)):
            return chinese_key(word, words)
        return CHOICES[word]

    return _WORD.sub(spelt, snippet)


def _is_value(snippet: str, match: re.Match[str]) -> bool:
    return snippet[: match.start()].rstrip().endswith(":")


def words_of(words: Iterable[str], keys: Collection[str] | None = None) -> dict[str, str]:
    """The English words by their Chinese ones: of a part's keys, or else of its choices."""
    if keys is None:
        return {CHOICES.get(word, word): word for word in words}
    return {chinese_key(word, keys): word for word in words}
