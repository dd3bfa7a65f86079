"""Sources: the sheets of the files given, each as text in batches that fit in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from csperf.errors import Place
from csperf.intake.grid import FIELDS, ROW, Grid, Stored
from csperf.intake.headings import SEARCHED_ROWS

BATCH = 500_000


class NotCleanError(Exception):
    """A text was not as clean as it seemed; whoever reads it begins again, the careful way."""


@dataclass(frozen=True, eq=False)
class Source:
    """A sheet of text: the number of its file, where it is, and its rows by letter.

    `rows` has a text column a letter, ROW and FIELDS (0 where a row cannot be ragged). `header` is
    the first row where the format keeps it apart; `stored` the sort of records that csperf stored.
    """

    file: int
    place: Place
    read_as: str
    rows: pl.LazyFrame
    in_memory: bool = True
    header: pl.DataFrame | None = None
    stored: str = ""
    behind: object = field(default=None, repr=False)  # goes with the source and not before it

    @property
    def top(self) -> pl.DataFrame:
        """The rows among which the header is."""
        if self.header is not None:
            return self.header
        try:
            return self.rows.head(SEARCHED_ROWS).collect()
        except pl.exceptions.ComputeError as failure:
            raise NotCleanError(self.place.file) from failure

    def batches(self, letters: Sequence[str]) -> Iterator[pl.DataFrame]:
        """All rows with these columns, a batch after the other."""
        more = () if self.stored else (ROW, FIELDS)
        rows = self.rows.select(*letters, *more)
        if self.in_memory:
            yield rows.collect()
            return
        try:
            yield from rows.collect_batches(chunk_size=BATCH, engine="streaming")
        except pl.exceptions.ComputeError as failure:
            raise NotCleanError(self.place.file) from failure


def of_grid(file: int, grid: Grid) -> Source:
    """A sheet that the reader of exports has read."""
    rows = grid.lazy
    stored = isinstance(grid.table, Stored)
    return Source(file, grid.whole, grid.read_as, rows, not stored, behind=grid)


def cell(place: Place, letter: str, row: int) -> Place:
    """A cell of the sheet at this place."""
    return Place(place.file, sheet=place.sheet, cell=f"{letter}{row}")
