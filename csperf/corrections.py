"""Corrections: what earlier months are worth more or less than was paid, as lines of this month.

Why lines of their own: a closed month is never changed, so what is found later is paid, or taken
back, with the next one, where everybody sees for which month and line it is, what was paid and what
it should have been. They stand beyond the limits of this month's total, which are about its own
lines. Whoever is not on this month's payroll is paid by a run that has nothing but such lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from csperf.errors import NOWHERE, Place
from csperf.exact import ZERO, exactly
from csperf.formula import Cell, Column, Constant, Difference, Formula, Given, Several, Sum
from csperf.inputs import Agent, Inputs
from csperf.plan.names import derived_name
from csperf.sheet import Sheet, evaluate
from csperf.units import Unit

_APART: Final = re.compile(r"更正(?:（(?P<zh>.*)）)?|corrections(?: \((?P<en>.*)\))?", re.DOTALL)
_NOTHING: Final = "why.no-correction"


@dataclass(frozen=True)
class Due:
    """What one person was paid for a line of an earlier month, and what that is worth.

    `event` is the correction that found it out, `number` which one of its month that is; a blank
    `line` is what limits made of a month's total.
    """

    event: str
    period: str
    number: int
    role: str
    name: str
    id: str
    line: str
    paid: Decimal
    worth: Decimal
    says: str = ""
    place: Place = NOWHERE

    @property
    def column(self) -> str:
        """The name of the line that it makes: `2026-10 提成`."""
        again = "" if self.number == 1 else f" ({self.number})"
        line = self.line or ("limits" if self.role.isascii() else "上下限")
        return f"{self.period} {line}{again}"

    def is_of(self, agent: Agent) -> bool:
        """Whether this is the person: by staff id where both have one, else by name."""
        if self.id and agent.id:
            return self.id == agent.id
        return self.name == agent.name


@dataclass(frozen=True)
class _Source:
    """Where a correction stands: its row in the list of changes."""

    places: tuple[Place, ...]

    def place(self, agent: int) -> Place:
        """The row of this person."""
        return self.places[agent]

    def several(self, agent: int) -> Several | None:
        """A correction is one row."""


def role_apart(role: str, *, ascii_only: bool) -> str:
    """What the run of a role's people who are not on this month's payroll is called.

    >>> role_apart("售前", ascii_only=False), role_apart("", ascii_only=True)
    ('更正（售前）', 'corrections')
    """
    if ascii_only:
        return f"corrections ({role})" if role else "corrections"
    return f"更正（{role}）" if role else "更正"


def role_behind(role: str) -> str | None:
    """The role whose people are paid by a run of this name; None for one with a plan of its own.

    >>> role_behind("更正（售前）"), role_behind("corrections"), role_behind("售前")
    ('售前', '', None)
    """
    match = _APART.fullmatch(role)
    return (match["zh"] or match["en"] or "") if match else None


def is_correction(column: Column) -> bool:
    """Whether a pay line is about an earlier month."""
    return isinstance(column.formula, Given) and column.formula.reason == _NOTHING


def concerns(sheet: Sheet, agent: int, column: Column) -> bool:
    """Whether a pay line has anything to do with a person; a correction is of few."""
    if not is_correction(column) or not isinstance(column.formula, Given):
        return True
    return sheet.worth(agent, column.formula.value) is not None


def corrected(
    columns: Sequence[Column], inputs: Inputs, due: Iterable[Due]
) -> tuple[tuple[Column, ...], Inputs]:
    """The month's columns and figures with the corrections of its people, and a total of all."""
    found = _by_column(due, inputs.agents)
    if not found:
        return tuple(columns), inputs
    added = [column for name, ones in found.items() for column in _columns(name, ones)]
    cells = {key: value for name, ones in found.items() for key, value in _cells(name, ones)}
    sources = {key: _Source(_places(ones)) for name, ones in found.items() for key in _names(name)}
    inputs = replace(
        inputs,
        columns={**inputs.columns, **cells},
        sources={**inputs.sources, **sources},
    )
    return _with_total(columns, added), inputs


_Ones = tuple[tuple[Due, ...], ...]
"""The corrections of one line: those of each person."""


def _by_column(due: Iterable[Due], agents: Sequence[Agent]) -> dict[str, _Ones]:
    columns: dict[str, list[Due]] = {}
    for one in due:
        columns.setdefault(one.column, []).append(one)
    each = {
        name: tuple(tuple(one for one in ones if one.is_of(agent)) for agent in agents)
        for name, ones in columns.items()
    }
    return {name: ones for name, ones in each.items() if any(ones)}


def _names(name: str) -> tuple[str, str]:
    return derived_name(name, "worth"), derived_name(name, "paid")


def _columns(name: str, ones: _Ones) -> Iterator[Column]:
    """What it is worth, what was paid, and the difference as a line."""
    first = next(one for each in ones for one in each)
    worth, paid = _names(name)
    yield from (Column(key, "aid", Unit.MONEY, None, first.place) for key in (worth, paid))
    nothing = Constant(ZERO, Unit.MONEY)
    formula = Given(Difference(Cell(worth), Cell(paid)), nothing, _NOTHING)
    yield Column(name, "pay", Unit.MONEY, formula, first.place, first.says)


def _cells(name: str, ones: _Ones) -> Iterator[tuple[str, list[Decimal | None]]]:
    worth, paid = _names(name)
    with exactly():
        yield worth, [sum((one.worth for one in each), ZERO) if each else None for each in ones]
        yield paid, [sum((one.paid for one in each), ZERO) if each else None for each in ones]


def _places(ones: _Ones) -> tuple[Place, ...]:
    return tuple(each[0].place if each else NOWHERE for each in ones)


def _with_total(columns: Sequence[Column], added: Sequence[Column]) -> tuple[Column, ...]:
    """The lines before the total, which has them beyond its limits."""
    lines = tuple(Cell(one.name) for one in added if one.kind == "pay")
    before = [one for one in columns if one.kind != "total"]
    total = next((one for one in columns if one.kind == "total"), None)
    if total is None or total.formula is None:
        total = Column("total", "total", Unit.MONEY, Sum(()), added[0].place)
    own: Formula | None = total.formula
    terms = own.terms if isinstance(own, Sum) else (own,) if own is not None else ()
    return (*before, *added, replace(total, formula=Sum((*terms, *lines))))


def absent(due: Iterable[Due], agents: Sequence[Agent]) -> list[Due]:
    """The corrections of people who are not among these."""
    return [one for one in due if not any(one.is_of(agent) for agent in agents)]


def sheet_of_absent(due: Sequence[Due]) -> Sheet:
    """The pay of people who have nothing but corrections this month."""
    people: Mapping[tuple[str, str], Agent] = {
        (one.name, one.id): Agent(one.name, one.id) for one in due
    }
    columns, inputs = corrected((), Inputs(tuple(people.values()), {}), due)
    return evaluate(columns, inputs)
