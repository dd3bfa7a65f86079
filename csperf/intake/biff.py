"""Old workbooks (.xls, .et): their sheets as the records say them; the one reader of xlrd.

Why xlrd and not a faster reader: it tells an error from a blank, gives every number with its number
format, and knows merged cells, hidden rows and dates since 1904. What it does not tell, whether a
formula was ever computed, is read from the records themselves: some shop systems leave an empty
text or 0 to the program that opens the file.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from struct import unpack_from

import xlrd
from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
    XLRDError,
    error_text_from_code,
)
from xlrd.book import Book
from xlrd.sheet import Cell, Sheet

from csperf.intake.raw import MAX_CELLS, NOTHING, NUMBER, TEXT, Fault, RawCell, RawSheet

_EOF, _SHEET, _COMPUTED_BY = 0x0A, 0x85, 0x1C1
_BOFS = {0x09, 0x209, 0x409, 0x809}
_FORMULAS = {0x06, 0x206, 0x406}
_FIRST_WITH_SHEETS, _FIRST_IN_UNICODE = 50, 80
_COMPUTE_ON_LOAD = 0x02
_ZERO = b"\0" * 8
_EMPTY_TEXT = (b"\x03", b"\xff\xff")
_CHARSETS = ("utf-8", "gb18030")
_DATE = "yyyy-mm-dd"

Uncomputed = frozenset[tuple[int, int]]


def read_biff(content: bytes) -> list[RawSheet]:
    """The worksheets in their order, hidden ones too.

    A workbook from before Unicode that names no charset is tried as a text file is.
    """
    book = _read(content, None)
    if book.biff_version < _FIRST_WITH_SHEETS:
        _refuse_formulas(content)
    if book.codepage is not None or book.biff_version >= _FIRST_IN_UNICODE:
        return _sheets(book)
    for charset in _CHARSETS:
        with contextlib.suppress(UnicodeDecodeError):
            return _sheets(_read(content, charset))
    raise Fault("damaged")


def _read(content: bytes, charset: str | None) -> Book:
    try:
        return xlrd.open_workbook(
            file_contents=content,
            logfile=io.StringIO(),
            encoding_override=charset,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
    except XLRDError as failure:
        raise Fault("encrypted" if "encrypted" in str(failure) else "damaged") from failure


def _sheets(book: Book) -> list[RawSheet]:
    left = _uncomputed(book)
    return [_sheet(book, number, left[number]) for number in range(book.nsheets)]


def _sheet(book: Book, number: int, uncomputed: Uncomputed) -> RawSheet:
    sheet = book.sheet_by_index(number)
    if sum(map(sheet.row_len, range(sheet.nrows))) > MAX_CELLS * 2:
        raise Fault("too-large")
    covered = _covered(sheet)
    cells = {
        (row + 1, column + 1): found
        for row in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(row))
        if (row, column) not in covered
        if (found := _cell(book, cell, computed=(row, column) not in uncomputed))
    }
    return RawSheet(
        sheet.name,
        sheet.visibility == 0,
        cells,
        [(top + 1, below, left + 1, right) for top, below, left, right in sheet.merged_cells],
        [row + 1 for row, look in sheet.rowinfo_map.items() if look.hidden],
        [(column + 1,) * 2 for column, look in sheet.colinfo_map.items() if look.hidden],
        bool(book.datemode),
    )


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """Cells under a merged one: nobody sees what they hold."""
    return {
        (row, column)
        for top, below, left, right in sheet.merged_cells
        for row in range(top, below)
        for column in range(left, right)
        if (row, column) != (top, left)
    }


def _cell(book: Book, cell: Cell, *, computed: bool) -> RawCell | None:
    """What a cell holds; None for a blank one."""
    if not computed:
        return NOTHING, "", ""
    if cell.ctype == XL_CELL_TEXT:
        return (TEXT, cell.value, "") if cell.value else None
    if cell.ctype in {XL_CELL_NUMBER, XL_CELL_DATE}:
        return NUMBER, cell.value, _format(book, cell)
    if cell.ctype == XL_CELL_BOOLEAN:
        return TEXT, str(bool(cell.value)).upper(), ""
    if cell.ctype == XL_CELL_ERROR:
        return TEXT, error_text_from_code.get(int(cell.value), "#VALUE!"), ""
    return None


def _format(book: Book, cell: Cell) -> str:
    """The number format; the dates that only a Chinese Excel has built in have no text of it.

    The plainest of files, of a kind that shop systems write by hand, have no formats at all.
    """
    if not book.xf_list:
        return "General"
    look = book.format_map[book.xf_list[cell.xf_index or 0].format_key]
    written = str(look.format_str)
    bare = written.lower() in {"", "general"}
    return _DATE if cell.ctype == XL_CELL_DATE and bare else written


def _uncomputed(book: Book) -> list[Uncomputed]:
    """For each worksheet the formulas whose result was left to the program that opens the file.

    A program that computes says which one it is; one that does not writes an empty text, or 0
    with the wish that it be computed.
    """
    if book.mem is None:  # the oldest workbooks, which are read at once and have no formulas here
        return [frozenset()] * book.nsheets
    shared = list(_records(book.mem, book.base))
    computes = any(kind == _COMPUTED_BY for kind, _ in shared)
    starts = [
        unpack_from("<i", data)[0] + book.base
        for kind, data in shared
        if kind == _SHEET and data[5] == 0
    ]
    return [
        frozenset(
            unpack_from("<HH", data)
            for kind, data in _records(book.mem, start)
            if kind in _FORMULAS and _is_left(data, computes=computes)
        )
        for start in starts
    ]


def _is_left(formula: bytes, *, computes: bool) -> bool:
    result, wish = formula[6:14], formula[14] & _COMPUTE_ON_LOAD
    if (result[:1], result[6:]) == _EMPTY_TEXT:
        return bool(wish) or not computes
    return result == _ZERO and bool(wish)


def _refuse_formulas(content: bytes) -> None:
    """Before 1993 a formula had other flags, and there was no container; nobody exports them."""
    kinds = {kind for kind, _ in _all_records(content, 0)}
    if kinds & _FORMULAS or not kinds & _BOFS:
        raise Fault("damaged")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from here to the end of this part, without those of charts within it."""
    depth = 0
    for kind, data in _all_records(stream, start):
        depth += (kind in _BOFS) - (kind == _EOF)
        if depth == 1:
            yield kind, data
        elif depth <= 0:
            return


def _all_records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    at = start
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        yield kind, bytes(stream[at + 4 : at + 4 + length])
        at += 4 + length
