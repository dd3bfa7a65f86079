"""Texts of weighing: what a change of figures would bring, what a plan costs, two plans compared."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HELP: Final[dict[str, Message]] = {
    "help.whatif": Message(
        "接待、转化率、客单价变了，销售额会变多少。\n\n"
        "例：csperf whatif --receptions 1000 --conversion 40% --order-value 100 --set conversion=48%",
        "Show what sales would be if receptions, conversion or order value changed.\n\n"
        "Example: csperf whatif --receptions 1000 --conversion 40% --order-value 100 --set conversion=48%",
    ),
    "help.whatif-plan": Message(
        "方案文件：数据按它的定义来读", "the plan by whose definitions the data is read"
    ),
    "help.whatif-receptions": Message(
        "一个客服一天的售前接待人数", "customers an agent serves before sale in a day"
    ),
    "help.whatif-conversion": Message("询单转化率，如 40%", "conversion, such as 40%"),
    "help.whatif-order-value": Message("客单价", "sales per buyer"),
    "help.whatif-agents": Message("客服人数", "number of agents"),
    "help.whatif-days": Message(
        "一个月按几天算，另给一行月销售额", "days in a month, for a line with a month's sales"
    ),
    "help.whatif-set": Message(
        "改成什么：conversion=48%、conversion=+20%（原来的 20%）、conversion=+5pp（5 个百分点）、"
        "order-value=+10、receptions=1200；可以写几次",
        "what changes: conversion=48%, conversion=+20% (of what it was), conversion=+5pp (points), "
        "order-value=+10, receptions=1200; may be given several times",
    ),
    "help.whatif-agent": Message(
        "只有这位客服变，其余照旧；可以写几次",
        "only this agent changes; may be given several times",
    ),
}

_PROBLEMS: Final[dict[str, Message]] = {
    "whatif-nothing": Message(
        "没有说从哪里算起",
        "there is nothing to start from",
        "请写 --receptions、--conversion、--order-value 三个数，或用 --data、--history 给出数据。",
        "Give --receptions, --conversion and --order-value, or --data or --history.",
    ),
    "whatif-both": Message(
        "{options} 是手工输入时用的，这次用的是数据",
        "{options} go with typed numbers, but data was given",
        "请只留一种；要改数据里的某一项，用 --set。",
        "Leave one of them out; to change a figure of the data use --set.",
    ),
    "whatif-not-a-value": Message(
        "{option} 的“{found}”不是能用的数",
        "{found!r} of {option} is no usable number",
        "请写三个数：--receptions 1000 --conversion 40% --order-value 100。",
        "Give all three, such as --receptions 1000 --conversion 40% --order-value 100.",
    ),
    "whatif-no-factor": Message(
        "“{found}”不是能改的一项",
        "{found!r} is nothing that can be changed",
        "能改的有 receptions（接待人数）、conversion（转化率）、order-value（客单价）。",
        "What can be changed: receptions, conversion, order-value.",
    ),
    "whatif-not-a-change": Message(
        "看不懂“{found}”",
        "{found!r} is no change that can be made",
        "请写 conversion=48%、conversion=+20%、conversion=+5pp、order-value=120 或 receptions=+100。",
        "Write conversion=48%, conversion=+20%, conversion=+5pp, order-value=120 or receptions=+100.",
    ),
    "whatif-changed-twice": Message(
        "“{found}”改的这一项前面已经改过了",
        "what {found!r} changes was changed before",
        "每一项请只改一次。",
        "Change each of them once.",
    ),
    "whatif-no-agent": Message(
        "没有叫“{name}”的客服",
        "there is no agent {name!r}",
        "数据里有：{known}。",
        "Known are: {known}.",
    ),
    "whatif-no-factors": Message(
        "数据里凑不出接待人数、转化率和客单价，缺：{lacking}",
        "the data has no receptions, conversion and order value that go together; missing: {lacking}",
        "请换一张有这些列的导出表，或用 --receptions、--conversion、--order-value 手工输入。",
        "Take an export with these columns, or type --receptions, --conversion and --order-value.",
    ),
}

_WORDS: Final[dict[str, Message]] = {
    "title-whatif": Message(
        "销售额 = 接待人数 × 转化率 × 客单价", "Sales = receptions × conversion × order value"
    ),
    "title-whatif-figures": Message("现在", "As it is"),
    "title-whatif-effect": Message("变前变后", "Before and after"),
    "title-whatif-shares": Message("增加的销售额从哪来", "Where the extra sales come from"),
    "title-whatif-people": Message("每位客服", "Agent by agent"),
    "whatif.receptions": Message("接待人数", "Receptions"),
    "whatif.conversion": Message("转化率", "Conversion"),
    "whatif.order_value": Message("客单价", "Order value"),
    "whatif.together": Message("几项一起变才有的", "All of them together, beyond each alone"),
    "whatif.sales": Message("销售额", "Sales"),
    "whatif.sales-of-day": Message("一天的销售额", "Sales of a day"),
    "whatif.sales-of-month": Message("一个月的销售额", "Sales of a month"),
    "whatif.by": Message("三项取自 {by}。", "The three are {by}."),
    "whatif.by-sales": Message(
        "取自 {by}；数据里没有客单价，用 {sales} 除以付款人数。",
        "The first two are {by}; no order value is given, so it is {sales} by those who paid.",
    ),
    "whatif.beyond": Message(
        "导出的{sales}比三项相乘多 {difference}（{share}），按客单价 {value} 合 {people} 人："
        "客单价按全部买家算，没询单就下单的（静默单、催付、售后补单）也在内，转化率只算询单的；余下是四舍五入。",
        "The exported {sales} is {difference} ({share}) above the product, at {value} a buyer worth {people} "
        "buyers: order value counts every buyer, also those who ordered without asking first, "
        "conversion only those who asked; the rest is rounding.",
    ),
    "whatif.below": Message(
        "导出的{sales}比三项相乘少 {difference}（{share}），按客单价 {value} 合 {people} 人："
        "询单后付款的人里，有的记在别的客服名下，或销售额已扣退款；余下是四舍五入。",
        "The exported {sales} is {difference} ({share}) from the product, at {value} a buyer worth {people} "
        "buyers: some who asked and paid are credited to another agent, or refunds are off already; "
        "the rest is rounding.",
    ),
    "field.cause": Message("变的是", "What changes"),
    "field.grown": Message("增长", "Growth"),
    "field.extra": Message("多出", "Extra"),
    "field.of-before": Message("占原来", "Of before"),
    "field.receptions": Message("接待人数", "Receptions"),
    "field.conversion": Message("转化率", "Conversion"),
    "field.order-value": Message("客单价", "Order value"),
    "field.multiplied": Message("相乘", "Product"),
    "field.would-be": Message("会是", "Would be"),
    "field.exported": Message("导出的销售额", "Exported sales"),
    "field.beyond": Message("导出比相乘多", "Exported less product"),
    "field.note": Message("说明", "Note"),
}

MESSAGES: Final[dict[str, Message]] = {**_HELP, **_PROBLEMS, **_WORDS}
