"""What a project lays down: every setting with its value and with where that comes from.

Why flags over the environment over the file: whoever types a command means it now, whoever sets a
variable means this machine, and the file is what everybody has in common.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from csperf.errors import NOWHERE, Place, Problem, problem
from csperf.project.file import NAME, ProjectFile, found_above, read_project
from csperf.project.months import CHINA, is_zone, no_such_blanks

Kind = Literal["text", "texts", "yes-or-no", "plans", "limits"]
Source = Literal["flag", "environment", "file", "default"]
Setting: TypeAlias = "str | bool | tuple[str, ...]"
PREFIX: Final = "CSPERF_"


@dataclass(frozen=True)
class Key:
    """One setting: what it holds, what it is where nobody says, and what it may be.

    `filled` has blanks for the period, `is_path` names files, `or_word` something else too.
    """

    kind: Kind
    default: Setting
    allowed: tuple[str, ...] = ()
    filled: bool = False
    is_path: bool = False
    or_word: bool = False


KEYS: Final[Mapping[str, Key]] = {
    "plans": Key("plans", (), filled=True, is_path=True),
    "data": Key("texts", (), filled=True, is_path=True),
    "roster": Key("text", "", filled=True, is_path=True),
    "past": Key("texts", (), filled=True, is_path=True, or_word=True),
    "dialects": Key("texts", (), filled=True, is_path=True, or_word=True),
    "sheet": Key("text", ""),
    "unpaid_roles": Key("texts", ()),
    "history": Key("text", "history", is_path=True),
    "output": Key("texts", (), filled=True, is_path=True),
    "payslips": Key("text", "", filled=True, is_path=True),
    "company": Key("text", ""),
    "net_columns": Key("yes-or-no", default=False),
    "protect": Key("yes-or-no", default=False),
    "lang": Key("text", "", ("zh", "en")),
    "time_zone": Key("text", CHINA),
    "engine": Key("text", "polars", ("polars", "duckdb", "spark")),
    "strict": Key("yes-or-no", default=False),
    "log": Key("text", "", is_path=True),
    "audit": Key("limits", ()),
}
_WORDS: Final = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True)
class Set:
    """A setting's value, and where it comes from; `place` is a line or names a variable or flag."""

    value: Setting
    source: Source
    place: Place = NOWHERE


@dataclass(frozen=True)
class Project:
    """All settings; `file` is there or would be, `roles` are those of plans named by role.

    `parts` are the places of what stands in a table, as `audit.pay_day`.
    """

    file: Path
    settings: Mapping[str, Set]
    roles: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Place] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where relative names begin."""
        return self.file.parent

    def text(self, key: str) -> str:
        """A setting of one text."""
        return str(self.settings[key].value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A setting of several texts."""
        value = self.settings[key].value
        return value if isinstance(value, tuple) else ()

    def says(self, key: str) -> bool:
        """A setting that is so or not."""
        return self.settings[key].value is True

    def at(self, key: str) -> Place:
        """Where a setting comes from."""
        return self.settings[key].place

    def at_part(self, key: str, text: str) -> Place:
        """Where a part of a setting such as `pay_day=10` comes from."""
        return self.parts.get(f"{key}.{text.partition('=')[0]}", self.at(key))


def project_of(
    config: str, flags: Mapping[str, Setting | None], environment: Mapping[str, str] = os.environ
) -> tuple[Project, list[Problem]]:
    """The settings of the named project file or of the nearest; flags count where they are given.

    Flags hold names that are relative to where csperf runs; they are told relative to the project.
    """
    config = config or environment.get(f"{PREFIX}CONFIG", "")
    path = Path(config).absolute() if config else found_above(Path.cwd())
    problems: list[Problem] = []
    file = ProjectFile(Path.cwd() / NAME)
    if path is not None:
        file, problems = read_project(path, config or os.path.relpath(path))
    problems += list(_unknown(file))
    settings, roles = {}, {}
    for name, key in KEYS.items():
        chosen, found = _chosen(name, key, flags.get(name), environment, file)
        found += _refused(name, key, chosen)
        problems += found
        settings[name] = Set(key.default, "default") if found else chosen
        if key.kind == "plans" and chosen.source == "file" and not found:
            roles = _roles(file.entries[name].value)
    parts = file.parts if settings["audit"].source == "file" else {}
    return Project(file.path, settings, roles, parts), problems


def history_folder(named: Path | None = None) -> Path:
    """The history: as named, else as the environment or the project file says, else `history`."""
    if named is not None:
        return named
    project, _ = project_of("", {})  # what else is wrong with the file is told where it is used
    from_here = os.path.relpath(project.folder) if project.folder != Path.cwd() else ""
    return Path(from_here) / project.text("history")


def variable(name: str) -> str:
    """The variable of the environment that sets this."""
    return PREFIX + name.upper()


def flag(name: str) -> str:
    """The option of the command line that sets this."""
    singular = {
        "plans": "plan",
        "dialects": "dialect",
        "unpaid_roles": "unpaid-role",
        "audit": "limit",
    }
    return "--" + singular.get(name, name).replace("_", "-")


def _unknown(file: ProjectFile) -> Iterator[Problem]:
    for name, entry in file.entries.items():
        if name not in KEYS:
            near = next(iter(difflib.get_close_matches(name, KEYS, n=1)), "")
            yield problem("project-unknown-key", entry.place, key=name, near=near, known=(*KEYS,))


def _chosen(
    name: str,
    key: Key,
    given: Setting | None,
    environment: Mapping[str, str],
    file: ProjectFile,
) -> tuple[Set, list[Problem]]:
    """The value by the first of flag, environment and file that has one."""
    if given is not None:
        return Set(_from_here(key, given, file.path.parent), "flag", Place(flag(name))), []
    if spoken := environment.get(variable(name)):
        place = Place(variable(name))
        value = _of_words(key.kind, spoken)
        if value is None:
            return Set(key.default, "default"), [_wrong(name, key.kind, place)]
        return Set(value, "environment", place), []
    entry = file.entries.get(name)
    if entry is None:
        return Set(key.default, "default"), []
    value = _of_toml(key.kind, entry.value)
    if value is None:
        return Set(key.default, "default"), [_wrong(name, key.kind, entry.place)]
    return Set(value, "file", entry.place), []


def _from_here(key: Key, given: Setting, folder: Path) -> Setting:
    """Names of files as the project calls them, which are typed as seen from here."""
    if not key.is_path or isinstance(given, bool):
        return given
    if isinstance(given, tuple):
        return tuple(_relative(one, folder, key) for one in given)
    return _relative(given, folder, key)


def _relative(name: str, folder: Path, key: Key) -> str:
    if not name or (key.or_word and not Path(name).exists()):
        return name
    with suppress(ValueError):  # another drive of Windows
        return os.path.relpath(name, folder)
    return name


def _wrong(name: str, kind: Kind, place: Place) -> Problem:
    return problem(f"project-not-{kind}", place, key=name)


def _of_words(kind: Kind, spoken: str) -> Setting | None:
    """A value as a variable has it; several texts stand apart as in PATH."""
    if kind == "text":
        return spoken
    if kind == "yes-or-no":
        return _WORDS.get(spoken.strip().lower())
    return tuple(filter(None, spoken.split(os.pathsep)))


def _of_toml(kind: Kind, value: Any) -> Setting | None:
    """A value as the file has it; None for one of another kind."""
    if kind == "text":
        return value if isinstance(value, str) else None
    if kind == "yes-or-no":
        return value if isinstance(value, bool) else None
    if kind == "limits":
        return _limits(value)
    if isinstance(value, dict) and kind == "plans":
        value = list(value.values())
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(one, str) and one for one in texts):
        return None
    return tuple(texts)


def _limits(value: Any) -> Setting | None:
    """A table of numbers and texts as `key=value`; what each may be is known where it is used."""
    whole = isinstance(value, dict) and all(
        isinstance(one, (str, int, Decimal)) and not isinstance(one, bool) for one in value.values()
    )
    return tuple(f"{key}={one}" for key, one in value.items()) if whole else None


def _roles(value: Any) -> dict[str, str]:
    """The role of each plan that is named by its role."""
    return {file: role for role, file in value.items()} if isinstance(value, dict) else {}


def _refused(name: str, key: Key, chosen: Set) -> list[Problem]:
    """What a value of the right kind may still not be."""
    value, place = chosen.value, chosen.place
    if isinstance(value, str) and value and key.allowed and value not in key.allowed:
        near = next(iter(difflib.get_close_matches(value, key.allowed, n=1)), "")
        return [
            problem("project-no-choice", place, key=name, found=value, near=near, known=key.allowed)
        ]
    if name == "time_zone" and not is_zone(str(value)):
        return [problem("project-no-zone", place, found=str(value))]
    if not key.filled:
        return []
    texts = value if isinstance(value, tuple) else (str(value),)
    wrong = tuple(dict.fromkeys(blank for text in texts for blank in no_such_blanks(text)))
    return [problem("project-no-blank", place, key=name, found=wrong)] if wrong else []
