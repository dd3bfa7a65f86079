"""Streaks: pay for so many months in a row in which something held, this month included.

Why the months before are a metric: a plan knows one month. How often it held before stands in the
roster or in last month's result (this line's own column of months in a row), where everybody can
check it; a month in which it does not hold starts again from 0.
"""

from __future__ import annotations

from pydantic import Field

from csperf.errors import problem
from csperf.exact import ONE, ZERO
from csperf.formula import Column, Constant, Formula, Sum, When
from csperf.plan.bands import PayRow
from csperf.plan.conditions import Conditions, tests_of
from csperf.plan.desk import Desk
from csperf.plan.fields import Model, Name
from csperf.plan.line import PayLine
from csperf.plan.names import derived_name
from csperf.plan.points import where_scored
from csperf.plan.scales import table_by_bands
from csperf.units import Unit
from csperf.yaml_text import Written


class Streak(Model):
    """What must hold, how many months it held before, and what so many months pay."""

    when: Conditions = Field(description="本月要满足的条件 / what must hold this month")
    before: Name = Field(
        description="到上月为止已连续几个月的指标 / the metric with the months in a row before"
    )
    bands: list[PayRow] = Field(description="连续几个月发多少 / pay by months in a row")


class StreakLine(PayLine):
    """Streak."""

    streak: Streak = Field(description="连续奖 / pay for months in a row")

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """The months in a row as a column, then the band that they reach."""
        rule = self.streak
        tests, before = tests_of(rule.when, desk), desk.countable(rule.before)
        if tests is None or before is None:
            return None
        if not tests:
            desk.note(problem("empty-condition", name.place, name=str(name)))
            return None
        one = Constant(ONE, Unit.COUNT)
        none = Constant(ZERO, Unit.COUNT)
        months = where_scored(When(tests, Sum((before.cell, one)), none), none, desk)
        title = Written(derived_name(str(name), "streak"), name.place)
        column = desk.add(Column(title, "balance", Unit.COUNT, months, name.place), "higher")
        return table_by_bands(column, title, rule.bands, "pay", Unit.MONEY, name.place, desk)
