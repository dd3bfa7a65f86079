"""A sound plan in words: the order of evaluation, its policies, and what each bound is worth."""

from __future__ import annotations

from csperf.exact import ZERO
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
    steps = [step_line(step, lang) for step in verdict.steps if _jumps(step)]
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


def step_line(step: Step, lang: Lang) -> str:
    """`询单转化率 55%: 询单转化率 80 → 100 分; 得分 +7.00; 应发 +200.00`."""
    reader = heading_alone(step.reader, lang)
    before, after = (step.below, step.at) if step.below != step.at else (step.at, step.above)
    bound = show(step.bound.value, step.unit, lang)
    subject = step.bound.column if step.bound.column != "score" else say("heading-score", lang)
    figures = f"{show(before, step.reader.unit, lang)} → {show(after, step.reader.unit, lang)}"
    side = say("verdict.at" if step.below != step.at else "verdict.beyond", lang, bound=bound)
    line = f"{subject} {side}: {reader} {figures}"
    if step.score:
        line += say("verdict.score", lang, change=_signed(show(step.score, Unit.POINTS)))
    if step.total is not None and step.total != ZERO:
        line += say("verdict.total", lang, change=_signed(show(step.total, Unit.MONEY)))
    return line


def _signed(text: str) -> str:
    return text if text.startswith("-") else f"+{text}"
