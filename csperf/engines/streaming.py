"""Polars on this machine: stored records part by part, or tables that are small enough as a whole.

Why the streaming engine for every question: it reads a file row group by row group, so that a part
need not fit in memory to be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import narwhals.stable.v2 as nw
import polars as pl
from narwhals.exceptions import NarwhalsError

from csperf.engines.engine import Choice, Engine, Tables, Value, failed, kind_of, with_all_fields
from csperf.intake.records.stored import Stored
from csperf.metrics.measure import Frame

ROWS_AT_ONCE: Final = 2_000_000
_TYPES: Mapping[type, pl.DataType] = {str: pl.String(), int: pl.Int64(), bool: pl.Boolean()}


@contextmanager
def opened(_: Choice, records: Stored) -> Iterator[Engine]:
    """The stored records; there is nothing to close."""
    try:
        yield _Parts(records)
    except (pl.exceptions.PolarsError, NarwhalsError) as failure:
        raise failed("polars", failure) from failure


def in_memory(tables: Mapping[str, pl.LazyFrame]) -> Engine:
    """Tables as they are, in one part: for files that are no burden."""
    return _Whole(tables)


class _Streaming:
    """What both do alike."""

    rows_at_once: ClassVar[int | None] = ROWS_AT_ONCE

    def small(self, columns: Mapping[str, Sequence[Value]]) -> Frame:
        """A small table of our own."""
        types = {name: _TYPES[kind_of(values)] for name, values in columns.items()}
        return nw.from_native(pl.LazyFrame(columns, types))

    def kept(self, frame: Frame) -> Frame:
        """The frame computed once, with those of its columns that anybody asks for."""
        native: pl.LazyFrame = frame.to_native()
        return nw.from_native(native.cache())

    def collect(self, frame: Frame) -> Iterable[Mapping[str, Any]]:
        """The rows of a frame."""
        (rows,) = self.at_once([frame])
        return rows

    def at_once(self, frames: Sequence[Frame]) -> Sequence[Iterable[Mapping[str, Any]]]:
        """The rows of several frames, in one pass over what they have in common."""
        found = pl.collect_all([frame.to_native() for frame in frames], engine="streaming")
        return [one.iter_rows(named=True) for one in found]


@dataclass(frozen=True, eq=False)
class _Whole(_Streaming):
    tables: Mapping[str, pl.LazyFrame]
    part_count: int = 1

    def parts(self) -> Iterator[Tables]:
        """All tables, at once."""
        yield {sort: self.whole(sort) for sort in self.tables}

    def whole(self, sort: str) -> Frame:
        """All records of a sort."""
        return nw.from_native(self.tables[sort])


@dataclass(frozen=True, eq=False)
class _Parts(_Streaming):
    records: Stored

    @property
    def part_count(self) -> int:
        """How many parts there are."""
        return len(self.records.parts)

    def parts(self) -> Iterator[Tables]:
        """One part after the other."""
        for number in self.records.parts:
            yield {sort: self._part(sort, number) for sort in self.records.sorts}

    def whole(self, sort: str) -> Frame:
        """All records of a sort."""
        return with_all_fields(sort, nw.from_native(_scan(self.records.whole(sort))))

    def _part(self, sort: str, number: int) -> Frame:
        """The records of a sort in this part; none where it has no file."""
        files = self.records.part(sort, number)
        found = _scan(files) if files else _scan(self.records.whole(sort)[:1]).clear()
        return with_all_fields(sort, nw.from_native(found))


def _scan(files: Sequence[Any]) -> pl.LazyFrame:
    return pl.scan_parquet(list(files), hive_partitioning=False, glob=False)
