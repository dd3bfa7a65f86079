"""The process of its own that reads an old file: bytes on standard input, JSON lines on the output.

Why a process: the old formats are read by code that trusts its input, and a hostile or broken file
may ask for all memory or never end. Here it has limits, and its end harms nobody. On systems
without such limits (Windows) only the parent's clock stops it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

from csperf.intake.kinds import OPEN_DOCUMENT, kind_of
from csperf.intake.raw import Fault, RawSheet

MEMORY = 1_000_000_000
SECONDS = 30
ANSWER = 200_000_000
VERSION = 1


def main() -> None:
    """Read one file and say what it holds, or in one word why not."""
    _limit()
    content = sys.stdin.buffer.read()
    try:
        for line in lines_of(content):
            sys.stdout.write(json.dumps(line) + "\n")
        fault = ""
    except Fault as word:
        fault = str(word)
    except MemoryError:
        fault = "too-large"
    except Exception:  # noqa: BLE001 - a reader meets bad files with any exception
        fault = "damaged"
    sys.stdout.write(json.dumps({"end": VERSION, "fault": fault}) + "\n")


def lines_of(content: bytes) -> Iterator[dict[str, object]]:
    """What each sheet holds, as plain data."""
    for sheet in _read(content):
        yield {
            "sheet": sheet.title,
            "visible": sheet.visible,
            "merged": list(sheet.merged),
            "hidden": list(sheet.hidden),
            "hidden_columns": list(sheet.hidden_columns),
            "since_1904": sheet.since_1904,
            "cells": [[row, column, *cell] for (row, column), cell in sheet.cells.items()],
        }


def _read(content: bytes) -> Iterable[RawSheet]:
    """The sheets by the reader of this kind; each loads libraries that the other need not."""
    if kind_of(content) == OPEN_DOCUMENT:
        from csperf.intake.opendocument import read_opendocument

        return read_opendocument(content)
    from csperf.intake.biff import read_biff

    return read_biff(content)


def _limit() -> None:
    """Limits of memory, computing time and output, where the system has them."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS refuses a limit of memory
            continue
