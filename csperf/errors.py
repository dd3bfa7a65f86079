"""What csperf says is wrong: a `Problem` with a `Place`, and the one exception that carries them.

Why values and not exceptions: a supervisor who mends a plan wants every fault of a run at once,
so functions return `(result, problems)`. `CsperfError` is raised only where going on is senseless.
The words of a problem live in `csperf.texts` in both languages; here is only its stable id.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import IntEnum
from typing import Literal


class Exit(IntEnum):
    """Exit codes, as documented by `csperf --help`."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    FILE = 3
    LOCKED = 4
    DIFFERS = 5
    WARNED = 10
    INTERNAL = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: `file:line:col` in a text file, `file!sheet!cell` in a table."""

    file: str = ""
    line: int = 0
    col: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.cell or self.sheet:
            return "!".join(part for part in (self.file, self.sheet, self.cell) if part)
        numbers = (str(n) for n in (self.line, self.col) if n)
        return ":".join((self.file, *numbers))


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of csperf's own inside a message, looked up in the reader's language."""

    id: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the data inside a message, known in both languages."""

    zh: str
    en: str


USUAL_REASONS = frozenset(
    {"EACCES", "EPERM", "ENOSPC", "EDQUOT", "EROFS", "EIO", "ENOENT", "ENOTDIR", "ENAMETOOLONG"}
    | {"EFBIG", "EBUSY"}
)
Fact = str | int | Decimal | Place | Term | Word | tuple[str, ...]
Keys = Literal["zh", "en"]
"""The language of a plan's keys."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or worth knowing; `stops` tells an error from a warning.

    `keys` is the language of the plan that it is about: plan text in its message is quoted in it.
    """

    id: str
    place: Place = NOWHERE
    facts: Mapping[str, Fact] = field(default_factory=dict)
    stops: bool = True
    exit: Exit = Exit.REFUSED
    keys: Keys = "en"


def problem(id: str, place: Place = NOWHERE, **facts: Fact) -> Problem:  # noqa: A002 - its name
    """An error with the given facts."""
    return Problem(id, place, facts)


def warning(id: str, place: Place = NOWHERE, **facts: Fact) -> Problem:  # noqa: A002 - its name
    """Something worth knowing that does not stop the run."""
    return Problem(id, place, facts, stops=False)


def file_problem(id: str, place: Place, **facts: Fact) -> Problem:  # noqa: A002 - its name
    """A file that could not be read or written (exit 3)."""
    return Problem(id, place, facts, exit=Exit.FILE)


def reason_of(error: OSError | ValueError) -> Fact:
    """Why the system refused, in the reader's language where it is one of the usual reasons."""
    number = error.errno if isinstance(error, OSError) else None
    name = errno.errorcode.get(number, "") if number is not None else ""
    if name in USUAL_REASONS:
        return Term(f"os.{name}")
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


class CsperfError(Exception):
    """Going on is senseless; carries every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.place}: {p.id}" for p in self.problems))


def about(problems: Iterable[Problem], keys: Keys) -> list[Problem]:
    """The problems of a plan with keys in this language."""
    return [replace(found, keys=keys) for found in problems]


@contextmanager
def speaking(keys: Keys) -> Iterator[None]:
    """Whatever is raised inside is about a plan with keys in this language."""
    try:
        yield
    except CsperfError as error:
        raise CsperfError(about(error.problems, keys)) from error


def stopping(problems: Iterable[Problem]) -> list[Problem]:
    """Only the problems that stop a run."""
    return [p for p in problems if p.stops]
