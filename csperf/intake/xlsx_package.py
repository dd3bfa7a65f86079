"""The package of a workbook: a zip of XML parts, opened only if nothing about it is a trap.

The sizes that a zip's directory states are checked first, and then not trusted: what is unpacked is
counted, and unpacking ends where the stated size does, with a checksum that a liar cannot meet.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import normpath
from urllib.parse import unquote

from csperf.errors import CsperfError, Place, Problem, Term, problem

MAX_UNZIPPED = 1_500_000_000
MAX_RATIO = 200
MAX_PARTS = 1_000
MAX_SMALL_PART = 50_000_000
PIECE = 16000000
_END = b"PK\x05\x06"
_TABLES = {"kind-xlsb", "kind-ods"}
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True)
class Package:
    """The parts of a workbook by their names, which neither case nor kind of slash tells apart."""

    file: str
    archive: zipfile.ZipFile = field(repr=False)
    parts: Mapping[str, zipfile.ZipInfo] = field(repr=False)

    def find(self, target: str, base: str = "") -> str | None:
        """The part that a relationship names, from the root or from the folder `base`."""
        target = target.replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else normpath(f"{base}/{target}")
        candidates = (folded(path), folded(unquote(path)))
        return next((name for name in candidates if name in self.parts), None)

    def read(self, name: str) -> bytes:
        """A small part as a whole."""
        if self.parts[name].file_size > MAX_SMALL_PART:
            raise CsperfError([problem("workbook-bomb", Place(self.file))])
        return b"".join(self.chunks(name, MAX_SMALL_PART))

    def chunks(self, name: str, size: int) -> Iterator[bytes]:
        """A part of any size, piece by piece."""
        try:
            with self.archive.open(self.parts[name]) as stream:
                while chunk := stream.read(size):
                    yield chunk
        except _UNREADABLE as failure:
            part = self.parts[name].filename
            raise CsperfError(
                [problem("workbook-part-rotten", Place(self.file), part=part)]
            ) from failure


def folded(name: str) -> str:
    """A part's name as it is compared."""
    return name.replace("\\", "/").lstrip("/").lower()


def open_package(file: str, content: bytes) -> Package | Problem:
    """The package in these bytes, or what forbids reading it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        whole = _END in content[-70_000:]
        return problem("workbook-damaged" if whole else "workbook-cut", Place(file))
    parts = {folded(part.filename): part for part in archive.infolist()}
    fault = _trap(file, archive.infolist(), len(content)) or _other_kind(file, set(parts))
    return fault or Package(file, archive, parts)


def _trap(file: str, parts: list[zipfile.ZipInfo], size: int) -> Problem | None:
    """A bomb, a part that could be read in two ways, a password."""
    place = Place(file)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNZIPPED or packed > size:
        return problem("workbook-bomb", place)
    if unpacked // max(1, packed) > MAX_RATIO:
        return problem("workbook-bomb", place)
    seen: set[str] = set()
    for part in parts:
        if part.flag_bits & 1:
            return problem("file-encrypted", place)
        if (name := folded(part.filename)) in seen:
            return problem("workbook-part-twice", place, part=part.filename)
        seen.add(name)
    return None


def _other_kind(file: str, names: set[str]) -> Problem | None:
    """Why a sound archive is no workbook of XML parts."""
    kind = _kind(names)
    if not kind:
        return None
    fault = "file-kind" if kind in _TABLES else "file-no-table"
    return problem(fault, Place(file), kind=Term(kind))


def _kind(names: set[str]) -> str:
    if any(name.endswith("workbook.bin") for name in names):
        return "kind-xlsb"
    if "mimetype" in names and "content.xml" in names:
        return "kind-ods"
    if "word/document.xml" in names:
        return "kind-word"
    return "" if "[content_types].xml" in names else "kind-archive"
