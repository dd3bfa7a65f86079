"""One run at a time in a history and on an output: a lock that ends with the process, and a note.

Why the system's lock and not a file that is there or not: a killed run or a power cut must not keep
every later run out. The note beside it only says whom to ask. Both go when the run is over, so that
nobody finds files of csperf's beside a payroll; after a kill they stay until the next run.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from filelock import FileLock, Timeout

from csperf.errors import CsperfError, Exit, Fact, Place, Problem
from csperf.output.write import failure, sweep

_ENDING: Final = ".csperf.lock"
_PRIVATE: Final = 0o600
_SHORT: Final = 30  # of a name, in letters: with its ending it must fit any folder
_LOOKS, _PAUSE = 20, 0.05  # the holder writes its note a moment after it has the lock


@dataclass(frozen=True)
class _Lock:
    """What is locked, and the file that is for it."""

    place: Path
    path: Path

    @property
    def note(self) -> Path:
        """Who holds it."""
        return self.path.with_name(f"{self.path.name}.json")


@contextmanager
def locked(folder: Path, wait: int = 0) -> Iterator[None]:
    """Nobody else's run is in this folder meanwhile; raises who is, after so many seconds."""
    with _held(_Lock(folder, folder / _ENDING), wait):
        yield


@contextmanager
def locked_outputs(paths: Iterable[Path], wait: int = 0) -> Iterator[None]:
    """Nobody else's run writes these files or folders meanwhile; raises who does.

    What a killed run left half-written of them is removed.
    """
    whole = {one.resolve(): one for one in paths}
    locks = {
        path.parent / f".{path.name[:_SHORT]}{_ENDING}": one for path, one in whole.items()
    }  # of two long names one lock may do
    with ExitStack() as stack:
        for beside, place in sorted(locks.items()):
            stack.enter_context(_held(_Lock(place, beside), wait))
        for path in whole:
            sweep(path.parent, of=path.name)
        yield


@contextmanager
def _held(lock: _Lock, wait: int) -> Iterator[None]:
    system = FileLock(lock.path, mode=_PRIVATE)
    try:
        system.acquire(timeout=wait)
    except Timeout:
        raise CsperfError([_why_not(lock)]) from None
    except OSError as error:
        raise CsperfError([failure(error, Place(str(lock.place)))]) from None
    try:
        _write_note(lock.note)
        yield
    finally:
        _unlink(lock.note)
        _unlink(lock.path)  # whoever waits for it sees that it is gone, and takes a new one
        system.release()
        if os.name == "nt":  # where a file that is open stays
            _unlink(lock.path)


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _why_not(lock: _Lock) -> Problem:
    """Why there is no lock: no file can be made there, or somebody has it."""
    if not lock.path.exists():
        try:
            with TemporaryFile(dir=lock.path.parent):
                pass
        except OSError as error:
            return failure(error, Place(str(lock.place)))
    return _taken(lock)


def _taken(lock: _Lock) -> Problem:
    place = Place(str(lock.place))
    note = _holder(lock.note)
    if note is None:
        return Problem("locked-by-somebody", place, exit=Exit.LOCKED)
    facts: dict[str, Fact] = {key: str(note[key]) for key in ("pid", "host", "since")}
    return Problem("locked", place, facts, exit=Exit.LOCKED)


def _holder(path: Path) -> dict[str, object] | None:
    """What the note says, unless it was left by a run that is over."""
    for _ in range(_LOOKS):
        with suppress(OSError, ValueError, KeyError, TypeError):
            note = json.loads(path.read_bytes())
            if {"pid", "host", "since"} <= {*note} and not _is_over(note):
                return dict(note)
        time.sleep(_PAUSE)
    return None


def _is_over(note: dict[str, object]) -> bool:
    """Whether the process that wrote a note on this machine is gone."""
    if note["host"] != socket.gethostname() or os.name == "nt":
        return False
    try:
        os.kill(int(str(note["pid"])), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _write_note(path: Path) -> None:
    """Who holds the lock; a disk without room for it is told by what is written next."""
    note = {"pid": os.getpid(), "host": socket.gethostname()}
    since = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(json.dumps({**note, "since": since}))
