"""Lines paid for items and orders one by one: commission by product, and what is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from csperf.errors import problem
from csperf.exact import ZERO
from csperf.formula import (
    Choose,
    Constant,
    Difference,
    Formula,
    Limit,
    Product,
    Row,
    Sign,
)
from csperf.plan.commission import BelowZero
from csperf.plan.desk import Desk, Watch
from csperf.plan.fields import Limits, Model, Money, Name, Percent, Read, one_of
from csperf.plan.line import PayLine
from csperf.plan.rows import RowDesk, RowLimits, in_season, limited, of_rows
from csperf.plan.scales import constant_of, money_of
from csperf.units import Figure, Unit, figure_of
from csperf.yaml_text import Written

ANYTHING = "*"


class ItemRate(Limits):
    """What one product pays: a rate with its own bounds, or so much a piece."""

    rate: Percent | None = Field(None, description="提成比例 / the rate")
    each: Money | None = Field(None, description="每件多少元 / money for each piece")
    at_least: Money | None = Field(
        None, description="每行最低；算出 0 的行仍是 0 / a row pays at least; 0 stays 0"
    )
    at_most: Money | None = Field(None, description="每行最高 / a row pays at most")


AnyItemRate = Annotated[
    Annotated[ItemRate, one_of("rate", "each"), Tag("@table")]
    | Annotated[Percent, Tag("@percent")],
    Discriminator(lambda raw: "@table" if isinstance(raw, (Mapping, ItemRate)) else "@percent"),
]


class ItemCommission(RowLimits):
    """Commission on each row of a table, by the product, product group or title in it."""

    for_each: Name = Field(description="逐行计算的表 / the table, row by row")
    by: Name = Field(
        description="按哪一列定比例，如 商品编码、品类、商品标题 / the column that decides the rate"
    )
    rates: dict[Name, AnyItemRate] = Field(
        min_length=1,
        description="各商品的比例或每件金额；名字里的 * 代表任意文字，从上到下第一条对上的算"
        " / rate or money by product; * in a name stands for any text, the first that fits counts",
    )
    otherwise: AnyItemRate | None = Field(
        None,
        description="没有列出的商品；不写则遇到时停下"
        " / every other product; without it such a row is refused",
    )
    of: Name | None = Field(None, description="计提的金额列 / the money that a rate is paid on")
    pieces: Name | None = Field(None, description="件数列，each 乘以它 / the pieces that each pays")
    below_zero: BelowZero | None = Field(
        None, description="金额为负的行：zero 不发不扣，charge 倒扣 / rows with a negative amount"
    )


class ItemCommissionLine(PayLine):
    """Commission by product."""

    item_commission: ItemCommission = Field(description="单品提成 / commission by product")

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """What the row's product pays, row by row."""
        rule = self.item_commission
        return of_rows(rule, rule.for_each, name, desk, self.of_row)

    def of_row(self, name: Written, desk: Desk) -> Formula | None:
        """The first product that fits."""
        rule = self.item_commission
        subject = desk.read(rule.by)
        if subject is not None and subject.unit is not Unit.TEXT:
            desk.note(problem("number-not-text", rule.by.place, name=str(rule.by)))
            return None
        results = [self.paid(rate, key, name, desk) for key, rate in rule.rates.items()]
        otherwise = self.paid(rule.otherwise, name, name, desk) if rule.otherwise else None
        if subject is None or None in results or (rule.otherwise and otherwise is None):
            return None
        rows = tuple(
            Row(_sign(key), Constant(str(key), Unit.TEXT, key.place), result)
            for key, result in zip(rule.rates, results, strict=True)
            if result is not None
        )
        _never_reached(rule.rates, desk)
        amount = Choose(subject.cell, rows, otherwise, name.place)
        return in_season(amount, name, desk) if isinstance(desk, RowDesk) else amount

    def paid(
        self, rate: ItemRate | Figure, key: Written, name: Written, desk: Desk
    ) -> Formula | None:
        """One product's formula."""
        if isinstance(rate, Figure):
            return self.rated(rate, key, name, desk)
        if rate.rate is not None:
            amount = self.rated(rate.rate, key, name, desk)
        else:
            amount = self.counted(rate.each, key, desk)
        return None if amount is None else limited(amount, rate.at_least, rate.at_most, desk)

    def rated(self, rate: Figure, key: Written, name: Written, desk: Desk) -> Formula | None:
        """A rate on the row's money."""
        rule = self.item_commission
        if rule.of is None:
            desk.note(problem("item-without-money", key.place, name=str(key)))
            return None
        base = money_of(rule.of, desk)
        if base is None:
            return None
        if rule.below_zero is None:
            watch = Watch("base", str(name), (str(rule.of),), rule.of.place)
            desk.watches += [watch] if watch not in desk.watches else []
        if rule.below_zero == "zero":
            base = Limit(base, Constant(ZERO, Unit.MONEY))
        return Product((base, Constant(rate.value, Unit.PERCENT, rate.place)))

    def counted(self, each: Figure | None, key: Written, desk: Desk) -> Formula | None:
        """So much for each piece."""
        pieces = self.item_commission.pieces
        if pieces is None:
            desk.note(problem("item-without-pieces", key.place, name=str(key)))
            return None
        reading, money = desk.countable(pieces), constant_of(each, Unit.MONEY)
        return None if reading is None or money is None else Product((reading.cell, money))


def _sign(key: Written) -> Sign:
    return "like" if ANYTHING in key else "is"


def _never_reached(rates: Mapping[Written, AnyItemRate], desk: Desk) -> None:
    """A name below one that stands for any text."""
    keys = list(rates)
    every = next((key for key in keys if not str(key).strip(ANYTHING)), None)
    if every is not None and every is not keys[-1]:
        below = keys[keys.index(every) + 1]
        desk.note(problem("item-never-reached", below.place, name=str(below), above=str(every)))


def _rate_or_column(raw: object) -> Figure | Written:
    """A percentage, or the name of the column that has it."""
    if not isinstance(raw, Written) or not raw.strip():
        raise PydanticCustomError("expected-text", "text")
    figure = figure_of(str(raw), raw.place)
    if figure is None:
        return raw
    if figure.unit is not Unit.PERCENT:
        raise PydanticCustomError("expected-percent", "unit", {"instead": f"{raw}%"})
    if figure.value < ZERO:
        raise PydanticCustomError("negative-percent", "negative")
    return figure


RateOrColumn = Annotated[
    Figure | Written, Read(_rate_or_column), WithJsonSchema({"type": "string"})
]


class Clawback(Model):
    """Commission of earlier sales that is taken back, one dated amount a row."""

    for_each: Name = Field(description="退款等逐行的表 / the table of refunds, row by row")
    of: Name = Field(description="退回的金额列，写正数 / what was refunded, as a positive amount")
    rate: RateOrColumn = Field(
        description="原来的提成比例：一个百分比，或写着它的列"
        " / the original rate: a percentage, or the column that has it"
    )
    date: Name = Field(
        description="按这一列的日期算在哪个月，原销售可以在以前的月份"
        " / the day that a row counts for; the sale itself may be of an earlier month"
    )


class ClawbackLine(PayLine):
    """Clawback: computed as a positive amount, printed with a minus."""

    clawback: Clawback = Field(description="退款追回 / what is taken back")

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """The original rate on each refund."""
        return of_rows(RowLimits(), self.clawback.for_each, name, desk, self.of_row)

    def of_row(self, name: Written, desk: Desk) -> Formula | None:
        """The refund times its rate."""
        rule = self.clawback
        self.check_date(desk)
        amount, rate = money_of(rule.of, desk), self.rate(name, desk)
        if amount is None or rate is None:
            return None
        desk.watches.append(Watch("deduction", str(name), (str(rule.of),), rule.of.place))
        return Product((amount, rate))

    def rate(self, name: Written, desk: Desk) -> Formula | None:
        """The percentage as it stands, or each row's own."""
        rate = self.clawback.rate
        if isinstance(rate, Figure):
            return Constant(rate.value, Unit.PERCENT, rate.place)
        reading = desk.read(rate)
        if reading is not None and reading.unit is not Unit.PERCENT:
            desk.note(problem("not-a-factor", rate.place, name=str(rate)))
            return None
        if reading is not None:
            desk.watches.append(Watch("deduction", str(name), (reading.cell.column,), rate.place))
        return reading.cell if reading else None

    def check_date(self, desk: Desk) -> None:
        """The day must be a column of days of this table."""
        date = self.clawback.date
        if desk.read(date) is None or not isinstance(desk, RowDesk):
            return
        column = desk.table.columns.get(str(date))
        if column is None or not column.dates:
            desk.note(problem("not-a-date-column", date.place, name=str(date)))

    def signed(self, amount: Formula) -> Formula:
        """Taken from nothing, so that nothing taken back is 0.00 and not -0.00."""
        return Difference(Constant(ZERO, Unit.MONEY), amount)
