"""Texts of promotion: its part on a plan's page, and `review`."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_PAGE: Final[dict[str, Message]] = {
    "like.ladder": Message(
        "`ladder: {{P1: {{}}, P2: {{mean: {{得分: {{at_least: 80}}}}}}}}`",
        "`ladder: {{P1: {{}}, P2: {{mean: {{score: {{at_least: 80}}}}}}}}`",
    ),
    "page.promotion": Message(
        "晋升（一年 {count} 次，看花名册的“{by}”；不改金额）",
        "Promotion ({count} a year, by {by} of the roster; changes no pay)",
    ),
    "page.promotion-months": Message("至少做满 {count} 个月", "at least {count} months"),
    "page.promotion-nothing": Message("没有要求", "asks nothing"),
    "page.award": Message("{by}的前 {count} 名", "the first {count} by {by}"),
    "promotion.mean": Message("月均{name}", "mean {name}"),
    "promotion.sum": Message("合计{name}", "total {name}"),
    "promotion.every_month": Message("每月{name}", "each month's {name}"),
}

_HELP: Final[dict[str, Message]] = {
    "help.review": Message(
        "晋升考核：一段时间里谁够升级、谁保住、谁差什么、表彰谁，并写出待批的花名册。"
        "\n\n例：csperf review 方案.yaml --history history --propose 待批花名册.csv",
        "Review a promotion window: who is promoted, kept or at risk, what each lacks, whom to commend."
        "\n\nExample: csperf review plan.yaml --history history --propose roster-proposed.csv",
    ),
    "help.review-plan": Message("写了晋升要求的方案", "the plan that says what levels ask"),
    "help.window": Message(
        "看哪几个月，如 2026-01~2026-06；看历史时默认是最近关账那个月所在的一段（一年两次）",
        "the months, such as 2026-01~2026-06; of a history, by default the window of the last closed"
        " month (two a year)",
    ),
    "help.propose": Message(
        "把待批的花名册写到这里（.csv 或 .xlsx）：原来的行不动，每个升级的人加一行新级别",
        "write the roster to approve here (.csv or .xlsx): all rows as they are, and a row with the new"
        " level for everybody promoted",
    ),
    "help.propose-from": Message(
        "新级别从哪天起，默认是这段时间后的第一天",
        "the day from which new levels hold, by default the first after the window",
    ),
    "help.review-roster": Message(
        "花名册，级别和待批的花名册都从它来；看历史时默认用关账时存下的",
        "the roster, for levels and for the proposed one; of a history, by default the one kept with"
        " the last month",
    ),
}

_FIELDS: Final[dict[str, Message]] = {
    "field.review-window": Message("考核的月份", "Window"),
    "field.review-people": Message("人数", "People"),
    "field.promoted": Message("够升级", "Promoted"),
    "field.kept": Message("保住", "Kept"),
    "field.at-risk": Message("有风险", "At risk"),
    "field.levels-from": Message("新级别从", "New levels from"),
    "field.review-read": Message("怎么看的", "How this was judged"),
    "field.level-now": Message("级别", "Level"),
    "field.outcome-of-review": Message("结果", "Outcome"),
    "field.level-proposed": Message("建议级别", "Proposed"),
    "field.months-known": Message("做满月数", "Months"),
    "field.lacks": Message("差什么", "Lacks"),
    "field.level-asking": Message("哪个级别", "Level asked"),
    "field.what": Message("要求", "What"),
    "field.figure-reached": Message("做到", "Reached"),
    "field.figure-asked": Message("要", "Asked"),
    "field.months-short": Message("不够的月份", "Months short"),
    "field.award": Message("奖项", "Award"),
    "field.award-place": Message("名次", "Place"),
    "field.award-by": Message("按", "By"),
    "field.award-figure": Message("数值", "Figure"),
}

_WORDS: Final[dict[str, Message]] = {
    "review.title": Message("晋升考核", "Promotion review"),
    "review.about": Message("这次考核", "This review"),
    "review.people": Message("每个人", "Everybody"),
    "review.lacks": Message("还差什么", "What is short"),
    "review.awards": Message("表彰", "Commended"),
    "review.best": Message("得分最高", "Highest scores"),
    "review.promoted": Message("够升级", "promoted"),
    "review.kept": Message("保住", "kept"),
    "review.at-risk": Message("有风险", "at risk"),
    "review.unplaced": Message("没有级别", "no level"),
    "review.lacks-own": Message("留在 {level} 差：{lacks}", "to keep {level}: {lacks}"),
    "review.lacks-next": Message("升 {level} 差：{lacks}", "to reach {level}: {lacks}"),
    "review.lack": Message("{what} {figure}（要 {asked}）", "{what} {figure} (asked {asked})"),
    "review.month": Message("{month} 是 {figure}", "{month} {figure}"),
    "review.months": Message("做满月数", "months"),
    "review.read-closed": Message(
        "各月按关账时的结果；月均是各月数值的平均；不知道的不算达到；一次升一级，有风险的不自动降级",
        "months as they were closed; a mean is that of the months' figures; what is unknown is not"
        " reached; one level at a time, and nobody is moved down by itself",
    ),
    "review.read-data": Message(
        "各月都按这份方案重新算；月均是各月数值的平均；不知道的不算达到；一次升一级，有风险的不自动降级",
        "all months computed by this plan; a mean is that of the months' figures; what is unknown is not"
        " reached; one level at a time, and nobody is moved down by itself",
    ),
    "review.proposed": Message(
        "待批的花名册在 {file}：{count} 人从 {day} 起换级别。批准后拿它当花名册就行。",
        "The roster to approve is {file}: {count} people have a new level from {day}. Once approved,"
        " use it as the roster.",
    ),
}

_PROBLEMS: Final[dict[str, Message]] = {
    "review-no-promotion": Message(
        "方案里没有写晋升要求",
        "the plan does not say what levels ask",
        "请在方案里加上，例如 `promotion: {{ladder: {{P1: {{}}, P2: {{mean: {{得分: {{at_least: 80}}}}}}}}}}`。",
        "Add it, such as `promotion: {{ladder: {{P1: {{}}, P2: {{mean: {{score: {{at_least: 80}}}}}}}}}}`.",
    ),
    "review-no-window": Message(
        "没有说考核哪几个月",
        "the months of the window were not named",
        "请加上 --window 2026-01~2026-06。",
        "Add --window 2026-01~2026-06.",
    ),
    "review-no-levels": Message(
        "花名册和数据里都没有“{name}”这一列，不知道谁是什么级别",
        "neither the roster nor the data has a column {name}, so nobody's level is known",
        "请用 --roster 给出带这一列的花名册。",
        "Give a roster with it after --roster.",
    ),
    "review-no-column": Message(
        "花名册里没有“{name}”这一列，没法写出新级别",
        "the roster has no column {name} to write new levels to",
        "请先在花名册里加上这一列。",
        "Add the column to the roster first.",
    ),
    "review-no-roster": Message(
        "没有花名册，写不出待批的花名册",
        "there is no roster to propose a new one from",
        "请用 --roster 给出现在的花名册。",
        "Give the roster of today after --roster.",
    ),
    "review-no-day": Message(
        "“{found}”不是日期",
        "{found!r} is not a day",
        "请写成 2026-07-01 这样。",
        "Write it like 2026-07-01.",
    ),
    "review-unplaced": Message(
        "{count} 人的级别不在方案的级别里，没有考核：{names}",
        "{count} people have no level of the plan and were not judged: {names}",
        "方案的级别有 {levels}。",
        "The plan's levels are {levels}.",
    ),
}

MESSAGES: Final[dict[str, Message]] = {**_PAGE, **_HELP, **_FIELDS, **_WORDS, **_PROBLEMS}
