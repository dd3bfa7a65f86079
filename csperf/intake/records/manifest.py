"""The manifest of a folder of stored records: what was read from which file, and what it said.

It is written anew after every file, so that an interrupted conversion goes on where it stopped, and
it says whether the folder is complete: figures are never taken from a half-filled one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from csperf.errors import Exit, Fact, Place, Problem, Term
from csperf.intake.records.again import Spot
from csperf.intake.records.writing import write_whole

NAME = "manifest.json"
_FORM = 1


@dataclass(frozen=True)
class Table:
    """A sheet of an input: its number in the records, its layout, where each field stands."""

    number: int
    place: Place
    layout: str
    rows: int
    spots: Mapping[str, Spot]


@dataclass(frozen=True)
class Input:
    """A file that was converted: its digest, how it was read, its tables, what was told of it."""

    file: str
    digest: str
    read_by: str
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """All inputs of a folder, in how many parts their records are, and whether they all are."""

    parts: int
    inputs: tuple[Input, ...] = ()
    complete: bool = False
    rows: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def places(self) -> dict[int, Place]:
        """The sheets by the number that each record carries as `file`."""
        return {table.number: table.place for one in self.inputs for table in one.tables}

    @property
    def next_number(self) -> int:
        """A number that no table has."""
        return max(self.places, default=-1) + 1

    def without(self, file: str) -> Manifest:
        """The manifest without one input."""
        inputs = tuple(one for one in self.inputs if one.file != file)
        return replace(self, inputs=inputs, complete=False)

    def write(self, folder: Path) -> None:
        """Puts the manifest into the folder."""
        plain = {
            "form": _FORM,
            "parts": self.parts,
            "complete": self.complete,
            "rows": dict(self.rows),
            "problems": [_plain_problem(one) for one in self.problems],
            "inputs": [_plain_input(one) for one in self.inputs],
        }
        text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
        write_whole(folder / NAME, lambda stream: stream.write(text.encode()))


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None where there is none, or one of another version."""
    try:
        raw = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if raw["form"] != _FORM:
            return None
        return Manifest(
            raw["parts"],
            tuple(_input(one) for one in raw["inputs"]),
            raw["complete"],
            raw["rows"],
            tuple(_problem(one) for one in raw["problems"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain_input(one: Input) -> dict[str, Any]:
    tables = [
        {
            "number": table.number,
            "place": asdict(table.place),
            "layout": table.layout,
            "rows": table.rows,
            "spots": {sort: _plain_spot(spot) for sort, spot in table.spots.items()},
        }
        for table in one.tables
    ]
    problems = [_plain_problem(each) for each in one.problems]
    told = {"file": one.file, "digest": one.digest, "read_by": one.read_by}
    return {**told, "tables": tables, "problems": problems}


def _plain_spot(spot: Spot) -> dict[str, Any]:
    more = {"together": dict(spot.together), "several": spot.several}
    return {"letters": dict(spot.letters), **more}


def _plain_problem(one: Problem) -> dict[str, Any]:
    facts = {name: _plain_fact(fact) for name, fact in one.facts.items()}
    return {"id": one.id, "place": asdict(one.place), "facts": facts, "stops": one.stops}


def _plain_fact(fact: Fact) -> Any:
    match fact:
        case Place():
            return {"place": asdict(fact)}
        case Term():
            return {"term": fact.id}
        case Decimal():
            return {"number": str(fact)}
        case tuple():
            return list(fact)
        case _:
            return fact


def _input(raw: Mapping[str, Any]) -> Input:
    tables = tuple(
        Table(
            one["number"],
            Place(**one["place"]),
            one["layout"],
            one["rows"],
            {s: Spot(Place(**one["place"]), **spot) for s, spot in one["spots"].items()},
        )
        for one in raw["tables"]
    )
    problems = tuple(_problem(one) for one in raw["problems"])
    return Input(raw["file"], raw["digest"], raw["read_by"], tables, problems)


def _problem(raw: Mapping[str, Any]) -> Problem:
    facts = {name: _fact(fact) for name, fact in raw["facts"].items()}
    return Problem(raw["id"], Place(**raw["place"]), facts, raw["stops"], Exit.REFUSED)


def _fact(raw: Any) -> Fact:
    match raw:
        case {"place": place}:
            return Place(**place)
        case {"term": term}:
            return Term(term)
        case {"number": number}:
            return Decimal(number)
        case list():
            return tuple(raw)
        case int():
            return raw
        case _:
            return str(raw)
