"""Part months: lines that would pay who joined or left within the month as if it were whole.

Why a refusal and no default: contracts differ (calendar days, working days, the whole month), and a
full base pay for half a month looks right on the payslip.
"""

from __future__ import annotations

from collections.abc import Sequence

from csperf.errors import Problem, problem
from csperf.inputs import Agent
from csperf.plan.guarantee import GuaranteeLine
from csperf.plan.line import PayLine
from csperf.plan.model import PlanFile
from csperf.plan.names import RESERVED
from csperf.plan.pay import BaseLine, BonusLine
from csperf.plan.pool import TeamPoolLine
from csperf.yaml_text import Written

_SHOWN = 5


def undecided(rules: PlanFile) -> list[Written]:
    """The lines that pay the same however long somebody was there, and do not say so.

    A day rate pays by the day; a commission or a bonus by score is earned on the days there were.
    """
    return [name for name, line in rules.pay.items() if line.prorate is None and _is_whole(line)]


def _is_whole(line: PayLine) -> bool:
    match line:
        case BaseLine():
            return line.base.day_rate is None
        case BonusLine():
            return line.bonus.fixed is not None or str(line.bonus.by) not in RESERVED
        case TeamPoolLine():
            return line.team_pool.split == "equal"
        case GuaranteeLine():
            return True
        case _:
            return line.at_least is not None


def part_months(
    lines: Sequence[Written], agents: Sequence[Agent], days: tuple[str, str] | None
) -> list[Problem]:
    """A problem for each of the lines, if somebody joined or left within the month.

    `days` are its first and last day, None where nobody knows them.
    """
    if days is None:
        return []
    first, last = days
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
