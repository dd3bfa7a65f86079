"""The chat nearest to a moment of an order: the last before it, the first of a window, the next.

Why one sort and not a join: chats joined to orders by buyer make as many rows as the two have
together, squared for a buyer who has thousands of both. Here chats and moments stand in one table,
each buyer's in order of time, and each moment takes over what the nearest chat above or below it
says, so a row more costs a row more. With one buyer who has a hundredth of all rows, on Polars, and
in CPU seconds: a million orders and as many chats 1.0 s and 342 MiB against 2.8 s and 583 MiB for
the join, three million of each 3.1 s and 841 MiB against 23 s and 3.4 GiB; on DuckDB, a million,
1.8 s against 2.6 s. Joins cut into windows by time first take longer than either (they double the
rows), and `join_asof` needs the same time and is not there on Spark.

The order of a buyer's chats is total: by start, in the same second by the agent's name, then by
file and row. The last of two chats in one second is therefore that of the name that sorts last,
the first that of the name that sorts first, on every engine and in every order of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import narwhals.stable.v2 as nw

from csperf.metrics.measure import NOBODY, Frame
from csperf.metrics.records import FILE, ROW

Side = Literal["before", "after"]
CHAT = ("agent", "started", FILE, ROW)
_ORDER_OF_TIME = ("moment", "side", "agent", FILE, ROW)
_CHAT_SIDE = 1
_SIDES: Mapping[Side, int] = {"before": 0, "after": 2}
"""A mark stands before the chats of its own second, or after them."""


def chats_in(talk: Frame, started: str) -> Frame:
    """The chats that can tell whose an order is: of a known agent with a known buyer."""
    known = (nw.col(name).fill_null(NOBODY) != NOBODY for name in ("agent", "buyer"))
    return talk.filter(*known).with_columns(started=nw.col(started)).select("buyer", *CHAT)


def marks_in(orders: Frame, role: str, moment: nw.Expr, side: Side, *within: str) -> Frame:
    """One moment of all orders that have it and a buyer, before or after chats of its second."""
    whole, text = nw.lit(None).cast(nw.Int64), nw.lit(None).cast(nw.String)
    marks = orders.select(
        "buyer",
        *within,
        "order",
        moment=moment,
        side=nw.lit(_SIDES[side]).cast(nw.Int64),
        role=nw.lit(role),
        agent=text,
        started=whole,
        **{FILE: whole, ROW: whole},
    )
    has_moment = ~nw.col("moment").is_null()
    return marks.filter(has_moment, nw.col("buyer").fill_null(NOBODY) != NOBODY)


def nearest(chats: Frame, marks: Frame, *within: str) -> Frame:
    """Every mark with the chat above it (`last_agent` and so on) and below it (`next_agent`).

    Both are chats of its buyer, and alike in the columns `within`.
    """
    text = nw.lit(None).cast(nw.String)
    rows = chats.with_columns(
        order=text, moment="started", side=nw.lit(_CHAT_SIDE).cast(nw.Int64), role=text
    )
    both = nw.concat([rows.select(marks.collect_schema().names()), marks], how="vertical")
    found = (*_taken_over("last", within), *_taken_over("next", within))
    return both.with_columns(*found).filter(~nw.col("order").is_null())


def _taken_over(which: Literal["last", "next"], within: Sequence[str]) -> list[nw.Expr]:
    way: Literal["forward", "backward"] = "forward" if which == "last" else "backward"
    return [
        nw.col(name)
        .fill_null(strategy=way)
        .over("buyer", *within, order_by=list(_ORDER_OF_TIME))
        .alias(f"{which}_{name}")
        for name in CHAT
    ]
