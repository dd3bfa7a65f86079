"""Paper: a workbook's sheets as they are written, row after row, with their looks and print set-up.

Why row after row: a row that is written is put on disk at once, so a workbook of ten thousand
people needs no more memory than one of ten. Why `write_string` for every text: text from data can
then never become a formula. Why a folder of its own for what is on disk meanwhile: pay is private,
and nothing of it may be left behind when writing fails. No name and no time of these files gets
into the workbook, so a second run can be compared byte by byte.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from itertools import repeat
from typing import Final, Literal

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.strips import ORDINAL, TEXT, Live, Strip
from csperf.scratch import scratch_folder

__all__ = [
    "Axis",
    "Book",
    "Cell",
    "Chart",
    "Laid",
    "Live",
    "Look",
    "Paper",
    "Series",
    "Styles",
    "bound",
    "keeps",
    "made_on",
]

_FONT, _SIZE = "Microsoft YaHei", 10  # Excel and WPS have it wherever Chinese is read
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": _FONT, "font_size": _SIZE},
}
_MAY_CHANGE: Final = {"format_columns": True, "format_rows": True}
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_A4 = 9
_SHADE, _TO_FILL = "#E7ECF2", "#FFF7D6"
ROW_HEIGHT, TITLE_HEIGHT = 21, 30
_OF_HEADINGS: Final[dict[str, object]] = {
    "bold": True,
    "border": 1,
    "align": "center",
    "bg_color": _SHADE,
    "text_wrap": True,
}
_EXACT_DIGITS = 15
_HIGH, _FULL = 490, 100  # points that A4 across takes at full size, in percent
_BAR, _GRID = "#C6DFF3", {"color": "#D9D9D9"}
_MEDALS = ("#FFE699", "#E3E6EA", "#F4D3B5")
_DOT = "#2F75B5"
_ROW_PIXELS = 28
_KINDS: Final = {
    "bars": {"type": "column"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "dots": {"type": "scatter"},
}
_NO_VALUE = "#N/A"
_LONGEST_HEAD = 100  # Excel refuses heads of more than 255 signs, each & counting twice


Look = Format
Cell = Decimal | str | Live | None
"""What a row is made of; an empty text is a blank in its frame, None is no cell at all."""


@dataclass(frozen=True)
class Laid:
    """Where a table stands: its sheet, its first row of data (0-based), its columns from A on.

    The people of each of `runs` follow one another, each run's in the order of `in_order`; the
    `of` of a strip names its column in each of these runs.
    """

    sheet: str
    first_row: int
    strips: Sequence[Strip]
    runs: Sequence[Run]

    def row_of(self, run: int, place: int) -> int:
        """The row (0-based) of whoever stands at this place of the order of a run."""
        return self.first_row + sum(len(r.sheet.agents) for r in self.runs[:run]) + place


class Styles:
    """The looks of a workbook's cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.title = self.look(bold=True, font_size=14)
        self.label = self.look(bold=True)
        self.plain = self.look()
        self.note = self.look(font_color="#595959")
        self.prose = self.look(text_wrap=True, num_format=TEXT)
        self.small = self.look(font_size=9, font_color="#555555")
        self.cut = self.look(bottom=3, font_size=8, font_color="#777777")
        self.heading = self.look(**_OF_HEADINGS)

    def look(self, **properties: object) -> Format:
        """The format with these properties of XlsxWriter's, beside what all cells have."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "vcenter"} | properties)
        return self._made[key]

    def head(self, strip: Strip) -> Format:
        """The look of a column's heading."""
        return self.look(**(_OF_HEADINGS | ({"bg_color": _TO_FILL} if strip.by == "hr" else {})))

    def of(self, strip: Strip, **more: object) -> Format:
        """The look of a column's cells: what HR fills in is marked, long texts are broken."""
        fill = {"bg_color": _TO_FILL, "locked": False} if strip.by == "hr" else {}
        return self.figure(strip, **(fill | more))

    def figure(self, strip: Strip, **more: object) -> Format:
        """The look of a column's cells wherever they stand: long texts are broken."""
        wrap = {"text_wrap": True} if strip.is_long else {}
        return self.cell(strip.number_format, **(wrap | more))

    def each(self, strip: Strip) -> Iterator[Format]:
        """The look of every cell of a column, one after another."""
        if not strip.looks:
            return repeat(self.of(strip), len(strip.cells))
        wrap = {"text_wrap": True} if strip.is_long else {}
        return (self.cell(look, align="right", **wrap) for look in strip.looks)

    def place(self, place: int) -> Format:
        """The look of a place on a board; the first three are marked, on white paper too."""
        if not 0 < place <= len(_MEDALS):
            return self.cell(ORDINAL)
        return self.cell('"★ "0', bold=True, align="center", bg_color=_MEDALS[place - 1])

    def cell(self, number_format: str, **more: object) -> Format:
        """A bordered cell; text keeps its leading apostrophe, so retyping makes no formula."""
        align = "center" if number_format in {TEXT, ORDINAL} else "right"
        own = {"quote_prefix": True} if number_format == TEXT else {}
        return self.look(
            **({"border": 1, "num_format": number_format, "align": align} | own | more)
        )


@dataclass(frozen=True)
class Series:
    """One series of a chart: cells of a sheet, `'薪资表'!$C$4:$C$9`, and what stands in them.

    Programs that only look at a file show what is kept here; a spreadsheet reads the cells.
    """

    name: str
    across: str
    up: str
    kept_across: Sequence[Decimal | str] = ()
    kept_up: Sequence[Decimal | str] = ()
    labels: Sequence[str] = ()


@dataclass(frozen=True)
class Axis:
    """What an axis shows, how its numbers look, and where it begins."""

    name: str = ""
    number_format: str = ""
    least: Decimal | None = None


@dataclass(frozen=True)
class Chart:
    """A chart that reads cells: a bar a person, bars put together of parts, or a dot a person."""

    kind: Literal["bars", "stacked", "dots"]
    title: str
    series: Sequence[Series]
    across: Axis = Axis()
    up: Axis = Axis()
    width: int = 1010


class Paper:
    """One sheet, written from the top; `row` is the next row that will be."""

    def __init__(self, name: str, book: Workbook, footer: str, *, protected: bool = False) -> None:
        self.name = name
        self.row = 0
        self._breaks: list[int] = []
        self._room = self._left = 0.0
        self._book = book
        sheet: Worksheet = book.add_worksheet(name)
        self._sheet = sheet
        sheet.set_default_row(ROW_HEIGHT)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(footer)
        if protected:
            sheet.protect("", _MAY_CHANGE)

    def upright(self) -> None:
        """Print on one sheet of upright paper."""
        self._sheet.set_portrait()
        self._sheet.fit_to_pages(1, 1)

    def put(
        self, cells: Iterable[Cell], looks: Iterable[Format], height: float | None = None
    ) -> int:
        """Write the next row, a look a cell; its number."""
        if height is not None:
            self._sheet.set_row(self.row, height)
        for column, (cell, look) in enumerate(zip(cells, looks, strict=True)):
            if cell is not None:
                self._write(column, cell, look)
        self.row += 1
        return self.row - 1

    def say(self, text: str, look: Format, height: float | None = None) -> int:
        """Write a row of one text that may run over the cells beside it."""
        return self.put([safe_text(text)], [look], height)

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.row += rows

    def widths(self, widths: Iterable[float]) -> None:
        """How wide the columns are, from the first on."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def keep(self, first: int, rows: int, columns: int) -> None:
        """Keep the rows down to `rows` and the first columns in sight.

        On paper the rows from `first` on stand at the top of every page.
        """
        self._sheet.freeze_panes(rows, columns)
        self._sheet.repeat_rows(first, rows - 1)

    def bars(self, column: int, first: int, last: int, full: Decimal | None = None) -> None:
        """Draw a bar behind each figure, as long as the figure is great; none behind 0 or less.

        The bar of a `full` figure fills the cell, or else that of the greatest.

        Only behind figures that are values: LibreOffice 7.4 breaks off a PDF when the look of a
        cell hangs on a formula that it has not computed yet.
        """
        bar = {"type": "data_bar", "bar_color": _BAR, "min_type": "num", "min_value": 0}
        bar |= {"data_bar_2010": True, "bar_solid": True, "bar_no_border": True}
        bar |= {} if full is None else {"max_type": "num", "max_value": full}
        self._sheet.conditional_format(first, column, last, column, bar)

    def draw(self, chart: Chart, column: int, height: int) -> None:
        """Put a chart on the next rows, so many of them, from this column on."""
        drawn = self._book.add_chart(_KINDS[chart.kind])
        for series in chart.series:
            drawn.add_series(_series(series, chart))
        drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
        lines = {"visible": True, "line": _GRID}
        drawn.set_x_axis({**_axis(chart.across), "num_font": {"size": 9}})
        drawn.set_y_axis({**_axis(chart.up), "major_gridlines": lines})
        if chart.kind != "stacked":
            drawn.set_legend({"none": True})
        drawn.set_size({"width": chart.width, "height": height * _ROW_PIXELS})
        self._sheet.insert_chart(self.row, column, drawn, {"description": chart.title})

    def across(self, pages: int, columns: int, title: str, table: tuple[int, int]) -> None:
        """Print on so many pages side by side, each beginning with the first columns.

        Of several pages each is headed by the whole title; what stands above the table, from its
        headings to its last column, is not printed, for it would be cut where the columns end.
        """
        self._sheet.fit_to_pages(pages, 0)
        if pages > 1:
            headings, last = table
            self._sheet.repeat_columns(0, columns - 1)
            self._sheet.repeat_rows(headings)
            self._sheet.print_area(headings, 0, self.row - 1, last)
            self._sheet.set_header(_head(title))
            self._sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)

    def size(self, percent: int) -> None:
        """Print at this size, so that it is known how much a page takes."""
        self._sheet.set_print_scale(percent)
        self._room = self._left = _HIGH * _FULL // percent

    def together(self, height: float) -> None:
        """Begin a page if the rows that follow, so high together, do not fit on this one."""
        if height > self._left and self.row:
            self._breaks.append(self.row)
            self._sheet.set_h_pagebreaks(self._breaks)
            self._left = self._room
        self._left -= height

    def _write(self, column: int, cell: Decimal | str | Live, look: Format) -> None:
        """One cell; a number with more digits than a spreadsheet keeps is written as text."""
        sheet, row = self._sheet, self.row
        if isinstance(cell, Live):
            value = _cached(cell.value)
            if cell.fills:
                sheet.write_array_formula(row, column, row, column, cell.formula, look, value)
            else:
                sheet.write_formula(row, column, cell.formula, look, value)
        elif cell == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(cell, str):
            sheet.write_string(row, column, cell, look)
        elif not keeps(cell):
            sheet.write_string(row, column, format(cell, "f"), look)
        else:
            # A Decimal is written digit by digit; as a float, 9.37 would become 9.369999999999999.
            sheet.write_number(row, column, cell, look)


class Book:
    """A workbook that is being written."""

    def __init__(self, book: Workbook, footer: str, *, protected: bool = False) -> None:
        self._book = book
        self._footer = footer
        self._protected = protected
        self.styles = Styles(book)

    def paper(self, name: str) -> Paper:
        """The next sheet, empty."""
        return Paper(name, self._book, self._footer, protected=self._protected)


@contextmanager
def bound(written: BytesIO, title: str, footer: str, *, protected: bool = False) -> Iterator[Book]:
    """A new workbook, which is in `written` when all its sheets have been.

    Protected, it takes nothing but what HR fills in, until somebody takes the protection off.
    """
    with scratch_folder() as folder:
        options = deepcopy(_OPTIONS)  # xlsxwriter writes into them, and the next workbook differed
        book = Workbook(written, {**options, "tmpdir": str(folder)})
        book.set_properties({"created": made_on() or _SOME_DAY, "title": safe_text(title)})
        try:
            yield Book(book, footer, protected=protected)
        finally:
            _close(book)


def _close(book: Workbook) -> None:
    """Puts the workbook together; a full disk is told as such and not as the library's fault."""
    try:
        book.close()
    except FileCreateError as error:
        if isinstance(error.__context__, OSError):
            raise error.__context__ from None
        raise


def made_on() -> datetime | None:
    """When the workbook is made: SOURCE_DATE_EPOCH, never the clock, which no run repeats."""
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None


def _head(title: str) -> str:
    """A title at the head of every page, whose own signs mean nothing there."""
    return f'&L&"{_FONT},Bold"&12 {safe_text(title)[:_LONGEST_HEAD].replace("&", "&&")}'


def _series(series: Series, chart: Chart) -> dict[str, object]:
    """A series as XlsxWriter wants it; a dot is labelled with whose it is."""
    told: dict[str, object] = {
        "name": f"={series.name}",
        "categories": f"={series.across}",
        "values": f"={series.up}",
        "categories_data": list(series.kept_across),
        "values_data": list(series.kept_up),
    }
    if chart.kind == "dots":
        told["marker"] = {"type": "circle", "size": 6, "fill": {"color": _DOT}}
        labels = [{"value": label, "font": {"size": 8}} for label in series.labels]
        told["data_labels"] = {"custom": labels, "value": True, "position": "above"}
    else:
        told["gap"] = 60
    return told


def _axis(axis: Axis) -> dict[str, object]:
    """An axis as XlsxWriter wants it."""
    told: dict[str, object] = {"name": axis.name}
    told |= {"num_format": axis.number_format} if axis.number_format else {}
    return told | ({"min": axis.least} if axis.least is not None else {})


def keeps(number: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    return len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS


def _cached(value: Decimal | str | bool | None) -> Decimal | str | bool:  # noqa: FBT001 - a value
    """What is kept beside a formula; a Decimal without an exponent, which not all can read."""
    if value is None:
        return _NO_VALUE
    return Decimal(format(value, "f")) if isinstance(value, Decimal) else value
