"""Receptions: conversations served, how they came in, who began, what was written, how long.

A customer is served once a day by an agent, however many receptions that took. A reception is on
the day on which it started, also when it ends after midnight.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.meanings import means
from csperf.metrics.measure import AGENT, BUYER, DAY_OF, NOBODY, Frame, Measure, Quotient
from csperf.metrics.records import DAY, FILE, ROW

VIEW = "receptions"
SAID = "said"
"""The messages beside the view, for what was named in a reception."""
HOUR_OF = "hour"
_TALK = (AGENT, BUYER)
_HOUR = 3_600


def receptions_view(receptions: Frame) -> Frame:
    """Every reception with its day, its `hour` (0 to 23) and how long it `lasted`.

    `direct`, `moved_in`, `moved_out`, `left` (a message left while nobody was there) and
    `by_buyer`, `by_agent` say how it came about, as far as the export does.
    """
    started, ended = nw.col("started"), nw.col("ended")
    return receptions.with_columns(
        nw.col(BUYER).fill_null(NOBODY),
        (started // DAY).alias(DAY_OF),
        (started % DAY // _HOUR).alias(HOUR_OF),
        lasted=(ended - started) * 1000,
        messages=nw.col("buyer_messages") + nw.col("agent_messages"),
        direct=means(VIEW, "way", "direct"),
        moved_in=means(VIEW, "way", "transferred"),
        left=means(VIEW, "way", "left"),
        moved_out=nw.col("handed_on"),
        by_buyer=means(VIEW, "opener", "buyer"),
        by_agent=means(VIEW, "opener", "agent"),
    )


def about(receptions: Frame, products: Collection[str], messages: Frame | None = None) -> Frame:
    """The receptions about one of these products.

    By their own product, and by every message between their start and their end that names one.
    """
    own = nw.col("product").is_in([*products])
    if messages is None:
        return receptions.filter(own)
    naming = messages.filter(own).select(*_TALK, "at")
    spans = receptions.select(*_TALK, "started", FILE, ROW, last=_last_moment())
    said = spans.join(naming, on=[*_TALK], how="inner")
    during = (nw.col("at") >= nw.col("started")) & (nw.col("at") <= nw.col("last"))
    named = said.filter(during).select(FILE, ROW).unique([FILE, ROW]).with_columns(named=nw.lit(1))
    found = receptions.join(named, on=[FILE, ROW], how="left")
    return found.filter(nw.coalesce(own, nw.lit(value=False)) | (nw.col("named") == 1)).drop(
        "named"
    )


def _last_moment() -> nw.Expr:
    """Up to when a reception runs; one without an end, to the end of its day."""
    return nw.coalesce("ended", (nw.col("started") // DAY + 1) * DAY - 1)


def _flagged(metric: str, people: str, flag: str) -> tuple[Measure, ...]:
    """The conversations of a kind, and the customers who had one."""
    where = nw.col(flag)
    rows = (Measure(metric, VIEW, "rows", where=where),) if metric else ()
    return (*rows, Measure(people, VIEW, "people", where=where)) if people else rows


_LASTED = ~nw.col("lasted").is_null()
MEASURES = (
    Measure("接待量", VIEW, "rows"),
    Measure("接待人数", VIEW, "people"),
    *_flagged("直接接待量", "", "direct"),
    *_flagged("转入量", "转入人数", "moved_in"),
    *_flagged("转出量", "转出人数", "moved_out"),
    *_flagged("留言接待量", "", "left"),
    *_flagged("顾客发起量", "买家发起人数", "by_buyer"),
    *_flagged("主动跟进量", "主动跟进人数", "by_agent"),
    Measure("买家消息数", VIEW, "sum", "buyer_messages"),
    Measure("客服消息数", VIEW, "sum", "agent_messages"),
    Measure("总消息数", VIEW, "sum", "messages"),
    Measure("客服字数", VIEW, "sum", "words"),
    Measure("接待时长", VIEW, "sum", "lasted"),
    Measure("计时接待量", VIEW, "rows", where=_LASTED),
    Measure("计时接待人数", VIEW, "people", where=_LASTED),
)
NEEDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("直接接待量", "转入量", "转入人数", "留言接待量"), ("way",)),
    **dict.fromkeys(("转出量", "转出人数"), ("handed_on",)),
    **dict.fromkeys(("顾客发起量", "买家发起人数", "主动跟进量", "主动跟进人数"), ("opener",)),
    "买家消息数": ("buyer_messages",),
    "客服消息数": ("agent_messages",),
    "总消息数": ("buyer_messages", "agent_messages"),
    "客服字数": ("words",),
    **dict.fromkeys(("接待时长", "计时接待量", "计时接待人数"), ("ended",)),
}
"""What an export must have for a measure, lest it counts nothing where nothing is known."""
QUOTIENTS = (
    Quotient("平均回复消息数", "客服消息数", "接待量"),
    Quotient("平均会话时长", "接待时长", "计时接待量"),
    Quotient("平均接待时长", "接待时长", "计时接待人数"),
)
