"""Guarantees and draws: pay lines topped up to an amount, for good or as an advance.

A guarantee gives what is short of the amount. With `recover` it is a draw: what was advanced stands
as a balance, and months that earn more than the amount pay it back. One formula says both: the
larger of (amount - earned) and -(balance), so that no month takes back more than it has over.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from csperf.errors import problem
from csperf.exact import ZERO
from csperf.formula import Column, Constant, Difference, Formula, Limit, Round, Sum
from csperf.plan.desk import Desk, Watch
from csperf.plan.fields import Model, Money, Name, as_list
from csperf.plan.line import PayLine
from csperf.plan.names import derived_name
from csperf.plan.scales import money_of
from csperf.units import Unit
from csperf.yaml_text import Written


class Guarantee(Model):
    """Which lines are topped up, to what, and whether it is paid back."""

    of: Annotated[list[Name], BeforeValidator(as_list)] = Field(
        min_length=1, description="保底看哪些薪资项 / the pay lines that are topped up"
    )
    at_least: Money = Field(description="合计不低于 / together at least")
    recover: Name | None = Field(
        None,
        description="预支：写上月余额的指标，以后多挣的月份扣回；不写则不用还"
        " / an advance: names the metric with the balance owed; without it nothing is paid back",
    )


class GuaranteeLine(PayLine):
    """Guarantee."""

    guarantee: Guarantee = Field(description="保底补足 / guarantee")

    @property
    def balance(self) -> Name | None:
        """What is still owed of advances."""
        return self.guarantee.recover

    def amount(self, name: Written, desk: Desk) -> Formula | None:
        """What is short of the guarantee; with a balance, what is advanced or paid back."""
        rule = self.guarantee
        lines = [money_of(line, desk) for line in rule.of]
        earned = tuple(line for line in lines if line is not None)
        if len(earned) < len(lines):
            return None
        whole = Constant(rule.at_least.value, Unit.MONEY, rule.at_least.place)
        amount = super().prorated(name, whole, desk)  # the guarantee, and not what is short of it
        if amount is None:
            return None
        short = Difference(amount, earned[0] if len(earned) == 1 else Sum(earned))
        if rule.recover is None:
            return Limit(short, Constant(ZERO, Unit.MONEY))
        balance = money_of(rule.recover, desk)
        reading = desk.read(rule.recover) if balance is not None else None
        if balance is None or reading is None:
            return None
        watched = (reading.cell.column,)
        desk.watches.append(Watch("base", str(name), watched, rule.recover.place))
        return Limit(short, Difference(Constant(ZERO, Unit.MONEY), balance))

    def prorated(self, name: Written, amount: Formula | None, desk: Desk) -> Formula | None:  # noqa: ARG002
        """The guaranteed amount is prorated already."""
        return amount

    def formula(self, name: Written, desk: Desk) -> Formula | None:
        """The line; an advance also leaves a balance for next month."""
        rule = self.guarantee
        keys = ("when", "factor", "at_most", "at_least", "carry")
        odd = tuple(key for key in keys if getattr(self, key))
        if rule.recover is not None and odd:
            desk.note(problem("draw-alone", rule.recover.place, name=str(name), keys=odd))
            return None
        line = super().formula(name, desk)
        if line is None or rule.recover is None:
            return line
        owing = money_of(rule.recover, desk)
        if owing is None:
            return None
        owed = Round(Sum((owing, line)), desk.rounding.money, desk.rounding.mode)
        title = derived_name(str(name), "balance")
        desk.add(Column(title, "balance", Unit.MONEY, owed, name.place))
        return line
