"""Turns: what an agent and a buyer wrote as a talk of two sides, one row each time one speaks.

Why turns and not messages: how long a question waited depends only on where a side begins to
speak, so ten questions in a row are one turn, and a table of turns has few rows.

Another conversation opens with the first message after a silence of the shop's `gap`. A question
that still waits keeps its conversation open: for the agent's answer however late it comes, for
more questions of the buyer until the day ends.

Messages of one second: the buyer's stand before the agent's, so that nothing is answered before it
was asked, in whatever order and in whatever files they come. Robots answer only where the shop
says so; what the system writes is nobody's.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.meanings import means
from csperf.metrics.measure import AGENT, BUYER, NOBODY, Frame
from csperf.metrics.places import PLACE, packed, unpacked
from csperf.metrics.records import DAY, FILE, ROW
from csperf.metrics.service import Service

PAIR = (AGENT, "shop", BUYER)
"""Who speaks with whom: a buyer who speaks with two agents holds two talks."""
TALK, TURN = "talk", "turn"
ASKS, ANSWERS = 0, 1
"""The sides of a talk; questions sort first."""
_MOMENT = "moment"


def turns(messages: Frame, service: Service) -> Frame:
    """The turns of every talk: whose (`side`), from when to when, how many messages and words.

    `talk` counts the conversations of an agent with a buyer, `turn` the turns of them all. `file`
    and `row` are those of a turn's first message, `product` the greatest code that occurs in it.
    A question has `answered_at` and `waited` (milliseconds), null where no answer came. `starts`
    marks the first turn of a conversation, `opening` its first question.
    """
    return _with_answers(_gathered(_told_apart(_said(messages, service), service)))


def _said(messages: Frame, service: Service) -> Frame:
    """What buyers and those who answer said; without a buyer nobody knows which talk it is of."""
    asks = means("messages", "sender", "buyer")
    answers = means("messages", "sender", "agent", *(["robot"] if service.robots else []))
    known = messages.filter(nw.col(BUYER).fill_null(NOBODY) != NOBODY, asks | answers)
    found = known.select(
        *(AGENT, BUYER, "at", "product", FILE, ROW),
        nw.col("shop").fill_null(NOBODY),
        side=nw.when(asks).then(nw.lit(ASKS)).otherwise(nw.lit(ANSWERS)),
        words=nw.coalesce(nw.col("words"), nw.col("text").str.len_chars().cast(nw.Int64)),
    )
    return found.with_columns((nw.col("at") * 2 + nw.col("side")).alias(_MOMENT))


def _told_apart(said: Frame, service: Service) -> Frame:
    """Every message with its turn, and whether it begins that one or even a conversation.

    Moment and side are one number, so that one look at the message before tells both.
    """
    order = [_MOMENT, FILE, ROW]
    before = nw.col(_MOMENT).shift(1).over(*PAIR, order_by=order)
    known = said.with_columns(before_at=before // 2, before_side=before % 2)
    at, before_at = nw.col("at"), nw.col("before_at")
    silent = (at - before_at) * 1000 > service.gap
    another_day = at // DAY != before_at // DAY
    waits = nw.col("before_side") == ASKS
    starts = silent & (~waits | (another_day & (nw.col("side") == ASKS)))
    begins = nw.col("starts") | (nw.col("side") != nw.col("before_side"))
    turn = nw.col("begins").cast(nw.Int64).cum_sum().over(*PAIR, order_by=order)
    return (
        known.with_columns(starts=before_at.is_null() | starts)
        .with_columns(begins=begins)
        .with_columns(turn.cast(nw.Int64).alias(TURN))
    )


def _gathered(spoken: Frame) -> Frame:
    """One row each time a side speaks."""
    begins = nw.col("begins")
    found = spoken.with_columns(
        place=nw.when(begins).then(packed()),
        starting=nw.when(nw.col("starts")).then(nw.lit(1)).otherwise(nw.lit(0)),
    ).group_by(*PAIR, TURN)
    place = nw.col(PLACE)
    return found.agg(
        nw.col("side").min(),
        nw.col("at").min().alias("since"),
        nw.col("at").max().alias("until"),
        nw.len().cast(nw.Int64).alias("messages"),
        nw.col("words").sum().cast(nw.Int64),
        nw.col("product").max(),
        nw.col("starting").max(),
        place.min(),
    ).with_columns(*unpacked(place))


def _with_answers(spoken: Frame) -> Frame:
    """The conversations counted; what follows a question in its own one is its answer."""
    asks, starts = nw.col("side") == ASKS, nw.col("starting") == 1
    found = spoken.with_columns(goes_on=nw.when(~starts).then(nw.col("since"))).with_columns(
        _in_turn(nw.col("starting").cum_sum()).cast(nw.Int64).alias(TALK),
        answer=_in_turn(nw.col("goes_on").shift(-1)),
        after_start=_in_turn(nw.col("starting").shift(1)) == 1,
    )
    answered_at = nw.when(asks).then(nw.col("answer"))
    return found.with_columns(
        answered_at=answered_at,
        waited=(answered_at - nw.col("since")) * 1000,
        starts=starts,
        opening=asks & (starts | nw.col("after_start")),
    ).drop("goes_on", "answer", "after_start", "starting", PLACE)


def _in_turn(value: nw.Expr) -> nw.Expr:
    """A value of the turns of an agent with a buyer, looked at one after the other."""
    return value.over(*PAIR, order_by=TURN)
