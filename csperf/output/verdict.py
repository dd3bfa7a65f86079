"""A sound plan in words: the order of evaluation, its policies, and what each bound is worth."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from csperf.formula import Column
from csperf.output.columns import heading_alone
from csperf.output.safe import safe_text
from csperf.plan.prizes import RankPrizeLine
from csperf.plan.walk import Step
from csperf.texts import Lang, say
from csperf.units import Unit, show
from csperf.validation import Verdict


def verdict_text(verdict: Verdict, lang: Lang) -> str:
    """The summary that `validate` prints for a plan without errors."""
    if verdict.plan is None:
        return ""
    rules = verdict.plan.rules
    examples = say("verdict.examples", lang, count=verdict.examples)
    lines = [
        say("verdict.sound", lang, plan=str(rules.plan), version=str(rules.version)) + examples,
        say("verdict.order", lang, columns=" → ".join(_order(verdict.columns, lang))),
        *_policies(verdict, lang),
    ]
    steps = step_lines([step for step in verdict.steps if _jumps(step)], lang)
    if steps:
        lines += [say("verdict.steps", lang), *(f"  {line}" for line in steps)]
    return "\n".join(safe_text(line) for line in lines) + "\n"


def _order(columns: tuple[Column, ...], lang: Lang) -> list[str]:
    shown = ("points", "score", "grade", "rank", "pay", "total")
    return [heading_alone(column, lang) for column in columns if column.kind in shown]


def _policies(verdict: Verdict, lang: Lang) -> list[str]:
    """What the plan says, or leaves to a default, about what is often argued about."""
    assert verdict.plan is not None  # noqa: S101 - narrows for the type checker
    rules = verdict.plan.rules
    rounding = rules.rounding
    money = str(rounding.money.value) if rounding.money else "0.01"
    score = str(rounding.score.value) if rounding.score else "0.01"
    mode = say(f"rounding.{rounding.mode}", lang)
    lines = [say("verdict.rounding", lang, money=money, score=score, mode=mode)]
    if rules.indicators:
        lines.append(say(f"verdict.missing-{rules.score.missing}", lang))
    for name, line in rules.pay.items():
        if isinstance(line, RankPrizeLine):
            ties = say(f"verdict.ties-{line.rank_prize.ties}", lang)
            lines.append(say("verdict.ties", lang, line=str(name), ties=ties))
    return lines


def _jumps(step: Step) -> bool:
    """Whether anything but the normal slope happens at the bound."""
    return step.below != step.at or step.at != step.above


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
