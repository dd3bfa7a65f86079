"""Large text tables: read piece by piece, split by Polars, kept on disk when memory would not do.

A piece is a number of whole records, decoded and checked. Where its quotes stand only around fields
it is made a text without quotes, which Polars splits; what stood for itself inside quotes travels
as control characters, of which the text itself must have none. Any other text is read once more by
Python's own reader, the one that small files go through; a test holds both equal.

Limits: 4 GB, 200 columns, 131,072 characters a field. Up to 100 MB the table is held in memory, in
about twice the size of the file. A larger one is written piece by piece to a private temporary
folder, needs less than 1 GB of memory while it is read, and on disk about twice its size; asking
its grid for `lazy` columns brings only those into memory.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import polars as pl

from csperf.errors import CsperfError, Place, Problem, problem
from csperf.intake.grid import (
    EDGES,
    FIELDS,
    MAX_COLUMNS,
    MAX_ROWS,
    ROW,
    Grid,
    Stored,
    cleaned,
    framed,
    letter,
)
from csperf.scratch import made_folder, remove_folder

PIECE = 16_000_000
KEPT_IN_MEMORY = 100_000_000
_LONGEST_RECORD = 4 * PIECE
_LONGEST_FIELD = 131_072  # as in Python's reader
_BATCH = 50_000
_NO_SIGN, _QUOTE, _RETURN, _LINE, _DELIMITER = _MARKS = "\x01", "\x1c", "\x1d", "\x1e", "\x1f"
MOJIBAKE = re.compile("\ufffd|锟斤拷")


@dataclass(frozen=True)
class Form:
    """How a text table is written: its encoding, its delimiter, and a first line that names it."""

    encoding: str
    delimiter: str
    named: str = ""


class _Odd(Exception):  # noqa: N818 - no error: the other reader is asked
    """The text is not of the form that the fast way knows."""


def read_large(file: str, stream: BinaryIO, size: int, form: Form) -> Grid | Problem:
    """The grid of a large text file of this form."""
    try:
        try:
            table = _kept(_split(file, stream, form), size)
        except _Odd:
            table = _kept(_parsed(file, stream, form), size)
    except CsperfError as failure:
        return failure.problems[0]
    return Grid(file, "", table, form.encoding)


def _kept(frames: Iterator[pl.DataFrame], size: int) -> pl.DataFrame | Stored:
    """The table of all pieces, in memory or on disk, every column in its place."""
    if size <= KEPT_IN_MEMORY:
        parts = list(frames)
        return _aligned(pl.concat(parts, how="diagonal").lazy(), parts).collect()
    folder = made_folder()
    try:
        return _stored(frames, folder)
    except BaseException:  # whatever ends the reading, nobody's figures stay behind
        remove_folder(folder)
        raise


def _stored(frames: Iterator[pl.DataFrame], folder: Path) -> Stored:
    """The pieces as files of this folder, which is removed as soon as nobody needs the table."""
    paths: list[Path] = []
    parts: list[pl.DataFrame] = []
    for number, frame in enumerate(frames):
        paths.append(folder / f"{number}.arrow")
        frame.write_ipc(paths[-1], compression="uncompressed")
        parts.append(frame.clear())
    table = pl.concat([pl.scan_ipc(path, glob=False) for path in paths], how="diagonal")
    stored = Stored(_aligned(table, parts), folder)
    weakref.finalize(stored, remove_folder, folder)
    return stored


def _aligned(table: pl.LazyFrame, parts: Sequence[pl.DataFrame]) -> pl.LazyFrame:
    """The columns from A to the last; a piece of shorter records lacks the last ones."""
    letters = [letter(i) for i in range(max(len(part.columns) for part in parts) - 2)]
    return table.select(*(pl.col(name).fill_null("") for name in letters), ROW, FIELDS)


def _decoded(file: str, stream: BinaryIO, form: Form) -> Iterator[str]:
    """The text without the line that names the delimiter; what no table holds is refused."""
    stream.seek(0)
    decoder, lines = codecs.getincrementaldecoder(form.encoding)(), 1
    begun = False
    while chunk := stream.read(PIECE):
        text = decoder.decode(chunk)
        for fault, found in (("csv-nul", text.find("\0")), ("csv-mojibake", _mojibake(text))):
            if found >= 0:
                line = lines + text.count("\n", 0, found)
                raise CsperfError([problem(fault, Place(file, line=line))])
        lines += text.count("\n")
        yield text if begun else text[len(form.named) :]
        begun = True
    yield decoder.decode(b"", final=True)


def _mojibake(text: str) -> int:
    found = MOJIBAKE.search(text)
    return found.start() if found else -1


def _records(texts: Iterable[str]) -> Iterator[str]:
    """The text in pieces of whole records: each ends at a line break that no quotes enclose."""
    rest = ""
    for text in texts:
        rest += text
        end = _last_end(rest)
        if end:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > _LONGEST_RECORD:
            raise _Odd
    if rest:
        yield rest


def _last_end(text: str) -> int:
    """Where the last whole record ends."""
    end = text.rfind("\n") + 1
    quotes = text.count('"', 0, end)
    while end and quotes % 2:
        before = text.rfind("\n", 0, end - 1) + 1
        quotes -= text.count('"', before, end)
        end = before
    return end


def _split(file: str, stream: BinaryIO, form: Form) -> Iterator[pl.DataFrame]:
    """The table in pieces, as Polars splits them."""
    rows = 0
    for piece in _records(_decoded(file, stream, form)):
        if any(mark in piece for mark in _MARKS):
            raise _Odd
        text = _unquoted(piece, form.delimiter) if '"' in piece else piece.replace("\r\n", "\n")
        if "\r" in text:
            raise _Odd
        frame = _columns(text, form.delimiter, rows)
        rows += len(frame)
        yield _tidy(_unmarked(frame, text, form.delimiter), text)
    if not rows:
        raise _Odd


def _unquoted(piece: str, delimiter: str) -> str:
    """The piece without quotes; what is inside them is marked, so that it splits nothing."""
    parts = pl.Series([piece]).str.split('"').explode()
    outside = parts.gather_every(2).str.replace_all("\r\n", "\n", literal=True)
    inside = parts.gather_every(2, offset=1)
    if len(outside) != len(inside) + 1 or not _between_fields(outside, delimiter):
        raise _Odd
    for sign, mark in ((delimiter, _DELIMITER), ("\n", _LINE), ("\r", _RETURN)):
        inside = inside.str.replace_all(sign, mark, literal=True)
    first, between = outside[0], outside[1:]  # nothing between two quotes is a quote in a field
    follows = pl.select(pl.when(between[:-1] == "").then(pl.lit(_QUOTE)).otherwise(between[:-1]))
    joined = inside[:-1] + follows.to_series()
    return "".join((first, *joined.to_list(), inside[-1], between[-1]))


def _between_fields(outside: pl.Series, delimiter: str) -> bool:
    """Whether quotes stand only around whole fields."""
    border = f"[{delimiter}\n]"
    begins = outside.str.contains(f"^{border}") | (outside == "")
    ends = outside.str.contains(f"{border}$") | (outside == "")
    return bool(begins[1:].all() and ends[:-1].all())


def _columns(text: str, delimiter: str, above: int) -> pl.DataFrame:
    """The fields of a text without quotes, with the number of each row and of its fields."""
    content = text.encode()
    lines = _read(b"x\n" + content, _NO_SIGN, 1).to_series()
    if len(lines) != text.count("\n") + (not text.endswith("\n")):
        raise _Odd
    fields = (lines.str.count_matches(delimiter, literal=True) + 1).fill_null(0)
    width = max(fields.to_list(), default=0)
    if not 0 < width <= MAX_COLUMNS:
        raise _Odd
    frame = _read(b"x" + delimiter.encode() * (width - 1) + b"\n" + content, delimiter, width)
    frame = frame.fill_null("")
    if frame.select(pl.any_horizontal(pl.all().str.len_bytes() > _LONGEST_FIELD).any()).item():
        raise _Odd
    rows = pl.int_range(above + 1, above + len(frame) + 1, dtype=pl.Int64, eager=True)
    return frame.with_columns(rows.alias(ROW), fields.cast(pl.Int64).alias(FIELDS))


def _read(content: bytes, delimiter: str, width: int) -> pl.DataFrame:
    """The lines below the first one, cut at every delimiter."""
    schema = {letter(i): pl.String() for i in range(width)}
    return pl.read_csv(
        content,
        has_header=False,
        schema=schema,
        separator=delimiter,
        quote_char=None,
        truncate_ragged_lines=True,
    )[1:]


def _unmarked(frame: pl.DataFrame, text: str, delimiter: str) -> pl.DataFrame:
    """The signs that stood inside quotes put back."""
    signs = {_DELIMITER: delimiter, _LINE: "\n", _RETURN: "\r", _QUOTE: '"'}
    used = {mark: sign for mark, sign in signs.items() if mark in text}
    for mark, sign in used.items():
        frame = frame.with_columns(pl.col(pl.String).str.replace_all(mark, sign, literal=True))
    return frame


def _tidy(frame: pl.DataFrame, text: str) -> pl.DataFrame:
    """The rows that are not blank, trimmed; most texts are in Unicode's normal form already."""
    texts = pl.col(pl.String)
    normal = unicodedata.is_normalized("NFC", text)
    frame = frame.with_columns(texts.str.strip_chars(EDGES) if normal else cleaned(texts))
    return frame.filter(pl.any_horizontal(texts != ""))


def _parsed(file: str, stream: BinaryIO, form: Form) -> Iterator[pl.DataFrame]:
    """The table in pieces, as Python's reader splits it."""
    rows = 0
    lines = _lines(_decoded(file, stream, form))
    reader = csv.reader(lines, delimiter=form.delimiter, strict=True)
    while True:
        batch: list[tuple[str, ...]] = []
        try:
            batch.extend(islice(map(tuple, reader), _BATCH))
        except csv.Error as failure:
            place = Place(file, line=rows + len(batch) + 1)
            raise CsperfError([problem("csv-quotes", place)]) from failure
        if max(map(len, batch), default=0) > MAX_COLUMNS or rows > MAX_ROWS:
            fault = problem("too-large", Place(file), rows=MAX_ROWS, columns=MAX_COLUMNS)
            raise CsperfError([fault])
        if not batch and rows:
            return
        numbers = range(rows + 1, rows + len(batch) + 1)
        yield framed(batch, numbers, [len(row) for row in batch])
        rows += len(batch)
        if not batch:
            return


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """The lines with their ends; one of endless length is cut, which the reader refuses."""
    rest = ""
    for text in texts:
        rest += text
        end = max(rest.rfind("\n"), rest.rfind("\r", 0, -1)) + 1  # a last \r may belong to a \n
        if len(rest) - end > _LONGEST_RECORD:
            end = len(rest)
        yield from io.StringIO(rest[:end], newline="")
        rest = rest[end:]
    yield from io.StringIO(rest, newline="")
