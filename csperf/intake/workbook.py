"""Workbooks: the visible sheets of an .xlsx file become grids; the one reader of openpyxl.

Why openpyxl and not a faster reader: those give an error cell or a formula without a stored result
as blank, and lose the percent format, so a person would be paid by a figure that nobody saw.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from csperf.errors import Place, Problem, Term, problem
from csperf.intake.grid import MAX_COLUMNS, MAX_ROWS, NO_VALUE, Grid, Merged, framed, letter
from csperf.intake.shown import shown

if not openpyxl.DEFUSEDXML:
    raise ImportError("csperf reads workbooks only with defusedxml: pip install defusedxml")

MAX_UNZIPPED = 100_000_000
MAX_RATIO = 200
MAX_PARTS = 1_000
MAX_CELLS = 500_000  # some 7 seconds of openpyxl
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_STRICT = b"purl.oclc.org/ooxml"
_EMPTY_TEXT = "str"
_TABLES = {"kind-xlsb", "kind-ods"}

_STALE = re.compile(rb"<(?:\w+:)?calcPr\b[^>]*\bfullCalcOnLoad=.(?:1|true)")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")

Texts = dict[tuple[int, int], str]


@dataclass(frozen=True)
class _Book:
    """A workbook's bytes, and what its parts tell before it is parsed."""

    file: str
    content: bytes = field(repr=False)
    formulas: bool = False
    stale: bool = False


def read_workbook(file: str, content: bytes, sheet: str | None) -> tuple[list[Grid], list[Problem]]:
    """A grid for each visible sheet (for `sheet` alone, if named)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            fault = _refused(file, archive)
            if fault:
                return [], [fault]
            formulas = _needs_second_look(archive)
            stale = _is_stale(archive)
        return _grids(_Book(file, content, formulas=formulas, stale=stale), sheet)
    except Exception as failure:  # noqa: BLE001 - openpyxl meets bad files with any exception
        reason = f"{type(failure).__name__}: {failure}".splitlines()[0][:80]
        return [], [problem("workbook-damaged", Place(file), reason=reason)]


def _refused(file: str, archive: zipfile.ZipFile) -> Problem | None:
    """What forbids parsing: another kind of file, a bomb, a password."""
    place, parts = Place(file), archive.infolist()
    names = {part.filename for part in parts}
    size = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MAX_PARTS or size > MAX_UNZIPPED or size // packed > MAX_RATIO:
        return problem("workbook-bomb", place)
    if len(names) < len(parts):
        return problem("workbook-damaged", place, reason="duplicate parts")
    if any(part.flag_bits & 1 for part in parts):
        return problem("file-encrypted", place)
    kind = _kind(names)
    if kind:
        fault = "file-kind" if kind in _TABLES else "file-no-table"
        return problem(fault, place, kind=Term(kind))
    sheets = (archive.read(name) for name in names if "worksheets/" in name)
    if sum(len(_CELL.findall(sheet)) for sheet in sheets) > MAX_CELLS:
        return problem("workbook-too-large", place, cells=MAX_CELLS)
    if any(_STRICT in archive.read(name) for name in names if name.endswith("workbook.xml")):
        return problem("workbook-strict", place)
    return None


def _kind(names: set[str]) -> str:
    if any(name.endswith("workbook.bin") for name in names):
        return "kind-xlsb"
    if "mimetype" in names and "content.xml" in names:
        return "kind-ods"
    if "word/document.xml" in names:
        return "kind-word"
    return "" if "[Content_Types].xml" in names else "kind-archive"


def _needs_second_look(archive: zipfile.ZipFile) -> bool:
    """Whether a sheet has formulas, so that those without a result must be found."""
    sheets = (name for name in archive.namelist() if "worksheets/" in name)
    return any(_FORMULA.search(archive.read(name)) for name in sheets)


def _is_stale(archive: zipfile.ZipFile) -> bool:
    """Whether the program that wrote the file left the results of formulas to the reader.

    Some then write 0 for every formula, which would be paid out as a figure.
    """
    names = (name for name in archive.namelist() if name.endswith("workbook.xml"))
    return any(_STALE.search(archive.read(name)) for name in names)


def _load(content: bytes, *, results: bool) -> list[Worksheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that hold no figures
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=results)
    return [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]


def _grids(book: _Book, sheet: str | None) -> tuple[list[Grid], list[Problem]]:
    sheets = [s for s in _load(book.content, results=True) if s.sheet_state == "visible"]
    titles = tuple(s.title for s in sheets)
    if sheet is not None and sheet not in titles:
        return [], [problem("sheet-missing", Place(book.file), sheet=sheet, found=titles)]
    written = {s.title: s for s in _load(book.content, results=False)} if book.formulas else {}
    found = [
        _grid(book, one, written.get(one.title))
        for one in sheets
        if sheet is None or one.title == sheet
    ]
    return (
        [grid for grid in found if isinstance(grid, Grid)],
        [fault for fault in found if isinstance(fault, Problem)],
    )


def _grid(book: _Book, sheet: Worksheet, written: Worksheet | None) -> Grid | Problem:
    texts = _texts(sheet)
    if written is not None:
        texts |= _without_results(sheet, written, stale=book.stale)
    last = max((row for row, _ in texts), default=0)
    width = max((column for _, column in texts), default=0)
    if last > MAX_ROWS or width > MAX_COLUMNS:
        far = next(f"{letter(c - 1)}{r}" for r, c in texts if r == last or c == width)
        place = Place(book.file, sheet=sheet.title, cell=far)
        return problem("too-large", place, rows=MAX_ROWS, columns=MAX_COLUMNS)
    numbers = sorted({row for row, _ in texts})
    rows = [[texts.get((row, c), "") for c in range(1, width + 1)] for row in numbers]
    frame = framed(rows, numbers, [0] * len(numbers))
    hidden = frozenset(row for row, look in sheet.row_dimensions.items() if look.hidden)
    return Grid(book.file, sheet.title, frame, "xlsx", _merged(sheet), hidden)


def _texts(sheet: Worksheet) -> Texts:
    """The cells that hold something; walking the rows would create all blanks up to a far one."""
    cells = sheet._cells.items()  # noqa: SLF001 - the only sparse view openpyxl has
    return {
        at: shown(cell.value, cell.number_format) for at, cell in cells if cell.value is not None
    }


def _without_results(sheet: Worksheet, written: Worksheet, *, stale: bool) -> Texts:
    """Formulas that were never computed; a result that is an empty text is blank, not missing."""
    cells = sheet._cells  # noqa: SLF001 - as above
    formulas = [at for at, cell in written._cells.items() if cell.data_type == "f"]  # noqa: SLF001
    unknown = (None, 0) if stale else (None,)
    return {
        at: NO_VALUE
        for at in formulas
        if cells[at].value in unknown and cells[at].data_type != _EMPTY_TEXT
    }


def _merged(sheet: Worksheet) -> tuple[Merged, ...]:
    return tuple(
        Merged(
            r.coord,
            r.min_row,
            r.max_row,
            tuple(letter(c - 1) for c in range(r.min_col, min(r.max_col, MAX_COLUMNS) + 1)),
        )
        for r in sorted(sheet.merged_cells.ranges, key=lambda r: r.bounds)
    )
