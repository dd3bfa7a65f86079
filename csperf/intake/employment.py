"""Employment: on how many days of the paid month each person was employed, by the roster's dates.

Why both columns must be there: a roster that tells only who came says nothing of who left, and
whoever left would be paid for the whole month. Why nothing is counted once a table has one of the
two numbers: its days may be working days, and the days of the month are calendar days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from csperf.errors import NOWHERE, Place, Problem, problem
from csperf.formula import Addend, Several
from csperf.inputs import Agent, Cells
from csperf.intake.days import Days
from csperf.intake.headings import Table
from csperf.intake.people import Placed
from csperf.intake.roster import JOINED, LEFT, joined_and_left


@dataclass(frozen=True)
class DayNames:
    """What the plan calls the days employed and the days of the month; '' where it reads its own.

    >>> DayNames("在职天数", "当月天数").both
    ('在职天数', '当月天数')
    """

    employed: str = ""
    period: str = ""

    @property
    def both(self) -> tuple[str, str]:
        """Both names."""
        return self.employed, self.period


def countable(
    names: DayNames, tables: Sequence[Table], roster: Table | None, period: Days | None
) -> frozenset[str]:
    """Which of the two can be counted: none that a table holds, and neither if it holds one."""
    stated = {name for table in tables for name in names.both if name in table.columns}
    if period is None or stated or not all(names.both):
        return frozenset()
    dated = roster is not None and all(joined_and_left(roster))
    return frozenset(names.both if dated else (names.period,))


def why_not_counted(
    name: str, names: DayNames, tables: Sequence[Table], roster: Table | None, place: Place
) -> Problem | None:
    """What is missing so that these days could be counted; None if the name is neither of them."""
    if not name or name not in names.both:
        return None
    for table in tables:
        for other in names.both:
            if other in table.columns:
                at = table.place(table.columns[other][0])
                return problem("days-half-stated", place, name=name, other=other, at=at)
    lacking = [
        heading
        for heading, there in zip((JOINED[0], LEFT[0]), _there(roster), strict=True)
        if not there
    ]
    if name == names.employed and lacking:
        fault = "days-without-roster" if roster is None else "days-without-dates"
        facts = {"roster": str(roster.grid.whole)} if roster else {}
        return problem(fault, place, name=name, headings=tuple(lacking), **facts)
    return problem("days-without-period", place, name=name)


def _there(roster: Table | None) -> tuple[bool, bool]:
    joined, left = joined_and_left(roster) if roster is not None else (None, None)
    return joined is not None, left is not None


@dataclass(frozen=True)
class Counted:
    """Where days were counted: from a first to a last day, of which a roster's cell gives one."""

    spans: tuple[tuple[Days, Place], ...]

    def place(self, agent: int) -> Place:
        """The cell with the day on which this agent came or went in the month."""
        return self.spans[agent][1]

    def several(self, agent: int) -> Several | None:
        """The first and the last day."""
        days, place = self.spans[agent]
        addends = (Addend(day.isoformat(), place) for day in (days.first, days.last))
        return Several("days", tuple(addends))

    def values(self) -> Cells:
        """The number of days of each agent."""
        return [Decimal((days.last - days.first).days + 1) for days, _ in self.spans]


def days_of_period(agents: Sequence[Agent], period: Days) -> Counted:
    """The calendar days of the month, which are everybody's."""
    return Counted(((period, NOWHERE),) * len(agents))


def days_employed(agents: Sequence[Agent], roster: Placed, period: Days) -> Counted:
    """The calendar days of the month on which each was employed; the roster's rows tell where."""
    joined, left = joined_and_left(roster.table)
    spans: list[tuple[Days, Place]] = []
    for position, agent in enumerate(agents):
        first = max(period.first, _day(agent.joined, period.first))
        last = min(period.last, _day(agent.left, period.last))
        came, went = first > period.first, last < period.last
        heading = (joined if came else left if went else None) or roster.table.agents[0]
        row = roster.numbers_at(heading.letter)[position]
        spans.append((Days(first, last), roster.table.place(heading, row)))
    return Counted(tuple(spans))


def _day(text: str, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise
