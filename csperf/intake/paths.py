"""Paths: what is given to `--data` becomes the names of files to open, each file once.

`-` is standard input, a folder stands for the tables in it, and `*` and `?` are filled in where no
shell has done it (a name in quotes, the prompt of Windows). Brackets are no pattern: browsers call
a second download `5月[1].csv`. In a folder everything is opened that could be a table, whatever its
name ends in, so that no export is passed over; what cannot be one is left out and told.
"""

from __future__ import annotations

import contextlib
import glob
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Final

from csperf.errors import Place, Problem, file_problem, problem, reason_of, warning

STDIN: Final = "-"
STDIN_NAME: Final = "<stdin>"
MAX_FILES: Final = 500
_SHOWN = 8
_WILD = frozenset("*?")
_UNSEEN = (".", "~$")
_UNFINISHED = ("~", ".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".bak")
_NO_TABLES = (
    *(".yaml", ".yml", ".toml", ".ini", ".md", ".log", ".pdf", ".doc", ".docx", ".ppt", ".pptx"),
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".mp4", ".lnk", ".url", ".exe"),
    *(".py", ".sh", ".bat", ".cmd", ".ps1", ".lock"),
)
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})

Files = list[str]


def files_of(given: Sequence[str], roster: str | None = None) -> tuple[Files, list[Problem]]:
    """The files to open, in the order given; a folder's or pattern's in the order of their names.

    The roster is left out of what a folder or pattern stands for: it was named for itself.
    """
    given, twice = _folders_once(given)
    found = [_filled(name) for name in given]
    problems = [*twice, *(fault for _, faults in found for fault in faults)]
    aside = _identity(roster) if roster is not None else None
    names: list[str] = []
    for name, (files, _) in zip(given, found, strict=True):
        names += [file for file in files if file == name or _identity(file) != aside]
    if [*given, roster].count(STDIN) > 1:
        problems.append(problem("stdin-twice", Place(STDIN_NAME)))
        names = [name for name in names if name != STDIN]
    once, again = _once(names)
    return once, problems + again


def standard_input(most: int) -> bytes | Problem:
    """All that is piped in."""
    place = Place(STDIN_NAME)
    stream = sys.stdin
    if stream is None or stream.closed or stream.isatty():
        return problem("stdin-nothing", place)
    content = stream.buffer.read(most + 1)
    if len(content) > most:
        return problem("file-too-large", place, megabytes=most // 1_000_000)
    return content


def _filled(name: str) -> tuple[Files, list[Problem]]:
    """The files that one given name stands for; a name that exists stands for itself."""
    if name == STDIN:
        return [name], []
    if not name.strip():
        return [], [problem("path-blank")]
    if os.path.isdir(name):  # noqa: PTH112 - a name as typed, perhaps no path at all
        return _folder(name)
    if os.path.lexists(name):
        return _existing(name)
    if _WILD & set(name):
        return _pattern(name)
    return [name], []


def _existing(name: str) -> tuple[Files, list[Problem]]:
    """The file, unless it is a link that leads nowhere or round in a circle."""
    if os.path.exists(name) or not os.path.islink(name):  # noqa: PTH110, PTH114 - as above
        return [name], []
    target = os.readlink(name)  # noqa: PTH115 - as above
    return [], [file_problem("path-link", Place(name), target=target)]


def _folder(name: str) -> tuple[Files, list[Problem]]:
    try:
        inside = sorted(os.listdir(name))  # noqa: PTH208 - as above
    except OSError as failure:
        return [], [file_problem("export-unreadable", Place(name), reason=reason_of(failure))]
    files, told = _tables(name, [os.path.join(name, one) for one in inside])  # noqa: PTH118 - as above
    return files, told if files else [*told, problem("folder-no-table", Place(name))]


def _pattern(name: str) -> tuple[Files, list[Problem]]:
    literal = name.replace("[", "[[]")
    files, told = _tables(name, sorted(glob.glob(literal, include_hidden=True)))  # noqa: PTH207 - as above
    if not files:
        folder = os.path.dirname(os.path.abspath(name))  # noqa: PTH100, PTH120 - as above
        told.append(problem("pattern-no-match", Place(name), folder=folder))
    return files, told


def _tables(name: str, found: Sequence[str]) -> tuple[Files, list[Problem]]:
    """What could be a table, and a word about the rest."""
    aside = [file for file in found if _is_no_table(file)]
    files = [file for file in found if file not in set(aside)]
    told: list[Problem] = []
    if aside:
        names = tuple(os.path.basename(file) for file in aside[:_SHOWN])  # noqa: PTH119 - as above
        told.append(warning("files-left-out", Place(name), names=names, count=len(aside)))
    if len(files) > MAX_FILES:
        told.append(problem("files-too-many", Place(name), count=len(files), most=MAX_FILES))
    return files[:MAX_FILES], told


def _is_no_table(file: str) -> bool:
    name = os.path.basename(file).lower()  # noqa: PTH119 - as above
    return (
        name.startswith(_UNSEEN)
        or name.endswith(_UNFINISHED + _NO_TABLES)
        or name in _SYSTEM
        or os.path.isdir(file)  # noqa: PTH112 - as above
    )


def _folders_once(given: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The names without a folder that was given before: told once, not for each of its files."""
    kept: list[str] = []
    first: dict[object, str] = {}
    told: list[Problem] = []
    for name in given:
        key = _identity(name) if os.path.isdir(name) else None  # noqa: PTH112 - as above
        if key is None or (first.setdefault(key, name) == name and name not in kept):
            kept.append(name)
        else:
            told.append(warning("path-again", Place(name), first=first[key]))
    return kept, told


def _once(names: Iterable[str]) -> tuple[Files, list[Problem]]:
    """Each file once, though it be reached by several ways."""
    first: dict[object, str] = {}
    told: list[Problem] = []
    for name in names:
        key = _identity(name)
        if key in first:
            told.append(warning("path-again", Place(name), first=first[key]))
        else:
            first[key] = name
    return list(first.values()), told


def _identity(name: str) -> object:
    """What is the same for all names of one file."""
    with contextlib.suppress(OSError, ValueError):
        if name != STDIN and (found := os.stat(name)).st_ino:  # noqa: PTH116 - as above
            return found.st_dev, found.st_ino
    return name
