"""The law section: what a plan states so that csperf can warn of pay that may not be lawful."""

from __future__ import annotations

from pydantic import Field

from csperf.plan.fields import Model, Money


class Law(Model):
    """Figures of the place where people work; they are compared and never change pay."""

    minimum_wage: Money = Field(
        description="当地月最低工资，应发低于它时提醒（按天折算的人按天比）"
        " / the local monthly minimum wage; pay below it is warned of, prorated by the line's days"
    )
