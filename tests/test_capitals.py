"""Amounts in capitals: as the rules for vouchers have them, and read back to the fen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csperf.output.capitals import in_capitals

DIGITS = {sign: number for number, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
KNOWN = {
    # 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》的例子
    "1409.50": "壹仟肆佰零玖元伍角",
    "6007.14": "陆仟零柒元壹角肆分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",  # the rules leave the zero free
    "107000.53": "壹拾万柒仟元伍角叁分",
    # by the same rules
    "0": "零元整",
    "0.05": "伍分",
    "0.50": "伍角",
    "10": "壹拾元整",
    "14823.01": "壹万肆仟捌佰贰拾叁元零壹分",
    "10010.01": "壹万零壹拾元零壹分",
    "1000500": "壹佰万零伍佰元整",
    "100000001": "壹亿零壹元整",
    "100005000": "壹亿零伍仟元整",
    "1002000300.10": "壹拾亿零贰佰万零叁佰元壹角",
    "1000000000000": "壹万亿元整",
    "1000200000000": "壹万亿零贰亿元整",
    "-1409.50": "负壹仟肆佰零玖元伍角",
    "-0.00": "零元整",
}


@pytest.mark.parametrize(("amount", "words"), KNOWN.items())
def test_the_rules_for_vouchers(amount: str, words: str) -> None:
    assert in_capitals(Decimal(amount)) == f"人民币{words}"


@pytest.mark.parametrize("amount", ["0.001", "1E+16", "-12345678901234567.89"])
def test_what_has_no_words_gets_none(amount: str) -> None:
    assert in_capitals(Decimal(amount)) is None


def group_of(words: str) -> int:
    total = figure = 0
    for sign in words:
        if sign in PLACES:
            total, figure = total + figure * PLACES[sign], 0
        else:
            figure = DIGITS[sign]
    return total + figure


def yuan_of(words: str) -> int:
    for unit, worth in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if unit in words:
            above, _, below = words.partition(unit)
            return group_of(above) * worth + yuan_of(below)
    return group_of(words)


def fen_of(words: str) -> int:
    """The words read by somebody who knows nothing of how they were written."""
    sign = -1 if words.startswith("负") else 1
    words = words.removeprefix("负").removesuffix("整")
    whole, _, rest = words.rpartition("元")
    tenths = hundredths = 0
    if "角" in rest:
        tenths, rest = DIGITS[rest[0]], rest[2:]
    if rest:
        hundredths = DIGITS[rest.removeprefix("零")[0]]
    return sign * (yuan_of(whole) * 100 + tenths * 10 + hundredths)


@given(st.integers(-(10**18) + 1, 10**18 - 1))
@example(10**18 - 1)
@example(100_000_000_000_001)
def test_the_words_read_back_are_the_amount(fen: int) -> None:
    words = in_capitals(Decimal(fen).scaleb(-2))
    assert words is not None
    assert fen_of(words.removeprefix("人民币")) == fen


@given(st.integers(0, 10**18 - 1))
def test_zeros_are_read_once_and_nothing_ends_on_one(fen: int) -> None:
    words = in_capitals(Decimal(fen).scaleb(-2))
    assert words is not None
    assert "零零" not in words
    assert not any(f"零{unit}" in words for unit in ("万", "亿", "角", "分"))
    assert words.endswith("整") == (fen % 100 == 0)
