"""DuckDB on this machine: the stored records part by part, within a stated memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
from narwhals.exceptions import NarwhalsError

from csperf.engines.engine import Choice, Engine, Tables, Value, failed, with_all_fields
from csperf.engines.own_tables import arrow
from csperf.intake.records.stored import Stored
from csperf.metrics.measure import Frame
from csperf.scratch import scratch_folder


@contextmanager
def opened(choice: Choice, records: Stored) -> Iterator[Engine]:
    """The stored records, and a folder for what does not fit in memory, emptied afterwards."""
    with scratch_folder(choice.scratch) as scratch:
        try:
            with duckdb.connect() as connection:
                connection.execute("SET temp_directory = $1", [str(scratch)])
                if choice.memory:
                    connection.execute("SET memory_limit = $1", [choice.memory])
                yield _Duck(records, connection)
        except (duckdb.Error, NarwhalsError) as failure:
            raise failed("duckdb", failure) from failure


@dataclass(frozen=True, eq=False)
class _Duck:
    records: Stored
    connection: duckdb.DuckDBPyConnection
    names: list[str] = field(default_factory=list)
    rows_at_once: int | None = None

    @property
    def part_count(self) -> int:
        """How many parts there are."""
        return len(self.records.parts)

    def parts(self) -> Iterator[Tables]:
        """One part after the other."""
        for number in self.records.parts:
            yield {sort: self._part(sort, number) for sort in self.records.sorts}
            while self.names:
                self.connection.execute(f"DROP TABLE {self.names.pop()}")

    def whole(self, sort: str) -> Frame:
        """All records of a sort."""
        return with_all_fields(sort, nw.from_native(self._read(self.records.whole(sort))))

    def small(self, columns: Mapping[str, Sequence[Value]]) -> Frame:
        """A small table of our own."""
        return nw.from_native(self.connection.from_arrow(arrow(columns)))

    def kept(self, frame: Frame) -> Frame:
        """The frame computed once, as a table that DuckDB moves to disk when memory is short."""
        name = f"kept_{len(self.names)}"
        found: duckdb.DuckDBPyRelation = frame.to_native()
        found.create(name)
        self.names.append(name)
        return nw.from_native(self.connection.table(name))

    def collect(self, frame: Frame) -> Iterable[Mapping[str, Any]]:
        """The rows of a frame."""
        found: duckdb.DuckDBPyRelation = frame.to_native()
        names = found.columns
        return (dict(zip(names, row, strict=True)) for row in found.fetchall())

    def at_once(self, frames: Sequence[Frame]) -> Sequence[Iterable[Mapping[str, Any]]]:
        """The rows of several frames; what was kept is there already."""
        return [self.collect(frame) for frame in frames]

    def _part(self, sort: str, number: int) -> Frame:
        """The records of a sort in this part; none where it has no file."""
        files = self.records.part(sort, number)
        found = self._read(files) if files else self._read(self.records.whole(sort)[:1]).limit(0)
        return with_all_fields(sort, nw.from_native(found))

    def _read(self, files: Sequence[Path]) -> duckdb.DuckDBPyRelation:
        return self.connection.read_parquet(list(map(str, files)), hive_partitioning=False)
