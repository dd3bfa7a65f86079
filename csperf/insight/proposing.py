"""New bounds for a band table from what people really did: the best has full marks, the worst half.

The rule, as it is told to whoever asks. Full marks begin at the upper quartile, nudged up by the
uplift, but never beyond what the best of each month reached: somebody must have shown that it can
be had. From there the bounds come down in equal steps, the lowest of them, nudged as well (at most
half the way), still above the worst; so the worst stands in the row whose points are nearest to
half. A worst that lies further off than 1.5 times the distance between the quartiles stretches no
step. Rows below are for worse than was ever seen. Steps and bounds are numbers that people say (1,
2 or 5 of some size; of a time also 15s and 30s): the nearest that keep all this true, else the
coarsest. Points stay what they are, unless no row is worth about half (40% to 60% of full marks).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from csperf.exact import ZERO, exactly, rounded
from csperf.insight.ladders import Asked, ladder
from csperf.insight.spread import FEWEST
from csperf.insight.standards import Standard

ABOUT_HALF = (Decimal("0.4"), Decimal("0.6"))
_HALF = Decimal("0.5")
Kept = Literal[
    "calibrate-few",
    "calibrate-saturated",
    "calibrate-narrow",
    "calibrate-unordered",
    "calibrate-no-full",
]
"""The problem that tells why a table stays."""


@dataclass(frozen=True)
class Proposal:
    """A table with new bounds (and points, where none was about half); or why it stays."""

    standard: Standard
    bounds: tuple[Decimal, ...]
    points: tuple[Decimal, ...]
    kept: Kept | None = None

    @property
    def proposed(self) -> Standard:
        """The table as it would be, with the same people judged by it."""
        one = self.standard
        bounds = (replace(b, value=v) for b, v in zip(one.bounds, self.bounds, strict=True))
        points = (replace(p, value=v) for p, v in zip(one.points, self.points, strict=True))
        return replace(one, bounds=tuple(bounds), points=tuple(points))


def about_half(points: Decimal, full: Decimal) -> bool:
    """Whether points are about half of full marks.

    >>> about_half(Decimal(55), Decimal(100)), about_half(Decimal(70), Decimal(100))
    (True, False)
    """
    with exactly():
        return ABOUT_HALF[0] * full <= points <= ABOUT_HALF[1] * full


def propose(standard: Standard, uplift: Decimal) -> Proposal:
    """The table for the people whom it has judged."""
    kept = _reason(standard)
    if kept is None:
        with exactly():
            for points, target in _targets(standard):
                bounds = ladder(Asked.of(standard, target, uplift))
                if bounds is not None:
                    return _in_file_order(standard, bounds, points)
        kept = "calibrate-narrow"
    own = tuple(one.value for one in standard.points)
    return Proposal(standard, tuple(one.value for one in standard.bounds), own, kept)


def _reason(standard: Standard) -> Kept | None:
    """Why nothing can be proposed."""
    if standard.way is None:
        return "calibrate-unordered"
    if standard.full <= ZERO:
        return "calibrate-no-full"
    if len(standard.seen) < FEWEST:
        return "calibrate-few"
    return "calibrate-saturated" if len({one.value for one in standard.seen}) == 1 else None


def _targets(standard: Standard) -> Iterator[tuple[list[Decimal], int]]:
    """Points from the best row on, and the row of the worst: the nearest to half comes first."""
    own = sorted((one.value for one in standard.points), reverse=True)
    full = own[0]
    near = [at for at in range(1, len(own)) if about_half(own[at], full)]
    for at in sorted(near, key=lambda at: abs(own[at] - full * _HALF)):
        yield own, at
    last = len(own) - 1
    if last not in near:
        half = rounded(full * _HALF)
        ended = [*own[:-1], half]
        if own[last - 1] <= half:
            ended = [rounded(full - (full - half) * at / last) for at in range(len(own))]
        yield ended, last


def _in_file_order(
    standard: Standard, bounds: Sequence[Decimal], points: Sequence[Decimal]
) -> Proposal:
    """The table as the plan has its rows: the best first or last, figures as they are."""
    sign = 1 if standard.way == "higher" else -1
    values = [bound * sign for bound in bounds]
    if not standard.best_first:
        values, points = values[::-1], points[::-1]
    return Proposal(standard, tuple(values), tuple(points))
