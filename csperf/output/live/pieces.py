"""Pieces of spreadsheet formulas: literals, addresses, operators with as few brackets as needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from csperf.exact import hundredfold, plain
from csperf.formula import Constant, Value
from csperf.units import Unit

ROW = "\0"
"""Stands in a formula for the number of the row, which alone differs from row to row."""
UNKNOWN = "NA()"
_LONGEST_LITERAL = 255  # that a spreadsheet takes between two quotation marks
_COMPARES, _ADDS, _MULTIPLIES, _ALONE = range(4)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a formula, and how tightly its outermost operator binds."""

    text: str
    binds: int = _ALONE

    def within(self, binds: int) -> str:
        """The text as an operand of an operator: in brackets where it binds less tightly."""
        return self.text if self.binds >= binds else f"({self.text})"

    @property
    def depth(self) -> int:
        """How many brackets stand in one another; those in literals count, which does no harm."""
        deepest = level = 0
        for sign in self.text:
            level += (sign == "(") - (sign == ")")
            deepest = max(deepest, level)
        return deepest


def letters(position: int) -> str:
    """The letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    name = ""
    position += 1
    while position:
        position, digit = divmod(position - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def on_sheet(name: str) -> str:
    """The name of a sheet in front of an address.

    >>> on_sheet("薪资表"), on_sheet("Tom's")
    ("'薪资表'!", "'Tom''s'!")
    """
    return "'" + name.replace("'", "''") + "'!"


def literal(value: Value) -> Piece:
    """A number or text as it stands in a formula.

    >>> literal(Decimal("-0.50")).text, literal('a "b" c').text
    ('-0.5', '"a ""b"" c"')
    """
    if isinstance(value, Decimal):
        return Piece(plain(value), _ALONE if value >= 0 else _ADDS)
    cuts = range(0, max(len(value), 1), _LONGEST_LITERAL)
    pieces = [value[cut : cut + _LONGEST_LITERAL].replace('"', '""') for cut in cuts]
    joined = "&".join(f'"{piece}"' for piece in pieces)
    return Piece(joined if len(pieces) == 1 else f"({joined})")


def constant(node: Constant) -> Piece:
    """What the plan writes; whole percents with their sign, as people write them.

    Why only whole ones: 55% is 55 ÷ 100 and the same binary number as 0.55, but 0.8 ÷ 100 may
    differ from 0.008 in the last bit.
    """
    if node.unit is Unit.PERCENT and isinstance(node.value, Decimal):
        percent = hundredfold(node.value)
        if percent >= 0 and percent == percent.to_integral_value():
            return Piece(plain(percent) + "%")
    return literal(node.value)


def call(function: str, *arguments: Piece | str) -> Piece:
    """A function with its arguments."""
    texts = (one if isinstance(one, str) else one.text for one in arguments)
    return Piece(f"{function}({','.join(texts)})")


def if_known(value: Piece, otherwise: Piece) -> Piece:
    """The value, or `otherwise` where it is unknown."""
    return call("_xlfn.IFNA", value, otherwise)


def added(terms: Iterable[Piece]) -> Piece:
    """All terms added; nothing is 0."""
    return reduce(_plus, terms, Piece(""))


def _plus(left: Piece, right: Piece) -> Piece:
    if not left.text:
        return right
    if right.text.startswith("-"):
        return Piece(left.within(_ADDS) + right.text, _ADDS)
    return Piece(f"{left.within(_ADDS)}+{right.within(_ADDS)}", _ADDS)


def less(left: Piece, right: Piece) -> Piece:
    """`left` less `right`."""
    shown = "" if left.text == "0" else left.within(_ADDS)
    return Piece(f"{shown}-{right.within(_MULTIPLIES)}", _ADDS)


def times(factors: Iterable[Piece]) -> Piece:
    """All factors multiplied."""
    return Piece("*".join(one.within(_MULTIPLIES) for one in factors), _MULTIPLIES)


def divided(over: Piece, under: Piece) -> Piece:
    """A quotient whose divisor is not zero."""
    return Piece(f"{over.within(_MULTIPLIES)}/{under.within(_ALONE)}", _MULTIPLIES)


def compared(left: Piece, sign: str, right: Piece) -> Piece:
    """A comparison."""
    return Piece(f"{left.within(_ADDS)}{sign}{right.within(_ADDS)}", _COMPARES)


def digits_of(to: Decimal) -> int | None:
    """How many places after the point a multiple of `to` has; None if it is no power of ten.

    >>> digits_of(Decimal("0.01")), digits_of(Decimal(10)), digits_of(Decimal("0.5"))
    (2, -1, None)
    """
    shown = to.normalize().as_tuple()
    if shown.digits != (1,) or not isinstance(shown.exponent, int):
        return None
    return -shown.exponent


def places_of(value: Decimal) -> int:
    """How many digits a number has after the point."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
