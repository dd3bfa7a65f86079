"""What a workbook shows, page by page as strips (columns of cells), before anything is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from csperf.errors import Problem
from csperf.exact import ZERO
from csperf.formula import Column, Formula, Value, When
from csperf.output.columns import (
    OVERALL_RANK,
    UNKNOWN,
    balances,
    boards,
    cell_text,
    column_sum,
    evidence,
    heading,
    headings,
    in_order,
    is_number,
    money_columns,
    money_text,
    place_of,
)
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.summary import summary_lines
from csperf.sheet import Sheet
from csperf.texts import Lang, say, tell
from csperf.units import Unit

TEXT, ORDINAL = "@", "0"
_NARROWEST, _WIDEST_TEXT = 6, 40
_SIGNATURE = 14


@dataclass(frozen=True)
class Strip:
    """One column of a page: heading, cells, how numbers look, how each cell reads, its sum."""

    heading: str
    cells: Sequence[Decimal | str]
    number_format: str = TEXT
    shown: Sequence[str] = ()
    total: Decimal | str = ""
    at_least: int = _NARROWEST
    names_people: bool = False

    @property
    def width(self) -> int:
        """Wide enough for every number; only text is ever cut on paper."""
        words = [self.heading, *(cell for cell in self.cells if isinstance(cell, str))]
        text = min(max(map(_cells_wide, words)), _WIDEST_TEXT)
        numbers = max((len(shown) + len(shown) // 4 for shown in self.shown), default=0)
        return max(self.at_least, text, numbers) + 2


@dataclass(frozen=True)
class Page:
    """One sheet of the workbook; a page of scores may need several sheets of paper across."""

    name: str
    title: str
    strips: Sequence[Strip]
    is_scores: bool = False


def pages_of(run: Run, lang: Lang) -> list[Page]:
    """The sheet of pay, where the plan pays, and the sheet of scores."""
    facts = {name: safe_text(getattr(run, name)) for name in ("plan", "period", "currency")}
    title = say("title-scoreboard", lang, **facts)
    scores = Page(say("sheet-scores", lang), title, score_strips(run, lang), is_scores=True)
    if not money_columns(run.sheet):
        return [scores]
    title = say("title-payroll", lang, **facts)
    return [Page(say("sheet-payroll", lang), title, _payroll(run, lang)), scores]


def _payroll(run: Run, lang: Lang) -> list[Strip]:
    sheet, order = run.sheet, in_order(run.sheet)
    people = [sheet.agents[agent] for agent in order]
    strips = [numbers(len(order), lang), names_strip(run, lang)]
    if any(person.id for person in people):
        strips.append(Strip(say("heading-id", lang), [safe_text(person.id) for person in people]))
    strips += _strips(run, lang, [*facts_of(sheet), *money_columns(sheet), *balances(sheet)])
    return [*strips, *by_hand(len(order), lang)]


def facts_of(sheet: Sheet) -> list[Column]:
    """The texts that pay was looked up by, as a level; not those that only scores read."""
    judged = {column.name for column in evidence(sheet, "metric")}
    texts = [column for column in sheet.of_kind("metric") if column.unit is Unit.TEXT]
    return [column for column in texts if column.name not in judged]


def numbers(size: int, lang: Lang) -> Strip:
    """The rows' numbers, under which the sums stand."""
    counted = [Decimal(number) for number in range(1, size + 1)]
    return Strip(say("heading-number", lang), counted, ORDINAL, total=say("heading-sum", lang))


def by_hand(size: int, lang: Lang) -> list[Strip]:
    """The columns that are left blank for a pen."""
    words = (say("heading-signature", lang), say("heading-remark", lang))
    return [Strip(word, [""] * size, at_least=_SIGNATURE) for word in words]


def score_strips(run: Run, lang: Lang) -> list[Strip]:
    """Every indicator with what it was read from, the score, the boards, then all other metrics."""
    sheet = run.sheet
    overall = [column for column in sheet.of_kind("rank") if column.name == OVERALL_RANK]
    judged = evidence(sheet, "metric", "team", "part", "points")
    others = [column for column in sheet.of_kind("metric", "team") if column not in judged]
    results = [*sheet.of_kind("score", "grade"), *boards(sheet)]
    strips = _strips(run, lang, [*overall, *judged, *results, *others])
    return [*strips[: len(overall)], names_strip(run, lang), *strips[len(overall) :]]


def names_strip(run: Run, lang: Lang) -> Strip:
    """The people in the order in which they are listed."""
    names = [safe_text(run.sheet.agents[agent].name) for agent in in_order(run.sheet)]
    return Strip(say("heading-name", lang), names, names_people=True)


def _strips(run: Run, lang: Lang, columns: Sequence[Column]) -> list[Strip]:
    words = headings(columns, lang)
    return [strip_of(run, lang, column, word) for column, word in zip(columns, words, strict=True)]


def strip_of(run: Run, lang: Lang, column: Column, word: str) -> Strip:
    """A column of the run under this heading."""
    values = [run.sheet.value(agent, column.name) for agent in in_order(run.sheet)]
    shown = [cell_text(value, column, lang) for value in values]
    total = column_sum(run.sheet, column) if column in money_columns(run.sheet) else None
    if total is not None:
        shown.append(money_text(total))
    look = number_format(column, shown, lang)
    cells = [_cell(value, column) for value in values]
    read = shown if is_number(column) else ()
    return Strip(word, cells, look, read, "" if total is None else total)


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


def about(run: Run, lang: Lang) -> Iterator[tuple[str, str]]:
    """What a reader of the workbook must know, as (label, text) lines."""
    yield from about_plan(run, lang)
    for file, sha256 in run.inputs:
        yield say("about-input", lang), file
        yield say("about-input-hash", lang), sha256
    yield from summary_lines(run, lang)
    yield from rules(run, lang)
    yield from warnings(run.warnings, lang)


def about_plan(run: Run, lang: Lang) -> Iterator[tuple[str, str]]:
    """Which plan paid whom, and when."""
    facts: Mapping[str, str] = {
        "plan": run.plan,
        "version": run.version,
        "role": run.role,
        "period": run.period,
        "currency": run.currency,
        "plan-file": run.plan_file,
        "plan-hash": run.plan_sha256,
        "csperf": run.csperf,
    }
    for name, text in facts.items():
        yield say(f"about-{name}", lang), text


def warnings(told: Sequence[Problem], lang: Lang) -> Iterator[tuple[str, str]]:
    """Each warning, or that there was none."""
    for text in [tell(one, lang) for one in told] or [say("about-no-warning", lang)]:
        yield say("about-warning", lang), text


def rules(run: Run, lang: Lang) -> Iterator[tuple[str, str]]:
    """Indicators, pay lines and gates with what the policy says about each, in its own words."""
    gates: dict[str, str] = {}
    for column in run.sheet.of_kind("points", "part", "pay"):
        label = say(f"about-of-{column.kind}", lang, name=heading(column, lang))
        yield label, column.says or say("about-no-words", lang)
        gates |= dict(_gates(column.formula))
    for name, says in gates.items():
        yield say("about-of-gate", lang, name=name), says or say("about-no-words", lang)


def _gates(formula: Formula | None) -> Iterator[tuple[str, str]]:
    """The gates of a line, each with what the policy says."""
    while isinstance(formula, When) and formula.reason:
        name, _, says = formula.reason.partition(": ")
        yield name, says
        formula = formula.otherwise


def _cells_wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
