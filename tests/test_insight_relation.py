"""How far figures go together: published numbers, arithmetic by hand, and what always holds."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.insight.relation import Relation, relation


def decimals(*texts: str | int) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_rho_of_a_textbook() -> None:
    """IQ and hours of television of ten people (Wikipedia, Spearman's rank correlation).

    The squared differences of ranks add up to 194, so rho = 1 - 6 x 194 / (10 x 99) = -0.1758.
    """
    iq = decimals(106, 100, 86, 101, 99, 103, 97, 113, 112, 110)
    hours = decimals(7, 27, 2, 50, 28, 29, 20, 12, 6, 17)
    found = relation(iq, hours)
    assert (found.size, found.groups, found.rho) == (10, 1, Decimal("-0.1758"))
    assert found.direction == 0


def test_the_interval_by_hand() -> None:
    """Nine people, differences of ranks 1, -1 and seven 0: rho = 1 - 6 x 2 / (9 x 80) = 0.9833.

    atanh 0.983333 = ln(119) / 2 = 2.389562; sqrt((1 + 0.483472) / 6) = 0.497238, times 1.959964 is
    0.974568; tanh 1.414994 = 0.8885 and tanh 3.364130 = 0.9976. Among ten, the quantile is
    2.807034: 2.389562 -+ 1.395763, so tanh 0.993799 = 0.7590 and tanh 3.785325 = 0.9990.
    """
    first, second = decimals(*range(1, 10)), decimals(2, 1, *range(3, 10))
    found = relation(first, second)
    assert found == Relation(9, 1, *decimals("0.9833", "0.8885", "0.9976"))
    among = relation(first, second, among=10)
    assert (among.low, among.high) == (Decimal("0.7590"), Decimal("0.9990"))
    assert (found.direction, relation(first, second[::-1]).direction) == (1, -1)


def test_within_agents_what_is_their_own_drops_out() -> None:
    """A is slow and sells, B is quick and sells less; of both, the slower days are the worse ones.

    Over all days slow goes with more (the ranks of A are all above those of B), inside each agent
    it is the other way round: both orders are perfect, so rho is -1.
    """
    seconds = decimals(61, 62, 63, 64, 11, 12, 13, 14)
    sold = decimals(29, 28, 27, 26, 19, 18, 17, 16)
    agents = ["A"] * 4 + ["B"] * 4
    assert (relation(seconds, sold).rho or 0) > 0
    found = relation(seconds, sold, agents)
    assert (found.size, found.groups, found.rho) == (8, 2, Decimal("-1.0000"))
    assert (found.low, found.direction) == (Decimal("-1.0000"), -1)


@pytest.mark.parametrize(
    ("first", "second", "within", "size", "too_few"),
    [
        ([1, 2, 3, 4], [4, 3, 2, 1], [], 4, True),
        ([1, 2, 3, 4, None, 6], [4, 3, 2, None, 1, 7], [], 4, True),
        ([1, 2, 3, 4, 5], [7, 7, 7, 7, 7], [], 5, False),
        ([1, 2, 1, 2, 1, 2], [1, 2, 3, 4, 5, 6], list("aabbcc"), 6, True),
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], list("abcde"), 0, True),
        ([], [], [], 0, True),
    ],
)
def test_nothing_is_told_of_too_few_or_of_what_never_differs(
    first: list[int | None],
    second: list[int | None],
    within: list[str],
    size: int,
    *,
    too_few: bool,
) -> None:
    x, y = ([None if one is None else Decimal(one) for one in each] for each in (first, second))
    found = relation(x, y, within)
    assert (found.size, found.too_few, found.rho, found.direction) == (size, too_few, None, 0)


FIGURES = st.lists(
    st.tuples(*[st.decimals("-9.99", "9.99", places=2, allow_nan=False)] * 2),
    min_size=5,
    max_size=30,
)


@given(FIGURES)
@settings(max_examples=60, deadline=None)
def test_as_the_library_says_and_alike_both_ways(pairs: list[tuple[Decimal, Decimal]]) -> None:
    first, second = [x for x, _ in pairs], [y for _, y in pairs]
    found = relation(first, second)
    whole = pl.DataFrame({"x": [int(x * 100) for x in first], "y": [int(y * 100) for y in second]})
    said: float = whole.select(pl.corr("x", "y", method="spearman")).item()
    if found.rho is None:
        assert len(set(first)) == 1 or len(set(second)) == 1
        return
    assert abs(found.rho - Decimal(said)) <= Decimal("0.00005000001")
    assert found.low is not None
    assert found.high is not None
    assert -1 <= found.low <= found.rho <= found.high <= 1
    assert relation(second, first) == found
    turned = relation([-x for x in first], second)
    assert (turned.rho, turned.low, turned.high) == (-found.rho, -found.high, -found.low)
    wider = relation(first, second, among=20)
    assert wider.low is not None
    assert wider.low <= found.low
