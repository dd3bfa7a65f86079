"""Both speeds of reading a workbook give the same grid, and it is what openpyxl's cells show.

The sheets are random: every kind of cell, number formats of all sorts, and XML in many dresses, of
which the fast reader knows only the usual one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from unicodedata import normalize
from unittest import mock

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet as OpenpyxlSheet

from csperf.errors import Problem
from csperf.intake.grid import EDGES, NO_VALUE, ROW, Grid, letter
from csperf.intake.shown import shown
from csperf.intake.workbook import read_workbook
from csperf.intake.xlsx_cells import Worksheet
from csperf.intake.xlsx_strings import _Strings

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml."

FORMATS = (
    *("General", "0", "0.00", "#,##0.00", "0%", "0.00%", "@", "yyyy-mm-dd", "yyyy/m/d h:mm"),
    *("[h]:mm:ss", "h:mm", "mm:ss", '0.0"万"', '0!.0,"万"', '0"人"', '0.0"%"', "0.00%;-0.00"),
    *("#,##0_);(#,##0)", '[Red]0.00"元";[Blue]-0.00"元"', "[>=10000]0!.0,;0", '0.0"分钟"'),
    *('yyyy"年"m"月"d"日"', "0.00E+00", '0"百"', "#,##0,", "G/通用格式", '"约"0'),
)


@dataclass(frozen=True)
class Book:
    """What a workbook is made of."""

    rows: str
    strings: Sequence[str] = ()
    around: tuple[str, str] = ("", "")
    space: str = MAIN
    properties: str = ""
    formats: Sequence[str] = field(default=FORMATS, repr=False)
    absolute: bool = False
    state: str = "visible"


def sheet_xml(book: Book) -> str:
    before, after = book.around
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{book.space}">'
        f"{before}<sheetData>{book.rows}</sheetData>{after}</worksheet>"
    )


def strings_xml(book: Book) -> str:
    return f'<sst xmlns="{book.space}">{"".join(book.strings)}</sst>'


def styles_xml(book: Book) -> str:
    own = "".join(
        f'<numFmt numFmtId="{200 + i}" formatCode="{escape(one)}"/>'
        for i, one in enumerate(book.formats)
    )
    styles = "".join(f'<xf numFmtId="{200 + i}"/>' for i, _ in enumerate(book.formats))
    return (
        f'<styleSheet xmlns="{book.space}"><numFmts>{own}</numFmts>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>"
    )


def written(book: Book) -> bytes:
    """The bytes of the workbook."""
    base = "/xl/" if book.absolute else ""
    targets = [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]
    targets += [("sharedStrings", "sharedStrings.xml")] if book.strings else []
    related = "".join(
        f'<Relationship Id="rId{i}" Type="{REL}/{kind}" Target="{base}{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    kinds = [("workbook", "sheet.main"), ("styles", "styles")]
    kinds += [("sharedStrings", "sharedStrings")] if book.strings else []
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{KINDS}{kind}+xml"/>'
        for part, kind in [*kinds, ("worksheets/sheet1", "worksheet")]
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{book.space}" xmlns:r="{REL}">{book.properties}'
        f'<sheets><sheet name="月报" sheetId="1" state="{book.state}" r:id="rId1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}'
        "</Relationships>",
        "xl/styles.xml": styles_xml(book),
        "xl/worksheets/sheet1.xml": sheet_xml(book),
    }
    if book.strings:
        parts["xl/sharedStrings.xml"] = strings_xml(book)
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def read(book: Book) -> tuple[list[Grid], list[Problem]]:
    return read_workbook("10月.xlsx", written(book), None)


@contextmanager
def only_the_parser() -> Iterator[None]:
    """The fast way never taken."""
    with (
        mock.patch.object(Worksheet, "split", return_value=None),
        mock.patch.object(_Strings, "split", return_value=None),
    ):
        yield


@contextmanager
def counted() -> Iterator[list[bool]]:
    """Whether each piece of a sheet was taken by the fast way."""
    taken: list[bool] = []
    split = Worksheet.split

    def spy(self: Worksheet, piece: bytes) -> pl.DataFrame | None:
        found = split(self, piece)
        taken.append(found is not None)
        return found

    with mock.patch.object(Worksheet, "split", spy):
        yield taken


def content(grids: Sequence[Grid]) -> list[object]:
    """All that a grid says."""
    return [
        (grid.frame.to_dict(as_series=False), grid.merged, grid.hidden, grid.hidden_columns)
        for grid in grids
    ]


def cells_of(grid: Grid) -> dict[str, str]:
    """The texts of a grid by the names of their cells."""
    return {
        f"{name}{row[ROW]}": row[name]
        for row in grid.frame.iter_rows(named=True)
        for name in grid.letters
        if row[name]
    }


def cells_by_openpyxl(book: Book) -> dict[str, str]:
    """The same of the workbook as openpyxl reads it."""
    known = openpyxl.load_workbook(io.BytesIO(written(book)), data_only=True).worksheets[0]
    formulas = openpyxl.load_workbook(io.BytesIO(written(book))).worksheets[0]
    assert isinstance(known, OpenpyxlSheet)
    texts = {}
    for row in known.iter_rows():
        for cell in row:
            raw = formulas[cell.coordinate]
            text = "" if cell.value is None else shown(cell.value, cell.number_format)
            if raw.data_type == "f" and cell.value is None and cell.data_type != "str":
                text = NO_VALUE
            if text.strip(EDGES):
                texts[cell.coordinate] = normalize("NFC", text.strip(EDGES))
    return texts


digits = st.one_of(
    st.integers(-(10**6), 10**6).map(str),
    st.integers(-(10**16), 10**16).map(str),
    st.decimals(-(10**5), 10**5, places=2, allow_nan=False).map(str),
    st.decimals(0, 1, places=4, allow_nan=False).map(str),
    st.floats(-(10**7), 10**7, allow_nan=False).map(repr),
    st.floats(0, 1, allow_nan=False).map(repr),
    st.floats(61, 60000, allow_nan=False).map(repr),
    st.integers(0, 86400).map(lambda seconds: repr(46000 + seconds / 86400)),
    st.sampled_from(("-0", "0.0", "1E3", "1.5e-7", "007", "5.", ".5", "999999999999999.9", "59")),
    st.sampled_from(("0.55000000000000004", "0.1234567890123455", "1e15", "0.07349999999999999")),
)
words = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")),
        st.sampled_from("客服小美 \"'&<>\t\n%_x000D_"),
    ),
    max_size=12,
).filter(lambda text: "_x" not in text and "\ufffe" not in text and "\uffff" not in text)
spaces = st.sampled_from(("", "", "", ' xml:space="preserve"'))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """The inside of a shared or an inline text, in one of its dresses."""
    text = escape(draw(words), quote=False)
    dresses = {
        0: f"<r><rPr><b/></rPr><t>{text}</t></r><r><t>{text}</t></r>",
        1: f'<t>{text}</t><rPh sb="0" eb="1"><t>ヨミ</t></rPh><phoneticPr fontId="1"/>',
        2: f'<t>{text}</t><phoneticPr fontId="1" type="noConversion"/>',
        3: "<t/>",
    }
    return dresses.get(draw(st.integers(0, 9)), f"<t{draw(spaces)}>{text}</t>")


@st.composite
def cells(draw: st.DrawFn, address: str, strings: int) -> str:
    """One cell; mostly as a spreadsheet program writes it."""
    style = draw(st.one_of(st.none(), st.integers(0, len(FORMATS) - 1)))
    formula = draw(st.sampled_from(("", "", "", "<f>A1+1</f>", '<f t="shared" si="0"/>')))
    kind = draw(st.sampled_from(("", "", "", "n", "s", "str", "b", "e", "inlineStr", "blank")))
    inside = {
        "s": f"<v>{draw(st.integers(0, strings - 1))}</v>" if strings else "",
        "str": f"<v>{escape(draw(words), quote=False)}</v>",
        "b": f"<v>{draw(st.integers(0, 1))}</v>",
        "e": f"<v>{draw(st.sampled_from(('#DIV/0!', '#N/A')))}</v>",
        "inlineStr": f"<is>{draw(texts())}</is>",
        "blank": "",
    }.get(kind, f"<v>{draw(digits)}</v>")
    if kind in {"", "n", "str"}:
        inside = formula + draw(
            st.sampled_from((inside, inside, inside, "")) if formula else st.just(inside)
        )
    styled = f' s="{style}"' if style is not None else ""
    typed = f' t="{kind}"' if kind not in {"", "blank"} else ""
    attributes = draw(
        st.sampled_from((styled + typed, styled + typed, styled + typed, typed + styled))
    )
    if not inside and draw(st.booleans()):
        return f'<c r="{address}"{attributes}/>'
    return f'<c r="{address}"{attributes}>{inside}</c>'


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A workbook of a few rows in any dress."""
    strings = [f"<si>{text}</si>" for text in draw(st.lists(texts(), max_size=4))]
    rows, number = [], 0
    for _ in range(draw(st.integers(0, 5))):
        number += draw(st.integers(1, 3))
        columns = sorted(draw(st.sets(st.integers(0, 5), max_size=5)))
        inside = "".join(draw(cells(f"{letter(i)}{number}", len(strings))) for i in columns)
        more = draw(st.sampled_from(("", ' spans="1:5"', ' hidden="1"', ' ht="14.25"')))
        between = draw(st.sampled_from(("", "", "", "", "\n", "<!-- aside -->")))
        rows.append(f'<row r="{number}"{more}>{inside}</row>{between}')
    if draw(st.integers(0, 9)) == 0:
        rows.reverse()
    columns_xml = draw(st.sampled_from(("", '<cols><col min="2" max="3" hidden="1"/></cols>')))
    merged = draw(
        st.sampled_from(("", '<mergeCells count="1"><mergeCell ref="B1:C3"/></mergeCells>'))
    )
    dates = draw(st.sampled_from(("", '<workbookPr date1904="1"/>')))
    around = ('<dimension ref="A1"/>' + columns_xml, merged)
    space = draw(st.sampled_from((MAIN, MAIN, MAIN, STRICT)))
    return Book("".join(rows), strings, around, space, dates, absolute=draw(st.booleans()))


@given(books())
@settings(max_examples=600, deadline=None)
def test_both_speeds_read_the_same(book: Book) -> None:
    grids, problems = read(book)
    with only_the_parser():
        slowly, problems_slowly = read(book)
    assert problems == problems_slowly
    assert content(grids) == content(slowly)


@given(books())
@settings(max_examples=400, deadline=None)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_is_read_is_what_openpyxl_reads(book: Book) -> None:
    if book.space == STRICT:
        book = Book(book.rows, book.strings, book.around, MAIN, book.properties)
    grids, problems = read(book)
    assert problems == []
    assert cells_of(grids[0]) == cells_by_openpyxl(book)


def test_the_usual_form_is_read_fast() -> None:
    cells_in_dress = (
        '<c r="A{0}" t="s"><v>0</v></c><c r="B{0}" s="5"><v>0.0735</v></c><c r="C{0}"/>'
        '<c r="D{0}" s="7"><v>46296.5</v></c><c r="E{0}" s="1" t="n"><f>1+1</f><v>2</v></c>'
        '<c r="F{0}" t="inlineStr"><is><t xml:space="preserve"> a &amp; b</t></is></c>'
    )
    rows = "".join(f'<row r="{i}">{cells_in_dress.format(i)}</row>' for i in (1, 2, 5))
    with counted() as taken:
        grids, problems = read(Book(rows, ["<si><t>小美</t></si>"]))
    assert (taken, problems) == ([True], [])
    expected = {"A1": "小美", "B1": "7.35%", "D1": "2026-10-01 12:00:00", "E1": "2", "F1": "a & b"}
    assert {at: text for at, text in cells_of(grids[0]).items() if at[1:] == "1"} == expected


def test_pieces_are_put_together() -> None:
    rows = [
        f'<row r="{i}"><c r="A{i}"><v>{i}</v></c>'
        f'{f"""<c r="C{i}"><v>{i}.5</v></c>""" if i % 3 else ""}</row>'
        for i in range(1, 200)
    ]
    for order in (rows, rows[::-1], [*rows[50:], "<!-- aside -->", *rows[:50]]):
        whole, _ = read(Book("".join(order)))
        with (
            mock.patch("csperf.intake.workbook.PIECE", 500),
            mock.patch("csperf.intake.xlsx_xml.PIECE", 500),
        ):
            pieces, problems = read(Book("".join(order)))
        assert problems == []
        assert content(pieces) == content(whole)
        assert len(cells_of(pieces[0])) == 199 + 133
