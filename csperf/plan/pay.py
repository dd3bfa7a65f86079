"""Every kind of pay line: one class a kind, its fields and `amount()`; the steps all lines share.

Each line is computed in one order, which `validate` prints: amount, factor, limits, proration,
rounding; a gate that holds puts the rounded line to zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from csperf.errors import Place, Problem, Term, problem
from csperf.exact import ONE, ZERO, exactly, fixed, plain, rounded
from csperf.formula import (
    Column,
    Constant,
    Difference,
    Formula,
    Given,
    Ladder,
    Limit,
    Prize,
    Product,
    Quotient,
    Rank,
    Round,
    Sum,
    Test,
    Tier,
    When,
)
from csperf.plan.bands import FactorRow, PayRow, choose, wrong_unit
from csperf.plan.desk import Desk, Reading
from csperf.plan.fields import (
    Bound,
    Limits,
    Model,
    Money,
    Name,
    Number,
    Percent,
    Text,
    goes_with,
    one_of,
)
from csperf.plan.indicators import by_name, direction, kind_of
from csperf.sheet import ladder
from csperf.units import Figure, Unit, fits
from csperf.yaml_text import Written

SCORE = Written("score")


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
        reading = desk.read(self.metric or _placed(self.by, place))
        factor = None if reading is None else self.unlimited(reading, place, desk)
        if factor is None or (self.at_most is None and self.at_least is None):
            return factor
        return Limit(
            factor, _constant(self.at_least, Unit.PERCENT), _constant(self.at_most, Unit.PERCENT)
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


def table_by_name(
    reading: Reading,
    by: Written,
    table: dict[Written, Figure],
    unit: Unit,
    place: Place,
    desk: Desk,
) -> Formula | None:
    """A table of names over a text column."""
    if reading.unit is not Unit.TEXT:
        desk.note(problem("number-not-text", place, name=str(by)))
        return None
    return by_name(reading, table, unit, place)


def table_by_bands(
    reading: Reading,
    by: Written,
    rows: Sequence[FactorRow] | Sequence[PayRow],
    key: str,
    unit: Unit,
    place: Place,
    desk: Desk,
) -> Formula | None:
    """A band table over a number column."""
    if reading.unit is Unit.TEXT:
        desk.note(problem("text-not-number", place, name=str(by)))
        return None
    return choose(reading.cell, reading.unit, list(rows), key, unit, desk, place)


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
            low, high = _constant(self.at_least, Unit.MONEY), _constant(self.at_most, Unit.MONEY)
            amount = Limit(amount, low, high)
        if self.prorate is not None:
            share = _share_of_days(self.prorate, desk)
            amount = None if amount is None or share is None else Product((amount, share))
        if amount is None:
            return None
        return Round(self.signed(amount), desk.rounding.money, desk.rounding.mode)

    def signed(self, amount: Formula) -> Formula:
        """Deductions turn their amount; every other line pays it."""
        return amount


def _share_of_days(prorate: Prorate, desk: Desk) -> Formula | None:
    days, due = desk.read(prorate.days), desk.read(prorate.of)
    return None if days is None or due is None else Quotient(days.cell, due.cell)


def _placed(name: Written, place: Place) -> Written:
    return name if getattr(name, "place", Place()).line else Written(name, place)


def _constant(figure: Figure | None, unit: Unit) -> Constant | None:
    return Constant(figure.value, unit, figure.place) if figure else None


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
        days = desk.read(self.base.days or Written("出勤天数", name.place))
        if isinstance(rate, Figure):
            each: Formula | None = Constant(rate.value, Unit.MONEY, rate.place)
        else:
            each = amount_by(rate.by, rate.amounts, rate.bands, name.place, desk)
        return None if each is None or days is None else Product((each, days.cell))


def money_of(name: Written, desk: Desk) -> Formula | None:
    """A column that must hold money."""
    reading = desk.read(name)
    if reading is not None and reading.unit is not Unit.MONEY:
        desk.note(
            problem("not-money", name.place, name=str(name), unit=Term(f"unit.{reading.unit}"))
        )
        return None
    return reading.cell if reading else None


def amount_by(
    by: Written,
    amounts: dict[Written, Figure] | None,
    bands: list[PayRow] | None,
    place: Place,
    desk: Desk,
) -> Formula | None:
    """An amount by names or by bands of a column."""
    if (amounts is None) == (bands is None):
        desk.note(problem("amounts-or-bands", place))
        return None
    reading = desk.read(_placed(by, place))
    if reading is None:
        return None
    if amounts is not None:
        return table_by_name(reading, by, amounts, Unit.MONEY, place, desk)
    return table_by_bands(reading, by, bands or [], "pay", Unit.MONEY, place, desk)


class TierRow(Model):
    """One tier of a ladder: where it starts and what it pays."""

    from_: Bound | None = Field(
        None, alias="from", description="从此数起（含）/ from this amount, inclusive"
    )
    over: Bound | None = Field(None, description="超过此数（不含）/ over this amount")
    rate: Percent | None = Field(None, description="提成比例 / the rate")
    each: Money | None = Field(None, description="每单位金额 / money for each unit")


class Commission(Model):
    """Pay on an amount or a count: one rate, a ladder, or so much each."""

    of: Name = Field(description="计提基数，如 净销售额 / what it is paid on")
    rate: Percent | None = Field(None, description="单一比例 / one rate")
    each: Money | None = Field(None, description="每单位金额 / money for each unit")
    mode: Literal["graduated", "whole"] | None = Field(
        None,
        description="graduated 分段累进，whole 全额 / each rate on its part, or one rate on all",
    )
    tiers: list[TierRow] | None = Field(None, description="阶梯 / the ladder")
    below_zero: Literal["zero", "charge"] | None = Field(
        None, description="基数为负时：zero 不发不扣，charge 倒扣 / when the base is negative"
    )


_COMMISSION_KINDS = ("rate", "each", "tiers")


class CommissionLine(PayLine):
    """Commission."""

    commission: Annotated[Commission, goes_with(mode=("tiers",)), one_of(*_COMMISSION_KINDS)] = (
        Field(description="提成 / commission")
    )

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """Base times rate, or the ladder over the base."""
        rule = self.commission
        reading = desk.read(rule.of)
        if reading is None:
            return None
        if reading.unit is Unit.TEXT:
            desk.note(problem("text-not-number", rule.of.place, name=str(rule.of)))
            return None
        zero = Constant(ZERO, reading.unit)
        base: Formula = Limit(reading.cell, zero) if rule.below_zero == "zero" else reading.cell
        if rule.tiers is not None:
            return self.ladder(base, reading, name, desk)
        rate = _constant(rule.rate, Unit.PERCENT) or _constant(rule.each, Unit.MONEY)
        return None if rate is None else Product((base, rate))

    def ladder(self, base: Formula, reading: Reading, name: Written, desk: Desk) -> Formula | None:
        """The checked ladder; a negative base is charged at the first rate if the plan says so."""
        rule = self.commission
        tiers = checked_tiers(rule.tiers or [], reading.unit, name.place, desk)
        if tiers is None:
            return None
        if rule.mode is None:
            desk.note(_say_mode(tiers, name))
            return None
        owns_start = (rule.tiers or [])[0].from_ is not None
        if rule.below_zero != "charge":
            return Ladder(base, tiers, rule.mode, owns_start, name.place)
        zero = Constant(ZERO, reading.unit)
        positive = Ladder(Limit(base, zero), tiers, rule.mode, owns_start, name.place)
        return Sum((positive, Product((Limit(base, None, zero), tiers[0].rate))))


def checked_tiers(
    rows: list[TierRow], unit: Unit, place: Place, desk: Desk
) -> tuple[Tier, ...] | None:
    """The tiers, rising from zero, one bound word, one kind of rate; None after noting faults."""
    before = len(desk.problems)
    for row in rows:
        _check_tier(row, unit, place, desk)
    words = ["from" if row.from_ else "over" for row in rows]
    for word, row in zip(words, rows, strict=True):
        start = row.from_ or row.over
        if word != words[0] and start is not None and len(desk.problems) == before:
            desk.note(problem("mixed-bounds", start.place, words=(words[0], word)))
    if not rows:
        desk.note(problem("empty-table", place))
    if len(desk.problems) > before:
        return None
    tiers = tuple(_tier(row, unit) for row in rows)
    _check_tier_order(tiers, desk)
    return tiers if len(desk.problems) == before else None


def _check_tier(row: TierRow, unit: Unit, place: Place, desk: Desk) -> None:
    start, rate = row.from_ or row.over, row.rate or row.each
    at = start.place if start else rate.place if rate else place
    if start is None or (row.from_ and row.over):
        desk.note(problem("tier-start", at))
    elif not fits(start, unit):
        desk.note(wrong_unit(start, unit))
    if rate is None or (row.rate and row.each):
        desk.note(problem("tier-rate", at))


def _tier(row: TierRow, unit: Unit) -> Tier:
    start = row.from_ or row.over
    assert start is not None  # noqa: S101 - checked before
    rate = _constant(row.rate, Unit.PERCENT) or _constant(row.each, Unit.MONEY)
    assert rate is not None  # noqa: S101 - checked before
    return Tier(Constant(start.value, unit, start.place), rate)


def _check_tier_order(tiers: tuple[Tier, ...], desk: Desk) -> None:
    starts = [Decimal(tier.start.value) for tier in tiers]
    if starts[0] != ZERO:
        desk.note(problem("tiers-not-from-zero", tiers[0].start.place, start=plain(starts[0])))
    for before, after, tier in zip(starts, starts[1:], tiers[1:], strict=False):
        if after <= before:
            facts = {"start": plain(after), "before": plain(before)}
            desk.note(problem("tiers-not-rising", tier.start.place, **facts))


def _say_mode(tiers: tuple[Tier, ...], name: Written) -> Problem:
    """Shows what one amount pays both ways: the two words are often taken for each other."""
    starts = [Decimal(tier.start.value) for tier in tiers]
    step = starts[-1] - starts[-2] if len(starts) > 1 else Decimal(10000)
    with exactly():
        sample = starts[-1] + step / 2
        graduated = rounded(ladder(sample, tiers, "graduated", owns_start=True))
        whole = rounded(ladder(sample, tiers, "whole", owns_start=True))
    return problem(
        "say-mode", name.place, sample=plain(sample), graduated=fixed(graduated), whole=fixed(whole)
    )


class Bonus(Model):
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

    bonus: Annotated[Bonus, goes_with(**_BONUS_PARTS), one_of(*_BONUS_KINDS)] = Field(
        description="奖金 / bonus"
    )

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """By whichever key stands there."""
        bonus = self.bonus
        if bonus.fixed is not None:
            return Constant(bonus.fixed.value, Unit.MONEY, bonus.fixed.place)
        if bonus.per_point is None:
            return amount_by(bonus.by, bonus.amounts, bonus.bands, name.place, desk)
        reading = desk.read(_placed(bonus.by, name.place))
        each = Constant(bonus.per_point.value, Unit.MONEY, bonus.per_point.place)
        return None if reading is None else Product((reading.cell, each))


class RankPrize(Model):
    """Prizes for the first places of a board."""

    by: Name = Field(description="按什么排名 / ranked by what")
    prizes: list[Money] = Field(
        min_length=1, description="第 1、2、3… 名的奖金 / prizes of places 1, 2, 3 ..."
    )
    others: Money | None = Field(
        None, description="其余名次，默认 0 / every other place, default 0"
    )
    ties: Literal["share", "all_full", "next_drops"] = Field(
        "share",
        description="并列：share 平分所占名次奖金（默认），all_full 各得全额，"
        "next_drops 各得所占最后名次的奖金"
        " / ties: share the places' prizes (default), all get the full prize, or the last place's",
    )
    then_by: list[Name] = Field(
        default_factory=list, description="并列时再比 / compared next in a tie"
    )
    eligible: Conditions = Field(default_factory=dict, description="参评条件 / who takes part")
    better: Literal["higher", "lower"] | None = Field(
        None, description="哪头好 / which end is better"
    )


class RankPrizeLine(PayLine):
    """Rank prize."""

    rank_prize: RankPrize = Field(description="排名奖 / rank prize")

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """The board as a column, then the prize of each place on it."""
        rule = self.rank_prize
        keys = self.keys_of_board(desk)
        eligible = self.eligible(name, desk)
        if keys is None or eligible is None:
            return None
        board = f"{name}.名次" if not str(name).isascii() else f"{name}.rank"
        rank = Rank(keys, eligible or None)
        cell = desk.add(Column(board, "rank", Unit.COUNT, rank, name.place)).cell
        prizes = tuple(Constant(p.value, Unit.MONEY, p.place) for p in rule.prizes)
        others = _constant(rule.others, Unit.MONEY) or Constant(ZERO, Unit.MONEY)
        return Prize(cell.column, prizes, others, rule.ties, name.place)

    def keys_of_board(
        self, desk: Desk
    ) -> tuple[tuple[str, Literal["higher", "lower"]], ...] | None:
        """The column ranked by and those that decide ties, with their directions."""
        keys: list[tuple[str, Literal["higher", "lower"]]] = []
        for key in (self.rank_prize.by, *self.rank_prize.then_by):
            reading = desk.read(key)
            if reading is None:
                return None
            if reading.unit is Unit.TEXT:
                desk.note(problem("text-not-number", key.place, name=str(key)))
                return None
            way = direction(self.rank_prize.better if not keys else None, reading, key, desk)
            if way is None:
                return None
            keys.append((reading.cell.column, way))
        return tuple(keys)

    def eligible(self, name: Written, desk: Desk) -> str | None:
        """The column of 1 and 0 that says who takes part; '' for everybody."""
        if not self.rank_prize.eligible:
            return ""
        tests = tests_of(self.rank_prize.eligible, desk)
        if tests is None:
            return None
        title = f"{name}.参评" if not str(name).isascii() else f"{name}.eligible"
        formula = When(tests, Constant(ONE), Constant(ZERO), place=name.place)
        return desk.add(Column(title, "aid", Unit.COUNT, formula, name.place)).cell.column


class Deduction(Model):
    """Money taken off: so much each, an amount as it stands, or by bands."""

    of: Name = Field(description="扣款依据 / what is deducted for")
    each: Money | None = Field(None, description="每单位扣多少 / so much for each")
    bands: list[PayRow] | None = Field(None, description="按区间扣 / by bands")
    at_most: Money | None = Field(None, description="最多扣多少 / at most")


class DeductionLine(PayLine):
    """Deduction: computed as a positive amount, printed with a minus."""

    deduction: Annotated[Deduction, one_of("each", "bands", needed=False)] = Field(
        description="扣款 / deduction"
    )

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """Each times count, limited."""
        rule = self.deduction
        amount: Formula | None
        if rule.each is not None:
            reading = desk.read(rule.of)
            each = Constant(rule.each.value, Unit.MONEY, rule.each.place)
            amount = None if reading is None else Product((reading.cell, each))
        elif rule.bands is not None:
            amount = amount_by(rule.of, None, rule.bands, name.place, desk)
        else:
            amount = money_of(rule.of, desk)
        if amount is None or rule.at_most is None:
            return amount
        return Limit(amount, None, _constant(rule.at_most, Unit.MONEY))

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

    def amount(self, name: Written, desk: Desk) -> Formula | None:  # noqa: ARG002 - same shape for all
        """The amount as it stands."""
        cell = money_of(self.adjustment.of, desk)
        desk.read(self.adjustment.reason)
        return (
            None if cell is None else Given(cell, Constant(ZERO, Unit.MONEY), "why.no-adjustment")
        )


KINDS = {
    "base": "@base",
    "commission": "@commission",
    "bonus": "@bonus",
    "rank_prize": "@rank_prize",
    "deduction": "@deduction",
    "adjustment": "@adjustment",
}

AnyPayLine = Annotated[
    Annotated[BaseLine, Tag("@base")]
    | Annotated[CommissionLine, Tag("@commission")]
    | Annotated[BonusLine, Tag("@bonus")]
    | Annotated[RankPrizeLine, Tag("@rank_prize")]
    | Annotated[DeductionLine, Tag("@deduction")]
    | Annotated[AdjustmentLine, Tag("@adjustment")],
    kind_of(KINDS),
    one_of(*KINDS),
]
