"""Notes: which agent a seller's note names (备注归属), and how many pieces it claims.

A note may be a history whose parts are joined by `;`; the part that decides is the newest one that
names somebody, or the oldest where the shop says so. Without a pattern a part names somebody when
one of its words is a name or a code: a word, so that a buyer called 王小美 is not the agent 小美.
A word may carry the number of pieces, `小美2` or `A1*2`, or the next word may be it.

Why here and not in frames: three engines have three dialects of patterns, and notes repeat, so each
different note is read once. Why nothing is guessed: a note that names two agents, or somebody whom
nobody knows, decides nothing and is told with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals.stable.v2 as nw

from csperf.errors import Place, Problem, warning
from csperf.metrics.attribution import NoteRule
from csperf.metrics.measure import Collect, Frame
from csperf.metrics.records import FILE, ROW

PlaceOf = Callable[[int, int], Place]
_TOLD = 20
"""So many notes are told one by one; of the others only how many there are."""
_SHOWN = 60
_BETWEEN = re.compile(r"[\s,，、。/|+()（）\[\]【】<>《》]+")
_COUNTED = re.compile(r"(.+?)([-_*×xX:：]?)(\d{1,6})(?:件|个|单|份|pcs)?")
_COUNT = re.compile(r"[*×xX]?(\d{1,6})(?:件|个|单|份|pcs)?")


@dataclass(frozen=True, slots=True)
class Note:
    """A note as orders have it: how many of them, and the first."""

    text: str
    orders: int
    file: int
    row: int


@dataclass(frozen=True, slots=True)
class _Named:
    """Whom a part of a note names, by which word, how many pieces, and who is not known."""

    people: frozenset[str] = frozenset()
    pieces: int | None = None
    strangers: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether it names one agent and nobody else."""
        return len(self.people) == 1 and not self.strangers


_NOBODY_NAMED = _Named()


def notes_in(orders: Frame, collect: Collect) -> list[Note]:
    """Every different note of the orders, in the order in which they stand there."""
    written = orders.filter(nw.col("note").fill_null("") != "")
    found = written.group_by("note", FILE).agg(
        nw.len().alias("count"), nw.col(ROW).min().alias("first")
    )
    notes: dict[str, Note] = {}
    for row in sorted(collect(found), key=lambda one: (one[FILE], one["first"])):
        before = notes.get(row["note"], Note(row["note"], 0, row[FILE], row["first"]))
        notes[before.text] = replace(before, orders=before.orders + int(row["count"]))
    return list(notes.values())


def read_notes(
    notes: Iterable[Note], rule: NoteRule, known: Mapping[str, str], place: PlaceOf
) -> tuple[dict[str, list[Any]], list[Problem]]:
    """The notes that name one agent, as columns of the small table `noted`, and the others.

    `known` says whose the names and nicks of the roster are.
    """
    people = {plain(name): person for name, person in known.items()}
    people |= {plain(code): people.get(plain(who), who) for code, who in rule.agents.items()}
    pattern = re.compile(rule.pattern) if rule.pattern else None
    found: dict[str, list[Any]] = {"note": [], "noted": [], "noted_pieces": []}
    unclear: list[Problem] = []
    without: list[Note] = []
    for note in notes:
        named = _named(note.text, rule, pattern, people)
        if named.decides:
            row = (note.text, *named.people, named.pieces)
            for column, value in zip(found.values(), row, strict=True):
                column.append(value)
        elif named is _NOBODY_NAMED:
            without.append(note)
        else:
            unclear.append(_unclear(note, named, place))
    return found, [*_first(unclear), *_nobodys(without, place)]


def _named(
    text: str, rule: NoteRule, pattern: re.Pattern[str] | None, people: Mapping[str, str]
) -> _Named:
    """Whom the newest (or oldest) part that names somebody names."""
    parts = re.split("[;；]", text)
    for part in reversed(parts) if rule.history == "newest" else parts:
        names = _by_pattern(part, pattern, people) if pattern else _by_words(part, people)
        if names.people or names.strangers:
            return names
    return _NOBODY_NAMED


def _by_pattern(part: str, pattern: re.Pattern[str], people: Mapping[str, str]) -> _Named:
    """Whom the places name where the pattern fits."""
    fits = [fit.groupdict() for fit in pattern.finditer(part)]
    names = [fit["agent"] for fit in fits if fit["agent"]]
    counts = [count for fit in fits if (count := fit.get("count"))]
    strangers = tuple(name for name in names if plain(name) not in people)
    known = frozenset(people[plain(name)] for name in names if plain(name) in people)
    return _Named(known, _pieces(counts), strangers)


def _by_words(part: str, people: Mapping[str, str]) -> _Named:
    """Whom the words name that are a name or a code, with a number of pieces or without."""
    found: list[str] = []
    counts: list[str] = []
    named = False
    for word in filter(None, _BETWEEN.split(plain(part))):
        person, count = _person_of(word, people)
        if person is not None:
            found.append(person)
        elif named and (alone := _COUNT.fullmatch(word)):
            count = alone[1]
        counts += filter(None, [count])
        named = person is not None
    return _Named(frozenset(found), _pieces(counts))


def _person_of(word: str, people: Mapping[str, str]) -> tuple[str | None, str]:
    """Whose name or code a word is, and the number that it carries.

    >>> people = {"小美": "王小美", "a1": "阿强"}
    >>> [_person_of(word, people) for word in ("小美", "小美2件", "a1*2", "a12")]
    [('王小美', ''), ('王小美', '2'), ('阿强', '2'), (None, '')]
    """
    if word in people:
        return people[word], ""
    counted = _COUNTED.fullmatch(word)
    if counted is None or counted[1] not in people:
        return None, ""
    name, sign, count = counted.groups()
    if not sign and name[-1].isascii():  # A12 may be a code of its own
        return None, ""
    return people[name], count


def _pieces(counts: Sequence[str]) -> int | None:
    """The number of pieces, where a note names one and not several."""
    return int(counts[0]) if len(counts) == 1 and counts[0].isdecimal() else None


def plain(text: str) -> str:
    """A name as it is compared: full width and capitals make no difference."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _unclear(note: Note, named: _Named, place: PlaceOf) -> Problem:
    at = place(note.file, note.row)
    if named.strangers:
        names = named.strangers
        return warning("note-stranger", at, note=_short(note.text), names=names, count=note.orders)
    people = tuple(sorted(named.people))
    return warning("note-two-agents", at, note=_short(note.text), names=people, count=note.orders)


def _short(text: str) -> str:
    """As much of a note as a message can hold."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _first(unclear: Sequence[Problem]) -> Iterator[Problem]:
    yield from unclear[:_TOLD]
    if len(unclear) > _TOLD:
        yield warning("notes-more", unclear[_TOLD].place, count=len(unclear) - _TOLD)


def _nobodys(notes: Sequence[Note], place: PlaceOf) -> Iterator[Problem]:
    """One word about all the notes that name nobody."""
    if notes:
        first = notes[0]
        count = sum(note.orders for note in notes)
        at = place(first.file, first.row)
        yield warning("notes-name-nobody", at, count=count, note=_short(first.text))
