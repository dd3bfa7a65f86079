"""Recognising records: which sheets of the files given are orders, chats or refunds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from csperf.errors import Place, Problem, problem, warning
from csperf.intake.dialect import dialects
from csperf.intake.exports import Reading
from csperf.intake.layout import Layout
from csperf.intake.records.columnar import is_columnar, read_columnar
from csperf.intake.records.heads import Head, find_head, stored_head
from csperf.intake.records.scanned import scanned
from csperf.intake.records.sources import Source, of_grid


@dataclass(frozen=True, eq=False)
class Found:
    """The sheets of records, the digest of every file, and what was wrong."""

    tables: tuple[tuple[Source, Head], ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def recognised(
    names: Sequence[str], reading: Reading, first_number: int = 0, *, careful: bool = False
) -> Found:
    """The sheets of records in these files, each file once, numbered one after the other.

    `careful`: no text is left to the reader of Polars.
    """
    layouts = tuple(one for each in (*reading.dialects, *dialects()) for one in each.layouts)
    found: list[tuple[Source, Head]] = []
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        file = _read(name, reading, careful=careful)
        first = next((other for other, seen in digests.items() if seen == file.digest), None)
        digests[file.name] = file.digest
        if file.digest and first is not None:
            problems.append(warning("records-file-twice", Place(file.name), first=first))
            continue
        tables, faults = _tables(first_number + len(found), file, layouts)
        found += tables
        problems += faults
    return Found(tuple(found), digests, tuple(problems))


@dataclass(frozen=True)
class _File:
    """What one file gave."""

    name: str
    digest: str
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()


def _read(name: str, reading: Reading, *, careful: bool) -> _File:
    """The sheets of a file: of a large clean text by themselves, else as those of any export."""
    if is_columnar(name):
        table, digest, faults = read_columnar(name)
        return _File(name, digest, (table,) if table else (), tuple(faults))
    fast = None if careful else scanned(name)
    if fast is not None:
        source, digest = fast
        return _File(name, digest, (source,))
    opened = reading.opener(name, reading.sheet)
    sources = tuple(of_grid(0, grid) for grid in opened.grids)
    return _File(opened.file, opened.digest, sources, opened.problems)


def _tables(
    first: int, file: _File, layouts: Sequence[Layout]
) -> tuple[list[tuple[Source, Head]], list[Problem]]:
    """The sheets of a file that are records; the others matter only if there is none."""
    found: list[tuple[Source, Head]] = []
    problems = list(file.problems)
    faults: list[Problem] = []
    unread: list[str] = []
    for source in file.sources:
        if source.stored:
            found.append((replace(source, file=first + len(found)), stored_head(source.stored)))
            continue
        head, told = find_head(source.top, source.place, layouts)
        if head is not None:
            found.append((replace(source, file=first + len(found)), head))
        elif all(one.id in {"records-no-header", "records-of-agents"} for one in told):
            unread.append(source.place.sheet)
            faults += told
        else:
            problems += told
    if not found and not problems:
        return [], faults or [problem("sheet-none", Place(file.name))]
    if found and unread:
        problems.append(warning("sheets-unread", Place(file.name), sheets=tuple(unread)))
    return found, problems
