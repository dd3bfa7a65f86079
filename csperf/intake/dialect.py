"""Dialects: what the tables of each platform look like, read from the files in `dialects/`.

Why data and not code: whoever knows a platform but no Python mends a heading there, and a shop
writes the same small file for the export of a program that csperf never saw. Why `dialects.json`
beside the folder: the same content, checked and resolved once instead of in every run;
`python -m csperf.intake.dialect` writes it anew, and a test holds that it is current.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast, get_args

from csperf.errors import CsperfError, Place, Problem, problem
from csperf.intake.dialect_fields import RECORD_KEYS, plain_records, record_parts, records_of
from csperf.intake.dialect_reader import Reader, cut, key_of, nearest, value_of
from csperf.intake.layout import (
    DateOrder,
    Dialect,
    Layout,
    Level,
    Meaning,
    recognise,
    spellings,
)
from csperf.intake.spelling import fold, unit_of
from csperf.metrics.catalogue import catalogue, find
from csperf.patterns import LONGEST, pattern_of
from csperf.yaml_text import WRONG, Listing, Table, Written, read_text, read_tree

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
    *RECORD_KEYS,
)
_MEANING_KEYS = ("metric", "unit", "weight")
_ROLES = ("agents", "date", "shop")
_LAST_HEADER = 15
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
    raw |= record_parts(raw)
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
    plain |= plain_records(layout)
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


def read_dialect(
    file: str, also: Iterable[str] = (), at: str = ""
) -> tuple[Dialect | None, list[Problem]]:
    """The dialect in a file; `also` names metrics that are not in the catalogue but in a plan.

    `at` is where the file lies, if that is not what it is called.
    """
    text, problems = read_text(file, at)
    return (None, problems) if text is None else dialect_of(text, file, also)


def read_dialects(
    given: Iterable[str], also: Iterable[str] = (), shelf: Mapping[str, str] | None = None
) -> tuple[tuple[Dialect, ...], list[Problem]]:
    """The dialects that a user names: csperf's own by name, others by file; both go first.

    `shelf` tells where a file lies that is not where it is called.
    """
    places = shelf or {}
    found: list[Dialect] = []
    problems: list[Problem] = []
    known = {one.name: one for one in dialects()}
    for name in given:
        at = places.get(name, name)
        if name not in known and not Path(name).suffix and not Path(at).exists():
            near = nearest(name, known)
            problems.append(problem("dialect-unknown", name=name, known=tuple(known), near=near))
            continue
        dialect, faults = (known[name], []) if name in known else read_dialect(name, also, at)
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
    reader = _Reader(file, also=frozenset(also))
    dialect = reader.dialect(tree)
    told = {fault.place for fault in problems if fault.id != "no-value"}
    problems = [p for p in problems if p.id != "no-value" or p.place not in reader.blank | told]
    told = {fault.place for fault in problems}
    problems += [fault for fault in reader.problems if fault.place not in told]
    problems.sort(key=lambda fault: fault.place)
    return (None if problems else dialect), problems


@dataclass
class _Reader(Reader):
    """Reads one dialect; `also` names metrics that are not in the catalogue but in a plan."""

    also: frozenset[str] = frozenset()

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
        level = self.choice(table, "level", get_args(Level)) or _level(table)
        self.keys(table, _TABLE_KEYS, _required(table, level), name)
        zh, en = self.says(table, str(name))
        agents, date, shop = (self.texts(table, key) for key in ("agent", "date", "shop"))
        columns = dict(self.columns(self.table(table, "columns", least=int(level == "agent"))))
        ignored = self.texts(table, "ignored")
        self.distinct([*agents, *date, *shop, *columns, *ignored])
        records = records_of(self, table, name)
        told = {str(h): meaning for h, meaning in columns.items()}
        told |= {str(h): Meaning(None) for h in ignored}
        roles = {fold(heading) for heading in (*agents, *date, *shop, *told)}
        told |= {h: Meaning(None) for h in records.headings if fold(h) not in roles}
        return replace(
            records.into(common),
            name=str(name),
            level=cast("Level", level),
            agents=tuple(map(str, agents)),
            date=tuple(map(str, date)),
            shop=tuple(map(str, shop)),
            columns=told,
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
        self.tell("dialect-metric-unknown", place, name=named, near=nearest(named, names))
        return ""

    def unit(self, table: Table) -> str:
        """The unit that is named here, however it is written."""
        named = self.text(table, "unit")
        found = unit_of(f"({named})")[1]
        if named and not found:
            place = key_of(table, "unit").place
            self.tell("not-a-choice", place, key="unit", found=named, allowed=_UNITS, near="")
        return found

    def header(self, table: Table) -> int | None:
        """The number of the header's row."""
        text = self.text(table, "header")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _LAST_HEADER):
            place = key_of(table, "header").place
            self.tell("dialect-header", place, found=text, last=_LAST_HEADER)
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
            self.tell("dialect-pattern-endless", written.place, found=cut(written), most=LONGEST)
        return pattern


def _level(table: Table) -> Level:
    """A table of records has a row for each event, any other one for each agent."""
    return "event" if value_of(table, "record") is not None else "agent"


def _required(table: Table, level: str) -> tuple[str, ...]:
    if value_of(table, "record") is not None or value_of(table, "fields") is not None:
        return ("record", "fields")
    return ("agent", "columns") if level == "agent" else ("columns",)


if __name__ == "__main__":
    Path(__file__).with_name("dialects.json").write_text(written(), encoding="utf-8", newline="\n")
