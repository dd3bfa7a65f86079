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
)
from csperf.plan.conditions import tests_of
from csperf.plan.desk import (
    Desk,
)
from csperf.plan.fields import near
from csperf.plan.model import Gate, PlanFile
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
        if not gate.when:
            desk.note(problem("empty-condition", name.place, name=str(name)))
    return gates


def gated(line: str, formula: Formula, names: list[str], rules: PlanFile, desk: Desk) -> Formula:
    """The line, or nothing where a gate holds, or what a gate leaves of it."""
    for name, gate in rules.gates.items():
        if str(name) not in names:
            continue
        tests = tests_of(gate.when, desk)
        if tests is not None:
            reason = f"{name}: {gate.says}" if gate.says else str(name)
            left = _left_by(gate, line, formula, desk)
            formula = When(tests, left, formula, reason, name.place)
    return formula


def _left_by(gate: Gate, line: str, formula: Formula, desk: Desk) -> Formula:
    """What a gate that holds leaves of a line."""
    share = next((share for name, share in gate.reduce.items() if str(name) == line), None)
    if share is None:
        return Constant(ZERO, Unit.MONEY)
    reduced = Product((formula, Constant(share.value, Unit.PERCENT, share.place)))
    return Round(reduced, desk.rounding.money, desk.rounding.mode)
