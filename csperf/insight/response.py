"""How conversion went with response times in this shop: bands of both, with how many are in each.

Why no cause is told: who answers late may be who has most to answer, or who is new. A band says
what was sold in it; `drivers` tells whether that holds within people and at equal load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from csperf.insight.figures import Figures
from csperf.insight.sales_factors import Named, sold
from csperf.insight.spread import FEWEST
from csperf.insight.what_if import Factors, pooled

METRICS: Final = (
    "首次响应时间",
    "平均响应时间",
    "人工首次响应时间",
    "平均人工响应时长",
    "新平均响应时间",
)
_PARTS: Final = 3


@dataclass(frozen=True)
class Answered:
    """How soon one person answered in one month, and what their sales were the product of."""

    seconds: Decimal
    factors: Factors


@dataclass(frozen=True)
class Band:
    """Everybody's months in which they answered within these times.

    `factors` are of all of them together; None where they are too few to tell.
    """

    fastest: Decimal
    slowest: Decimal
    size: int
    factors: Factors | None


def answered(months: Iterable[Figures], metric: str, named: Named) -> list[Answered]:
    """Everybody's months with a response time and known factors."""
    found: list[Answered] = []
    for month in months:
        for at, seconds in month.known(metric).items():
            factors = sold(month, at, named).factors
            if factors is not None and factors.receptions:
                found.append(Answered(seconds, factors))
    return found


def in_bands(seen: Iterable[Answered], band: Callable[[Decimal], int]) -> dict[int, Band]:
    """The months by the band of a plan that they fall into."""
    groups: dict[int, list[Answered]] = {}
    for one in seen:
        groups.setdefault(band(one.seconds), []).append(one)
    return {at: _band(groups[at]) for at in sorted(groups)}


def in_thirds(seen: Sequence[Answered]) -> list[Band]:
    """The fastest third, the middle and the slowest; equal times are never parted."""
    rising = sorted(seen, key=lambda one: one.seconds)
    cuts = (
        {rising[len(rising) * part // _PARTS].seconds for part in range(1, _PARTS)} if seen else ()
    )
    return [*in_bands(rising, lambda value: sum(value >= cut for cut in cuts)).values()]


def _band(group: Sequence[Answered]) -> Band:
    times = [one.seconds for one in group]
    known = pooled(one.factors for one in group) if len(group) >= FEWEST else None
    return Band(min(times), max(times), len(group), known)
