"""Texts of `drivers`: what goes with what, in words that never say what causes what."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HELP: Final[dict[str, Message]] = {
    "help.drivers": Message(
        "看哪些指标与转化率、满意率一起变化（只说一起，不说谁造成谁）。"
        "\n\n例：csperf drivers --data 订单.csv --data 聊天.csv --roster 花名册.csv",
        "Look which metrics go with conversion and satisfaction (together, never why)."
        "\n\nExample: csperf drivers --data orders.csv --data chats.csv --roster roster.csv",
    ),
    "help.drivers-plan": Message(
        "按这份方案的定义认指标；方案考核的总数也看",
        "read and measure metrics as this plan defines them; totals that it judges by are looked at too",
    ),
    "help.with": Message(
        "与什么一起变化：conversion 转化率、satisfaction 满意率，或任何一个指标；默认两样都看",
        "with what: conversion, satisfaction or any metric; by default both of them",
    ),
    "help.driver-metric": Message(
        "只看这个指标（可写多次）；看得越少，区间越窄；默认除总数外都看",
        "look at this metric only (repeatable); the fewer, the narrower the intervals;"
        " by default all but totals",
    ),
    "help.observe-by": Message(
        "按天还是按月观察；默认数据里有日期就按天",
        "observe days or months; by default days where the data has them",
    ),
}

_FIELDS: Final[dict[str, Message]] = {
    "field.observed": Message("一个观察是", "An observation is"),
    "field.observations": Message("观察", "Observations"),
    "field.agents": Message("客服人数", "Agents"),
    "field.span": Message("时间", "Time"),
    "field.volume": Message("服务量按", "Volume is"),
    "field.looks": Message("看了多少", "How many looks"),
    "field.read": Message("怎么读", "How to read this"),
    "field.basis": Message("区间凭什么", "What the intervals rest on"),
    "field.rho-all": Message("客服之间", "Between agents"),
    "field.interval": Message("区间", "Interval"),
    "field.rho-agent": Message("同一客服内", "Same agent"),
    "field.interval-agent": Message("区间", "Interval"),
    "field.rho-volume": Message("同服务量内", "Same volume"),
    "field.interval-volume": Message("区间", "Interval"),
    "field.of-agent": Message("观察", "Observations"),
    "field.of-all": Message("客服", "Agents"),
    "field.of-volume": Message("观察", "Observations"),
    "field.reads": Message("读作", "Reads as"),
    "field.outcome": Message("结果", "Outcome"),
    "field.middle": Message("中位数", "Median"),
    "field.count-lower": Message("不超过的人", "Agents up to it"),
    "field.mean-lower": Message("那边平均", "Mean there"),
    "field.count-higher": Message("超过的人", "Agents above it"),
    "field.mean-higher": Message("那边平均", "Mean there"),
    "field.mean-difference": Message("高低相差", "Difference"),
    "field.why-left": Message("为什么", "Why"),
    "field.metrics": Message("指标", "Metrics"),
}

_WORDS: Final[dict[str, Message]] = {
    "drivers.title": Message("哪些指标一起变化", "What goes together"),
    "drivers.about": Message("怎么看的", "How it was looked at"),
    "drivers.by-day": Message("一个客服的一天", "one agent on one day"),
    "drivers.by-whole": Message("一个客服的全部数据", "one agent over all of the data"),
    "drivers.by-month": Message("一个客服的一个月", "one agent in one month"),
    "drivers.looks": Message(
        "至多 {count} 个区间；已按这个数放宽，100 次里约有 95 次全部成立，不会因为看得多而碰巧",
        "up to {count} intervals, widened for that many so that in about 95 of 100 cases all of them"
        " hold; looking at many finds nothing by luck",
    ),
    "drivers.no-looks": Message(
        "一个也没有：没有哪两样可以放在一起看", "none: there are no two metrics to look at together"
    ),
    "drivers.basis": Message(
        "“同一客服内”和“同服务量内”凭 {count} 个观察，各区间用上的写在旁边；"
        "“客服之间”和两半凭 {agents} 位客服各自的平均，一个人的许多天只算一个人。",
        "Same agent and same volume rest on {count} observations, those used by each beside it; between"
        " agents, and in halves, on the means of {agents} agents: many days of one agent count as one.",
    ),
    "drivers.basis-few": Message(
        "只有 {agents} 位，不到 5 位，客服之间什么也看不出。",
        " With {agents} of them, fewer than 5, nothing can be told between agents.",
    ),
    "drivers.read": Message(
        "数字是等级相关：1 是一个高另一个总高，-1 是一个高另一个总低，0 是没有关系；区间跨过 0 就是看不出。"
        "“同一客服内”只拿一个人自己的观察互相比，“客服之间”拿每个人的平均比，"
        "“同服务量内”只拿服务量差不多的比（有好几个观察的，还只和自己的比）。"
        "一起变化不等于谁造成谁：可能是第三件事同时带动两样。要知道改一样会怎样，请试一段时间再比。",
        "The numbers are rank correlations: 1 means that both are always high together, -1 that one is high"
        " where the other is low, 0 that neither tells of the other; an interval across 0 tells nothing."
        " Same agent compares only observations of one person with each other, between agents the means of"
        " people, same volume only observations of about the same work (of one person, where people have"
        " several). Going together is not causing: a third thing may move both. To know what a"
        " change would do, try it for a while and compare.",
    ),
    "drivers.of": Message("{name}（{count} 个观察）", "{name} ({count} observations)"),
    "drivers.relations": Message("与{name}一起变化", "What goes with {name}"),
    "drivers.halves": Message(
        "客服分成低的一半和高的一半（按每人的平均），{name}各是多少",
        "{name} of the half of agents where a metric is low and of the half where it is high (by their means)",
    ),
    "drivers.left-out": Message("没有看的", "What was not looked at"),
    "drivers.together": Message("同高同低", "high together"),
    "drivers.apart": Message("一高一低", "one high, one low"),
    "drivers.together-turned": Message(
        "同一客服内同高，客服之间却相反", "high together for an agent, the other way between agents"
    ),
    "drivers.apart-turned": Message(
        "同一客服内一高一低，客服之间却相反",
        "one high, one low for an agent, the other way between agents",
    ),
    "drivers.together-whole": Message(
        "客服之间同高，同一客服内看不出", "high together between agents; unclear for an agent"
    ),
    "drivers.apart-whole": Message(
        "客服之间一高一低，同一客服内看不出",
        "one high, one low between agents; unclear for an agent",
    ),
    "drivers.together-unsplit": Message(
        "客服之间同高，同一客服内观察不够", "high together between agents; no agent has enough"
    ),
    "drivers.apart-unsplit": Message(
        "客服之间一高一低，同一客服内观察不够",
        "one high, one low between agents; no agent has enough",
    ),
    "drivers.mixed": Message(
        "按名次和按平均看，说法相反，看不准", "ranks and means disagree: cannot be told"
    ),
    "drivers.unclear": Message("看不出", "cannot be told"),
    "drivers.contained": Message(
        "按定义就含着{name}（分子、算式或同一件事）",
        "contains {name} by definition (its numerator, its formula, or the same event)",
    ),
    "drivers.few": Message("观察太少，不到 5 个", "fewer than 5 observations"),
    "drivers.same": Message("从不变化", "never differs"),
    "drivers.twin": Message(
        "每次都与上面看过的一个指标一样", "always equal to a metric that was looked at"
    ),
    "drivers.shop": Message(
        "全店的数，同一时间人人一样", "figures of the shop, the same for everybody at one time"
    ),
    "drivers.total": Message(
        "总数，主要说明服务了多少；要看请用 --metric 点名",
        "totals, which tell above all how much was served; name them with --metric to look",
    ),
}

_PROBLEMS: Final[dict[str, Message]] = {
    "drivers-no-outcome": Message(
        "数据里没有转化率，也没有满意率",
        "the data has neither conversion nor satisfaction",
        "请用 --with 点名一个指标；有的是：{known}。",
        "Name a metric with --with; there are {known}.",
    ),
    "drivers-no-metric": Message(
        "数据里没有“{name}”这个指标",
        "the data has no metric {name!r}",
        "有的是：{known}。",
        "There are {known}.",
    ),
    "drivers-no-days": Message(
        "给的数据分不出天，--by day 用不上，观察改成{by}",
        "the data does not tell days apart, so --by day cannot be done; an observation is {by}",
        "要按天看，请给带日期的数据。",
        "To look at days, give data with dates.",
    ),
    "drivers-few": Message(
        "只有 {count} 个观察知道{name}，太少，看不出什么",
        "only {count} observations know {name}: too few to tell anything",
        "请多给几个月（--months），或给带日期的数据。",
        "Give more months (--months), or data with days.",
    ),
}

MESSAGES: Final[dict[str, Message]] = {**_HELP, **_FIELDS, **_WORDS, **_PROBLEMS}
