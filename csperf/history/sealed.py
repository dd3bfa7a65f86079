"""Sealed folders: written whole or not at all, never changed, every file with its checksum.

Why a folder at a time: a closing is many files that mean something only together. All are written
and synced under a name that no reader looks at, and one rename makes them the closing; a rename
onto a folder that is there fails, so of two that write at once one wins. The checksums are in the
form that `sha256sum -c` reads, so that anyone can look for damage without csperf.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from csperf.errors import CsperfError, Place, Problem, file_problem, reason_of
from csperf.output.write import failure, keep_name

CHECKSUMS = "checksums.txt"
_PIECE = 1_000_000
_PRIVATE = stat.S_IRUSR | stat.S_IWUSR
_LEVEL = 6  # of compression; a workbook is compressed already


@dataclass(frozen=True)
class Packed:
    """A file of the user's that is kept compressed; `sha256` is of what was in it."""

    source: str
    sha256: str


@dataclass(frozen=True)
class Sealed:
    """A sealed folder: its files by their names in it, each with the SHA-256 it must have."""

    folder: Path
    files: Mapping[str, str] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """A file's content; raises what is wrong with it."""
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CsperfError([_unread(path, error)]) from None
        if self.files.get(name) != hashlib.sha256(content).hexdigest():
            raise CsperfError([file_problem("history-damaged", Place(str(path)))])
        return content

    def faults(self) -> Iterator[Problem]:
        """Every file that is not what was sealed."""
        for name, sha256 in self.files.items():
            path = self.folder / name
            try:
                with path.open("rb") as stream:
                    found = hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError as error:
                yield _unread(path, error)
            else:
                if found != sha256:
                    yield file_problem("history-damaged", Place(str(path)))


def open_sealed(folder: Path) -> Sealed:
    """The folder with the checksums of its files; raises what keeps it from being read."""
    path = folder / CHECKSUMS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CsperfError([_unread(path, error)]) from None
    except UnicodeDecodeError:
        lines = [""]
    pairs = [line.split("  ", 1) for line in lines]
    if not pairs or any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - checksum and name
        raise CsperfError([file_problem("history-damaged", Place(str(path)))])
    return Sealed(folder, {name: sha256 for sha256, name in pairs})


def _unread(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return file_problem("history-lacks", Place(str(path)))
    return file_problem("history-unread", Place(str(path)), reason=reason_of(error))


def seal(folder: Path, files: Mapping[str, bytes | Packed]) -> list[Problem]:
    """Writes a sealed folder of this name; why it could not be, with nothing left behind."""
    place = Place(str(folder))
    temporary: Path | None = None
    try:
        _make(folder.parent)
        temporary = Path(
            tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".tmp", dir=folder.parent)
        )
        _fill(temporary, files)
        if folder.exists():  # an empty folder would be renamed over
            return [file_problem("history-taken", place)]
        temporary.rename(folder)
        temporary = None
    except OSError as error:
        if folder.exists():
            return [file_problem("history-taken", place)]
        return [failure(error, place)]
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
    keep_name(folder.parent)
    return []


def _make(folder: Path) -> None:
    """The folder and those above it, for their owner only."""
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=stat.S_IRWXU, exist_ok=True)
        keep_name(missing.parent)


def _fill(folder: Path, files: Mapping[str, bytes | Packed]) -> None:
    lines = []
    for name, content in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(mode=stat.S_IRWXU, exist_ok=True)
        with _created(path) as stream:
            if isinstance(content, Packed):
                _pack(content, stream)
            else:
                stream.write(content)
        with path.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {name}\n")
    with _created(folder / CHECKSUMS) as stream:
        stream.write("".join(lines).encode())
    for inside in [*(one for one in folder.iterdir() if one.is_dir()), folder]:
        keep_name(inside)


@contextlib.contextmanager
def _created(path: Path) -> Iterator[BinaryIO]:
    """A new file for its owner only, safely on the disk at the end."""
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE
    )
    with os.fdopen(descriptor, "wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _pack(packed: Packed, stream: BinaryIO) -> None:
    """The file compressed, alike wherever and whenever that is done."""
    digest = hashlib.sha256()
    with (
        open(packed.source, "rb") as source,  # noqa: PTH123 - a name as typed
        gzip.GzipFile("", "wb", _LEVEL, stream, mtime=0) as target,
    ):
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
    if digest.hexdigest() != packed.sha256:
        raise CsperfError([file_problem("file-changing", Place(packed.source))])
