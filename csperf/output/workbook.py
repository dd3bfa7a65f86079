"""The payroll workbook that HR prints and signs: pay, scores, and where they came from.

Why XlsxWriter and `write_string` throughout: text from data can then never become a formula, and
the bytes depend on nothing but the run (`created` is fixed), so a second run can be compared.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from csperf.output.role_strips import about_roles, pages_of_roles
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.strips import ORDINAL, TEXT, Page, Strip, about, pages_of
from csperf.texts import Lang, say

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
_MOST_ACROSS = 14  # columns on one sheet of paper
_TITLE_ROW, _HEADING_ROW, _FIRST_ROW = 0, 1, 2


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Format] = {}
        self.title = book.add_format({"bold": True, "font_size": 14, "valign": "vcenter"})
        self.label = book.add_format({"bold": True, "valign": "vcenter"})
        self.prose = book.add_format({"text_wrap": True, "valign": "vcenter", "num_format": TEXT})
        self.heading = book.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": _SHADE}
        )

    def cell(self, number_format: str, *, bold: bool = False) -> Format:
        """A bordered cell; text keeps its leading apostrophe, so retyping makes no formula."""
        key = (number_format, bold)
        if key not in self._made:
            look: dict[str, object] = {"border": 1, "valign": "vcenter", "bold": bold}
            look |= {"num_format": number_format, "quote_prefix": number_format == TEXT}
            look["align"] = "center" if number_format in {TEXT, ORDINAL} else "right"
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def workbook_bytes(result: Run | Payroll, lang: Lang) -> bytes:
    """The workbook's bytes, the same for the same result wherever and whenever it is made."""
    if isinstance(result, Payroll):
        titled = f"{result.roles} {result.runs[0].period}"
        return _book(titled, pages_of_roles(result, lang), about_roles(result, lang), lang)
    return _book(
        f"{result.plan} {result.period}", pages_of(result, lang), about(result, lang), lang
    )


def _book(title: str, pages: Sequence[Page], facts: Iterable[tuple[str, str]], lang: Lang) -> bytes:
    written = BytesIO()
    book = Workbook(written, _OPTIONS)
    book.set_properties({"created": _created(), "title": safe_text(title)})
    styles = _Styles(book)
    for page in pages:
        sheet = book.add_worksheet(page.name)
        _fill(sheet, styles, page.title, page.strips)
        _set_paper(sheet, lang)
        if page.is_scores:
            _set_width(sheet, page.strips)
    last = book.add_worksheet(say("sheet-about", lang))
    _fill_about(last, styles, facts)
    _set_paper(last, lang)
    book.close()
    return written.getvalue()


def _fill(page: Worksheet, styles: _Styles, title: str, strips: Sequence[Strip]) -> None:
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


def _fill_about(page: Worksheet, styles: _Styles, lines: Iterable[tuple[str, str]]) -> None:
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


def _set_width(page: Worksheet, strips: Sequence[Strip]) -> None:
    """As many pages across as can be read, each beginning with the names."""
    repeated = [strip.names_people for strip in strips].index(True) + 1
    more = max(0, len(strips) - _MOST_ACROSS)
    page.fit_to_pages(1 + -(-more // (_MOST_ACROSS - repeated)), 0)
    if more:
        page.repeat_columns(0, repeated - 1)


def _created() -> datetime:
    """When the workbook says it was made: SOURCE_DATE_EPOCH, or always the same day."""
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return _SOME_DAY
