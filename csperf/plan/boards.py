"""Boards and pools: who takes part in one, and which end of it is the top.

Why a gate has two effects: a person who loses a prize may leave the place empty (the money stays
with the shop) or make room for the next one. Shops do both, and pay different people by it.
"""

from __future__ import annotations

from typing import Literal

from csperf.errors import problem
from csperf.exact import ONE, ZERO
from csperf.formula import Column, Condition, Constant, Not, When
from csperf.plan.conditions import Conditions, tests_of
from csperf.plan.desk import Desk, Reading
from csperf.plan.names import derived_name
from csperf.plan.points import where_scored
from csperf.units import Unit
from csperf.yaml_text import Written


def taking_part(name: Written, eligible: Conditions, desk: Desk) -> str | None:
    """The column of 1 and 0 that says who takes part; '' for everybody, None after a fault."""
    own = tests_of(eligible, desk)
    bars = [tested() for tested in desk.barred.get(str(name), [])]
    known = [bar for bar in bars if bar is not None]
    if own is None or len(known) < len(bars):
        return None
    tests: tuple[Condition, ...] = (*own, *(Not(bar) for bar in known))
    if not tests:
        return ""
    title = derived_name(str(name), "eligible")
    formula = where_scored(
        When(tests, Constant(ONE), Constant(ZERO), place=name.place), Constant(ZERO), desk
    )
    return desk.add(Column(title, "aid", Unit.COUNT, formula, name.place)).cell.column


def direction(
    stated: Literal["higher", "lower"] | None, value: Reading, name: Written, desk: Desk
) -> Literal["higher", "lower"] | None:
    """Which end of a board is the top; must be known or stated."""
    if stated:
        return stated
    if value.better == "neutral":
        desk.note(problem("say-better", name.place, name=str(name)))
        return None
    return value.better
