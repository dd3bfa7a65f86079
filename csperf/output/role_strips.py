"""What a workbook of several roles shows: everyone's pay on one sheet, scores on one a role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from csperf.exact import ZERO, exactly
from csperf.output.columns import balances, in_order, money_columns
from csperf.output.joint import Joint, joint_columns
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.strips import (
    Page,
    Strip,
    about_plan,
    by_hand,
    facts_of,
    names_strip,
    number_format,
    numbers,
    rules,
    score_strips,
    strip_of,
    warnings,
)
from csperf.output.summary import payroll_lines, summary_lines
from csperf.texts import Lang, say

_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


def pages_of_roles(payroll: Payroll, lang: Lang) -> list[Page]:
    """One sheet of pay for all, where any plan pays, and a sheet of scores a role."""
    pages: list[Page] = []
    if any(money_columns(run.sheet) for run in payroll.runs):
        first = payroll.runs[0]
        facts = {"period": first.period, "currency": first.currency, "roles": payroll.roles}
        title = say(
            "title-payroll-of-roles", lang, **{n: safe_text(text) for n, text in facts.items()}
        )
        pages.append(Page(say("sheet-payroll", lang), title.strip(), _payroll(payroll, lang)))
    taken = {page.name.casefold() for page in pages} | {say("sheet-about", lang).casefold()}
    for run in payroll.runs:
        name = _sheet_name(say("sheet-scores-of-role", lang, role=run.role), taken)
        taken.add(name.casefold())
        facts = {name: safe_text(getattr(run, name)) for name in ("plan", "period")}
        title = say("title-scoreboard", lang, **facts)
        pages.append(Page(name, title, score_strips(run, lang), is_scores=True))
    return pages


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that a workbook allows: 31 signs at most, some of them not, each name once."""
    name = _NO_SHEET_NAME.sub(" ", safe_text(wanted)).strip(" '")[:_LONGEST_NAME]
    number = 2
    while name.casefold() in taken:
        name = f"{name[: _LONGEST_NAME - 4]} {number}"
        number += 1
    return name


def _payroll(payroll: Payroll, lang: Lang) -> list[Strip]:
    runs = payroll.runs
    size = sum(len(run.sheet.agents) for run in runs)
    people = [run.sheet.agents[agent] for run in runs for agent in in_order(run.sheet)]
    names = [cell for run in runs for cell in names_strip(run, lang).cells]
    strips = [
        numbers(size, lang),
        Strip(say("heading-name", lang), names, names_people=True),
        Strip(say("heading-role", lang), [safe_text(r.role) for r in runs for _ in r.sheet.agents]),
    ]
    if any(person.id for person in people):
        strips.append(Strip(say("heading-id", lang), [safe_text(person.id) for person in people]))
    joint = joint_columns(runs, (facts_of, money_columns, balances), lang)
    strips += [_strip(runs, one, lang) for one in joint]
    return [*strips, *by_hand(size, lang)]


def _strip(runs: Sequence[Run], joint: Joint, lang: Lang) -> Strip:
    """A column of all runs; who has no such column has a blank."""
    cells: list[Decimal | str] = []
    shown: list[str] = []
    totals: list[Decimal] = []
    for run, column in zip(runs, joint.columns, strict=True):
        if column is None:
            cells += [""] * len(run.sheet.agents)
            continue
        strip = strip_of(run, lang, column, joint.heading)
        cells += strip.cells
        shown += strip.shown
        totals += [strip.total] if isinstance(strip.total, Decimal) else []
    any_of = next(column for column in joint.columns if column)
    with exactly():
        total = sum(totals, ZERO) if totals else ""
    shown += [format(total, "f")] if isinstance(total, Decimal) else []
    return Strip(joint.heading, cells, number_format(any_of, shown, lang), shown, total)


def about_roles(payroll: Payroll, lang: Lang) -> Iterator[tuple[str, str]]:
    """Every plan with its hash and rules, every file, the sums, and what was to be said."""
    for run in payroll.runs:
        yield from about_plan(run, lang)
        yield from summary_lines(run, lang)
        yield from rules(run, lang)
    for file, sha256 in payroll.inputs:
        yield say("about-input", lang), file
        yield say("about-input-hash", lang), sha256
    yield say("about-all-roles", lang), safe_text(payroll.roles)
    yield from payroll_lines(payroll, lang)
    yield from warnings(payroll.warnings, lang)
