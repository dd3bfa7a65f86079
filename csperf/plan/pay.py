"""Every kind of pay line: one class a kind, its fields and `amount()`.

Each line is computed in one order, which `validate` prints: amount, factor, limits, proration,
rounding; a gate that holds puts the rounded line to zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from csperf.errors import Term, problem
from csperf.exact import ZERO
from csperf.formula import (
    Constant,
    Difference,
    Formula,
    Given,
    Limit,
    Product,
)
from csperf.plan.bands import PayRow
from csperf.plan.commission import CommissionLine
from csperf.plan.desk import COUNTABLE, Desk, Reading, Watch
from csperf.plan.fields import (
    Model,
    Money,
    Name,
    Number,
    goes_with,
    kind_of,
    one_of,
)
from csperf.plan.guarantee import GuaranteeLine
from csperf.plan.items import ClawbackLine, ItemCommissionLine
from csperf.plan.line import PayLine
from csperf.plan.pool import TeamPoolLine
from csperf.plan.prizes import RankPrizeLine
from csperf.plan.rows import PER_ROW, EachRow, of_line
from csperf.plan.scales import SCORE, amount_by, constant_of, money_of, placed
from csperf.plan.streak import StreakLine
from csperf.units import Figure, Unit
from csperf.yaml_text import Written


class DayRate(Model):
    """A day's pay by level or by score."""

    by: Name = Field(SCORE, description="依据 / by what")
    amounts: dict[Name, Money] | None = Field(None, description="按名称的日薪 / day rate by name")
    bands: list[PayRow] | None = Field(None, description="按区间的日薪 / day rate by bands")


AnyDayRate = Annotated[
    Annotated[DayRate, Tag("@table")] | Annotated[Money, Tag("@money")],
    Discriminator(lambda raw: "@table" if isinstance(raw, (Mapping, DayRate)) else "@money"),
]


class Base(Model):
    """Base pay: fixed, by level, by score or grade, a day rate, or as the roster says."""

    fixed: Money | None = Field(None, description="固定金额 / a fixed amount")
    by: Name | None = Field(
        None, description="依据：级别、score、grade 或指标 / by level, score, grade"
    )
    amounts: dict[Name, Money] | None = Field(None, description="按名称的金额 / amount by name")
    bands: list[PayRow] | None = Field(None, description="按区间的金额 / amount by bands")
    day_rate: AnyDayRate | None = Field(None, description="日薪 / pay for a day")
    days: Name | None = Field(None, description="天数指标，默认出勤天数 / the days metric")
    metric: Name | None = Field(None, description="直接取一列，如花名册的底薪 / a column as it is")


_BASE_KINDS = ("fixed", "by", "day_rate", "metric")
_BASE_PARTS = {"amounts": ("by",), "bands": ("by",), "days": ("day_rate",)}


class BaseLine(PayLine):
    """Base pay."""

    base: Annotated[Base, goes_with(**_BASE_PARTS), one_of(*_BASE_KINDS)] = Field(
        description="底薪 / base pay"
    )

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """By whichever key stands there."""
        base = self.base
        if base.fixed is not None:
            return Constant(base.fixed.value, Unit.MONEY, base.fixed.place)
        if base.metric is not None:
            return money_of(base.metric, desk)
        if base.day_rate is not None:
            return self.by_days(base.day_rate, name, desk)
        return amount_by(base.by or SCORE, base.amounts, base.bands, name.place, desk)

    def by_days(self, rate: DayRate | Figure, name: Written, desk: Desk) -> Formula | None:
        """Day rate times days."""
        days = desk.countable(self.base.days or Written("出勤天数", name.place))
        if isinstance(rate, Figure):
            each: Formula | None = Constant(rate.value, Unit.MONEY, rate.place)
        else:
            each = amount_by(rate.by, rate.amounts, rate.bands, name.place, desk)
        return None if each is None or days is None else Product((each, days.cell))


class Bonus(EachRow):
    """A score (or another column) turned into money: by bands, by name, or so much a point."""

    by: Name = Field(SCORE, description="依据，默认 score 得分 / by what, default the score")
    bands: list[PayRow] | None = Field(None, description="区间对应奖金 / amount by bands")
    amounts: dict[Name, Money] | None = Field(None, description="按名称的奖金 / amount by name")
    per_point: Number | None = Field(None, description="每分多少元 / money for each point")
    fixed: Money | None = Field(None, description="固定金额 / a fixed amount")


_BONUS_KINDS = ("bands", "amounts", "per_point", "fixed")
_BONUS_PARTS = {"by": ("bands", "amounts", "per_point")}


class BonusLine(PayLine):
    """Bonus."""

    bonus: Annotated[Bonus, goes_with(**_BONUS_PARTS, **PER_ROW), one_of(*_BONUS_KINDS)] = Field(
        description="奖金 / bonus"
    )

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """On the month's figures, or for each row of a table."""
        return of_line(self.bonus, name, desk, self.paid)

    def paid(self, name: Written, desk: Desk) -> Formula | None:
        """By whichever key stands there."""
        bonus = self.bonus
        if bonus.fixed is not None:
            return Constant(bonus.fixed.value, Unit.MONEY, bonus.fixed.place)
        if bonus.per_point is None:
            return amount_by(bonus.by, bonus.amounts, bonus.bands, name.place, desk)
        reading = desk.countable(placed(bonus.by, name.place))
        each = Constant(bonus.per_point.value, Unit.MONEY, bonus.per_point.place)
        return None if reading is None else Product((reading.cell, each))


class Deduction(EachRow):
    """Money taken off: so much each, an amount as it stands, or by bands."""

    of: Name | None = Field(None, description="扣款依据 / what is deducted for")
    each: Money | None = Field(None, description="每单位扣多少 / so much for each")
    bands: list[PayRow] | None = Field(None, description="按区间扣 / by bands")
    at_most: Money | None = Field(None, description="最多扣多少 / at most")


class DeductionLine(PayLine):
    """Deduction: computed as a positive amount, printed with a minus."""

    deduction: Annotated[Deduction, goes_with(**PER_ROW), one_of("each", "bands", needed=False)] = (
        Field(description="扣款 / deduction")
    )

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """What is taken off, on the month's figures or for each row, and at most so much."""
        rule = self.deduction
        amount = of_line(rule, name, desk, self.taken)
        if amount is None or rule.at_most is None:
            return amount
        return Limit(amount, None, constant_of(rule.at_most, Unit.MONEY))

    def taken(self, name: Written, desk: Desk) -> Formula | None:
        """Each times count, an amount by bands, or the amount as it stands."""
        rule = self.deduction
        each = constant_of(rule.each, Unit.MONEY)
        if rule.of is None:
            return self.each_row(each, name, desk)
        if rule.bands is not None:
            return amount_by(rule.of, None, rule.bands, name.place, desk)
        if each is not None:
            reading = desk.countable(rule.of, COUNTABLE | {Unit.MONEY})
            self.watch(name, reading, desk)
            return None if reading is None else Product((reading.cell, each))
        amount = money_of(rule.of, desk)
        self.watch(name, desk.read(rule.of) if amount else None, desk)
        return amount

    def each_row(self, each: Constant | None, name: Written, desk: Desk) -> Formula | None:
        """So much for each row, whatever stands in it."""
        if self.deduction.for_each is not None and each is not None:
            return each
        facts = {"key": "of", "part": "deduction"}
        desk.note(problem("missing-key", name.place, **facts, example=Term("like.of")))
        return None

    def watch(self, name: Written, reading: Reading | None, desk: Desk) -> None:
        """A negative amount taken off would pay."""
        if reading is not None and self.deduction.of is not None:
            at = self.deduction.of.place
            desk.watches.append(Watch("deduction", str(name), (reading.cell.column,), at))

    def signed(self, amount: Formula) -> Formula:
        """Taken from nothing, so that no deduction is 0.00 and not -0.00."""
        return Difference(Constant(ZERO, Unit.MONEY), amount)


class Adjustment(Model):
    """Money written by hand, with its reason."""

    of: Name = Field(description="金额列，如 调整金额 / the column with the amount")
    reason: Name = Field(description="原因列，如 调整原因 / the column with the reason")


class AdjustmentLine(PayLine):
    """Adjustment: what a person wrote down, nothing where nothing is written."""

    adjustment: Adjustment = Field(description="手工调整 / adjustment by hand")

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """The amount as it stands."""
        cell = money_of(self.adjustment.of, desk)
        amount, reason = desk.read(self.adjustment.of), desk.read(self.adjustment.reason)
        if cell is None or amount is None or reason is None:
            return None
        watched = (amount.cell.column, reason.cell.column)
        desk.watches.append(Watch("adjustment", str(name), watched, self.adjustment.of.place))
        return Given(cell, Constant(ZERO, Unit.MONEY), "why.no-adjustment")


KINDS = {
    "base": "@base",
    "commission": "@commission",
    "bonus": "@bonus",
    "rank_prize": "@rank_prize",
    "deduction": "@deduction",
    "adjustment": "@adjustment",
    "item_commission": "@item_commission",
    "clawback": "@clawback",
    "team_pool": "@team_pool",
    "guarantee": "@guarantee",
    "streak": "@streak",
}

AnyPayLine = Annotated[
    Annotated[BaseLine, Tag("@base")]
    | Annotated[CommissionLine, Tag("@commission")]
    | Annotated[BonusLine, Tag("@bonus")]
    | Annotated[RankPrizeLine, Tag("@rank_prize")]
    | Annotated[DeductionLine, Tag("@deduction")]
    | Annotated[AdjustmentLine, Tag("@adjustment")]
    | Annotated[ItemCommissionLine, Tag("@item_commission")]
    | Annotated[ClawbackLine, Tag("@clawback")]
    | Annotated[TeamPoolLine, Tag("@team_pool")]
    | Annotated[GuaranteeLine, Tag("@guarantee")]
    | Annotated[StreakLine, Tag("@streak")],
    kind_of(KINDS),
    one_of(*KINDS),
]
