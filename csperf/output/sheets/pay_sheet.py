"""The sheet of pay that is printed and signed: everyone's lines, sums, and room for a pen.

Why values and not formulas: a signed document may not change because somebody touched a figure
that it was computed from. Only net pay, which HR completes, is computed by the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf.formula import Column
from csperf.output.capitals import YUAN, in_capitals
from csperf.output.columns import balances, evidence, in_order, money_columns
from csperf.output.joint import joint_columns
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.sheets.net_columns import net_columns
from csperf.output.sheets.paper import TITLE_HEIGHT, Laid, Paper, Styles, made_on
from csperf.output.sheets.table import lay, spread, sums
from csperf.output.strips import Strip, joint_strip, names_strip, numbers
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit

_SIGNATURE = 10
_ACROSS = 240  # widths of a digit: what is signed is better small than on two sheets of paper
_FIRST_ROW = 3  # below title, plan and headings
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_LINE = "_" * 12


@dataclass(frozen=True)
class Wishes:
    """What HR wants on paper beyond the figures: a company's name, columns down to net pay.

    Sheets that are `protected` are changed by nobody by mistake.
    """

    company: str = ""
    net: bool = False
    protected: bool = False


@dataclass(frozen=True)
class PayTable:
    """The columns of the sheet of pay; `total` is the position of total pay, if anybody has any."""

    strips: tuple[Strip, ...]
    total: int | None

    @property
    def nets(self) -> bool:
        """Whether HR has columns to fill in."""
        return any(strip.by == "hr" for strip in self.strips)


def pay_sheet(paper: Paper, styles: Styles, payroll: Payroll, wishes: Wishes, lang: Lang) -> Laid:
    """Write everyone's pay, of all roles on one sheet."""
    table = pay_table(payroll.runs, wishes, lang)
    title = headline(payroll, wishes, say("sheet-payroll", lang), lang)
    paper.say(title, styles.title, TITLE_HEIGHT)
    paper.say(_about(payroll, lang), styles.small)
    laid = lay(paper, styles, table.strips, payroll.runs)
    sums(paper, styles, table.strips)
    for line in _below(table, payroll.runs[0].currency, lang):
        paper.say(line, styles.plain)
    paper.skip()
    signed = (say(f"pay-{name}", lang, line=_LINE) for name in ("prepared", "reviewed", "approved"))
    paper.say("    ".join(signed), styles.plain, TITLE_HEIGHT)
    spread(paper, laid, title, _ACROSS)
    return laid


def headline(payroll: Payroll, wishes: Wishes, what: str, lang: Lang) -> str:
    """Whose sheet it is, for which month, and what it is."""
    period = payroll.runs[0].period
    month = _MONTH.fullmatch(period)
    if month is not None:
        period = say("month", lang, year=month[1], month=month[2])
    return safe_text(" ".join(part for part in (wishes.company, period, what) if part))


def _about(payroll: Payroll, lang: Lang) -> str:
    """By which plan, in what money, how many people, and when it was made if that is known."""
    run, *others = payroll.runs
    made = made_on()
    day = say("pay-no-date", lang) if made is None else f"{made:%Y-%m-%d}"
    told = [
        say("pay-roles", lang, roles=payroll.roles)
        if others
        else say("pay-plan", lang, plan=run.plan, version=run.version),
        say("pay-currency", lang, currency=run.currency),
        say("pay-people", lang, count=sum(len(one.sheet.agents) for one in payroll.runs)),
        say("pay-made", lang, date=day),
    ]
    return "    ".join(told)


def _below(table: PayTable, currency: str, lang: Lang) -> Iterator[str]:
    """The sum in capitals, as Chinese accounting wants it, and what HR must know of its columns."""
    total = "" if table.total is None else table.strips[table.total].total
    words = in_capitals(total) if isinstance(total, Decimal) else None
    if words is not None and lang == "zh" and currency in YUAN:
        yield say("pay-in-words", lang, words=words)
        if table.nets:
            yield say("pay-net-in-words", lang, words=_LINE * 3)
    if table.nets:
        yield say("pay-net-note", lang)


def pay_table(runs: Sequence[Run], wishes: Wishes, lang: Lang) -> PayTable:
    """The columns of the sheet of pay, from the number to the remarks."""
    people = [run.sheet.agents[agent] for run in runs for agent in in_order(run.sheet)]
    strips = [numbers(len(people), lang), names_strip(runs, lang)]
    if len(runs) > 1:
        roles = [safe_text(run.role) for run in runs for _ in run.sheet.agents]
        strips.append(Strip(say("heading-role", lang), roles))
    if any(person.id for person in people):
        strips.append(Strip(say("heading-id", lang), [safe_text(person.id) for person in people]))
    total = None
    for joint in joint_columns(runs, (facts_of, money_columns, balances), lang):
        strips.append(joint_strip(runs, joint, lang))
        if any(column is not None and column.kind == "total" for column in joint.columns):
            total = len(strips) - 1
            strips += net_columns(strips[total], total, _FIRST_ROW, lang) if wishes.net else []
    return PayTable((*strips, *by_hand(len(people), lang)), total)


def facts_of(sheet: Sheet) -> list[Column]:
    """The texts that pay was looked up by, as a level; not those that only scores read."""
    judged = {column.name for column in evidence(sheet, "metric")}
    texts = [column for column in sheet.of_kind("metric") if column.unit is Unit.TEXT]
    return [column for column in texts if column.name not in judged]


def by_hand(size: int, lang: Lang) -> list[Strip]:
    """The columns that are left blank for a pen."""
    words = (say("heading-signature", lang), say("heading-remark", lang))
    return [Strip(word, [""] * size, at_least=_SIGNATURE, by="pen") for word in words]
