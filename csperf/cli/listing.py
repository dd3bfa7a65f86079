"""What `details` lists and `overview` shows: filters and sections as they are typed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from csperf.cli.arguments import SPOKEN
from csperf.errors import CsperfError, Fact, Problem, problem, warning
from csperf.intake.nicks import bound_of
from csperf.metrics.lists import ITEMS, Kind, Wanted
from csperf.metrics.measure import NOBODY
from csperf.output.list_tables import list_sections
from csperf.output.meter_lines import shows_pictures
from csperf.output.overview_tables import overview_sections, section_tables, summary_sections
from csperf.output.tables import Section
from csperf.overview import Overview
from csperf.raw_month import RawMonth, Wish
from csperf.row_lists import rows_listed
from csperf.texts import say
from csperf.units import Unit, figure_of

_SHOWN = 12
_EMPTY = {
    "targets": "overview-no-targets",
    "products": "overview-no-products",
    "by-product": "overview-no-by-product",
    "shifts": "overview-no-shifts",
}
"""Sections that are empty for a reason of their own."""
_MILLISECONDS = 1000


@dataclass(frozen=True)
class Filters:
    """The filters as they stand on the command line; '' asks nothing."""

    agent: str = ""
    product: str = ""
    first: str = ""
    last: str = ""
    slow_after: str = ""
    long_after: str = ""


def within(wish: Wish | None, filters: Filters) -> tuple[Wish | None, Wanted, list[Problem]]:
    """The wish with these thresholds, and the rows that are wanted of these days."""
    problems: list[Problem] = []
    known = {text: _day(text, problems) for text in dict.fromkeys((filters.first, filters.last))}
    days = (known[filters.first], known[filters.last])
    limits = [_limit(text, problems) for text in (filters.slow_after, filters.long_after)]
    wanted = Wanted(None, filters.product, *days)
    if problems or wish is None:
        return None, wanted, problems
    service = wish.settings.service
    if limits[0] is not None:
        service = replace(service, slow_after=limits[0])
    if limits[1] is not None:
        service = replace(service, long_after=limits[1])
    settings = replace(wish.settings, service=service)
    return replace(wish, settings=settings), wanted, []


def list_of(month: RawMonth, kind: Kind, filters: Filters, wanted: Wanted) -> list[Section]:
    """The tables of a list; raises CsperfError where the exports do not tell it."""
    if not _told(month, kind):
        raise CsperfError([problem("list-no-table")])
    if filters.agent:
        wanted = replace(wanted, agent=_agent(month, filters.agent))
    rows = rows_listed(month, kind, wanted)
    return list_sections(rows, month.agents, SPOKEN)


def _told(month: RawMonth, kind: Kind) -> bool:
    """Whether the exports tell what a list shows; without orders nobody is known to be lost."""
    if kind == "lost":
        return "orders" in month.records.sorts and bool(
            {"receptions", "messages"} & {*month.records.sorts}
        )
    views = {item.rows.view for item in ITEMS[kind]}
    return bool(views & {measure.view for measure in month.asked.measures})


def overview_of(found: Overview, month: RawMonth, names: Sequence[str]) -> list[Section]:
    """One screen; or the sections of these names, all of them if `all` is one."""
    ascii_only = not shows_pictures(sys.stdout.encoding or "utf-8")
    if not names:
        return summary_sections(found, month.agents, SPOKEN, ascii_only=ascii_only)
    if "all" in names:
        return overview_sections(found, month.agents, SPOKEN, ascii_only=ascii_only)
    return section_tables(names, found, month.agents, SPOKEN, ascii_only=ascii_only)


def unseen(names: Sequence[str], shown: Sequence[Section]) -> list[Problem]:
    """Which of the sections that were asked for have nothing to show, and why."""
    tables = {table.name.removeprefix("section_") for one in shown for table in one.tables}
    empty = [one for one in dict.fromkeys(names) if one.replace("-", "_") not in tables]
    return [
        warning(_EMPTY.get(one, "overview-empty"), section=one)
        for one in ([] if "all" in names else empty)
    ]


def _agent(month: RawMonth, wanted: str) -> str:
    """The agent of this name, id or nick; without a roster, the name as it stands in records."""
    if wanted in (say("agent.nobody", "zh"), say("agent.nobody", "en")):
        return NOBODY
    if not month.agents:
        return wanted
    for name, person in month.agents.items():
        if wanted in (name, person.name, person.id, *person.nicks):
            return name
    known: Fact = tuple(month.agents)[:_SHOWN]
    raise CsperfError([problem("list-no-agent", name=wanted, known=known)])


def _day(text: str, problems: list[Problem]) -> int | None:
    if not text:
        return None
    try:
        return bound_of(date.fromisoformat(text))
    except ValueError:
        problems.append(problem("list-no-day", found=text))
        return None


def _limit(text: str, problems: list[Problem]) -> int | None:
    """A duration in milliseconds."""
    if not text:
        return None
    figure = figure_of(text)
    if figure is None or figure.unit is not Unit.SECONDS:
        problems.append(problem("list-no-duration", found=text))
        return None
    return int(figure.value * _MILLISECONDS)
