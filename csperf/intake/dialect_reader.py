"""Reading dialect files: texts, lists, tables and choices out of YAML, each fault with its line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import cast

from csperf.errors import Fact, Place, Problem, Term, problem
from csperf.intake.spelling import fold
from csperf.yaml_text import Listing, Table, Tree, Written, walk

_LONGEST_SHOWN = 40


@dataclass
class Reader:
    """Reads the parts of one dialect file; what is wrong is collected.

    `blank` are the places of headings without anything behind them, which only they may lack.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    blank: set[Place] = field(default_factory=set)

    def tell(self, id: str, place: Place, **facts: Fact) -> None:  # noqa: A002 - its name
        """Notes what is wrong."""
        self.problems.append(problem(id, place, **facts))

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
        says = self.table(table, "says") if isinstance(value_of(table, "says"), Table) else Table()
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
        strange = {key: nearest(key, allowed) for key in table if key not in allowed}
        for key, near in strange.items():
            self.tell("unknown-key", key.place, key=str(key), allowed=tuple(allowed), near=near)
            self.blank |= {one.place for one in walk(table[key])}  # they may be headings
        part = str(name) if name else Term("dialect.file")
        place = name.place if name else Place(self.file, 1)
        for lacking in (key for key in required if key not in {*table, *strange.values()}):
            example = Term(f"dialect.{lacking}")
            self.tell("dialect-missing-key", place, key=lacking, part=part, example=example)

    def text(self, table: Table, key: str) -> str:
        """The text behind a key, or '' where there is none."""
        value = value_of(table, key)
        if not isinstance(value, Written):
            if value is not None:
                found = shown_as(value)
                self.tell("expected-text", key_of(table, key).place, key=str(key), found=found)
            return ""
        if not value.strip():
            self.tell("empty-text", key_of(table, key).place, key=str(key))
        return str(value).strip()

    def texts(self, table: Table, key: str) -> list[Written]:
        """The texts of a list; one alone may stand without it."""
        value = value_of(table, key)
        if isinstance(value, Table):
            place = key_of(table, key).place
            self.tell("expected-list", place, key=str(key), found=shown_as(value))
        if not isinstance(value, Listing):
            return [value] if isinstance(value, Written) and value.strip() else []
        if not value:
            self.tell("too-short", key_of(table, key).place, key=str(key))
        for one in (one for one in value if not isinstance(one, Written)):
            self.tell("expected-text", one.place, key=str(key), found=shown_as(one))
        return [one for one in value if isinstance(one, Written)]

    def table(self, table: Table, key: str, least: int = 0) -> Table:
        """The mapping behind a key; an empty one where there is none."""
        value = value_of(table, key)
        if isinstance(value, Table) and len(value) < least:
            self.tell("too-short", key_of(table, key).place, key=str(key))
        elif value is not None and not isinstance(value, Table):
            place = key_of(table, key).place
            self.tell("expected-mapping", place, key=str(key), found=shown_as(value))
        return value if isinstance(value, Table) else Table()

    def choice(self, table: Table, key: str, allowed: Sequence[str]) -> str:
        """One of some words."""
        found = self.text(table, key)
        if found and found not in allowed:
            place, near = key_of(table, key).place, nearest(found, allowed)
            facts: dict[str, Fact] = {"key": key, "found": found, "near": near}
            self.tell("not-a-choice", place, allowed=tuple(allowed), **facts)
            return ""
        return found


def key_of(table: Table, key: str) -> Written:
    """The key as it is written, with its place."""
    return next(written for written in table if written == key)


def value_of(table: Table, key: str) -> Tree | None:
    """What stands behind a key; None where the key is not there."""
    return table.get(cast("Written", key))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ''."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), "")


def shown_as(value: Tree) -> Fact:
    """What stands there, short enough to be read."""
    if isinstance(value, Written):
        return cut(value) if value.strip() else Term("shape.empty")
    return Term("shape.mapping" if isinstance(value, Table) else "shape.list")


def cut(text: str) -> str:
    """A text short enough to be quoted."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
