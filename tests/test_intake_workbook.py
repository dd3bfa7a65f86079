"""Workbooks that lie, are torn or are made to harm: each is read right, or refused by its fault."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from unittest import mock

import polars as pl
import pytest
from test_intake_fast import MAIN, STRICT, Book, cells_of, read, written

from csperf.errors import Problem
from csperf.intake.grid import NO_VALUE, Grid
from csperf.intake.workbook import read_workbook
from csperf.intake.xlsx_cells import Worksheet

ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>客服</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>转化率</t></is></c></row>'
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="5"><v>0.0735</v></c></row>'
)
GOOD = Book(ROWS, ("<si><t>小美</t></si>",))
EXPECTED = {"A1": "客服", "B1": "转化率", "A2": "小美", "B2": "7.35%"}

PACKED = zipfile.ZIP_DEFLATED


def with_cell(cell: str, **changes: object) -> Book:
    """The good book with one more cell."""
    return replace(GOOD, rows=f'{ROWS}<row r="3">{cell}</row>', **changes)  # type: ignore[arg-type]


def changed(pattern: str, new: str, content: bytes | None = None) -> bytes:
    """The good book with a text in all its parts replaced."""
    old = written(GOOD) if content is None else content
    parts = parts_of(old)
    return zipped({name: re.sub(pattern, new, text) for name, text in parts.items()})


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def opened(content: bytes, sheet: str | None = None) -> tuple[list[Grid], list[Problem]]:
    return read_workbook("10月.xlsx", content, sheet)


def told(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.id, problem.place.cell) for problem in problems]


def prefixed() -> bytes:
    """The sheet with a prefix before the names of its elements."""
    parts = parts_of(written(GOOD))
    name = "xl/worksheets/sheet1.xml"
    text = parts[name].replace("xmlns=", "xmlns:x=")
    return zipped(parts | {name: re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text)})


READING = '<rPh sb="0" eb="1"><t>シャオメイ</t></rPh></si>'
FAR = '<dimension ref="A1:XFD1048576"/>'
READ_RIGHT = {
    "as usual": written(GOOD),
    "strict": written(replace(GOOD, space=STRICT)),
    "half strict": changed(f'<workbook xmlns="{MAIN}"', f'<workbook xmlns="{STRICT}"'),
    "absolute targets": written(replace(GOOD, absolute=True)),
    "backslashes": changed("worksheets/", r"worksheets\\\\"),
    "a dimension that lies": written(replace(GOOD, around=('<dimension ref="A1"/>', ""))),
    "a dimension beyond all": written(
        replace(GOOD, around=('<dimension ref="A1:XFD1048576"/>', ""))
    ),
    "no addresses": changed(r' r="[A-Z]*\d"', ""),
    "lower case parts": zipped({n.lower(): text for n, text in parts_of(written(GOOD)).items()}),
    "a prefix": prefixed(),
    "runs and readings": written(
        replace(
            GOOD,
            strings=("<si><r><rPr><b/></rPr><t>小</t></r><r><t>美</t></r>" + READING,),
        )
    ),
    "UTF-16": zipped(
        {
            name: text.replace("UTF-8", "UTF-16").encode("utf-16") if "sheet1" in name else text
            for name, text in parts_of(written(GOOD)).items()
        }
    ),
    "rows from below": changed("(<row.*</row>)(<row.*</row>)", r"\2\1"),
    "deflated": zipped(parts_of(written(GOOD)), PACKED),
    "lzma": zipped(parts_of(written(GOOD)), zipfile.ZIP_LZMA),
    "an entity of XML's own": changed("小美", "&#23567;&#x7f8e;"),
    "an escape of Excel's": changed("小美", "小美_x000D_"),
}


@pytest.mark.parametrize("content", READ_RIGHT.values(), ids=READ_RIGHT.keys())
def test_an_odd_workbook_is_read_right(content: bytes) -> None:
    grids, problems = opened(content)
    assert problems == []
    assert [cells_of(grid) for grid in grids] == [EXPECTED]


REFUSED_CELLS = {
    '<c r="A3" t="s"><v>1</v></c>': ("workbook-string-missing", "A3"),
    '<c r="A3" t="s"><v>-1</v></c>': ("workbook-string-missing", "A3"),
    '<c r="A3" t="s"><v>x</v></c>': ("workbook-string-missing", "A3"),
    '<c r="A3" s="99"><v>1</v></c>': ("workbook-style-missing", "A3"),
    '<c r="A3"><v>NaN</v></c>': ("workbook-number", "A3"),
    '<c r="A3"><v>1E400</v></c>': ("workbook-number", "A3"),
    '<c r="A3"><v>1,5</v></c>': ("workbook-number", "A3"),
    '<c r="A3"><v>1_000</v></c>': ("workbook-number", "A3"),
    '<c r="A3" s="7"><v>INF</v></c>': ("workbook-number", "A3"),
    '<c r="A3" t="b"><v>2</v></c>': ("workbook-number", "A3"),
    '<c r="A3" t="d"><v>gestern</v></c>': ("workbook-number", "A3"),
    '<c r="A3" t="x"><v>1</v></c>': ("workbook-cell-kind", "A3"),
    '<c r="A3"><v>1</v></c><c r="A3"><v>2</v></c>': ("workbook-cell-twice", "A3"),
    '<c r="A9"><v>1</v></c>': ("workbook-cell-misplaced", ""),
    '<c r="AAAA3"><v>1</v></c>': ("workbook-cell-misplaced", ""),
    '<c r="XFE3"><v>1</v></c>': ("workbook-cell-misplaced", ""),
    '<c r="A03"><v>1</v></c>': ("workbook-cell-misplaced", ""),
    '<c r="GS3"><v>1</v></c>': ("too-large", "GS3"),
    '<c r="XFD3"><v>1</v></c>': ("too-large", "XFD3"),
    '<c r="A3"><v>1</c>': ("workbook-xml", ""),
    '<c r="A3"<c r="B3"><v>1</v></c>': ("workbook-xml", ""),
    '<c r="A3" s="1"<c r="B3"><v>1</v></c>': ("workbook-xml", ""),
    '<c r="A3" s="1" t="n"<c r="B3"><v>1</v></c>': ("workbook-xml", ""),
    '<c ="A3"><v>1</v></c>': ("workbook-xml", ""),
    '<c <c r="A3"><v>1</v></c>': ("workbook-xml", ""),
    '<c r="A3"><v>&nbsp;</v></c>': ("workbook-xml", ""),
    '<c r="A3" t="str"><v>\x02</v></c>': ("workbook-xml", ""),
    '<c r="A3" t="str"><v>&#0;</v></c>': ("workbook-xml", ""),
}


@pytest.mark.parametrize(("cell", "fault"), REFUSED_CELLS.items(), ids=REFUSED_CELLS.keys())
def test_a_cell_that_cannot_be_is_refused(cell: str, fault: tuple[str, str]) -> None:
    for book in (with_cell(cell), with_cell(f"{cell}<!-- slowly -->")):
        grids, problems = read(book)
        assert grids == []
        assert told(problems) == [fault]
        assert problems[0].stops


def test_a_cell_that_stands_in_two_rows_of_one_number_is_refused() -> None:
    again = '<row r="2"><c r="B2"><v>1</v></c></row>'
    for rows in (ROWS + again, ROWS + '<row r="3"><c r="A3"><v>1</v></c></row>' + again):
        assert told(read(replace(GOOD, rows=rows))[1]) == [("workbook-cell-twice", "B2")]


SHOWN = {
    ' s="9"><v>1.5</v>': "129600秒",  # [h]:mm:ss of 36 hours
    ' s="7"><v>60</v>': "1900-02-29",
    ' s="7"><v>61</v>': "1900-03-01",
    ' s="7"><v>1</v>': "1900-01-01",
    ' s="7"><v>1e9</v>': "#VALUE!",
    ' s="3"><v>0.123456789012</v>': "0.123456789012",  # more than nine decimals
    "><v>1234567890123456</v>": "\0digits",
    "><v>6.9179267688236E+18</v>": "\0digits",
    ' t="e"><v>#DIV/0!</v>': "#DIV/0!",
    ' t="b"><v>1</v>': "TRUE",
    "><f>1/3</f>": NO_VALUE,
    ' t="str"><f>""</f><v></v>': "",
    ' t="d"><v>2026-10-01T12:30:00</v>': "2026-10-01 12:30:00",
    ' t="d"><v>2026-10-01</v>': "2026-10-01",
    ' t="d" s="10"><v>01:05:00</v>': "1:05",
    "><v> 12 </v>": "12",
    ' t="str"><v>a_x000D_b_x005F_x000D_</v>': "a\rb_x000D_",
}


@pytest.mark.parametrize(("cell", "text"), SHOWN.items(), ids=SHOWN.keys())
def test_what_fast_readers_lose_is_kept(cell: str, text: str) -> None:
    grids, problems = read(with_cell(f'<c r="B3"{cell}</c>'))
    assert problems == []
    assert cells_of(grids[0]).get("B3", "") == text


def test_dates_since_1904_are_read_right() -> None:
    book = with_cell('<c r="B3" s="7"><v>44834</v></c>', properties='<workbookPr date1904="1"/>')
    assert cells_of(read(book)[0][0])["B3"] == "2026-10-01"


def test_dates_that_a_workbook_names_by_number_only_are_dates() -> None:
    """A file from Chinese Excel: style 31 stands for yyyy年m月d日 and is written down nowhere."""
    grids, _ = opened(changed("0.0735", "46296", changed('numFmtId="205"/>', 'numFmtId="31"/>')))
    assert cells_of(grids[0])["B2"] == "2026-10-01"


def test_hidden_rows_and_columns_are_told() -> None:
    columns = (
        '<cols><col min="2" max="2" hidden="1"/><col min="3" max="16384" hidden="true"/></cols>'
    )
    rows = ROWS.replace('<row r="2"', '<row r="2" hidden="1"')
    (grid,), _ = read(replace(GOOD, rows=rows, around=(columns, "")))
    assert grid.hidden == {2}
    assert grid.hidden_columns == {"B"}


def test_only_the_first_cell_of_a_merged_range_shows() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    (grid,), _ = read(replace(GOOD, around=("", merged.replace("A1:XFD", "C9:XFD"))))
    assert cells_of(grid) == {"A1": "客服"}
    assert next((one.name, one.first, one.last) for one in grid.merged) == ("A1:B2", 1, 2)


def test_hidden_sheets_are_passed_over() -> None:
    for state in ("hidden", "veryHidden"):
        assert opened(written(replace(GOOD, state=state))) == ([], [])


def rotten() -> bytes:
    content = bytearray(written(GOOD))
    content[content.index(b"0.0735") + 2] = ord("9")
    return bytes(content)


def lying_size() -> bytes:
    """A part that unpacks to more than the directory says."""
    content = bytearray(zipped(parts_of(written(GOOD)), PACKED))
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<L", content, at + 24, 100)
    return bytes(content)


def twice() -> bytes:
    double = io.BytesIO(written(GOOD))
    with warnings.catch_warnings(), zipfile.ZipFile(double, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("XL/workbook.xml", "<workbook/>")
    return double.getvalue()


def without(part: str) -> bytes:
    return zipped(
        {name: text for name, text in parts_of(written(GOOD)).items() if part not in name}
    )


def declaring(root: str) -> bytes:
    """The book with a document type before this root."""
    return changed(f"<{root} ", f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><{root} ')


def packed_strangely() -> bytes:
    known, strange = (b"PK\x01\x02\x14\x03\x14\0\0\0" + code + b"\0" for code in (b"\0", b"c"))
    return written(GOOD).replace(known, strange)


REFUSED = {
    "cut": (written(GOOD)[:-200], "workbook-cut"),
    "rotten": (rotten(), "workbook-part-rotten"),
    "a size that lies": (lying_size(), "workbook-part-rotten"),
    "a part twice": (twice(), "workbook-part-twice"),
    "no sheet": (without("sheet1"), "workbook-part-missing"),
    "no strings": (without("sharedStrings"), "workbook-part-missing"),
    "no styles": (without("styles"), "workbook-part-missing"),
    "no workbook": (without("xl/workbook.xml"), "workbook-part-missing"),
    "strings never named": (
        changed('<Relationship Id="rId3"[^>]*>', ""),
        "workbook-string-missing",
    ),
    "a document type in the sheet": (declaring("worksheet"), "workbook-doctype"),
    "a document type in the strings": (declaring("sst"), "workbook-doctype"),
    "a document type in the workbook": (declaring("workbook"), "workbook-doctype"),
    "a document type in the styles": (declaring("styleSheet"), "workbook-doctype"),
    "half a sheet": (changed("</sheetData>.*", ""), "workbook-xml"),
    "half a styles part": (changed("</cellXfs>.*", ""), "workbook-xml"),
    "half a table of strings": (changed("</si></sst>", ""), "workbook-xml"),
    "a merged range of nowhere": (
        changed("</sheetData>", '</sheetData><mergeCells><mergeCell ref="?"/></mergeCells>'),
        "workbook-xml",
    ),
    "a bomb": (zipped({"[Content_Types].xml": "0" * 3_000_000}, PACKED), "workbook-bomb"),
    "many parts": (zipped({f"{i}": "" for i in range(1001)}), "workbook-bomb"),
    "an unknown way of packing": (packed_strangely(), "workbook-part-rotten"),
}


@pytest.mark.parametrize(("content", "fault"), REFUSED.values(), ids=REFUSED.keys())
def test_a_torn_or_harmful_workbook_is_refused(content: bytes, fault: str) -> None:
    grids, problems = opened(content)
    assert grids == []
    assert [problem.id for problem in problems] == [fault]


def test_a_reader_that_panics_takes_nothing_down() -> None:
    for failure in (pl.exceptions.PanicException("?"), RecursionError(), MemoryError(), KeyError()):
        with mock.patch.object(Worksheet, "split", side_effect=failure):
            assert [problem.id for problem in read(GOOD)[1]] == ["workbook-damaged"]


def test_too_many_cells_are_refused() -> None:
    with mock.patch("csperf.intake.workbook.MAX_CELLS", 3):
        assert [problem.id for problem in read(GOOD)[1]] == ["workbook-too-large"]
    with mock.patch("csperf.intake.xlsx_package.MAX_SMALL_PART", 10):
        assert [problem.id for problem in read(GOOD)[1]] == ["workbook-bomb"]


def test_a_fault_of_one_sheet_leaves_the_others() -> None:
    parts = parts_of(written(GOOD))
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet1.xml"].replace("0.0735", "x")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="坏" sheetId="2" r:id="rId9"/></sheets>'
    )
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(
        "</", '<Relationship Id="rId9" Type="x/worksheet" Target="worksheets/sheet2.xml"/></'
    )
    grids, problems = opened(zipped(parts))
    assert [cells_of(grid) for grid in grids] == [EXPECTED]
    assert [(problem.id, str(problem.place)) for problem in problems] == [
        ("workbook-number", "10月.xlsx!坏!B2")
    ]
    assert opened(zipped(parts), "月报")[1] == []
    assert [problem.id for problem in opened(zipped(parts), "无")[1]] == ["sheet-missing"]


def test_a_formula_left_to_the_reader_at_zero_has_no_result() -> None:
    for value in ("0", "0.0", "1"):
        book = with_cell(f'<c r="B3"><f>1</f><v>{value}</v></c>', properties="")
        content = changed("</sheets>", '</sheets><calcPr fullCalcOnLoad="1"/>', written(book))
        assert cells_of(opened(content)[0][0])["B3"] == ("1" if value == "1" else NO_VALUE)
