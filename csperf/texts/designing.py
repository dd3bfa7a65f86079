"""Texts of drawing up a plan's standards from what people really did, and of trying it on months."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HELP: Final[dict[str, Message]] = {
    "help.calibrate": Message(
        "用过去几个月的数据重定区间：做得最好的拿满分，最差的拿约一半。",
        "Draw band tables anew from past months: the best at full marks, the worst at about half.",
    ),
    "help.uplift": Message(
        "标准往上调多少（响应时间等越低越好的往下调）",
        "by how much standards are nudged up (down, where lower is better)",
    ),
    "help.benchmark": Message(
        "同行数据：有“同行同层优秀”“同行同层均值”这些行的表，只作对照；导出表里自带的也会列出",
        "figures of other shops: a table with rows 同行同层优秀 and 同行同层均值 (peer top, peer mean), shown beside your own; rows of your exports are shown too",
    ),
    "help.calibrate-output": Message(
        "写到哪里：.yaml 是新方案，.xlsx、.csv、.json、.md 是这些表",
        "where to write: .yaml the new plan, .xlsx, .csv, .json or .md the tables",
    ),
    "help.calibrate-diff": Message(
        "只打印新旧方案的差异（diff -u），什么都不写",
        "print nothing but the difference to the plan (diff -u)",
    ),
}

_TEXTS: Final[dict[str, Message]] = {
    "periods.unsaid": Message("所给的数据", "the figures given"),
    "calibrate.title": Message(
        "{plan}：按 {periods} 定标准，上调 {uplift}",
        "{plan}: standards by {periods}, nudged up by {uplift}",
    ),
    "calibrate.comment": Message(
        " {periods}：{count} 个数，最好 {best}，较好四分位 {quartile}，均值 {mean}，最差 {worst}，上调 {uplift}",
        " {periods}: {count} figures, best {best}, better quartile {quartile}, mean {mean}, worst {worst}, nudged {uplift}",
    ),
    "calibrate.example": Message(
        " 这个算例的得数已按新区间重算，行尾的算式还是旧的",
        " these results are those of the new bands; what is written beside them is old",
    ),
    "title-standards": Message("考核项的实际数据", "What people really did"),
    "title-proposals": Message("区间：现在和建议", "Bands as they are and as proposed"),
    "window.week": Message("最近一周", "last week"),
    "window.month": Message("最近一个月", "last month"),
    "window.two-months": Message("最近两个月", "last two months"),
    "window.all": Message("全部", "all"),
    "field.window": Message("时段", "Window"),
    "field.periods": Message("月份或日期", "Months or days"),
    "field.count": Message("个数", "Figures"),
    "field.best": Message("最好", "Best"),
    "field.best-who": Message("最好的是", "Best is"),
    "spread.tied": Message("{who} 和另外 {more} 人", "{who} and {more} more"),
    "field.better-quarter": Message("较好四分位", "Better quartile"),
    "field.median": Message("中位数", "Median"),
    "field.mean": Message("均值", "Mean"),
    "field.worse-quarter": Message("较差四分位", "Worse quartile"),
    "field.worst": Message("最差", "Worst"),
    "field.worst-who": Message("最差的是", "Worst is"),
    "field.band-now": Message("现在的区间", "Band now"),
    "field.peer-top": Message("同行优秀", "Peers' top"),
    "field.peer-mean": Message("同行均值", "Peers' mean"),
    "field.held": Message("现在几个", "Now in it"),
    "field.band-proposed": Message("建议区间", "Proposed band"),
    "field.points-proposed": Message("建议分值", "Proposed points"),
    "field.held-proposed": Message("建议几个", "Then in it"),
}

_TRIED: Final[dict[str, Message]] = {
    "help.tried-data": Message(
        "还要拿这些导出表试算：有没有人拿满、是不是人人过半、谁和谁同高、花多少钱；文件名里可以写 {{period}}",
        "try the plan on these exports: does anybody reach full marks, everybody half, what goes together, what does it cost; names may hold {{period}}",
    ),
    "help.tried-history": Message(
        "还要拿历史里已关账的月份试算", "try the plan on closed months of this history"
    ),
    "help.tried-output": Message(
        "把结果写进文件：.html、.xlsx、.csv、.json、.md",
        "write it to a file: .html, .xlsx, .csv, .json or .md",
    ),
    "tried.title": Message("{plan} 在 {periods} 上试算", "{plan} tried on {periods}"),
    "tried.holds": Message("有人满分，人人过半", "somebody full, everybody half"),
    "tried.nobody-full": Message("没有人拿满", "nobody full"),
    "tried.below-half": Message("有人不到一半", "some below half"),
    "tried.neither": Message("没有人拿满，有人不到一半", "nobody full, some below half"),
    "tried.saturated": Message("几乎人人一样", "nearly all the same"),
    "tried.no-full": Message("满分说不准", "no known full marks"),
    "goes.together": Message("同高", "high together"),
    "goes.against": Message("一高一低", "one high, one low"),
    "goes.untold": Message("看不出", "cannot be told"),
    "title-judged": Message(
        "有没有人拿满，是不是人人过半", "Full marks for somebody, half for everybody"
    ),
    "title-relations": Message(
        "考核项之间（同一个月里人与人比，秩相关）",
        "Between indicators (people of one month, rank correlation)",
    ),
    "title-costs": Message("每个月花多少、卖多少", "What each month cost and sold"),
    "title-by-month": Message("每一项逐月看", "Every indicator month by month"),
    "field.full": Message("满分", "Full"),
    "field.at-full": Message("拿满的", "At full"),
    "field.below-half": Message("不到一半的", "Below half"),
    "field.most-alike": Message("最多人同一个数", "Most alike"),
    "field.holds": Message("满分与过半", "Full and half"),
    "field.first": Message("一项", "One"),
    "field.second": Message("另一项", "Other"),
    "field.rho": Message("秩相关", "Rank correlation"),
    "field.low": Message("下限", "From"),
    "field.high": Message("上限", "To"),
    "field.goes": Message("怎样", "How they go"),
    "field.mean-score": Message("平均得分", "Mean score"),
    "field.bonus": Message("按得分的奖金", "Bonuses by score"),
    "field.bonus-share": Message("奖金占销售额", "Bonuses of sales"),
    "field.pay-share": Message("应发占销售额", "Pay of sales"),
    "field.more-pay": Message("应发比上月", "Pay since month before"),
    "field.more-sales": Message("销售额比上月", "Sales since month before"),
    "tried-nobody-full": Message(
        "“{name}”满分 {full}，{count} 个数里没有人拿到，最好的是 {who}：{best}",
        "nobody has the full {full} of {name} ({count} figures); the best is {who} with {best}",
        "做得好的应该够得着；区间可用 csperf calibrate 按实际数据定。",
        "Whoever does well should reach it; csperf calibrate draws bands by real figures.",
    ),
    "tried-below-half": Message(
        "“{name}”满分 {full}，{count} 个数里有 {below} 个不到一半：{names}",
        "{below} of {count} figures are below half of the full {full} of {name}: {names}",
    ),
    "tried-saturated": Message(
        "“{name}”的 {count} 个数里有 {same} 个都是 {value}，分不出好坏",
        "{same} of {count} figures of {name} are {value}: it tells hardly anybody apart",
        "把标准调高，或把权重给别的考核项。",
        "Raise its standard, or give its weight to another indicator.",
    ),
}

_PROBLEMS: Final[dict[str, Message]] = {
    "calibrate-no-bands": Message(
        "方案里没有区间表（`bands`）可以定标准",
        "the plan has no band tables (`bands`) to draw anew",
        "只有用 `bands` 计分的考核项才有标准值。",
        "Only indicators that are scored by `bands` have them.",
    ),
    "calibrate-not-by-bands": Message(
        "{names} 不是用区间计分的，没有动",
        "{names}: not scored by bands, so nothing was drawn for them",
    ),
    "calibrate-few": Message(
        "“{name}”只有 {count} 个数，太少，定不了标准，区间没有改",
        "{name}: only {count} figures, too few for a standard; its bands stay",
        "用 --months 多看几个月。",
        "Look at more months with --months.",
    ),
    "calibrate-few-people": Message(
        "“{name}”的标准只来自 {people} 个人，当参考看",
        "the standard of {name} comes from {people} people only: take it as a hint",
    ),
    "calibrate-luck": Message(
        "“{name}”看不出 {before} 做得好的人在 {after} 也好（{count} 人，秩相关 {rho}），按它分档可能多半是运气",
        "{name}: it cannot be told that whoever was good in {before} was so in {after} ({count} people, rank correlation {rho}), so its bands may mostly reward luck",
        "多看几个月，或把样本量小的人用 `sample` 分开。",
        "Look at more months, or keep small samples apart with `sample`.",
    ),
    "calibrate-months-apart": Message(
        "“{name}”{before} 的中位数是 {median}，{after} 是 {then}：两个月之间比人与人之间差得还多，标准不宜只按这两个月定",
        "{name}: the median was {median} in {before} and {then} in {after}, so months differ more than people do: two months are no basis for a standard",
        "多看几个月；旺季淡季不同的，用 `relative_to` 和全队比，或写 `seasons`。",
        "Look at more months; where seasons differ, compare with the team by `relative_to`, or state `seasons`.",
    ),
    "calibrate-saturated": Message(
        "“{name}”的 {count} 个数全一样，分不出好坏，区间没有改",
        "{name}: all {count} figures are the same and tell nobody apart; its bands stay",
        "人人一样的指标不必占权重。",
        "An indicator that is the same for everybody needs no weight.",
    ),
    "calibrate-narrow": Message(
        "“{name}”最好和最差差得太少，放不下这么多档，区间没有改",
        "{name}: best and worst are too close for so many bands; its bands stay",
        "减几档再试。",
        "Try again with fewer bands.",
    ),
    "calibrate-unordered": Message(
        "“{name}”的分值不是一路升或一路降，不知道哪头好，区间没有改",
        "{name}: its points neither rise nor fall throughout, so neither end is the better one; its bands stay",
    ),
    "calibrate-no-full": Message(
        "“{name}”的分值没有大于 0 的，谈不上满分和一半，区间没有改",
        "{name}: none of its points are above 0, so there is no full and no half; its bands stay",
    ),
    "benchmark-none": Message(
        "这个表里没有同行数据",
        "this table has no figures of other shops",
        "客服那一列要写“同行同层优秀”或“同行同层均值”，其余各列用导出表的表头。",
        "Its column of agents must say 同行同层优秀 or 同行同层均值 (peer top, peer mean); the other headings are those of the exports.",
    ),
    "week-without-month": Message(
        "没有说是哪个月，看不了最近一周",
        "no month was named, so there is no last week to look at",
        "请加上 --months 2026-10。",
        "Add --months 2026-10.",
    ),
    "week-without-days": Message(
        "数据不分天，看不了最近一周，只看月",
        "the figures have no days, so there is no last week to look at, only months",
        "要看一周，请给带“日期”列的按天导出表，或订单、聊天这些原始导出。",
        "For a week give exports with a date in every row, or raw exports of orders and chats.",
    ),
    "week-refused": Message(
        "最近一周（{period}）算不出来，只看月，原因如下",
        "the last week ({period}) cannot be computed, so only months are shown; the reason follows",
    ),
    "says-old-bound": Message(
        "“{name}”的 `says` 里还写着 {bound}，新区间里已经没有了",
        "`says` of {name} still speaks of {bound}, which is no bound any more",
        "请改 `says`。",
        "Change `says`.",
    ),
    "calibrate-examples": Message(
        "{count} 个算例的得数按新区间重算了",
        "the results of {count} examples were computed anew by the new bands",
        "请核对，行尾手写的算式没有动。",
        "Check them; arithmetic written beside them was left alone.",
    ),
    "rewrite-changes-meaning": Message(
        "新区间写不进这个方案的文本而不动别的",
        "the new numbers cannot be put into this text without changing anything else",
        "请先用 csperf fmt 整理一遍。",
        "Tidy it up with csperf fmt first.",
    ),
    "uplift-no-percent": Message(
        "--uplift 要写成百分数，不是“{found}”",
        "--uplift takes a percentage, not {found!r}",
        "例如 --uplift 5%，最多 50%。",
        "For example --uplift 5%; at most 50%.",
    ),
}

MESSAGES: Final[dict[str, Message]] = {**_HELP, **_TEXTS, **_TRIED, **_PROBLEMS}
