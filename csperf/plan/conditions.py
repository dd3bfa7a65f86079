"""Conditions on columns: what gates and prizes test before they pay."""

from __future__ import annotations

from pydantic import Field

from csperf.errors import problem
from csperf.formula import (
    Constant,
    Test,
)
from csperf.plan.bands import wrong_unit
from csperf.plan.desk import Desk
from csperf.plan.fields import (
    Bound,
    Limits,
    Name,
    Text,
)
from csperf.units import Figure, Unit, fits
from csperf.yaml_text import Written


class Comparison(Limits):
    """One condition on a value: exactly one bound word, or `is` a text."""

    at_least: Bound | None = Field(None, description="大于等于 / at least (>=)")
    over: Bound | None = Field(None, description="大于 / over (>)")
    at_most: Bound | None = Field(None, description="小于等于 / at most (<=)")
    under: Bound | None = Field(None, description="小于 / under (<)")
    is_: Text | None = Field(None, alias="is", description="等于文字 / is this text")


Conditions = dict[Name, Comparison]


def tests_of(conditions: Conditions, desk: Desk) -> tuple[Test, ...] | None:
    """The conditions as tests, all of which must hold; None after noting what is wrong."""
    tests = [_tests(name, comparison, desk) for name, comparison in conditions.items()]
    good = [test for group in tests if group is not None for test in group]
    return tuple(good) if None not in tests else None


def _tests(name: Written, comparison: Comparison, desk: Desk) -> list[Test] | None:
    reading = desk.read(name)
    if reading is None:
        return None
    found: list[Test] = []
    for sign in ("at_least", "over", "at_most", "under"):
        figure: Figure | None = getattr(comparison, sign)
        if figure is None:
            continue
        if reading.unit is Unit.TEXT:
            desk.note(problem("text-not-number", name.place, name=str(name)))
            return None
        if not fits(figure, reading.unit):
            desk.note(wrong_unit(figure, reading.unit))
            return None
        found.append(Test(reading.cell, sign, Constant(figure.value, reading.unit, figure.place)))
    if comparison.is_ is not None:
        if reading.unit is not Unit.TEXT:
            desk.note(problem("number-not-text", comparison.is_.place, name=str(name)))
            return None
        text = Constant(str(comparison.is_), Unit.TEXT, comparison.is_.place)
        found.append(Test(reading.cell, "is", text))
    if not found:
        desk.note(problem("empty-condition", name.place, name=str(name)))
        return None
    return found
