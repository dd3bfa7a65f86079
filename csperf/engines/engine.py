"""Engines: what every one of them does for measuring, and opening the one that was asked for.

Why parts: an attribution join remembers all it has read, in every engine, so the records are split
by buyer when they are stored and one part is measured after the other; no buyer stands in two, so
the figures of the parts add up, and memory depends on the largest part, not on the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal, Protocol, cast

import narwhals.stable.v2 as nw

from csperf.errors import CsperfError, problem
from csperf.intake.records.stored import Stored
from csperf.metrics.measure import Frame
from csperf.metrics.records import FILE, ROW, SORTS, Kind

Name = Literal["polars", "duckdb", "spark"]
Tables = Mapping[str, Frame]
Value = str | int | bool | None
LOCAL = "local[*]"


class Engine(Protocol):
    """Opened records, and what can be done with frames of them."""

    @property
    def part_count(self) -> int:
        """How many parts there are to measure."""

    @property
    def rows_at_once(self) -> int | None:
        """How many rows to look at as a whole; None where what memory lacks is found on disk."""

    def parts(self) -> Iterator[Tables]:
        """One part after the other: its tables by sort; all rows of a buyer stand in one part.

        What was kept of a part is let go when the next one is asked for.
        """

    def whole(self, sort: str) -> Frame:
        """All records of a sort, for what needs all rows of an agent at once."""

    def small(self, columns: Mapping[str, Sequence[Value]]) -> Frame:
        """A small table of our own, such as who uses which nick; a column of nothing is text."""

    def kept(self, frame: Frame) -> Frame:
        """The frame computed once, for all frames that are collected at once to read."""

    def collect(self, frame: Frame) -> Iterable[Mapping[str, Any]]:
        """The rows of a frame."""

    def at_once(self, frames: Sequence[Frame]) -> Sequence[Iterable[Mapping[str, Any]]]:
        """The rows of several frames, what they have in common computed once."""


@dataclass(frozen=True)
class Choice:
    """Which engine, and on what: a Spark master, so much memory, a folder for what is too large.

    `memory` is text such as `4g`; without it the engine takes what it takes by itself.
    """

    engine: Name = "polars"
    master: str = LOCAL
    memory: str = ""
    scratch: Path | None = None


_HOMES: Final[Mapping[Name, tuple[str, tuple[str, ...]]]] = {
    "polars": ("streaming", ("polars",)),
    "duckdb": ("duck", ("duckdb", "pyarrow")),
    "spark": ("spark", ("pyspark", "pyarrow")),
}


_KINDS: Final[Mapping[Kind, nw.dtypes.DType]] = {
    "id": nw.String(),
    "text": nw.String(),
    "flag": nw.Boolean(),
}


def opened(choice: Choice, records: Stored) -> AbstractContextManager[Engine]:
    """The stored records on the engine that was asked for, to be closed after use.

    Raises CsperfError where that engine is not there: nothing can be measured then.
    """
    home, packages = _HOMES[choice.engine]
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise CsperfError(
            [problem("engine-missing", engine=choice.engine, package=", ".join(missing))]
        )
    module = import_module(f"csperf.engines.{home}")
    return cast("AbstractContextManager[Engine]", module.opened(choice, records))


def with_all_fields(sort: str, frame: Frame) -> Frame:
    """The records with every field of their sort, for they may be stored by an older csperf."""
    there = set(frame.collect_schema().names())
    fields = {
        field.name: _KINDS.get(field.kind, nw.Int64()) for field in SORTS[sort].fields.values()
    }
    each = (
        nw.col(name) if name in there else nw.lit(None).cast(kind).alias(name)
        for name, kind in fields.items()
    )
    return frame.select(*each, FILE, ROW)


def failed(engine: Name, failure: Exception) -> CsperfError:
    """What an engine says of its own failure: the first line, which names the cause."""
    says = next(iter(str(failure).strip().splitlines()), type(failure).__name__)
    return CsperfError([problem("engine-failed", engine=engine, says=says)])


def kind_of(values: Sequence[Value]) -> type:
    """Text, whole numbers or flags, by the first value that is there; text if none is."""
    return type(next((value for value in values if value is not None), ""))
