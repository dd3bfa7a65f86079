"""Titles: all sheets of a workbook by name, those that it hides too, without reading a cell.

Why apart from reading: a hidden sheet is never read, but whoever looks at a file for the first time
wants to know that it is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from csperf.errors import CsperfError, Problem
from csperf.intake.files import MAX_BYTES
from csperf.intake.kinds import WORKBOOK, kind_of
from csperf.intake.paths import STDIN_NAME
from csperf.intake.xlsx_package import open_package
from csperf.intake.xlsx_parts import children, parse

_BOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Title:
    """A sheet's name, and whether the workbook shows it."""

    text: str
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is from outside: its kind, its size in bytes, the sheets of a workbook.

    `size` is None, and the rest empty, for what cannot be read twice (standard input) or not at
    all; only an .xlsx tells its sheets here.
    """

    kind: str = ""
    size: int | None = None
    titles: tuple[Title, ...] = ()


def look_at(file: str) -> Look:
    """What a file is from outside; why it cannot be read is not told here."""
    try:
        path = Path(file)
        if file == STDIN_NAME or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return Look()
        content = path.read_bytes()
    except (OSError, ValueError):
        return Look()
    kind = kind_of(content)
    return Look(kind, len(content), _titles(file, content) if kind == WORKBOOK else ())


def _titles(file: str, content: bytes) -> tuple[Title, ...]:
    """The sheets in their order; none of a workbook that is damaged or oddly put together."""
    try:
        package = open_package(file, content)
        if isinstance(package, Problem):
            return ()
        part = package.find(_BOOK)
        sheets = children(parse(package, part), "sheets", "sheet") if part else ()
        return tuple(
            Title(one.get("name", ""), one.get("state", "visible") == "visible") for one in sheets
        )
    except (CsperfError, OSError, ValueError, LookupError, RuntimeError):
        return ()
