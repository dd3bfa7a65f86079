"""A promotion window looked at: who reached the next level, who keeps theirs, what each lacks.

Why months of the window that somebody has no figures for are told and not filled: whoever joined in
the middle is judged by what there is, and `months` in the plan says how much must be there.
Why one level at a time: whoever meets two at once has shown the higher one for no window yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from csperf.exact import ZERO, exactly, rounded
from csperf.formula import Sign
from csperf.inputs import Agent
from csperf.plan.promotion import Asked, Award, How, Promotion, Requirement
from csperf.sheet import meets
from csperf.units import Unit, rounding_of

Outcome = Literal["promoted", "kept", "at-risk", "unplaced"]


@dataclass(frozen=True)
class Measure:
    """What a name in the plan stands for: its unit, and whether the lower figure is first."""

    name: str
    unit: Unit
    lower_first: bool = False


@dataclass(frozen=True)
class Record:
    """One person over the window: the level at its end, and of each month what is known."""

    agent: Agent
    level: str = ""
    months: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)

    def known(self, name: str) -> list[tuple[str, Decimal]]:
        """A figure by its months, where it is known."""
        return [(month, each[name]) for month, each in self.months.items() if name in each]

    def over_window(self, measure: Measure, how: How) -> Decimal | None:
        """The months' mean or sum, rounded as it is shown; None if no month is known."""
        values = [value for _, value in self.known(measure.name)]
        if not values:
            return None
        with exactly():
            total = sum(values, start=ZERO)
            whole = total if how == "sum" else total / len(values)
        return rounded(whole, rounding_of(measure.unit))


@dataclass(frozen=True)
class Lack:
    """What is short of a requirement: which figure, what it came to, and what is asked.

    `months` are those that fell short, where each is asked for; `measure` is None for too few
    months.
    """

    how: How | Literal["months"]
    measure: Measure | None
    sign: Sign
    bound: Decimal
    figure: Decimal | None
    months: tuple[tuple[str, Decimal | None], ...] = ()


@dataclass(frozen=True)
class Judged:
    """What came of somebody: the level proposed, what is short of the own and of the next one."""

    record: Record
    outcome: Outcome
    proposed: str
    own: tuple[Lack, ...] = ()
    ahead: str = ""
    next: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Somebody's place by an award's figure."""

    record: Record
    place: int
    figure: Decimal


@dataclass(frozen=True)
class Commended:
    """An award, by what it is given, and who has it."""

    name: str
    measure: Measure
    award: Award
    standings: tuple[Standing, ...]


def judged(rules: Promotion, record: Record, measures: Mapping[str, Measure]) -> Judged:
    """What the window says of one person."""
    levels = [str(level) for level in rules.ladder]
    if record.level not in levels:
        return Judged(record, "unplaced", record.level)
    at = levels.index(record.level)
    asked = list(rules.ladder.values())
    own = tuple(lacks(asked[at], record, measures))
    if at + 1 == len(levels):
        return Judged(record, "at-risk" if own else "kept", record.level, own)
    ahead = levels[at + 1]
    short = tuple(lacks(asked[at + 1], record, measures))
    if not short:
        return Judged(record, "promoted", ahead, own, ahead)
    return Judged(record, "at-risk" if own else "kept", record.level, own, ahead, short)


def lacks(
    requirement: Requirement, record: Record, measures: Mapping[str, Measure]
) -> Iterator[Lack]:
    """Everything that is short of a level's requirement; what is unknown is short."""
    fewest = requirement.months
    if fewest is not None and len(record.months) < fewest.value:
        yield Lack("months", None, "at_least", fewest.value, Decimal(len(record.months)))
    for how, name, asked in requirement.asked():
        measure = measures[str(name)]
        yield from (
            _every_month(measure, record, asked)
            if how == "every_month"
            else _over_window(measure, record, asked, how)
        )


def _over_window(measure: Measure, record: Record, asked: Asked, how: How) -> Iterator[Lack]:
    figure = record.over_window(measure, how)
    for sign, bound in asked.bounds():
        if figure is None or not meets(figure, sign, bound.value):
            yield Lack(how, measure, sign, bound.value, figure)


def _every_month(measure: Measure, record: Record, asked: Asked) -> Iterator[Lack]:
    for sign, bound in asked.bounds():
        each = [(month, figures.get(measure.name)) for month, figures in record.months.items()]
        short = [
            (month, one) for month, one in each if one is None or not meets(one, sign, bound.value)
        ]
        if short or not each:
            yield Lack("every_month", measure, sign, bound.value, None, tuple(short))


def commended(
    name: str, award: Award, records: Sequence[Record], measures: Mapping[str, Measure]
) -> Commended:
    """Who has an award: the first places, and whoever ties with the last of them."""
    measure = measures[str(award.by)]
    fewest = award.months.value if award.months else ZERO
    known = [
        (figure, record)
        for record in records
        if len(record.months) >= fewest
        and (figure := record.over_window(measure, award.combine)) is not None
    ]
    figures = sorted((figure for figure, _ in known), reverse=not measure.lower_first)
    places = [(figures.index(figure) + 1, figure, record) for figure, record in known]
    kept = sorted((one for one in places if one[0] <= award.top.value), key=lambda one: one[0])
    return Commended(
        name, measure, award, tuple(Standing(record, place, f) for place, f, record in kept)
    )
