"""Overrides: what was agreed with one person, with its reason and its days.

Why they stand in the plan and not in the roster: an agreed amount is a rule, and whoever reads the
plan must see for whom it does not hold. Why the reason is a required key and shown wherever the
figure is explained: an exception that nobody can explain is where quarrels begin. Why an override
that begins or ends inside the month is refused: half a month of another amount is a sum of two
lines, and only the manager knows by which days.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

from pydantic import Field

from csperf.errors import problem
from csperf.formula import Cell, Constant, Formula, Product, Round, Test, When
from csperf.plan.dates import Date, first_and_last
from csperf.plan.desk import Desk, Watch
from csperf.plan.fields import Model, Money, Name, Number, Percent, Text, goes_with, one_of
from csperf.units import Unit


class Override(Model):
    """One person's own amount or factor of a pay line, or points of an indicator."""

    agent: Name = Field(
        description="客服的姓名，重名的写“姓名 工号”"
        " / the agent's name, with the id if two people share it"
    )
    line: Name | None = Field(None, description="哪个薪资项 / which pay line")
    indicator: Name | None = Field(None, description="哪个考核项 / which indicator")
    amount: Money | None = Field(None, description="改为这个金额 / this amount instead")
    factor: Percent | None = Field(None, description="再乘这个系数 / times this")
    points: Number | None = Field(None, description="改为这个分值 / these points instead")
    reason: Text = Field(description="原因，会印在解释里 / the reason; it is printed")
    from_: Date | None = Field(None, alias="from", description="从哪天起 / from this day on")
    until: Date | None = Field(None, description="到哪天为止 / until this day")


AnyOverride = Annotated[
    Override,
    goes_with(
        amount=("line",),
        factor=("line",),
        points=("indicator",),
        line=("amount", "factor"),
        indicator=("points",),
    ),
    one_of("amount", "factor", "points"),
    one_of("line", "indicator"),
]


def check_names(
    rules: Sequence[Override], lines: Sequence[str], indicators: Sequence[str], desk: Desk
) -> None:
    """Every override speaks of a line or an indicator that is there."""
    for rule in rules:
        name = rule.line or rule.indicator
        known = lines if rule.line is not None else indicators
        if name is not None and str(name) not in known:
            there = tuple(known)
            desk.note(problem("override-of-nothing", name.place, name=str(name), known=there))


def overridden(
    formula: Formula,
    name: str,
    *,
    of_line: bool,
    rules: Sequence[Override],
    desk: Desk,
    share: Callable[[Formula], Formula] = lambda amount: amount,
) -> Formula:
    """The formula, but for the people with whom something else was agreed for this month.

    `share` makes of an agreed amount what the line's own days leave of it.
    """
    for rule in rules:
        meant = rule.line if of_line else rule.indicator
        if meant is None or str(meant) != name or not _holds_now(rule, desk):
            continue
        own = _agreed(rule, formula, desk)
        own = share(own) if rule.amount is not None else own
        who = Constant(str(rule.agent), Unit.TEXT, rule.agent.place)
        desk.watches.append(Watch("person", name, (desk.who(), str(rule.agent)), rule.agent.place))
        tests = (Test(Cell(desk.who()), "is", who),)
        formula = When(tests, own, formula, str(rule.reason), rule.agent.place)
    return formula


def _agreed(rule: Override, formula: Formula, desk: Desk) -> Formula:
    if rule.amount is not None:
        return Constant(rule.amount.value, Unit.MONEY, rule.amount.place)
    if rule.points is not None:
        return Constant(rule.points.value, Unit.POINTS, rule.points.place)
    assert rule.factor is not None  # noqa: S101 - one of the three is there
    factor = Constant(rule.factor.value, Unit.PERCENT, rule.factor.place)
    return Round(Product((formula, factor)), desk.rounding.money, desk.rounding.mode)


def _holds_now(rule: Override, desk: Desk) -> bool:
    """Whether it holds in the month that is paid; without dates always, without data too."""
    start, end = rule.from_, rule.until
    if (start is None and end is None) or desk.supplied is None:
        return True
    days = first_and_last(desk.period)
    at = next(day.place for day in (start, end) if day is not None)
    if days is None:
        desk.note(problem("override-needs-period", at, agent=str(rule.agent)))
        return False
    first, last = days
    begins, ends = str(start or first), str(end or last)
    if last < begins or first > ends:
        return False
    if begins > first or ends < last:
        facts = {"agent": str(rule.agent), "first": first, "last": last}
        desk.note(problem("override-part-of-period", at, **facts))
        return False
    return True
