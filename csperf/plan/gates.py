"""Gates: which pay lines a condition cancels or cuts, and who leaves a board or a pool by it."""

from __future__ import annotations

from functools import partial

from csperf.errors import Fact, problem
from csperf.exact import ZERO
from csperf.formula import (
    Constant,
    Formula,
    Product,
    Round,
    When,
    tests_in,
)
from csperf.plan.conditions import tests_of
from csperf.plan.desk import Desk
from csperf.plan.fields import near
from csperf.plan.line import PayLine
from csperf.plan.model import Gate, PlanFile
from csperf.plan.points import asks_for_score, where_scored
from csperf.plan.pool import TeamPoolLine
from csperf.plan.prizes import RankPrizeLine
from csperf.units import Unit


def gates_by_line(rules: PlanFile, desk: Desk) -> dict[str, list[str]]:
    """For every pay line the names of the gates that cancel it."""
    gates: dict[str, list[str]] = {}
    lines = [str(name) for name in rules.pay]
    for name, gate in rules.gates.items():
        for line in gate.lines:
            if str(line) not in lines:
                nearest = near(line, lines)
                facts: dict[str, Fact] = {
                    "name": str(line),
                    "near": nearest,
                    "known": tuple(lines),
                }
                desk.note(problem("unknown-line", line.place, **facts))
            gates.setdefault(str(line), []).append(str(name))
            if gate.places == "move_up" and line in gate.cancel:
                barring = partial(tests_of, gate.when, desk)
                desk.barred.setdefault(str(line), []).append(barring)
        boards = [line for line in gate.cancel if _has_places(rules.pay.get(line))]
        if gate.places == "move_up" and not boards:
            desk.note(problem("places-without-board", name.place, name=str(name)))
        if not gate.when:
            desk.note(problem("empty-condition", name.place, name=str(name)))
    return gates


def _has_places(line: PayLine | None) -> bool:
    """Whether there are places or parts that others could move up to."""
    return isinstance(line, (RankPrizeLine, TeamPoolLine))


def gated(line: str, formula: Formula, names: list[str], rules: PlanFile, desk: Desk) -> Formula:
    """The line, or nothing where a gate holds, or what a gate leaves of it."""
    for name, gate in rules.gates.items():
        if str(name) not in names:
            continue
        tests = tests_of(gate.when, desk)
        if tests is not None:
            reason = f"{name}: {gate.says}" if gate.says else str(name)
            left = _left_by(gate, line, formula, desk)
            closed = When(tests, left, formula, reason, name.place)
            formula = _asked(closed, formula, desk)
    return formula


def _asked(closed: When, line: Formula, desk: Desk) -> Formula:
    """A gate that asks for the score holds for nobody who may have none this month."""
    figures = [part for test in tests_in(closed.tests) for part in (test.subject, test.bound)]
    asks = any(asks_for_score(figure, desk) for figure in figures)
    return where_scored(closed, line, desk) if asks else closed


def _left_by(gate: Gate, line: str, formula: Formula, desk: Desk) -> Formula:
    """What a gate that holds leaves of a line."""
    share = next((share for name, share in gate.reduce.items() if str(name) == line), None)
    if share is None:
        return Constant(ZERO, Unit.MONEY)
    reduced = Product((formula, Constant(share.value, Unit.PERCENT, share.place)))
    return Round(reduced, desk.rounding.money, desk.rounding.mode)
