"""A sound plan in words: its page, the order of evaluation, and what each bound is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from csperf.exact import rounded
from csperf.formula import Column
from csperf.output.columns import heading_alone
from csperf.output.page_indicators import bounds_told
from csperf.output.page_lines import Part, Said, laid_out, put, section
from csperf.output.page_tables import page_tables
from csperf.output.plan_page import plan_parts
from csperf.output.safe import safe_text
from csperf.output.tables import Field, Section, Table, fields_of
from csperf.plan.model import PlanFile
from csperf.plan.read import Plan
from csperf.plan.walk import Step
from csperf.texts import Lang, quoting, say
from csperf.units import Unit, show
from csperf.validation import Verdict


def verdict_text(verdict: Verdict, lang: Lang) -> str:
    """The summary that `validate` prints for a plan without errors."""
    if verdict.plan is None:
        return ""
    with quoting(verdict.plan.keys):
        lines = laid_out([*_sound(verdict, verdict.plan.rules, lang), *_page(verdict, lang)], lang)
        return "\n".join(map(safe_text, lines)) + "\n"


def verdict_sections(verdicts: Iterable[Verdict], lang: Lang) -> list[Section]:
    """The same as tables, for each plan: what it is called, its indicators, its rules."""
    return [
        _section(verdict, verdict.plan, lang) for verdict in verdicts if verdict.plan is not None
    ]


def _section(verdict: Verdict, plan: Plan, lang: Lang) -> Section:
    with quoting(plan.keys):
        page = _page(verdict, lang)
    fields = fields_of(lang, "name", "version", "examples")
    row = (str(plan.rules.plan), str(plan.rules.version), str(verdict.examples))
    file = Field("plan", say("field.plan", lang))
    tables = (
        Table("plans", say("title-plan-itself", lang), fields, [row], who=None),
        *page_tables(page, lang),
    )
    return Section(verdict.file, tuple(replace(t, about=((file, verdict.file),)) for t in tables))


def _sound(verdict: Verdict, rules: PlanFile, lang: Lang) -> list[Said]:
    sound = say("verdict.sound", lang, plan=str(rules.plan), version=str(rules.version))
    return put(sound + say("verdict.examples", lang, count=verdict.examples))


def _page(verdict: Verdict, lang: Lang) -> list[Part]:
    """The plan's page, the order of evaluation, and the bounds of which the page says nothing."""
    if verdict.plan is None:
        return []
    facts = (verdict.columns, verdict.tables, verdict.steps)
    order = say("verdict.order", lang, columns=" → ".join(_order(verdict.columns, lang)))
    parts = [*plan_parts(verdict.plan.rules, *facts, lang), *put(order)]
    told = bounds_told(verdict.columns)
    untold = [step for step in verdict.steps if (step.bound.column, step.bound.value) not in told]
    steps = step_lines([step for step in untold if _jumps(step)], lang)
    if steps:
        parts += section(say("verdict.steps", lang))
        parts += [said for line in steps for said in put(line, 2)]
    return parts


def _order(columns: tuple[Column, ...], lang: Lang) -> list[str]:
    shown = ("points", "score", "grade", "rank", "pay", "total")
    return [heading_alone(column, lang) for column in columns if column.kind in shown]


def _jumps(step: Step) -> bool:
    """Whether anything but the normal slope happens at the bound; money is looked at in fen."""
    figures = (step.below, step.at, step.above)
    if step.reader.unit is Unit.MONEY:
        figures = (rounded(step.below), rounded(step.at), rounded(step.above))
    return len(set(figures)) > 1


def step_lines(steps: Sequence[Step], lang: Lang) -> list[str]:
    """One line a bound: `询单转化率 到 55%: 询单转化率分值 80.00 → 100.00，得分 +7.00，…`.

    What several figures make of one bound stands on its line, and their total is said once. Only
    bounds that hold from either side of one value (`at_least` here, `over` there) have two lines.
    """
    groups: dict[tuple[str, Decimal, bool], list[Step]] = {}
    for step in steps:
        key = (step.bound.column, step.bound.value, step.below != step.at)
        groups.setdefault(key, []).append(step)
    told: set[tuple[str, Decimal]] = set()
    lines: list[str] = []
    for (column, value, _), group in groups.items():
        worth = "" if (column, value) in told else _worth(group, lang)
        told.add((column, value))
        lines.append(_moves(group, lang) + worth)
    return lines


def _moves(group: Sequence[Step], lang: Lang) -> str:
    """What the figures that read a bound do at it."""
    bound, at = group[0].bound, group[0].below != group[0].at
    subject = bound.column if bound.column != "score" else say("heading-score", lang)
    shown = show(bound.value, group[0].unit, lang)
    side = say("verdict.at" if at else "verdict.beyond", lang, bound=shown)
    return f"{subject} {side}: {say('verdict.and', lang).join(_move(s, lang) for s in group)}"


def _move(step: Step, lang: Lang) -> str:
    before, after = (step.below, step.at) if step.below != step.at else (step.at, step.above)
    unit = step.reader.unit
    figures = f"{show(before, unit, lang)} → {show(after, unit, lang)}"
    return f"{heading_alone(step.reader, lang)} {figures}"


def _worth(group: Sequence[Step], lang: Lang) -> str:
    """What a bound changes in the score and in the first example's pay."""
    scores = [step.score for step in group if step.score]
    totals = [step.total for step in group if step.total]
    line = ""
    if scores:
        line += say("verdict.score", lang, change=_signed(show(scores[0], Unit.POINTS)))
    if totals:
        line += say("verdict.total", lang, change=_signed(show(totals[0], Unit.MONEY)))
    return line


def _signed(text: str) -> str:
    return text if text.startswith("-") else f"+{text}"
