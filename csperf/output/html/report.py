"""The report for the shop owner and the team's meeting: one page that asks nothing of a network.

Why the page forbids itself everything but its own style and script, named by their hashes: it holds
what everybody earns, and whatever a name or a plan might smuggle in, no browser would run or fetch.
Why closed sections stay closed on paper: a meeting gets the overview, and whoever opened somebody's
figures before printing wants exactly those.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from csperf.output.html.boards import Board, boards_of
from csperf.output.html.environment import rendered
from csperf.output.html.months import months_of
from csperf.output.html.people import EXPLAINED, Person, people_of
from csperf.output.html.tables import Table, pay_table, score_table
from csperf.output.rules_page import rules_page
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
    rules: Sequence[str]


def report_bytes(result: Run | Payroll, lang: Lang, past: Sequence[PastResult] = ()) -> bytes:
    """The page's bytes, the same for the same result wherever and whenever it is made.

    `past` are the results of earlier months, oldest first.
    """
    runs = (result,) if isinstance(result, Run) else result.runs
    first = runs[0]
    name = first.plan if isinstance(result, Run) else result.roles
    style, script = _part("report.css"), _part("report.js")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}"
    return rendered(
        "report.html",
        lang=lang,
        language={"zh": "zh-CN", "en": "en"}[lang],
        policy=f"{policy}; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 - files of this package
        script=Markup(script),  # noqa: S704 - the same
        name=name,
        period=first.period,
        summary=payroll_lines(result, lang) if isinstance(result, Payroll) else (),
        sections=[_section(run, nth, lang, past) for nth, run in enumerate(runs)],
        inputs=dict((*result.inputs, *((one.file, one.sha256) for one in past))).items(),
        csperf=first.csperf,
        warnings=[tell(one, lang) for one in result.warnings],
        explained=EXPLAINED,
        say=lambda id, **facts: say(id, lang, **facts),  # noqa: A006 - a text's id
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
        rules_page(run, lang),
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


def _part(name: str) -> str:
    return (files("csperf.output.html") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """How a page names its own style or script to the browser."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{b64encode(digest).decode('ascii')}'"
