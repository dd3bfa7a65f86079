"""Writing stored records: private files, each whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_FOLDER = stat.S_IRWXU
_FILE = stat.S_IRUSR | stat.S_IWUSR


def private_folder(folder: Path) -> Path:
    """The folder, made for its owner only where it was not there."""
    if not folder.is_dir():
        private_folder(folder.parent)
        folder.mkdir(mode=_FOLDER, exist_ok=True)
    return folder


def write_whole(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """The file written beside its place and then put there; for its owner only."""
    beside = target.with_name(f".{target.name}.tmp")
    beside.unlink(missing_ok=True)
    handle = os.open(
        beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _FILE
    )
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except BaseException:  # whatever ends the writing, no half file stays behind
        beside.unlink(missing_ok=True)
        raise


def remove_folder(folder: Path) -> None:
    """The folder with all that is in it gone, if it was there."""
    if folder.is_dir():
        shutil.rmtree(folder)
