"""What intake hands to the sheet: the agents of a month and one column of values a metric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csperf.formula import Source, Value

Cells = Sequence[Value | None]


@dataclass(frozen=True)
class Agent:
    """A person who is paid: the name shown, and the id and nicks that the roster gives."""

    name: str
    id: str = ""
    nicks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """A month's data: per metric one value an agent, and where each was read."""

    agents: tuple[Agent, ...]
    columns: Mapping[str, Cells]
    sources: Mapping[str, Source] = field(default_factory=dict)
