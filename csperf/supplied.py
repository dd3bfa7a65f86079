"""What no file supplies: each with the nearest thing that is there, and the way out."""

from __future__ import annotations

from csperf.errors import Problem, problem
from csperf.intake.details import not_found
from csperf.intake.employment import why_not_counted
from csperf.intake.exports import (
    Exports,
    among_rows,
    meant_elsewhere,
    nearest_headings,
)
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
    if missing.parts:
        parts = missing.parts
        return problem("metric-lacks-parts", missing.place, name=missing.name, parts=parts)
    return problem("metric-not-exported", missing.place, name=missing.name)


def tables_not_supplied(lowered: Lowered, exports: Exports) -> list[Problem]:
    """The tables of rows that a line is paid by and that no export is."""
    there = {declared.name for declared, _ in exports.details}
    needed = [sheet.table for name, sheet in lowered.rows.items() if name not in there]
    return [not_found(table, exports.missed) for table in needed]
