"""One run at a time in a folder: a lock that ends with the process, and a note of who holds it.

Why the system's lock and not a file that is there or not: a killed run or a power cut must not keep
every later run out. The note beside it only says whom to ask, and may be left over.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from csperf.errors import CsperfError, Exit, Fact, Place, Problem
from csperf.output.write import failure

LOCK: Final = ".csperf.lock"
_NOTE: Final = ".csperf.lock.json"
_PRIVATE: Final = 0o600
_LOOKS, _PAUSE = 20, 0.05  # the holder writes its note a moment after it has the lock


@contextmanager
def locked(folder: Path, wait: int = 0) -> Iterator[None]:
    """Nobody else's run is in this folder meanwhile; raises who is, after so many seconds."""
    lock = FileLock(folder / LOCK, mode=_PRIVATE)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise CsperfError([_held(folder)]) from None
    except OSError as error:
        raise CsperfError([failure(error, Place(str(folder)))]) from None
    try:
        _write_note(folder / _NOTE)
        yield
    finally:
        (folder / _NOTE).unlink(missing_ok=True)
        lock.release()


def _held(folder: Path) -> Problem:
    place = Place(str(folder))
    note = _holder(folder / _NOTE)
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
