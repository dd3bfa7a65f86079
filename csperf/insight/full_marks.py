"""The most that a formula can give: full marks of an indicator, a score or a bonus.

Told from the formula alone. Where a figure of the data decides without a limit, nobody can say what
full is; only points that a person gives as they are (a supervisor's) are taken to end at 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from csperf.exact import HUNDRED, ZERO, exactly
from csperf.formula import (
    Cell,
    Choose,
    Column,
    Constant,
    Formula,
    Given,
    Limit,
    Product,
    Round,
    Sum,
    WeightedMean,
    When,
)
from csperf.units import Unit


def full_marks(column: Column, columns: Mapping[str, Column]) -> Decimal | None:
    """The most that this column can hold; None where that cannot be told, or is nothing."""
    with exactly():
        most = _of(column.formula, columns) if column.formula is not None else None
    return most if most is not None and most > ZERO else None


def _of(formula: Formula, columns: Mapping[str, Column]) -> Decimal | None:  # noqa: PLR0911 - one case a node
    match formula:
        case Constant(value=Decimal() as value):
            return value
        case Cell(column=name):
            return _of_cell(columns[name], columns)
        case Round(value=value):
            return _of(value, columns)
        case Limit(value=value, at_most=high):
            limits = [_of(part, columns) for part in (value, high) if part is not None]
            return min((most for most in limits if most is not None), default=None)
        case Choose(rows=rows, otherwise=other):
            return _largest([*(r.result for r in rows), *([other] if other else [])], columns)
        case When(then=then, otherwise=other):
            return _largest([then, other], columns)
        case Given(value=value, otherwise=other):
            return _largest([value, other], columns)
        case Sum(terms=terms):
            found = [_of(term, columns) for term in terms]
            known = [most for most in found if most is not None]
            return sum(known, ZERO) if len(known) == len(found) else None
        case Product(factors=factors):
            return _of_product(factors, columns)
        case WeightedMean(parts=parts):
            pairs = [(_of(points, columns), weight.value) for points, weight in parts]
            weights = sum((w for _, w in pairs if isinstance(w, Decimal)), ZERO)
            tops = [p * w for p, w in pairs if p is not None and isinstance(w, Decimal)]
            return sum(tops, ZERO) / weights if weights and len(tops) == len(pairs) else None
        case _:
            return None


def _of_cell(column: Column, columns: Mapping[str, Column]) -> Decimal | None:
    """What another column can hold; of the data only points are known to end."""
    if column.formula is not None:
        return _of(column.formula, columns)
    return HUNDRED if column.unit is Unit.POINTS else None


def _largest(formulas: Sequence[Formula], columns: Mapping[str, Column]) -> Decimal | None:
    found = [_of(one, columns) for one in formulas]
    known = [most for most in found if most is not None]
    return max(known) if known and len(known) == len(found) else None


def _of_product(factors: Sequence[Formula], columns: Mapping[str, Column]) -> Decimal | None:
    """Points taken off for each unit are at most none: units are counted and never below zero."""
    found = [_of(factor, columns) for factor in factors]
    if any(most is not None and most < ZERO for most in found):
        return ZERO
    product = Decimal(1)
    for most in found:
        if most is None:
            return None
        product *= most
    return product
