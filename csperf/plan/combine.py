"""Combining, as formulas: what a metric is when an agent's rows have to be put together.

Sums, extremes and facts are put together while they are read. A ratio is computed again from its
summed parts, and a mean becomes the sum of value times weight divided by the sum of weights, so
that the division stands in the sheet like any other and is explained with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from csperf.exact import RoundingMode
from csperf.formula import Cell, Column, Quotient, Round
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
    mode: RoundingMode,
) -> tuple[tuple[Column, ...], tuple[Wanted, ...]]:
    """The columns with each repeated mean as a quotient, and everything to read for them."""
    by_name = {d.name: d for d in known.values()}
    found: list[Column] = []
    wanted: list[Wanted] = []
    for column in columns:
        definition = by_name.get(column.name)
        if column.formula is not None or definition is None:
            found.append(column)
        elif column.name in repeated and definition.combine in {"weighted", "mean"}:
            aids, read = _aids(column, definition, known.get(definition.weight))
            over, under = (Cell(aid.name) for aid in aids)
            to = definition.rounding or rounding_of(column.unit)
            quotient = Round(Quotient(over, under), to, mode)
            found += [*aids, replace(column, formula=quotient)]
            wanted += read
        else:
            found.append(column)
            wanted.append(_read(column, definition))
    return tuple(found), tuple(wanted)


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
    weight = None if definition.combine == "mean" else weight
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
