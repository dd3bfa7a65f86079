"""Files: a path becomes text grids; what a file is shows in its bytes, never in its name."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from io import BufferedReader
from pathlib import PurePath

from csperf.errors import Place, Problem, Term, file_problem, problem, reason_of
from csperf.intake.delimited import read_delimited, read_stream
from csperf.intake.grid import Grid
from csperf.intake.kinds import (
    EMPTY,
    ENCRYPTED,
    OLD_WORKBOOK,
    OPEN_DOCUMENT,
    OTHER_OFFICE,
    WORKBOOK,
    kind_of,
)
from csperf.intake.paths import STDIN, STDIN_NAME, standard_input

MAX_BYTES = 200_000_000
MAX_TEXT_BYTES = 4_000_000_000
STREAMED = 50_000_000  # a larger text is read in pieces, all else as a whole
_PIECE = 1_000_000
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_SAVE_AS = {"kind-spreadsheetml", "kind-html", "kind-mhtml", "kind-xlsb", "kind-flat-opendocument"}
_NUMBERS = "kind-numbers"


@dataclass(frozen=True)
class Opened:
    """What one file gave: its grids, its digest, and what was wrong."""

    file: str
    grids: tuple[Grid, ...] = ()
    digest: str = ""
    problems: tuple[Problem, ...] = ()


def open_file(file: str, sheet: str | None = None, at: str = "") -> Opened:
    """The grids of a file: one for a CSV, one a visible sheet for a workbook (or only `sheet`).

    `-` is standard input; `at` is where the file lies, if that is not what it is called.
    """
    content = standard_input(MAX_BYTES) if file == STDIN else _content(file, at or file)
    file = STDIN_NAME if file == STDIN else file
    if isinstance(content, Opened):
        return content
    if isinstance(content, Problem):
        return Opened(file, problems=(content,))
    digest = hashlib.sha256(content).hexdigest()
    kind = kind_of(content)
    fault = _refused(Place(file), kind)
    if fault:
        return Opened(file, digest=digest, problems=(fault,))
    if kind == WORKBOOK:
        from csperf.intake.workbook import read_workbook  # a CSV need not wait for it

        grids, problems = read_workbook(file, content, sheet)
        return Opened(file, tuple(grids), digest, tuple(problems))
    if kind in {OLD_WORKBOOK, OPEN_DOCUMENT}:
        from csperf.intake.legacy import read_legacy  # as above

        grids, problems = read_legacy(file, content, sheet)
        return Opened(file, tuple(grids), digest, tuple(problems))
    grid = read_delimited(file, content)
    if isinstance(grid, Problem):
        return Opened(file, digest=digest, problems=(grid,))
    return Opened(file, (grid,), digest)


def _content(file: str, at: str) -> bytes | Opened | Problem:
    """All bytes of a regular file; a pipe or device would wait or flow for ever."""
    place = Place(file)
    if PurePath(file).name.startswith(("~$", ".~")):
        return problem("file-lock", place)
    try:
        handle = os.open(at, _READING)
        with open(handle, "rb") as stream:  # noqa: PTH123 - a handle, not a path
            return _read(place, stream)
    except (OSError, ValueError) as failure:
        return _unopened(place, failure)


def _read(place: Place, stream: BufferedReader) -> bytes | Opened | Problem:
    before = os.fstat(stream.fileno())
    if not stat.S_ISREG(before.st_mode):
        return file_problem("file-not-regular", place)
    in_pieces = before.st_size > min(STREAMED, MAX_BYTES) and not kind_of(stream.read(_PIECE))
    most = MAX_TEXT_BYTES if in_pieces else MAX_BYTES
    if before.st_size > most:
        return problem("file-too-large", place, megabytes=most // 1_000_000)
    stream.seek(0)
    content = _large_text(place.file, stream, before.st_size) if in_pieces else stream.read()
    after = os.fstat(stream.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return file_problem("file-changing", place)
    return content


def _large_text(file: str, stream: BufferedReader, size: int) -> Opened:
    """A text table that is not read as a whole."""
    grid = read_stream(file, stream, size)
    digest = hashlib.sha256()
    stream.seek(0)
    while piece := stream.read(_PIECE):
        digest.update(piece)
    if isinstance(grid, Problem):
        return Opened(file, digest=digest.hexdigest(), problems=(grid,))
    return Opened(file, (grid,), digest.hexdigest())


def _unopened(place: Place, failure: OSError | ValueError) -> Problem:
    code = failure.errno if isinstance(failure, OSError) else None
    if code in {errno.ENOENT, errno.ENOTDIR}:
        return file_problem("export-missing", place)
    if code == errno.EISDIR:
        return file_problem("file-not-regular", place)
    return file_problem("export-unreadable", place, reason=reason_of(failure))


def _refused(place: Place, kind: str) -> Problem | None:
    """Why a file of this kind can be neither a workbook nor delimited text, if so."""
    if kind == EMPTY:
        return problem("file-empty", place)
    if kind == ENCRYPTED:
        return problem("file-encrypted", place)
    if kind == OTHER_OFFICE:
        return problem("file-old-excel", place)
    if not kind.startswith("kind-"):
        return None
    if kind == _NUMBERS:
        return problem("numbers-export", place, kind=Term(kind))
    return problem("file-kind" if kind in _SAVE_AS else "file-no-table", place, kind=Term(kind))
