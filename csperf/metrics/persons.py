"""Persons: the nick of every record becomes the person who had it on that day.

Why before anything is counted: a buyer who spoke with two nicks of one person is one buyer of
theirs, and no figure made later could tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, NOBODY, Collect, Frame
from csperf.metrics.records import DAY, FILE, ROW

SHOP = "shop"
FIRST_DAY, LAST_DAY = -1_000_000, 1_000_000
MOMENTS: Mapping[str, str] = {
    "orders": "created",
    "receptions": "started",
    "messages": "at",
    "reviews": "at",
    "shifts": "since",
    "cases": "opened",
    "calls": "at",
}
"""The sorts that name an agent, and the moment that says on which day."""
_NICK, _OF_SHOP, _PERSON, _FIRST, _LAST = "nick", "nick_shop", "person", "nick_first", "nick_last"


@dataclass(frozen=True, slots=True)
class Nick:
    """Whose a nick (of a shop, where records name one) is from one day to another."""

    nick: str
    shop: str
    person: str
    first: int = FIRST_DAY
    last: int = LAST_DAY


@dataclass(frozen=True, slots=True)
class Seen:
    """A nick as the records of one file have it: how often, and in which row for the first time.

    `first` and `last` are the days on which it stands there of those that are paid, None for none.
    """

    nick: str
    shop: str
    first: int | None
    last: int | None
    count: int
    file: int
    row: int


def nicks_in(tables: Mapping[str, Frame], paid: tuple[int, int], collect: Collect) -> list[Seen]:
    """Every nick of these records, once a sort of record, shop and file."""
    return [
        Seen(*(row[name] for name in (AGENT, SHOP, "first", "last", "count", FILE, "row_of")))
        for sort, moment in MOMENTS.items()
        if sort in tables and AGENT in tables[sort].collect_schema().names()
        for row in collect(_seen(tables[sort], moment, paid))
    ]


def _seen(frame: Frame, moment: str, paid: tuple[int, int]) -> Frame:
    day, nothing = nw.col("day_of"), nw.lit(None)
    dated = _named(frame).with_columns((nw.col(moment) // DAY).alias("day_of"))
    counts = nw.when((day >= paid[0]) & (day <= paid[1])).then(day).otherwise(nothing)
    named = dated.filter(nw.col(AGENT) != NOBODY).with_columns(counts.alias("day_of"))
    return named.group_by(AGENT, SHOP, FILE).agg(
        day.min().alias("first"),
        day.max().alias("last"),
        nw.len().alias("count"),
        nw.col(ROW).min().alias("row_of"),
    )


def columns_of(nicks: Iterable[Nick]) -> dict[str, list[Any]]:
    """The nicks as the columns of a small table; of each the days must cover all time."""
    listed = list(nicks)
    return {
        _NICK: [one.nick for one in listed],
        _OF_SHOP: [one.shop for one in listed],
        _PERSON: [one.person for one in listed],
        _FIRST: [one.first for one in listed],
        _LAST: [one.last for one in listed],
    }


def of_persons(tables: Mapping[str, Frame], nicks: Frame) -> dict[str, Frame]:
    """The records with persons for nicks; a nick that is not in the list stays."""
    return {
        sort: _of_person(frame, MOMENTS[sort], nicks) if sort in MOMENTS else frame
        for sort, frame in tables.items()
    }


def _of_person(frame: Frame, moment: str, nicks: Frame) -> Frame:
    columns = frame.collect_schema().names()
    if AGENT not in columns:
        return frame
    joined = _named(frame).join(
        nicks, left_on=[AGENT, SHOP], right_on=[_NICK, _OF_SHOP], how="left"
    )
    day = nw.col(moment) // DAY
    known = joined.filter(
        nw.col(_PERSON).is_null() | ((day >= nw.col(_FIRST)) & (day <= nw.col(_LAST)))
    )
    person = nw.coalesce(nw.col(_PERSON), nw.col(AGENT)).alias(AGENT)
    return known.with_columns(person).select(*columns)


def _named(frame: Frame) -> Frame:
    """The records with a text in agent and shop, for null joins nothing."""
    columns = frame.collect_schema().names()
    shop = nw.col(SHOP).fill_null("") if SHOP in columns else nw.lit("")
    return frame.with_columns(nw.col(AGENT).fill_null(NOBODY), shop.alias(SHOP))


def through_time(nick: str, shop: str, owners: Sequence[Nick]) -> list[Nick]:
    """The nick's owners, and the nick itself for the days on which it was nobody's.

    >>> owners = [Nick("客服1", "", "小美", 5, 9), Nick("客服1", "", "阿强", 20)]
    >>> [(one.person, one.first, one.last) for one in through_time("客服1", "", owners)]
    [('客服1', -1000000, 4), ('小美', 5, 9), ('客服1', 10, 19), ('阿强', 20, 1000000)]
    """
    found: list[Nick] = []
    day = FIRST_DAY
    for owner in sorted(owners, key=lambda one: one.first):
        if day < owner.first:
            found.append(Nick(nick, shop, nick, day, owner.first - 1))
        found.append(owner)
        day = owner.last + 1
    if day <= LAST_DAY:
        found.append(Nick(nick, shop, nick, day))
    return found
