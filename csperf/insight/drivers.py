"""Which metrics go with conversion and satisfaction in a shop: four looks at every pair.

Why four: between agents, an agent's own ways mix with everything; inside the same agent, and there
inside the same third of the work, they do not; and two halves of the agents say in the outcome's
own unit how much lies between them. None of them says what causes what.
Why agents are compared by their means: thirty days of one agent are alike in all that is the
agent's own, so they are one observation of what differs between agents and not thirty. Counted as
thirty, every second pair that has nothing to do with each other would seem to have.
Why figures of the shop stay out: everybody has the same at one time, which is one observation and
not one a person.
Why totals stay out unless they are named or a plan judges by them: they tell above all how much
somebody served, and that is looked at once, as the volume.
Why an interval is the wider, the more is looked at: of a hundred pairs that have nothing to do with
each other, five would seem to have.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles
from typing import Final, Literal

from csperf.errors import Problem, warning
from csperf.exact import ZERO, exactly
from csperf.insight.figures import NO_WORK, Measured
from csperf.insight.halves import Halves, halves
from csperf.insight.observations import Observations
from csperf.insight.outcomes import contains
from csperf.insight.relation import FEWEST, Known, Relation, relation
from csperf.metrics.catalogue import catalogue, spoken
from csperf.units import Unit

VOLUMES: Final = ("接待人数", "接待量", "咨询人数", "询单人数", "处理量", "外呼量")
"""What tells how much somebody served; the first of these that is known is looked at."""
_LOOKS: Final = 4
Reason = Literal["contained", "few", "same", "twin"]


@dataclass(frozen=True)
class Driver:
    """How a metric goes with an outcome: between agents, inside them, inside thirds of the volume.

    Between agents, and in halves, an agent's mean is one observation, however many days it is of.
    """

    metric: Measured
    between: Relation
    by_agent: Relation
    by_volume: Relation | None
    halves: Halves | None

    @property
    def strength(self) -> tuple[bool, Decimal]:
        """What is told apart from nothing stands first, then what goes together most."""
        closest = self.by_agent if self.by_agent.rho is not None else self.between
        told = bool(self.by_agent.direction or self.between.direction)
        return told, abs(closest.rho or ZERO)


@dataclass(frozen=True)
class Outcome:
    """What was looked at for an outcome, the strongest first, and what was not, by the reason."""

    metric: Measured
    size: int
    drivers: tuple[Driver, ...]
    left: Mapping[Reason, tuple[str, ...]]


@dataclass(frozen=True)
class Drivers:
    """Everything that was found; `looks` are the intervals that all hold at once."""

    observed: Observations
    volume: str
    totals: tuple[str, ...]
    shops: tuple[str, ...]
    looks: int
    outcomes: tuple[Outcome, ...]

    @property
    def doubts(self) -> list[Problem]:
        """The outcomes that too few observations know."""
        return [
            warning("drivers-few", name=spoken([one.metric.name]), count=one.size)
            for one in self.outcomes
            if one.size < FEWEST
        ]


@dataclass(frozen=True)
class _Desk:
    """The columns of all observations, what groups them, and how many looks are taken."""

    columns: Mapping[str, Known]
    agents: Sequence[str]
    thirds: Sequence[int | None]
    volume: str
    looks: int

    def driver(self, metric: Measured, outcome: str) -> Driver:
        """All looks at one pair."""
        x, y = self.columns[metric.name], self.columns[outcome]
        means = _means(x, y, self.agents)
        return Driver(
            metric,
            relation(*means, among=self.looks),
            relation(x, y, self.agents, self.looks),
            self._inside_thirds(x, y) if metric.name != self.volume and self.volume else None,
            halves(*means, self.looks),
        )

    def _inside_thirds(self, x: Known, y: Known) -> Relation:
        """Inside thirds; where agents have several observations, inside agents as well."""
        placed = [v if third is not None else None for v, third in zip(x, self.thirds, strict=True)]
        several = len(set(self.agents)) < len(self.agents)
        owners = self.agents if several else [""] * len(self.agents)
        return relation(placed, y, list(zip(owners, self.thirds, strict=True)), self.looks)


def drivers(
    observed: Observations,
    outcomes: Sequence[str],
    wanted: Sequence[str],
    judged: Collection[str] = (),
) -> Drivers:
    """How the wanted metrics go with these outcomes.

    If none is named, all are looked at but totals that no plan judges anybody by.
    """
    known = {one.name: one for one in observed.metrics}
    columns = {name: observed.column(name) for name in known}
    times = [row.time for row in observed.rows]
    named = (one for one in known if one not in NO_WORK)
    shops = tuple(one for one in named if _is_shops(columns[one], times))
    volume = next((one for one in VOLUMES if one in known), "")
    left = {volume, *wanted, *judged, *NO_WORK}
    totals = tuple(one.name for one in observed.metrics if _is_total(one) and one.name not in left)
    looked = [
        one for one in wanted or known if one in known and one not in {*totals, *shops, *NO_WORK}
    ]
    sorted_out = {one: _sorted_out(looked, one, columns) for one in outcomes}
    looks = _LOOKS * sum(list(each.values()).count(None) for each in sorted_out.values())
    thirds = _thirds(columns[volume]) if volume else ()
    desk = _Desk(columns, observed.agents, thirds, volume, max(looks, 1))
    found = (
        _outcome(known[one], [known[name] for name, why in each.items() if not why], each, desk)
        for one, each in sorted_out.items()
    )
    return Drivers(observed, volume, () if wanted else totals, shops, looks, tuple(found))


def _outcome(
    outcome: Measured, kept: Sequence[Measured], reasons: Mapping[str, Reason | None], desk: _Desk
) -> Outcome:
    found = [desk.driver(one, outcome.name) for one in kept]
    found.sort(key=lambda one: one.strength, reverse=True)
    size = sum(one is not None for one in desk.columns[outcome.name])
    left: dict[Reason, tuple[str, ...]] = {}
    for name, why in reasons.items():
        if why:
            left[why] = (*left.get(why, ()), name)
    return Outcome(outcome, size, tuple(found), left)


def _sorted_out(
    looked: Sequence[str], outcome: str, columns: Mapping[str, Known]
) -> dict[str, Reason | None]:
    """Why each metric is not looked at; None for those that are."""
    inside = contains(outcome, looked)
    reasons: dict[str, Reason | None] = {}
    seen: set[tuple[Decimal | None, ...]] = set()
    for name in (one for one in looked if one != outcome):
        column = tuple(columns[name])
        reasons[name] = "contained" if name in inside else _untold(column, columns[outcome])
        if reasons[name] is None and column in seen:
            reasons[name] = "twin"
        seen |= {column} if reasons[name] is None else set()
    return reasons


def _untold(first: Known, second: Known) -> Reason | None:
    """Why nothing could be told of two figures."""
    pairs = [(x, y) for x, y in zip(first, second, strict=True) if x is not None and y is not None]
    if len(pairs) < FEWEST:
        return "few"
    return "same" if any(len(set(each)) == 1 for each in zip(*pairs, strict=True)) else None


def _is_shops(figures: Known, times: Sequence[str]) -> bool:
    """Whether a figure is the shop's: at one time everybody has the same, at two not."""
    at: dict[str, list[Decimal]] = {}
    for time, one in zip(times, figures, strict=True):
        if one is not None:
            at.setdefault(time, []).append(one)
    shared = any(len(each) > 1 for each in at.values())
    values = {one for each in at.values() for one in each}
    return shared and len(values) > 1 and all(len(set(each)) == 1 for each in at.values())


def _is_total(metric: Measured) -> bool:
    known = catalogue().get(metric.name)
    added = known is not None and known.combine in {"sum", "max"}
    return added or metric.unit in {Unit.COUNT, Unit.DAYS}


def _means(first: Known, second: Known, agents: Sequence[str]) -> tuple[Known, Known]:
    """Every agent's means of two figures, over the observations that have both."""
    own: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for agent, x, y in zip(agents, first, second, strict=True):
        if x is not None and y is not None:
            own.setdefault(agent, []).append((x, y))
    with exactly():
        means = [
            [sum(each, ZERO) / len(each) for each in zip(*pairs, strict=True)]
            for pairs in own.values()
        ]
    return [x for x, _ in means], [y for _, y in means]


def _thirds(volume: Known) -> list[int | None]:
    """In which third of the volume each observation lies."""
    known = [one for one in volume if one is not None]
    with exactly():
        bounds = quantiles(known, n=3, method="inclusive") if len(known) > 1 else []
    return [None if one is None else sum(one > bound for bound in bounds) for one in volume]
