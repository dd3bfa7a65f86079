"""The sheet of checks: every warning, every row left out, every policy that was applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from csperf.errors import NOWHERE
from csperf.output.page_lines import Said
from csperf.output.page_policies import policies, row_by_row
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.sheets.paper import TITLE_HEIGHT, Paper, Styles
from csperf.output.sheets.table import height
from csperf.output.strips import TEXT
from csperf.output.summary import payroll_lines
from csperf.texts import Lang, quoting, say, tell

_WIDTHS = (10, 34, 92)


def checks_sheet(paper: Paper, styles: Styles, payroll: Payroll, lang: Lang) -> None:
    """Write a row for each, with its place and what is to be said of it."""
    paper.widths(_WIDTHS)
    paper.say(say("title-checks", lang), styles.title, TITLE_HEIGHT)
    words = (say(f"checks-{name}", lang) for name in ("kind", "place", "says"))
    paper.put(words, [styles.heading] * len(_WIDTHS))
    look = styles.cell(TEXT, align="left", indent=1, text_wrap=True)
    first = paper.row
    for row in _rows(payroll, lang):
        cells = [safe_text(text) for text in row]
        paper.put(cells, [styles.cell(TEXT), look, look], height(cells, _WIDTHS))
    paper.keep(0, first, 0)


def _rows(payroll: Payroll, lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Warnings first, then the policies of each plan, then the sums of all roles."""
    warned = say("checks-warning", lang)
    for one in payroll.warnings:
        yield warned, str(one.place), tell(replace(one, place=NOWHERE), lang)
    if not payroll.warnings:
        yield warned, "", say("checks-none", lang)
    for run in payroll.runs:
        for text in _policies(run, lang):
            yield say("checks-policy", lang), run.plan_file, text
    if len(payroll.runs) > 1:
        for label, text in payroll_lines(payroll, lang):
            yield say("checks-sum", lang), label, text


def _policies(run: Run, lang: Lang) -> Iterator[str]:
    """What the plan says, or leaves to a default, about what is often argued about."""
    if run.rules is None:
        return
    plan = run.rules.plan
    with quoting(plan.keys):
        parts = [
            *policies(plan.rules, run.rules.columns, lang),
            *row_by_row(plan.rules, run.rules.tables, lang),
        ]
    yield from (part.text for part in parts if isinstance(part, Said) and not part.is_heading)
