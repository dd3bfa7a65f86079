"""Completeness: a metric that some tables of a sort lack is a part that looks like a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csperf.errors import Fact, Problem, problem
from csperf.inputs import Agent, Wanted
from csperf.intake.combine import Line
from csperf.intake.days import Days, missing_days, spoken
from csperf.intake.headings import Table
from csperf.intake.people import Placed
from csperf.intake.spelling import fold

_ALIKE = 2  # at least one of two headings is in both tables
_SHOWN = 8


def not_in_all(
    tables: Sequence[Placed], agents: Sequence[Agent], wanted: Sequence[Wanted]
) -> list[Problem]:
    """Metrics of which an agent has a part: a table of the same sort has more rows without it."""
    problems: list[Problem] = []
    told: set[tuple[int, str]] = set()
    for metric in dict.fromkeys(name for one in wanted for name in one.metrics):
        having = [t for t in tables if metric in t.table.columns]
        for number, other in enumerate(tables):
            alike = [t for t in having if metric not in other.table.columns and _alike(t, other)]
            if not alike or (number, metric) in told:
                continue
            present, lines = {agent for t in alike for agent in t.agents}, _by_agent(having)
            left = [
                agent
                for agent, found in _by_agent([other]).items()
                if agent in present
                and any(not any(_same(line, one) for one in lines[agent]) for line in found)
            ]
            if left:
                facts: dict[str, Fact] = {"metric": metric, "name": agents[left[0]].name}
                facts |= {"other": str(alike[0].table.grid.whole), "count": len(left)}
                problems.append(problem("metric-not-in-all", other.table.grid.whole, **facts))
                told.add((number, metric))
    return problems


def _alike(one: Placed, other: Placed) -> bool:
    """Whether two tables are of one sort: the same layout, or mostly the same headings."""
    first, second = one.table, other.table
    if first.layout and second.layout:
        return first.kind == second.kind
    mine, theirs = _headings(first), _headings(second)
    return len(mine & theirs) * _ALIKE >= len(mine | theirs)


def _headings(table: Table) -> set[str]:
    return {fold(heading.text) for heading in table.every}


def _lines(placed: Placed) -> Iterator[tuple[int, Line]]:
    days = placed.rows.days or (None,) * len(placed.agents)
    for row, agent in enumerate(placed.agents):
        if agent is not None:
            yield agent, Line(0, row, placed.accounts[row], placed.shops[row], days[row])


def _by_agent(tables: Sequence[Placed]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for placed in tables:
        for agent, line in _lines(placed):
            found.setdefault(agent, []).append(line)
    return found


def _same(a: Line, b: Line) -> bool:
    shops = not (a.shop and b.shop and a.shop != b.shop)
    accounts = not (a.account and b.account and a.account != b.account)
    days = a.days is None or b.days is None or a.days.overlaps(b.days)
    return shops and accounts and days


def of_other_days(
    tables: Sequence[Placed], together: Sequence[tuple[str, tuple[str, ...]]]
) -> list[Problem]:
    """Metrics that one formula puts together although their tables cover other days."""
    problems: list[Problem] = []
    for metric, parts in together:
        covered = {part: _covered(tables, part) for part in parts}
        every = set[Days]().union(*covered.values())
        if not every or not all(covered.values()):
            continue
        whole = Days(min(d.first for d in every), max(d.last for d in every))
        gaps = {part: set(missing_days(days, whole)) for part, days in covered.items()}
        unlike = {
            days
            for days in set[Days]().union(*gaps.values())
            if not all(days in gap for gap in gaps.values())
        }
        if unlike:
            first = next(t for t in tables if parts[0] in t.table.columns)
            shown = tuple(spoken(days) for days in sorted(unlike, key=lambda d: d.first)[:_SHOWN])
            facts: dict[str, Fact] = {"metric": metric, "parts": parts, "days": shown}
            problems.append(problem("parts-of-other-days", first.table.grid.whole, **facts))
    return problems


def _covered(tables: Sequence[Placed], metric: str) -> set[Days]:
    offering = (table for table in tables if metric in table.table.columns)
    return {days for table in offering for days in table.rows.days if days}
