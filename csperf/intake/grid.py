"""A grid: one sheet of text cells as a file holds it, before anything is known of its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

import polars as pl

from csperf.errors import Place

ROW = "row"
FIELDS = "fields"
MAX_ROWS = 20_000_000
MAX_COLUMNS = 200

# No file can hold NUL (a CSV with one is refused, XML has none), so it marks what no text can say.
NO_VALUE = "\0formula"
LOST_DIGITS = "\0digits"
DISGUISED = "\0disguised"

EDGES = (
    " \t\r\n\v\f\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
    + ("".join(chr(code) for code in range(0x2000, 0x200B)))
)


@dataclass(frozen=True)
class Merged:
    """A merged range: its Excel name, its first and last row, and the letters it covers."""

    name: str
    first: int
    last: int
    letters: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Stored:
    """A table too large for memory: a query over files, and the folder that goes when this goes."""

    frame: pl.LazyFrame
    folder: Path


@dataclass(frozen=True, eq=False)
class Grid:
    """The rows that are not blank: text columns A, B, ..., the row number, the fields it had.

    `table` holds them, or knows where they lie; `frame` and `lazy` give them.

    `read_as` tells how the file was understood (an encoding, or xlsx). In a CSV a row may have
    fewer or more fields than the heading; a workbook's rows all count as complete (FIELDS is 0).
    `hidden` are rows, and `hidden_columns` letters, that the workbook does not show.
    """

    file: str
    sheet: str
    table: pl.DataFrame | Stored = field(repr=False)
    read_as: str = ""
    merged: tuple[Merged, ...] = ()
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()

    @cached_property
    def frame(self) -> pl.DataFrame:
        """All rows and columns; of a stored grid, that is as much memory as the file is large."""
        return self.table if isinstance(self.table, pl.DataFrame) else self.table.frame.collect()

    @property
    def lazy(self) -> pl.LazyFrame:
        """The same for a query, which brings only the columns that it needs into memory."""
        return self.table.lazy() if isinstance(self.table, pl.DataFrame) else self.table.frame

    @property
    def letters(self) -> list[str]:
        """The text columns."""
        return [name for name in self.lazy.collect_schema().names() if name not in (ROW, FIELDS)]

    @property
    def whole(self) -> Place:
        """The place of the sheet itself."""
        return Place(self.file, sheet=self.sheet)

    def place(self, letter: str, row: int) -> Place:
        """The place of one cell."""
        return Place(self.file, sheet=self.sheet, cell=f"{letter}{row}")


@cache
def letter(position: int) -> str:
    """The letter of a column counted from 0.

    >>> letter(0), letter(25), letter(26), letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    high, low = divmod(position, 26)
    return (letter(high - 1) if high else "") + chr(65 + low)


Text = TypeVar("Text", pl.Expr, pl.Series)


def cleaned(texts: Text) -> Text:
    """Texts in Unicode's normal form, without blanks around them."""
    return texts.str.strip_chars(EDGES).str.normalize("NFC")


def framed(
    rows: Sequence[Sequence[str]], numbers: Sequence[int], fields: Sequence[int]
) -> pl.DataFrame:
    """The rows as a frame of trimmed NFC text, blank rows left out, short ones filled up."""
    width = max(map(len, rows), default=0)
    if not width:
        numbers = fields = ()  # nothing but line breaks
    if min(map(len, rows), default=0) < width:
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
    data = {letter(i): values for i, values in enumerate(zip(*rows, strict=True))}
    frame = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String))
    text = pl.col(pl.String)
    frame = frame.with_columns(
        cleaned(text),
        pl.Series(ROW, numbers, dtype=pl.Int64),
        pl.Series(FIELDS, fields, dtype=pl.Int64),
    )
    return frame.filter(pl.any_horizontal(text != "")) if data else frame
