"""Joined columns: every wanted column over all tables, one value an agent, each with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from csperf.errors import Fact, Place, Problem, problem
from csperf.exact import ZERO
from csperf.formula import Addend, Source, Value
from csperf.inputs import Agent, Cells, Part, Wanted
from csperf.intake.cells import folded_text
from csperf.intake.combine import Line, combined, copied, doubts, lines_of, told
from csperf.intake.parts import lines_within, rows_of, undivided
from csperf.intake.people import Placed
from csperf.intake.rows import FIGURE
from csperf.intake.tables import Combined, Sources, TableColumn, hidden_column, read_part
from csperf.intake.totals import total_differs
from csperf.units import Unit

_SHOWN = 8


@dataclass
class Month:
    """The tables of a month while their columns are read; `roster` is the number of the roster."""

    tables: Sequence[Placed]
    agents: Sequence[Agent]
    roster: int | None = None
    parts: dict[tuple[int, str], TableColumn] = field(default_factory=dict)
    lines: dict[tuple[int, ...], dict[int, list[Line]]] = field(default_factory=dict)
    doubted: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def offering(self, metric: str) -> tuple[int, ...]:
        """The tables (by number) whose column of this metric could be read."""
        return tuple(i for i in range(len(self.tables)) if (i, metric) in self.parts)


def read_columns(
    tables: Sequence[Placed],
    agents: Sequence[Agent],
    wanted: Sequence[Wanted],
    *,
    roster: int | None = None,
    days_known: bool = True,
) -> tuple[dict[str, Cells], dict[str, Source], list[Problem]]:
    """The values of every wanted column, and where they were read.

    Without `days_known` rows are not compared: their dates are told as faults already.
    """
    month = Month(tables, agents, roster)
    _read_parts(month, wanted)
    doubted = _find_lines(month, wanted)
    month.problems += doubted if days_known else []
    month.problems += undivided(tables, wanted) if days_known else []
    columns: dict[str, Cells] = {}
    sources: dict[str, Source] = {}
    months: dict[Part | None, Month] = {None: month}
    for one in wanted:
        if one.part is not None and one.part not in months:
            months[one.part] = _within_part(month, one.part)
        if one.counted:
            columns[one.name] = _counted(months[one.part], one)
            continue
        columns[one.name], source = _column(months[one.part], one)
        if source:
            sources[one.name] = source
    return columns, sources, month.problems


def _counted(month: Month, wanted: Wanted) -> Cells:
    """How many rows of work each agent has in the tables that have one of the metrics, if any."""
    counts = [0] * len(month.agents)
    for placed in month.tables:
        if not placed.table.columns.keys() & set(wanted.counted):
            continue
        for row, agent in enumerate(placed.agents):
            if agent is not None and not placed.rows.holds_no_figure(row):
                counts[agent] += 1
    return [Decimal(count) if count else None for count in counts]


def _within_part(month: Month, part: Part) -> Month:
    """The month with the rows of one part alone; what is wrong is told with the whole month."""
    tables = [rows_of(table, part, len(month.agents)) for table in month.tables]
    columns = {key: replace(one, placed=tables[key[0]]) for key, one in month.parts.items()}
    lines = {numbers: lines_within(found, part) for numbers, found in month.lines.items()}
    return replace(month, tables=tables, parts=columns, lines=lines)


def _read_parts(month: Month, wanted: Sequence[Wanted]) -> None:
    """Every needed metric's column of every table, read once."""
    units: dict[str, tuple[Unit, bool | None]] = {}
    for one in wanted:
        units.setdefault(one.metric, (one.unit, one.fraction))
        for placed in month.tables if one.weight else ():
            units.setdefault(weight_of(placed, one), (one.weight_unit, None))
    for metric, (unit, fraction) in units.items():
        for number, placed in enumerate(month.tables):
            if metric not in placed.table.columns:
                continue
            part, found = read_part(placed, metric, unit, fraction=fraction)
            month.problems += found
            if part is not None:
                month.problems += hidden_column(part) + total_differs(part, unit)
                month.parts[number, metric] = part


def _find_lines(month: Month, wanted: Sequence[Wanted]) -> list[Problem]:
    """Who has several rows of a metric; rows that may be the same figures twice are problems."""
    problems: list[Problem] = []
    about: dict[tuple[int, ...], list[str]] = {}
    for one in wanted:
        about.setdefault(month.offering(one.metric), []).append(one.metric)
    names = [agent.name for agent in month.agents]
    for numbers, metrics in about.items():
        tables = [_once(month.tables[i], is_roster=i == month.roster) for i in numbers]
        lines = lines_of(tables)
        shown = tuple(dict.fromkeys(metrics))[:_SHOWN]
        doubted = doubts(tables, lines)
        if all(one.sparse for one in wanted if one.metric in metrics):
            doubted = copied(tables, doubted)  # a list may name a person twice
        problems += told(tables, doubted, shown, names)
        month.lines[numbers] = lines
        month.doubted |= {doubt.agent for doubt in doubted}
    return problems


def _once(placed: Placed, *, is_roster: bool) -> Placed:
    """Of a roster, in which a person may stand for each of their nicks, only the first rows."""
    if not is_roster:
        return placed
    seen: set[int | None] = set()
    first: list[int | None] = []
    for agent in placed.agents:
        first.append(None if agent in seen else agent)
        seen.add(agent)
    return replace(placed, agents=tuple(first))


def _column(month: Month, wanted: Wanted) -> tuple[Cells, Source | None]:
    """One column: the one cell of most agents, several rows put together for the others."""
    numbers = month.offering(wanted.metric)
    parts = [month.parts[i, wanted.metric] for i in numbers]
    values: list[Value | None] = [None] * len(month.agents)
    for part in parts:
        for row, (agent, value) in enumerate(zip(part.placed.agents, part.values, strict=True)):
            if agent is not None and value is not None and not _served_nobody(part, wanted, row):
                values[agent] = value
    sources = tuple(part.source for part in parts)
    if not sources:
        return values, None
    if wanted.single:
        kept = [None if agent in month.lines[numbers] else v for agent, v in enumerate(values)]
        return kept, sources[0] if len(sources) == 1 else Sources(sources)
    several = _several(month, wanted, numbers)
    values = [None] * len(values) if wanted.of else values
    for agent, addends in several.items():
        values[agent] = combined(addends, "same" if wanted.how == "never" else wanted.how)
    month.problems += _contradictions(month, wanted, several) + _roster_differs(month, wanted)
    if several:
        return values, Combined(Sources(sources), several, wanted.how)
    return values, sources[0] if len(sources) == 1 else Sources(sources)


def _served_nobody(part: TableColumn, wanted: Wanted, row: int) -> bool:
    """Whether a 0 is the mean of nothing: the best response time of who answered nobody."""
    table = part.placed.table
    if not wanted.served or part.values[row] != ZERO or wanted.served not in table.columns:
        return False
    heading = table.columns[wanted.served][0]
    text = folded_text(part.placed.rows.frame[heading.letter][row])
    return not FIGURE.match(text)


def _several(
    month: Month, wanted: Wanted, numbers: tuple[int, ...]
) -> dict[int, tuple[Addend, ...]]:
    """The rows of everyone who has more than one; of everyone, where rows are weighted."""
    rows: dict[int, list[tuple[int, int]]] = {}
    if wanted.of:
        for number in _within(month, wanted, numbers):
            placed = _once(month.tables[number], is_roster=number == month.roster)
            for row, agent in enumerate(placed.agents):
                if agent is not None:
                    rows.setdefault(agent, []).append((number, row))
    else:
        for agent, lines in month.lines[numbers].items():
            rows[agent] = [(numbers[line.table], line.row) for line in lines]
    found: dict[int, tuple[Addend, ...]] = {}
    for agent, cells in rows.items():
        told = [one for one in cells if not _is_idle(month, wanted, *one)] or cells[:1]
        addends = [_addend(month, wanted, *one) for one in told]
        found[agent] = tuple(one for one in addends if one is not None)
    return {agent: addends for agent, addends in found.items() if len(addends) > 1 or wanted.of}


def _within(month: Month, wanted: Wanted, numbers: Sequence[int]) -> list[int]:
    """The tables of the platforms whose exports have a ratio, of those that have its part."""
    if not wanted.within:
        return list(numbers)
    tables = [placed.table for placed in month.tables]
    platforms = {table.platform for table in tables if wanted.within in table.columns}
    return [number for number in numbers if tables[number].platform in platforms]


def _roster_differs(month: Month, wanted: Wanted) -> list[Problem]:
    """Whom the roster lists more than once and tells something else each time."""
    part = month.parts.get((month.roster, wanted.metric)) if month.roster is not None else None
    first: dict[int, int] = {}
    for row, agent in enumerate(part.placed.agents if part else ()):
        if part is None or agent is None or part.values[row] is None:
            continue
        before = first.setdefault(agent, row)
        if part.values[before] != part.values[row]:
            facts: dict[str, Fact] = {"metric": wanted.name, "name": month.agents[agent].name}
            facts |= {"other": _cell(part, before), "count": 1, "rows": 2}
            return [problem("rows-differ", _cell(part, row), **facts)]
    return []


def weight_of(placed: Placed, wanted: Wanted) -> str:
    """The metric that this table's rows are weighted with: its layout's, where the plan is mute."""
    own = placed.table.weights.get(wanted.metric) if wanted.by_layout else None
    return own or wanted.weight


def _is_idle(month: Month, wanted: Wanted, number: int, row: int) -> bool:
    """Whether a row lacks the metric because it holds nothing at all but zeros: a day off."""
    part = month.parts[number, wanted.metric]
    if part.values[row] is not None:
        return False
    return part.placed.rows.holds_no_figure(row)


def _addend(month: Month, wanted: Wanted, number: int, row: int) -> Addend | None:
    """One row's share of a combined value; None where it has none: nobody served, no mean."""
    part = month.parts[number, wanted.metric]
    value, place = part.values[row], _cell(part, row)
    if not wanted.weight:
        return Addend(Decimal(1) if wanted.weights and value is not None else value, place)
    beside = month.parts.get((number, weight_of(month.tables[number], wanted)))
    weight = beside.values[row] if beside else None
    if value is None and weight == ZERO:
        return None
    if not isinstance(weight, Decimal) or beside is None:
        at = _cell(beside, row) if beside else place
        return Addend(None, at)
    if wanted.weights:
        return Addend(weight if value is not None else None, _cell(beside, row))
    return Addend(value, place, weight, _cell(beside, row))


def _cell(part: TableColumn, row: int) -> Place:
    numbers = part.placed.rows.numbers_at(part.heading.letter)
    return part.placed.table.place(part.heading, numbers[row])


def _contradictions(
    month: Month, wanted: Wanted, several: Mapping[int, Sequence[Addend]]
) -> list[Problem]:
    """What cannot be put together: facts that differ, and figures that nobody may add."""
    if wanted.weight and not wanted.weights:
        return _without_weight(month, wanted, several)
    if wanted.how not in {"same", "never"}:
        return []
    fault = "ratio-needs-parts" if wanted.parts else "cannot-combine"
    fault = "rows-differ" if wanted.how == "same" else fault
    unlike = [
        (agent, addends)
        for agent, addends in several.items()
        if agent not in month.doubted
        if wanted.how == "never" or len({one.value for one in addends} - {None}) > 1
    ]
    if not unlike:
        return []
    agent, addends = unlike[0]
    facts: dict[str, Fact] = {"metric": wanted.name, "name": month.agents[agent].name}
    facts |= {"other": addends[0].place, "count": len(unlike), "rows": len(addends)}
    if wanted.parts:
        facts["parts"] = wanted.parts
    return [problem(fault, addends[-1].place, **facts)]


def _without_weight(
    month: Month, wanted: Wanted, several: Mapping[int, Sequence[Addend]]
) -> list[Problem]:
    """A mean of several rows in a table that lacks what its rows are weighted with."""
    for number in month.offering(wanted.metric):
        agents = [a for a in month.tables[number].agents if a is not None and a in several]
        weight = weight_of(month.tables[number], wanted)
        if agents and (number, weight) not in month.parts:
            part = month.parts[number, wanted.metric]
            facts: dict[str, Fact] = {"metric": wanted.metric, "weight": weight}
            facts |= {"name": month.agents[agents[0]].name, "count": len(agents)}
            return [problem("weight-not-beside", part.placed.table.place(part.heading), **facts)]
    return []
