"""Delimited text: bytes of a CSV or tab table become a grid, or a problem naming the bad row.

Why not a guessing library: on short Chinese tables they guess Korean or Central European pages. The
ladder byte-order mark, strict UTF-8, strict GB18030 is right on every export met so far, and what
it gets wrong shows at once because no heading is recognised.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from csperf.errors import Place, Problem, problem
from csperf.intake.grid import MAX_COLUMNS, MAX_ROWS, Grid, framed

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",\t;"
_SAMPLE = 15
_SURELY_UTF8 = 10
_MOJIBAKE = re.compile("\ufffd|锟斤拷")
_NAMED_DELIMITER = re.compile(r"sep=([,;\t])\r?\n?", re.IGNORECASE)


def read_delimited(file: str, content: bytes) -> Grid | Problem:
    """The grid of a text file, or why it is none."""
    decoded = _decoded(file, content)
    if isinstance(decoded, Problem):
        return decoded
    text, encoding = decoded
    for fault, found in (("csv-nul", text.find("\0")), ("csv-mojibake", _first_mojibake(text))):
        if found >= 0:
            return problem(fault, Place(file, line=text.count("\n", 0, found) + 1))
    named = _NAMED_DELIMITER.match(text)
    delimiter = named[1] if named else _delimiter(text)
    rows = _records(file, text[named.end() :] if named else text, delimiter)
    if isinstance(rows, Problem):
        return rows
    numbers = range(1, len(rows) + 1)
    return Grid(file, "", framed(rows, numbers, [len(row) for row in rows]), encoding)


def _decoded(file: str, content: bytes) -> tuple[str, str] | Problem:
    encodings = [name for mark, name in _MARKS if content.startswith(mark)]
    failures: list[UnicodeDecodeError] = []
    for encoding in encodings or ["utf-8", "gb18030"]:
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
    return sum(not char.isascii() for char in content.decode(encoding)) >= _SURELY_UTF8


def _first_mojibake(text: str) -> int:
    found = _MOJIBAKE.search(text)
    return found.start() if found else -1


def _delimiter(text: str) -> str:
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
