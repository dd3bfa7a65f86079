"""Dialects: what the tables of each platform look like, read from the files in `dialects/`.

Why data and not code: whoever knows a platform but no Python mends a heading there, and a shop
writes the same small file for the export of a program that csperf never saw. Why `dialects.json`
beside the folder: the same content, checked and resolved once instead of in every run;
`python -m csperf.intake.dialect` writes it anew, and a test holds that it is current.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast, get_args

from csperf.errors import CsperfError, Fact, Place, Problem, Term, problem
from csperf.intake.layout import (
    DateOrder,
    Dialect,
    Layout,
    Level,
    Meaning,
    recognise,
    spellings,
)
from csperf.intake.patterns import LONGEST, pattern_of
from csperf.intake.spelling import fold, unit_of
from csperf.metrics.catalogue import catalogue, find
from csperf.yaml_text import WRONG, Listing, Table, Tree, Written, read_text, read_tree, walk

__all__ = [
    "DateOrder",
    "Dialect",
    "Layout",
    "Level",
    "Meaning",
    "dialect_of",
    "dialects",
    "read_dialect",
    "read_dialects",
    "recognise",
    "written",
]

_DIALECT_KEYS = ("dialect", "says", "platform", "not_people", "nicks", "tables")
_TABLE_KEYS = (
    *("says", "level", "sheet", "header", "file", "dates"),
    *("agent", "date", "shop", "columns", "ignored"),
)
_MEANING_KEYS = ("metric", "unit", "weight")
_ROLES = ("agents", "date", "shop")
_LAST_HEADER = 15
_LONGEST_SHOWN = 40
_DATED = ({"day"}, {"month"}, {"from", "until"})
_UNITS = ("秒", "分钟", "小时", "毫秒", "%", "元", "万元", "亿元")


@cache
def dialects() -> tuple[Dialect, ...]:
    """The dialects that csperf knows by itself."""
    text = files("csperf.intake").joinpath("dialects.json").read_text(encoding="utf-8")
    return tuple(_loaded(raw) for raw in json.loads(text))


def _loaded(raw: dict[str, Any]) -> Dialect:
    tables = raw.pop("layouts")
    common = {
        "dialect": raw["name"],
        "platform": raw["platform"],
        "not_people": tuple(raw.pop("not_people")),
        "nicks": tuple(map(re.compile, raw.pop("nicks"))),
    }
    return Dialect(**raw, layouts=tuple(_layout(table | common) for table in tables))


def _layout(raw: dict[str, Any]) -> Layout:
    for role in _ROLES:
        raw[role] = tuple(raw.get(role, ()))
    raw["columns"] = {heading: Meaning(*parts) for heading, parts in raw["columns"].items()}
    raw["file"] = re.compile(raw["file"]) if "file" in raw else None
    return Layout(**raw)


def written() -> str:
    """What `dialects.json` should hold: the files of `dialects/`, checked and resolved."""
    folder = Path(__file__).with_name("dialects")
    read = [read_dialect(str(file)) for file in sorted(folder.glob("*.yaml"))]
    problems = [fault for _, faults in read for fault in faults]
    if problems:
        raise CsperfError(problems)
    plain = (_plain(dialect) for dialect, _ in read if dialect is not None)
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in plain)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _plain(dialect: Dialect) -> dict[str, Any]:
    first = dialect.layouts[0]
    return {
        **{name: getattr(dialect, name) for name in ("name", "zh", "en", "platform")},
        "not_people": first.not_people,
        "nicks": [pattern.pattern for pattern in first.nicks],
        "layouts": [_plain_layout(layout) for layout in dialect.layouts],
    }


def _plain_layout(layout: Layout) -> dict[str, Any]:
    """What is said of a table, without what goes without saying."""
    names = ("name", "zh", "en", "level", *_ROLES, "sheet", "header", "dates")
    told = {name: getattr(layout, name) for name in names}
    plain = {name: value for name, value in told.items() if value and value != "agent"}
    if layout.file:
        plain["file"] = layout.file.pattern
    return plain | {"columns": {h: _shortest(meaning) for h, meaning in layout.columns.items()}}


def _shortest(meaning: Meaning) -> list[str | None]:
    parts = list(astuple(meaning))
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return parts


@cache
def _catalogued() -> Mapping[str, str]:
    """The metric that the catalogue has under each folded heading."""
    return {fold(heading): m.name for m in catalogue().values() for heading in m.headings}


def read_dialect(file: str, also: Iterable[str] = ()) -> tuple[Dialect | None, list[Problem]]:
    """The dialect in a file; `also` names metrics that are not in the catalogue but in a plan."""
    text, problems = read_text(file)
    return (None, problems) if text is None else dialect_of(text, file, also)


def read_dialects(
    given: Iterable[str], also: Iterable[str] = ()
) -> tuple[tuple[Dialect, ...], list[Problem]]:
    """The dialects that a user names: csperf's own by name, others by file; both go first."""
    found: list[Dialect] = []
    problems: list[Problem] = []
    known = {one.name: one for one in dialects()}
    for name in given:
        if name not in known and not Path(name).suffix and not Path(name).exists():
            near = _near(name, known)
            problems.append(problem("dialect-unknown", name=name, known=tuple(known), near=near))
            continue
        dialect, faults = (known[name], []) if name in known else read_dialect(name, also)
        problems += faults
        if dialect is not None:
            layouts = tuple(replace(layout, own=True) for layout in dialect.layouts)
            found.append(replace(dialect, layouts=layouts))
    return tuple(found), problems


def dialect_of(
    text: str, file: str, also: Iterable[str] = ()
) -> tuple[Dialect | None, list[Problem]]:
    """The dialect that a text holds, or everything that is wrong with it."""
    tree, problems = read_tree(text, file)
    if not isinstance(tree, Table) or any(fault.id in WRONG for fault in problems):
        return None, problems or [problem("not-a-dialect", Place(file, 1), keys=_DIALECT_KEYS)]
    reader = _Reader(file, frozenset(also))
    dialect = reader.dialect(tree)
    told = {fault.place for fault in problems if fault.id != "no-value"}
    problems = [p for p in problems if p.id != "no-value" or p.place not in reader.blank | told]
    told = {fault.place for fault in problems}
    problems += [fault for fault in reader.problems if fault.place not in told]
    problems.sort(key=lambda fault: fault.place)
    return (None if problems else dialect), problems


@dataclass
class _Reader:
    """Reads the parts of one dialect file; what is wrong is collected.

    `blank` are the places of headings without anything behind them, which only they may lack.
    """

    file: str
    also: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    blank: set[Place] = field(default_factory=set)

    def tell(self, id: str, place: Place, **facts: Fact) -> None:  # noqa: A002 - its name
        """Notes what is wrong."""
        self.problems.append(problem(id, place, **facts))

    def dialect(self, tree: Table) -> Dialect:
        """The whole file."""
        self.keys(tree, _DIALECT_KEYS, ("dialect", "tables"))
        name = self.text(tree, "dialect")
        platform = self.text(tree, "platform") or name
        zh, en = self.says(tree, name)
        nicks = tuple(filter(None, map(self.pattern, self.texts(tree, "nicks"))))
        not_people = tuple(map(str, self.texts(tree, "not_people")))
        common = Layout(name, platform, "", not_people=not_people, nicks=nicks, own=True)
        tables = self.table(tree, "tables", least=1)
        read = {key: self.table(tables, key) for key in tables}
        sound = {key: table for key, table in read.items() if isinstance(tables[key], Table)}
        layouts = tuple(self.layout(key, table, common) for key, table in sound.items())
        return Dialect(name, zh, en, platform, layouts, self.file)

    def layout(self, name: Written, table: Table, common: Layout) -> Layout:
        """One table of the file."""
        level = self.choice(table, "level", get_args(Level)) or "agent"
        required = ("agent", "columns") if level == "agent" else ("columns",)
        self.keys(table, _TABLE_KEYS, required, name)
        zh, en = self.says(table, str(name))
        agents, date, shop = (self.texts(table, key) for key in ("agent", "date", "shop"))
        columns = dict(self.columns(self.table(table, "columns", least=int(level == "agent"))))
        ignored = self.texts(table, "ignored")
        self.distinct([*agents, *date, *shop, *columns, *ignored])
        return replace(
            common,
            name=str(name),
            level=cast("Level", level),
            agents=tuple(map(str, agents)),
            date=tuple(map(str, date)),
            shop=tuple(map(str, shop)),
            columns={str(h): meaning for h, meaning in columns.items()}
            | {str(h): Meaning(None) for h in ignored},
            sheet=self.text(table, "sheet"),
            header=self.header(table),
            file=self.file_name(table),
            dates=cast("DateOrder", self.choice(table, "dates", get_args(DateOrder)[1:])),
            zh=zh,
            en=en,
        )

    def columns(self, table: Table) -> Iterator[tuple[Written, Meaning]]:
        """What each heading stands for."""
        for heading, value in table.items():
            if isinstance(value, Table):
                self.keys(value, _MEANING_KEYS)
                metric, weight = (self.metric(value, key) for key in ("metric", "weight"))
                yield heading, Meaning(metric or self.catalogued(heading), self.unit(value), weight)
            elif value or isinstance(value, Listing):
                yield heading, Meaning(self.metric(table, heading))
            else:
                self.blank.add(heading.place)
                yield heading, Meaning(self.catalogued(heading))

    def catalogued(self, heading: Written) -> str:
        """The metric that has this heading."""
        names = (*(_catalogued().get(text, "") for text in spellings(heading)), str(heading))
        found = next((name for name in names if name in catalogue() or name in self.also), "")
        if not found:
            self.tell("dialect-heading-unknown", heading.place, heading=str(heading))
        return found

    def metric(self, table: Table, key: str) -> str:
        """The name of the metric that is named here, or '' if none is."""
        named = self.text(table, key)
        metric = find(named)
        if metric or not named or named in self.also:
            return metric.name if metric else named
        names = (*catalogue(), *(one.english for one in catalogue().values()), *self.also)
        place = cast("Written", table[cast("Written", key)]).place
        self.tell("dialect-metric-unknown", place, name=named, near=_near(named, names))
        return ""

    def unit(self, table: Table) -> str:
        """The unit that is named here, however it is written."""
        named = self.text(table, "unit")
        found = unit_of(f"({named})")[1]
        if named and not found:
            place = _key(table, "unit").place
            self.tell("not-a-choice", place, key="unit", found=named, allowed=_UNITS, near="")
        return found

    def header(self, table: Table) -> int | None:
        """The number of the header's row."""
        text = self.text(table, "header")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _LAST_HEADER):
            self.tell("dialect-header", _key(table, "header").place, found=text, last=_LAST_HEADER)
            return None
        return int(text)

    def file_name(self, table: Table) -> re.Pattern[str] | None:
        """The expression that finds dates in a file's name."""
        if not self.text(table, "file"):
            return None
        written = cast("Written", table[cast("Written", "file")])
        pattern = self.pattern(written)
        if pattern and set(pattern.groupindex) not in _DATED:
            self.tell("dialect-file-groups", written.place, found=str(written))
        return pattern

    def pattern(self, written: Written) -> re.Pattern[str] | None:
        """A regular expression that is safe to run on names."""
        pattern, reason = pattern_of(written)
        if pattern is None and reason:
            self.tell("dialect-pattern", written.place, found=str(written), reason=reason)
        elif pattern is None:
            self.tell("dialect-pattern-endless", written.place, found=_cut(written), most=LONGEST)
        return pattern

    def distinct(self, headings: Sequence[Written]) -> None:
        """Two headings that differ only in spelling would be one."""
        first: dict[str, Written] = {}
        for heading in headings:
            known = first.setdefault(fold(heading), heading)
            if known is not heading:
                facts: dict[str, Fact] = {"heading": str(heading), "line": known.place.line}
                self.tell("dialect-heading-twice", heading.place, **facts)

    def says(self, table: Table, name: str) -> tuple[str, str]:
        """What this is called in both languages."""
        says = self.table(table, "says") if isinstance(_value(table, "says"), Table) else Table()
        self.keys(says, ("zh", "en"))
        one = name if says else self.text(table, "says") or name
        return self.text(says, "zh") or one, self.text(says, "en") or one

    def keys(
        self,
        table: Table,
        allowed: Sequence[str],
        required: Sequence[str] = (),
        name: Written | None = None,
    ) -> None:
        """Keys that are not known, and those that must be there."""
        nearest = {key: _near(key, allowed) for key in table if key not in allowed}
        for key, near in nearest.items():
            self.tell("unknown-key", key.place, key=str(key), allowed=tuple(allowed), near=near)
            self.blank |= {one.place for one in walk(table[key])}  # they may be headings
        part = str(name) if name else Term("dialect.file")
        place = name.place if name else Place(self.file, 1)
        for lacking in (key for key in required if key not in {*table, *nearest.values()}):
            example = Term(f"dialect.{lacking}")
            self.tell("dialect-missing-key", place, key=lacking, part=part, example=example)

    def text(self, table: Table, key: str) -> str:
        """The text behind a key, or '' where there is none."""
        value = _value(table, key)
        if not isinstance(value, Written):
            if value is not None:
                found = _shown(value)
                self.tell("expected-text", _key(table, key).place, key=str(key), found=found)
            return ""
        if not value.strip():
            self.tell("empty-text", _key(table, key).place, key=str(key))
        return str(value).strip()

    def texts(self, table: Table, key: str) -> list[Written]:
        """The texts of a list; one alone may stand without it."""
        value = _value(table, key)
        if isinstance(value, Table):
            self.tell("expected-list", _key(table, key).place, key=str(key), found=_shown(value))
        if not isinstance(value, Listing):
            return [value] if isinstance(value, Written) and value.strip() else []
        if not value:
            self.tell("too-short", _key(table, key).place, key=str(key))
        for one in (one for one in value if not isinstance(one, Written)):
            self.tell("expected-text", one.place, key=str(key), found=_shown(one))
        return [one for one in value if isinstance(one, Written)]

    def table(self, table: Table, key: str, least: int = 0) -> Table:
        """The mapping behind a key; an empty one where there is none."""
        value = _value(table, key)
        if isinstance(value, Table) and len(value) < least:
            self.tell("too-short", _key(table, key).place, key=str(key))
        elif value is not None and not isinstance(value, Table):
            place = _key(table, key).place
            self.tell("expected-mapping", place, key=str(key), found=_shown(value))
        return value if isinstance(value, Table) else Table()

    def choice(self, table: Table, key: str, allowed: Sequence[str]) -> str:
        """One of some words."""
        found = self.text(table, key)
        if found and found not in allowed:
            place, near = _key(table, key).place, _near(found, allowed)
            facts: dict[str, Fact] = {"key": key, "found": found, "near": near}
            self.tell("not-a-choice", place, allowed=tuple(allowed), **facts)
            return ""
        return found


def _key(table: Table, key: str) -> Written:
    """The key as it is written, with its place."""
    return next(written for written in table if written == key)


def _value(table: Table, key: str) -> Tree | None:
    return table.get(cast("Written", key))


def _near(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ''."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), "")


def _shown(value: Tree) -> Fact:
    """What stands there, short enough to be read."""
    if isinstance(value, Written):
        return _cut(value) if value.strip() else Term("shape.empty")
    return Term("shape.mapping" if isinstance(value, Table) else "shape.list")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


if __name__ == "__main__":
    Path(__file__).with_name("dialects.json").write_text(written(), encoding="utf-8", newline="\n")
