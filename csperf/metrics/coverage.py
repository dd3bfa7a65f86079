"""Coverage: from when to when records reach, and whether any of them is of the days measured.

Why: figures of a month for which nobody gave a row are all 0, and look like a bad month.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

import narwhals.stable.v2 as nw

from csperf.errors import Problem, Word, problem, warning
from csperf.metrics.attribution import Attribution
from csperf.metrics.measure import Collect, Frame
from csperf.metrics.records import DAY, SORTS, day_of

_HOUR = 3_600
_MAY_LACK = frozenset({"refunds"})
"""What a month may well have none of."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The first and the last moment that records of a sort tell, and how many are of the days."""

    first: int
    last: int
    inside: int


def reaches(
    tables: Mapping[str, Frame], days: tuple[int, int], collect: Collect
) -> dict[str, Reach]:
    """How far the records of each sort reach; of a sort without any moment nothing is said."""
    found: dict[str, Reach] = {}
    for sort, frame in tables.items():
        moments = _moments(sort)
        if moments:
            for row in collect(_reach(frame, moments, days)):
                if row["first"] is not None:
                    found[sort] = Reach(row["first"], row["last"], row["inside"])
    return found


def outside(found: Mapping[str, Reach], period: str) -> Iterator[Problem]:
    """What records are of other days than those measured: nothing at all, or one sort of them."""
    if found and not any(one.inside for one in found.values()):
        first = _date(min(one.first for one in found.values()))
        last = _date(max(one.last for one in found.values()))
        yield problem("period-without-records", period=period, first=first, last=last)
        return
    for sort, one in found.items():
        if not one.inside and sort not in _MAY_LACK:
            name = Word(SORTS[sort].zh, SORTS[sort].en)
            first, last = _date(one.first), _date(one.last)
            yield warning("sort-without-records", sort=name, period=period, first=first, last=last)


def no_lead_in(
    found: Mapping[str, Reach], attribution: Attribution, first_day: int, count: int
) -> Iterator[Problem]:
    """Silent orders (`count`) so early that a chat before the first of the records may own them."""
    talks = ("messages",) if attribution.talk == "messages" else ("receptions", "messages")
    talk = next((found[sort] for sort in talks if sort in found), None)
    since = first_day * DAY - attribution.window
    if not count or talk is None or "chat" not in attribution.evidence:
        return
    if talk.first >= first_day * DAY:
        yield warning(
            "chats-begin-late",
            count=count,
            first=clock(talk.first),
            hours=attribution.window // _HOUR,
            since=clock(since),
        )


def clock(moment: int) -> str:
    """A moment to the minute, as the shop's clock shows it."""
    hours, rest = divmod(moment % DAY, _HOUR)
    return f"{_date(moment)} {hours:02}:{rest // 60:02}"


def _date(moment: int) -> str:
    return day_of(moment // DAY).isoformat()


def _moments(sort: str) -> list[str]:
    return [name for name, field in SORTS[sort].fields.items() if field.kind == "moment"]


def _reach(frame: Frame, moments: Collection[str], days: tuple[int, int]) -> Frame:
    """One row: the first and the last of all moments, and how many records have one inside."""
    since, until = days[0] * DAY, (days[1] + 1) * DAY
    each = [(nw.col(name) >= since) & (nw.col(name) < until) for name in moments]
    inside = reduce(or_, (one.fill_null(value=False) for one in each))
    ends = frame.select(
        *(nw.col(name).min().alias(f"first_{name}") for name in moments),
        *(nw.col(name).max().alias(f"last_{name}") for name in moments),
        nw.when(inside).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias("inside"),
    )
    return ends.select(
        nw.min_horizontal(*(f"first_{name}" for name in moments)).alias("first"),
        nw.max_horizontal(*(f"last_{name}" for name in moments)).alias("last"),
        "inside",
    )
