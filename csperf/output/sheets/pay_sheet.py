"""The sheet of pay that is printed and signed: everyone's lines, sums, and room for a pen."""

from __future__ import annotations

from collections.abc import Sequence

from csperf.formula import Column
from csperf.output.columns import balances, evidence, in_order, money_columns
from csperf.output.joint import joint_columns
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.sheets.paper import TITLE_HEIGHT, Laid, Paper, Styles
from csperf.output.sheets.table import lay, sums
from csperf.output.strips import Strip, joint_strip, names_strip, numbers
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit

_SIGNATURE = 14


def pay_sheet(paper: Paper, styles: Styles, payroll: Payroll, lang: Lang) -> Laid:
    """Write everyone's pay, of all roles on one sheet."""
    strips = pay_strips(payroll.runs, lang)
    paper.say(_title(payroll, lang), styles.title, TITLE_HEIGHT)
    laid = lay(paper, styles, strips, payroll.runs)
    sums(paper, styles, strips)
    return laid


def _title(payroll: Payroll, lang: Lang) -> str:
    run, *others = payroll.runs
    facts = {"period": run.period, "currency": run.currency}
    if others:
        return say("title-payroll-of-roles", lang, roles=payroll.roles, **facts).strip()
    return say("title-payroll", lang, plan=run.plan, **facts)


def pay_strips(runs: Sequence[Run], lang: Lang) -> list[Strip]:
    """The columns of the sheet of pay, from the number to the remarks."""
    people = [run.sheet.agents[agent] for run in runs for agent in in_order(run.sheet)]
    strips = [numbers(len(people), lang), names_strip(runs, lang)]
    if len(runs) > 1:
        roles = [safe_text(run.role) for run in runs for _ in run.sheet.agents]
        strips.append(Strip(say("heading-role", lang), roles))
    if any(person.id for person in people):
        strips.append(Strip(say("heading-id", lang), [safe_text(person.id) for person in people]))
    joint = joint_columns(runs, (facts_of, money_columns, balances), lang)
    strips += [joint_strip(runs, one, lang) for one in joint]
    return [*strips, *by_hand(len(people), lang)]


def facts_of(sheet: Sheet) -> list[Column]:
    """The texts that pay was looked up by, as a level; not those that only scores read."""
    judged = {column.name for column in evidence(sheet, "metric")}
    texts = [column for column in sheet.of_kind("metric") if column.unit is Unit.TEXT]
    return [column for column in texts if column.name not in judged]


def by_hand(size: int, lang: Lang) -> list[Strip]:
    """The columns that are left blank for a pen."""
    words = (say("heading-signature", lang), say("heading-remark", lang))
    return [Strip(word, [""] * size, at_least=_SIGNATURE) for word in words]
