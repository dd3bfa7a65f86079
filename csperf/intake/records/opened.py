"""Opening records: the raw exports of a shop become tables of orders, chats, refunds and the like.

A sheet is recognised by its headings, as those of agents are. What cannot be read exactly stops the
run and is told with its cell; what is left out (totals, a header once more, rows seen before) is
counted and told. Files that are no burden are held in memory; of others the records are stored in a
private temporary folder, in parts by buyer, which goes when the opened records go.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from csperf.errors import Place, Problem, problem, stopping
from csperf.intake.exports import Reading
from csperf.intake.paths import files_of
from csperf.intake.records.again import Spot, one_each
from csperf.intake.records.heads import Head
from csperf.intake.records.parts import OF_ORDERS, PART, with_owners
from csperf.intake.records.recognised import Found, recognised
from csperf.intake.records.schema import schema
from csperf.intake.records.sources import NotCleanError
from csperf.intake.records.store import Spots, Store
from csperf.intake.records.stored import Stored
from csperf.intake.records.typed import Typing
from csperf.metrics.records import SORTS
from csperf.scratch import made_folder, remove_folder

_BYTES_IN_MEMORY = 300_000_000
_BYTES_OF_PART = 250_000_000
_MOST_PARTS = 64


@dataclass(frozen=True)
class RecordTable:
    """A sheet that was read as records: where it is, its header, how many rows it gave."""

    place: Place
    head: Head
    read_as: str
    rows: int


@dataclass(frozen=True, eq=False)
class OpenedRecords:
    """The records of some files.

    `places` are the sheets by the number that each record carries as `file`, `frames` a lazy table
    for each sort that was found, `digests` the SHA-256 of the files. `stored` is where the records
    lie in parts, if they were too many for memory.
    """

    places: Mapping[int, Place] = field(default_factory=dict)
    frames: Mapping[str, pl.LazyFrame] = field(default_factory=dict)
    tables: tuple[RecordTable, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    stored: Stored | None = None


def open_records(
    files: Sequence[str], reading: Reading, told: Callable[[int, int], None] | None = None
) -> tuple[OpenedRecords, list[Problem]]:
    """The records in these files; all the faults of all files are told at once.

    `told` hears how many steps of long work are done, of how many.
    """
    names, problems = files_of(files)
    if not names and not stopping(problems):
        problems.append(problem("no-agents"))
    try:
        opened, faults = _open(names, reading, told, careful=False)
    except NotCleanError:
        opened, faults = _open(names, reading, told, careful=True)
    return opened, [*problems, *faults]


def _open(
    names: Sequence[str],
    reading: Reading,
    told: Callable[[int, int], None] | None,
    *,
    careful: bool,
) -> tuple[OpenedRecords, list[Problem]]:
    found = recognised(names, reading, careful=careful)
    problems = list(found.problems)
    typings = [
        Typing(source, head, reading.time_zone, reading.month) for source, head in found.tables
    ]
    if _bytes(names) <= _BYTES_IN_MEMORY:
        frames, faults = _in_memory(typings)
        return _opened(found, typings, frames, None), [*problems, *faults]
    folder = made_folder()
    try:
        stored, faults = _on_disk(typings, Store(folder, parts_for(names)), told)
    except BaseException:  # whatever ends the reading, nobody's records stay behind
        remove_folder(folder)
        raise
    frames = {sort: scan(stored, sort) for sort in stored.sorts}
    opened = _opened(found, typings, frames, stored)
    weakref.finalize(opened, remove_folder, folder)
    return opened, [*problems, *faults]


def scan(stored: Stored, sort: str) -> pl.LazyFrame:
    """All stored records of a sort."""
    return pl.scan_parquet(list(stored.whole(sort)), hive_partitioning=False, glob=False)


def parts_for(names: Sequence[str]) -> int:
    """In how many parts records of so large files are measured."""
    return min(_MOST_PARTS, _bytes(names) // _BYTES_OF_PART + 1)


def _bytes(names: Sequence[str]) -> int:
    return sum(path.stat().st_size for path in map(Path, names) if path.is_file())


def _opened(
    found: Found,
    typings: Sequence[Typing],
    frames: Mapping[str, pl.LazyFrame],
    stored: Stored | None,
) -> OpenedRecords:
    tables = tuple(
        RecordTable(one.source.place, one.head, one.source.read_as, one.count) for one in typings
    )
    places = {one.source.file: one.source.place for one in typings}
    return OpenedRecords(places, frames, tables, found.digests, stored)


def _in_memory(typings: Sequence[Typing]) -> tuple[dict[str, pl.LazyFrame], list[Problem]]:
    parts: dict[str, list[pl.DataFrame]] = {}
    problems: list[Problem] = []
    for typing in typings:
        for batch in typing.batches():
            for sort, frame in batch.items():
                parts.setdefault(sort, []).append(frame)
        problems += typing.problems()
    frames: dict[str, pl.DataFrame] = {}
    for sort, spots in spots_of(dict(enumerate(typings))).items():
        whole = pl.concat([pl.DataFrame(schema=schema(sort)), *parts.get(sort, [])])
        frames[sort], faults = one_each(whole, sort, spots)
        problems += faults
    of_orders = {sort: frame for sort, frame in frames.items() if sort in OF_ORDERS}
    frames |= {s: frame.drop(PART) for s, frame in with_owners(of_orders, 1).items()}
    return {sort: frame.lazy() for sort, frame in frames.items()}, problems


def _on_disk(
    typings: Sequence[Typing], store: Store, told: Callable[[int, int], None] | None
) -> tuple[Stored, list[Problem]]:
    problems: list[Problem] = []
    for number, typing in enumerate(typings):
        store.stage(typing, number)
        problems += typing.problems()
    stored, _, faults = store.assemble(spots_of(dict(enumerate(typings))), told or _silent)
    store.unstage()
    return stored, [*problems, *faults]


def _silent(done: int, of: int) -> None:
    """Nobody waits for it."""


def spots_of(typings: Mapping[int, Typing]) -> Spots:
    """Where the records of each sort stand, by number."""
    return {
        sort: {
            number: spot_of(one.source.place, one.head, sort)
            for number, one in typings.items()
            if sort in one.head.sorts
        }
        for sort in SORTS
        if any(sort in one.head.sorts for one in typings.values())
    }


def spot_of(place: Place, head: Head, sort: str) -> Spot:
    """Where the records of a sort stand in one table, and how its rows come together."""
    columns = head.columns[sort]
    together = {name: column.use.rows for name, column in columns.items() if column.use.rows}
    return Spot(
        place,
        {name: column.letter for name, column in columns.items()},
        together,
        several=sort != "lines" and ("lines" in head.sorts or "sum" in together.values()),
    )
