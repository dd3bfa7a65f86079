"""Any command's tables as a page for a browser, with bars beside the numbers that have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csperf import __version__
from csperf.exact import ZERO, plain
from csperf.output.html.environment import page
from csperf.output.strips import cells_wide
from csperf.output.tables import Datum, Section, Table, tables_in
from csperf.texts import Lang
from csperf.units import figure_of

_SHORT, _LONG, _ACROSS = 18, 48, 90  # signs, Chinese ones counted twice


@dataclass(frozen=True)
class Cell:
    """What a cell shows, by what it is sorted (by nothing if unknown), how long its bar is."""

    text: str
    key: str
    length: str


@dataclass(frozen=True)
class Column:
    """A heading with its looks; `longest` is the number whose bar is as wide as the column."""

    heading: str
    tag: str
    look: str
    longest: str


@dataclass(frozen=True)
class Sheet:
    """A table on the page; `facts` instead of columns where a single row has no name.

    A `wide` one is printed across the paper.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[str]
    facts: Sequence[tuple[str, str]]
    wide: bool = False


@dataclass(frozen=True)
class Part:
    """The tables under one title, and the place on the page that they stand at."""

    anchor: str
    title: str
    sheets: Sequence[Sheet]


def sections_bytes(sections: Sequence[Section], lang: Lang) -> bytes:
    """The page's bytes, the same for the same tables wherever and whenever it is made."""
    kept = [one for one in sections if tables_in([one])]
    named = (*(one.title for one in kept), *(one.title for one in tables_in(kept)))
    heading = next(filter(None, named), "csperf")
    parts = [
        Part(f"s{nth}", "" if one.title == heading else one.title, _sheets(one))
        for nth, one in enumerate(kept)
    ]
    return page(
        "tables.html",
        lang,
        heading,
        ("sort.js",),
        heading=heading,
        sections=parts,
        csperf=__version__,
    )


def _sheets(section: Section) -> list[Sheet]:
    return [_sheet(table) for table in tables_in([section])]


def _sheet(table: Table) -> Sheet:
    if table.who is None:
        facts = [pair for row in table.rows for pair in zip(table.headings, row, strict=True)]
        return Sheet(table.title, (), (), (), facts)
    read = table.rows if table.data is None else table.data
    rows = [
        [_cell(table, row, at, shown, key) for at, (shown, key) in enumerate(pairs)]
        for row, pairs in enumerate(
            zip(shown, keys, strict=True) for shown, keys in zip(table.rows, read, strict=True)
        )
    ]
    columns = [_column(table, at) for at in range(len(table.fields))]
    wide = sum(min(_longest(table, at), _LONG) for at in range(len(columns))) > _ACROSS
    return Sheet(table.title, columns, rows, table.totals, (), wide)


def _column(table: Table, at: int) -> Column:
    field, names = table.fields[at], table.who == at
    look = "who" if names else "n" if field.is_number else _width(table, at)
    known = (one for one in table.bars.get(at, ()) if one is not None)
    most = table.full[at] if at in table.full else max(known, default=ZERO)
    return Column(field.heading, "th" if names else "td", look, plain(most) if most > 0 else "")


def _width(table: Table, at: int) -> str:
    """How the texts of a column are broken: short ones never, long ones not into a word a line."""
    longest = _longest(table, at)
    return "short" if longest <= _SHORT else "long" if longest > _LONG else ""


def _longest(table: Table, at: int) -> int:
    return max((cells_wide(row[at]) for row in table.rows), default=0)


def _cell(table: Table, row: int, at: int, shown: str, key: Datum) -> Cell:
    text = key if isinstance(key, str) else " ".join(key)
    length = table.bars[at][row] if at in table.bars else None
    return Cell(
        shown,
        _number(text) if table.fields[at].is_number else text,
        plain(max(length or ZERO, ZERO)),
    )


def _number(text: str) -> str:
    """What a number is sorted by; nothing for a text that is none, such as `1/4`."""
    figure = figure_of(text.lstrip("+-"))
    if figure is None:
        return ""
    return plain(-figure.value if text.startswith("-") else figure.value)
