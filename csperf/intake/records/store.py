"""Storing records: typed batches wait on disk until all are there, then each part is put together.

Why two steps: a record may be in several files, and a line knows its order but not its buyer. So
the batches are first split by order, where all rows of an order meet; each such share fits in
memory, becomes one row a record with its buyer, and is then split by buyer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from csperf.errors import Problem
from csperf.intake.records.again import Spot, one_each
from csperf.intake.records.parts import OF_ORDERS, PART, first_parts, with_owners
from csperf.intake.records.schema import schema
from csperf.intake.records.stored import Stored, part_folder
from csperf.intake.records.typed import Typing
from csperf.intake.records.writing import private_folder, remove_folder, write_whole
from csperf.metrics.records import SORTS

_STAGED, _NEW = ".staged", ".new"
_TOLD = 5
Spots = Mapping[str, Mapping[int, Spot]]
"""Where the records of each sort stand, by number."""


@dataclass(frozen=True)
class Store:
    """A folder of records in so many parts."""

    folder: Path
    parts: int

    def stage(self, typing: Typing, number: int) -> None:
        """Lets the records of a table wait; what waited of it before is gone."""
        self.forget(number)
        for count, batch in enumerate(typing.batches()):
            for sort, frame in batch.items():
                part = first_parts(frame, sort, self.parts)
                for where, rows in _split(frame.with_columns(part)):
                    folder = private_folder(part_folder(self.folder / _STAGED, sort, where))
                    write = partial(rows.write_parquet, compression="lz4")  # soon read again
                    write_whole(folder / f"{number}-{count}.parquet", write)

    def forget(self, number: int) -> None:
        """Removes what waits of a table."""
        for file in (self.folder / _STAGED).glob(f"*/*/{number}-*.parquet"):
            file.unlink()

    def waiting(self) -> set[int]:
        """The numbers of the tables of which something waits."""
        files = (self.folder / _STAGED).glob("*/*/*.parquet")
        return {int(file.name.partition("-")[0]) for file in files}

    def assemble(
        self, spots: Spots, told: Callable[[int, int], None]
    ) -> tuple[Stored, dict[str, int], list[Problem]]:
        """The stored records of all that waits, how many of each sort, and what was found."""
        new = self.folder / _NEW
        remove_folder(new)
        problems: list[Problem] = []
        counts: dict[str, int] = {}
        for share in range(self.parts):
            told(share, self.parts)
            for sort, frame, faults in self._share(share, spots):
                problems += faults
                counts[sort] = counts.get(sort, 0) + len(frame)
                for where, rows in _split(frame):
                    folder = private_folder(part_folder(new, sort, where))
                    write_whole(folder / f"{share:03}.parquet", rows.write_parquet)
        for sort in SORTS:
            remove_folder(self.folder / sort)
            if (new / sort).is_dir():
                (new / sort).replace(self.folder / sort)
        remove_folder(new)
        return Stored(self.folder), counts, gathered(problems)

    def _share(self, share: int, spots: Spots) -> Iterator[tuple[str, pl.DataFrame, list[Problem]]]:
        """The records of a share, each once, with the part that each belongs to."""
        staged = Stored(self.folder / _STAGED)
        of_orders: dict[str, pl.DataFrame] = {}
        found: dict[str, list[Problem]] = {}
        for sort in spots:
            files = sorted(part_folder(staged.folder, sort, share).glob("*.parquet"))
            whole = pl.concat([pl.DataFrame(schema=schema(sort)), *map(pl.read_parquet, files)])
            frame, found[sort] = one_each(whole, sort, spots[sort])
            if sort in OF_ORDERS:
                of_orders[sort] = frame
            elif len(frame):
                yield sort, frame.with_columns(first_parts(frame, sort, self.parts)), found[sort]
        for sort, frame in with_owners(of_orders, self.parts).items():
            yield sort, frame, found[sort]

    def unstage(self) -> None:
        """Removes all that waits."""
        remove_folder(self.folder / _STAGED)


def _split(frame: pl.DataFrame) -> Iterator[tuple[int, pl.DataFrame]]:
    """The rows of each part; rows that are of one are not copied."""
    if len(frame) and frame[PART].n_unique() == 1:
        yield frame[PART][0], frame.drop(PART)
        return
    for (part,), rows in frame.partition_by(PART, as_dict=True, include_key=False).items():
        yield int(str(part)), rows


def gathered(problems: Sequence[Problem]) -> list[Problem]:
    """What was found share by share as if it had been found at once."""
    found: dict[str, list[Problem]] = {}
    for one in problems:
        found.setdefault(one.id, []).append(one)
    return [one for id_, each in found.items() for one in _gathered(id_, each)]


def _gathered(id: str, each: list[Problem]) -> list[Problem]:  # noqa: A002 - its name
    each.sort(key=lambda one: one.place)
    if id in {"records-again", "records-older", "records-contradict-more"}:
        count = sum(int(str(one.facts["count"])) for one in each)
        return [replace(each[0], facts={**each[0].facts, "count": count})]
    return each
