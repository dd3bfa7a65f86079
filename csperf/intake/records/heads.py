"""Heads: which row of a sheet is the header of a table of records, and what its columns are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from csperf.errors import Fact, Place, Problem, problem
from csperf.intake.grid import FIELDS, ROW, letter
from csperf.intake.headings import SEARCHED_ROWS
from csperf.intake.layout import Layout, Use, recognise, spellings
from csperf.intake.records.canonical import canonical, canonical_of
from csperf.intake.spelling import fold, unit_of
from csperf.metrics.records import SORTS

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a field is read from; `unit` is that of bare numbers."""

    letter: str
    heading: str
    use: Use
    unit: str = ""


@dataclass(frozen=True)
class Head:
    """The header of a table of records.

    `columns` are by sort and field; `letters` the columns by folded heading, `unknown` the headings
    that mean nothing to the layout.
    """

    row: int
    fields: int
    width: int
    layout: Layout
    columns: Mapping[str, Mapping[str, Column]]
    letters: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def sorts(self) -> tuple[str, ...]:
        """The sorts of record that a row is."""
        return tuple(self.columns)


def stored_head(sort: str) -> Head:
    """The header of records that csperf stored itself: every field under its own name."""
    layout = next(one for one in canonical() if one.name == sort)
    columns = {
        name: Column(letter(at), name, Use(name)) for at, name in enumerate(SORTS[sort].fields)
    }
    return Head(1, 0, len(columns), layout, {sort: columns})


@dataclass(frozen=True)
class _Row:
    number: int
    fields: int
    width: int
    texts: Mapping[str, str]
    layout: Layout
    known: int


def find_head(
    top: pl.DataFrame, whole: Place, layouts: Sequence[Layout]
) -> tuple[Head | None, list[Problem]]:
    """The header among the top rows of a sheet, or why there is none."""
    rows = list(filter(None, (_row(cells, layouts) for cells in _top(top))))
    if not rows:
        found = _headings(top)
        return None, [problem("records-no-header", whole, rows=SEARCHED_ROWS, found=found)]
    best = max(rows, key=lambda row: row.known)
    if not best.layout.record:
        table, platform = best.layout.name, best.layout.platform
        return None, [problem("records-of-agents", whole, table=table, platform=platform)]
    return _head(best, whole)


def _top(top: pl.DataFrame) -> Iterable[dict[str, str | int]]:
    return top.head(SEARCHED_ROWS).to_dicts()


def _headings(top: pl.DataFrame) -> tuple[str, ...]:
    """The texts of the first row, to show what stands there."""
    rows = top.head(1).drop(ROW, FIELDS).rows()
    texts = [text for row in rows for text in row if text]
    return tuple(texts[:_SHOWN])


def _row(cells: Mapping[str, str | int], layouts: Sequence[Layout]) -> _Row | None:
    """What a row would be as a header."""
    letters = [name for name in cells if name not in (ROW, FIELDS)]
    texts = {name: str(cells[name]) for name in letters if cells[name]}
    texts = {name: text for name, text in texts.items() if not text.startswith("\0")}
    row = tuple(texts.values())
    layout = _layout(row, layouts) if len(row) > 1 else None
    if layout is None:
        return None
    known = _known(row, layout)
    width = letters.index(list(texts)[-1]) + 1
    return _Row(int(cells[ROW]), int(cells[FIELDS]), width, texts, layout, known)


def _layout(row: Sequence[str], layouts: Sequence[Layout]) -> Layout | None:
    """The platform's table that a row heads, or csperf's own where that knows more of the row."""
    platform, own = recognise(row, layouts), canonical_of(row)
    if platform is None or own is None:
        return own or platform
    more = not platform.record or _known(row, own) > _known(row, platform)
    return own if more else platform


def _known(row: Sequence[str], layout: Layout) -> int:
    return sum(_is_known(text, layout) for text in row)


def _head(row: _Row, whole: Place) -> tuple[Head | None, list[Problem]]:
    letters: dict[str, str] = {}
    for name, text in row.texts.items():
        letters.setdefault(fold(text), name)
    problems: list[Problem] = []
    columns: dict[str, Mapping[str, Column]] = {}
    for sort in row.layout.records:
        found, faults = _columns(row, sort, whole)
        lacking = [
            one for one in SORTS[sort].fields.values() if one.needed and one.name not in found
        ]
        if sort == row.layout.record:
            problems += faults
            problems += [_lacking(row, sort, one.name, whole) for one in lacking]
        if not lacking:
            columns[sort] = found
    unknown = tuple(text for text in row.texts.values() if not _is_known(text, row.layout))
    head = Head(row.number, row.fields, row.width, row.layout, columns, letters, unknown)
    return (None if problems else head), problems


def _is_known(text: str, layout: Layout) -> bool:
    return not layout.spellings.isdisjoint(spellings(text))


def _columns(row: _Row, sort: str, whole: Place) -> tuple[dict[str, Column], list[Problem]]:
    """The column of each field; two for one field are refused."""
    found: dict[str, Column] = {}
    problems: list[Problem] = []
    for name, text in row.texts.items():
        for use in _uses(text, row.layout, sort):
            before = found.setdefault(
                use.name, Column(name, text, use, unit_of(text)[1] or use.unit)
            )
            if before.letter != name:
                facts = {"heading": text, "first": before.heading, "field": use.name}
                at = Place(whole.file, sheet=whole.sheet, cell=f"{name}{row.number}")
                problems.append(problem("records-field-twice", at, **facts))
    return found, problems


def _uses(text: str, layout: Layout, sort: str) -> list[Use]:
    """What a heading is to a sort: by its whole spelling, else by the one without a unit."""
    for spelt in spellings(text):
        found = [
            use
            for heading, each in layout.records[sort].items()
            for use in each
            if spelt in {one for other in (heading, *use.other) for one in spellings(other)}
        ]
        if found:
            return found
    return []


def _lacking(row: _Row, sort: str, name: str, whole: Place) -> Problem:
    headings = tuple(
        heading
        for heading, each in row.layout.records[sort].items()
        if any(use.name == name for use in each)
    )
    facts: dict[str, Fact] = {"table": row.layout.name, "headings": headings, "row": row.number}
    return problem("records-field-lacking", whole, **facts)
