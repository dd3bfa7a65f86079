"""Combining: the rows that one agent has, days, shops or accounts, become one value a metric.

Why a sum needs proof that rows are different: the same month exported twice looks exactly like two
shops. Two rows count as different only if their days are known and do not overlap, or if they are
of different accounts or shops in tables of one sort, or of different platforms. Even then rows of
two tables that agree in every figure are taken for one row given twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from typing import assert_never

from csperf.errors import Fact, Place, Problem, problem
from csperf.exact import ZERO, exactly
from csperf.formula import Addend, Value
from csperf.inputs import How
from csperf.intake.days import Days, spoken
from csperf.intake.grid import FIELDS, ROW
from csperf.intake.people import Placed
from csperf.intake.spelling import fold

_NO_CHANCE = 6  # digits of two figures or more


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: which table, which of its rows, and what sets it apart from others."""

    table: int
    row: int
    account: str
    shop: str
    days: Days | None


def lines_of(tables: Sequence[Placed]) -> dict[int, list[Line]]:
    """The rows of every agent who has more than one in these tables."""
    counted: dict[int, int] = {}
    for placed in tables:
        for agent in placed.agents:
            if agent is not None:
                counted[agent] = counted.get(agent, 0) + 1
    found: dict[int, list[Line]] = {agent: [] for agent, n in counted.items() if n > 1}
    if not found:
        return {}
    for number, placed in enumerate(tables):
        for agent, line in lines_in(placed, number):
            if agent in found:
                found[agent].append(line)
    return found


def lines_in(placed: Placed, number: int = 0) -> Iterator[tuple[int, Line]]:
    """The rows of a table that belong to an agent, with that agent."""
    days = placed.rows.days or (None,) * len(placed.agents)
    for row, agent in enumerate(placed.agents):
        if agent is not None:
            yield agent, Line(number, row, placed.accounts[row], placed.shops[row], days[row])


@dataclass(frozen=True)
class Doubt:
    """Two rows of an agent that may be the same figures twice."""

    agent: int
    first: Line
    second: Line


def doubts(tables: Sequence[Placed], lines: Mapping[int, Sequence[Line]]) -> list[Doubt]:
    """For each agent the first two rows that nothing tells apart."""
    found: list[Doubt] = []
    for agent, rows in lines.items():
        pair = next(_undistinguished(tables, rows), None)
        if pair:
            found.append(Doubt(agent, *pair))
    return found


def _undistinguished(tables: Sequence[Placed], rows: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Pairs of rows that may be about the same; rows of one account are compared in order."""
    accounts: dict[tuple[object, ...], list[Line]] = {}
    for line in rows:
        table = tables[line.table].table
        key = (table.kind, table.platform, line.account, line.shop)
        accounts.setdefault(key, []).append(line)
    groups = [sorted(group, key=_begin) for group in accounts.values()]
    for group in groups:
        yield from ((a, b) for a, b in pairwise(group) if overlap(a, b))
    for one, other in combinations(groups, 2):
        if not _are_apart(tables, one[0], other[0]):
            both = sorted([*one, *other], key=_begin)
            yield from ((a, b) for a, b in pairwise(both) if overlap(a, b))
        else:
            yield from _copies(tables, one, other)


def _copies(
    tables: Sequence[Placed], one: Sequence[Line], other: Sequence[Line]
) -> Iterator[tuple[Line, Line]]:
    """Rows of two accounts or shops, from two tables, that agree in all their figures."""
    by_days = {line.days: line for line in one}
    for line in other:
        twin = by_days.get(line.days)
        if twin is not None and twin.table != line.table and _same_figures(tables, twin, line):
            yield twin, line


def _same_figures(tables: Sequence[Placed], a: Line, b: Line) -> bool:
    """Whether two rows agree in all figures that both have, and in so many that it is no chance."""
    first, second = _figures(tables[a.table], a), _figures(tables[b.table], b)
    shared = [(text, second[heading]) for heading, text in first.items() if heading in second]
    telling = {text for text, other in shared if text == other and text.strip("-0.%")}
    digits = sum(sign.isdigit() for text in telling for sign in text)
    same = all(text == other for text, other in shared)
    return same and len(telling) > 1 and digits >= _NO_CHANCE


def _figures(placed: Placed, line: Line) -> dict[str, str]:
    table, frame = placed.table, placed.rows.frame
    headings = [heading for headings in table.columns.values() for heading in headings]
    return {fold(heading.text): frame[heading.letter][line.row] for heading in headings}


def _begin(line: Line) -> int:
    return line.days.first.toordinal() if line.days else 0


def overlap(a: Line, b: Line) -> bool:
    """Whether two rows may be about the same day."""
    return a.days is None or b.days is None or a.days.overlaps(b.days)


def _are_apart(tables: Sequence[Placed], a: Line, b: Line) -> bool:
    """Whether two rows of the same days are surely not the same figures."""
    first, second = tables[a.table].table, tables[b.table].table
    if first.platform and second.platform and first.platform != second.platform:
        return True
    return first.kind == second.kind and differ(a, b)


def differ(a: Line, b: Line) -> bool:
    """Whether two rows are known to be of different shops or accounts."""
    shops = a.shop and b.shop and a.shop != b.shop
    return bool(shops or (a.account and b.account and a.account != b.account))


def copied(tables: Sequence[Placed], found: Sequence[Doubt]) -> list[Doubt]:
    """The doubts whose two rows are the same in every cell."""
    return [
        d
        for d in found
        if d.first.table == d.second.table and _copied(tables[d.first.table], d.first, d.second)
    ]


def told(
    tables: Sequence[Placed], found: Sequence[Doubt], metrics: tuple[str, ...], names: Sequence[str]
) -> list[Problem]:
    """One problem for each pair of tables whose rows nothing tells apart."""
    pairs: dict[tuple[int, int, str], list[Doubt]] = {}
    for doubt in found:
        pair = (doubt.first.table, doubt.second.table, _fault(tables, doubt))
        pairs.setdefault(pair, []).append(doubt)
    found_by_pair = pairs.items()
    return [_problem(tables, one, fault, metrics, names) for (_, _, fault), one in found_by_pair]


def _fault(tables: Sequence[Placed], doubt: Doubt) -> str:
    a, b = doubt.first, doubt.second
    if a.table == b.table and not _copied(tables[a.table], a, b):
        return "agent-day-twice" if a.days and b.days else "agent-twice"
    if a.table == b.table or _are_apart(tables, a, b):
        return "row-copied"
    if a.days and b.days:
        return "days-overlap"
    alike = tables[a.table].table.grid.file == tables[b.table].table.grid.file
    return "sheets-twice" if alike else "metric-twice"


def _copied(placed: Placed, a: Line, b: Line) -> bool:
    """Whether two rows of one table are the same in every cell."""
    frame = placed.rows.frame.drop(ROW, FIELDS)
    return frame.row(a.row) == frame.row(b.row)


def _problem(
    tables: Sequence[Placed],
    alike: Sequence[Doubt],
    fault: str,
    metrics: tuple[str, ...],
    names: Sequence[str],
) -> Problem:
    doubt = alike[0]
    first, second = doubt.first, doubt.second
    facts: dict[str, Fact] = {"name": names[doubt.agent], "count": len(alike), "metrics": metrics}
    facts["other"] = _cell(tables[first.table], first)
    if second.days:
        facts["days"] = spoken(second.days)
    return problem(fault, _cell(tables[second.table], second), **facts)


def _cell(placed: Placed, line: Line) -> Place:
    return placed.table.place(placed.table.agents[0], placed.rows.numbers[line.row])


def combined(addends: Sequence[Addend], how: How) -> Value | None:
    """The one value of several rows: unknown if one of them is, and if texts or facts differ."""
    values = [_weighed(one) for one in addends]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if None in values or not values:
        return None
    match how:
        case "sum":
            with exactly():
                return sum(numbers, ZERO)
        case "max":
            return max(numbers)
        case "min":
            return min(numbers)
        case "list":
            return "；".join(dict.fromkeys(str(value) for value in values))
        case "same" | "never":
            return values[0] if len(set(values)) == 1 else None
        case _:
            assert_never(how)


def _weighed(one: Addend) -> Value | None:
    if one.weight is None or not isinstance(one.value, Decimal):
        return one.value
    with exactly():
        return one.value * one.weight
