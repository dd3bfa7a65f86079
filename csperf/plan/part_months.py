"""Part months: lines that would pay who joined or left within the month as if it were whole.

Why a refusal and no default: contracts differ (calendar days, working days, the whole month), and a
full base pay for half a month looks right on the payslip.
"""

from __future__ import annotations

from collections.abc import Sequence

from csperf.errors import Problem, problem
from csperf.inputs import Agent
from csperf.plan.model import PlanFile
from csperf.plan.pay import BaseLine, BonusLine
from csperf.yaml_text import Written

_SHOWN = 5


def undecided(rules: PlanFile) -> list[Written]:
    """The lines that pay the same however long somebody was there, and do not say so.

    A day rate pays by the day; a commission or a bonus by score is earned on the days there were.
    """
    return [name for name, line in rules.pay.items() if line.prorate is None and _is_whole(line)]


def _is_whole(line: object) -> bool:
    if isinstance(line, BaseLine):
        return line.base.day_rate is None
    return isinstance(line, BonusLine) and line.bonus.fixed is not None


def part_months(
    lines: Sequence[Written], agents: Sequence[Agent], first: str, last: str
) -> list[Problem]:
    """A problem for each of the lines, if somebody joined or left within the month."""
    part = [
        (agent, max(agent.joined, first), min(agent.left or last, last))
        for agent in agents
        if first < agent.joined <= last or first <= (agent.left or last) < last
    ]
    people = tuple(f"{agent.name} {start} ~ {end}" for agent, start, end in part)
    shown = people if len(people) <= _SHOWN else (*people[:_SHOWN], "…")
    return [
        problem("part-month", name.place, line=str(name), people=shown, count=len(part))
        for name in (lines if part else ())
    ]
