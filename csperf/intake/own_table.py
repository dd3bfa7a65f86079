"""A table that csperf made itself, opened as if it had been read from a file."""

from __future__ import annotations

from collections.abc import Sequence

from csperf.intake.files import Opened
from csperf.intake.grid import Grid, framed

MEASURED = "measure"
"""What places call the sheet of the table that was measured."""


def opened_table(
    file: str, sheet: str, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> Opened:
    """The table under the names that places show; its header is row 1."""
    lines = [list(headings), *map(list, rows)]
    numbers = range(1, len(lines) + 1)
    frame = framed(lines, list(numbers), [0] * len(lines))
    return Opened(file, (Grid(file, sheet, frame, "csperf"),))
