"""Shipping: orders on the day they left the warehouse, of their owner."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.measure import DAY_OF, Frame, Measure
from csperf.metrics.records import DAY

VIEW = "shipping"


def shipping_view(deals: Frame) -> Frame:
    """Every shipped order, on the day that it was shipped."""
    sent = deals.filter(~nw.col("shipped").is_null())
    return sent.with_columns((nw.col("shipped") // DAY).alias(DAY_OF))


MEASURES = (
    Measure("出库人数", VIEW, "people"),
    Measure("出库金额", VIEW, "sum", "sales"),
    Measure("出库件数", VIEW, "sum", "pieces"),
    Measure("出库订单数", VIEW, "rows"),
)
