"""The records behind an explained figure, where the month was measured from raw exports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import Format, printed, shown
from csperf.errors import CsperfError, Problem, problem
from csperf.inputs import Agent
from csperf.intake.own_table import MEASURED
from csperf.opening import Request, raw_wish, reading_of
from csperf.output.words_text import Explained, find_agent
from csperf.texts import say

if TYPE_CHECKING:
    from csperf.behind import Record
    from csperf.output.run import Run
    from csperf.raw_month import RawMonth, Wish

_SHOWN = 12


@dataclass(frozen=True)
class Asked:
    """Whose figure was explained, and the measured metrics in its explanation."""

    plan: str
    agent: Agent
    line: str
    metrics: tuple[str, ...]


def asked_of(runs: Sequence[Run], wanted: str, found: Explained) -> Asked:
    """The metrics of an explanation whose cells stand in the measured table."""
    run = next(run for run in runs if not find_agent(run.sheet, wanted)[1])
    who, _ = find_agent(run.sheet, wanted)
    columns = dict.fromkeys(told.column for told in found.told)
    measured = [one for one in columns if run.sheet.place(who, one).sheet == MEASURED]
    return Asked(run.plan_file, run.sheet.agents[who], found.title, tuple(measured))


def record_text(request: Request, asked: Asked, format: Format) -> str:  # noqa: A002 - the option
    """Every record behind the figure that was asked for."""
    from csperf.output.record_tables import record_sections

    records = _records(request, asked)
    if not records:
        print(say("list-empty", SPOKEN), file=sys.stderr)
    sections = record_sections(records, asked.agent.name, asked.line, SPOKEN)
    return shown(sections) if format is Format.table else printed(sections, format)


def counted_text(request: Request, asked: Asked) -> str:
    """How many records stand behind the figure, and in which files; '' if none do."""
    from csperf.output.record_tables import record_lines

    if not asked.metrics:
        return ""
    lines = record_lines(_records(request, asked), SPOKEN)
    return "\n".join(["", say("behind.heading", SPOKEN), *lines, ""])


def _records(request: Request, asked: Asked) -> list[Record]:
    """The records behind the metrics, each once for each metric that counts it."""
    from csperf.behind import records_behind
    from csperf.raw_month import raw_month

    wish = _wish(replace(request, plan=asked.plan))
    if wish is None:
        raise CsperfError([problem("rows-without-raw")])
    with raw_month(wish) as (month, problems):
        if month is None:
            raise CsperfError(problems)
        if not asked.metrics:
            raise CsperfError([_no_metric(month, asked.line)])
        agent = _key(month, asked.agent)
        found = [record for name in asked.metrics for record in records_behind(month, agent, name)]
    return list(dict.fromkeys(found))


def _wish(request: Request) -> Wish | None:
    """The raw exports of a month and how they are measured; None where there are none."""
    from csperf.metrics.catalogue import catalogue
    from csperf.plan.definitions import definitions
    from csperf.plan.read import read_plan

    plan, problems = read_plan(request.plan)
    if plan is None:
        raise CsperfError(problems)
    known, _ = definitions(plan, catalogue())
    reading, _ = reading_of(request, plan, known)
    return raw_wish(request, plan, reading)[0]


def _key(month: RawMonth, person: Agent) -> str:
    """The name by which measuring tells a person from all others."""
    alike = (
        name for name, one in month.agents.items() if (one.name, one.id) == (person.name, person.id)
    )
    return next(alike, person.name)


def _no_metric(month: RawMonth, line: str) -> Problem:
    known = tuple(measure.metric for measure in month.asked.measures)
    return problem("rows-of-no-metric", line=line, known=known[:_SHOWN])
