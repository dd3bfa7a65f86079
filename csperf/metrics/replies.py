"""Replies: how soon each conversation was answered, and which were never, slowly or long.

Why two sources: from messages every answer's wait is known; where a shop only exports receptions
with figures of their own, those are taken as they are, the first response exactly, slow answers
only as far as the first or the mean response tells.
The start of a conversation says on which day it is and whether it is in the service hours, as JD
counts.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.hours import in_hours
from csperf.metrics.meanings import means
from csperf.metrics.measure import AGENT, BUYER, DAY_OF, NOBODY, Frame, Measure, Quotient
from csperf.metrics.records import DAY
from csperf.metrics.service import Service

VIEW = "replies"
_NO, _YES = nw.lit(value=False), nw.lit(value=True)


def replies_view(receptions: Frame, service: Service) -> Frame:
    """Every conversation that is made of messages, or every reception with its own figures.

    `asks`: the buyer said something; `answered`: somebody answered; `never`: nobody did; `quick`
    and `in_time`: the first answer came within the shop's limits; `slow`: an answer took longer
    than the shop's limit; `long`: the conversation did; `replied`: the buyer was answered in one
    of the day's conversations with the agent.
    """
    timed = receptions.with_columns(first_reply=_first_reply())
    begun = timed.with_columns(
        nw.col(BUYER).fill_null(NOBODY),
        (nw.col("started") // DAY).alias(DAY_OF),
        asks=_asks(),
        answered=_answered(),
        slowest=_slowest(receptions),
        lasted=(nw.col("ended") - nw.col("started")) * 1000,
        in_hours=in_hours(service, nw.col("started")),
    )
    first = nw.col("first_reply")
    flags = begun.with_columns(
        never=nw.col("asks") & ~nw.col("answered"),
        quick=nw.coalesce(first <= service.quick_within, _NO),
        in_time=nw.coalesce(first <= service.reply_within, _NO),
        slow=_beyond("slowest", service.slow_after),
        long=_beyond("lasted", service.long_after),
    )
    answered = nw.when(nw.col("answered")).then(nw.lit(1)).otherwise(nw.lit(0))
    return flags.with_columns(answers=answered).with_columns(
        replied=nw.col("answers").max().over(AGENT, BUYER, DAY_OF) > 0
    )


def _first_reply() -> nw.Expr:
    """The first response as exported, else from the start to the moment of the first reply.

    A reply before the start is of an earlier talk, so how soon this one was answered is unknown.
    """
    since, replied = nw.col("started"), nw.col("replied_at")
    told = nw.when(replied >= since).then((replied - since) * 1000)
    return nw.coalesce(nw.col("first_reply"), told)


def _asks() -> nw.Expr:
    """Whether the buyer said something; unless an export says that the agent wrote first, yes."""
    silent = means("receptions", "opener", "agent") & nw.col("first_reply").is_null()
    return nw.coalesce(nw.col("buyer_messages") > 0, ~silent, _YES)


def _answered() -> nw.Expr:
    """Whether somebody answered: as exported, else by the messages, else by the first response."""
    wrote = nw.col("agent_messages") > 0
    timed = ~nw.col("first_reply").is_null() | ~nw.col("replied_at").is_null()
    return nw.coalesce(nw.col("answered"), wrote, timed)


def _slowest(receptions: Frame) -> nw.Expr:
    """The longest wait for an answer, as far as it is known."""
    if "slowest" in receptions.collect_schema().names():
        return nw.col("slowest")
    return nw.max_horizontal("first_reply", "mean_reply")


def _beyond(name: str, limit: int | None) -> nw.Expr:
    """Whether something took longer than a limit; without a limit nothing does."""
    return _NO if limit is None else nw.coalesce(nw.col(name) > limit, _NO)


_ASKS, _IN_HOURS = nw.col("asks"), nw.col("in_hours")
_QUICK, _IN_TIME = _ASKS & nw.col("quick"), _ASKS & nw.col("in_time")
MEASURES = (
    Measure("首次响应次数", VIEW, "rows", where=~nw.col("first_reply").is_null()),
    Measure("首次响应总时长", VIEW, "sum", "first_reply"),
    Measure("提问会话量", VIEW, "rows", where=_ASKS),
    Measure("三十秒应答会话量", VIEW, "rows", where=_QUICK),
    Measure("三分钟回复会话量", VIEW, "rows", where=_IN_TIME),
    Measure("时段提问会话量", VIEW, "rows", where=_ASKS & _IN_HOURS),
    Measure("时段三十秒应答会话量", VIEW, "rows", where=_QUICK & _IN_HOURS),
    Measure("时段三分钟回复会话量", VIEW, "rows", where=_IN_TIME & _IN_HOURS),
    Measure("未回复量", VIEW, "rows", where=nw.col("never")),
    Measure("回复人数", VIEW, "people", where=nw.col("replied")),
    Measure("未回复人数", VIEW, "people", where=nw.col("never") & ~nw.col("replied")),
)
SLOW = (
    Measure("慢响应量", VIEW, "rows", where=nw.col("slow")),
    Measure("慢响应人数", VIEW, "people", where=nw.col("slow")),
)
LONG = (
    Measure("长接待量", VIEW, "rows", where=nw.col("long")),
    Measure("长接待人数", VIEW, "people", where=nw.col("long")),
)
NEEDS: Mapping[str, tuple[str, ...]] = {
    **{one.metric: ("first_reply",) for one in MEASURES if "会话量" in one.metric},
    **dict.fromkeys(("首次响应次数", "首次响应总时长"), ("first_reply",)),
    **{one.metric: ("ended",) for one in LONG},
}
"""What an export must have for a measure, lest it counts nothing where nothing is known."""
QUOTIENTS = (
    Quotient("首次响应时间", "首次响应总时长", "首次响应次数"),
    Quotient("三十秒应答率", "时段三十秒应答会话量", "时段提问会话量"),
    Quotient("全天三十秒应答率", "三十秒应答会话量", "提问会话量"),
    Quotient("三分钟回复率", "时段三分钟回复会话量", "时段提问会话量"),
    Quotient("全天三分钟回复率", "三分钟回复会话量", "提问会话量"),
)


def measures_with(service: Service) -> tuple[Measure, ...]:
    """What is measured of replies: what is slow or long only where the shop has a limit for it."""
    slow = () if service.slow_after is None else SLOW
    return (*MEASURES, *slow, *(() if service.long_after is None else LONG))
