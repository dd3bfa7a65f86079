"""Two months beside each other: every metric of the team and of everybody, before and after.

Why the team's rate is made of sums: the mean of the agents' rates is nobody's rate. Where a month
has no parts to add up, its mean of people is shown and called so; times are weighted by what the
catalogue weights them with, if the month has it.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from csperf.agent_table import rates
from csperf.exact import ZERO, exactly, rounded
from csperf.history.results import Who
from csperf.insight.figures import Figures, Measured
from csperf.metrics.catalogue import catalogue
from csperf.units import Unit, rounding_of

How = Literal["summed", "pooled", "weighted", "mean"]
Turn = Literal["better", "worse", "same", "neutral"]


@dataclass(frozen=True)
class Of:
    """The team's value of a metric, how it was put together, and of how many people."""

    value: Decimal
    how: How
    people: int


@dataclass(frozen=True)
class Change:
    """A metric before and after, None where a month does not tell it; of the team without `who`."""

    metric: Measured
    before: Decimal | None
    after: Decimal | None
    who: Who | None = None
    how: How | None = None

    @property
    def turn(self) -> Turn | None:
        """Whether the metric turned to its better end."""
        if self.before is None or self.after is None:
            return None
        if self.before == self.after:
            return "same"
        if self.metric.better == "neutral":
            return "neutral"
        risen = self.after > self.before
        return "better" if risen == (self.metric.better == "higher") else "worse"


def of_team(before: Sequence[Figures], after: Sequence[Figures]) -> list[Change]:
    """Every metric of the team that either month tells."""
    old, new = _team(before), _team(after)
    return [
        Change(
            metric,
            old[name].value if name in old else None,
            new[name].value if name in new else None,
            how=(new.get(name) or old[name]).how,
        )
        for name, metric in _metrics([*before, *after]).items()
        if name in old or name in new
    ]


def of_people(before: Sequence[Figures], after: Sequence[Figures]) -> list[Change]:
    """Every metric of everybody who is in both months."""
    old, new = _people(before), _people(after)
    return [
        Change(metric, old[who][name], new[who][name], who)
        for who in new
        if who in old
        for name, metric in _metrics([*before, *after]).items()
        if name in old[who] and name in new[who]
    ]


def came_and_left(
    before: Sequence[Figures], after: Sequence[Figures]
) -> tuple[list[str], list[str]]:
    """Who is in the later month alone, and who in the earlier one alone."""
    old, new = _people(before), _people(after)
    return [who[0] for who in new if who not in old], [who[0] for who in old if who not in new]


def _metrics(months: Sequence[Figures]) -> dict[str, Measured]:
    """The metrics of the months that are numbers, in the catalogue's order, then the plan's own."""
    told = {one.name: one for month in months for one in month.metrics if one.unit is not Unit.TEXT}
    listed = {name: told[name] for name in catalogue() if name in told}
    return {**listed, **told}


def _people(months: Sequence[Figures]) -> dict[Who, dict[str, Decimal]]:
    """Everybody's figures by metric."""
    found: dict[Who, dict[str, Decimal]] = {}
    for month in months:
        for one in month.metrics:
            for at, value in month.known(one.name).items():
                agent = month.agents[at]
                found.setdefault((agent.name, agent.id), {})[one.name] = value
    return found


def _team(months: Sequence[Figures]) -> dict[str, Of]:
    """The team's value of every metric."""
    people = list(_people(months).values())
    sums = dict(_sums(people))
    made = rates({name: [one.value] for name, one in sums.items()}, 1)
    pooled = {
        name: Of(value, "pooled", len(people))
        for name, (value,) in made.items()
        if value is not None
    }
    others = dict(_means(people, {*sums, *pooled}))
    return {**others, **pooled, **sums}


def _sums(people: Sequence[dict[str, Decimal]]) -> Iterator[tuple[str, Of]]:
    """What can be added up over people."""
    for name in dict.fromkeys(name for one in people for name in one):
        known = catalogue().get(name)
        if known is not None and known.combine == "sum":
            values = [one[name] for one in people if name in one]
            with exactly():
                yield name, Of(sum(values, ZERO), "summed", len(values))


def _means(people: Sequence[dict[str, Decimal]], told: set[str]) -> Iterator[tuple[str, Of]]:
    """What cannot: weighted where the catalogue has a weight, else the mean of people."""
    for name in dict.fromkeys(name for one in people for name in one if name not in told):
        known = catalogue().get(name)
        values = [one[name] for one in people if name in one]
        weight = known.weight if known is not None else ""
        weights = [one[weight] for one in people if name in one and weight in one]
        whole = len(weights) == len(values) and any(weights)
        to = rounding_of(known.unit if known is not None else Unit.RATIO)
        with exactly():
            if whole:
                pairs = zip(values, weights, strict=True)
                mean = sum((a * b for a, b in pairs), ZERO) / sum(weights, ZERO)
            else:
                mean = statistics.mean(values)
        yield name, Of(rounded(mean, to), "weighted" if whole else "mean", len(values))
