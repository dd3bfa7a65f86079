"""Files: a path becomes text grids; what a file is shows in its bytes, never in its name."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from dataclasses import dataclass
from io import BufferedReader
from pathlib import PurePath

from csperf.errors import Place, Problem, Term, file_problem, problem, reason_of
from csperf.intake.delimited import read_delimited
from csperf.intake.grid import Grid

MAX_BYTES = 200_000_000
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 2048
_TABLES = {"kind-xml", "kind-html"}
_KINDS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("kind-pdf", re.compile(rb"%PDF-")),
    ("kind-xml", re.compile(rb"<\?xml.{0,500}?<(?:\w+:)?Workbook", re.DOTALL)),
    (
        "kind-html",
        re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE),
    ),
    ("kind-xml", re.compile(rb"<\?xml|<!DOCTYPE|<!--")),
    ("kind-json", re.compile(rb"\{\s*[\"}]|\[\s*[\[{\"\]]")),
    ("kind-image", re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8")),
    ("kind-archive", re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|PK\x05\x06")),
)


@dataclass(frozen=True)
class Opened:
    """What one file gave: its grids, its digest, and what was wrong."""

    file: str
    grids: tuple[Grid, ...] = ()
    digest: str = ""
    problems: tuple[Problem, ...] = ()


def open_file(file: str, sheet: str | None = None) -> Opened:
    """The grids of a file: one for a CSV, one a visible sheet for a workbook (or only `sheet`)."""
    content = _content(file)
    if isinstance(content, Problem):
        return Opened(file, problems=(content,))
    digest = hashlib.sha256(content).hexdigest()
    fault = _refused_kind(file, content)
    if fault:
        return Opened(file, digest=digest, problems=(fault,))
    if content.startswith(_ZIP):
        from csperf.intake.workbook import read_workbook  # openpyxl costs 0.1 s; a CSV needs none

        grids, problems = read_workbook(file, content, sheet)
        return Opened(file, tuple(grids), digest, tuple(problems))
    grid = read_delimited(file, content)
    if isinstance(grid, Problem):
        return Opened(file, digest=digest, problems=(grid,))
    return Opened(file, (grid,), digest)


def _content(file: str) -> bytes | Problem:
    """All bytes of a regular file; a pipe or device would wait or flow for ever."""
    place = Place(file)
    if PurePath(file).name.startswith(("~$", ".~")):
        return problem("file-lock", place)
    try:
        handle = os.open(file, _READING)
        with open(handle, "rb") as stream:  # noqa: PTH123 - a handle, not a path
            return _read(place, stream)
    except (OSError, ValueError) as failure:
        return _unopened(place, failure)


def _read(place: Place, stream: BufferedReader) -> bytes | Problem:
    before = os.fstat(stream.fileno())
    if not stat.S_ISREG(before.st_mode):
        return file_problem("file-not-regular", place)
    if before.st_size > MAX_BYTES:
        return problem("file-too-large", place, megabytes=MAX_BYTES // 1_000_000)
    content = stream.read()
    after = os.fstat(stream.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return file_problem("file-changing", place)
    return content


def _unopened(place: Place, failure: OSError | ValueError) -> Problem:
    code = failure.errno if isinstance(failure, OSError) else None
    if code in {errno.ENOENT, errno.ENOTDIR}:
        return file_problem("export-missing", place)
    if code == errno.EISDIR:
        return file_problem("file-not-regular", place)
    return file_problem("export-unreadable", place, reason=reason_of(failure))


def _refused_kind(file: str, content: bytes) -> Problem | None:
    """Why the bytes can be neither a workbook nor delimited text, if so."""
    place = Place(file)
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        return problem("file-empty", place)
    if content.startswith(_OLE):
        return problem("file-encrypted" if _ENCRYPTED in content else "file-old-excel", place)
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    for kind, pattern in _KINDS:
        if pattern.match(head):
            fault = "file-kind" if kind in _TABLES else "file-no-table"
            return problem(fault, place, kind=Term(kind))
    return None
