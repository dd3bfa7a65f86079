"""Tables: the needed columns of several tables become one value an agent, each with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from csperf.errors import NOWHERE, Fact, Place, Problem, problem, warning
from csperf.formula import Addend, How, Several, Value
from csperf.inputs import Agent, Wanted
from csperf.intake.columns import Asked, read_column
from csperf.intake.findings import merged_cells, told_of
from csperf.intake.grid import ROW
from csperf.intake.headings import Heading, Table, choose
from csperf.intake.people import Placed
from csperf.units import Unit

_SHOWN = 8
_STATED = re.compile(r"单位\s*[:：为是]\s*(?:人民币)?\s*[百千万亿]")


@dataclass(frozen=True, eq=False)
class TableColumn:
    """One column of one table, read: a value for each of the table's rows."""

    placed: Placed
    heading: Heading
    values: Sequence[Value | None]

    @property
    def source(self) -> OneSource:
        """Where the column was read."""
        grid, letter = self.placed.table.grid, self.heading.letter
        return OneSource(grid.file, grid.sheet, letter, self.placed.numbers_at(letter))


@dataclass(frozen=True, slots=True)
class OneSource:
    """A column of one table: file, sheet, column letter, and each agent's row (0: none)."""

    file: str
    sheet: str
    letter: str
    rows: tuple[int, ...]

    def place(self, agent: int) -> Place:
        """The cell of this agent (by position)."""
        row = self.rows[agent]
        return Place(self.file, sheet=self.sheet, cell=f"{self.letter}{row}") if row else NOWHERE

    def several(self, agent: int) -> Several | None:  # noqa: ARG002 - each has one cell
        """None: each agent has one cell."""
        return None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a column was read when several tables hold it, each for other agents."""

    parts: tuple[OneSource, ...]

    def place(self, agent: int) -> Place:
        """The cell of this agent (by position)."""
        places = (part.place(agent) for part in self.parts)
        return next((place for place in places if place != NOWHERE), NOWHERE)

    def several(self, agent: int) -> Several | None:  # noqa: ARG002 - each has one cell
        """None: each agent has one cell."""
        return None


@dataclass(frozen=True, slots=True)
class Combined:
    """Where a column was read of which some agents' values were put together from several rows."""

    single: Sources
    rows: Mapping[int, tuple[Addend, ...]]
    how: How

    def place(self, agent: int) -> Place:
        """The cell of this agent: of several the first that is blank, else the first."""
        addends = self.rows.get(agent)
        if not addends:
            return self.single.place(agent)
        return next((one.place for one in addends if one.value is None), addends[0].place)

    def several(self, agent: int) -> Several | None:
        """The rows behind this agent's value, if it has several."""
        addends = self.rows.get(agent)
        return Several(self.how, addends) if addends else None


def read_part(
    placed: Placed, metric: str, unit: Unit, *, fraction: bool | None
) -> tuple[TableColumn | None, list[Problem]]:
    """A metric's column of one table, and everything that is wrong in it."""
    rows = placed.rows
    heading = choose(rows.table, metric)
    if isinstance(heading, Problem):
        return None, [heading]
    if unit is Unit.MONEY and (stated := _stated_above(rows.table, heading)):
        return None, [stated]
    asked = Asked(unit, heading.unit, fraction)
    values, findings = read_column(rows.frame[heading.letter], asked)
    problems = merged_cells(rows, heading) + told_of(rows, heading, findings)
    undecided = [
        rows.undecided[row, heading.letter]
        for row, agent in enumerate(placed.agents)
        if agent is not None and (row, heading.letter) in rows.undecided
    ]
    if undecided:
        return None, problems + undecided
    if any(finding.stops for finding in findings):
        return None, problems
    return TableColumn(placed, heading, values), problems


def _stated_above(table: Table, heading: Heading) -> Problem | None:
    """A line such as `单位：万元` over the table, in doubt where the heading names no unit."""
    if heading.unit:
        return None
    above = table.grid.frame.filter(pl.col(ROW) < table.header)
    for row in above.iter_rows(named=True):
        for name in table.grid.letters:
            if _STATED.search(row[name]):
                at = table.grid.place(name, row[ROW])
                facts: dict[str, Fact] = {"heading": heading.text, "at": at, "text": row[name]}
                return Problem("unit-above-table", table.place(heading), facts)
    return None


def hidden_column(part: TableColumn) -> list[Problem]:
    """A warning that a figure stands in a column which nobody sees in the workbook."""
    grid = part.placed.table.grid
    if part.heading.letter not in grid.hidden_columns:
        return []
    at = part.placed.table.place(part.heading)
    return [warning("column-hidden", at, heading=part.heading.text)]


def absent(
    tables: Sequence[Placed], wanted: Sequence[Wanted], agents: Mapping[int, Agent]
) -> list[Problem]:
    """Which of the agents have no row in any table that holds a metric; once a set of tables."""
    groups: dict[tuple[int, ...], str] = {}
    for one in wanted:
        if one.sparse:
            continue
        offering = (i for i, placed in enumerate(tables) if one.metric in placed.table.columns)
        groups.setdefault(tuple(offering), one.metric)
    problems: list[Problem] = []
    for group, metric in groups.items():
        present = {agent for i in group for agent in tables[i].agents}
        names = [agent.name for i, agent in agents.items() if i not in present]
        if names and group:
            place, shown = tables[group[0]].table.grid.whole, tuple(names[:_SHOWN])
            problems.append(
                problem("agent-absent", place, names=shown, count=len(names), metric=metric)
            )
    return problems
