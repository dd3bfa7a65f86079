"""A month computed again with figures moved, or with pay lines multiplied.

Why the sheet and not the files: its columns hold the plan's formulas and the figures that were
read, and nothing else is needed to compute it anew; no rule is written a second time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from csperf.exact import ZERO, exactly
from csperf.formula import Constant, Formula, Product, Round, When
from csperf.inputs import Cells, Inputs
from csperf.sheet import Sheet, evaluate
from csperf.units import Unit


def again(sheet: Sheet, given: Mapping[str, Cells] | None = None) -> Sheet:
    """The sheet computed again; `given` are the columns that are something else."""
    read = {c.name: sheet.cells[c.name] for c in sheet.columns if c.formula is None}
    return evaluate(sheet.columns, Inputs(sheet.agents, read, sheet.sources), given, sheet.details)


def scaled(sheet: Sheet, lines: Collection[str], factor: Decimal, *, whole: bool = True) -> Sheet:
    """The sheet with these pay lines multiplied before they are rounded; not `whole`: unrounded."""
    times = Constant(factor, Unit.RATIO)
    columns = tuple(
        replace(one, formula=_times(one.formula, times, whole=whole))
        if one.name in lines and one.kind == "pay" and one.formula is not None
        else one
        for one in sheet.columns
    )
    return again(replace(sheet, columns=columns))


def _times(formula: Formula, times: Constant, *, whole: bool) -> Formula:
    """A line's formula with the factor inside its rounding, under every gate."""
    match formula:
        case Round(value=value):
            product = Product((value, times))
            return replace(formula, value=product) if whole else product
        case When(then=then, otherwise=otherwise):
            inner = (_times(one, times, whole=whole) for one in (then, otherwise))
            return replace(formula, then=next(inner), otherwise=next(inner))
        case _:
            return Product((formula, times))


def total_of(sheet: Sheet) -> Decimal:
    """All pay that could be computed."""
    cells = [cell for column in sheet.of_kind("total") for cell in sheet.cells[column.name]]
    with exactly():
        return sum((cell for cell in cells if isinstance(cell, Decimal)), ZERO)
