"""Large clean text: looked over once, then left to the reader of Polars, which needs no memory.

Clean means that nothing in it is read differently by Polars than by csperf's own reader: UTF-8
(GB18030 is written anew, piece by piece), quotes around whole fields only, as many fields in every
row as in the first, no sign that `csperf.intake.delimited` refuses. All of that shows in the bytes,
which have to be read for their digest anyway; Unicode's normal form is looked after where a column
is read. A text that is not clean takes the other way and is
told what is wrong with it there; a test holds that both ways give the same.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import os
import re
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import polars as pl

from csperf.errors import Place
from csperf.intake.delimited import delimiter_of
from csperf.intake.grid import FIELDS, MAX_COLUMNS, ROW, letter
from csperf.intake.kinds import kind_of
from csperf.intake.records.sources import Source
from csperf.scratch import made_folder, remove_folder

LARGE = 4_000_000
_PIECE = 500_000  # as much as stays near the processor while it is looked at several times
_LONGEST_RECORD = 64_000_000
_QUOTED = re.compile(rb'(?:"[^"]*")+')
_MARK = b"\x1f"
_REFUSED = ("\0", "\x1f", "\ufffd")
_BOM = codecs.BOM_UTF8


@dataclass
class _Looked:
    """What was seen of a text so far."""

    delimiter: bytes = b""
    width: int = 0
    lines: int = 0
    delimiters: int = 0
    quoted: bool = False
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def takes(self, piece: bytes) -> bool:
        """Whether a piece of whole records is as clean as all before it."""
        text = piece.decode()
        if any(sign in text for sign in _REFUSED) or ("锟" in text and "锟斤拷" in text):
            return False
        if b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n"):
            return False
        bare = piece
        if b'"' in piece:
            self.quoted = True
            bare = _QUOTED.sub(_MARK, piece)
            if not _around_fields(bare, self.delimiter):
                return False
        self.lines += bare.count(b"\n") + (not piece.endswith(b"\n"))
        self.delimiters += bare.count(self.delimiter)
        return True

    @property
    def is_even(self) -> bool:
        """Whether there are as many fields in all rows as there should be."""
        return self.delimiters == self.lines * (self.width - 1)


def _around_fields(bare: bytes, delimiter: bytes) -> bool:
    """Whether what was quoted (now a mark each) were whole fields."""
    if b'"' in bare:
        return False
    count = bare.count(_MARK)
    begins = bare.count(delimiter + _MARK) + bare.count(b"\n" + _MARK) + bare.startswith(_MARK)
    ends = sum(bare.count(_MARK + sign) for sign in (delimiter, b"\n", b"\r"))
    return count == begins == ends + bare.endswith(_MARK)


def scanned(file: str) -> tuple[Source, str] | None:
    """A large clean text file as a source, and its digest; None, if it should go the other way."""
    try:
        with Path(file).open("rb") as stream:
            if os.fstat(stream.fileno()).st_size <= LARGE:
                return None
            head = stream.read(_PIECE)
            stream.seek(0)
            return None if kind_of(head) else _scanned(file, stream, head)
    except (OSError, ValueError):
        return None


def _scanned(file: str, stream: BinaryIO, head: bytes) -> tuple[Source, str] | None:
    first = head.removeprefix(_BOM).split(b"\n", 1)[0]
    looked = _Looked()
    looked.delimiter = delimiter_of(_readable(head)).encode()
    looked.width = first.count(looked.delimiter) + 1
    if b'"' in first or first[:4].lower() == b"sep=" or not 1 < looked.width <= MAX_COLUMNS:
        return None
    if _is_utf8(stream, looked):
        return _source(file, looked), looked.digest.hexdigest()
    again = _Looked(looked.delimiter, looked.width)
    copy = _transcoded(stream, again)
    if copy is None:
        return None
    return _source(file, again, copy), again.digest.hexdigest()


def _readable(head: bytes) -> str:
    """The beginning of a text in either encoding."""
    for encoding in ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return codecs.getincrementaldecoder(encoding)().decode(head)
    return ""


def _is_utf8(stream: BinaryIO, looked: _Looked) -> bool:
    """Whether all of the text is clean UTF-8."""
    try:
        for piece in _records(_pieces(stream, looked)):
            if not looked.takes(piece):
                return False
    except UnicodeDecodeError:
        return False
    return looked.is_even


def _pieces(stream: BinaryIO, looked: _Looked) -> Iterator[bytes]:
    """The bytes without the mark of their encoding."""
    stream.seek(0)
    first = True
    while piece := stream.read(_PIECE):
        looked.digest.update(piece)
        yield piece.removeprefix(_BOM) if first else piece
        first = False


def _records(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same in whole records: each ends at a line break that no quotes enclose."""
    rest = b""
    for piece in pieces:
        rest += piece
        end = rest.rfind(b"\n") + 1
        while end and b'"' in rest and rest.count(b'"', 0, end) % 2:
            end = rest.rfind(b"\n", 0, end - 1) + 1
        if end:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > _LONGEST_RECORD:
            raise ValueError("a record without an end")
    if rest:
        yield rest


def _transcoded(stream: BinaryIO, looked: _Looked) -> Path | None:
    """The text written anew as UTF-8 in a private folder, if it is clean GB18030."""
    folder = made_folder()
    copy = folder / "copy.csv"
    try:
        with copy.open("wb") as target:
            for piece in _records(_decoded(_pieces(stream, looked))):
                if not looked.takes(piece):
                    break
                target.write(piece)
            else:
                if looked.is_even:
                    return copy
    except UnicodeDecodeError:
        pass
    except BaseException:
        remove_folder(folder)
        raise
    remove_folder(folder)
    return None


def _decoded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("gb18030")()
    for piece in pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()


class _Copy:
    """A file of our own that goes when nobody needs it any more."""

    def __init__(self, path: Path) -> None:
        weakref.finalize(self, remove_folder, path.parent)


def _source(file: str, looked: _Looked, copy: Path | None = None) -> Source:
    """The rows by letter; blanks around a text are looked after where a column is read."""
    names = [letter(at) for at in range(looked.width)]
    rows = pl.scan_csv(
        copy or file,
        separator=looked.delimiter.decode(),
        has_header=False,
        infer_schema=False,
        new_columns=names,
        quote_char='"' if looked.quoted else None,
        row_index_name=ROW,
        row_index_offset=1,
        glob=False,
    )
    texts = pl.col(names).fill_null("")
    fields = pl.lit(0, pl.Int64()).alias(FIELDS)
    lazy = rows.select(texts, pl.col(ROW).cast(pl.Int64()), fields)
    if copy is None:
        return Source(0, Place(file), "utf-8", lazy, in_memory=False)
    return Source(0, Place(file), "gb18030", lazy, in_memory=False, behind=_Copy(copy))
