"""What every output shows alike: the order of people, the columns, their headings, a cell's text.

Why one place: a terminal table, a workbook and a CSV of one run must name the same things alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from csperf.exact import ZERO, exactly
from csperf.formula import Column, Kind, Value, names
from csperf.output.safe import safe_text
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit, show

UNKNOWN = "—"
OVERALL_RANK = "rank"
_RESERVED = frozenset({"score", "grade", OVERALL_RANK, "total"})
_QUALIFIED: Final[dict[Kind, str]] = {
    "team": "heading-of-team",
    "points": "heading-of-points",
    "part": "heading-of-points",
    "rank": "heading-of-rank",
    "pay": "heading-of-pay",
}


def in_order(sheet: Sheet) -> list[int]:
    """The agents (by position) as every output lists them: by overall rank, then as in the data."""
    people = range(len(sheet.agents))
    if OVERALL_RANK not in sheet.cells:
        return list(people)
    places = [place_of(value) for value in sheet.cells[OVERALL_RANK]]
    return sorted(people, key=lambda agent: (places[agent] is None, places[agent] or 0))


def place_of(value: Value | None) -> int | None:
    """A place on a board; None for whoever is not on it."""
    return int(value) if isinstance(value, Decimal) and value != ZERO else None


def money_columns(sheet: Sheet) -> list[Column]:
    """The pay lines in the plan's order, then the total."""
    return [*sheet.of_kind("pay"), *sheet.of_kind("total")]


def balances(sheet: Sheet) -> list[Column]:
    """What next month reads: money carried over, advances owed, months in a row."""
    return sheet.of_kind("balance")


def boards(sheet: Sheet) -> list[Column]:
    """The rank columns beside the overall one."""
    return [column for column in sheet.of_kind("rank") if column.name != OVERALL_RANK]


def evidence(sheet: Sheet, *kinds: Kind) -> list[Column]:
    """Each indicator's columns of these kinds, what it reads before its points."""
    known = {column.name: column for column in sheet.columns}
    found: dict[str, Column] = {}

    def follow(column: Column) -> None:
        if column.name in found:
            return
        for name in () if column.formula is None else names(column.formula):
            follow(known[name])
        found[column.name] = column

    for indicator in sheet.of_kind("points"):
        follow(indicator)
    return [column for column in found.values() if column.kind in kinds]


def heading(column: Column, lang: Lang) -> str:
    """The column's heading: the plan's own word, or csperf's for score, grade, rank and total."""
    if column.name == column.kind and column.name in _RESERVED:
        return say(f"heading-{column.name}", lang)
    return safe_text(column.label or column.name)


def heading_alone(column: Column, lang: Lang) -> str:
    """The heading of a column that stands by itself: points say that they are points."""
    word = heading(column, lang)
    if column.kind in {"points", "part"}:
        return say(_QUALIFIED[column.kind], lang, name=word)
    return word


def heading_among(column: Column, lang: Lang) -> str:
    """The heading of a column beside another that reads alike: with its kind."""
    word, kind = heading(column, lang), _QUALIFIED.get(column.kind)
    return word if kind is None else say(kind, lang, name=word)


def headings(columns: Sequence[Column], lang: Lang) -> list[str]:
    """The headings of columns shown side by side; where two would read alike, the kind is added."""
    alone = [heading(column, lang) for column in columns]
    seen = Counter(alone)
    return [
        heading_among(column, lang) if seen[word] > 1 else word
        for column, word in zip(columns, alone, strict=True)
    ]


def cell_text(value: Value | None, column: Column, lang: Lang) -> str:
    """The cell as a person reads it, all its digits kept."""
    if column.kind == "rank":
        place = place_of(value)
        return UNKNOWN if place is None else str(place)
    if isinstance(value, str):
        return safe_text(value)
    with exactly():
        return show(value, column.unit, lang)


def money_text(value: Decimal | None) -> str:
    """An amount of money, or a dash where none could be computed."""
    with exactly():
        return show(value, Unit.MONEY)


def column_sum(sheet: Sheet, column: Column) -> Decimal | None:
    """The sum of the printed amounts of a column; None if it has none."""
    amounts = [value for value in sheet.cells[column.name] if isinstance(value, Decimal)]
    with exactly():
        return sum(amounts, ZERO) if amounts else None


def is_number(column: Column) -> bool:
    """Whether the column holds numbers, which stand to the right."""
    return column.unit is not Unit.TEXT and column.kind != "grade"
