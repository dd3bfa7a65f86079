"""The chat nearest to a moment of an order: the last before it, the first of a window, the next.

Why one sort and not a join: chats joined to orders by buyer make as many rows as the two have
together, squared for a buyer who has thousands of both. Here chats and moments stand in one table,
each buyer's in order of time, and each moment takes over what the nearest chat above or below it
says, so a row more costs a row more. With one buyer who has a hundredth of all rows, on Polars, and
in CPU seconds: a million orders and as many chats 1.0 s and 342 MiB against 2.8 s and 583 MiB for
the join, three million of each 3.1 s and 841 MiB against 23 s and 3.4 GiB; on DuckDB, a million,
1.8 s against 2.6 s. Joins cut into windows by time first take longer than either (they double the
rows), and `join_asof` needs the same time and is not there on Spark.

Why the rows stay whole: an order looked at twice is sorted twice, which costs less than sorting
its moments alone and joining what they found to it again, and no row is looked for by its name.

The order of a buyer's chats is total: by start, in the same second by the agent's name, then by
file and row. The last of two chats in one second is therefore that of the name that sorts last,
the first that of the name that sorts first, on every engine and in every order of the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import narwhals.stable.v2 as nw

from csperf.metrics.measure import BUYER, NOBODY, Frame
from csperf.metrics.places import PLACE, packed

Side = Literal["before", "after"]
CHAT = ("agent", "started", PLACE)
"""What is taken over of a chat."""
_MOMENT = "chat_moment"
_BLANK = {
    "chat_agent": nw.lit(None).cast(nw.String),
    "chat_started": nw.lit(None).cast(nw.Int64),
    "chat_place": nw.lit(None).cast(nw.Int64),
}
_ORDER_OF_TIME = (_MOMENT, "chat_agent", "chat_place")
_CHAT_SIDE, _ALL_SIDES = 1, 3
_SIDES: Mapping[Side, int] = {"before": 0, "after": 2}
"""A moment stands before the chats of its own second, or after them."""


def chats_in(talk: Frame, started: str) -> Frame:
    """The chats that can tell whose an order is: of a known agent with a known buyer."""
    known = (nw.col(name).fill_null(NOBODY) != NOBODY for name in ("agent", BUYER))
    began = talk.filter(*known, ~nw.col(started).is_null())
    return began.select(BUYER, "agent", nw.col(started).alias("started"), packed())


def spans(chats: Frame, *within: str) -> Frame:
    """When a buyer chatted for the first and the last time (`first_chat`, `last_chat`).

    Whatever is asked of chats around a moment can be no where the whole span lies elsewhere, and
    most does: who looks at spans first has few moments left to look at.
    """
    started = nw.col("started")
    return chats.group_by(BUYER, *within).agg(
        started.min().alias("first_chat"), started.max().alias("last_chat")
    )


def beside(
    rows: Frame,
    chats: Frame,
    moment: nw.Expr,
    side: Side,
    *within: str,
    above: str = "",
    below: str = "",
) -> Frame:
    """The rows with the chat above their moment, or below it, as `{above}_agent` and so on.

    Both are chats of the same buyer, and alike in the columns `within`; null where there is none,
    or no moment.
    """
    same = (BUYER, *within)
    blank = {name: nw.lit(None).cast(kind) for name, kind in rows.collect_schema().items()}
    talk = {f"chat_{part}": nw.col(part) for part in CHAT}
    spoken = chats.select(
        *same,
        **{name: one for name, one in blank.items() if name not in same},
        **talk,
        **{_MOMENT: nw.col("started") * _ALL_SIDES + _CHAT_SIDE},
    )
    marks = rows.with_columns(**_BLANK, **{_MOMENT: moment * _ALL_SIDES + _SIDES[side]})
    both = nw.concat([marks, spoken.select(marks.collect_schema().names())], how="vertical")
    taken = [*_taken_over(above, "forward", same), *_taken_over(below, "backward", same)]
    found = both.with_columns(*taken).filter(nw.col("chat_started").is_null())
    return found.drop(_MOMENT, *_BLANK)


def _taken_over(
    name: str, way: Literal["forward", "backward"], same: Sequence[str]
) -> Iterator[nw.Expr]:
    for part in CHAT if name else ():
        nearest = nw.col(f"chat_{part}").fill_null(strategy=way)
        yield nearest.over(*same, order_by=list(_ORDER_OF_TIME)).alias(f"{name}_{part}")
