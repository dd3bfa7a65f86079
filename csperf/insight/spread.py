"""How figures of people are spread: best, worst, mean and quartiles, with how many they are of.

Why the standard library on Decimals: its means and quantiles of exact numbers are exact, and its
methods are documented; quartiles are those of the method `inclusive`, which takes the figures for
all there are and not for a sample of more.
Why nothing but the two ends of less than five figures: a quartile of four is one of the four.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from csperf.errors import Fact, Word
from csperf.exact import exactly
from csperf.texts import Lang, say

FEWEST = 5
Way = Literal["higher", "lower"]


@dataclass(frozen=True)
class Seen:
    """A figure that somebody had in a period."""

    value: Decimal
    agent: str
    period: str = ""


@dataclass(frozen=True)
class Spread:
    """Figures of a period, by the end of the metric that is the better one.

    `quartiles` are the lower one, the median and the upper one by size, whichever end is better;
    `whose_best` and `whose_worst` name who has these, and how many more people have the same.
    """

    count: int
    people: int
    best: Seen
    worst: Seen
    whose_best: Word
    whose_worst: Word
    mean: Decimal | None = None
    quartiles: tuple[Decimal, Decimal, Decimal] | None = None


def spread(seen: Sequence[Seen], way: Way) -> Spread | None:
    """How the figures are spread; None of no figures.

    >>> found = spread([Seen(Decimal(n), "") for n in (4, 1, 2, 3, 10)], "lower")
    >>> found.best.value, found.mean, found.quartiles
    (Decimal('1'), Decimal('4'), (Decimal('2'), Decimal('3'), Decimal('4')))
    """
    if not seen:
        return None
    low, high = (pick(seen, key=lambda one: one.value) for pick in (min, max))
    worst, best = (low, high) if way == "higher" else (high, low)
    people = len({one.agent for one in seen})
    ends = (best, worst, _whose(best, seen), _whose(worst, seen))
    if len(seen) < FEWEST:
        return Spread(len(seen), people, *ends)
    values = [one.value for one in seen]
    with exactly():
        lower, middle, upper = statistics.quantiles(values, n=4, method="inclusive")
        mean = statistics.mean(values)
    return Spread(len(seen), people, *ends, mean, (lower, middle, upper))


def named(whose: Word, lang: Lang | None) -> str:
    """Who has an end of the figures, as readers and (without a language) programs are told."""
    return whose.zh if lang == "zh" else whose.en


def _whose(end: Seen, seen: Sequence[Seen]) -> Word:
    """Who has an end of the figures, and how many more do."""
    having = {one.agent for one in seen if one.value == end.value}
    if len(having) == 1:
        return Word(end.agent, end.agent)
    facts: dict[str, Fact] = {"who": end.agent, "more": len(having) - 1}
    return Word(say("spread.tied", "zh", **facts), say("spread.tied", "en", **facts))
