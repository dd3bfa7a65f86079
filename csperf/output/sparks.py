"""A row of small bars, one a day or an hour; no figure is read from it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from csperf.exact import ZERO, exactly

_BLOCKS, _DIGITS = "▁▂▃▄▅▆▇█", "12345678"


def spark(values: Sequence[Decimal | None], *, ascii_only: bool) -> str:
    """A sign for each value, the largest the highest; a blank where there is none.

    >>> spark([Decimal(0), Decimal(50), None, Decimal(100)], ascii_only=False)
    '▁▅ █'
    >>> spark([Decimal(0), Decimal(50), None, Decimal(100)], ascii_only=True)
    '15 8'
    """
    signs = _DIGITS if ascii_only else _BLOCKS
    most = max((value for value in values if value is not None), default=ZERO)
    return "".join(" " if value is None else signs[_step(value, most)] for value in values)


def _step(value: Decimal, most: Decimal) -> int:
    if most <= ZERO or value <= ZERO:
        return 0
    with exactly():
        return min(int(value * len(_BLOCKS) / most), len(_BLOCKS) - 1)
