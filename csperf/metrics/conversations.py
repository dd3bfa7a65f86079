"""Conversations: receptions made from messages, for shops that export the chats and no list.

They have the fields of receptions, so everything that reads receptions reads them alike, and four
that only messages give: `rounds`, `rounds_answered`, `waited` in all of them, and `slowest`.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.measure import Frame
from csperf.metrics.records import FILE, ROW, SORTS
from csperf.metrics.turns import ANSWERS, ASKS, PAIR, TALK

_ROUNDS = ("rounds", "rounds_answered", "waited", "slowest")
_KINDS: Mapping[str, type] = {"id": nw.String, "text": nw.String, "flag": nw.Boolean}


def conversations(spoken: Frame) -> Frame:
    """One reception for every conversation of these turns; `file` and `row` of its first message.

    What messages cannot tell, such as how the chat came in, is null. Where the buyer asked nothing,
    nothing is unanswered.
    """
    asks, first = nw.col("side") == ASKS, nw.col("starts")
    one, none = nw.lit(1), nw.lit(0)
    grouped = spoken.with_columns(
        opened_by=nw.when(first).then(nw.col("side")),
        first_file=nw.when(first).then(nw.col(FILE)),
        first_row=nw.when(first).then(nw.col(ROW)),
        first_reply=nw.when(nw.col("opening")).then(nw.col("waited")),
        asked=nw.when(asks).then(one).otherwise(none),
        replied=nw.when(~nw.col("waited").is_null()).then(one).otherwise(none),
        buyer_messages=nw.when(asks).then(nw.col("messages")).otherwise(none),
        agent_messages=nw.when(asks).then(none).otherwise(nw.col("messages")),
        agent_words=nw.when(asks).then(none).otherwise(nw.col("words")),
    ).group_by(*PAIR, TALK)
    return _as_receptions(
        grouped.agg(
            nw.col("since").min().alias("started"),
            nw.col("until").max().alias("ended"),
            nw.col("opened_by").max(),
            nw.col("product").max(),
            nw.col("first_reply").max(),
            nw.col("waited").max().alias("slowest"),
            nw.col("first_file").max().alias(FILE),
            nw.col("first_row").max().alias(ROW),
            *_sums("waited", "buyer_messages", "agent_messages"),
            nw.col("agent_words").sum().cast(nw.Int64).alias("words"),
            nw.col("asked").sum().cast(nw.Int64).alias("rounds"),
            nw.col("replied").sum().cast(nw.Int64).alias("rounds_answered"),
        )
    )


def _sums(*names: str) -> list[nw.Expr]:
    return [nw.col(name).sum().cast(nw.Int64) for name in names]


def _as_receptions(found: Frame) -> Frame:
    """The same with every field of receptions, in their order."""
    opener = (
        nw.when(nw.col("opened_by") == ANSWERS).then(nw.lit("agent")).otherwise(nw.lit("buyer"))
    )
    answered = (nw.col("rounds_answered") > 0) | (nw.col("rounds") == 0)
    found = found.with_columns(opener=opener, answered=answered)
    known = {*found.collect_schema().names()}
    blank = {
        name: nw.lit(None).cast(_KINDS.get(field.kind, nw.Int64)).alias(name)
        for name, field in SORTS["receptions"].fields.items()
        if name not in known
    }
    return found.with_columns(**blank).select(*SORTS["receptions"].fields, FILE, ROW, *_ROUNDS)
