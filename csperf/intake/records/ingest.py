"""Ingesting: raw exports become a folder of Parquet that is measured without reading them again.

A file is converted once: its digest stands in the manifest, and one that has changed is converted
anew. What was converted before an interruption stays. The folder then holds `SORT/part=NNN/`, all
records of a buyer in one part, each record once; it and all in it are for its owner only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from csperf import __version__
from csperf.errors import Place, Problem, file_problem, problem, reason_of, stopping, warning
from csperf.intake.exports import Reading
from csperf.intake.paths import files_of
from csperf.intake.records.manifest import NAME, Input, Manifest, Table, read_manifest
from csperf.intake.records.opened import parts_for, spot_of
from csperf.intake.records.parts import BY
from csperf.intake.records.recognised import recognised
from csperf.intake.records.sources import NotCleanError
from csperf.intake.records.store import Spots, Store
from csperf.intake.records.stored import Stored
from csperf.intake.records.typed import Typing
from csperf.intake.records.writing import private_folder
from csperf.metrics.records import SORTS

Step = Literal["reading", "putting-together"]
Told = Callable[[Step, str, int, int], None]
"""Hears what is done: the step, the file that it is about, how many are done, of how many."""
_PIECE = 1_000_000


@dataclass(frozen=True)
class Ingested:
    """What a folder holds now: the records, the files that were read anew and those kept."""

    stored: Stored
    manifest: Manifest
    converted: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether figures may be taken from it."""
        return self.manifest.complete


def ingest(
    files: Sequence[str], folder: Path, reading: Reading, told: Told | None = None
) -> tuple[Ingested, list[Problem]]:
    """Converts these files into the folder, which holds exactly them afterwards."""
    names, problems = files_of(files)
    if not names and not stopping(problems):
        problems.append(problem("no-agents"))
    fault = _unfit(folder)
    if fault is not None or stopping(problems):
        faults = problems if fault is None else [*problems, fault]
        return Ingested(Stored(folder), Manifest(1)), faults
    try:
        return _ingest(names, folder, reading, told or _silent, problems)
    except OSError as failure:
        where = Place(str(folder))
        problems.append(file_problem("records-unwritable", where, reason=reason_of(failure)))
        return Ingested(Stored(folder), read_manifest(folder) or Manifest(1)), problems


def open_ingested(folder: Path) -> tuple[Ingested | None, list[Problem]]:
    """The records of a folder that was converted before, if it is whole."""
    manifest = read_manifest(folder)
    if manifest is None:
        return None, [problem("records-no-folder", Place(str(folder)))]
    if not manifest.complete:
        return None, [problem("records-half", Place(str(folder)))]
    kept = tuple(one.file for one in manifest.inputs)
    told = [each for one in manifest.inputs for each in one.problems]
    return Ingested(Stored(folder), manifest, kept=kept), [*told, *manifest.problems]


def _silent(step: Step, file: str, done: int, of: int) -> None:
    """Nobody waits for it."""


def _unfit(folder: Path) -> Problem | None:
    """That a folder holds something else, which must not be mixed with records."""
    if folder.is_dir():
        strange = sorted(one.name for one in folder.iterdir() if one.name[0] != ".")
        if strange and not (folder / NAME).is_file():
            return problem("records-folder-used", Place(str(folder)), found=strange[0])
    elif folder.exists():
        return problem("records-folder-is-file", Place(str(folder)))
    return None


def _ingest(
    names: Sequence[str], folder: Path, reading: Reading, told: Told, problems: list[Problem]
) -> tuple[Ingested, list[Problem]]:
    private_folder(folder)
    before = read_manifest(folder) or Manifest(parts_for(names))
    manifest = before
    for one in before.inputs:
        if one.file not in names:
            manifest = manifest.without(one.file)
    store = Store(folder, manifest.parts)
    way = _way(reading)
    kept: list[str] = []
    for done, name in enumerate(names):
        told("reading", name, done, len(names))
        known = next((one for one in manifest.inputs if one.file == name), None)
        digest = _digest(name) if manifest.inputs else ""
        if known is not None and (known.digest, known.read_by) == (digest, way):
            kept.append(name)
            continue
        manifest = manifest.without(name)
        manifest.write(folder)
        new, faults = _convert(name, digest, manifest, store, reading)
        problems += faults
        if new is not None:
            manifest = replace(manifest, inputs=(*manifest.inputs, new))
            manifest.write(folder)
    problems += [each for one in manifest.inputs for each in one.problems]
    converted = tuple(one.file for one in manifest.inputs if one.file not in kept)
    if stopping(problems):
        return Ingested(Stored(folder), manifest, converted, tuple(kept)), problems
    if not manifest.complete or manifest.inputs != before.inputs:
        manifest, faults = _assemble(manifest, store, told)
    problems += manifest.problems
    return Ingested(Stored(folder), manifest, converted, tuple(kept)), problems


def _assemble(manifest: Manifest, store: Store, told: Told) -> tuple[Manifest, list[Problem]]:
    """Puts the records of all inputs together."""
    numbers = set(manifest.places)
    for number in store.waiting() - numbers:
        store.forget(number)
    replace(manifest, complete=False).write(store.folder)
    spots: Spots = {
        sort: {
            table.number: table.spots[sort]
            for one in manifest.inputs
            for table in one.tables
            if sort in table.spots
        }
        for sort in SORTS
        if any(sort in table.spots for one in manifest.inputs for table in one.tables)
    }
    tell: Callable[[int, int], None] = lambda done, of: told("putting-together", "", done, of)  # noqa: E731
    _, rows, faults = store.assemble(spots, tell)
    whole = replace(manifest, complete=not stopping(faults), rows=rows, problems=tuple(faults))
    whole.write(store.folder)
    return whole, faults


def _convert(
    name: str, digest: str, manifest: Manifest, store: Store, reading: Reading
) -> tuple[Input | None, list[Problem]]:
    """Lets the records of a file wait; None, and what is wrong, where it cannot be read."""
    first = next((one.file for one in manifest.inputs if one.digest == digest), None)
    if first is not None:
        told = warning("records-file-twice", Place(name), first=first)
        return Input(name, digest, _way(reading), (), (told,)), []
    try:
        return _read(name, manifest, store, reading, careful=False)
    except NotCleanError:
        return _read(name, manifest, store, reading, careful=True)


def _read(
    name: str, manifest: Manifest, store: Store, reading: Reading, *, careful: bool
) -> tuple[Input | None, list[Problem]]:
    found = recognised([name], reading, manifest.next_number, careful=careful)
    problems = list(found.problems)
    tables: list[Table] = []
    for source, head in found.tables:
        typing = Typing(source, head, reading.time_zone, reading.month)
        store.stage(typing, source.file)
        problems += typing.problems()
        spots = {sort: spot_of(source.place, head, sort) for sort in head.sorts}
        tables.append(Table(source.file, source.place, head.layout.name, typing.count, spots))
    if stopping(problems):
        for table in tables:
            store.forget(table.number)
        return None, problems
    digest = next(iter(found.digests.values()), "")
    return Input(name, digest, _way(reading), tuple(tables), tuple(problems)), []


def _way(reading: Reading) -> str:
    """What the same bytes are read by: another mapping or version may read them differently."""
    told = repr((__version__, BY, reading.time_zone, reading.sheet, reading.dialects))
    return hashlib.sha256(told.encode()).hexdigest()


def _digest(file: str) -> str:
    """The SHA-256 of a file; '' of one that cannot be read."""
    digest = hashlib.sha256()
    try:
        with Path(file).open("rb") as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()
