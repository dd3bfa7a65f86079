"""Observations: the figures of agents, of each day or each month, one under the other.

Why days where the files have them: a shop has few agents and few months, and an agent's own days
tell more of what goes together than anything between agents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from csperf.errors import CsperfError, Problem, Term, stopping, warning
from csperf.insight.figures import Figures, Measured, figures_of, plan_for
from csperf.metrics.catalogue import catalogue, find
from csperf.metrics.measure import AGENT, DAY_OF
from csperf.opening import Request, raw_wish, reading_of
from csperf.plan.definitions import definitions
from csperf.raw_month import Wish, raw_month
from csperf.units import Unit

By = Literal["day", "month", "whole"]
"""What an observation is of: a day, a month, or all of the files where nobody named months."""
_NO_MATTER = {  # what is there is looked at, and no more
    *("metrics-not-told", "metrics-no-table", "days-missing", "days-missing-in-shop"),
    *("rows-outside-left-out", "records-outside"),
}


@dataclass(frozen=True)
class Row:
    """One observation: whose it is, of which day or month, and the figures that are known."""

    agent: str
    time: str
    figures: dict[str, Decimal]


@dataclass(frozen=True)
class Observations:
    """All observations of the files, and what is observed."""

    by: By
    metrics: tuple[Measured, ...]
    rows: tuple[Row, ...]

    def column(self, metric: str) -> list[Decimal | None]:
        """A metric's figure in each observation."""
        return [row.figures.get(metric) for row in self.rows]

    @property
    def agents(self) -> list[str]:
        """Whose each observation is."""
        return [row.agent for row in self.rows]


@dataclass(frozen=True)
class _Part:
    """The observations of some files, with what these measure."""

    metrics: tuple[Measured, ...]
    rows: list[Row]


def observations(requests: Sequence[Request], by: By | None) -> tuple[Observations, list[Problem]]:
    """What these files tell of everybody; of each day if they have days, unless `by` says else.

    Where days were asked for and cannot be told apart, a warning says so.

    Raises CsperfError with every problem, if they cannot be read.
    """
    if by != "month":
        daily, problems = _by_days(requests)
        if daily is not None:
            return _joined("day", daily), _that_matter(problems)
    problems = []
    parts: list[_Part] = []
    for request in requests:
        figures, found = figures_of(request)
        problems += found
        parts.append(_part(figures, request.period))
    coarse: By = "month" if any(request.period for request in requests) else "whole"
    if by == "day":
        problems.append(warning("drivers-no-days", by=Term(f"drivers.by-{coarse}")))
    return _joined(coarse, parts), _that_matter(problems)


def _that_matter(problems: Sequence[Problem]) -> list[Problem]:
    """What is to be told of reading, each once."""
    found: list[Problem] = []
    for one in problems:
        found += [one] if one.id not in _NO_MATTER and one not in found else []
    return found


def _by_days(requests: Sequence[Request]) -> tuple[list[_Part] | None, list[Problem]]:
    """The observations of every day; None where some file does not tell of days."""
    problems: list[Problem] = []
    parts: list[_Part] = []
    for request in requests:
        wish = _all_raw(request)
        if wish is not None:
            part, found = _of_records(wish)
            problems += found
            parts.append(part)
            continue
        whole, found = figures_of(request)
        problems += found
        if len(whole.days) <= 1:
            return None, []
        parts += _each_day(request, whole.days)
    return parts, problems


def _all_raw(request: Request) -> Wish | None:
    """What is to be measured, where nothing but raw exports was given."""
    plan = plan_for(request)
    known, _ = definitions(plan, catalogue())
    reading, problems = reading_of(request, plan, known)
    if stopping(problems):
        raise CsperfError(problems)
    wish, ready = raw_wish(request, plan, reading)
    return None if ready else wish


def _of_records(wish: Wish) -> tuple[_Part, list[Problem]]:
    """The days of raw exports; of a day on which somebody did nothing there is no observation."""
    with raw_month(wish) as (month, problems):
        if month is None:
            raise CsperfError(problems)
        counts, found = month.counts()
        table = month.table(counts, (AGENT, DAY_OF))
    metrics = tuple(Measured(one.name, one.unit, one.better) for one in table.metrics)
    columns = table.figures.items()
    rows = [
        Row(agent, day, {name: one for name, each in columns if (one := each[at]) is not None})
        for at, (agent, day) in enumerate(table.keys)
    ]
    return _Part(metrics, rows), [*problems, *found]


def _each_day(request: Request, days: Sequence[str]) -> Iterator[_Part]:
    """The figures of one day after the other, of a table that is dated."""
    for day in days:
        period = f"{day}~{day}"
        figures, _ = figures_of(replace(request, period=period, narrowed=True))
        yield _part(figures, day)


def _part(figures: Figures, time: str) -> _Part:
    rows = [
        Row(agent.id or agent.name, time, _known(figures, at))
        for at, agent in enumerate(figures.agents)
    ]
    return _Part(tuple(replace(one, name=_chinese(one.name)) for one in figures.metrics), rows)


def _chinese(name: str) -> str:
    """A metric of the catalogue by its own name, however a plan spells it."""
    known = find(name)
    return known.name if known else name


def _known(figures: Figures, agent: int) -> dict[str, Decimal]:
    return {
        _chinese(name): value
        for name, cells in figures.cells.items()
        if isinstance(value := cells[agent], Decimal)
    }


def _joined(by: By, parts: Sequence[_Part]) -> Observations:
    metrics = {one.name: one for part in parts for one in part.metrics}
    rows = tuple(row for part in parts for row in part.rows if row.figures)
    kept = tuple(one for one in metrics.values() if one.unit is not Unit.TEXT)
    return Observations(by, kept, rows)
