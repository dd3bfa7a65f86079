"""Two halves of the observations by one figure, and how far the means of another lie apart.

Why means, where other statistics of csperf are medians: a day of two ratings can only be 0, 50 or
100%, so medians of days jump from one to the next for nothing; means of many such days do not.
Why nothing is told of groups here: every observation counts as one that owes nothing to another, so
whoever has several of an agent gives the agent's mean.
Why this interval: Welch's (1947), which does not ask both halves to vary alike, with the quantile
of t by the expansion 26.7.5 of Abramowitz and Stegun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist, median

from csperf.exact import ZERO, exactly
from csperf.insight.relation import DOUBT, FEWEST, Known


@dataclass(frozen=True)
class Halves:
    """How many observations are up to the middle and above it, and the other figure's means there.

    `low` and `high` bound the difference of the means, the higher half's less the lower's.
    """

    middle: Decimal
    lower: int
    higher: int
    of_lower: Decimal
    of_higher: Decimal
    low: Decimal
    high: Decimal

    @property
    def difference(self) -> Decimal:
        """The mean of the half with the higher figure less that of the other."""
        with exactly():
            return self.of_higher - self.of_lower

    @property
    def direction(self) -> int:
        """1: the higher half has more of the other; -1: less; 0: cannot be told."""
        return (self.low > 0) - (self.high < 0)


def halves(split: Known, outcome: Known, among: int = 1) -> Halves | None:
    """The outcome's means where the other figure is above its median, and where it is not.

    None where a half has too few observations to tell anything, or the outcome differs in neither.
    """
    rows = [(x, y) for x, y in zip(split, outcome, strict=True) if x is not None and y is not None]
    if len(rows) < 2 * FEWEST:
        return None
    with exactly():
        middle = median([x for x, _ in rows])
        parts = [y for x, y in rows if x <= middle], [y for x, y in rows if x > middle]
        if min(map(len, parts)) < FEWEST:
            return None
        means = _mean(parts[0]), _mean(parts[1])
        half = _half(parts, means, DOUBT / among)
        if half is None:
            return None
        difference = means[1] - means[0]
        lower, higher = map(len, parts)
        bounds = difference - half, difference + half
        return Halves(middle, lower, higher, *means, *bounds)


def _mean(part: Sequence[Decimal]) -> Decimal:
    return sum(part, start=ZERO) / len(part)


def _half(
    parts: Sequence[Sequence[Decimal]], means: Sequence[Decimal], doubt: float
) -> Decimal | None:
    """Half of the interval's length; None if nothing differs."""
    errors = [
        sum(((one - mean) ** 2 for one in part), start=ZERO) / ((len(part) - 1) * len(part))
        for part, mean in zip(parts, means, strict=True)
    ]
    variance = sum(errors, start=ZERO)
    if not variance:
        return None
    shares = (error**2 / (len(part) - 1) for error, part in zip(errors, parts, strict=True))
    return student(doubt / 2, variance**2 / sum(shares, start=ZERO)) * variance.sqrt()


def student(beyond: float, freedom: Decimal) -> Decimal:
    """The quantile of t beyond which this share of all cases lies, to 2% where `freedom` is 4.

    >>> student(0.025, Decimal(10)).quantize(Decimal("0.001"))  # 2.228 in tables
    Decimal('2.228')
    """
    z = Decimal(repr(NormalDist().inv_cdf(1 - beyond)))
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum((term / freedom**power for power, term in enumerate(terms)), start=ZERO)
