"""Private folders for what does not fit in memory: for their owner only, and gone at the end.

Why more than the standard library's: whoever is killed cleans nothing up, and what lies there are
pay data. Each folder is locked while its process lives, so the next run knows which are nobody's.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "csperf-held-"
_A_MOMENT = 60  # seconds: a folder is made a moment before it is locked
_LONG_AGO = 86_400  # where folders cannot be locked, no run takes a day
_locks: dict[Path, int] = {}


@contextmanager
def scratch_folder(within: str | Path | None = None) -> Iterator[Path]:
    """A folder in this one, or where the system keeps such; it goes when the block ends."""
    folder = made_folder(within)
    try:
        yield folder
    finally:
        remove_folder(folder)


def made_folder(within: str | Path | None = None) -> Path:
    """A folder that stays until `remove_folder`, or until the process is over and another runs."""
    place = Path(within or tempfile.gettempdir())
    _sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    lock = _locked(folder)
    if lock is not None:
        _locks[folder] = lock
    return folder


def remove_folder(folder: Path) -> None:
    """Removes a folder that `made_folder` made."""
    shutil.rmtree(folder, ignore_errors=True)
    lock = _locks.pop(folder, None)
    if lock is not None:
        os.close(lock)


def _sweep(place: Path) -> None:
    """Removes the folders of processes that are over."""
    with suppress(OSError):
        for one in place.glob(f"{_PREFIX}*"):
            with suppress(OSError):
                _remove_if_nobody_s(one)


def _remove_if_nobody_s(folder: Path) -> None:
    age = time.time() - folder.lstat().st_mtime
    if folder.is_symlink() or age < _A_MOMENT or folder in _locks:
        return
    lock = _locked(folder)
    if lock is not None or (sys.platform == "win32" and age > _LONG_AGO):
        shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """The folder locked until this is closed; None where it cannot be, or another process did."""
    if sys.platform == "win32":
        return None
    import fcntl  # Windows has none

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
