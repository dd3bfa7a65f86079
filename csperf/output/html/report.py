"""The report for the shop owner and the team's meeting: one page that asks nothing of a network.

Why closed sections stay closed on paper: a meeting gets the overview, and whoever opened somebody's
figures before printing wants exactly those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csperf.output.html.boards import Board, boards_of
from csperf.output.html.environment import page
from csperf.output.html.months import months_of
from csperf.output.html.people import EXPLAINED, Person, people_of
from csperf.output.html.rules import Paragraph, rules_of
from csperf.output.html.tables import Table, pay_table, score_table
from csperf.output.run import Payroll, Run
from csperf.output.summary import payroll_lines, summary_lines
from csperf.past_results import PastResult
from csperf.texts import Lang, say, tell


@dataclass(frozen=True)
class Section:
    """What a report shows of one role (or of the only one there is)."""

    anchor: str
    title: str
    facts: Sequence[tuple[str, str]]
    boards: Sequence[Board]
    pictures: Sequence[object]
    tables: Sequence[Table]
    people: Sequence[Person]
    sources: Sequence[tuple[str, str]]
    rules: Sequence[Paragraph]


def report_bytes(result: Run | Payroll, lang: Lang, past: Sequence[PastResult] = ()) -> bytes:
    """The page's bytes, the same for the same result wherever and whenever it is made.

    `past` are the results of earlier months, oldest first.
    """
    runs = (result,) if isinstance(result, Run) else result.runs
    first = runs[0]
    name = first.plan if isinstance(result, Run) else result.roles
    return page(
        "report.html",
        lang,
        f"{name} {first.period} · {say('report.title', lang)}",
        ("sort.js", "search.js"),
        name=name,
        period=first.period,
        summary=payroll_lines(result, lang) if isinstance(result, Payroll) else (),
        sections=[_section(run, nth, lang, past) for nth, run in enumerate(runs)],
        inputs=dict((*result.inputs, *((one.file, one.sha256) for one in past))).items(),
        csperf=first.csperf,
        warnings=[tell(one, lang) for one in result.warnings],
        explained=EXPLAINED,
    )


def _section(run: Run, nth: int, lang: Lang, past: Sequence[PastResult]) -> Section:
    from csperf.output.html.pictures import pictures_of  # its libraries take a second to load

    months = months_of(run, past)
    tables = (score_table(run, nth, lang), pay_table(run, nth, lang))
    return Section(
        f"s{nth}",
        run.role or run.plan,
        summary_lines(run, lang),
        boards_of(run, lang),
        pictures_of(run, nth, lang, months),
        [table for table in tables if table is not None],
        people_of(run, nth, lang, months),
        [(say(f"about-{name}", lang), text) for name, text in _sources(run) if text],
        rules_of(run, lang),
    )


def _sources(run: Run) -> list[tuple[str, str]]:
    """Which plan paid."""
    return [
        ("plan", run.plan),
        ("version", run.version),
        ("role", run.role),
        ("plan-file", run.plan_file),
        ("plan-hash", run.plan_sha256),
    ]
