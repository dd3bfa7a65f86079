"""OpenDocument: the sheets of an .ods file, read from its content as it is written down.

Why an own reader: the file states each cell's type, value and shown text, and that is all that is
needed; the faster readers pass over errors and percents. A number counts only if the text that
people see beside it agrees with it: so units in number formats are known without reading a format,
and whatever shows another amount than it holds is told, not guessed.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from csperf.intake.raw import (
    DISGUISE,
    MAX_CELLS,
    NOTHING,
    NUMBER,
    TEXT,
    TIME,
    Fault,
    RawCell,
    RawSheet,
)

MAX_UNZIPPED = 100_000_000
MAX_RATIO = 200
MAX_REPEATED = 1_024  # of a cell that holds something: far more columns than are ever read
_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
_ERROR = re.compile(r"#[A-Z][A-Z0/]*[!?]?$|Err:\d+")
_EXCEL_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_VALUE = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")
_SEEN = re.compile(r"(?P<number>[.,]?\d[\d.,]*(?:[eE][-+]?\d+)?)(?P<after>.*)", re.DOTALL)
# 1.234,5 as some languages write it; never 1,234, which is another number in Chinese.
_COMMA_AS_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})")
_TRUTHS = {"of:=TRUE()": "TRUE", "of:=FALSE()": "FALSE"}
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_HOURS_MINUTES = re.compile(r"\d+:\d\d")
_DAY = 86_400_000_000


@cache
def name(short: str) -> str:
    """The full name of `prefix:word`, as the parser gives it.

    >>> name("text:p")
    '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p'
    """
    prefix, word = short.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{word}"


_BOOK, _TABLE, _ROW = name("office:spreadsheet"), name("table:table"), name("table:table-row")
_CELL, _COVERED = name("table:table-cell"), name("table:covered-table-cell")
_COLUMN = name("table:table-column")
_GROUPS = {
    name(f"table:table-{kind}")
    for kind in ("row-group", "header-rows", "rows", "column-group", "header-columns", "columns")
}
_PARAGRAPH, _STYLE = name("text:p"), name("style:style")
_ASIDE = {name("office:annotation"), name("text:ruby-text"), name("text:note")}
_BREAKS = {name("text:tab"): "\t", name("text:line-break"): "\n"}


@dataclass(frozen=True)
class _Row:
    """A row, or several in a row that hold the same: column, value and extent of each cell."""

    first: int
    last: int
    hidden: bool
    cells: Sequence[tuple[int, RawCell, tuple[int, int]]]


@dataclass(frozen=True)
class _Columns:
    """Columns beside each other that look the same."""

    first: int
    last: int
    hidden: bool


def read_opendocument(content: bytes) -> Iterator[RawSheet]:
    """The sheets in their order, hidden ones too."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("content.xml")
        packed = max(1, part.compress_size)
        if part.file_size > MAX_UNZIPPED or part.file_size // packed > MAX_RATIO:
            raise Fault("bomb")
        if any("encryption" in entry.tag for entry in _entries(archive)):
            raise Fault("encrypted")
        with archive.open(part) as stream:
            yield from _sheets(stream)


def _entries(archive: zipfile.ZipFile) -> Iterator[Element]:
    """What the archive says of its parts."""
    if "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as stream:
            yield from (part for _, part in iterparse(stream, forbid_dtd=True))


def _sheets(stream: IO[bytes]) -> Iterator[RawSheet]:
    """The sheets, the elements of each row dropped as soon as it is read.

    Only rows of tables that stand in the document itself count: drawings, changes and comments
    may hold others.
    """
    above: list[str] = []
    hidden: set[str] = set()
    rows: list[_Row] = []
    columns: list[_Columns] = []
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            above.append(element.tag)
            continue
        above.pop()
        if element.tag == _STYLE and _hides(element):
            hidden.add(element.get(name("style:name"), ""))
        elif element.tag == _ROW and _inside(above):
            rows.append(_row(element, rows[-1].last if rows else 0))
            element.clear()
        elif element.tag == _COLUMN and _inside(above):
            columns.append(_column(element, columns[-1].last if columns else 0))
        elif element.tag == _TABLE and above[-1:] == [_BOOK]:
            shown = element.get(name("table:style-name")) not in hidden
            yield _sheet(element.get(name("table:name"), ""), rows, columns, visible=shown)
            rows, columns = [], []
            element.clear()


def _inside(above: Sequence[str]) -> bool:
    """Whether a row belongs to a sheet, be it in groups."""
    end = len(above)
    while end and above[end - 1] in _GROUPS:
        end -= 1
    return above[max(0, end - 2) : end] == [_BOOK, _TABLE]


def _hides(style: Element) -> bool:
    return any(part.get(name("table:display")) == "false" for part in style)


def _times(element: Element, attribute: str) -> int:
    return max(1, int(element.get(name(f"table:{attribute}"), "1")))


def _row(element: Element, above: int) -> _Row:
    last = above + _times(element, "number-rows-repeated")
    return _Row(above + 1, last, _collapsed(element), tuple(_cells(element)))


def _column(element: Element, above: int) -> _Columns:
    last = above + _times(element, "number-columns-repeated")
    return _Columns(above + 1, last, _collapsed(element))


def _collapsed(element: Element) -> bool:
    return element.get(name("table:visibility")) in {"collapse", "filter"}


def _sheet(
    title: str, rows: Sequence[_Row], columns: Sequence[_Columns], *, visible: bool
) -> RawSheet:
    """The sheet, with repeated rows written out."""
    filled = [row for row in rows if row.cells]
    if sum((row.last - row.first + 1) * len(row.cells) for row in filled) > MAX_CELLS:
        raise Fault("too-large")
    each = [(number, row) for row in filled for number in range(row.first, row.last + 1)]
    return RawSheet(
        title,
        visible,
        {(number, column): cell for number, row in each for column, cell, _ in row.cells},
        [
            (number, number + high - 1, column, column + wide - 1)
            for number, row in each
            for column, _, (high, wide) in row.cells
            if (high, wide) != (1, 1)
        ],
        [number for number, row in each if row.hidden],
        [(span.first, span.last) for span in columns if span.hidden],
    )


def _cells(row: Element) -> Iterator[tuple[int, RawCell, tuple[int, int]]]:
    """Column, value and extent of each cell that holds something or is merged with others."""
    column = 0
    for element in row:
        if element.tag not in {_CELL, _COVERED}:
            continue
        times = _times(element, "number-columns-repeated")
        size = _times(element, "number-rows-spanned"), _times(element, "number-columns-spanned")
        cell = _cell(element) if element.tag == _CELL else None
        if cell or size != (1, 1):
            for position in range(1, min(times, MAX_REPEATED) + 1):
                yield column + position, cell or (TEXT, "", ""), size
        column += times


def _cell(element: Element) -> RawCell | None:
    """What a cell holds; None for a blank one."""
    kind = element.get(name("office:value-type"))
    formula = element.get(name("table:formula"))
    shown = _text(element)
    if formula in _TRUTHS:
        return TEXT, _TRUTHS[formula], ""
    if (formula or kind not in {None, "string"}) and _ERROR.match(shown or ""):
        return TEXT, shown if shown in _EXCEL_ERRORS else "#VALUE!", ""
    match kind:
        case None | "void":
            lacking = formula and shown is None
            return (NOTHING, "", "") if lacking else (TEXT, shown, "") if shown else None
        case "string":
            text = element.get(name("office:string-value")) or shown
            return (TEXT, text, "") if text else None
        case "boolean":
            return TEXT, element.get(name("office:boolean-value"), "").upper(), ""
        case "float" | "currency" | "percentage":
            value = element.get(name("office:value"), "")
            return _number(value, shown or "", percent=kind == "percentage")
        case "date":
            return TEXT, _date(element.get(name("office:date-value"), "")), ""
        case "time":
            return _time(element.get(name("office:time-value"), ""), shown or "")
        case _:
            raise Fault("damaged")


def _number(written: str, shown: str, *, percent: bool) -> RawCell:
    """A number with a number format that says what people see beside it.

    >>> _number("3.2", "3.2万", percent=False), _number("0.3699", "37%", percent=True)
    (('number', 3.2, '0"万"'), ('number', 0.3699, '0%'))
    >>> _number("320000", "3200.00元", percent=False), _number("1", "TRUE", percent=False)
    (('disguise', '', ''), ('text', 'TRUE', ''))
    """
    if not _VALUE.fullmatch(written):
        raise Fault("damaged")
    held, value = Decimal(written), json.loads(written)
    usual = "0%" if percent else "General"
    seen = _SEEN.search(shown)
    if seen is None:
        if held in {0, 1} and shown.isalpha():
            return TEXT, "TRUE" if held else "FALSE", ""
        plain = not shown or held == 0 or set(shown) == {"#"}
        return (NUMBER, value, usual) if plain else (DISGUISE, "", "")
    after = seen["after"].strip()
    if after.startswith("%") and _agrees(held * 100, seen["number"]):
        return NUMBER, value, "0%"
    if percent or not _agrees(held, seen["number"]):
        return DISGUISE, "", ""
    return NUMBER, value, '0"' + after.replace('"', "") + '"' if after else usual


def _agrees(held: Decimal, shown: str) -> bool:
    """Whether the shown digits are this number, rounded to as many places as they have."""
    if _COMMA_AS_POINT.fullmatch(shown):
        shown = shown.replace(".", "").replace(",", ".")
    try:
        seen = Decimal(shown.replace(",", ""))
        half = Decimal(5).scaleb(int(seen.as_tuple().exponent) - 1)
    except InvalidOperation:
        return False
    return abs(abs(held) - seen) <= half


def _date(written: str) -> str:
    """The date as a workbook of the other kind would give it."""
    day, _, time = written.partition("T")
    whole, _, rest = time.partition(".")
    rest = rest.rstrip("0")
    clock = whole + (f".{rest:0<6}" if rest else "")
    return day if clock in {"", "00:00:00"} else f"{day} {clock}"


def _time(written: str, shown: str) -> RawCell:
    """A duration in microseconds, rounded to milliseconds as in any workbook.

    More than a day that is shown as less is a display trick.

    >>> _time("PT00H02M30S", "0:02:30"), _time("PT01H05M00S", "1:05")
    (('time', 150000000, '[h]:mm:ss'), ('time', 3900000000, 'h:mm'))
    """
    found = _DURATION.fullmatch(written)
    if found is None:
        raise Fault("damaged")
    sign, days, hours, minutes, seconds = found.groups()
    whole = ((int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)) * 60
    micros = int((whole + Decimal(seconds or 0)).scaleb(3).to_integral_value()) * 1000
    first = re.search(r"\d+", shown)
    if first and micros >= _DAY:
        units = {micros // 10**6 // size for size in (3600, 60, 1)}
        if int(first[0]) not in units:
            return DISGUISE, "", ""
    short = _HOURS_MINUTES.fullmatch(shown.strip()) and micros < _DAY
    return TIME, -micros if sign else micros, "h:mm" if short else "[h]:mm:ss"


def _text(cell: Element) -> str | None:
    """The text that a cell shows; None if it has none, not even an empty one."""
    lines = [_line(part) for part in cell if part.tag == _PARAGRAPH]
    return "\n".join(lines).strip() if lines else None


def _line(part: Element) -> str:
    """A paragraph's text; blanks stay as they are, for so they come back in every program."""
    found = part.text or ""
    for child in part:
        if child.tag in _BREAKS:
            found += _BREAKS[child.tag]
        elif child.tag == name("text:s"):
            found += " " * min(int(child.get(name("text:c"), "1")), MAX_REPEATED)
        elif child.tag not in _ASIDE:
            found += _line(child)
        found += child.tail or ""
    return found
