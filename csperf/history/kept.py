"""The files of a month as a closing keeps them: under which names, and back again.

Why copies and no references: a month can be computed again only by whoever has what it was computed
from, and exports are overwritten, mended and deleted. Why numbers for the copies' own names: they
must survive systems that spell, shorten or fold names differently. What the files were called when
the month was closed is kept beside them, relative to where csperf ran and never absolute, since
outputs name their files by it.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePath
from typing import Any

from csperf.errors import CsperfError, Place, Problem, file_problem, problem, reason_of
from csperf.history.sealed import Packed, Sealed
from csperf.intake.dialect import dialects
from csperf.intake.files import Opened, open_file
from csperf.intake.paths import STDIN, files_of
from csperf.opening import Request
from csperf.scratch import scratch_folder

FOLDER = "inputs"
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")
_NO_OPTIONS = frozenset(
    {"plan", "data", "roster", "dialects", "past", "shelf", "opener", "due", "engine"}
    | {"narrowed", "tried"}
)


@dataclass(frozen=True)
class Asked:
    """A month as it was asked for: its plans, and `results` of earlier months for a report."""

    plans: tuple[str, ...]
    request: Request
    results: tuple[str, ...] = ()


@dataclass(frozen=True)
class Input:
    """One file: what it is called, the copy's name in the closing, and what it holds."""

    name: str
    copy: str
    sha256: str
    size: int
    source: str = ""

    @property
    def packed(self) -> Packed:
        """The file, to be copied."""
        return Packed(self.source, self.sha256)


def kept(asked: Asked) -> tuple[Asked, tuple[Input, ...], list[Problem]]:
    """The same month asked for by the names that are kept, with the files behind them."""
    request = asked.request
    data, problems = files_of(request.data, request.roster)
    past, found = files_of(request.past, request.roster)
    problems = [one for one in (*problems, *found) if one.stops]
    own = {one.name for one in dialects()}
    tables = [one for one in request.dialects if one not in own]
    roster = [request.roster] if request.roster is not None else []
    given = [*asked.plans, *data, *roster, *tables, *past, *asked.results]
    if STDIN in given:
        problems.append(problem("close-of-stdin"))
    if problems:
        return asked, (), problems
    names = _names(given)
    inputs, problems = _inputs(names, request)
    request = replace(
        request,
        plan=names[asked.plans[0]],
        data=tuple(names[one] for one in data),
        roster=names[request.roster] if request.roster is not None else None,
        dialects=tuple(names.get(one, one) for one in request.dialects),
        past=tuple(names[one] for one in past),
    )
    request = on_shelf(request, {names[one]: request.at(one) for one in names})
    plans, results = (tuple(names[one] for one in own) for own in (asked.plans, asked.results))
    return Asked(plans, request, results), inputs, problems


def _names(given: Iterable[str]) -> dict[str, str]:
    """The name that each file is kept under: relative, with `/`, no two alike on any system."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for one in dict.fromkeys(given):
        path = _relative(Path(one))
        name, number = path.as_posix(), 1
        while name.casefold() in taken:
            number += 1
            name = path.with_name(f"{path.stem} ({number}){path.suffix}").as_posix()
        taken.add(name.casefold())
        found[one] = name
    return found


def _relative(path: Path) -> PurePath:
    """The path from here; of a file that lies elsewhere its bare name."""
    here = Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    outside = path.is_absolute() or ".." in path.parts
    return PurePath(path.name) if outside else PurePath(path)


def _inputs(names: Mapping[str, str], request: Request) -> tuple[tuple[Input, ...], list[Problem]]:
    inputs: list[Input] = []
    problems: list[Problem] = []
    for number, (source, name) in enumerate(names.items(), 1):
        ending = PurePath(name).suffix
        copy = f"{FOLDER}/{number:03}{ending if _ENDING.fullmatch(ending) else ''}.gz"
        try:
            with open(request.at(source), "rb") as stream:  # noqa: PTH123 - a name as typed
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
                inputs.append(Input(name, copy, digest, stream.tell(), request.at(source)))
        except FileNotFoundError:
            problems.append(file_problem("export-missing", Place(source)))
        except (OSError, ValueError) as error:
            told = file_problem("export-unreadable", Place(source), reason=reason_of(error))
            problems.append(told)
    return tuple(inputs), problems


def on_shelf(request: Request, shelf: Mapping[str, str]) -> Request:
    """The request with its files where they lie."""
    places = {**request.shelf, **shelf}

    def opener(file: str, sheet: str | None = None) -> Opened:
        return open_file(file, sheet, places.get(file, ""))

    return replace(request, shelf=places, opener=opener)


def words_of(asked: Asked) -> dict[str, Any]:
    """What was asked for as it is written down; `asked_of` reads it."""
    request = asked.request
    options = {
        one.name: getattr(request, one.name)
        for one in fields(Request)
        if one.name not in _NO_OPTIONS
    }
    files = {"plans": asked.plans, "data": request.data, "roster": request.roster}
    files |= {"dialects": request.dialects, "past": request.past, "results": asked.results}
    whole = {**files, **options}
    return {key: [*value] if isinstance(value, tuple) else value for key, value in whole.items()}


def asked_of(words: Mapping[str, Any]) -> Asked:
    """What was asked for, from what was written down."""
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in words.items()
    }
    plans, results = plain.pop("plans"), plain.pop("results")
    return Asked(plans, Request(plans[0], **plain), results)


@contextmanager
def unpacked(sealed: Sealed, inputs: Sequence[Input]) -> Iterator[dict[str, str]]:
    """Where each file lies for a while, by its name; only the user may read them."""
    with scratch_folder() as folder:
        shelf: dict[str, str] = {}
        for one in inputs:
            path = folder / PurePath(one.copy.removesuffix(".gz")).name
            content = _content(sealed, one)
            path.write_bytes(content)
            shelf[one.name] = str(path)
        yield shelf


def _content(sealed: Sealed, one: Input) -> bytes:
    """A kept file as it was."""
    damaged = file_problem("history-damaged", Place(str(sealed.folder / one.copy)))
    try:
        content = gzip.decompress(sealed.read(one.copy))
    except (OSError, EOFError, ValueError):
        raise CsperfError([damaged]) from None
    if hashlib.sha256(content).hexdigest() != one.sha256:
        raise CsperfError([damaged])
    return content
