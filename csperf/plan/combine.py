"""Combining, as formulas: what a metric is when an agent's rows have to be put together.

Sums, extremes and facts are put together while they are read. A ratio is computed again from its
summed parts, and a mean becomes the sum of value times weight divided by the sum of weights, so
that the division stands in the sheet like any other and is explained with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from csperf.exact import RoundingMode
from csperf.formula import Cell, Column, Formula, Given, Quotient, Round
from csperf.inputs import How, Wanted
from csperf.plan.desk import Combining, Definition
from csperf.plan.expression import names_in
from csperf.plan.names import derived_name
from csperf.units import Unit, rounding_of

_READ: dict[Combining, How] = {"sum": "sum", "max": "max", "min": "min", "same": "same"}


def recomputed(
    known: Mapping[str, Definition], supplied: frozenset[str], repeated: frozenset[str]
) -> frozenset[str]:
    """The ratios that are not taken as exported, because some agent has them in several rows."""
    found = frozenset(
        d.name
        for d in known.values()
        if d.name in repeated and d.combine == "parts" and d.formula is not None
    )
    return frozenset(name for name in found if _has_parts(known, name, supplied - found))


def _has_parts(known: Mapping[str, Definition], name: str, supplied: frozenset[str]) -> bool:
    """Whether all parts of a ratio are supplied, or can be computed from what is."""
    formula = known[name].formula
    if formula is None:
        return False
    parts = [known[part].name if part in known else part for part in names_in(formula)]
    return all(
        part in supplied or (part in known and _has_parts(known, part, supplied)) for part in parts
    )


def spread(
    columns: Sequence[Column],
    known: Mapping[str, Definition],
    repeated: frozenset[str],
    again: frozenset[str],
    mode: RoundingMode,
) -> tuple[tuple[Column, ...], tuple[Wanted, ...]]:
    """The columns with each repeated mean as a quotient, and everything to read for them.

    Whoever has one row keeps the figure that was exported, however many rows the others have;
    `again` are the ratios that are computed for those who have several.
    """
    by_name = {d.name: d for d in known.values()}
    found: list[Column] = []
    wanted: list[Wanted] = []
    for column in columns:
        definition = by_name.get(column.name)
        spread_out: tuple[list[Column], list[Wanted]] = [column], []
        if definition is not None and column.formula is not None:
            if column.name in again:
                spread_out = _several(column, definition, column.formula)
        elif definition is not None:
            means = column.name in repeated and definition.combine in {"weighted", "mean"}
            weight = known.get(definition.weight) if definition.combine == "weighted" else None
            mean = _mean(column, definition, weight, mode) if means else None
            spread_out = mean or ([column], [_read(column, definition)])
        found += spread_out[0]
        wanted += spread_out[1]
    return tuple(found), tuple(wanted)


def _mean(
    column: Column, definition: Definition, weight: Definition | None, mode: RoundingMode
) -> tuple[list[Column], list[Wanted]]:
    """A mean of several rows: their weighted sum divided by the sum of their weights."""
    aids, read = _aids(column, definition, weight)
    over, under = (Cell(aid.name) for aid in aids)
    to = definition.rounding or rounding_of(column.unit)
    columns, wanted = _several(column, definition, Round(Quotient(over, under), to, mode))
    return [*aids, *columns], [*read, *wanted]


def _several(
    column: Column, definition: Definition, formula: Formula
) -> tuple[list[Column], list[Wanted]]:
    """The exported figure of those who have one row, and the formula for everybody else."""
    name = derived_name(column.name, "single")
    read = Wanted(name, column.unit, definition.fraction, of=column.name, single=True)
    aid = Column(name, "aid", column.unit, place=column.place)
    given = Given(Cell(name), formula, "why.several-rows")
    return [aid, replace(column, formula=given)], [read]


def together(
    known: Mapping[str, Definition], again: frozenset[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each ratio that is computed again, with the parts that it puts together."""
    by_name = {d.name: d for d in known.values()}
    formulas = ((name, by_name[name].formula) for name in sorted(again))
    return tuple((name, tuple(dict.fromkeys(names_in(f)))) for name, f in formulas if f)


def _read(column: Column, definition: Definition) -> Wanted:
    """What to read for a metric that is no mean of several rows."""
    how = _READ.get(definition.combine, "never")
    formula = definition.formula if definition.combine == "parts" else None
    parts = tuple(dict.fromkeys(names_in(formula))) if formula else ()
    return Wanted(column.name, column.unit, definition.fraction, how=how, parts=parts)


def _aids(
    column: Column, definition: Definition, weight: Definition | None
) -> tuple[tuple[Column, Column], tuple[Wanted, Wanted]]:
    """The sum of value times weight and the sum of weights, as columns and as what is read."""
    total = derived_name(column.name, "weighted")
    weights = derived_name(column.name, "weights")
    unit = weight.unit if weight else Unit.COUNT
    columns = (
        Column(total, "aid", column.unit, place=column.place),
        Column(weights, "aid", unit, place=column.place),
    )
    over = Wanted(
        total,
        column.unit,
        definition.fraction,
        how="sum",
        of=column.name,
        weight=weight.name if weight else "",
        weight_unit=unit,
        by_layout=weight is not None and not definition.place.line,
    )
    return columns, (over, replace(over, name=weights, weights=True))
