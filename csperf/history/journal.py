"""The journal of each month: what happened to it, one sealed folder an event, in order.

`history/2026-10/01-closed`, `02-reopened`, `03-closed`: the state of a month is what its events
come to. Why events and no state: nothing that was once written is changed, so copies, backups and
git never disagree about a file, and every earlier closing stays where it was.
"""

from __future__ import annotations

import getpass
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from csperf.corrections import role_behind
from csperf.errors import CsperfError, Place, Problem, file_problem, problem, reason_of
from csperf.history.results import Result, read_result
from csperf.history.sealed import Packed, Sealed, open_sealed, seal
from csperf.output.text_files import Json, laid_out
from csperf.output.write import make_folder, write_result
from csperf.plan.dates import first_and_last
from csperf.texts import Lang, say

Kind = Literal["closed", "reopened", "corrected"]
FACTS = "facts.json"
WITNESS = "witness.json"
RESULT = "result.json"
_MARK = "history.json"
_SCHEMA = 1
_ENTRY = re.compile(r"(\d{2,4})-(closed|reopened|corrected)")
_OF_FOLDER: Final = (".gitattributes", "README.txt")


@dataclass(frozen=True)
class Entry:
    """One event of a month."""

    period: str
    number: int
    kind: Kind
    sealed: Sealed

    @property
    def name(self) -> str:
        """What its folder is called."""
        return self.sealed.folder.name

    def json(self, name: str) -> Any:
        """What one of its JSON files holds."""
        content = self.sealed.read(name)
        try:
            return json.loads(content)
        except ValueError:
            place = Place(str(self.sealed.folder / name))
            raise CsperfError([file_problem("history-damaged", place)]) from None

    @property
    def facts(self) -> Any:
        """What it is about; alike whoever wrote it and whenever."""
        facts = self.json(FACTS)
        if facts["schema"] != _SCHEMA:
            place = Place(str(self.sealed.folder / FACTS))
            raise CsperfError(
                [problem("history-newer", place, csperf=str(facts.get("csperf", "")))]
            )
        return facts

    @property
    def witness(self) -> Mapping[str, str]:
        """Who did it, when, and why."""
        return cast("dict[str, str]", self.json(WITNESS))

    @property
    def result(self) -> Result:
        """The result that it holds."""
        try:
            return read_result(self.sealed.read(RESULT))
        except ValueError:
            place = Place(str(self.sealed.folder / RESULT))
            raise CsperfError([file_problem("history-damaged", place)]) from None


@dataclass(frozen=True)
class Month:
    """A month's events, in order."""

    period: str
    entries: tuple[Entry, ...] = ()

    @property
    def closings(self) -> list[Entry]:
        """The closings that hold, each of other roles."""
        reopened = {one.facts["closing"] for one in self.entries if one.kind == "reopened"}
        return [one for one in self.entries if one.kind == "closed" and one.name not in reopened]

    @property
    def corrections(self) -> list[Entry]:
        """What was found to be wrong after it was closed."""
        return [one for one in self.entries if one.kind == "corrected"]

    def closing_of(self, role: str) -> Entry | None:
        """The closing that pays a role."""
        return next((one for one in self.closings if role in roles_of(one)), None)


@dataclass(frozen=True)
class History:
    """The folder, and its months by period, oldest first."""

    folder: Path
    months: Mapping[str, Month] = field(default_factory=dict)

    def month(self, period: str) -> Month:
        """A month, which may have no events yet."""
        return self.months.get(period, Month(period))

    @property
    def size(self) -> int:
        """How many files are sealed in it."""
        entries = (entry for month in self.months.values() for entry in month.entries)
        return sum(len(entry.sealed.files) for entry in entries)

    def faults(self) -> Iterator[Problem]:
        """Every file of the history that is not what was written."""
        for month in self.months.values():
            for entry in month.entries:
                yield from entry.sealed.faults()


def roles_of(entry: Entry) -> list[str]:
    """The roles of plans that an event is about."""
    roles = [str(one["role"]) for one in entry.facts["roles"]]
    return [role for role in roles if role_behind(role) is None]


def is_history(folder: Path) -> bool:
    """Whether there is a history in a folder."""
    return (folder / _MARK).is_file()


def read_history(folder: Path) -> History:
    """The history in a folder; an empty one where there is none. Raises what is wrong with it."""
    if not is_history(folder):
        return History(folder)
    try:
        inside = sorted(one for one in folder.iterdir() if first_and_last(one.name))
        months = {one.name: Month(one.name, _entries(one)) for one in inside}
    except OSError as error:
        place = Place(str(folder))
        raise CsperfError(
            [file_problem("history-unread", place, reason=reason_of(error))]
        ) from None
    return History(folder, {period: month for period, month in months.items() if month.entries})


def _entries(folder: Path) -> tuple[Entry, ...]:
    """A month's events; one that is lacking was taken out by somebody."""
    found: list[Entry] = []
    for one in sorted(folder.iterdir(), key=lambda path: (len(path.name.split("-")[0]), path.name)):
        match = _ENTRY.fullmatch(one.name)
        if match is None or not one.is_dir():
            continue
        number, kind = int(match[1]), cast("Kind", match[2])
        if number != len(found) + 1:
            facts = {"number": f"{len(found) + 1:02}", "found": one.name}
            raise CsperfError([file_problem("history-gap", Place(str(folder)), **facts)])
        found.append(Entry(folder.name, number, kind, open_sealed(one)))
    return tuple(found)


def begin(folder: Path) -> list[Problem]:
    """Makes the folder a history, if it is none yet; why it cannot be one."""
    place = Place(str(folder))
    if is_history(folder):
        return []
    try:
        if folder.exists() and (not folder.is_dir() or any(map(_is_strange, folder.iterdir()))):
            return [problem("history-no-place", place)]
    except OSError as error:
        return [file_problem("output-failed", place, reason=reason_of(error))]
    if found := make_folder(folder):
        return found
    read_me = "\n\n".join(say("history.read-me", lang) for lang in get_args(Lang))
    texts = ("* -text\n", f"{read_me}\n", laid_out({"history": _SCHEMA}))  # git changes no line end
    for name, text in zip(
        (*_OF_FOLDER, _MARK), texts, strict=True
    ):  # with the last it is a history
        content = text.encode()
        if found := write_result(folder / name, content, force=False):
            return found
    return []


def _is_strange(path: Path) -> bool:
    """Whether a file is none that a history begins with, as after a kill in the middle of it."""
    return path.name not in _OF_FOLDER and not path.name.startswith(".")


def add(
    history: History, month: Month, kind: Kind, files: Mapping[str, bytes | Packed]
) -> tuple[Path, list[Problem]]:
    """Writes the next event of a month; where it is, or why it could not be written."""
    found = begin(history.folder)
    number = len(month.entries) + 1
    path = history.folder / month.period / f"{number:02}-{kind}"
    return path, found or seal(path, files)


def witnessed(**more: str) -> bytes:
    """Who does something now, as it is written down."""
    moment = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(moment), UTC) if moment.isdecimal() else datetime.now(UTC)
    return written({"who": _user(), "when": f"{now:%Y-%m-%dT%H:%M:%SZ}", **more})


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "—"


def written(whole: Mapping[str, Json]) -> bytes:
    """A JSON file of the history."""
    return laid_out(dict(whole)).encode()


def periods(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that are periods, and the others; a folder of exports is often called by one."""
    found = [one for one in words if first_and_last(one) and not _has_plans(Path(one))]
    return found, [one for one in words if one not in found]


def _has_plans(path: Path) -> bool:
    """Whether a path is a file, or a folder of plans."""
    return path.is_file() or any(path.glob("*.y*ml"))
