"""Records as they are held: in memory, in a temporary folder, or in one that `ingest` wrote.

Why one shape for all: whoever measures asks which sheets there are, what each of them tells, and
for an engine to count with; where the records lie is nobody else's concern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from csperf.engines.engine import Choice, Engine, opened
from csperf.engines.streaming import in_memory
from csperf.errors import NOWHERE, Place, Problem, problem, stopping
from csperf.intake.exports import Reading
from csperf.intake.records.apart import is_ingested
from csperf.intake.records.ingest import Ingested, ingest, open_ingested
from csperf.intake.records.opened import OpenedRecords, open_records
from csperf.intake.records.stored import Stored
from csperf.scratch import scratch_folder

Letters = Mapping[str, str]
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Sheet:
    """A table that records stand in: its place, and the letter of each field of each sort."""

    place: Place
    letters: Mapping[str, Letters]


@dataclass(frozen=True, eq=False)
class Held:
    """Records that can be measured, by the numbers of the sheets that each of them carries.

    `source` are the frames in memory, or else where the records are stored.
    """

    sheets: Mapping[int, Sheet]
    source: OpenedRecords | Stored
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def sorts(self) -> tuple[str, ...]:
        """The sorts of record that there are."""
        return tuple(
            dict.fromkeys(sort for sheet in self.sheets.values() for sort in sheet.letters)
        )

    @property
    def facts(self) -> frozenset[str]:
        """The fields that every table of their sort has, as `orders.pieces`."""
        tables = [sheet.letters for sheet in self.sheets.values()]
        each = {
            sort: [frozenset(one[sort]) for one in tables if sort in one] for sort in self.sorts
        }
        return frozenset(
            f"{sort}.{name}"
            for sort, fields in each.items()
            for name in frozenset.intersection(*fields)
        )

    def place(self, sheet: int, row: int) -> Place:
        """Where a record stands: the first of its cells that is read."""
        one = self.sheets.get(sheet)
        if one is None:
            return NOWHERE
        letters = next(iter(one.letters.values()), {})
        letter = min(letters.values(), key=lambda text: (len(text), text), default="A")
        return Place(one.place.file, sheet=one.place.sheet, cell=f"{letter}{row}")

    def engine(self, choice: Choice) -> AbstractContextManager[Engine]:
        """The engine that counts them."""
        if isinstance(self.source, Stored):
            return opened(choice, self.source)
        if self.source.stored is not None:
            return opened(choice, self.source.stored)
        return nullcontext(in_memory(self.source.frames))


@contextmanager
def held(
    data: Sequence[str], reading: Reading, choice: Choice, told: Told | None = None
) -> Iterator[tuple[Held | None, list[Problem]]]:
    """The records of these files as long as the block lasts; None if they cannot be read.

    Engines other than Polars read stored records alone, so these are stored for as long.
    """
    folders = [name for name in data if is_ingested(name)]
    if folders and len(data) > 1:
        yield None, [problem("records-folder-alone", Place(folders[0]))]
        return
    if folders:
        found, problems = open_ingested(Path(data[0]))
        yield _of_folder(found), problems
        return
    if choice.engine == "polars":
        records, problems = open_records(data, reading, told)
        yield (None if stopping(problems) else _of_files(records)), problems
        return
    with scratch_folder(choice.scratch) as folder:
        stored, problems = ingest(data, folder / "records", reading)
        yield (None if stopping(problems) else _of_folder(stored)), problems


def _of_files(records: OpenedRecords) -> Held:
    sheets = {
        number: Sheet(
            table.place,
            {
                sort: {name: column.letter for name, column in columns.items()}
                for sort, columns in table.head.columns.items()
            },
        )
        for number, table in enumerate(records.tables)
    }
    return Held(sheets, records, records.digests)


def _of_folder(found: Ingested | None) -> Held | None:
    if found is None:
        return None
    tables = [table for one in found.manifest.inputs for table in one.tables]
    sheets = {
        table.number: Sheet(table.place, {sort: spot.letters for sort, spot in table.spots.items()})
        for table in tables
    }
    digests = {one.file: one.digest for one in found.manifest.inputs}
    return Held(sheets, found.stored, digests)
