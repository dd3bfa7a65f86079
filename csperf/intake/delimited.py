"""Delimited text: bytes of a CSV or tab table become a grid, or a problem naming the bad row.

Why not a guessing library: on short Chinese tables they guess Korean or Central European pages. The
ladder byte-order mark, strict UTF-8, strict GB18030 is right on every export met so far, and what
it gets wrong shows at once because no heading is recognised. Files beyond a few megabytes go
through `fast_text`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from csperf.errors import Place, Problem, problem
from csperf.intake.fast_text import MOJIBAKE, PIECE, Form, read_large
from csperf.intake.grid import MAX_COLUMNS, MAX_ROWS, Grid, framed

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",\t;"
_SAMPLE = 15
_SURELY_UTF8 = 10
_ASCII = bytes(range(128))
_TELLING = 4 * _SURELY_UTF8
LARGE = 4_000_000
_NAMED_DELIMITER = re.compile(r"sep=([,;\t])\r?\n?", re.IGNORECASE)


def read_delimited(file: str, content: bytes) -> Grid | Problem:
    """The grid of a text file, or why it is none."""
    if len(content) > LARGE:
        return read_stream(file, io.BytesIO(content), len(content))
    decoded = _decoded(file, content)
    if isinstance(decoded, Problem):
        return decoded
    text, encoding = decoded
    for fault, found in (("csv-nul", text.find("\0")), ("csv-mojibake", _first_mojibake(text))):
        if found >= 0:
            return problem(fault, Place(file, line=text.count("\n", 0, found) + 1))
    form = _form(text, encoding)
    rows = _records(file, text[len(form.named) :], form.delimiter)
    if isinstance(rows, Problem):
        return rows
    numbers = range(1, len(rows) + 1)
    return Grid(file, "", framed(rows, numbers, [len(row) for row in rows]), encoding)


def read_stream(file: str, stream: BinaryIO, size: int) -> Grid | Problem:
    """The grid of a large text file, which is never held in memory as a whole."""
    encoding = _encoding(file, stream)
    if isinstance(encoding, Problem):
        return encoding
    stream.seek(0)
    head = codecs.getincrementaldecoder(encoding)().decode(stream.read(PIECE))
    return read_large(file, stream, size, _form(head, encoding))


def _form(text: str, encoding: str) -> Form:
    named = _NAMED_DELIMITER.match(text)
    return Form(encoding, named[1], named[0]) if named else Form(encoding, delimiter_of(text))


def _encoding(file: str, stream: BinaryIO) -> str | Problem:
    """The encoding of all bytes, by the same ladder as for a small file."""
    stream.seek(0)
    mark = stream.read(4)
    furthest = 0
    for encoding in _encodings(mark):
        at = _undecodable(stream, encoding)
        if at is None:
            return encoding
        furthest = max(furthest, at)
        if encoding == "utf-8" and _begins_as_utf8(_head(stream, at), encoding):
            break
    return problem("csv-encoding", Place(file, line=_lines_before(stream, furthest) + 1))


def _undecodable(stream: BinaryIO, encoding: str) -> int | None:
    """Where the bytes cease to be of this encoding."""
    stream.seek(0)
    decoder, read = codecs.getincrementaldecoder(encoding)(), 0
    chunk = b"-"
    while chunk:
        chunk = stream.read(PIECE)
        read += len(chunk)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as failure:  # its object begins with what was left before
            return read - len(failure.object) + failure.start
    return None


def _head(stream: BinaryIO, end: int) -> bytes:
    """The bytes before `end`, as many as tell whether a text begins as UTF-8."""
    stream.seek(0)
    kept = b""
    while len(kept) < _TELLING and (chunk := stream.read(min(PIECE, end - stream.tell()))):
        kept += chunk.translate(None, _ASCII)
    return kept


def _lines_before(stream: BinaryIO, end: int) -> int:
    stream.seek(0)
    count = 0
    while chunk := stream.read(min(PIECE, end - stream.tell())):
        count += chunk.count(b"\n")
    return count


def _encodings(content: bytes) -> list[str]:
    """The encodings to try: the one that a byte-order mark names, or the two that have none."""
    marked = [name for mark, name in _MARKS if content.startswith(mark)]
    return marked or ["utf-8", "gb18030"]


def _decoded(file: str, content: bytes) -> tuple[str, str] | Problem:
    failures: list[UnicodeDecodeError] = []
    for encoding in _encodings(content):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError as failure:
            failures.append(failure)
            if _begins_as_utf8(content[: failure.start], encoding):
                break
    furthest = max(failures, key=lambda failure: failure.start)
    return problem("csv-encoding", Place(file, line=content.count(b"\n", 0, furthest.start) + 1))


def _begins_as_utf8(content: bytes, encoding: str) -> bool:
    """Whether a file that fails as UTF-8 is UTF-8 with a fault in it rather than GB18030."""
    if encoding != "utf-8":
        return False
    return sum(not char.isascii() for char in content.decode(encoding, "ignore")) >= _SURELY_UTF8


def _first_mojibake(text: str) -> int:
    found = MOJIBAKE.search(text)
    return found.start() if found else -1


def delimiter_of(text: str) -> str:
    """The sign that splits some row near the top into the most worded fields (its headings)."""
    return max(_DELIMITERS, key=lambda sign: max(_worded(text, sign), default=0))


def _worded(text: str, delimiter: str) -> Iterator[int]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for _, row in zip(range(_SAMPLE), rows, strict=False):
            yield sum(any(char.isalpha() for char in field) for field in row)
    except csv.Error:
        return


def _records(file: str, text: str, delimiter: str) -> list[tuple[str, ...]] | Problem:
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows.extend(islice(map(tuple, reader), MAX_ROWS + 1))  # the garbage collector skips tuples
    except csv.Error:
        return problem("csv-quotes", Place(file, line=len(rows) + 1))
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        return problem("too-large", Place(file), rows=MAX_ROWS, columns=MAX_COLUMNS)
    return rows
