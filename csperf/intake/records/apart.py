"""Which of a month's files are raw exports, told by their headings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from csperf.intake.details import search
from csperf.intake.dialect import dialects
from csperf.intake.exports import Reading
from csperf.intake.files import Opened
from csperf.intake.layout import Layout
from csperf.intake.records.heads import find_head
from csperf.intake.records.manifest import NAME
from csperf.intake.records.sources import of_grid

_NO_RECORDS = {"records-no-header", "records-of-agents"}


def raw_among(files: Sequence[str], reading: Reading) -> tuple[list[str], list[str]]:
    """The files that hold records, and those of them that the plan reads row by row as well."""
    layouts = tuple(one for each in (*reading.dialects, *dialects()) for one in each.layouts)
    opened = {file: reading.opener(file, reading.sheet) for file in files}
    raw = [file for file, one in opened.items() if _holds_records(one, layouts)]
    if not reading.tables:
        return raw, []
    asked = search(reading.tables, layouts)
    return raw, [
        file for file in raw if any(asked.in_grid(grid).found for grid in opened[file].grids)
    ]


def is_ingested(name: str) -> bool:
    """Whether this is a folder that `ingest` wrote."""
    return (Path(name) / NAME).is_file()


def _holds_records(opened: Opened, layouts: Sequence[Layout]) -> bool:
    """Whether a sheet is a table of records, though perhaps one that lacks something."""
    sources = (of_grid(0, grid) for grid in opened.grids)
    found = (find_head(source.top, source.place, layouts) for source in sources)
    return any(head or all(one.id not in _NO_RECORDS for one in told) for head, told in found)
