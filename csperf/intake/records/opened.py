"""Opening records: the raw exports of a shop become tables of orders, chats, refunds and the like.

A sheet is recognised by its headings, as those of agents are. What cannot be read exactly stops the
run and is told with its cell; what is left out (totals, a header once more, rows seen before) is
counted and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from csperf.errors import Place, Problem, problem, stopping, warning
from csperf.intake.dialect import dialects
from csperf.intake.exports import Reading
from csperf.intake.files import Opened
from csperf.intake.layout import Layout
from csperf.intake.paths import files_of
from csperf.intake.records.again import Spot, one_each
from csperf.intake.records.heads import Head, find_head
from csperf.intake.records.sources import Source, of_grid
from csperf.intake.records.typed import Typing, schema
from csperf.metrics.records import SORTS


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
    for each sort that was found, `digests` the SHA-256 of the files.
    """

    places: tuple[Place, ...] = ()
    frames: Mapping[str, pl.LazyFrame] = field(default_factory=dict)
    tables: tuple[RecordTable, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)


def open_records(files: Sequence[str], reading: Reading) -> tuple[OpenedRecords, list[Problem]]:
    """The records in these files; all the faults of all files are told at once."""
    names, problems = files_of(files)
    if not names and not stopping(problems):
        problems.append(problem("no-agents"))
    found, digests, faults = _recognised(names, reading)
    problems += faults
    tables: list[RecordTable] = []
    parts: dict[str, list[pl.DataFrame]] = {}
    for source, head in found:
        typing = Typing(source, head, reading.time_zone)
        for batch in typing.batches():
            for sort, frame in batch.items():
                parts.setdefault(sort, []).append(frame)
        problems += typing.problems()
        tables.append(RecordTable(source.place, head, source.read_as, typing.count))
    frames: dict[str, pl.LazyFrame] = {}
    for sort in (sort for sort in SORTS if sort in {one for t in tables for one in t.head.sorts}):
        whole = pl.concat([pl.DataFrame(schema=schema(sort)), *parts.get(sort, [])])
        frame, faults = one_each(whole, sort, _spots(tables, sort))
        problems += faults
        frames[sort] = frame.lazy()
    places = tuple(table.place for table in tables)
    return OpenedRecords(places, frames, tuple(tables), digests), problems


def _recognised(
    names: Sequence[str], reading: Reading
) -> tuple[list[tuple[Source, Head]], dict[str, str], list[Problem]]:
    """The sheets of records in these files, each file once; and the digest of every file."""
    layouts = tuple(one for each in (*reading.dialects, *dialects()) for one in each.layouts)
    found: list[tuple[Source, Head]] = []
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        opened = reading.opener(name, reading.sheet)
        first = next((file for file, seen in digests.items() if seen == opened.digest), None)
        digests[opened.file] = opened.digest
        if opened.digest and first is not None:
            problems.append(warning("records-file-twice", Place(opened.file), first=first))
            continue
        tables, faults = _tables(len(found), opened, layouts)
        found += tables
        problems += faults
    return found, digests, problems


def _spots(tables: Sequence[RecordTable], sort: str) -> dict[int, Spot]:
    """Where the records of a sort stand, by number."""
    return {
        number: Spot(
            table.place,
            {name: column.letter for name, column in table.head.columns[sort].items()},
            {name: c.use.rows for name, c in table.head.columns[sort].items() if c.use.rows},
            several=sort != "lines" and "lines" in table.head.sorts,
        )
        for number, table in enumerate(tables)
        if sort in table.head.sorts
    }


def _tables(
    first: int, opened: Opened, layouts: Sequence[Layout]
) -> tuple[list[tuple[Source, Head]], list[Problem]]:
    """The sheets of a file that are records; the others matter only if there is none."""
    found: list[tuple[Source, Head]] = []
    problems = list(opened.problems)
    faults: list[Problem] = []
    unread: list[str] = []
    for source in _sources(opened):
        head, told = find_head(source.top, source.place, layouts)
        if head is not None:
            found.append((replace(source, file=first + len(found)), head))
        elif all(one.id in {"records-no-header", "records-of-agents"} for one in told):
            unread.append(source.place.sheet)
            faults += told
        else:
            problems += told
    if not found and not problems:
        return [], faults or [problem("sheet-none", Place(opened.file))]
    if found and unread:
        problems.append(warning("sheets-unread", Place(opened.file), sheets=tuple(unread)))
    return found, problems


def _sources(opened: Opened) -> Iterator[Source]:
    for grid in opened.grids:
        yield of_grid(0, grid)
