"""What no file supplies: each with the nearest thing that is there, and the way out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from csperf.errors import Fact, Problem, problem
from csperf.intake.details import not_found
from csperf.intake.employment import why_not_counted
from csperf.intake.exports import (
    Exports,
    among_rows,
    meant_elsewhere,
    nearest_headings,
)
from csperf.metrics.catalogue import Metric, catalogue, find
from csperf.plan.desk import Missing
from csperf.plan.lower import Lowered
from csperf.plan.names import metric_before


def lacking(lowered: Lowered, exports: Exports) -> list[Problem]:
    """Every metric and table that the plan reads and no export gives."""
    missing = [not_supplied(one, exports) for one in lowered.missing]
    return [*missing, *tables_not_supplied(lowered, exports)]


def not_supplied(missing: Missing, exports: Exports) -> Problem:
    """A metric that is not there: under a similar heading, as its parts, or not at all."""
    roster = exports.roster.table if exports.roster else None
    names, place = exports.reading.days, missing.place
    if told := why_not_counted(missing.name, names, exports.every, roster, place):
        return told
    if metric := metric_before(missing.name):
        return problem("past-not-supplied", missing.place, name=missing.name, metric=metric)
    if other := meant_elsewhere(exports, missing.name):
        table, meant = other
        facts = {"name": missing.name, "meant": meant, "table": str(table.grid.whole)}
        return problem("heading-elsewhere", missing.place, **facts)
    if rows := among_rows(exports, missing.name):
        return problem("metric-among-rows", place, name=missing.name, table=rows)
    if found := nearest_headings(exports, missing.name):
        return problem("metric-not-supplied", missing.place, name=missing.name, found=found)
    if kinds := kinds_of(missing.name, exports.supplied):
        return _of_kinds(missing, kinds)
    if missing.parts:
        parts = missing.parts
        return problem("metric-lacks-parts", missing.place, name=missing.name, parts=parts)
    return problem("metric-not-exported", missing.place, name=missing.name)


def kinds_of(name: str, supplied: Collection[str]) -> list[Metric]:
    """The metrics at hand that say more exactly what the name may mean, such as 金额退款率."""
    metric = find(name)
    if metric is None or metric.formula is not None:
        return []
    return [
        one
        for one in catalogue().values()
        if one is not metric
        and one.name.endswith(metric.name)
        and one.formula is not None
        and {one.name, one.english} & {*supplied}
    ]


def _of_kinds(missing: Missing, kinds: Sequence[Metric]) -> Problem:
    """Which metrics may be meant, and the first of them as a plan writes a formula."""
    names = tuple(metric.name for metric in kinds)
    unit, formula = kinds[0].unit.value, kinds[0].formula or ""
    facts: dict[str, Fact] = {"kinds": names, "unit": unit, "formula": formula}
    return problem("metric-of-kinds", missing.place, name=missing.name, **facts)


def tables_not_supplied(lowered: Lowered, exports: Exports) -> list[Problem]:
    """The tables of rows that a line is paid by and that no export is."""
    there = {declared.name for declared, _ in exports.details}
    needed = [sheet.table for name, sheet in lowered.rows.items() if name not in there]
    return [not_found(table, exports.missed) for table in needed]
