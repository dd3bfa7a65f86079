"""Orders as they were placed: whom each was placed with, whether it was paid, and what was lost."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, DAY_OF, Frame, Measure
from csperf.metrics.records import DAY
from csperf.metrics.selling import Selling

VIEW = "placed"


def placed_view(deals: Frame, selling: Selling) -> Frame:
    """Every order on the day it was placed, of the agent it was placed with.

    `settled` says that it was paid within the days of payment, `paid_same` on its own day, `sent`
    that it was shipped.
    """
    placed, paid = nw.col("created") // DAY, nw.col("paid") // DAY
    return deals.with_columns(
        nw.col("ordered_by").alias(AGENT),
        placed.alias(DAY_OF),
        nw.coalesce(paid - placed <= selling.pay_days, nw.lit(value=False)).alias("settled"),
        nw.coalesce(paid - placed <= 0, nw.lit(value=False)).alias("paid_same"),
        (~nw.col("shipped").is_null()).alias("sent"),
    )


_SETTLED, _SAME, _SENT = nw.col("settled"), nw.col("paid_same"), nw.col("sent")
MEASURES = (
    Measure("下单人数", VIEW, "people"),
    Measure("下单金额", VIEW, "sum", "worth"),
    Measure("下单件数", VIEW, "sum", "pieces"),
    Measure("下单订单数", VIEW, "rows"),
    Measure("拍下笔数", VIEW, "rows"),
    Measure("落实下单人数", VIEW, "people"),
    Measure("落实下单金额", VIEW, "sum", "worth"),
    Measure("落实下单件数", VIEW, "sum", "pieces"),
    Measure("落实下单订单数", VIEW, "rows"),
    Measure("下单付款人数", VIEW, "people", where=_SETTLED),
    Measure("下单付款金额", VIEW, "sum", "sales", _SETTLED),
    Measure("下单付款件数", VIEW, "sum", "pieces", _SETTLED),
    Measure("下单付款订单数", VIEW, "rows", where=_SETTLED),
    Measure("下单当日付款人数", VIEW, "people", where=_SAME),
    Measure("下单当日付款金额", VIEW, "sum", "sales", _SAME),
    Measure("下单当日付款件数", VIEW, "sum", "pieces", _SAME),
    Measure("付款流失金额", VIEW, "sum", "worth", ~_SETTLED),
    Measure("付款流失件数", VIEW, "sum", "pieces", ~_SETTLED),
    Measure("付款流失订单数", VIEW, "rows", where=~_SETTLED),
    Measure("下单出库人数", VIEW, "people", where=_SENT),
    Measure("下单出库金额", VIEW, "sum", "sales", _SENT),
    Measure("下单出库件数", VIEW, "sum", "pieces", _SENT),
    Measure("下单出库订单数", VIEW, "rows", where=_SENT),
    Measure("下单出库流失金额", VIEW, "sum", "worth", ~_SENT),
    Measure("下单出库流失件数", VIEW, "sum", "pieces", ~_SENT),
    Measure("下单出库流失订单数", VIEW, "rows", where=~_SENT),
)
