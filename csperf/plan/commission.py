"""Commission: one rate, so much each, or a ladder whose tiers are checked."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from csperf.errors import Place, Problem, Term, problem
from csperf.exact import CENT, ONE, ZERO, exactly, fixed, plain, rounded
from csperf.formula import (
    Constant,
    Formula,
    Ladder,
    Limit,
    Product,
    Sum,
    Tier,
)
from csperf.plan.bands import wrong_unit
from csperf.plan.desk import COUNTABLE, Desk, Reading, Watch
from csperf.plan.fields import (
    Bound,
    Model,
    Money,
    Name,
    Percent,
    goes_with,
    one_of,
)
from csperf.plan.line import PayLine
from csperf.plan.rows import PER_ROW, EachRow, RowDesk, in_season, of_line
from csperf.plan.scales import constant_of
from csperf.plan.season_pay import seasoned
from csperf.sheet import ladder
from csperf.units import Unit, fits
from csperf.yaml_text import Written


class TierRow(Model):
    """One tier of a ladder: where it starts and what it pays."""

    from_: Bound | None = Field(
        None, alias="from", description="从此数起（含）/ from this amount, inclusive"
    )
    over: Bound | None = Field(None, description="超过此数（不含）/ over this amount")
    rate: Percent | None = Field(None, description="提成比例 / the rate")
    each: Money | None = Field(None, description="每单位金额 / money for each unit")


PAID_BY = ("rate", "each", "tiers")
BelowZero = Literal["zero", "charge"]


class PaidOn(Model):
    """An amount or a count, and what is paid on it: one rate, a ladder, or so much each."""

    of: Name = Field(description="计提基数，如 净销售额 / what it is paid on")
    rate: Percent | None = Field(None, description="单一比例 / one rate")
    each: Money | None = Field(None, description="每单位金额 / money for each unit")
    mode: Literal["graduated", "whole"] | None = Field(
        None,
        description="graduated 分段累进，whole 全额 / each rate on its part, or one rate on all",
    )
    tiers: list[TierRow] | None = Field(None, description="阶梯 / the ladder")
    below_zero: BelowZero | None = Field(
        None, description="基数为负时：zero 不发不扣，charge 倒扣 / when the base is negative"
    )


class Commission(PaidOn, EachRow):
    """Pay on an amount or a count, of the month or of each row."""


class CommissionLine(PayLine):
    """Commission."""

    commission: Annotated[Commission, goes_with(mode=("tiers",), **PER_ROW), one_of(*PAID_BY)] = (
        Field(description="提成 / commission")
    )

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """On the month's figure, or on each row of a table."""
        return of_line(self.commission, name, desk, self.paid)

    def paid(self, name: Written, desk: Desk) -> Formula | None:
        """Base times rate, or the ladder over the base."""
        amount = commission_of(self.commission, name, desk)
        if isinstance(desk, RowDesk):
            return in_season(amount, name, desk)
        return seasoned(amount, self.commission.of, name, desk)


def commission_of(rule: PaidOn, name: Written, desk: Desk) -> Formula | None:
    """What a commission rule pays: base times rate, or the ladder over the base."""
    reading = _base(rule, desk)
    if reading is None:
        return None
    if rule.below_zero is None:
        watched = (reading.cell.column,)
        desk.watches.append(Watch("base", str(name), watched, rule.of.place))
    zero = Constant(ZERO, reading.unit)
    base: Formula = Limit(reading.cell, zero) if rule.below_zero == "zero" else reading.cell
    if rule.tiers is not None:
        return _ladder(rule, base, reading, name, desk)
    rate = constant_of(rule.rate, Unit.PERCENT) or constant_of(rule.each, Unit.MONEY)
    return None if rate is None else Product((base, rate))


def _base(rule: PaidOn, desk: Desk) -> Reading | None:
    """What it is paid on: a rate takes money, so much each takes what can be counted."""
    name = rule.of
    rated = rule.rate or any(tier.rate for tier in rule.tiers or [])
    if not rated:
        return desk.countable(name, COUNTABLE | {Unit.MONEY})
    reading = desk.number(name)
    if reading is not None and reading.unit not in {Unit.MONEY, Unit.RATIO}:
        unit = Term(f"unit.{reading.unit}")
        desk.note(problem("not-money", name.place, name=str(name), unit=unit))
        return None
    return reading


def _ladder(
    rule: PaidOn, base: Formula, reading: Reading, name: Written, desk: Desk
) -> Formula | None:
    """The checked ladder; a negative base is charged at the first rate if the plan says so."""
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
    kinds = [row.rate is None for row in rows]
    if len(set(kinds)) > 1 and len(desk.problems) == before:
        other = rows[kinds.index(not kinds[0])]
        at = next(part.place for part in (other.rate, other.each) if part is not None)
        desk.note(problem("mixed-rates", at))
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
    rate = constant_of(row.rate, Unit.PERCENT) or constant_of(row.each, Unit.MONEY)
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


def two_rows(node: Ladder) -> tuple[Decimal, Decimal, Decimal] | None:
    """Two equal rows: the amount of each, what they pay each alone, and what their sum would pay.

    None where the ladder has one tier, which pays the same either way.
    """
    last = Decimal(node.tiers[-1].start.value)
    with exactly():
        sample = rounded(last * 3 / 4, ONE if last > ONE else CENT)
        alone = rounded(ladder(sample, node.tiers, node.mode, owns_start=node.owns_start)) * 2
        both = rounded(ladder(sample * 2, node.tiers, node.mode, owns_start=node.owns_start))
    return (sample, alone, both) if alone != both else None


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
