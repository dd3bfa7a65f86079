"""What the plan asks of a month's data, and what intake hands to the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from csperf.formula import How, Source, Value
from csperf.units import Unit

__all__ = ["Agent", "Cells", "How", "Inputs", "Policies", "Wanted"]

Cells = Sequence[Value | None]


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

    @property
    def metric(self) -> str:
        """The metric whose rows are read."""
        return self.of or self.name

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric that is read for this column."""
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
    `outside_period`: rows of days that are not in the month.
    """

    unmatched: Literal["error", "leave_out"] = "error"
    without_data: Literal["error", "leave_out", "keep"] = "error"
    look_alikes: Literal["error", "apart"] = "error"
    outside_period: Literal["error", "leave_out"] = "error"


@dataclass(frozen=True)
class Inputs:
    """A month's data: per metric one value an agent, and where each was read."""

    agents: tuple[Agent, ...]
    columns: Mapping[str, Cells]
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """How each agent is told from every other: by name, with the id where names are equal."""
        held = Counter(agent.name for agent in self.agents)
        return tuple(
            agent.name if held[agent.name] == 1 else f"{agent.name} {agent.id}"
            for agent in self.agents
        )
