"""The cells of a worksheet as its XML has them: a frame of addresses, kinds, styles and values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NoReturn

import polars as pl

from csperf.errors import CsperfError, Fact, Place, problem
from csperf.intake.grid import letter
from csperf.intake.xlsx_xml import TwoSpeeds, decoded

SCHEMA = {
    "row": pl.Int32(),
    "column": pl.Int32(),
    "kind": pl.String(),
    "style": pl.Int32(),
    "value": pl.String(),
    "formula": pl.Boolean(),
}
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_ROW_END = b"</row>"
_ROW_TAG = re.compile(rb'r="([1-9]\d{0,6})"((?: (?!r=|xmlns)[\w:]+="[^"<>&]*")*)(/?)')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_FORMULA = re.compile(rb"<f(?: [^<>]*)?(?:/>|>[^<>]*</f>)")
_SPACED = b'<t xml:space="preserve">'
_MARK, _END_OF_LINE = b"\x01", "\x01"  # no XML can hold it
_FIELDS = {f"f{i}": pl.String() for i in range(8)}
_VALUE, _TEXT = ("><v>", "</v></c>"), ("><is><t>", "</t></is></c>")
_BLANK = ["/>", "></c>"]
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_COLUMNS = {letter(i): i + 1 for i in range(LAST_COLUMN)}
_LETTERS = pl.Enum([letter(i) for i in range(702)])  # up to ZZ; further out nobody means to write
_TEXT_KINDS = ["str", "e", "inlineStr", "d"]
_KINDS = {"n", "s", "b", *_TEXT_KINDS}
_TRUE = {"1", "true"}


class Worksheet(TwoSpeeds[pl.DataFrame]):
    """A worksheet being read: `pieces` yields the cells that are not blank.

    What else it says is known when all pieces have been taken.
    """

    elements = (
        *("worksheet", "sheetData", "row", "c", "v", "f", "is", "t", "rPh"),
        *("cols", "col", "mergeCell"),
    )
    beginning = re.compile(rb"<sheetData[^<>]*>")
    ending = _ROW_END
    inside = ["worksheet", "sheetData"]  # noqa: RUF012 - never changed

    def __init__(self, sheet: Place, part: str) -> None:
        super().__init__(sheet.file, part)
        self.sheet = sheet
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[str] = []
        self._cells: list[tuple[int, int, str, int, str | None, bool]] = []
        self._row = self._column = 0
        self._cell: Mapping[str, str] = {}
        self._formula = False
        self._texts: dict[str, list[str]] = {}
        self._gathered: list[str] | None = None
        self._dressed = False  # whether cells have formulas, or texts with blanks around them

    def split(self, piece: bytes) -> pl.DataFrame | None:
        """The cells of whole rows, or None if any byte of them is unusual."""
        rows = None if b"\r" in piece or _MARK in piece else _rows(piece)
        if rows is None:
            return None
        numbers, last, hidden, cells = rows
        frame = None if self._dressed else _cells(cells)
        if frame is None:
            frame, self._dressed = _cells(_simplified(cells)), True
        if frame is None or frame["row"].rle().struct.field("value").to_list() != numbers:
            return None
        self._row = last
        self.hidden_rows |= hidden
        return frame.filter(pl.col("value").is_not_null() | pl.col("formula"))

    def taken(self) -> pl.DataFrame:
        """The cells that the XML parser has met."""
        columns = zip(*self._cells, strict=True) if self._cells else [()] * len(SCHEMA)
        frame = pl.DataFrame(dict(zip(SCHEMA, columns, strict=True)), schema=SCHEMA)
        self._cells = []
        return frame

    def begin(self, element: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell or a part of one begins."""
        above = self.path[-2] if len(self.path) > 1 else ""
        self._gathered = None
        match element:
            case "c" if above == "row":
                self._begin_cell(attributes)
            case "v" if above == "c":
                self._gathered = self._texts.setdefault("v", [])
            case "t" if "is" in self.path and "rPh" not in self.path:
                self._gathered = self._texts.setdefault("t", [])
            case "f" if above == "c":
                self._formula = True
            case "row" if above == "sheetData":
                self._begin_row(attributes)
            case "mergeCell":
                self.merged.append(attributes.get("ref", ""))
            case "col" if attributes.get("hidden") in _TRUE:
                self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def end(self, element: str) -> None:
        """A cell or a part of one has ended."""
        self._gathered = None
        if element == "c" and self.path[-1] == "row":
            self._end_cell()

    def text(self, text: str) -> None:
        """Some letters of a value."""
        if self._gathered is not None:
            self._gathered.append(text)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        """A row without a number stands below the one before it."""
        given = attributes.get("r")
        self._row, self._column = int(given) if given else self._row + 1, 0
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        """A cell without an address stands right of the one before it."""
        self._cell, self._formula = attributes, False
        self._texts.clear()
        given = attributes.get("r")
        found = _ADDRESS.fullmatch(given) if given is not None else None
        self._column = _COLUMNS.get(found[1], 0) if found else self._column + 1
        fits = 0 < self._row <= LAST_ROW and 0 < self._column <= LAST_COLUMN
        if not fits or (given is not None and (found is None or int(found[2]) != self._row)):
            fault = problem(
                "workbook-cell-misplaced", self.sheet, address=str(given), row=self._row
            )
            raise CsperfError([fault])

    def _end_cell(self) -> None:
        kind = self._cell.get("t", "n")
        if kind not in _KINDS:
            self._refuse("workbook-cell-kind", kind=kind)
        value = "".join(self._texts.get("t" if kind == "inlineStr" else "v", ()))
        if value or self._formula:
            style = int(self._cell.get("s", "0"))
            at = self._row, self._column
            self._cells.append((*at, kind, style, value or None, self._formula))

    def _refuse(self, fault: str, **facts: Fact) -> NoReturn:
        cell = f"{letter(self._column - 1)}{self._row}"
        raise CsperfError([problem(fault, replace(self.sheet, cell=cell), **facts)])


def _rows(piece: bytes) -> tuple[list[int], int, set[int], bytes] | None:
    """The numbers of the rows that have cells, the last row, the hidden ones, the cells' XML."""
    before, *rows = piece.split(b"<row ")
    numbers: list[int] = []
    cells: list[bytes] = []
    hidden: set[int] = set()
    number = 0
    for row in rows:
        tag, _, inside = row.partition(b">")
        found = _ROW_TAG.fullmatch(tag)
        if found is None or inside.endswith(_ROW_END) == bool(found[3]) or (found[3] and inside):
            return None
        number = int(found[1])
        if found[2] and _HIDDEN.search(found[2]):
            hidden.add(number)
        if len(inside) > len(_ROW_END):
            numbers.append(number)
            cells.append(inside[: -len(_ROW_END)])
    return (
        None
        if before or max(numbers, default=0) > LAST_ROW
        else (numbers, number, hidden, b"".join(cells))
    )


def _simplified(cells: bytes) -> bytes:
    """The cells without formulas' words and without notes about blanks."""
    if b"<f" in cells:
        cells = _FORMULA.sub(b"<f/>", cells)
    return cells.replace(_SPACED, b"<t>") if _SPACED in cells else cells


def _fields(cells: bytes) -> pl.DataFrame | None:
    """A line a cell, cut at its quotes: names of attributes, their values, and what follows."""
    lines = cells.replace(b"<c ", _MARK)
    if lines and not lines.startswith(_MARK):
        return None
    heading = b'"' * (len(_FIELDS) - 1)  # polars counts the fields of the first line
    try:
        frame = pl.read_csv(
            heading + lines,
            has_header=False,
            schema=_FIELDS,
            separator='"',
            quote_char=None,
            eol_char=_END_OF_LINE,
            truncate_ragged_lines=True,
        )
    except pl.exceptions.ComputeError:  # not UTF-8
        return None
    return frame[1:]


def _cells(cells: bytes) -> pl.DataFrame | None:
    """The cells in this XML, or None if one of them is not of the usual form."""
    fields = _fields(cells)
    if fields is None:
        return None
    f = [pl.col(name) for name in _FIELDS]
    styled, typed = f[2] == " s=", f[2] == " t="
    both, one = styled & (f[4] == " t="), styled | typed
    too_many = pl.when(both).then(f[7]).when(one).then(f[5]).otherwise(f[3])
    parts = fields.select(
        usual=f[0].eq_missing("r=") & too_many.is_null(),
        letters=f[1].str.strip_chars_end("0123456789"),
        row=f[1].str.strip_chars_start("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        kind=pl.when(both).then(f[5]).when(typed).then(f[3]).otherwise(pl.lit("n")),
        style=pl.when(styled).then(f[3]).otherwise(pl.lit("0")),
        tail=pl.when(both).then(f[6]).when(one).then(f[4]).otherwise(f[2]),
    )
    if (
        not parts["usual"].all()
        or parts["tail"].has_nulls()
        or not set(parts["kind"].unique()) <= _KINDS
    ):
        return None
    values = _values(parts["tail"], parts["kind"])
    return None if values is None else _addressed(parts, values)


def _values(tail: pl.Series, kind: pl.Series) -> pl.DataFrame | None:
    """What follows the attributes: a value, a text or nothing, and whether there is a formula."""
    found = pl.DataFrame({"tail": tail, "kind": kind})
    text, formula = pl.col("tail"), pl.col("tail").str.starts_with("><f/>")
    if found.select(formula.any()).item():
        found = found.with_columns(
            formula.alias("formula"), text.str.replace("<f/>", "", literal=True)
        )
    else:
        found = found.with_columns(pl.lit(value=False).alias("formula"))
    valued = text.str.starts_with(_VALUE[0]) & text.str.ends_with(_VALUE[1])
    found = found.with_columns(usual=valued, value=_within(text, _VALUE))
    if not found["usual"].all():
        inline = text.str.starts_with(_TEXT[0]) & text.str.ends_with(_TEXT[1])
        fits = pl.col("usual") != inline, inline == (pl.col("kind") == "inlineStr")
        blank = text.is_in(_BLANK)
        within = pl.when(valued).then("value").when(inline).then(_within(text, _TEXT))
        found = found.with_columns(usual=blank | (fits[0] & fits[1]), value=within)
    broken = pl.col("value").str.contains("<", literal=True).any()
    if not found["usual"].all() or found.select(broken).item():
        return None
    return _decoded(found)


def _within(text: pl.Expr, marks: tuple[str, str]) -> pl.Expr:
    return text.str.strip_prefix(marks[0]).str.strip_suffix(marks[1])


def _decoded(found: pl.DataFrame) -> pl.DataFrame | None:
    """The values with `&amp;` and its like as the characters they mean; numbers have none."""
    values = found["value"]
    if found.select(pl.col("kind").is_in(_TEXT_KINDS).any()).item():
        read = decoded(values)
    else:
        read = None if values.str.contains("&", literal=True).any() else values
    if read is None:
        return None
    return found.select("kind", "formula", value=pl.when(read != "").then(read))


def _addressed(parts: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame | None:
    """The cells with the numbers of rows, columns and styles; None if one is no such number."""
    numbers = parts.select(
        pl.col("row").cast(pl.Int32, strict=False),
        pl.col("letters").cast(_LETTERS, strict=False).to_physical().cast(pl.Int32).alias("column")
        + 1,
        pl.col("style").cast(pl.Int32, strict=False),
        zero=pl.col("row").str.starts_with("0"),
    )
    if any(numbers.null_count().row(0)) or numbers["zero"].any():
        return None
    return pl.DataFrame([*numbers.drop("zero"), *values]).select(*SCHEMA)
