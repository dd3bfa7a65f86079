"""The project file as text: where it is, and every key with its value and its line.

Why own lines: Python's reader of TOML tells no places. A statement of TOML ends at a line end and
can be read alone, so the file is read a statement at a time, each with the line that it began on.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from csperf.errors import Place, Problem, file_problem, problem, reason_of

NAME: Final = "csperf.toml"
_LARGEST: Final = 100_000
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True)
class Entry:
    """A key's value, and where it stands."""

    value: Any
    place: Place


@dataclass(frozen=True)
class ProjectFile:
    """The file, by which all relative names in it are meant, its keys, and where parts stand."""

    path: Path
    entries: Mapping[str, Entry] = field(default_factory=dict)
    parts: Mapping[str, Place] = field(default_factory=dict)


def found_above(folder: Path) -> Path | None:
    """The project file of a folder: its own, or that of the nearest folder above."""
    return next((one / NAME for one in (folder, *folder.parents) if (one / NAME).is_file()), None)


def read_project(path: Path, shown: str) -> tuple[ProjectFile, list[Problem]]:
    """The keys of a project file, or why it cannot be read; `shown` is what places call it."""
    place = Place(shown)
    try:
        content = path.read_bytes()
    except OSError as error:
        return ProjectFile(path), [file_problem("project-unread", place, reason=reason_of(error))]
    if len(content) > _LARGEST:
        return ProjectFile(path), [problem("project-too-large", place, most=_LARGEST)]
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        whole = tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError:
        return ProjectFile(path), [problem("project-no-utf8", place)]
    except tomllib.TOMLDecodeError as error:
        return ProjectFile(path), [_broken(str(error), shown)]
    lines = _lines(text)
    entries = {
        key: Entry(value, Place(shown, lines.get((key,), 0))) for key, value in whole.items()
    }
    parts = {".".join(keys): Place(shown, line) for keys, line in lines.items()}
    return ProjectFile(path, entries, parts), []


def _broken(told: str, shown: str) -> Problem:
    match = _AT.search(told)
    line, col = (int(match[1] or 0), int(match[2] or 0)) if match else (0, 0)
    return problem("project-broken", Place(shown, line, col), reason=_AT.sub("", told))


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line that each key was first named on, by its path."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for line, statement, parsed in _statements(text):
        is_heading = statement.lstrip().startswith("[")
        path = () if is_heading else table
        for key in _path(parsed):
            path = (*path, key)
            found.setdefault(path, line)
        table = path if is_heading else table
    return found


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each statement with its first line and what it says alone."""
    lines = text.split("\n")
    start = 0
    for end in range(1, len(lines) + 1):
        statement = "\n".join(lines[start:end])
        try:
            parsed = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        yield start + 1, statement, parsed
        start = end


def _path(parsed: Any) -> Iterator[str]:
    """The keys that lead to what a statement says."""
    while isinstance(parsed, (dict, list)) and len(parsed) == 1:
        if isinstance(parsed, list):
            parsed = parsed[0]
            continue
        ((key, parsed),) = parsed.items()
        yield key


def language_of_project(config: str, environment: Mapping[str, str] = os.environ) -> str:
    """The language that the project file names, before anything else is known; '' if none."""
    config = config or environment.get("CSPERF_CONFIG", "")
    path = Path(config) if config else found_above(Path.cwd())
    if path is None:
        return ""
    entry = read_project(path, str(path))[0].entries.get("lang")
    return entry.value if entry and entry.value in {"zh", "en"} else ""
