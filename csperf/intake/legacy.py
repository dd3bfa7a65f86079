"""Old files (.xls, .et, .ods): read by a process of its own with limits, whose answer is checked.

Why: see `legacy_child`. Here its answer becomes the grids that the same tables give when they are
saved as .xlsx. Nothing is taken on trust: an answer that ends early, is no plain data or holds what
no sheet holds is one problem, and no figure of it is used.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeVar

from csperf.errors import Place, Problem, problem
from csperf.intake.grid import (
    DISGUISED,
    MAX_COLUMNS,
    NO_VALUE,
    Grid,
    Merged,
    framed,
    letter,
)
from csperf.intake.kinds import OLD_WORKBOOK, kind_of
from csperf.intake.legacy_child import ANSWER, MEMORY, VERSION
from csperf.intake.raw import DISGUISE, MAX_CELLS, NOTHING, NUMBER, TEXT, TIME, Fault
from csperf.intake.shown import is_date, moment, shown

PATIENCE = 60  # seconds
READER = "xlrd"
_START = "import sys; sys.path += sys.argv[1:]; from csperf.intake.legacy_child import main; main()"
_FAULTS: Final = {
    "encrypted": "file-encrypted",
    "damaged": "workbook-damaged",
    "bomb": "workbook-bomb",
    "too-large": "workbook-too-large",
}
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_MARKS: Final = {NOTHING: NO_VALUE, DISGUISE: DISGUISED}
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

_MOST_MERGED = 65_536

Answer = Mapping[str, object]
Plain = TypeVar("Plain")


class _Strange(Exception):  # noqa: N818 - no error of ours: an answer that no reader gives
    """The answer is not what a reader says."""


def read_legacy(file: str, content: bytes, sheet: str | None) -> tuple[list[Grid], list[Problem]]:
    """A grid for each visible sheet (for `sheet` alone, if named)."""
    place = Place(file)
    if kind_of(content) == OLD_WORKBOOK and find_spec(READER) is None:
        return [], [problem("old-workbook-reader", place)]
    try:
        sheets = [one for one in _understood(_asked(content)) if _is(bool, one["visible"])]
        return _chosen(place, sheets, sheet)
    except Fault as fault:
        return [], [problem(_FAULTS[str(fault)], place, cells=MAX_CELLS)]
    except (_Strange, LookupError, OSError, ValueError, OverflowError, RecursionError):
        limits = {"seconds": PATIENCE, "megabytes": MEMORY // 10**6}
        return [], [problem("old-file-failed", place, **limits)]


def _asked(content: bytes) -> bytes:
    """What the process says that reads the file; its own words of failure are not for people."""
    with tempfile.TemporaryFile() as answer:
        try:
            ended = subprocess.run(  # noqa: S603 - this very program, with arguments of our own
                [sys.executable, "-I", "-S", "-c", _START, *_folders()],
                input=content,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise _Strange from late
        if ended.returncode != 0 or answer.tell() > ANSWER:
            raise _Strange
        answer.seek(0)
        return answer.read()


def _folders() -> list[str]:
    """Where the process finds what it reads with, and nothing else."""
    found = [find_spec(name) for name in ("csperf", "defusedxml", READER)]
    origins = [one.origin for one in found if one and one.origin]
    return list(dict.fromkeys(str(Path(origin).parent.parent) for origin in origins))


def _understood(answer: bytes) -> Sequence[Answer]:
    """The sheets of a whole answer."""
    *lines, last = [_is(dict, json.loads(line)) for line in answer.splitlines()] or [{}]
    if last.get("end") != VERSION:
        raise _Strange
    fault = _is(str, last["fault"])
    if fault:
        raise Fault(fault) if fault in _FAULTS else _Strange
    return lines


def _is(kind: type[Plain], value: object) -> Plain:
    """The value, which must be of exactly this kind (True is no number)."""
    if type(value) is not kind:
        raise _Strange
    return value


def _chosen(
    place: Place, sheets: Sequence[Answer], wanted: str | None
) -> tuple[list[Grid], list[Problem]]:
    titles = tuple(_is(str, one["sheet"]) for one in sheets)
    if wanted is not None and wanted not in titles:
        return [], [problem("sheet-missing", place, sheet=wanted, found=titles)]
    found = [_grid(place.file, one) for one in sheets if wanted in (None, one["sheet"])]
    return (
        [grid for grid in found if isinstance(grid, Grid)],
        [fault for fault in found if isinstance(fault, Problem)],
    )


def _grid(file: str, sheet: Answer) -> Grid | Problem:
    """The grid that the same sheet gives as .xlsx."""
    title, since_1904 = _is(str, sheet["sheet"]), _is(bool, sheet["since_1904"])
    texts: dict[tuple[int, int], str] = {}
    for row, column, *cell in map(_five, _is(list, sheet["cells"])):
        at = _within(row, _LAST_ROW), _within(column, _LAST_COLUMN)
        text = _text(*cell, since_1904=since_1904)
        if text is None:
            return problem("csv-nul", _cell_place(file, title, at))
        texts[at] = text
    width = max((column for _, column in texts), default=0)
    if width > MAX_COLUMNS:
        place = _cell_place(file, title, next(at for at in texts if at[1] == width))
        return problem("too-large", place, rows=_LAST_ROW, columns=MAX_COLUMNS)
    numbers = sorted({row for row, _ in texts})
    rows = [[texts.get((row, c), "") for c in range(1, width + 1)] for row in numbers]
    frame = framed(rows, numbers, [0] * len(numbers))
    return Grid(
        *(file, title, frame, "xlsx", _merged(_is(list, sheet["merged"]))),
        hidden=frozenset(_is(int, row) for row in _is(list, sheet["hidden"])),
        hidden_columns=_hidden(_is(list, sheet["hidden_columns"]), width),
    )


def _five(cell: object) -> list[object]:
    found = _is(list, cell)
    if len(found) != 5:  # noqa: PLR2004 - row, column, what it is, value, number format
        raise _Strange
    return found


def _within(number: object, last: int) -> int:
    found = _is(int, number)
    if not 1 <= found <= last:
        raise _Strange
    return found


def _cell_place(file: str, title: str, at: tuple[int, int]) -> Place:
    return Place(file, sheet=title, cell=f"{letter(at[1] - 1)}{at[0]}")


def _text(kind: object, value: object, number_format: object, *, since_1904: bool) -> str | None:
    """The text of a cell; None if it holds NUL, which would pass for a sign of ours."""
    look = _is(str, number_format)
    match kind, value:
        case (str(word), str(text)) if word == TEXT:
            text = text.rstrip("\0")  # some shop systems end their texts so
            return None if "\0" in text else text
        case (str(word), int(number) | float(number)) if word == NUMBER and number == number:  # noqa: PLR0124 - NaN is not
            return (
                moment(number, look, since_1904=since_1904)
                if is_date(look)
                else shown(number, look)
            )
        case (str(word), int(micros)) if word == TIME:
            return shown(dt.timedelta(microseconds=micros), look)
        case (str(word), _) if word in _MARKS:
            return _MARKS[word]
    raise _Strange


def _hidden(spans: Sequence[object], width: int) -> frozenset[str]:
    """The letters of hidden columns as far as the table goes."""
    ends = [(_is(int, first), _is(int, last)) for first, last in map(_pair, spans)]
    return frozenset(
        letter(column - 1)
        for column in range(1, width + 1)
        if any(first <= column <= last for first, last in ends)
    )


def _pair(span: object) -> tuple[object, object]:
    first, last = _is(list, span)
    return first, last


def _merged(ranges: Sequence[object]) -> tuple[Merged, ...]:
    if len(ranges) > _MOST_MERGED:
        raise _Strange
    return tuple(
        _range(*one) for one in sorted(map(_four, ranges), key=lambda one: (one[2], one[0]))
    )


def _four(one: object) -> tuple[int, int, int, int]:
    top, below, left, right = (_is(int, number) for number in _is(list, one))
    if not (1 <= top <= below <= _LAST_ROW and 1 <= left <= right <= _LAST_COLUMN):
        raise _Strange
    return top, below, left, right


def _range(top: int, below: int, left: int, right: int) -> Merged:
    covered = tuple(letter(c - 1) for c in range(left, min(right, MAX_COLUMNS) + 1))
    name = f"{letter(left - 1)}{top}:{letter(right - 1)}{below}"
    return Merged(name, top, below, covered)
