"""Where the bounds of a band table stand: in numbers that people say, between best and worst.

Everything is computed in one direction: where lower is better, figures are turned round, so that
"nudged up" takes a response time down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import chain, pairwise

from csperf.exact import ONE, ZERO
from csperf.insight.spread import Seen, spread
from csperf.insight.standards import Standard
from csperf.units import Unit, rounding_of

_FAR = Decimal("1.5")
_TIMES = tuple(Decimal(n) for n in (3600, 1800, 600, 300, 120, 60, 30, 15))
_LARGEST, _SMALLEST = 9, -6


@dataclass(frozen=True)
class Asked:
    """What a ladder is to do, higher being better: `above` bounds over the worst, then `below`."""

    seen: tuple[Decimal, ...]
    reached: Decimal
    worst: Decimal
    above: int
    below: int
    uplift: Decimal
    sign: int
    owns: bool
    unit: Unit

    @staticmethod
    def of(standard: Standard, target: int, uplift: Decimal) -> Asked:
        """What the table's own people ask for, the worst of them in the row `target`."""
        sign = 1 if standard.way == "higher" else -1
        months: dict[str, list[Decimal]] = {}
        for one in standard.seen:
            months.setdefault(one.period, []).append(one.value * sign)
        every = tuple(value for month in months.values() for value in month)
        reached = min(max(month) for month in months.values())
        worst = min(every)
        return Asked(
            every,
            reached if reached > worst else max(every),
            worst,
            target,
            len(standard.bounds) - target,
            uplift,
            sign,
            standard.owns_bound,
            standard.judged.unit,
        )

    def holds(self, value: Decimal, bound: Decimal) -> bool:
        """Whether a figure has the better side of a bound."""
        return value >= bound if self.owns else value > bound

    def nudged(self, value: Decimal) -> Decimal:
        """A figure a little better."""
        return value + abs(value) * self.uplift


@dataclass(frozen=True)
class _Aim:
    """Where the bounds over the worst would stand if all numbers could be said.

    Full marks begin at `top`, and hardly before `least`, where they would without uplift.
    """

    least: Decimal
    top: Decimal
    low: Decimal
    step: Decimal

    @staticmethod
    def of(asked: Asked) -> _Aim:
        start, far = _span(asked)
        top = min(asked.nudged(start), asked.reached)
        least = min(start, asked.reached)
        if asked.above == 1:
            return _Aim(least, top, top, top - far)
        end = start - (start - far) * (asked.above - 1) / asked.above
        low = min(asked.nudged(end), (end + top) / 2)
        return _Aim(least, top, low, (top - low) / (asked.above - 1))


def ladder(asked: Asked) -> list[Decimal] | None:
    """The bounds, the best first; None where no step is fine enough."""
    aim = _Aim.of(asked)
    even = (_even(asked, aim, gap, grain) for gap, grain in _gaps(asked, aim.step))
    uneven = (_uneven(asked, aim, grain) for grain in _grains(asked, aim.step))
    return next((bounds for bounds in chain(even, uneven) if bounds is not None), None)


def _span(asked: Asked) -> tuple[Decimal, Decimal]:
    """From where the bounds come down, and to where: the worst, were it not far off."""
    figures = spread([Seen(value, "") for value in asked.seen], "higher")
    assert figures is not None  # noqa: S101 - there are five figures at least
    assert figures.quartiles is not None  # noqa: S101 - as above
    low, _, high = figures.quartiles
    start = high if high > asked.worst else asked.reached
    far = low - (high - low) * _FAR if high > low else asked.worst
    return start, max(asked.worst, far)


def _even(asked: Asked, aim: _Aim, gap: Decimal, grain: Decimal) -> list[Decimal] | None:
    """The bounds in equal steps of a size that people say, from a multiple of the grain down."""
    first = _first(asked, aim, grain)
    if first is None:
        return None
    bounds = [first - gap * at for at in range(asked.above)]
    return _sound(asked, bounds, gap, gap) or _sound(asked, bounds, gap, grain)


def _uneven(asked: Asked, aim: _Aim, grain: Decimal) -> list[Decimal] | None:
    """The bounds as multiples of the grain, as near to equal steps as it lets them be."""
    first = _first(asked, aim, grain)
    if first is None:
        return None
    if asked.above == 1:
        return _sound(asked, [first], aim.step, grain)
    last = _to(grain, aim.low, ROUND_HALF_UP)
    if asked.holds(asked.worst, last):
        last += grain
    gap = (first - last) / (asked.above - 1)
    between = [_to(grain, first - gap * at, ROUND_HALF_UP) for at in range(1, asked.above - 1)]
    return _sound(asked, [first, *between, last], aim.step, grain)


def _first(asked: Asked, aim: _Aim, grain: Decimal) -> Decimal | None:
    """Where full marks begin, as a multiple of the grain: within a quarter of a step, and reached.

    It falls back behind where it would be without uplift by an eighth of a step at most: 55.2% is
    called 55%. In the finest grain nothing is nearer than what the best reached.
    """
    nearest = _to(grain, aim.top, ROUND_HALF_UP)
    for first in (nearest, nearest + grain):
        near = abs(first - aim.top) * 4 <= aim.step and (aim.least - first) * 8 <= aim.step
        if near and asked.holds(asked.reached, first):
            return first
    return _below(asked, asked.reached, grain) if grain == _sizes(asked)[-1] else None


def _sound(
    asked: Asked, bounds: list[Decimal], step: Decimal, grain: Decimal
) -> list[Decimal] | None:
    """The bounds over the worst with those below, if they do what is asked."""
    last = bounds[-1]
    bounds = [*bounds, *_worse(asked, last, step, grain)]
    falls = all(a > b for a, b in pairwise(bounds)) and not asked.holds(asked.worst, last)
    under = len(bounds) == asked.above or asked.holds(asked.worst, bounds[asked.above])
    possible = asked.worst < ZERO or all(bound > ZERO for bound in bounds)
    return bounds if falls and under and possible else None


def _worse(asked: Asked, above: Decimal, step: Decimal, grain: Decimal) -> list[Decimal]:
    """Bounds for worse than was ever seen: the same steps on, above zero where all figures are."""
    steps = [above - step * at for at in range(1, asked.below + 1)]
    if asked.worst > ZERO and steps and steps[-1] <= ZERO:
        share = asked.worst / (asked.below + 1)
        steps = [asked.worst - share * (at - 1) for at in range(1, asked.below + 1)]
    return [
        bound
        for at, one in enumerate(steps)
        for bound in [_below(asked, min(one, asked.worst - grain * at), grain)]
    ]


def _below(asked: Asked, value: Decimal, grain: Decimal) -> Decimal:
    """The highest multiple of the grain whose better side the figure has."""
    bound = _to(grain, value, ROUND_FLOOR)
    return bound if asked.holds(value, bound) else bound - grain


def _to(grain: Decimal, value: Decimal, mode: str) -> Decimal:
    """A multiple of the grain near the figure."""
    return (value / grain).quantize(ONE, mode) * grain


def _sizes(asked: Asked) -> list[Decimal]:
    """The sizes that people count in, the coarsest first, down to what a figure can differ by."""
    whole = asked.unit in {Unit.COUNT, Unit.DAYS} and all(v == int(v) for v in asked.seen)
    finest = ONE if whole else rounding_of(asked.unit)
    sizes = [
        Decimal(digit).scaleb(power)
        for power in range(_LARGEST, _SMALLEST - 1, -1)
        for digit in (5, 2, 1)
    ]
    if asked.unit is Unit.SECONDS:
        sizes = [*_TIMES, *(size for size in sizes if size <= Decimal(10))]
    return [size for size in sizes if size >= finest]


def _grains(asked: Asked, step: Decimal) -> Iterator[Decimal]:
    """The sizes that fit between two bounds."""
    yield from (size for size in _sizes(asked) if size <= step)


def _gaps(asked: Asked, step: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """Sizes near a step, the nearest first; each with those that the first bound may be of."""
    sizes = _sizes(asked)
    near = [size for size in sizes if step > ZERO and step / 2 <= size <= step * 2]
    for size in sorted(near, key=lambda size: max(size / step, step / size)):
        finer = [one for one in sizes if one < size]
        yield from ((size, grain) for grain in (size, *finer[:1]))
