"""The tables of a report: scores and pay of everybody, each cell with what it is sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf.exact import plain
from csperf.formula import Column, Value
from csperf.inputs import Inputs
from csperf.output.columns import (
    OVERALL_RANK,
    balances,
    boards,
    cell_text,
    column_sum,
    evidence,
    headings,
    in_order,
    is_number,
    money_columns,
    money_text,
    place_of,
)
from csperf.output.run import Run
from csperf.sheet import Sheet
from csperf.texts import Lang, say


@dataclass(frozen=True)
class Head:
    """A column's heading; numbers stand to the right and are sorted as numbers."""

    word: str
    number: bool


@dataclass(frozen=True)
class Entry:
    """What a cell shows, and by what it is sorted: by nothing where it is unknown."""

    text: str
    key: str


@dataclass(frozen=True)
class Line:
    """Somebody's row: cells before the name, the name with the place it leads to, cells after."""

    before: Sequence[Entry]
    name: str
    anchor: str
    after: Sequence[Entry]


@dataclass(frozen=True)
class Table:
    """A table with the names among its columns, and its sums if it has any."""

    title: str
    before: Sequence[Head]
    who: str
    after: Sequence[Head]
    lines: Sequence[Line]
    sums: Sequence[str] = ()


def shown_names(sheet: Sheet) -> Sequence[str]:
    """How each person is told from every other: by name, with the id where names are equal."""
    return Inputs(sheet.agents, {}).names


def anchor_of(section: int, agent: int) -> str:
    """Where somebody's own figures stand on the page."""
    return f"p{section}-{agent}"


def score_table(run: Run, section: int, lang: Lang) -> Table | None:
    """Place, what was looked at, points, score, grade and boards; None if nothing is judged."""
    sheet = run.sheet
    overall = [column for column in sheet.of_kind("rank") if column.name == OVERALL_RANK]
    judged = evidence(sheet, "metric", "points")
    after = [*judged, *sheet.of_kind("score", "grade"), *boards(sheet)]
    if not after:
        return None
    return _table(run, section, lang, say("title-scores", lang), overall, after)


def pay_table(run: Run, section: int, lang: Lang) -> Table | None:
    """Every pay line, the total and what is left for next month; None if nothing is paid."""
    money, left = money_columns(run.sheet), balances(run.sheet)
    if not money:
        return None
    title = say("title-pay", lang, currency=run.currency)
    sums = [*(money_text(column_sum(run.sheet, one)) for one in money), *("" for _ in left)]
    return _table(run, section, lang, title, [], [*money, *left], sums)


def _table(
    run: Run,
    section: int,
    lang: Lang,
    title: str,
    before: Sequence[Column],
    after: Sequence[Column],
    sums: Sequence[str] = (),
) -> Table:
    columns, who = [*before, *after], len(before)
    words = headings(columns, lang)
    heads = [Head(word, is_number(one)) for word, one in zip(words, columns, strict=True)]
    names = shown_names(run.sheet)
    lines = []
    for agent in in_order(run.sheet):
        cells = [entry(run.sheet.value(agent, one.name), one, lang) for one in columns]
        lines.append(Line(cells[:who], names[agent], anchor_of(section, agent), cells[who:]))
    return Table(title, heads[:who], say("heading-agent", lang), heads[who:], lines, sums)


def entry(value: Value | None, column: Column, lang: Lang) -> Entry:
    """A cell: its text as everywhere, and what it is sorted by."""
    text = cell_text(value, column, lang)
    if column.kind == "rank" and place_of(value) is None:
        return Entry(text, "")
    if isinstance(value, Decimal):
        return Entry(text, plain(value))
    return Entry(text, "" if value is None else text)
