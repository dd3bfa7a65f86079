"""A bar of blocks beside a number, to an eighth of a sign; no figure is read from it.

Why not of the terminal library: a bar must stand in a column of texts, in ASCII where blocks cannot
be shown, and be the same wherever it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from csperf.exact import ZERO, exactly

WIDTH = 8
BLOCKS = "▏▎▍▌▋▊▉█"
_PARTS = len(BLOCKS)


def bars(
    values: Sequence[Decimal | None], *, ascii_only: bool, full: Decimal | None = None
) -> list[str]:
    """A bar for each value, none for zero, below, or unknown.

    The largest is as wide as they may be, unless a `full` one is given.

    >>> bars([Decimal(100), Decimal(56), Decimal(1), Decimal(-3)], ascii_only=False)
    ['████████', '████▍', '▏', '']
    >>> bars([Decimal(100), Decimal(56), Decimal(1), None], ascii_only=True)
    ['########', '####', '#', '']
    """
    most = full or max((value for value in values if value is not None), default=ZERO)
    return [_bar(value or ZERO, most, ascii_only=ascii_only) for value in values]


def _bar(value: Decimal, most: Decimal, *, ascii_only: bool) -> str:
    if value <= ZERO:
        return ""
    with exactly():
        eighths = max(int(value * WIDTH * _PARTS / most), 1)
    whole, rest = divmod(eighths, _PARTS)
    if ascii_only:
        return "#" * max(whole, 1)
    return BLOCKS[-1] * whole + (BLOCKS[rest - 1] if rest else "")
