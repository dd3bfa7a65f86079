"""What everybody's sales are the product of, from the figures of past months.

Why the product is not what an export calls sales: its 客单价 is per buyer, whoever of them asked
before ordering or not, while a conversion counts those who asked. Both are kept, so that the
difference can be told in buyers.
Why pairs: a platform's conversion is of its own denominator, and by another one the product would
be of nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from csperf.errors import Problem, problem
from csperf.exact import ZERO, exactly
from csperf.inputs import Agent
from csperf.insight.figures import Figures
from csperf.insight.what_if import Factors, pooled

ASKED: Final = (
    ("询单人数", "询单转化率"),
    ("询单人数", "拼多多询单转化率"),
    ("售前接待人数", "京东询单转化率"),
    ("询单人数", "抖音询单转化率"),
    ("询单人数", "快手询单转化率"),
    ("询单人数", "询单下单转化率"),
    ("咨询人数", "咨询转化率"),
    ("接待人数", "询单转化率"),
)
"""What a conversion is a share of, with the conversion; what it truly is of stands first."""
_ORDER_VALUES: Final = ("客单价", "询单客单价", "出库客单价")
_SALES: Final = ("销售额", "出库金额", "询单支付金额", "净销售额")


@dataclass(frozen=True)
class Named:
    """By which metrics the factors were read; no order value where it is sales by the buyers."""

    receptions: str
    conversion: str
    order_value: str
    sales: str


@dataclass(frozen=True)
class Sold:
    """One person's sales: as a product, and as the exports have them; None where unknown."""

    agent: Agent
    factors: Factors | None
    exported: Decimal | None


@dataclass(frozen=True)
class Sales:
    """Everybody's sales of all the months that were looked at."""

    named: Named
    people: tuple[Sold, ...]

    @property
    def known(self) -> tuple[tuple[Sold, Factors], ...]:
        """Those whose factors are known."""
        return tuple((one, one.factors) for one in self.people if one.factors is not None)

    @property
    def exported(self) -> Decimal | None:
        """The sales of all whose factors are known, as exported; None if someone's are not."""
        return added([one.exported for one, _ in self.known])


def sales_of(months: Sequence[Figures]) -> tuple[Sales | None, list[Problem]]:
    """Everybody's sales, those of several months together."""
    named = _named(months)
    if named is None:
        supplied = {one.name for month in months for one in month.metrics}
        wanted = ("询单人数", "询单转化率", "客单价")
        lacking = tuple(name for name in wanted if name not in supplied)
        return None, [problem("whatif-no-factors", lacking=lacking or wanted)]
    found: dict[tuple[str, str], list[Sold]] = {}
    for month in months:
        for at, agent in enumerate(month.agents):
            found.setdefault((agent.name, agent.id), []).append(sold(month, at, named))
    return Sales(named, tuple(_together(parts) for parts in found.values())), []


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; unknown where one of the values is."""
    every = [*values]
    known = [value for value in every if value is not None]
    with exactly():
        return sum(known, ZERO) if len(known) == len(every) else None


def _named(months: Sequence[Figures]) -> Named | None:
    """The first metrics that make a product for anybody."""
    told = {name for month in months for name in month.cells if month.known(name)}
    order_value = next((one for one in _ORDER_VALUES if one in told), "")
    sales = next((one for one in _SALES if one in told), "")
    asked = next((pair for pair in ASKED if told.issuperset(pair)), None)
    if asked is None or not (order_value or sales):
        return None
    return Named(*asked, order_value, sales)


def sold(month: Figures, at: int, named: Named) -> Sold:
    """One person's sales in a month."""
    receptions = month.known(named.receptions).get(at)
    conversion = month.known(named.conversion).get(at)
    exported = month.known(named.sales).get(at)
    value = _order_value(month, at, named)
    if receptions is None or conversion is None or value is None:
        return Sold(month.agents[at], None, exported)
    return Sold(month.agents[at], Factors(receptions, conversion, value), exported)


def _order_value(month: Figures, at: int, named: Named) -> Decimal | None:
    """Sales a buyer: as the files have it; where none do, of those who asked; of nobody none."""
    if named.order_value and (told := month.known(named.order_value).get(at)) is not None:
        return told
    receptions, conversion, sales = (
        month.known(name).get(at, ZERO)
        for name in (named.receptions, named.conversion, named.sales)
    )
    with exactly():
        buyers = receptions * conversion
        if not buyers:
            return ZERO
        return sales / buyers if sales and not named.order_value else None


def _together(parts: Sequence[Sold]) -> Sold:
    """One person's months as one; unknown where nothing is known of any."""
    known = [one.factors for one in parts if one.factors is not None]
    exported = added(one.exported for one in parts if one.factors is not None or not known)
    return Sold(parts[-1].agent, pooled(known) if known else None, exported)
