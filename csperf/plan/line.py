"""What every pay line has in common: factor, limits, proration, rounding, in that order."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from csperf.errors import Place, problem
from csperf.formula import (
    Constant,
    Formula,
    Limit,
    Product,
    Quotient,
    Round,
)
from csperf.plan.bands import FactorRow
from csperf.plan.desk import Desk, Reading, Watch
from csperf.plan.fields import (
    Limits,
    Model,
    Money,
    Name,
    Percent,
    Text,
    goes_with,
    one_of,
)
from csperf.plan.scales import SCORE, constant_of, placed, table_by_bands, table_by_name
from csperf.units import Unit
from csperf.yaml_text import Written

_FACTOR_KINDS = ("bands", "factors", "per_point", "metric")


class Factor(Limits):
    """A percentage on a line: by bands, by name, so much a point, or a metric as it is."""

    by: Name = Field(SCORE, description="依据：score、grade 或指标 / score, grade or a metric")
    bands: list[FactorRow] | None = Field(None, description="区间对应系数 / factor by bands")
    factors: dict[Name, Percent] | None = Field(None, description="按名称的系数 / factor by name")
    per_point: Percent | None = Field(None, description="每分的系数，如 1% / factor for each point")
    metric: Name | None = Field(
        None, description="直接用一个百分比指标 / a percent metric as it is"
    )
    at_most: Percent | None = Field(None, description="系数上限 / the factor is at most")
    at_least: Percent | None = Field(None, description="系数下限 / the factor is at least")

    def formula(self, place: Place, desk: Desk) -> Formula | None:
        """The factor, limited."""
        by = placed(self.by, place)
        reading = desk.countable(by) if self.per_point else desk.read(self.metric or by)
        factor = None if reading is None else self.unlimited(reading, place, desk)
        if factor is None or (self.at_most is None and self.at_least is None):
            return factor
        return Limit(
            factor,
            constant_of(self.at_least, Unit.PERCENT),
            constant_of(self.at_most, Unit.PERCENT),
        )

    def unlimited(self, reading: Reading, place: Place, desk: Desk) -> Formula | None:
        """The factor by the one way that is written."""
        if self.metric is not None:
            if reading.unit not in {Unit.PERCENT, Unit.RATIO}:
                desk.note(problem("not-a-factor", self.metric.place, name=str(self.metric)))
                return None
            return reading.cell
        if self.per_point is not None:
            rate = Constant(self.per_point.value, Unit.PERCENT, self.per_point.place)
            return Product((reading.cell, rate))
        if self.factors is not None:
            return table_by_name(reading, self.by, self.factors, Unit.PERCENT, place, desk)
        return table_by_bands(
            reading, self.by, self.bands or [], "factor", Unit.PERCENT, place, desk
        )


class Prorate(Model):
    """Which days count, of which."""

    days: Name = Field(Written("出勤天数"), description="实际天数 / the days that count")
    of: Name = Field(Written("应出勤天数"), description="应有天数 / of so many days")


def _prorate(raw: object) -> object:
    """`prorate: 出勤` is short for attended days of the days due."""
    if isinstance(raw, Written):
        return Prorate(days=Written("出勤天数", raw.place), of=Written("应出勤天数", raw.place))
    return raw


class PayLine(Limits):
    """What every pay line may say besides its own kind."""

    factor: Annotated[Factor | None, goes_with(by=_FACTOR_KINDS[:3]), one_of(*_FACTOR_KINDS)] = (
        Field(None, description="乘以的系数 / multiplied by")
    )
    at_most: Money | None = Field(None, description="封顶 / at most")
    at_least: Money | None = Field(None, description="保底 / at least")
    prorate: Annotated[Prorate | None, BeforeValidator(_prorate)] = Field(
        None, description="按天折算 / prorated by days"
    )
    says: Text | None = Field(None, description="制度原文 / the policy's own sentence")

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """The line before factor, limits and rounding."""
        raise NotImplementedError

    def formula(self, name: Written, desk: Desk) -> Formula | None:
        """The whole line, rounded."""
        amount = self.amount(name, desk)
        if self.factor is not None:
            factor = self.factor.formula(name.place, desk)
            amount = None if amount is None or factor is None else Product((amount, factor))
        if amount is not None and (self.at_least or self.at_most):
            low, high = (
                constant_of(self.at_least, Unit.MONEY),
                constant_of(self.at_most, Unit.MONEY),
            )
            amount = Limit(amount, low, high)
        if self.prorate is not None:
            share = _share_of_days(name, self.prorate, desk)
            amount = None if amount is None or share is None else Product((amount, share))
        if amount is None:
            return None
        return Round(self.signed(amount), desk.rounding.money, desk.rounding.mode)

    def signed(self, amount: Formula) -> Formula:
        """Deductions turn their amount; every other line pays it."""
        return amount


def _share_of_days(name: Written, prorate: Prorate, desk: Desk) -> Formula | None:
    days = desk.number(prorate.days)
    due = None if days is None else desk.comparable(prorate.days, days, prorate.of)
    if days is None or due is None:
        return None
    watched = (days.cell.column, due.cell.column)
    desk.watches.append(Watch("days", str(name), watched, placed(prorate.days, name.place).place))
    return Quotient(days.cell, due.cell)
