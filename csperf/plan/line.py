"""What every pay line has in common: factor, limits, proration, rounding, in that order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from csperf.errors import Place, problem
from csperf.exact import ZERO
from csperf.formula import (
    Column,
    Constant,
    Difference,
    Formula,
    Limit,
    Product,
    Quotient,
    Round,
    Sum,
    When,
)
from csperf.plan.bands import FactorRow
from csperf.plan.conditions import Conditions, tests_of
from csperf.plan.desk import Desk, Reading, Watch
from csperf.plan.fields import (
    Limits,
    Model,
    Money,
    Name,
    Percent,
    Text,
    Words,
    goes_with,
    one_of,
)
from csperf.plan.names import derived_name
from csperf.plan.scales import (
    SCORE,
    constant_of,
    money_of,
    placed,
    table_by_bands,
    table_by_name,
)
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


_DAYS = {
    "attendance": ("出勤天数", "应出勤天数"),
    "出勤": ("出勤天数", "应出勤天数"),
    "employment": ("在职天数", "当月天数"),
    "在职": ("在职天数", "当月天数"),
}
_NO_DAYS = ("none", "不折算")
_PRORATE_WORDS = Words(("attendance", "employment", "none"))
PRORATED = (*_DAYS, *_NO_DAYS)
"""The words that `prorate` knows."""


def _prorate(raw: object) -> object:
    """`prorate: 出勤` is short for attended days of the days due; `none` says it on purpose."""
    if not isinstance(raw, Written):
        return raw
    if raw in _NO_DAYS:
        return Prorate.model_construct(days=Written("", raw.place), of=Written("", raw.place))
    if raw not in _DAYS:
        raise PydanticCustomError("prorate-word", "days")
    days, of = (Written(name, raw.place) for name in _DAYS[raw])
    return Prorate(days=days, of=of)


def _as_list(raw: object) -> object:
    return [raw] if isinstance(raw, Mapping) else raw


AnyFactor = Annotated[
    Factor,
    goes_with(by=("bands", "factors", "per_point")),
    one_of(*_FACTOR_KINDS),
]


class PayLine(Limits):
    """What every pay line may say besides what it pays."""

    when: Conditions = Field(
        default_factory=dict, description="满足时才发，否则为 0 / paid only when this holds"
    )
    factor: Annotated[list[AnyFactor] | None, BeforeValidator(_as_list)] = Field(
        None,
        description="系数，写几个就连乘 / a percentage on the line, or several",
    )
    at_most: Money | None = Field(None, description="封顶 / at most")
    carry: Name | None = Field(
        None,
        description="超过封顶的部分转到下月：写上月转入的指标；不写则作废"
        " / what is over the cap goes to next month; names the metric with last month's rest",
    )
    at_least: Money | None = Field(None, description="保底 / at least")
    prorate: Annotated[Prorate | None, _PRORATE_WORDS, BeforeValidator(_prorate)] = Field(
        None,
        description="按天折算：attendance 出勤、employment 在职、none 不折算，或 {days, of}"
        " / prorated by days attended, employed, not at all, or by days of your own",
    )
    says: Text | None = Field(None, description="制度原文 / the policy's own sentence")

    @property
    def balance(self) -> Name | None:
        """The metric with what the month before left over, if the line keeps a balance."""
        return self.carry

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """The line before factor, limits and rounding."""
        raise NotImplementedError

    def formula(self, name: Written, desk: Desk) -> Formula | None:
        """The whole line, rounded; nothing for whom `when` does not hold."""
        amount = self.prorated(name, self.limited(name, self.factored(name, desk), desk), desk)
        tests = tests_of(self.when, desk)
        if amount is None or tests is None:
            return None
        line: Formula = Round(self.signed(amount), desk.rounding.money, desk.rounding.mode)
        nothing = Constant(ZERO, Unit.MONEY)
        return When(tests, line, nothing, place=name.place) if tests else line

    def factored(self, name: Written, desk: Desk) -> Formula | None:
        """The amount times every factor."""
        amount = self.amount(name, desk)
        factors = [factor.formula(name.place, desk) for factor in self.factor or []]
        known = [factor for factor in factors if factor is not None]
        if amount is None or len(known) < len(factors):
            return None
        return Product((amount, *known)) if known else amount

    def limited(self, name: Written, amount: Formula | None, desk: Desk) -> Formula | None:
        """The amount within its bounds; with what was carried in, and a column of what is left."""
        low, high = constant_of(self.at_least, Unit.MONEY), constant_of(self.at_most, Unit.MONEY)
        if amount is None or self.carry is None:
            bounded = amount is not None and (low or high)
            return Limit(amount, low, high) if amount is not None and bounded else amount
        carried = money_of(self.carry, desk)
        if high is None or self.prorate is not None or self.when:
            desk.note(problem("carry-alone", self.carry.place, name=str(name)))
            return None
        if carried is None:
            return None
        rounded = Round(amount, desk.rounding.money, desk.rounding.mode)
        due = Column(
            derived_name(str(name), "due"),
            "aid",
            Unit.MONEY,
            Sum((rounded, carried)),
            name.place,
        )
        cell = desk.add(due, "higher").cell
        paid = Limit(cell, low, high)
        rest = Round(Difference(cell, paid), desk.rounding.money, desk.rounding.mode)
        title = derived_name(str(name), "carried")
        desk.add(Column(title, "balance", Unit.MONEY, rest, name.place))
        return paid

    def prorated(self, name: Written, amount: Formula | None, desk: Desk) -> Formula | None:
        """The amount's share of the days."""
        if self.prorate is None or not self.prorate.days:
            return amount
        share = _share_of_days(name, self.prorate, desk)
        return None if amount is None or share is None else Product((amount, share))

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
