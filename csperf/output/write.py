"""Writing a result file: whole or not at all, never over something else without being told to.

Why a temporary file and a rename: a full disk or a kill in the middle of a write must leave last
month's payroll as it was. The temporary file stands in the same folder, since a rename is atomic
only within one file system.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from csperf.errors import Exit, Place, Problem, file_problem, problem, reason_of

SUFFIXES = (".xlsx", ".html", ".csv", ".tsv", ".json", ".md")
_LIBRARIES = {".html": ("altair", "vl_convert")}  # what a plain installation lacks
_LEFT_OVER = re.compile(r"\..+\.[a-z0-9_]{8}\.tmp")
_LONG_AGO = 3600  # seconds: nothing takes that long to be written
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})


def check_target(path: Path, inputs: Iterable[Path]) -> list[Problem]:
    """Everything about an output path that can be known to be wrong before the calculation."""
    return wrong_suffix(path, SUFFIXES) or _lacking(path) or blocked(path, inputs)


def blocked(path: Path, inputs: Iterable[Path]) -> list[Problem]:
    """Why no file can be written here, or none should: it would be one that is read."""
    place = Place(str(path))
    for source in inputs:
        if _same(path, source):
            return [problem("output-is-input", place, input=str(source))]
    return _not_writable(path, place)


def check_folder(folder: Path) -> list[Problem]:
    """Why this cannot be a folder to write to, whether it is there or still to be made."""
    place = Place(str(folder))
    try:
        if folder.is_dir():
            writable = os.access(folder, os.W_OK | os.X_OK)
            return [] if writable else [file_problem("output-denied", place)]
        if folder.is_symlink() or folder.exists():
            example = str(folder.with_name(f"{folder.stem}-2"))
            return [file_problem("output-no-folder-but-file", place, example=example)]
    except OSError as error:
        return [failure(error, place)]
    return _not_writable(folder, place)


def make_folder(folder: Path) -> list[Problem]:
    """The folder and those above it, made for their owner only where they were not there."""
    try:
        for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            missing.mkdir(mode=stat.S_IRWXU, exist_ok=True)
            keep_name(missing.parent)
    except OSError as error:
        return [failure(error, Place(str(folder)))]
    return []


def wrong_suffix(path: Path, known: tuple[str, ...]) -> list[Problem]:
    """A name that does not end in what says which kind of file is to be written."""
    if path.suffix.lower() in known:
        return []
    suffix = path.suffix or path.name
    unknown = problem("output-suffix", Place(str(path)), suffix=suffix, known=known)
    return [replace(unknown, exit=Exit.USAGE)]


def _lacking(path: Path) -> list[Problem]:
    """That a report cannot be written without the libraries that draw its charts."""
    wanted = _LIBRARIES.get(path.suffix.lower(), ())
    if all(find_spec(library) for library in wanted):
        return []
    return [Problem("report-library", Place(str(path)), exit=Exit.USAGE)]


def differing(contents: Iterable[tuple[Path, bytes]]) -> list[Problem]:
    """Every file that is there and holds something else, known before any is written."""
    return [
        Problem("output-differs", Place(str(path)), exit=Exit.DIFFERS)
        for path, content in contents
        if _content_of(path) not in (None, content)
    ]


def holds(path: Path, content: bytes) -> bool:
    """Whether the file has this content already."""
    return _content_of(path) == content


def _content_of(path: Path) -> bytes | None:
    """What a file holds; None for one that is not there or that writing will have to tell about."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def write_result(path: Path, content: bytes, *, force: bool) -> list[Problem]:
    """The file with this content, readable by its owner only; or the reason why not.

    The same content already there is left untouched; other content is replaced only by `force`.
    """
    place = Place(str(path))
    if found := _not_writable(path, place):
        return found
    try:
        if path.exists():
            if path.read_bytes() == content:
                return []
            if not force:
                return [Problem("output-differs", place, exit=Exit.DIFFERS)]
        temporary = _written(path, content)
    except OSError as error:
        return [failure(error, place)]
    return _moved(temporary, path, place)


def sweep(folder: Path, older_than: int = 0, of: str = "") -> None:
    """Removes what killed runs left half-written, of any file or `of` one.

    Only under a lock without an age in seconds.
    """
    with contextlib.suppress(OSError):
        for one in folder.iterdir():
            if _LEFT_OVER.fullmatch(one.name) and one.name.startswith(_hidden(of)):
                with contextlib.suppress(OSError):
                    if one.lstat().st_mtime <= time.time() - older_than:
                        _remove(one)


def _hidden(name: str) -> str:
    """How the name of a file begins while it is being written."""
    return f".{name[:100]}." if name else "."


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _same(path: Path, source: Path) -> bool:
    try:
        return path.samefile(source)
    except OSError:
        return path.resolve() == source.resolve()


def _not_writable(path: Path, place: Place) -> list[Problem]:
    """Why this path cannot become an ordinary file; a link is never followed."""
    folder = path.parent
    try:
        if not folder.is_dir():
            return [file_problem("output-no-folder", place, folder=str(folder))]
        if (path.is_symlink() or path.exists()) and (found := _not_replaceable(path, place)):
            return found
    except OSError as error:
        return [failure(error, place)]
    return [] if os.access(folder, os.W_OK | os.X_OK) else [file_problem("output-denied", place)]


def _not_replaceable(path: Path, place: Place) -> list[Problem]:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return [file_problem("output-is-link", place)]
    if stat.S_ISDIR(mode):
        return [file_problem("output-is-folder", place, example=str(path / "payroll.xlsx"))]
    return [] if stat.S_ISREG(mode) else [file_problem("output-is-no-file", place)]


def _written(path: Path, content: bytes) -> Path:
    """A temporary file beside `path` that safely holds the content; removed if anything fails."""
    sweep(path.parent, _LONG_AGO)
    descriptor, name = tempfile.mkstemp(prefix=_hidden(path.name), suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _moved(temporary: Path, path: Path, place: Place) -> list[Problem]:
    try:
        temporary.replace(path)
    except PermissionError:
        temporary.unlink(missing_ok=True)
        return [file_problem("output-held", place)]
    except OSError as error:
        temporary.unlink(missing_ok=True)
        return [failure(error, place)]
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    keep_name(path.parent)
    return []


def keep_name(folder: Path) -> None:
    """Make the new name outlast a power cut; the content is already safe, so no error counts.

    Windows and some network folders cannot sync a folder.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def failure(error: OSError, place: Place) -> Problem:
    """Why the system did not let something be written."""
    if error.errno in _FULL:
        return file_problem("output-disk-full", place)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return file_problem("output-denied", place)
    return file_problem("output-failed", place, reason=reason_of(error))
