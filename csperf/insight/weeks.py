"""The last week of a month, where its data have days.

Why a table must have a day in every row: a row of a month is in no week, and would be taken whole.
Raw exports have moments. The week ends with the last day that any table tells of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from csperf.errors import CsperfError, Place, Problem, warning
from csperf.formula import Cell, Column, Formula, reads
from csperf.intake.days import Days
from csperf.intake.exports import open_exports
from csperf.intake.own_table import MEASURED
from csperf.intake.rows import Rows
from csperf.metrics.catalogue import catalogue
from csperf.opening import Request, headings, raw_wish, reading_of
from csperf.output.run import Run
from csperf.payroll import calculate
from csperf.plan.definitions import definitions
from csperf.plan.read import Plan, read_plan

_BACK = timedelta(days=6)


@dataclass(frozen=True)
class Week:
    """A month's last week, computed as the month is; `tables` are those that tell days."""

    run: Run
    tables: frozenset[tuple[str, str]]

    def tells(self, column: Column) -> bool:
        """Whether all that a column is made of was read from days."""
        sheet = self.run.sheet
        formulas: dict[str, Formula | None] = {one.name: one.formula for one in sheet.columns}
        read = [name for name in reads(Cell(column.name), formulas) if name in sheet.sources]
        places = (sheet.place(who, name) for name in read for who in range(len(sheet.agents)))
        return all(self._is_daily(place) for place in places if place.file)

    def _is_daily(self, place: Place) -> bool:
        return place.sheet == MEASURED or (place.file, place.sheet) in self.tables


def last_week(request: Request) -> tuple[Week | None, list[Problem]]:
    """The last week of what was asked for; None with what keeps it from being told."""
    plan, _ = read_plan(request.plan, request.at(request.plan))
    if plan is None or not request.period:
        return None, [warning("week-without-month")]
    days, tables = _days_told(request, plan)
    if days is None:
        return None, [warning("week-without-days", Place(request.data[0]))]
    first = max(days.last - _BACK, days.first)
    period = f"{first.isoformat()}~{days.last.isoformat()}"
    try:
        run = calculate(replace(request, period=period, narrowed=True, tried=True))
    except CsperfError as error:
        told = [replace(one, stops=False) for one in error.problems if one.stops]
        return None, [warning("week-refused", period=period), *told]
    return Week(run, tables), []


def _days_told(request: Request, plan: Plan) -> tuple[Days | None, frozenset[tuple[str, str]]]:
    """From the first day of the month to the last one told, and the tables that tell days."""
    known, _ = definitions(plan, catalogue())
    reading, _ = reading_of(request, plan, known)
    wish, ready = raw_wish(request, plan, reading)
    exports, _ = open_exports(ready, request.roster, headings(known), reading)
    month = reading.month
    daily = [one.rows for one in exports.tables if _is_daily(one.rows)]
    tables = frozenset((r.table.grid.file, r.table.grid.sheet) for r in daily)
    if month is None:
        return None, tables
    told = [day for rows in daily for day in _within(rows, month)]
    told += [month.last] if wish is not None else []
    return (Days(month.first, max(told)) if told else None), tables


def _is_daily(rows: Rows) -> bool:
    """Whether each row is about a single day."""
    return bool(rows.days) and all(one and one.first == one.last for one in rows.days)


def _within(rows: Rows, month: Days) -> Iterator[date]:
    yield from (one.last for one in rows.days if one and one.within(month))
