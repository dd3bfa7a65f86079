"""Completeness: a metric that some tables of a sort lack is a part that looks like a whole."""

from __future__ import annotations

from collections.abc import Sequence

from csperf.errors import Fact, Problem, problem
from csperf.inputs import Agent, Divided, Wanted
from csperf.intake.combine import Line, differ, lines_in, overlap
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


def on_one_platform(
    tables: Sequence[Placed], agents: Sequence[Agent], wanted: Sequence[Wanted]
) -> list[Problem]:
    """Sums that only some of an agent's platforms supply: the others count for nothing."""
    problems: list[Problem] = []
    for one in wanted:
        having = [t for t in tables if one.metric in t.table.columns and t.table.platform]
        present = {agent for t in having for agent in t.agents} - {None}
        platforms = {t.table.platform for t in having}
        for other in tables if one.how == "sum" and not one.of else ():
            both = [a for a in dict.fromkeys(other.agents) if a is not None and a in present]
            told = other.table.platform in {"", *platforms} or _counted_apart(
                one, other, having, wanted
            )
            if having and both and not told:
                platforms.add(other.table.platform)
                facts: dict[str, Fact] = {"metric": one.name, "name": agents[both[0]].name}
                facts |= {"count": len(both), "other": str(having[0].table.grid.whole)}
                place = other.table.grid.whole
                problems.append(Problem("metric-on-one-platform", place, facts, stops=False))
    return problems


def _counted_apart(
    one: Wanted, other: Placed, having: Sequence[Placed], wanted: Sequence[Wanted]
) -> bool:
    """Whether the plan reads something else of this unit that only the other table has."""
    return any(
        also.unit is one.unit
        and also.metric in other.table.columns
        and not any(also.metric in placed.table.columns for placed in having)
        for also in wanted
    )


def _alike(one: Placed, other: Placed) -> bool:
    """Whether two tables are of one sort: the same layout, or mostly the same headings."""
    first, second = one.table, other.table
    if first.layout and second.layout:
        return first.kind == second.kind
    mine, theirs = _headings(first), _headings(second)
    return len(mine & theirs) * _ALIKE >= len(mine | theirs)


def _headings(table: Table) -> set[str]:
    return {fold(heading.text) for heading in table.every}


def _by_agent(tables: Sequence[Placed]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for placed in tables:
        for agent, line in lines_in(placed):
            found.setdefault(agent, []).append(line)
    return found


def _same(a: Line, b: Line) -> bool:
    return overlap(a, b) and not differ(a, b)


def of_other_rows(
    tables: Sequence[Placed], agents: Sequence[Agent], together: Sequence[Divided]
) -> list[Problem]:
    """Metrics that a formula divides although their rows are of other days or platforms."""
    problems: list[Problem] = []
    for one in together:
        parts = tuple(dict.fromkeys((*one.over, *one.under)))
        first = next((t for t in tables if t.table.columns.keys() & set(parts)), None)
        if first is None:
            continue
        facts: dict[str, Fact] = {"metric": one.name, "parts": parts}
        place = first.table.grid.whole
        if unlike := _other_days(tables, parts):
            facts["days"] = tuple(spoken(days) for days in unlike[:_SHOWN])
            problems.append(problem("parts-of-other-days", place, **facts))
        over, under = _platforms(tables, one.over), _platforms(tables, one.under)
        mixed = [a for a in over if a in under and over[a] != under[a]]
        if mixed:
            facts |= {"name": agents[mixed[0]].name, "count": len(mixed)}
            problems.append(problem("parts-of-other-platforms", place, **facts))
    return problems


def _other_days(tables: Sequence[Placed], parts: Sequence[str]) -> list[Days]:
    """The days that the tables of some of the parts are about and those of others are not."""
    covered = [_covered(tables, part) for part in parts]
    if not covered or not all(covered):
        return []
    every = set[Days]().union(*covered)
    whole = Days(min(d.first for d in every), max(d.last for d in every))
    gaps = [set(missing_days(days, whole)) for days in covered]
    unlike = {days for gap in gaps for days in gap if not all(days in other for other in gaps)}
    return sorted(unlike, key=lambda days: days.first)


def _platforms(tables: Sequence[Placed], metrics: Sequence[str]) -> dict[int, set[str]]:
    """The known platforms on which each agent has one of the metrics."""
    found: dict[int, set[str]] = {}
    for placed in tables:
        if placed.table.platform and placed.table.columns.keys() & set(metrics):
            for agent in placed.agents:
                if agent is not None:
                    found.setdefault(agent, set()).add(placed.table.platform)
    return found


def _covered(tables: Sequence[Placed], metric: str) -> set[Days]:
    offering = (table for table in tables if metric in table.table.columns)
    return {days for table in offering for days in table.rows.days if days}
