"""What a lowered plan asks of a month's data: which metrics, read how, and which to doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from csperf.formula import Cell, Column, reads
from csperf.inputs import Part, Wanted
from csperf.plan.combine import spread
from csperf.plan.desk import Definition, in_part
from csperf.plan.expression import names_in
from csperf.plan.lower import Lowered, lower, rounding_rule
from csperf.plan.read import Plan
from csperf.plan.seasons import rows_in
from csperf.units import Unit


@dataclass(frozen=True)
class Demand:
    """The columns to evaluate, what to read for them, and metrics computed a second way.

    `columns` are those of the plan with means of several rows spelt out. `derived` compute again,
    from their parts, what an export gives; `rows` are the columns to read of each table of rows.
    """

    columns: tuple[Column, ...]
    wanted: tuple[Wanted, ...]
    derived: tuple[Column, ...]
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def demand_of(
    plan: Plan,
    known: Mapping[str, Definition],
    lowered: Lowered,
    supplied: frozenset[str],
    repeated: frozenset[str],
    again: frozenset[str],
) -> Demand:
    """What to read for these columns from data that supplies these metrics."""
    mode = rounding_rule(plan.rules).mode
    named = _in_parts(known, lowered.parts)
    repeated, again = (_of_parts(names, lowered.parts) for names in (repeated, again))
    columns, wanted = spread(lowered.columns, named, repeated, again, mode)
    derivable = _derivable(plan, known, lowered, supplied)
    derived, more = spread(derivable, named, repeated, again, mode)
    adjusted = (watch.columns for watch in lowered.watches if watch.fault == "adjustment")
    sparse = frozenset(name for names in adjusted for name in names)
    every = {one.name: _listed(one) if one.name in sparse else one for one in (*wanted, *more)}
    every |= {one.name: one for one in _presence(lowered, tuple(every.values()))}
    rows = {name: sheet.needed for name, sheet in lowered.rows.items()}
    return Demand(columns, tuple(every.values()), derived, rows)


def _presence(lowered: Lowered, wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    """How many rows there are in each part of the month, where a score asks for it."""
    names = {column.name for column in lowered.columns}
    for part in lowered.parts:
        name = rows_in(part)
        metrics = (metric for one in wanted if one.part == part for metric in one.metrics)
        if name in names:
            counted = tuple(dict.fromkeys(metrics))
            yield Wanted(name, Unit.COUNT, part=part, counted=counted)


def _in_parts(known: Mapping[str, Definition], parts: Sequence[Part]) -> Mapping[str, Definition]:
    """The metrics and, by their names there, those of each part of the month."""
    of_parts = (one for part in parts for one in in_part(known, part).values())
    return {**known, **{one.name: one for one in of_parts if one.part is not None}}


def _of_parts(names: frozenset[str], parts: Sequence[Part]) -> frozenset[str]:
    """The names, and what each is called in each part of the month."""
    return names | {part.named(name) for part in parts for name in names}


def _listed(wanted: Wanted) -> Wanted:
    """A column of a list in which a person may stand not at all, or more than once."""
    return replace(wanted, sparse=True, how="list" if wanted.unit is Unit.TEXT else "sum")


def _derivable(
    plan: Plan, known: Mapping[str, Definition], lowered: Lowered, supplied: frozenset[str]
) -> tuple[Column, ...]:
    """The metrics that an export gives although it gives their parts too, computed from the parts.

    The given value is paid from; a disagreement between the two is worth knowing.
    """
    named = _in_parts(known, lowered.parts)
    doubted = {
        column.name
        for column in lowered.columns
        if column.kind == "metric" and column.formula is None and column.name in named
        if (text := named[column.name].formula) is not None and supplied >= set(names_in(text))
    }
    if not doubted:
        return ()
    metrics = {named[name].metric for name in doubted}
    again, _ = lower(plan, known, supplied - metrics, lowered.period, lowered.shops)
    formulas = {column.name: column.formula for column in again.columns}
    below = frozenset[str]().union(*(reads(Cell(name), formulas) for name in doubted))
    return tuple(column for column in again.columns if column.name in below)
