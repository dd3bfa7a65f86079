"""Periods: which days each row is about, and whether these lie in the month that is paid."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

import polars as pl

from csperf.errors import Fact, Place, Problem, problem
from csperf.inputs import Policies
from csperf.intake.days import Days, days_in_name, missing_days, month_of, read_days, spoken
from csperf.intake.findings import told_of
from csperf.intake.grid import ROW
from csperf.intake.headings import Heading, Table
from csperf.intake.rows import SHOP, Rows
from csperf.intake.spelling import fold
from csperf.intake.taken import MADE

_SHOWN = 8
_STATED = re.compile(r"(?:时间|日期|周期|月份|区间|范围)\s*[:：]?\s*(\d.*)$")
_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTH = re.compile(
    r"(?<!\d)(?P<year>20\d\d)\s?[-_./年]?\s?(?P<month>1[0-2]|0[1-9]|[1-9](?=月|[-_./]))"
    r"(?=\d\d(?!\d)|(?!\d))|(?<!\d)(?P<alone>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月"
    r"|上月|上个月|last month",
    re.IGNORECASE,
)


def dated(rows: Rows) -> tuple[Rows, list[Problem]]:
    """The rows with the days that each is about: by its date, else by the file's name."""
    table = rows.table
    if table.date is not None:
        return _by_column(rows, table.date)
    pattern = table.layout.file if table.layout else None
    named = days_in_name(PurePath(table.grid.file).name, pattern) if pattern else None
    stated = named or _above(table)
    return replace(rows, days=(stated,) * rows.frame.height), []


def _above(table: Table) -> Days | None:
    """The days that a line above the header states: 统计时间：2026-10-01 ~ 2026-10-31."""
    for line in _lines_above(table):
        if match := _STATED.search(line):
            days, _ = read_days([match[1].strip()])
            return days[0] if days else None
    return None


def _lines_above(table: Table) -> list[str]:
    """The lines above the header that say what the table is about, not when it was made."""
    above = table.grid.frame.filter(pl.col(ROW) < table.header)
    lines = (" ".join(filter(None, row)) for row in above.select(table.grid.letters).iter_rows())
    return [line for line in lines if not MADE.search(line)]


def other_month(table: Table, period: Days) -> list[Problem]:
    """A file, sheet or title that speaks of another month, where no date says its days."""
    named = [(Place(table.grid.file), PurePath(table.grid.file).stem)]
    named += [(table.grid.whole, text) for text in (table.grid.sheet, *_lines_above(table))]
    for place, text in named:
        told = [match for match in _MONTH.finditer(text) if not MADE.search(text)]
        if told and not any(_fits(match, period) for match in told):
            facts: dict[str, Fact] = {"month": tuple(match[0] for match in told)}
            return [problem("name-of-other-month", place, period=spoken(period), **facts)]
    return []


def _fits(match: re.Match[str], period: Days) -> bool:
    """Whether a month that is named is the one that is paid, or one of them."""
    month = match["month"] or match["alone"]
    if not month:
        return False  # last month's
    year = int(match["year"]) if match["year"] else period.first.year
    number = int(month) if month.isdigit() else _CHINESE.index(month) + 1
    first, last = (day.year * 12 + day.month for day in (period.first, period.last))
    return first <= year * 12 + number <= last


def _by_column(rows: Rows, heading: Heading) -> tuple[Rows, list[Problem]]:
    table, texts = rows.table, rows.frame[heading.letter].to_list()
    days, faults = read_days(texts, table.layout.dates if table.layout else "")
    problems = told_of(rows, heading, faults)
    days = days or [None] * len(texts)
    blank = [i for i, day in enumerate(days) if day is None]
    if blank and not faults and len(blank) < len(days):
        at = table.place(heading, rows.numbers[blank[0]])
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


def without(rows: Rows, left_out: Collection[date]) -> tuple[Rows, list[Problem]]:
    """The rows but those of days that count for nothing, which are told."""
    inside = [i for i, days in enumerate(rows.days) if days is None or not _all_in(days, left_out)]
    gone = sorted(set(range(len(rows.days))) - set(inside))
    if not gone:
        return rows, []
    place = rows.table.place(rows.table.date or rows.table.agents[0], rows.numbers[gone[0]])
    shown = tuple(dict.fromkeys(spoken(_of(rows, i)) for i in gone))[:_SHOWN]
    facts: dict[str, Fact] = {"days": shown, "count": len(gone)}
    kept = tuple(rows.days[i] for i in inside)
    rows = replace(rows, frame=rows.frame[inside], days=kept, totals=None)
    return rows, [Problem("days-left-out", place, facts, stops=False)]


def _all_in(days: Days, left_out: Collection[date]) -> bool:
    return sum(days.first <= day <= days.last for day in left_out) > (days.last - days.first).days


def _of(rows: Rows, row: int) -> Days:
    days = rows.days[row]
    if days is None:
        raise LookupError(row)
    return days


def _told(rows: Rows, about: Sequence[int], period: Days, id: str) -> Problem:  # noqa: A002 - its name
    number = rows.numbers[about[0]]
    heading = rows.table.date or rows.table.agents[0]
    facts = {"days": spoken(_of(rows, about[0])), "period": spoken(period)}
    return problem(id, rows.table.place(heading, number), count=len(about), **facts)


def without_period(tables: Sequence[Rows]) -> list[Problem]:
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


def gaps(
    tables: Sequence[Rows], period: Days | None, left_out: Collection[date] = ()
) -> list[Problem]:
    """Days of the month that no row of a sort of table is about: a file may have been forgotten.

    Where nobody said the month, it is the one of the first row. Days left out are not missed.
    """
    if period is None:
        days = next((day for rows in tables for day in rows.days if day), None)
        if days is None or without_period(tables):
            return []
        period = month_of(f"{days.first:%Y-%m}")
    seen: dict[tuple[object, str], tuple[Place, set[Days]]] = {}
    for rows in tables:
        for days, shop in zip(rows.days, rows.frame[SHOP], strict=True):
            if days:
                start = (rows.table.grid.whole, set[Days]())
                seen.setdefault((rows.table.kind, fold(shop)), start)[1].add(days)
    problems: list[Problem] = []
    for (_, shop), (place, covered) in seen.items():
        covered |= {Days(day, day) for day in left_out}
        if missing := missing_days(covered, period):
            shown = tuple(spoken(days) for days in missing[:_SHOWN])
            fault = "days-missing-in-shop" if shop else "days-missing"
            facts: dict[str, Fact] = {"days": shown, "period": spoken(period), "shop": shop}
            problems.append(Problem(fault, place, facts, stops=False))
    return problems
