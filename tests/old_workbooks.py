"""Old workbooks and OpenDocument sheets made byte for byte, with the faults that no program writes.

A workbook of the 1997 format is a row of records; csperf reads it with or without the container
that Office puts around it, so the records alone are enough here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from struct import pack

FORMATS = ("General", "0.00%", "[h]:mm:ss", "yyyy-mm-dd", '0.0"万"')
PERCENT, CLOCK, DATE, MYRIADS = 1, 2, 3, 4
EMPTY_RESULT = b"\x03\0\0\0\0\0\xff\xff"
NO_RESULT = b"\0" * 8
COMPUTE_ON_LOAD = 2
COMPUTED_BY_EXCEL = 0x1C1


@dataclass(frozen=True)
class Number:
    """A number under one of the formats above."""

    value: float
    look: int = 0


@dataclass(frozen=True)
class Error:
    """An error by its code (7 is a division by zero); `truth` makes it TRUE or FALSE."""

    code: int
    truth: bool = False


@dataclass(frozen=True)
class Formula:
    """A formula with the eight bytes of its result; a text result follows."""

    result: bytes
    wish: int = 0
    text: str = ""
    look: int = 0


Value = str | Number | Error | Formula | None


def record(kind: int, data: bytes = b"") -> bytes:
    """One record."""
    return pack("<HH", kind, len(data)) + data


def biff(
    sheets: Mapping[str, Sequence[Sequence[Value]]],
    *,
    hidden: Sequence[str] = (),
    after: bytes = b"",
    since_1904: bool = False,
    extra: bytes = b"",
    computed: bool = True,
) -> bytes:
    """A workbook of these sheets; `extra` are records of the book, `after` of each sheet."""
    parts = [_sheet(rows, after) for rows in sheets.values()]
    head = _beginning(since_1904=since_1904) + extra
    if computed:
        head += record(COMPUTED_BY_EXCEL, pack("<HHL", COMPUTED_BY_EXCEL, 0, 0x1E8B1))
    names = [_text(title, "<BB") for title in sheets]
    at = len(head) + sum(len(name) + 10 for name in names) + 4
    for title, name, part in zip(sheets, names, parts, strict=True):
        head += record(0x85, pack("<iBB", at, title in hidden, 0) + name)
        at += len(part)
    return head + record(0x0A) + b"".join(parts)


def _beginning(*, since_1904: bool) -> bytes:
    found = record(0x809, pack("<HHHHLL", 0x600, 5, 0x0DBB, 1996, 0, 6))
    found += record(0x42, pack("<H", 1200)) + record(0x22, pack("<H", since_1904))
    font = pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _text("Arial", "<BB")
    found += record(0x31, font) * 4
    for i, look in enumerate(FORMATS):
        found += record(0x41E, pack("<H", 164 + i) + _text(look, "<HB"))
    for i in range(len(FORMATS)):
        found += record(0xE0, pack("<HHH", 0, 164 + i, 0) + b"\0" * 14)
    return found


def _sheet(rows: Sequence[Sequence[Value]], after: bytes) -> bytes:
    cells = b"".join(
        cell(row, column, value)
        for row, line in enumerate(rows)
        for column, value in enumerate(line)
    )
    beginning = record(0x809, pack("<HHHHLL", 0x600, 0x10, 0x0DBB, 1996, 0, 6))
    return beginning + cells + after + record(0x0A)


def cell(row: int, column: int, value: Value) -> bytes:
    """The record of one cell."""
    match value:
        case str():
            return record(0x204, pack("<HHH", row, column, 0) + _text(value, "<HB"))
        case Number():
            return record(0x203, pack("<HHHd", row, column, value.look, value.value))
        case Error():
            return record(0x205, pack("<HHHBB", row, column, 0, value.code, not value.truth))
        case Formula():
            head = pack("<HHH", row, column, value.look) + value.result
            made = record(0x06, head + pack("<HLH", value.wish, 0, 3) + b"\x1e\0\0")
            return made + (record(0x207, _text(value.text, "<HB")) if value.text else b"")
        case None:
            return b""


def text_result(text: str) -> Formula:
    """A formula whose result is this text."""
    return Formula(b"\0\0\0\0\0\0\xff\xff", text=text)


def merged(*ranges: tuple[int, int, int, int]) -> bytes:
    """Merged cells: first and last row, first and last column, from 0."""
    found = b"".join(pack("<HHHH", *one) for one in ranges)
    return record(0xE5, pack("<H", len(ranges)) + found)


def hidden_row(number: int) -> bytes:
    """A row, counted from 0, that is not shown."""
    return record(0x208, pack("<HHHHHHL", number, 0, 5, 255, 0, 0, 0x120))


def _text(text: str, head: str) -> bytes:
    return pack(head, len(text), 1) + text.encode("utf-16-le")


def opendocument(
    tables: str, styles: str = "", *, manifest: str = "", doctype: str = "", packed: bool = False
) -> bytes:
    """An .ods file whose content has these tables."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    calc = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content{spaces}{calc}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    return zipped(parts, packed=packed)


def zipped(parts: Mapping[str, str | bytes], *, packed: bool = False) -> bytes:
    """A zip archive of these parts without any date; the first is never packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for i, (name, content) in enumerate(parts.items()):
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED if packed and i else zipfile.ZIP_STORED
            archive.writestr(part, content)
    return buffer.getvalue()


def table(rows: Sequence[Sequence[str]], title: str = "月报", look: str = "") -> str:
    """A table; a cell that starts with `<` is taken as it stands, others are texts."""
    lines = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
    )
    return f'<table:table table:name="{title}" table:style-name="{look}">{lines}</table:table>'


def ods_cell(text: str) -> str:
    """One cell."""
    if text.startswith("<"):
        return text
    shown = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def number(value: str, shown: str, kind: str = "float", more: str = "") -> str:
    """A cell that holds a number and shows a text."""
    attributes = f'office:value-type="{kind}" office:value="{value}" {more}'
    return f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"


def container(*entries: str) -> bytes:
    """The beginning of an Office container with a directory of these entries."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    names = ("Root Entry", *entries)
    return head + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
