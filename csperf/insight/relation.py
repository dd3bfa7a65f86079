"""How far two figures go together: their rank correlation, with an interval and its sample size.

Why ranks (Spearman's): figures of agents are skewed and have outliers, and whoever asks means
"where one is higher, is the other?" and no straight line.
Why within groups: an agent's days compared with the same agent's other days are not moved by what
is the agent's own. Ranks are taken inside each group, around its middle, and correlated over all
groups (the repeated measures correlation of Bakdash and Marusich, 2017, of ranks).
Why this interval: Fisher's z with the variance (1 + r²/2) / (n - 3) of Bonett and Wright (2000)
holds for ranks; k groups take k - 1 more away from n. A perfect order has no such interval and is
given that of the order with two neighbours exchanged.
Why orders go to Polars and no figures: whole numbers in the same order have the same ranks, and no
figure is rounded before it is compared.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist
from typing import Final

import polars as pl

from csperf.exact import rounded

FEWEST: Final = 5
"""Of fewer observations nothing is told (of groups, of fewer beyond one in each)."""
DOUBT: Final = 0.05
_TO, _SURE = Decimal("0.0001"), Decimal("0.0000000001")

Known = Sequence[Decimal | None]


@dataclass(frozen=True)
class Relation:
    """The rank correlation of two figures; None where there are too few, or one never differs.

    `size` counts the observations that have both figures, `groups` those that they stand in.
    """

    size: int
    groups: int
    rho: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def too_few(self) -> bool:
        """Whether there are not enough observations to tell anything."""
        return self.size - self.groups < FEWEST - 1

    @property
    def direction(self) -> int:
        """1: both are high together; -1: one is high where the other is low; 0: cannot be told."""
        if self.low is None or self.high is None:
            return 0
        return (self.low > 0) - (self.high < 0)


def relation(
    first: Known, second: Known, within: Sequence[Hashable] = (), among: int = 1
) -> Relation:
    """How two figures of the same observations go together, if `within` is given inside groups.

    The interval holds the truth in 95 of 100 cases; `among` so many relations looked at together,
    all of their intervals do (Bonferroni).
    """
    groups = within or (None,) * len(first)
    rows = [
        (x, y, group)
        for x, y, group in zip(first, second, groups, strict=True)
        if x is not None and y is not None
    ]
    ranks = _ranks([x for x, _, _ in rows], [y for _, y, _ in rows], [g for _, _, g in rows])
    found = Relation(ranks.height, ranks.get_column("group").n_unique())
    if found.too_few:
        return found
    rho: float = ranks.select(pl.corr("first", "second")).item()
    if math.isnan(rho):
        return found
    low, high = _interval(rho, found.size - found.groups, DOUBT / among)
    return Relation(found.size, found.groups, _exact(rho), _exact(low), _exact(high))


def _ranks(
    first: Sequence[Decimal], second: Sequence[Decimal], groups: Sequence[Hashable]
) -> pl.DataFrame:
    """Ranks around the middle of their group, as shares of its size; lone observations left out."""
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    columns = {
        "group": [numbers[one] for one in groups],
        "first": _orders(first),
        "second": _orders(second),
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64))
    return frame.filter(pl.len().over("group") > 1).select(
        "group",
        *(
            ((pl.col(name).rank() - pl.col(name).rank().mean()) / pl.len()).over("group")
            for name in ("first", "second")
        ),
    )


def _orders(values: Sequence[Decimal]) -> list[int]:
    """Whole numbers in the order of the values, equal ones for equal values."""
    order = {value: number for number, value in enumerate(sorted(set(values)))}
    return [order[value] for value in values]


def _interval(rho: float, freedom: int, doubt: float) -> tuple[float, float]:
    """Fisher's interval with the variance of Bonett and Wright; `freedom` is n - 1 of one group."""
    n = freedom + 1
    widest = 1 - 12 / (n * (n * n - 1))
    r = min(max(rho, -widest), widest)
    z = NormalDist().inv_cdf(1 - doubt / 2)
    half = z * math.sqrt((1 + r * r / 2) / (freedom - 2))
    return (
        max(-1.0, min(rho, math.tanh(math.atanh(r) - half))),
        min(1.0, max(rho, math.tanh(math.atanh(r) + half))),
    )


def _exact(value: float) -> Decimal:
    """Four decimals, half up; what floats blur beyond the tenth is given up first."""
    return rounded(rounded(Decimal(repr(value)), _SURE), _TO)
