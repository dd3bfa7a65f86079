"""Two months beside each other: every metric of the team and of everybody, before and after.

Why the team's rate is made of sums: the mean of the agents' rates is nobody's rate. Where only one
part of a rate is there, the other follows from it and the rate; times are weighted by what the
catalogue weights them with; where a month has nothing of that, its mean of people is shown and
called so.
Why totals get no verdict: fewer refunds of fewer sales are no better, and who is off sells less.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from csperf.agent_table import rates
from csperf.exact import ZERO, exactly, rounded
from csperf.history.results import Who
from csperf.insight.figures import NO_WORK, Figures, Measured
from csperf.insight.sales_factors import ASKED
from csperf.metrics.catalogue import Metric, catalogue
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
        """Whether the metric turned to its better end; of a total only that it changed."""
        if self.before is None or self.after is None:
            return None
        if self.before == self.after:
            return "same"
        known = catalogue().get(self.metric.name)
        if self.metric.better == "neutral" or (known is not None and known.combine == "sum"):
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
    """The metrics of work that are numbers, in the catalogue's order, then the plan's own."""
    every = (one for month in months for one in month.metrics if one.name not in NO_WORK)
    told = {one.name: one for one in every if one.unit is not Unit.TEXT}
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
    pooled = dict(_pooled(people, sums))
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


def _pooled(
    people: Sequence[dict[str, Decimal]], sums: Mapping[str, Of]
) -> Iterator[tuple[str, Of]]:
    """What the catalogue's formulas make of sums that are of the same people."""
    of: dict[tuple[int, ...], dict[str, list[Decimal | None]]] = {}
    for name, one in sums.items():
        whose = tuple(at for at, figures in enumerate(people) if name in figures)
        of.setdefault(whose, {})[name] = [one.value]
    for whose, parts in of.items():
        for name, (value,) in rates(parts, 1).items():
            if value is not None:
                yield name, Of(value, "pooled", len(whose))


def _means(people: Sequence[dict[str, Decimal]], told: set[str]) -> Iterator[tuple[str, Of]]:
    """What cannot: weighted by what the value is of, if that is known, else the mean of people."""
    for name in dict.fromkeys(name for one in people for name in one if name not in told):
        known = catalogue().get(name)
        having = [one for one in people if name in one]
        values = [one[name] for one in having]
        weights = _weights(known, having) if known is not None else None
        to = rounding_of(known.unit if known is not None else Unit.RATIO)
        with exactly():
            if weights is not None:
                pairs = zip(values, weights, strict=True)
                mean = sum((a * b for a, b in pairs), ZERO) / sum(weights, ZERO)
            else:
                mean = statistics.mean(values)
        yield name, Of(rounded(mean, to), "mean" if weights is None else "weighted", len(values))


def _weights(metric: Metric, having: Sequence[dict[str, Decimal]]) -> list[Decimal] | None:
    """Of how many each one's value is: as somebody counted it, or the upper part by the value."""
    upper, lower = _parts(metric)
    shares = (below for below, share in ASKED if share == metric.name)
    for name in filter(None, (metric.weight, lower, *shares)):
        weights = [one[name] for one in having if name in one]
        if _whole(weights, having):
            return weights
    with exactly():
        whose = (one for one in having if upper in one and one[metric.name])
        found = [one[upper] / one[metric.name] for one in whose]
    return found if _whole(found, having) else None


def _whole(weights: Sequence[Decimal], having: Sequence[dict[str, Decimal]]) -> bool:
    """Whether there is a weight of everybody, and not nothing in all."""
    return len(weights) == len(having) and min(weights) >= ZERO and any(weights)


def _parts(metric: Metric) -> tuple[str, str]:
    """What the metric is the quotient of, where it is one of added parts."""
    upper, _, lower = (metric.formula or "").partition(" / ")
    return (upper, lower) if lower and metric.combine == "parts" else ("", "")
