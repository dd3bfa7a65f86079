"""Sources: the sheets of the files given, each as text in batches that fit in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from csperf.errors import Place
from csperf.intake.grid import FIELDS, ROW, Grid, Stored
from csperf.intake.headings import SEARCHED_ROWS

BATCH = 500_000


@dataclass(frozen=True, eq=False)
class Source:
    """A sheet of text: the number of its file, where it is, and its rows by letter.

    `rows` has a text column a letter, ROW and FIELDS (0 where a row cannot be ragged).
    """

    file: int
    place: Place
    read_as: str
    rows: pl.LazyFrame
    in_memory: bool = True

    @property
    def top(self) -> pl.DataFrame:
        """The rows among which the header is."""
        return self.rows.head(SEARCHED_ROWS).collect()

    def batches(self) -> Iterator[pl.DataFrame]:
        """All rows, a batch after the other."""
        if self.in_memory:
            yield self.rows.collect()
        else:
            yield from self.rows.collect_batches(chunk_size=BATCH, engine="streaming")


def of_grid(file: int, grid: Grid) -> Source:
    """A sheet that the reader of exports has read."""
    rows = grid.lazy
    return Source(file, grid.whole, grid.read_as, rows, not isinstance(grid.table, Stored))


def cell(place: Place, letter: str, row: int) -> Place:
    """A cell of the sheet at this place."""
    return Place(place.file, sheet=place.sheet, cell=f"{letter}{row}")


__all__ = ["BATCH", "FIELDS", "ROW", "Source", "cell", "of_grid"]
