"""Random formulas over three columns, for tests that must hold for every formula."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from csperf.formula import (
    Cell,
    Choose,
    Constant,
    Difference,
    Formula,
    Ladder,
    Limit,
    Product,
    Quotient,
    Round,
    Row,
    Sign,
    Sum,
    Test,
    Tier,
    WeightedMean,
    When,
)

NAMES = ("a", "b", "c")
SIGNS: tuple[Sign, ...] = ("at_least", "over", "at_most", "under")
NUMBERS = st.decimals(min_value=-100, max_value=100, places=1)
CONSTANTS = st.builds(Constant, NUMBERS)
CELLS = st.builds(Cell, st.sampled_from(NAMES))
SMALL = (Tier(Constant(Decimal(0)), Constant(Decimal("0.1"))),)
TIERS = (*SMALL, Tier(Constant(Decimal(10)), Constant(Decimal("0.15"))))


def _limit(value: Formula, bounds: tuple[Decimal, Decimal], which: str) -> Limit:
    """A limit on one side or on both, the lower one first."""
    low, high = (Constant(bound) for bound in sorted(bounds))
    return Limit(value, low if which in "<=" else None, high if which in ">=" else None)


def formulas(*, of_cells: bool = False) -> st.SearchStrategy[Formula]:
    """Formulas without the nodes that say what an unknown means.

    `of_cells`: tables and gates look at a column, as those of every plan do.
    """

    def larger(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
        subject = CELLS if of_cells else inner
        signs = st.sampled_from(SIGNS)
        test = st.builds(Test, subject, signs, CONSTANTS)
        pairs = st.tuples(inner, inner)
        half = st.just(Constant(Decimal("0.5")))
        steps = st.sampled_from((Decimal("0.01"), Decimal(1)))
        modes = st.sampled_from(("half_up", "half_even", "up", "down"))
        return st.one_of(
            st.builds(Sum, pairs),
            st.builds(Difference, inner, inner),
            st.builds(Product, pairs),
            st.builds(Quotient, inner, inner),
            st.builds(Round, inner, steps, modes),
            st.builds(_limit, inner, st.tuples(NUMBERS, NUMBERS), st.sampled_from("<>=")),
            st.builds(Choose, subject, st.tuples(st.builds(Row, signs, CONSTANTS, inner)), inner),
            st.builds(When, st.tuples(test) | st.tuples(test, test), inner, inner),
            st.builds(
                Ladder,
                inner,
                st.sampled_from((SMALL, TIERS)),
                st.sampled_from(("graduated", "whole")),
                st.booleans(),
            ),
            st.builds(WeightedMean, st.tuples(st.tuples(inner, half), st.tuples(inner, half))),
        )

    return st.recursive(CONSTANTS | CELLS, larger, max_leaves=8)
