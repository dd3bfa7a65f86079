"""Chances: how rare something would be in an honest month, and how far a number is from others.

- `tail`: the exact chance of so many hits or more where each comes with the same chance (binomial).
- `beyond`: the chance of a chi-square so large or larger. For the odd degrees of freedom that
  are used here (9 for ten digits) it has a closed form of erfc and a short sum.
- `score`: the modified z-score of Iglewicz and Hoaglin (1993), 0.6745 × (value - median) / MAD: the
  median absolute deviation moves little if some of the others cheat too. Where the others hardly
  differ, the deviation is taken as at least a `floor`, lest trifles look rare.
- `luck`: how far a rate of so many strays by chance alone, as a median absolute deviation.

Why floats here and nowhere near pay: a chance is compared with a limit and is never paid.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from csperf.exact import exactly

_NORMAL = Decimal("0.6745")
"""The median absolute deviation of a normal distribution, in its standard deviations."""
_ENOUGH = 1e-18


def tail(hits: int, of: int, share: float) -> float:
    """The chance of `hits` or more among `of`, each with the chance `share`.

    >>> tail(2, 2, 0.5), tail(0, 9, 0.1), tail(1, 1, 0.0)
    (0.25, 1.0, 0.0)
    """
    if hits <= 0 or share >= 1:
        return 1.0
    if share <= 0 or hits > of:
        return 0.0
    term = math.exp(
        math.lgamma(of + 1) - math.lgamma(hits + 1) - math.lgamma(of - hits + 1)
        + hits * math.log(share) + (of - hits) * math.log1p(-share)
    )  # fmt: skip
    total, odds = term, share / (1 - share)
    for k in range(hits, of):
        term *= odds * (of - k) / (k + 1)
        total += term
        if term < total * _ENOUGH:
            break
    return min(1.0, total)


def beyond(square: float, freedom: int) -> float:
    """The chance of a chi-square of at least `square` with an odd number of degrees of freedom."""
    half = square / 2
    total, term = 0.0, 1.0
    for j in range((freedom - 1) // 2):
        term = term * square / (2 * j + 1) if j else 1.0
        total += term
    first = math.erfc(math.sqrt(half))
    return first + math.sqrt(2 * square / math.pi) * math.exp(-half) * total


def uneven(counts: Sequence[int], expected: Sequence[float]) -> float:
    """The chance of counts that differ so much from those that are expected (an even number)."""
    square = sum((n - e) ** 2 / e for n, e in zip(counts, expected, strict=True))
    return beyond(square, len(counts) - 1)


def score(value: Decimal, others: Sequence[Decimal], floor: Decimal) -> Decimal | None:
    """How many deviations a value is above the median of the others; None where all are 0.

    >>> others = [Decimal(n) for n in (8, 9, 10, 11, 12)]
    >>> score(Decimal(20), others, Decimal("0.5"))
    Decimal('6.7450')
    """
    with exactly():
        middle = median(others)
        spread = max(median([abs(one - middle) for one in others]), floor)
        return None if spread == 0 else _NORMAL * (value - middle) / spread


def luck(rate: Decimal, of: Decimal) -> Decimal:
    """The median absolute deviation of a rate of so many by chance alone.

    >>> luck(Decimal("0.5"), Decimal(100))
    Decimal('0.033725')
    """
    with exactly():
        return _NORMAL * (max(Decimal(0), rate * (1 - rate)) / of).sqrt()
