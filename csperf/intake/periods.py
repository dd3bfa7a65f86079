"""Periods: which days each row is about, and whether these lie in the month that is paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from csperf.errors import Problem, problem, warning
from csperf.inputs import Policies
from csperf.intake.days import Days, days_in_name, missing_days, read_days, spoken
from csperf.intake.findings import told_of
from csperf.intake.grid import ROW
from csperf.intake.rows import Rows

_SHOWN = 8


def dated(rows: Rows) -> tuple[Rows, list[Problem]]:
    """The rows with the days that each is about: by its date, else by the file's name."""
    table = rows.table
    if table.date is not None:
        return _by_column(rows, rows.frame[table.date.letter].to_list())
    pattern = table.layout.file if table.layout else None
    named = days_in_name(PurePath(table.grid.file).name, pattern) if pattern else None
    return replace(rows, days=(named,) * rows.frame.height), []


def _by_column(rows: Rows, texts: Sequence[str]) -> tuple[Rows, list[Problem]]:
    table = rows.table
    heading = table.date
    if heading is None:
        return rows, []
    days, faults = read_days(texts, table.layout.dates if table.layout else "")
    numbers = rows.frame[ROW].to_list()
    problems = told_of(rows, heading, faults)
    days = days or [None] * len(texts)
    blank = [i for i, day in enumerate(days) if day is None]
    if blank and not faults and len(blank) < len(days):
        at = table.place(heading, numbers[blank[0]])
        problems.append(problem("date-blank", at, heading=heading.text, count=len(blank)))
    return replace(rows, days=tuple(days)), problems


def within(rows: Rows, period: Days, policies: Policies) -> tuple[Rows, list[Problem]]:
    """The rows of the month; what is about other days is refused, or left out and told."""
    outside = [i for i, days in enumerate(rows.days) if days and not days.within(period)]
    across = [i for i in outside if _of(rows, i).overlaps(period)]
    if across:
        return rows, [_told(rows, across, period, "rows-across-period")]
    if not outside:
        return rows, []
    if policies.outside_period == "error":
        return rows, [_told(rows, outside, period, "rows-outside-period")]
    told = _told(rows, outside, period, "rows-outside-left-out")
    inside = sorted(set(range(len(rows.days))) - set(outside))
    kept = replace(rows, frame=rows.frame[inside], days=tuple(rows.days[i] for i in inside))
    return kept, [replace(told, stops=False)]


def _of(rows: Rows, row: int) -> Days:
    days = rows.days[row]
    if days is None:
        raise LookupError(row)
    return days


def _told(rows: Rows, about: Sequence[int], period: Days, id: str) -> Problem:  # noqa: A002 - its name
    number = rows.frame[ROW][about[0]]
    heading = rows.table.date or rows.table.agents[0]
    facts = {"days": spoken(_of(rows, about[0])), "period": spoken(period)}
    return problem(id, rows.table.place(heading, number), count=len(about), **facts)


def without_period(tables: Iterable[Rows]) -> list[Problem]:
    """Rows of two months, where nobody said which month is paid."""
    first: tuple[Rows, Days] | None = None
    for rows in tables:
        for days in filter(None, rows.days):
            first = first or (rows, days)
            months = {_month(day) for day in (first[1].first, days.first, days.last)}
            if len(months) > 1:
                facts = {"days": spoken(days), "other": spoken(first[1])}
                return [problem("period-unsaid", rows.table.grid.whole, **facts)]
    return []


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def gaps(tables: Sequence[Rows], period: Days) -> list[Problem]:
    """Days of the month that no row of a sort of table is about: a file may have been forgotten."""
    kinds: dict[tuple[str, ...], list[Rows]] = {}
    for rows in tables:
        if any(rows.days):
            kinds.setdefault(rows.table.kind, []).append(rows)
    problems: list[Problem] = []
    for alike in kinds.values():
        seen = {days for rows in alike for days in rows.days if days}
        missing = missing_days(seen, period)
        if missing:
            shown = tuple(spoken(days) for days in missing[:_SHOWN])
            place = alike[0].table.grid.whole
            problems.append(warning("days-missing", place, days=shown, period=spoken(period)))
    return problems
