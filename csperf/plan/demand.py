"""What a lowered plan asks of a month's data: which metrics, read how, and which to doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from csperf.formula import Cell, Column, reads
from csperf.plan.desk import Definition
from csperf.plan.expression import names_in
from csperf.plan.lower import Lowered, lower
from csperf.plan.read import Plan
from csperf.units import Unit


@dataclass(frozen=True)
class Demand:
    """The metrics to read with their units, and what the plan says about some of them.

    `fractions`: bare percents where 0.5 is 50% (True) or 0.5% (False). `sparse`: only some agents
    have a row. `derived`: columns that compute again, from their parts, what an export gives.
    """

    units: Mapping[str, Unit]
    fractions: Mapping[str, bool]
    sparse: frozenset[str]
    derived: tuple[Column, ...]


def demand_of(
    plan: Plan, known: Mapping[str, Definition], lowered: Lowered, supplied: frozenset[str]
) -> Demand:
    """What to read for these columns from data that supplies these metrics."""
    derived = _derivable(plan, known, lowered, supplied)
    columns = (*lowered.columns, *derived)
    adjusted = (watch.columns for watch in lowered.watches if watch.fault == "adjustment")
    return Demand(
        {column.name: column.unit for column in columns if column.formula is None},
        {d.name: d.fraction for d in known.values() if d.fraction is not None},
        frozenset(name for names in adjusted for name in names),
        derived,
    )


def _derivable(
    plan: Plan, known: Mapping[str, Definition], lowered: Lowered, supplied: frozenset[str]
) -> tuple[Column, ...]:
    """The metrics that an export gives although it gives their parts too, computed from the parts.

    The given value is paid from; a disagreement between the two is worth knowing.
    """
    doubted = {
        column.name
        for column in lowered.columns
        if column.kind == "metric" and column.formula is None and column.name in known
        if (text := known[column.name].formula) is not None and supplied >= set(names_in(text))
    }
    if not doubted:
        return ()
    again, _ = lower(plan, known, supplied - doubted)
    formulas = {column.name: column.formula for column in again.columns}
    below = frozenset[str]().union(*(reads(Cell(name), formulas) for name in doubted))
    return tuple(column for column in again.columns if column.name in below)
