"""Combining, as formulas: what a metric is when an agent's rows have to be put together.

Sums, extremes and facts are put together while they are read. A ratio is computed again from its
summed parts, and a mean becomes the sum of value times weight divided by the sum of weights, so
that the division stands in the sheet like any other and is explained with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from csperf.errors import Fact, Problem, Term, problem
from csperf.exact import RoundingMode
from csperf.formula import (
    Cell,
    Column,
    Difference,
    Formula,
    Given,
    Product,
    Quotient,
    Round,
    Sum,
    parts,
    reads,
)
from csperf.inputs import Divided, How, Part, Wanted
from csperf.plan.desk import Combining, Definition
from csperf.plan.expression import names_in
from csperf.plan.fields import near
from csperf.plan.model import MetricRule
from csperf.plan.names import derived_name
from csperf.units import Unit, rounding_of
from csperf.yaml_text import Written

_NOT_ADDED = {Unit.PERCENT, Unit.RATIO, Unit.TEXT}
_READ: dict[Combining, How] = {"sum": "sum", "max": "max", "min": "min", "same": "same"}


def wrong_combining(
    name: Written, rule: MetricRule, known: Mapping[str, Definition]
) -> list[Problem]:
    """What a metric's `combine` or `weighted_by` asks for that cannot be meant."""
    unit = known[name].unit
    if rule.weighted_by is not None and unit is not Unit.TEXT:
        return _wrong_weight(name, rule.weighted_by, known)
    how = "weighted_by" if rule.weighted_by is not None else rule.combine
    if how in {None, "same"} or unit not in _NOT_ADDED:
        return []
    if unit is Unit.TEXT or how == "sum":
        facts: dict[str, Fact] = {"name": str(name), "combine": str(how)}
        return [problem("combine-no-such", name.place, unit=Term(f"unit.{unit}"), **facts)]
    return []


def _wrong_weight(name: Written, weight: Written, known: Mapping[str, Definition]) -> list[Problem]:
    """A weight is a number of people or things that an export counts."""
    found = known.get(weight)
    if found is None:
        nearest = near(weight, known)
        return [problem("unknown-name", weight.place, name=str(weight), near=nearest)]
    if found.unit is not Unit.COUNT or found.own or found is known[name]:
        return [problem("weight-no-count", weight.place, name=str(name), weight=str(weight))]
    return []


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
                spread_out = _ratio(column, column.formula, columns, by_name)
        elif definition is not None:
            means = column.name in repeated and definition.combine in {"weighted", "mean"}
            weight = known.get(definition.weight) if definition.combine == "weighted" else None
            mean = _mean(column, definition, weight, mode) if means else None
            spread_out = mean or ([column], [_read(column, definition)])
        found += spread_out[0]
        wanted += spread_out[1]
    return tuple(found), tuple(wanted)


def _ratio(
    column: Column,
    formula: Formula,
    columns: Sequence[Column],
    by_name: Mapping[str, Definition],
) -> tuple[list[Column], list[Wanted]]:
    """A ratio over its summed parts, which are those of the platforms that exported it.

    An agent may have customers on another platform too; they are no part of this ratio.
    """
    formulas = {c.name: c.formula for c in columns}
    aids: dict[str, Column] = {}
    wanted: list[Wanted] = []

    def own(name: str) -> Formula:
        if (computed := formulas.get(name)) is not None:
            return respelt(computed, own)
        if (part := by_name.get(name)) is None:
            return Cell(name)
        title = f"{column.name}.{part.metric}"
        aid = Column(title, "aid", part.unit, place=column.place)
        if name not in aids:
            aids[name] = aid
            read = _read(Column(name, "metric", part.unit), part)
            of, within = part.metric, by_name[column.name].metric
            wanted.append(replace(read, name=aid.name, of=of, within=within))
        return Cell(aid.name)

    spread_out, read = _several(column, by_name[column.name], respelt(formula, own))
    return [*aids.values(), *spread_out], [*wanted, *read]


def respelt(formula: Formula, cell: Callable[[str], Formula]) -> Formula:
    """The arithmetic of a metric with every cell replaced."""
    match formula:
        case Cell(column=name):
            return cell(name)
        case Sum(terms=terms):
            return Sum(tuple(respelt(term, cell) for term in terms))
        case Difference(left=left, right=right):
            return Difference(respelt(left, cell), respelt(right, cell))
        case Product(factors=factors):
            return Product(tuple(respelt(factor, cell) for factor in factors))
        case Quotient(over=over, under=under):
            return Quotient(respelt(over, cell), respelt(under, cell))
        case Round(value=value, to=to, mode=mode):
            return Round(respelt(value, cell), to, mode)
        case _:
            return formula


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
    of, part = definition.metric, definition.part
    read = Wanted(name, column.unit, definition.fraction, of=of, single=True, part=part)
    aid = Column(name, "aid", column.unit, place=column.place)
    given = Given(Cell(name), formula, "why.several-rows")
    return [aid, replace(column, formula=given)], [read]


def together(columns: Sequence[Column], divided: Sequence[Part] = ()) -> tuple[Divided, ...]:
    """What the computed metrics divide by what; both must be of the same days and platforms.

    What a part of the month divides must be so over all of it.
    """
    formulas = {column.name: column.formula for column in columns}
    found: dict[Divided, None] = {}
    for column in columns:
        if column.kind != "metric" or column.formula is None:
            continue
        for node in _quotients(column.formula):
            over, under = _leaves(node.over, formulas), _leaves(node.under, formulas)
            found[_undivided(Divided(column.name, over, under), divided)] = None
    return tuple(found)


def _undivided(one: Divided, divided: Sequence[Part]) -> Divided:
    """The same metrics by their own names."""
    for part in divided:
        over, under = (tuple(map(part.bare, names)) for names in (one.over, one.under))
        one = Divided(part.bare(one.name), over, under)
    return one


def _quotients(formula: Formula) -> Iterator[Quotient]:
    if isinstance(formula, Quotient):
        yield formula
    for part in parts(formula):
        yield from _quotients(part)


def _leaves(formula: Formula, formulas: Mapping[str, Formula | None]) -> tuple[str, ...]:
    """The metrics read from the data below a formula."""
    below = reads(formula, formulas)
    return tuple(sorted(name for name in below if formulas.get(name) is None))


def _read(column: Column, definition: Definition) -> Wanted:
    """What to read for a metric that is no mean of several rows."""
    how = _READ.get(definition.combine, "never")
    formula = definition.formula if definition.combine == "parts" else None
    parts = tuple(dict.fromkeys(names_in(formula))) if formula else ()
    served = definition.weight if definition.combine == "weighted" else ""
    return Wanted(
        column.name,
        column.unit,
        definition.fraction,
        how=how,
        parts=parts,
        served=served,
        part=definition.part,
    )


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
        of=definition.metric,
        part=definition.part,
        weight=weight.name if weight else "",
        weight_unit=unit,
        by_layout=weight is not None and not definition.place.line,
    )
    return columns, (over, replace(over, name=weights, weights=True))
