"""Writes the folders about kinds of files, the same each time: `python make_kinds.py`."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from make import write  # noqa: E402 - as below
from old_workbooks import (  # noqa: E402 - its folder is found only now
    COMPUTE_ON_LOAD,
    EMPTY_RESULT,
    NO_RESULT,
    Error,
    Formula,
    Number,
    Value,
    biff,
    container,
    number,
    opendocument,
    record,
    table,
    zipped,
)

HEADER = ("客服", "销售额", "询单人数")
MEI: tuple[Value, ...] = ("小美", Number(4723.22), Number(438))
MEI_ODS = ("小美", number("4723.22", "4723.22"), number("438", "438"))


def book(*cells: Value, computed: bool = True) -> bytes:
    """An old workbook of two agents, the second with these cells."""
    return biff({"月报": [HEADER, MEI, ("阿刚", *cells)]}, computed=computed)


def document(*cells: str) -> bytes:
    """The same as an OpenDocument sheet."""
    return opendocument(table([HEADER, MEI_ODS, ("阿刚", *cells)]))


MISSING = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
)
PACKAGE = {"[Content_Types].xml": "<Types/>"}
PAGE = (
    'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary="x"\n'
    "\n--x\nContent-Type: text/html\n\n<html></html>\n"
)

FILES: dict[str, dict[str, bytes | str]] = {
    # old workbooks
    "old_workbook_cut_off": {"10月.xls": book(Number(1), Number(2))[:-60]},
    "old_workbook_error_cell": {"10月.xls": book(Number(3100), Error(7))},
    "old_workbook_left_to_excel": {
        "10月.xls": book(Formula(NO_RESULT, COMPUTE_ON_LOAD), Formula(EMPTY_RESULT), computed=False)
    },
    "old_workbook_with_password": {
        "10月.xls": biff({"月报": [HEADER, MEI]}, extra=record(0x2F, b"\0" * 6))
    },
    "old_workbook_nul": {"10月.xls": biff({"月报": [HEADER, ("小\0美", *MEI[1:])]})},
    "old_workbook_no_such_sheet": {
        "10月.xls": biff({"月报": [HEADER, MEI], "草稿": [HEADER]}, hidden=["草稿"]),
        "given.txt": "10月.xls\n--sheet 草稿",
    },
    "old_workbook_far_cell": {"10月.xls": biff({"月报": [HEADER, MEI, [""] * 219 + [Number(1)]]})},
    # OpenDocument
    "opendocument_error_cell": {"10月.ods": document(number("3100", "3100"), MISSING)},
    "opendocument_display_trick": {
        "10月.ods": document(number("320000", "3200.00元"), number("301", "301"))
    },
    "opendocument_without_result": {
        "10月.ods": document(
            '<table:table-cell table:formula="of:=[.B2]*2"/>', number("301", "301")
        )
    },
    "opendocument_with_password": {
        "10月.ods": opendocument("", manifest="<file-entry><encryption-data/></file-entry>")
    },
    "opendocument_bomb": {"10月.ods": opendocument(table([HEADER]) + " " * 3_000_000, packed=True)},
    "opendocument_entities": {
        "10月.ods": opendocument(table([HEADER]), doctype='<!DOCTYPE x [<!ENTITY a "9">]>')
    },
    "opendocument_too_many_cells": {
        "10月.ods": opendocument(
            '<table:table table:name="x"><table:table-row table:number-rows-repeated="1048576">'
            f"{MEI_ODS[1]}</table:table-row></table:table>"
        )
    },
    "opendocument_text": {
        "10月.xlsx": zipped({"mimetype": "application/vnd.oasis.opendocument.text"})
    },
    # other kinds behind a name of a table
    "binary_zip_workbook": {"10月.xlsx": zipped(PACKAGE | {"xl/workbook.bin": "x"})},
    "old_word": {"10月.xls": container("1Table", "WordDocument", "Workbook")},
    "old_slides": {"10月.xls": container("PowerPoint Document")},
    "outlook_message": {"10月.xls": container("__properties_version1.0")},
    "slides": {"10月.xlsx": zipped(PACKAGE | {"ppt/presentation.xml": "<p/>"})},
    "numbers_as_xlsx": {"10月.xlsx": zipped({"Index/Document.iwa": "x", "preview.jpg": "x"})},
    "mhtml_as_xls": {"10月.xls": PAGE},
    "xhtml_as_xls": {"10月.xls": '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html></html>\n'},
    "flat_opendocument": {
        "10月.fods": '<?xml version="1.0"?>\n<office:document office:version="1"/>'
    },
    "rtf_as_xls": {"10月.xls": "{\\rtf1\\ansi 客服}"},
    "picture_as_csv": {"10月.csv": b"\x89PNG\r\n\x1a\n"},
    "database_as_csv": {"10月.csv": b"SQLite format 3\0" + b"\0" * 84},
    "parquet_as_csv": {"10月.csv": b"PAR1\x15\0\x15\0PAR1"},
    "packed_csv": {"10月.csv": b"\x1f\x8b\x08\0\0\0\0\0"},
}


if __name__ == "__main__":
    write(FILES)
