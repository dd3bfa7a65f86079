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

from csperf.metrics.measure import AGENT, BUYER, NOBODY, Frame
from csperf.metrics.records import DAY, FILE, ROW
from csperf.metrics.service import Service
from csperf.metrics.wording import means

PAIR = (AGENT, "shop", BUYER)
"""Who speaks with whom: a buyer who speaks with two agents holds two talks."""
TALK, TURN = "talk", "turn"
ASKS, ANSWERS = 0, 1
"""The sides of a talk; questions sort first."""
_ORDER = ("at", "side", FILE, ROW)
_LINES = 1 << 40
"""More rows than a file has: where a record stands, in one number that has a least one."""


def turns(messages: Frame, service: Service) -> Frame:
    """The turns of every talk: whose (`side`), from when to when, how many messages and words.

    `talk` counts the conversations of an agent with a buyer, `turn` the turns of them all. `file`
    and `row` are those of a turn's first message, `product` the greatest code that occurs in it.
    A question has `answered_at` and `waited` (milliseconds), null where no answer came. `starts`
    marks the first turn of a conversation, `opening` its first question.
    """
    return _with_answers(_gathered(_numbered(_told_apart(_said(messages, service), service))))


def _gathered(spoken: Frame) -> Frame:
    """One row each time a side speaks."""
    found = spoken.group_by(*PAIR, TALK, TURN).agg(
        nw.col("side").min(),
        nw.col("at").min().alias("since"),
        nw.col("at").max().alias("until"),
        nw.len().cast(nw.Int64).alias("messages"),
        nw.col("words").sum().cast(nw.Int64),
        nw.col("product").max(),
        nw.col("place").min(),
    )
    place = nw.col("place")
    placed = found.with_columns((place // _LINES).alias(FILE), (place % _LINES).alias(ROW))
    return placed.drop("place")


def _said(messages: Frame, service: Service) -> Frame:
    """What buyers and those who answer said; without a buyer nobody knows which talk it is of."""
    asks = means("messages", "sender", "buyer")
    answers = means("messages", "sender", "agent", *(["robot"] if service.robots else []))
    known = messages.filter(nw.col(BUYER).fill_null(NOBODY) != NOBODY, asks | answers)
    return known.select(
        *(AGENT, BUYER, "at", "product", FILE, ROW),
        nw.col("shop").fill_null(NOBODY),
        side=nw.when(asks).then(nw.lit(ASKS)).otherwise(nw.lit(ANSWERS)),
        words=nw.coalesce(nw.col("words"), nw.col("text").str.len_chars().cast(nw.Int64)),
    )


def _told_apart(said: Frame, service: Service) -> Frame:
    """Every message with whether it opens a conversation and whether it begins a turn."""
    before = {
        name: nw.col(name).shift(1).over(*PAIR, order_by=list(_ORDER)) for name in ("at", "side")
    }
    said = said.with_columns(before_at=before["at"], before_side=before["side"])
    at, before_at = nw.col("at"), nw.col("before_at")
    silent = (at - before_at) * 1000 > service.gap
    another_day = at // DAY != before_at // DAY
    waits = nw.col("before_side") == ASKS
    opens = silent & (~waits | (another_day & (nw.col("side") == ASKS)))
    return said.with_columns(opens=before_at.is_null() | opens).with_columns(
        begins=nw.col("opens") | (nw.col("side") != nw.col("before_side"))
    )


def _numbered(said: Frame) -> Frame:
    """Conversations and turns counted, and where the first message of each turn stands."""
    place = nw.col(FILE) * _LINES + nw.col(ROW)
    return said.with_columns(
        *(
            nw.col(flag)
            .cast(nw.Int64)
            .cum_sum()
            .over(*PAIR, order_by=list(_ORDER))
            .cast(nw.Int64)
            .alias(name)
            for flag, name in (("opens", TALK), ("begins", TURN))
        ),
        place=nw.when(nw.col("begins")).then(place),
    )


def _with_answers(spoken: Frame) -> Frame:
    """What follows a question in its conversation is its answer."""
    order = [TALK, TURN]
    following = {
        name: nw.col(name).shift(-1).over(*PAIR, order_by=order) for name in ("since", TALK)
    }
    place = nw.col(TURN) - nw.col(TURN).min().over(*PAIR, TALK)
    found = spoken.with_columns(
        next_since=following["since"], next_talk=following[TALK], place=place
    )
    asks = nw.col("side") == ASKS
    answer = nw.when(asks & (nw.col("next_talk") == nw.col(TALK))).then(nw.col("next_since"))
    return found.with_columns(
        answered_at=answer,
        waited=(answer - nw.col("since")) * 1000,
        starts=nw.col("place") == 0,
        opening=asks & (nw.col("place") <= 1),
    ).drop("next_since", "next_talk", "place")
