"""The measured table: whole numbers of each agent become exact figures, with rates of their parts.

Why rates are computed here and not where records are counted: engines disagree about quotients, so
every one of them is made of whole numbers in the one exact context, by the catalogue's formula, and
rounded half up once: percent to 0.01%, times and money to the hundredth, ratios to four decimals.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from csperf.formula import Cell, Column, Difference, Formula, Quotient, Round
from csperf.inputs import Agent, Inputs
from csperf.metrics.catalogue import Metric, catalogue
from csperf.metrics.measure import Measure
from csperf.metrics.views import QUOTIENTS
from csperf.plan.desk import needs_rounding
from csperf.plan.expression import names_in, parse
from csperf.sheet import evaluate
from csperf.units import Unit, rounding_of
from csperf.yaml_text import Written

Counted = Mapping[tuple[str, ...], Mapping[str, int]]
"""Of every agent (and day, and shop) the number of each measure, in the smallest units."""
Figures = Mapping[str, Sequence[Decimal | None]]
_DECIMALS = {Unit.MONEY: 2, Unit.SECONDS: 3}


@dataclass(frozen=True)
class AgentTable:
    """Figures by whom they are of: the metrics in the catalogue's order, one row for every key.

    A figure that nobody could measure is None; a metric that could not be measured at all is not
    there.
    """

    metrics: tuple[Metric, ...]
    keys: tuple[tuple[str, ...], ...]
    figures: Mapping[str, Sequence[Decimal | None]]


def agent_table(
    counted: Counted, measured: Iterable[Measure], beside: Figures = MappingProxyType({})
) -> AgentTable:
    """The figures of all keys; who has no row behind a count or a sum has 0 of it.

    `beside` are figures of each key that are not counted by it, such as those of the whole shop.
    """
    keys = tuple(counted)
    whole: dict[str, list[Decimal | None]] = {}
    for measure in measured:
        nothing = None if measure.how == "max" else 0
        numbers = [counted[key].get(measure.metric, nothing) for key in keys]
        unit = catalogue()[measure.metric].unit
        whole[measure.metric] = [exact(number, unit) for number in numbers]
    whole |= {name: list(values) for name, values in beside.items()}
    figures = whole | rates(whole, len(keys))
    metrics = tuple(metric for name, metric in catalogue().items() if name in figures)
    return AgentTable(metrics, keys, {metric.name: figures[metric.name] for metric in metrics})


def exact(number: int | None, unit: Unit) -> Decimal | None:
    """A number of the smallest units as a figure: fen as yuan, milliseconds as seconds."""
    return None if number is None else Decimal(number).scaleb(-_DECIMALS.get(unit, 0))


def rates(
    whole: Mapping[str, Sequence[Decimal | None]], size: int
) -> dict[str, Sequence[Decimal | None]]:
    """What the catalogue's formulas make of what was measured, each rounded once."""
    columns = [Column(name, "metric", catalogue()[name].unit) for name in whole]
    columns += _quotients(whole)
    columns += list(_formulas(frozenset(column.name for column in columns)))
    sheet = evaluate(columns, Inputs((Agent(""),) * size, dict(whole)))
    return {
        column.name: [one if isinstance(one, Decimal) else None for one in sheet.cells[column.name]]
        for column in columns
        if column.formula is not None
    }


def _quotients(whole: Container[str]) -> list[Column]:
    """The means and rates that no formula of the catalogue gives, of parts that were measured."""
    found: list[Column] = []
    for one in QUOTIENTS:
        parts = {one.over, one.under, *filter(None, [one.less])}
        if one.metric in whole or any(part not in whole for part in parts):
            continue
        over = Difference(Cell(one.over), Cell(one.less)) if one.less else Cell(one.over)
        unit = catalogue()[one.metric].unit
        formula = Round(Quotient(over, Cell(one.under)), rounding_of(unit))
        found.append(Column(one.metric, "metric", unit, formula))
    return found


def _formulas(known: frozenset[str]) -> Iterator[Column]:
    """The metrics that can be computed of known ones, or of one another."""
    open_ones = [m for m in catalogue().values() if m.formula and m.name not in known]
    while ready := [m for m in open_ones if known.issuperset(names_in(m.formula or ""))]:
        for metric in ready:
            formula, _ = parse(Written(metric.formula or ""), _cell)
            if formula is not None:
                to = rounding_of(metric.unit)
                rounded = Round(formula, to) if needs_rounding(formula) else formula
                yield Column(metric.name, "metric", metric.unit, rounded)
        known |= {metric.name for metric in ready}
        open_ones = [metric for metric in open_ones if metric not in ready]


def _cell(name: Written) -> Formula:
    return Cell(str(name))
