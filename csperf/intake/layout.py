"""Layouts: the headings of one table of a platform, and which layout a header row belongs to.

Why a row is given to a layout so reluctantly: one name has six formulas in the trade, so a table
taken for another platform's would pay by another ratio. Where it would be a guess, it is None, and
the headings mean what the catalogue says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from csperf.intake.spelling import fold, unit_of

Level = Literal["agent", "shop", "hour", "event"]
DateOrder = Literal["", "year_first", "month_first", "day_first"]
Together = Literal["", "sum", "first", "last"]

_LEAST = 3  # headings; two alone say nothing about where a table comes from
_KNOWN_OF_ROW = (3, 5)  # at least 3 of 5 headings of a row are the layout's
_PRESENT_OF_LAYOUT = (4, 5)  # at least 4 of 5 headings of the layout are in the row


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading stands for in one table: a metric (None: known, but nothing pay could use).

    `unit` is the unit of bare numbers where the heading does not name it (秒, 分钟, %, 元 ...);
    `weight` the metric by which values of several rows are weighted into one mean.
    """

    metric: str | None
    unit: str = ""
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """What a column is to a record: the name of its field, and how its cells are read.

    `unit` is that of bare numbers; `day` the heading whose day a clock alone belongs to, and
    `after` the field that such a clock cannot be before (an hour past midnight is of the next day);
    `times` the heading of the number that the value is multiplied with; `rows` how the values of
    several rows of one record come together (else they must be the same); `has` the words that make
    a flag true; `drop` words of rows that are left out; `words` what words of this export mean;
    `other` are further headings that the column may have.
    """

    name: str
    unit: str = ""
    day: str = ""
    after: str = ""
    times: str = ""
    rows: Together = ""
    has: str = ""
    drop: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    other: tuple[str, ...] = ()


Uses = Mapping[str, tuple[Use, ...]]
"""What each heading is to one sort of record."""


@dataclass(frozen=True)
class Layout:
    """One table of a dialect: its headings and what else sets it apart.

    `agents`, `date` and `shop` are headings as exported, the most telling first; `file` finds in a
    file's name the groups `from` and `until`, or `day`, or `month`; `nicks` are taken off a nick.
    `zh` and `en` say what the table is; `own` tells a user's layout from csperf's. `records` are
    the sorts of record that its rows are, the main one first; `time_zone` is the clock of its
    moments where that is not the shop's; with `once`, rows that are alike are one.
    """

    dialect: str
    platform: str
    name: str
    level: Level = "agent"
    agents: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    shop: tuple[str, ...] = ()
    columns: Mapping[str, Meaning] = field(default_factory=dict)
    sheet: str = ""
    header: int | None = None
    file: re.Pattern[str] | None = None
    dates: DateOrder = ""
    not_people: tuple[str, ...] = ()
    nicks: tuple[re.Pattern[str], ...] = ()
    zh: str = ""
    en: str = ""
    own: bool = False
    records: Mapping[str, Uses] = field(default_factory=dict)
    time_zone: str = ""
    once: bool = False

    @property
    def record(self) -> str:
        """The sort of record that a row of the table is; '' where rows are no records."""
        return next(iter(self.records), "")

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that the table may have."""
        return (*self.agents, *self.date, *self.shop, *self.columns)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The headings as they are compared, with and without the unit in their brackets."""
        return frozenset(text for heading in self.headings for text in spellings(heading))

    def meaning(self, heading: str) -> Meaning | None:
        """What a heading of a file stands for, whatever its spelling; None if it is unknown."""
        found = (self._meanings.get(text) for text in spellings(heading))
        return next((meaning for meaning in found if meaning is not None), None)

    @cached_property
    def _meanings(self) -> Mapping[str, Meaning]:
        exact = {fold(heading): meaning for heading, meaning in self.columns.items()}
        stems = {unit_of(heading)[0]: meaning for heading, meaning in self.columns.items()}
        return stems | exact


@dataclass(frozen=True)
class Dialect:
    """A platform's way to write its tables."""

    name: str
    zh: str
    en: str
    platform: str
    layouts: tuple[Layout, ...]
    file: str = ""


def spellings(heading: str) -> tuple[str, ...]:
    """A heading as it is compared: whole, and without its unit.

    >>> spellings("平均响应时长（秒)"), spellings("客服")
    (('平均响应时长(秒)', '平均响应时长'), ('客服',))
    """
    return tuple(dict.fromkeys((fold(heading), unit_of(heading)[0])))


def recognise(headings: Sequence[str], layouts: Sequence[Layout]) -> Layout | None:
    """The layout that a header row belongs to, or None where that would be a guess.

    A user's layout is taken as soon as its agents and one more column are there. Of the others the
    one with the most headings: at least three, most of the row, and either one that no other
    platform has or most of the layout. Two that fit equally well are one only if they mean the
    same by every heading of the row.
    """
    row = [heading for heading in headings if heading.strip()]
    fit = [layout for layout in layouts if layout.own and _fits_own(row, layout)]
    if not fit:
        fit = [layout for layout in layouts if not layout.own and _fits(row, layout, layouts)]
    most = max((len(_known(row, layout)) for layout in fit), default=0)
    best = [layout for layout in fit if len(_known(row, layout)) == most]
    ways = {(one.platform, one.level, *(_role(heading, one) for heading in row)) for one in best}
    return min(best, key=lambda one: len(one.headings)) if len(ways) == 1 else None


def _known(row: Sequence[str], layout: Layout) -> list[str]:
    """The headings of a row that the layout has."""
    return [text for text in row if not layout.spellings.isdisjoint(spellings(text))]


def _names(row: Sequence[str], heading: str) -> bool:
    """Whether a row has a heading, whatever its spelling."""
    wanted = spellings(heading)
    return any(not set(wanted).isdisjoint(spellings(text)) for text in row)


def _has_agents(row: Sequence[str], layout: Layout, layouts: Sequence[Layout]) -> bool:
    """Whether the row names people where this layout does, and nobody where it does not.

    A strange heading beside those of a whole shop may well name people, say `姓名`.
    """
    if layout.agents:
        return any(_names(row, heading) for heading in layout.agents)
    same = [one for one in layouts if one.platform == layout.platform]
    if any(_names(row, heading) for one in same for heading in one.agents):
        return False
    return layout.level != "shop" or all(any(_known([text], one) for one in same) for text in row)


def _fits_own(row: Sequence[str], layout: Layout) -> bool:
    columns = sum(layout.meaning(heading) is not None for heading in row)
    if layout.record:
        return columns >= _LEAST or columns == len(row)
    named = any(_names(row, heading) for heading in layout.agents)
    return (named or not layout.agents) and columns >= (1 if named else _LEAST)


def _fits(row: Sequence[str], layout: Layout, layouts: Sequence[Layout]) -> bool:
    known = _known(row, layout)
    part, whole = _KNOWN_OF_ROW
    if len(known) < _LEAST or len(known) * whole < len(row) * part:
        return False
    if not _has_agents(row, layout, layouts):
        return False
    others = [one for one in layouts if one.platform != layout.platform]
    if any(_is_telling(text, layout, others) for text in known):
        return True
    present = {text for heading in row for text in spellings(heading)}
    had = sum(not present.isdisjoint(spellings(heading)) for heading in layout.headings)
    part, whole = _PRESENT_OF_LAYOUT
    return had * whole >= len(layout.headings) * part


def _is_telling(heading: str, layout: Layout, others: Sequence[Layout]) -> bool:
    """Whether a heading proves where a table comes from: no other platform has it.

    A figure proves nothing, and the name of a metric, which anyone may write over a table of his
    own, only where no other platform has that metric under any heading.
    """
    if heading.strip().isdecimal() or any(_known([heading], one) for one in others):
        return False
    meaning = layout.meaning(heading)
    metric = meaning.metric if meaning else None
    if metric is None or fold(metric) not in spellings(heading):
        return True
    return all(metric != other.metric for one in others for other in one.columns.values())


def _role(heading: str, layout: Layout) -> Meaning | str | None:
    """What a heading is to a layout: it names a person, a day or a shop, or carries a metric."""
    roles = {"agents": layout.agents, "date": layout.date, "shop": layout.shop}
    for role, headings in roles.items():
        if any(_names([heading], one) for one in headings):
            return role
    found = layout.meaning(heading)
    return found if found and found.metric else None
