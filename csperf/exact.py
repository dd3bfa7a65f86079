"""Exact arithmetic: the one Decimal context, rounding, and numbers from and to text.

Why: Polars, DuckDB and Excel disagree about products of decimals, and floats about everything, so
every product, quotient and rounding of csperf happens in this context. A quotient without end that
is multiplied again (5/24 × 4593.96 = 957.075) may fall a hair short of the half that it is; so the
last ten of the 50 digits are given up before rounding, and no payroll-sized result that is not a
half comes that near to one.
The trap on FloatOperation turns a float that slipped in into an error instead of a wrong fen.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Literal

RoundingMode = Literal["half_up", "half_even", "up", "down"]

_MODES = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
}
_CONTEXT = decimal.Context(
    prec=50,
    rounding=decimal.ROUND_HALF_UP,
    traps=[
        decimal.InvalidOperation,
        decimal.DivisionByZero,
        decimal.Overflow,
        decimal.FloatOperation,
    ],
)
_SURE = decimal.Context(prec=40)
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


def exactly() -> AbstractContextManager[decimal.Context]:
    """The context in which all money is computed, for a `with` statement."""
    return decimal.localcontext(_CONTEXT)


def rounding(to: Decimal, mode: RoundingMode) -> Callable[[Decimal], Decimal]:
    """A function that rounds to a multiple of `to`; made once for a column of many values."""
    way = _MODES[mode]
    if to.as_tuple().digits == (1,):
        return lambda value: _SURE.plus(value).quantize(to, way, _CONTEXT)

    def to_multiple(value: Decimal) -> Decimal:
        with exactly():
            return (_SURE.plus(value / to).quantize(ONE, way) * to).quantize(to)

    return to_multiple


def rounded(value: Decimal, to: Decimal = CENT, mode: RoundingMode = "half_up") -> Decimal:
    """The multiple of `to` that is nearest; halves go away from zero unless `mode` says else.

    >>> rounded(Decimal("2.345")), rounded(Decimal("-2.345")), rounded(Decimal("17.5"), ONE)
    (Decimal('2.35'), Decimal('-2.35'), Decimal('18'))
    >>> rounded(Decimal("2.345"), mode="half_even"), rounded(Decimal("7.3"), Decimal("0.5"))
    (Decimal('2.34'), Decimal('7.5'))
    """
    return rounding(to, mode)(value)


def decimal_of(text: str) -> Decimal | None:
    """A plain decimal number, or None if the text is anything else.

    >>> decimal_of("0.015"), decimal_of("1e3"), decimal_of("1_000"), decimal_of("１２")
    (Decimal('0.015'), None, None, None)
    """
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def plain(value: Decimal) -> str:
    """Digits without exponent, trailing zeros after the point left out.

    >>> plain(Decimal("1E+3")), plain(Decimal("0.5000")), plain(Decimal("120.00"))
    ('1000', '0.5', '120')
    """
    text = str(value)  # three times as fast as format, and alike unless it has an exponent
    if "E" in text:
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def fixed(value: Decimal, to: Decimal = CENT) -> str:
    """A value already rounded to `to`, as text with as many decimals as that has.

    >>> fixed(Decimal("1140")), fixed(Decimal("-0.00"))
    ('1140.00', '0.00')
    """
    shown = format(value.quantize(to, context=_CONTEXT), "f")
    return shown[1:] if shown.startswith("-0") and not shown.strip("-0.") else shown


def hundredfold(value: Decimal) -> Decimal:
    """A fraction as percent: the point moved, no digit changed."""
    return value.scaleb(2, _CONTEXT)


def has_cents_at_most(value: Decimal) -> bool:
    """Whether a value has no digits after the second decimal that are not zero."""
    return value.quantize(CENT, context=_CONTEXT) == value
