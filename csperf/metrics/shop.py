"""The shop: what all agents and nobody sold together, beside what nobody sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, NOBODY, Frame, Measure
from csperf.metrics.refunding import MEASURES as REFUNDS
from csperf.metrics.sales import MEASURES as SALES


@dataclass(frozen=True, slots=True)
class OfShop:
    """A metric of the shop: which metric it is counted by, and whether only where silent."""

    metric: str
    counted: str
    silent: bool = False


OF_SHOP = (
    OfShop("店铺销售额", "销售额"),
    OfShop("店铺销售人数", "销售人数"),
    OfShop("店铺销售量", "销售量"),
    OfShop("店铺订单数", "订单数"),
    OfShop("店铺邮费", "邮费总额"),
    OfShop("店铺退款金额", "退款金额"),
    OfShop("静默销售额", "销售额", silent=True),
    OfShop("静默销售人数", "销售人数", silent=True),
    OfShop("静默销售量", "销售量", silent=True),
    OfShop("静默订单数", "订单数", silent=True),
    OfShop("静默邮费", "邮费总额", silent=True),
    OfShop("静默退款金额", "退款金额", silent=True),
)
MEASURES: tuple[Measure, ...] = tuple(
    measure for measure in (*SALES, *REFUNDS) if measure.metric in {one.counted for one in OF_SHOP}
)
"""What is counted of the whole shop, whoever has it."""


SIDE = "side"
SIDES = ("agents", "silent")
"""Whose a sale is: some agent's, or nobody's."""


def with_side(view: Frame) -> Frame:
    """A view that says of every row whether it is some agent's or nobody's."""
    of_nobody = nw.col(AGENT) == NOBODY
    return view.with_columns(
        nw.when(of_nobody).then(nw.lit(SIDES[1])).otherwise(nw.lit(SIDES[0])).alias(SIDE)
    )


def shop_figures(of_all: Mapping[str, int], of_nobody: Mapping[str, int]) -> dict[str, int]:
    """The shop's metrics, from what was counted of the whole shop and of silent orders."""
    counted = ((one.metric, (of_nobody if one.silent else of_all), one.counted) for one in OF_SHOP)
    return {metric: figures[name] for metric, figures, name in counted if name in figures}
