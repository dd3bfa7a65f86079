"""Parts: which rows of a month belong to some of its days or to one shop, and rows that cannot say.

A row belongs to a part if all its days do. A table that does not say its days, or has rows of days
on both sides, can be no part of such a sum: its figures would count twice or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from csperf.errors import Fact, Problem, problem
from csperf.inputs import Part, Wanted
from csperf.intake.combine import Line
from csperf.intake.days import Days, spoken
from csperf.intake.people import Placed, placed

_SHOWN = 8


def rows_of(table: Placed, part: Part, size: int) -> Placed:
    """The table with only the part's rows left to their agents, of whom there are `size`."""
    days = table.rows.days or (None,) * len(table.agents)
    shops = table.shops or ("",) * len(table.agents)
    agents = tuple(
        agent if _belongs(day, shop, part) else None
        for agent, day, shop in zip(table.agents, days, shops, strict=True)
    )
    numbers = placed(table.rows, agents, size).numbers
    return replace(table, agents=agents, numbers=numbers)


def lines_within(lines: Mapping[int, Sequence[Line]], part: Part) -> dict[int, list[Line]]:
    """Those who have several rows in the part, with these rows."""
    found = {
        agent: [line for line in rows if _belongs(line.days, line.shop, part)]
        for agent, rows in lines.items()
    }
    return {agent: rows for agent, rows in found.items() if len(rows) > 1}


def _belongs(days: Days | None, shop: str, part: Part) -> bool:
    if part.shop:
        return shop == part.shop
    return days is not None and {days.first, days.last} <= part.days


def undivided(tables: Sequence[Placed], wanted: Iterable[Wanted]) -> list[Problem]:
    """One problem for each table whose rows cannot be told apart by the parts that are asked."""
    asked: dict[str, list[Part]] = {}
    for one in wanted:
        for metric in one.metrics:
            if one.part is not None:
                asked.setdefault(metric, []).append(one.part)
    problems: list[Problem] = []
    for table in tables:
        metrics = [metric for metric in asked if metric in table.table.columns]
        parts = list(dict.fromkeys(part for metric in metrics for part in asked[metric]))
        if parts:
            problems += _unclear(table, metrics, parts)
    return problems


def cannot_leave_out(
    tables: Sequence[Placed], wanted: Iterable[Wanted], days: Iterable[date]
) -> list[Problem]:
    """One problem for each table in which days that count for nothing cannot be told apart."""
    left_out = [Part(day.isoformat(), frozenset((day,))) for day in sorted(days)]
    daily = [replace(one, name=one.metric) for one in wanted if one.how != "same"]
    asked = [replace(one, part=part) for one in daily for part in left_out]
    return undivided(tables, asked)


def _unclear(table: Placed, metrics: Sequence[str], parts: Sequence[Part]) -> list[Problem]:
    """The rows of people that do not say their day, or are about days of a part and others."""
    days = table.rows.days or (None,) * len(table.agents)
    rows = [row for row, agent in enumerate(table.agents) if agent is not None]
    facts: dict[str, Fact] = {"metrics": tuple(dict.fromkeys(metrics))[:_SHOWN]}
    if parts[0].shop:
        nowhere = [row for row in rows if not (table.shops and table.shops[row])]
        return [_told("rows-without-shop", table, nowhere, facts)] if nowhere else []
    untold = [row for row in rows if days[row] is None]
    if untold:
        facts["parts"] = tuple(part.name for part in parts)
        return [_told("rows-not-by-day", table, untold, facts)]
    for part in parts:
        across = [row for row in rows if _crosses(days[row], part)]
        if across and (found := days[across[0]]) is not None:
            facts |= {"part": part.name, "days": spoken(found)}
            return [_told("rows-across-parts", table, across, facts)]
    return []


def _crosses(days: Days | None, part: Part) -> bool:
    """Whether some of the days belong to the part and some do not."""
    if days is None:
        return False
    inside = sum(days.first <= day <= days.last for day in part.days)
    return 0 < inside <= (days.last - days.first).days


def _told(id: str, table: Placed, rows: Sequence[int], facts: dict[str, Fact]) -> Problem:  # noqa: A002 - its name
    place = table.table.place(table.table.agents[0], table.rows.numbers[rows[0]])
    return problem(id, place, count=len(rows), **facts)
