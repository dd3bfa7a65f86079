"""What the plan asks of a month's data, and what intake hands to the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from csperf.errors import NOWHERE, Place
from csperf.formula import How, Source, Value
from csperf.units import Unit

__all__ = [
    "OWNER",
    "Agent",
    "Cells",
    "How",
    "Inputs",
    "Part",
    "Policies",
    "RowTable",
    "TableRows",
    "Wanted",
]

Cells = Sequence[Value | None]
OWNER = "\nowner"
"""Under this name a table of rows keeps the cell that says whose each row is."""


@dataclass(frozen=True)
class Agent:
    """A person who is paid: the name shown, and the id and nicks that the roster gives.

    `joined` and `left` are the first and the last day of employment, where the roster has them.
    """

    name: str
    id: str = ""
    nicks: tuple[str, ...] = ()
    joined: str = ""
    left: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the month whose rows are read apart: those of some of its days, or of one shop.

    >>> part = Part("双11")
    >>> part.named("销售额"), part.bare("销售额〔双11〕.加权和")
    ('销售额〔双11〕', '销售额.加权和')
    """

    name: str
    days: frozenset[date] = frozenset()
    shop: str = ""

    def named(self, column: str) -> str:
        """A column's name for this part; a name that says it already stays."""
        mark = f"〔{self.name}〕"
        return column if mark in column else column + mark

    def bare(self, column: str) -> str:
        """The name without the part."""
        return column.replace(f"〔{self.name}〕", "")


@dataclass(frozen=True)
class Wanted:
    """A column to read: its unit, and how several rows of one agent become one value.

    `fraction`: whether bare shares are fractions, where the plan declares it. `sparse`: only some
    agents have a row, as in a list of adjustments; the others are unknown.
    With `of`, the rows read are those of that metric, each times its row of `weight` (times 1
    without one); `by_layout`, a table whose layout names another weight has that. A column of
    `weights` holds the weights alone, so that the sheet can divide one by the other.
    `single`: only of those who have one row. `within`: only of platforms that offer that metric.
    `served`: a 0 beside none of that metric is no figure, as the time of an answer to nobody.
    `parts` are what a ratio would be computed from, if there were any of them.
    With a `part` only its rows are read; the name says which, the metrics do not. With `counted`
    the column is no metric but how many rows of work there are in the tables that have one of them.
    """

    name: str
    unit: Unit
    fraction: bool | None = None
    sparse: bool = False
    how: How = "never"
    of: str = ""
    weight: str = ""
    weight_unit: Unit = Unit.COUNT
    by_layout: bool = False
    weights: bool = False
    single: bool = False
    within: str = ""
    served: str = ""
    parts: tuple[str, ...] = ()
    part: Part | None = None
    counted: tuple[str, ...] = ()

    @property
    def metric(self) -> str:
        """The metric whose rows are read."""
        return self.of or (self.part.bare(self.name) if self.part else self.name)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric that is read for this column."""
        if self.counted:
            return self.counted
        return (self.metric, self.weight) if self.weight else (self.metric,)


@dataclass(frozen=True)
class Divided:
    """A metric that a formula makes by dividing the metrics `over` by the metrics `under`."""

    name: str
    over: tuple[str, ...]
    under: tuple[str, ...]


@dataclass(frozen=True)
class Policies:
    """What is done with rows and people that do not fit; the first named is the default.

    `unmatched`: a nick that no one of the roster has. `without_data`: someone of the roster who
    stands in no export. `look_alikes`: names that differ only in signs that look the same.
    `outside_period`: rows of days that are not in the month. `changes`: facts of the roster that
    change within the month. `left_out`: days of the month whose rows count for nothing.
    """

    unmatched: Literal["error", "leave_out"] = "error"
    without_data: Literal["error", "leave_out", "keep"] = "error"
    look_alikes: Literal["error", "apart"] = "error"
    outside_period: Literal["error", "leave_out"] = "error"
    changes: Literal["error", "at_end", "at_start"] = "error"
    left_out: frozenset[date] = frozenset()


@dataclass(frozen=True)
class RowColumn:
    """A column of a declared table: its headings, its unit, and whether it holds dates.

    `fraction`: whether bare shares are fractions, where the plan says so.
    """

    headings: tuple[str, ...]
    unit: Unit
    fraction: bool | None = None
    dates: bool = False


@dataclass(frozen=True)
class RowTable:
    """A table with several rows an agent, as the plan declares it.

    `date` is the column with the day that a row counts for, where the plan has one; a table is
    `daily` if every agent has one row a day, and then it serves the month's metrics as well.
    """

    name: str
    columns: Mapping[str, RowColumn]
    date: str = ""
    daily: bool = False
    place: Place = NOWHERE


@dataclass(frozen=True)
class TableRows:
    """The rows of a declared table: whose each is (by position), and its cells by column.

    Rows of people whom the plan does not pay stand among them with None: they pay nothing, but an
    order that is shared with them is shared out to all of them.
    """

    owners: tuple[int | None, ...]
    columns: Mapping[str, Cells]
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class Inputs:
    """A month's data: per metric one value an agent, where each was read, and tables of rows."""

    agents: tuple[Agent, ...]
    columns: Mapping[str, Cells]
    sources: Mapping[str, Source] = field(default_factory=dict)
    tables: Mapping[str, TableRows] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """How each agent is told from every other: by name, with the id where names are equal."""
        held = Counter(agent.name for agent in self.agents)
        return tuple(
            agent.name if held[agent.name] == 1 else f"{agent.name} {agent.id}"
            for agent in self.agents
        )
