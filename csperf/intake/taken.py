"""When a table was exported, as a line above its header or the name of its file says.

Why not by the file's own time: copying, mailing and unpacking a file change that, and the same
files must give the same warnings on every machine.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

import polars as pl

from csperf.errors import Place
from csperf.intake.grid import ROW
from csperf.intake.headings import Table

MADE = re.compile(r"导出|下载|制表|生成|打印|更新|export", re.IGNORECASE)
"""What says that a line tells when a table was made, and not what it is about."""
_DAY = re.compile(r"(?<!\d)(20\d\d)\s?[-/.年]\s?(\d\d?)\s?[-/.月]\s?(\d\d?)(?!\d)")
_STAMP = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)[-_ ]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?!\d)")


@dataclass(frozen=True)
class Taken:
    """The day on which a table was exported, and where that stands."""

    day: date
    place: Place


def taken(table: Table) -> Taken | None:
    """The day on which a table was exported; None where nothing says so."""
    above = table.grid.frame.filter(pl.col(ROW) < table.header)
    for number, *cells in above.select(ROW, *table.grid.letters).iter_rows():
        for name, text in zip(table.grid.letters, cells, strict=True):
            if text and (made := MADE.search(text)):
                rest = " ".join(filter(None, [text[made.end() :], *cells[cells.index(text) + 1 :]]))
                if day := _day(_DAY.search(rest)):
                    return Taken(day, table.grid.place(name, number))
    day = _day(_STAMP.search(PurePath(table.grid.file).name))
    return Taken(day, Place(table.grid.file)) if day else None


def _day(match: re.Match[str] | None) -> date | None:
    if match is not None:
        with suppress(ValueError):  # a number that only looks like a day
            return date(*map(int, match.groups()))
    return None
