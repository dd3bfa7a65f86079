"""The sheet that tells where the workbook came from: plans, files, rules, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from csperf.errors import Problem
from csperf.formula import Formula, When
from csperf.output.columns import heading
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.sheets.paper import Paper, Styles
from csperf.output.summary import payroll_lines, summary_lines
from csperf.texts import Lang, say, tell


def about_sheet(paper: Paper, styles: Styles, payroll: Payroll, lang: Lang) -> None:
    """Write all that a reader of the workbook must know, a line a fact."""
    paper.widths([26, 90])
    lines = _about(payroll.runs[0], lang) if len(payroll.runs) == 1 else _all(payroll, lang)
    for label, text in lines:
        paper.put([label, safe_text(text)], [styles.label, styles.prose])


def _about(run: Run, lang: Lang) -> Iterator[tuple[str, str]]:
    yield from _plan(run, lang)
    yield from _files(run.inputs, lang)
    yield from summary_lines(run, lang)
    yield from _rules(run, lang)
    yield from _warnings(run.warnings, lang)


def _all(payroll: Payroll, lang: Lang) -> Iterator[tuple[str, str]]:
    """Every plan with its hash and rules, every file, the sums, and what was to be said."""
    for run in payroll.runs:
        yield from _plan(run, lang)
        yield from summary_lines(run, lang)
        yield from _rules(run, lang)
    yield from _files(payroll.inputs, lang)
    yield say("about-all-roles", lang), safe_text(payroll.roles)
    yield from payroll_lines(payroll, lang)
    yield from _warnings(payroll.warnings, lang)


def _files(inputs: Sequence[tuple[str, str]], lang: Lang) -> Iterator[tuple[str, str]]:
    for file, sha256 in inputs:
        yield say("about-input", lang), file
        yield say("about-input-hash", lang), sha256


def _plan(run: Run, lang: Lang) -> Iterator[tuple[str, str]]:
    """Which plan paid whom, and when."""
    facts: Mapping[str, str] = {
        "plan": run.plan,
        "version": run.version,
        "role": run.role,
        "period": run.period,
        "currency": run.currency,
        "plan-file": run.plan_file,
        "plan-hash": run.plan_sha256,
        "csperf": run.csperf,
    }
    for name, text in facts.items():
        yield say(f"about-{name}", lang), text


def _warnings(told: Sequence[Problem], lang: Lang) -> Iterator[tuple[str, str]]:
    """Each warning, or that there was none."""
    for text in [tell(one, lang) for one in told] or [say("about-no-warning", lang)]:
        yield say("about-warning", lang), text


def _rules(run: Run, lang: Lang) -> Iterator[tuple[str, str]]:
    """Indicators, pay lines and gates with what the policy says about each, in its own words."""
    gates: dict[str, str] = {}
    for column in run.sheet.of_kind("points", "part", "pay"):
        label = say(f"about-of-{column.kind}", lang, name=heading(column, lang))
        yield label, column.says or say("about-no-words", lang)
        gates |= dict(_gates(column.formula))
    for name, says in gates.items():
        yield say("about-of-gate", lang, name=name), says or say("about-no-words", lang)


def _gates(formula: Formula | None) -> Iterator[tuple[str, str]]:
    """The gates of a line, each with what the policy says."""
    while isinstance(formula, When) and formula.reason:
        name, _, says = formula.reason.partition(": ")
        yield name, says
        formula = formula.otherwise
