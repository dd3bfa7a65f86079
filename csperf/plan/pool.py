"""Team pools: an amount that several people share, equally or in proportion, to the last fen.

Why the largest remainder: shares that are rounded one by one sum to a fen more or less than the
pool, and somebody always notices. Equal remainders are settled by name, so that the order of an
export decides nothing.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from csperf.errors import Term, problem
from csperf.exact import ONE, ZERO
from csperf.formula import (
    Aggregate,
    Cell,
    Column,
    Constant,
    Formula,
    Given,
    Product,
    Share,
    Sum,
    Test,
    When,
    reads,
)
from csperf.plan.boards import taking_part
from csperf.plan.commission import PAID_BY, PaidOn, commission_of
from csperf.plan.conditions import Conditions
from csperf.plan.desk import COUNTABLE, Desk, Reading, Watch
from csperf.plan.fields import Model, Money, Name, goes_with, one_of
from csperf.plan.line import PayLine
from csperf.plan.names import derived_name
from csperf.plan.scales import SCORE
from csperf.units import Figure, Unit
from csperf.yaml_text import Written

_WEIGHTS = COUNTABLE | {Unit.MONEY, Unit.PERCENT}


class Split(Model):
    """In proportion to a metric, or the percent of the pool that a metric says."""

    by: Name | None = Field(None, description="按这个指标的比例分 / in proportion to this metric")
    share: Name | None = Field(
        None,
        description="每人拿池子的百分之几，由这个指标给出，分不完的留下"
        " / the percent of the pool that this metric says; the rest stays",
    )


def _table_or(word: str) -> Discriminator:
    return Discriminator(lambda raw: word if isinstance(raw, (str, Figure)) else "@table")


class TeamPool(Model):
    """An amount and how it is split."""

    pool: Annotated[
        Annotated[Money, Tag("@money")]
        | Annotated[PaidOn, goes_with(mode=("tiers",)), one_of(*PAID_BY), Tag("@table")],
        _table_or("@money"),
    ] = Field(
        description="池子：固定金额，或像提成一样按团队的数计"
        " / a fixed amount, or one computed like a commission on a figure of the team"
    )
    split: Annotated[
        Annotated[Literal["equal", "score"], Tag("@word")]
        | Annotated[Split, one_of("by", "share"), Tag("@table")],
        _table_or("@word"),
    ] = Field(
        description="怎么分：equal 平分，score 按得分，{by: 指标} 按比例，{share: 指标} 按百分比"
        " / equally, by score, in proportion to a metric, or by stated percents"
    )
    eligible: Conditions = Field(default_factory=dict, description="谁参加 / who takes part")
    within: Name | None = Field(
        None, description="每组一个池子，如 组、班次 / a pool for each group, shift ..."
    )


class TeamPoolLine(PayLine):
    """Team pool."""

    team_pool: TeamPool = Field(description="团队奖金池 / team pool")

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """The pool, then this person's part of it."""
        rule = self.team_pool
        pool = self.pool(name, desk)
        taking = taking_part(name, rule.eligible, desk)
        within = rule.within and desk.read(rule.within)
        if pool is None or taking is None or (rule.within and within is None):
            return None
        if isinstance(rule.split, Split) and rule.split.share is not None:
            return self.stated_part(pool, rule.split.share, taking, desk, name)
        weight = self.weight(name, taking, desk)
        if weight is None:
            return None
        money = desk.rounding
        group = within.cell.column if within else None
        return Share(pool, weight, desk.who(), money.money, money.mode, group)

    def pool(self, name: Written, desk: Desk) -> Formula | None:
        """The amount that is shared; the same for everybody of the team."""
        pool = self.team_pool.pool
        if isinstance(pool, Figure):
            return Constant(pool.value, Unit.MONEY, pool.place)
        formula = commission_of(pool, name, desk)
        if formula is None:
            return None
        title = derived_name(str(name), "pool")
        column = desk.add(Column(title, "team", Unit.MONEY, formula, name.place), "higher")
        within = self.team_pool.within
        group = desk.read(within) if within else None
        watched = (title, group.cell.column) if group else (title,)
        desk.watches.append(Watch("pool", str(name), watched, name.place))
        return column.cell

    def weight(self, name: Written, taking: str, desk: Desk) -> str | None:
        """The column of weights: nothing for who takes no part."""
        own = self.own_weight(name, desk)
        if own is None:
            return None
        if taking:
            own = When(_in(taking), own, Constant(ZERO), place=name.place)
        own = _without_score(own, taking, desk)
        title = derived_name(str(name), "weight")
        return desk.add(Column(title, "aid", Unit.RATIO, own, name.place)).cell.column

    def own_weight(self, name: Written, desk: Desk) -> Formula | None:
        """By what the pool is split."""
        split = self.team_pool.split
        if split == "equal":
            return Constant(ONE)
        by = split.by if isinstance(split, Split) else Written(SCORE, name.place)
        reading = None if by is None else desk.countable(by, _WEIGHTS)
        if reading is None:
            return None
        at = by.place if by is not None else name.place
        desk.watches.append(Watch("weight", str(name), (reading.cell.column,), at))
        return reading.cell

    def stated_part(
        self, pool: Formula, share: Written, taking: str, desk: Desk, name: Written
    ) -> Formula | None:
        """The percent of the pool that the plan or the roster gives this person."""
        reading: Reading | None = desk.number(share)
        if reading is not None and reading.unit is not Unit.PERCENT:
            unit = Term(f"unit.{reading.unit}")
            desk.note(problem("share-not-percent", share.place, name=str(share), unit=unit))
            return None
        if reading is None:
            return None
        nothing = Constant(ZERO, Unit.PERCENT)
        part = When(_in(taking), reading.cell, nothing, place=share.place) if taking else None
        title = derived_name(str(name), "weight")
        column = Column(title, "aid", Unit.PERCENT, part or reading.cell, name.place)
        cell = desk.add(column).cell
        self.watch_sum(cell, name, desk)
        return Product((pool, cell))

    def watch_sum(self, part: Cell, name: Written, desk: Desk) -> None:
        """Nobody can give more than the whole pool."""
        within = self.team_pool.within
        group = desk.read(within) if within else None
        whole = Aggregate("sum", part.column, group.cell.column if group else None)
        title = derived_name(str(name), "parts")
        desk.add(Column(title, "aid", Unit.PERCENT, whole, name.place))
        desk.watches.append(Watch("parts", str(name), (title,), name.place))


def _without_score(weight: Formula, taking: str, desk: Desk) -> Formula:
    """Whoever may have no score this month has no part of a pool that asks for it."""
    score = next((column for column in desk.columns if column.name == SCORE), None)
    formulas = {column.name: column.formula for column in desk.columns}
    asked = reads(Sum((weight, Cell(taking))) if taking else weight, formulas)
    if score is None or score.required or SCORE not in asked:
        return weight
    return Given(weight, Constant(ZERO), "why.no-score", Cell(str(SCORE)))


def _in(taking: str) -> tuple[Test, ...]:
    return (Test(Cell(taking), "is", Constant(ONE)),)
