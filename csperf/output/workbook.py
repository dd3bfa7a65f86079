"""The payroll workbook that HR prints and signs: pay, scores, and where they came from.

Why XlsxWriter and `write_string` throughout: text from data can then never become a formula, and
the bytes depend on nothing but the run (`created` is fixed), so a second run can be compared.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import assert_never

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from csperf.exact import ZERO
from csperf.formula import Column, Formula, Value, When
from csperf.output.columns import (
    OVERALL_RANK,
    UNKNOWN,
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
from csperf.texts import Lang, say, tell
from csperf.units import Unit

_TEXT, _ORDINAL = "@", "0"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_A4 = 9
_SHADE = "#E7ECF2"
_ROW_HEIGHT, _TITLE_HEIGHT = 21, 30
_EXACT_DIGITS = 15
_NARROWEST, _WIDEST_TEXT = 6, 40
_SIGNATURE = 14
_MOST_ACROSS = 14  # columns on one sheet of paper
_TITLE_ROW, _HEADING_ROW, _FIRST_ROW = 0, 1, 2


@dataclass(frozen=True)
class _Strip:
    """One column of a page: heading, cells, how numbers look, how each cell reads, its sum."""

    heading: str
    cells: Sequence[Decimal | str]
    number_format: str = _TEXT
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


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Format] = {}
        self.title = book.add_format({"bold": True, "font_size": 14, "valign": "vcenter"})
        self.label = book.add_format({"bold": True, "valign": "vcenter"})
        self.prose = book.add_format({"text_wrap": True, "valign": "vcenter", "num_format": _TEXT})
        self.heading = book.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": _SHADE}
        )

    def cell(self, number_format: str, *, bold: bool = False) -> Format:
        """A bordered cell; text keeps its leading apostrophe, so retyping makes no formula."""
        key = (number_format, bold)
        if key not in self._made:
            look: dict[str, object] = {"border": 1, "valign": "vcenter", "bold": bold}
            look |= {"num_format": number_format, "quote_prefix": number_format == _TEXT}
            look["align"] = "center" if number_format in {_TEXT, _ORDINAL} else "right"
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def workbook_bytes(run: Run, lang: Lang) -> bytes:
    """The workbook's bytes, the same for the same run wherever and whenever it is made."""
    written = BytesIO()
    book = Workbook(written, _OPTIONS)
    book.set_properties({"created": _created(), "title": safe_text(f"{run.plan} {run.period}")})
    styles = _Styles(book)
    facts = {name: safe_text(getattr(run, name)) for name in ("plan", "period", "currency")}
    pages: list[Worksheet] = []
    if money_columns(run.sheet):
        pages.append(book.add_worksheet(say("sheet-payroll", lang)))
        _fill(pages[0], styles, say("title-payroll", lang, **facts), _payroll(run, lang))
    scores = book.add_worksheet(say("sheet-scores", lang))
    _fill(scores, styles, say("title-scoreboard", lang, **facts), _scores(run, lang))
    about = book.add_worksheet(say("sheet-about", lang))
    _fill_about(about, styles, _about(run, lang))
    for page in (*pages, scores, about):
        _set_paper(page, lang)
    _set_width(scores, _scores(run, lang))
    book.close()
    return written.getvalue()


def _payroll(run: Run, lang: Lang) -> list[_Strip]:
    sheet, order = run.sheet, in_order(run.sheet)
    judged = {column.name for column in evidence(sheet, "metric")}
    facts = [
        column
        for column in sheet.of_kind("metric")
        if column.unit is Unit.TEXT and column.name not in judged
    ]
    people = [sheet.agents[agent] for agent in order]
    numbers = [Decimal(n) for n in range(1, len(order) + 1)]
    strips = [
        _Strip(say("heading-number", lang), numbers, _ORDINAL, total=say("heading-sum", lang)),
        _names(run, lang),
    ]
    if any(person.id for person in people):
        ids = [safe_text(person.id) for person in people]
        strips.append(_Strip(say("heading-id", lang), ids))
    strips += _strips(run, lang, facts + money_columns(sheet))
    blank = [""] * len(order)
    by_hand = (say("heading-signature", lang), say("heading-remark", lang))
    return strips + [_Strip(word, blank, at_least=_SIGNATURE) for word in by_hand]


def _scores(run: Run, lang: Lang) -> list[_Strip]:
    """Every indicator with what it was read from, the score, the boards, then all other metrics."""
    sheet = run.sheet
    overall = [column for column in sheet.of_kind("rank") if column.name == OVERALL_RANK]
    judged = evidence(sheet, "metric", "team", "part", "points")
    others = [column for column in sheet.of_kind("metric", "team") if column not in judged]
    results = [*sheet.of_kind("score", "grade"), *boards(sheet)]
    strips = _strips(run, lang, [*overall, *judged, *results, *others])
    return [*strips[: len(overall)], _names(run, lang), *strips[len(overall) :]]


def _names(run: Run, lang: Lang) -> _Strip:
    names = [safe_text(run.sheet.agents[agent].name) for agent in in_order(run.sheet)]
    return _Strip(say("heading-name", lang), names, names_people=True)


def _strips(run: Run, lang: Lang, columns: Sequence[Column]) -> list[_Strip]:
    words = headings(columns, lang)
    return [_strip(run, lang, column, word) for column, word in zip(columns, words, strict=True)]


def _strip(run: Run, lang: Lang, column: Column, word: str) -> _Strip:
    values = [run.sheet.value(agent, column.name) for agent in in_order(run.sheet)]
    shown = [cell_text(value, column, lang) for value in values]
    total = column_sum(run.sheet, column) if column in money_columns(run.sheet) else None
    if total is not None:
        shown.append(money_text(total))
    number_format = _number_format(column, shown, lang)
    cells = [_cell(value, column) for value in values]
    numbers = shown if is_number(column) else ()
    return _Strip(word, cells, number_format, numbers, "" if total is None else total)


def _cell(value: Value | None, column: Column) -> Decimal | str:
    if value is None or (column.kind == "rank" and place_of(value) is None):
        return UNKNOWN
    return safe_text(value) if isinstance(value, str) else value or ZERO


def _number_format(column: Column, shown: Sequence[str], lang: Lang) -> str:
    """How the column's cells look: as many decimals as its longest number has, at least two."""
    tails = (text.partition(".")[2] for text in shown)
    longest = max((sum(c.isdigit() for c in tail) for tail in tails), default=0)
    places = "0" * max(2, longest)
    if column.kind == "rank" or not is_number(column):
        return _ORDINAL if column.kind == "rank" else _TEXT
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


def _about(run: Run, lang: Lang) -> Iterator[tuple[str, str]]:
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
    for file, sha256 in run.inputs:
        yield say("about-input", lang), file
        yield say("about-input-hash", lang), sha256
    yield from summary_lines(run, lang)
    yield from _rules(run, lang)
    told = [tell(warning, lang) for warning in run.warnings] or [say("about-no-warning", lang)]
    for text in told:
        yield say("about-warning", lang), text


def _rules(run: Run, lang: Lang) -> Iterator[tuple[str, str]]:
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


def _fill(page: Worksheet, styles: _Styles, title: str, strips: Sequence[_Strip]) -> None:
    """Write a page column by column; the sums stand below, if any column has one."""
    page.set_default_row(_ROW_HEIGHT)
    page.set_row(_TITLE_ROW, _TITLE_HEIGHT)
    page.write_string(_TITLE_ROW, 0, title, styles.title)
    summed = any(strip.total != "" for strip in strips)
    for position, strip in enumerate(strips):
        page.set_column(position, position, strip.width)
        page.write_string(_HEADING_ROW, position, strip.heading, styles.heading)
        style = styles.cell(strip.number_format)
        for row, cell in enumerate(strip.cells, start=_FIRST_ROW):
            _write(page, row, position, cell, style)
        if summed:
            style = styles.cell(strip.number_format, bold=True)
            _write(page, _FIRST_ROW + len(strip.cells), position, strip.total, style)
    page.freeze_panes(_FIRST_ROW, [strip.names_people for strip in strips].index(True) + 1)
    page.repeat_rows(_TITLE_ROW, _HEADING_ROW)


def _fill_about(page: Worksheet, styles: _Styles, lines: Iterator[tuple[str, str]]) -> None:
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 90)
    for row, (label, text) in enumerate(lines):
        page.write_string(row, 0, label, styles.label)
        page.write_string(row, 1, safe_text(text), styles.prose)


def _write(page: Worksheet, row: int, column: int, cell: Decimal | str, style: Format) -> None:
    """One cell; a number with more digits than a spreadsheet keeps is written as text."""
    if cell == "":
        page.write_blank(row, column, None, style)
    elif isinstance(cell, str):
        page.write_string(row, column, cell, style)
    elif len(cell.normalize().as_tuple().digits) > _EXACT_DIGITS:
        page.write_string(row, column, format(cell, "f"), style)
    else:
        # A Decimal is written digit by digit; as a float, 9.37 would become 9.369999999999999.
        page.write_number(row, column, cell, style)


def _set_paper(page: Worksheet, lang: Lang) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer(f"&C{say('page-footer', lang)}")


def _set_width(page: Worksheet, strips: Sequence[_Strip]) -> None:
    """As many pages across as can be read, each beginning with the names."""
    repeated = [strip.names_people for strip in strips].index(True) + 1
    more = max(0, len(strips) - _MOST_ACROSS)
    page.fit_to_pages(1 + -(-more // (_MOST_ACROSS - repeated)), 0)
    if more:
        page.repeat_columns(0, repeated - 1)


def _cells_wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _created() -> datetime:
    """When the workbook says it was made: SOURCE_DATE_EPOCH, or always the same day."""
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return _SOME_DAY
