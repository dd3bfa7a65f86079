"""By which factor a pay line keeps the same total: found on unrounded pay, tried on rounded pay.

Why tried: a line may be capped, a total may have a lower bound, and another line may read it, so
that its money does not move in step; and every amount is rounded to the fen. So the sheets are
computed again with the factor, and what is shown is what came out, with how far it is off.
Why the factor has only so many digits: whoever writes it into a plan writes these.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from csperf.exact import HUNDRED, ONE, ZERO, exactly, rounded
from csperf.insight.again import scaled, total_of
from csperf.output.run import Run
from csperf.plan.items import ClawbackLine
from csperf.plan.pay import AdjustmentLine, BaseLine, DeductionLine
from csperf.sheet import Sheet

_FIXED: Final = (BaseLine, DeductionLine, AdjustmentLine, ClawbackLine)
_FINER: Final = 3
"""How many digits more than the money has before its point: finer than a fen of all of it."""
_TRIES: Final = 40
_LARGEST: Final = Decimal(1000)


@dataclass(frozen=True)
class Neutral:
    """The factor on these lines under which all are paid `wanted` together; None if there is none.

    `amount` is what the lines pay without it, `after` and `total` what they and all lines pay with
    it, and `off` by how many fen the total misses what was wanted. `in_step`: nothing but rounding
    came between.
    """

    lines: tuple[str, ...]
    amount: Decimal
    factor: Decimal | None = None
    after: Decimal | None = None
    total: Decimal | None = None
    off: Decimal | None = None
    in_step: bool = True


def variable_lines(run: Run) -> tuple[str, ...]:
    """The pay lines that a plan could pay more or less of: no base pay, nothing taken off."""
    assert run.rules is not None  # noqa: S101 - only results that were read back have none
    lines = run.rules.plan.rules.pay.items()
    return tuple(str(name) for name, line in lines if not isinstance(line, _FIXED))


def neutral(sheets: Sequence[Sheet], lines: Collection[str], wanted: Decimal) -> Neutral:
    """The factor on these lines with which the sheets pay what is wanted."""
    names, amount = tuple(lines), _paid(sheets, lines)
    with exactly():
        none, one = (_total(sheets, lines, factor, whole=False) for factor in (ZERO, ONE))
        step = one - none
        factor = (wanted - none) / step if step else None
    if factor is None or factor < ZERO:
        return Neutral(names, amount)
    as_it_is = _tried(sheets, names, amount, ONE, wanted)
    if not as_it_is.off:  # unrounded pay would make it 99.99985%, where nothing is to be changed
        return as_it_is
    digits = len(str(int(max(abs(step), abs(amount))))) + _FINER
    factor = rounded(factor, ONE.scaleb(-digits))
    found = _tried(sheets, names, amount, factor, wanted)
    if found.in_step:
        return found
    better = _searched(sheets, lines, wanted, ONE.scaleb(-digits))
    other = _tried(sheets, names, amount, better, wanted)
    assert other.off is not None  # noqa: S101 - it has a factor
    assert found.off is not None  # noqa: S101 - as above
    return replace(other, in_step=False) if abs(other.off) < abs(found.off) else found


def _tried(
    sheets: Sequence[Sheet],
    lines: tuple[str, ...],
    amount: Decimal,
    factor: Decimal,
    wanted: Decimal,
) -> Neutral:
    """What comes out with a factor."""
    after = [scaled(sheet, lines, factor) for sheet in sheets]
    cells = sum(len(sheet.agents) for sheet in sheets) * len(lines)
    with exactly():
        total = sum(map(total_of, after), ZERO)
        off = (total - wanted) * HUNDRED
    return Neutral(lines, amount, factor, _paid(after, lines), total, off, abs(off) <= cells)


def _searched(
    sheets: Sequence[Sheet], lines: Collection[str], wanted: Decimal, to: Decimal
) -> Decimal:
    """The factor found by halving: a total never falls where a line pays more."""
    low, high = ZERO, ONE
    while high < _LARGEST and _total(sheets, lines, high) < wanted:
        high *= 2
    for _ in range(_TRIES):
        with exactly():
            middle = (low + high) / 2
        if _total(sheets, lines, middle) < wanted:
            low = middle
        else:
            high = middle
    return rounded(high, to)


def _total(
    sheets: Sequence[Sheet], lines: Collection[str], factor: Decimal, *, whole: bool = True
) -> Decimal:
    with exactly():
        parts = (total_of(scaled(sheet, lines, factor, whole=whole)) for sheet in sheets)
        return sum(parts, ZERO)


def _paid(sheets: Sequence[Sheet], lines: Collection[str]) -> Decimal:
    """What the lines pay together."""
    cells = (cell for sheet in sheets for line in lines for cell in sheet.cells[line])
    with exactly():
        return sum((cell for cell in cells if isinstance(cell, Decimal)), ZERO)
