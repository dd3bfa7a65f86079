"""Amounts in the capital numerals of Chinese accounting, which nobody can turn into another amount.

The rules are those for filling in bills and settlement vouchers: an amount that ends at yuan is
closed, one with fen is not; any run of zeros between digits is read once. Where the rules leave it
free whether a zero is read (107000.53), none is.
"""

from __future__ import annotations

from decimal import Decimal

from csperf.exact import CENT, ZERO, exactly

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万亿")
_NIL = _DIGITS[0]
_GROUP = 4
_LARGEST = Decimal(10) ** (_GROUP * len(_GROUPS))
YUAN = frozenset({"CNY", "RMB", "人民币"})
"""What a plan may call the currency whose amounts have these words."""


def in_capitals(amount: Decimal) -> str | None:
    """The amount of yuan; None for what has no words: parts of a fen, and 16 digits of yuan.

    >>> in_capitals(Decimal("1409.50")), in_capitals(Decimal("6007.14"))
    ('人民币壹仟肆佰零玖元伍角', '人民币陆仟零柒元壹角肆分')
    >>> in_capitals(Decimal("-325.04")), in_capitals(Decimal("0.00"))
    ('人民币负叁佰贰拾伍元零肆分', '人民币零元整')
    """
    with exactly():
        if amount % CENT != ZERO or abs(amount) >= _LARGEST:
            return None
        yuan, _, fen = f"{abs(amount):.2f}".partition(".")
    words = _whole(yuan)
    said = f"{words}元" if words else ""
    return f"人民币{'负' if amount < ZERO else ''}{said}{_parts(fen, after=bool(words))}"


def _whole(digits: str) -> str:
    """The yuan, four digits a group; nothing for none."""
    filled = digits.zfill(-(-len(digits) // _GROUP) * _GROUP)
    groups = [filled[start : start + _GROUP] for start in range(0, len(filled), _GROUP)]
    words = ""
    for group, unit in zip(groups, reversed(_GROUPS[: len(groups)]), strict=True):
        said = _four(group)
        if said:
            gap = words and (group[0] == "0" or words.endswith(_NIL))
            words = words.rstrip(_NIL) + (_NIL if gap else "") + said + unit
        elif words:
            words = words.rstrip(_NIL) + _NIL
    return words.rstrip(_NIL)


def _four(group: str) -> str:
    """A group without the zeros before and behind it."""
    words = ""
    for digit, place in zip(group, _PLACES, strict=True):
        if digit != "0":
            words += _DIGITS[int(digit)] + place
        elif words and not words.endswith(_NIL):
            words += _NIL
    return words.rstrip(_NIL)


def _parts(fen: str, *, after: bool) -> str:
    """What stands behind the yuan; `after` tells whether any do."""
    tenths, hundredths = (_DIGITS[int(digit)] for digit in fen)
    if fen == "00":
        return "整" if after else "零元整"
    if fen[0] == "0":
        return f"{_NIL if after else ''}{hundredths}分"
    return f"{tenths}角" + ("" if fen[1] == "0" else f"{hundredths}分")
