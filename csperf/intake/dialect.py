"""Dialects: what the tables of each platform look like, read from the files in `dialects/`.

Why data and not code: whoever knows a platform but no Python mends a heading there, and a shop
writes the same small file for the export of a program that csperf never saw.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["agent", "shop", "hour", "event"]
DateOrder = Literal["", "year_first", "month_first", "day_first"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading stands for in one table: a metric (None: known, but nothing pay could use).

    `unit` is the unit of bare numbers where the heading does not name it (秒, 分钟, %, 元 ...);
    `weight` the metric by which values of several rows are weighted into one mean.
    """

    metric: str | None
    unit: str = ""
    weight: str = ""


@dataclass(frozen=True)
class Layout:
    """One table of a dialect: its headings and what else sets it apart.

    `agents`, `date` and `shop` are headings as exported, the most telling first; `file` finds in a
    file's name the groups `from` and `until`, or `day`, or `month`; `nicks` are taken off a nick.
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


@dataclass(frozen=True)
class Dialect:
    """A platform's way to write its tables."""

    name: str
    zh: str
    en: str
    platform: str
    layouts: tuple[Layout, ...]
    file: str = ""
