"""Strips: the columns of a workbook's tables, with their numbers, before anything is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, assert_never

from csperf.exact import ZERO, exactly
from csperf.formula import Column, Value
from csperf.output.columns import (
    UNKNOWN,
    cell_text,
    column_sum,
    headings,
    in_order,
    is_number,
    money_columns,
    money_text,
    place_of,
)
from csperf.output.joint import Joint
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.texts import Lang, say
from csperf.units import Unit

TEXT, ORDINAL = "@", "0"
_NARROWEST, _WIDEST_HEADING, _WIDEST_TEXT = 4, 10, 16  # wider ones are broken


@dataclass(frozen=True)
class Live:
    """A cell that the spreadsheet computes, with what it comes to; None is an error value.

    `fills`: an array formula, which looks at each cell of whole columns.
    """

    formula: str
    value: Decimal | str | bool | None = None
    fills: bool = False


@dataclass(frozen=True)
class Strip:
    """One column of a table: heading, cells, how numbers look, how long the longest reads, its sum.

    `of` is the `Column.name` that it shows of each run whose people stand in it, in the order of
    the runs: one name where there is one run, "" for a run without this column. It is empty where
    nothing of a run is shown (the number of the row, names, what is left for a pen). `by` tells who
    fills it: csperf, a pen on paper, HR in the sheet, or the sheet itself from what HR fills in;
    `note` stands below the heading. `looks` are how the cells look, each for itself, where their
    units differ.
    """

    heading: str
    cells: Sequence[Decimal | str | Live]
    number_format: str = TEXT
    longest: int = 0
    total: Decimal | str | Live = ""
    at_least: int = _NARROWEST
    names_people: bool = False
    of: tuple[str, ...] = ()
    by: Literal["csperf", "pen", "hr", "sheet"] = "csperf"
    note: str = ""
    looks: Sequence[str] = ()

    @property
    def width(self) -> int:
        """Wide enough for every number, in whichever font; headings and texts may be broken."""
        heading = min(cells_wide(self.heading), _WIDEST_HEADING)
        text = min(self.widest_text, _WIDEST_TEXT)
        return max(self.at_least, heading, text, self.longest + self.longest // 4 + 1) + 2

    @property
    def is_long(self) -> bool:
        """Whether a text below the heading needs more than one line."""
        return self.widest_text > self.width

    @cached_property
    def widest_text(self) -> int:
        """How wide the longest text below the heading stands."""
        texts = {cell for cell in self.cells if isinstance(cell, str)}
        return max(map(cells_wide, texts), default=0)


def numbers(size: int, lang: Lang) -> Strip:
    """The rows' numbers, under which the sums stand."""
    counted = [Decimal(number) for number in range(1, size + 1)]
    return Strip(say("heading-number", lang), counted, ORDINAL, total=say("heading-sum", lang))


def names_strip(runs: Sequence[Run], lang: Lang) -> Strip:
    """The people in the order in which they are listed."""
    names = [safe_text(r.sheet.agents[agent].name) for r in runs for agent in in_order(r.sheet)]
    return Strip(say("heading-name", lang), names, names_people=True)


def strips_of(run: Run, columns: Sequence[Column], lang: Lang) -> list[Strip]:
    """Columns of one run, under headings that tell them apart."""
    words = headings(columns, lang)
    joints = [Joint(word, (column,)) for word, column in zip(words, columns, strict=True)]
    return [joint_strip([run], joint, lang) for joint in joints]


def joint_strip(runs: Sequence[Run], joint: Joint, lang: Lang) -> Strip:
    """A column of all runs; who has no such column has a blank, which is not 0 and not unknown."""
    cells: list[Decimal | str] = []
    shown: list[str] = []
    totals: list[Decimal] = []
    for run, column in zip(runs, joint.columns, strict=True):
        if column is None:
            cells += [""] * len(run.sheet.agents)
            continue
        values = [run.sheet.value(agent, column.name) for agent in in_order(run.sheet)]
        cells += [_cell(value, column) for value in values]
        shown += [cell_text(value, column, lang) for value in values]
        total = column_sum(run.sheet, column) if column in money_columns(run.sheet) else None
        totals += [] if total is None else [total]
    any_of = next(column for column in joint.columns if column)
    with exactly():
        below = sum(totals, ZERO) if totals else ""
    shown += [money_text(below)] if isinstance(below, Decimal) else []
    longest = max(map(len, shown), default=0) if is_number(any_of) else 0
    look = number_format(any_of, shown, lang)
    of = tuple("" if column is None else column.name for column in joint.columns)
    return Strip(joint.heading, cells, look, longest, below, of=of)


def _cell(value: Value | None, column: Column) -> Decimal | str:
    if value is None or (column.kind == "rank" and place_of(value) is None):
        return UNKNOWN
    return safe_text(value) if isinstance(value, str) else value or ZERO


def number_format(column: Column, shown: Sequence[str], lang: Lang) -> str:
    """How the column's cells look: as many decimals as its longest number has, at least two."""
    tails = (text.partition(".")[2] for text in shown)
    longest = max((sum(c.isdigit() for c in tail) for tail in tails), default=0)
    places = "0" * max(2, longest)
    if column.kind == "rank" or not is_number(column):
        return ORDINAL if column.kind == "rank" else TEXT
    match column.unit:
        case Unit.MONEY:
            return f"#,##0.{places}"
        case Unit.POINTS:
            return f"0.{places}"
        case Unit.PERCENT:
            return f"0.{places}%"
        case Unit.SECONDS:
            return 'General"秒"' if lang == "zh" else 'General"s"'
        case Unit.RATIO | Unit.COUNT | Unit.DAYS | Unit.TEXT:
            return "General"
        case _:
            assert_never(column.unit)


def cells_wide(text: str) -> int:
    """How wide a text stands, in digits."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
