"""Workbooks: the visible sheets of an .xlsx file become grids.

Why no library reads them: the fast ones give an error cell or a formula without a stored result as
blank and lose the percent format, so a person would be paid by a figure that nobody saw; the exact
one needs fifteen times as long, and returns an empty sheet for a workbook in the strict format. So
csperf reads the XML itself (`xlsx_xml`) and holds itself to the exact library in a test.

Limits: 200 MB as a file, 1.5 GB unpacked, 20 million cells, 1,048,576 rows, 200 columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import polars as pl

from csperf.errors import CsperfError, Place, Problem, problem
from csperf.intake.grid import FIELDS, MAX_COLUMNS, ROW, Grid, Merged, letter
from csperf.intake.xlsx_cells import LAST_COLUMN, LAST_ROW, Worksheet
from csperf.intake.xlsx_package import PIECE, Package, open_package
from csperf.intake.xlsx_parts import Parts, Sheet, read_parts
from csperf.intake.xlsx_strings import read_strings
from csperf.intake.xlsx_texts import Look, texts

MAX_CELLS = 20_000_000
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.ASCII)


def read_workbook(file: str, content: bytes, sheet: str | None) -> tuple[list[Grid], list[Problem]]:
    """A grid for each visible sheet (for `sheet` alone, if named)."""
    try:
        package = open_package(file, content)
        if isinstance(package, Problem):
            return [], [package]
        return _grids(package, sheet)
    except CsperfError as failure:
        return [], list(failure.problems)
    except (Exception, pl.exceptions.PanicException):  # noqa: BLE001 - whatever else a bad file does
        return [], [problem("workbook-damaged", Place(file))]


def _grids(package: Package, named: str | None) -> tuple[list[Grid], list[Problem]]:
    parts = read_parts(package)
    titles = tuple(sheet.title for sheet in parts.sheets)
    if named is not None and named not in titles:
        place = Place(package.file)
        return [], [problem("sheet-missing", place, sheet=named, found=titles)]
    look = _look(package, parts)
    grids: list[Grid] = []
    problems: list[Problem] = []
    for sheet in parts.sheets:
        if named is None or sheet.title == named:
            try:
                grids.append(_grid(package, sheet, look))
            except CsperfError as failure:
                problems += failure.problems
    return grids, problems


def _look(package: Package, parts: Parts) -> Look:
    known = Look(parts.formats, since_1904=parts.since_1904, stale=parts.stale)
    if parts.strings is None:
        return known
    name = package.parts[parts.strings].filename
    chunks = package.chunks(parts.strings, PIECE)
    return replace(known, strings=read_strings(chunks, package.file, name))


def _grid(package: Package, sheet: Sheet, look: Look) -> Grid:
    place, part = Place(package.file, sheet=sheet.title), package.parts[sheet.part].filename
    worksheet = Worksheet(place, part)
    pieces = worksheet.pieces(package.chunks(sheet.part, PIECE))
    if package.parts[sheet.part].file_size > PIECE:
        pieces = _ahead(pieces)
    frame = _joined([*_tables(pieces, look, place)], place)
    merged = [_merged(name, part, package.file) for name in worksheet.merged]
    merged.sort(
        key=lambda one: (_position(one.letters[0]) if one.letters else LAST_COLUMN, one.first)
    )
    frame = _finished(_without_covered(frame, merged))
    columns = {name for span in worksheet.hidden_columns for name in _letters(*span)}
    return Grid(
        *(package.file, sheet.title, frame, "xlsx", tuple(merged)),
        hidden=frozenset(worksheet.hidden_rows),
        hidden_columns=frozenset(columns & {*frame.columns}),
    )


def _ahead(pieces: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same, each piece unpacked and split while the one before it is worked on."""
    from concurrent.futures import ThreadPoolExecutor  # only large workbooks need it

    with ThreadPoolExecutor(max_workers=1) as beside:
        coming = beside.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = beside.submit(next, pieces, None)
            yield piece


def _tables(pieces: Iterable[pl.DataFrame], look: Look, place: Place) -> Iterator[pl.DataFrame]:
    """Each piece of a sheet as a table of texts."""
    count = 0
    for cells in pieces:
        count += len(cells)
        if count > MAX_CELLS:
            raise CsperfError([problem("workbook-too-large", Place(place.file), cells=MAX_CELLS)])
        found = texts(cells, look, place)
        if len(found):
            _check_extent(found, place)
            yield _table(_in_order(found, place))


def _check_extent(cells: pl.DataFrame, place: Place) -> None:
    """A cell far out is there by mistake, or is meant to fill the memory."""
    for far in _cells(cells.filter(pl.col("column") > MAX_COLUMNS), place):
        raise CsperfError([problem("too-large", far, rows=LAST_ROW, columns=MAX_COLUMNS)])


def _cells(cells: pl.DataFrame, place: Place) -> Iterator[Place]:
    """The places of these cells."""
    for row, column in cells.select("row", "column").iter_rows():
        yield replace(place, cell=f"{letter(column - 1)}{row}")


def _in_order(cells: pl.DataFrame, place: Place) -> pl.DataFrame:
    """The cells by row and column; of two in one place either might be the one that is meant."""
    step = (pl.col("row").cast(pl.Int64) * LAST_COLUMN + pl.col("column")).diff()
    if cells.select((step <= 0).any()).item():
        cells = cells.sort("row", "column")
        for cell in _cells(cells.filter(step == 0), place):
            raise CsperfError([problem("workbook-cell-twice", cell)])
    return cells


def _table(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells in their order as a table: the row, and a text column for each letter that is used."""
    rows = cells["row"].rle().struct.field("value")
    at = cells["row"].rle_id()
    columns = [rows.cast(pl.Int64).alias(ROW)]
    for number in cells["column"].unique().sort().to_list():
        here = cells["column"] == number
        found = cells["text"].filter(here)
        if len(found) < len(rows):
            found = _spread(found, at.filter(here), len(rows))
        columns.append(found.alias(letter(number - 1)))
    return pl.DataFrame(columns)


def _spread(texts: pl.Series, at: pl.Series, size: int) -> pl.Series:
    """The texts at these positions of a column, and blanks at all others."""
    numbers = pl.Series([None], dtype=pl.UInt32).new_from_index(0, size)
    numbers = numbers.scatter(at, pl.int_range(len(texts), dtype=pl.UInt32, eager=True))
    return texts.gather(numbers).fill_null("")


def _joined(tables: Sequence[pl.DataFrame], place: Place) -> pl.DataFrame:
    """One table of all pieces with the columns from A to the last used one."""
    frame = pl.concat([pl.DataFrame(schema={ROW: pl.Int64}), *tables], how="diagonal")
    if (frame[ROW].diff() <= 0).any():
        cells = frame.unpivot(index=ROW, variable_name="letter", value_name="text")
        frame = _table(_in_order(_numbered(cells), place))
    used = {*frame.columns} - {ROW}
    letters = _letters(1, max(map(_position, used), default=0))
    texts = [
        pl.col(name).fill_null("") if name in used else pl.lit("").alias(name) for name in letters
    ]
    return frame.select(*texts, ROW)


def _numbered(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells of a table, with numbers for their letters again."""
    positions = {letter(position): position + 1 for position in range(MAX_COLUMNS)}
    number = pl.col("letter").replace_strict(positions, return_dtype=pl.Int32)
    filled = cells.filter(pl.col("text") != "")  # null where a piece lacks the column
    return filled.select(pl.col(ROW).cast(pl.Int32), number.alias("column"), "text")


def _without_covered(frame: pl.DataFrame, merged: Sequence[Merged]) -> pl.DataFrame:
    """Only the first cell of a merged range shows; what the others still hold nobody sees."""
    covered: dict[str, list[tuple[int, int]]] = {}
    for one in merged:
        for name in one.letters:
            first = one.first + (name == one.letters[0])
            covered.setdefault(name, []).append((first, one.last))
    columns = [
        pl.when(_within(frame[ROW], spans)).then(pl.lit("")).otherwise(name).alias(name)
        for name, spans in covered.items()
        if name in frame.columns
    ]
    return frame.with_columns(columns)


def _within(rows: pl.Series, spans: Sequence[tuple[int, int]]) -> pl.Series:
    """Whether each of the ascending rows lies in one of the spans."""
    firsts, lasts = (pl.Series(numbers, dtype=pl.Int64) for numbers in zip(*spans, strict=True))
    begins = rows.search_sorted(firsts, side="left").to_list()
    ends = rows.search_sorted(lasts, side="right").to_list()
    inside: list[int] = []
    for begin, end in sorted(zip(begins, ends, strict=True)):
        inside.extend(range(max(begin, inside[-1] + 1 if inside else 0), end))
    return pl.int_range(len(rows), eager=True).is_in(inside)


def _finished(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that are not blank, with the count of fields that only a CSV has."""
    frame = frame.with_columns(pl.lit(0, dtype=pl.Int64).alias(FIELDS))
    texts = [pl.col(name) != "" for name in frame.columns if name not in (ROW, FIELDS)]
    return frame.filter(pl.any_horizontal(texts)) if texts else frame


def _merged(name: str, part: str, file: str) -> Merged:
    found = _RANGE.fullmatch(name)
    if found is None:
        raise CsperfError([problem("workbook-xml", Place(file), part=part)])
    left, top, right, bottom = found.groups()
    letters = _letters(_position(left), _position(right or left))
    return Merged(name, int(top), int(bottom or top), letters)


def _position(name: str) -> int:
    """The position of a column's letter, counted from 1."""
    position = 0
    for sign in name:
        position = position * 26 + ord(sign) - ord("A") + 1
    return position


def _letters(first: int, last: int) -> tuple[str, ...]:
    """The letters of these columns (counted from 1), as far as columns are read."""
    return tuple(letter(i - 1) for i in range(max(first, 1), min(last, MAX_COLUMNS) + 1))
