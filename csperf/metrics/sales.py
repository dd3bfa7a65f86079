"""Sales: paid orders on the day they were paid, of their owner, or silent where they have none."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.measure import DAY_OF, Frame, Measure, Quotient
from csperf.metrics.records import DAY

VIEW = "sales"


def sales_view(deals: Frame) -> Frame:
    """Every paid order, on the day that it was paid."""
    paid = deals.filter(~nw.col("paid").is_null())
    return paid.with_columns((nw.col("paid") // DAY).alias(DAY_OF))


_DISCOUNTED = nw.col("discount") > 0
_CROSS = nw.col("products") > 1
NET = (
    Measure("净销售额", VIEW, "sum", "sales"),
    Measure("退款前销售额", VIEW, "sum", "gross"),
)
"""What is measured where sales are less refunds already: these are not taken off twice, and what
was refunded is a part of the sales before."""
QUOTIENTS = (Quotient("金额退款率", "退款金额", "退款前销售额"),)
"""What is divided otherwise there than by the catalogue's formula."""
MEASURES = (
    Measure("销售额", VIEW, "sum", "sales"),
    Measure("销售人数", VIEW, "people"),
    Measure("销售量", VIEW, "sum", "pieces"),
    Measure("订单数", VIEW, "rows"),
    Measure("成交笔数", VIEW, "rows"),
    Measure("成交件数", VIEW, "sum", "pieces"),
    Measure("邮费总额", VIEW, "sum", "postage"),
    Measure("多件订单数", VIEW, "rows", where=nw.col("many")),
    Measure("关联订单数", VIEW, "rows", where=_CROSS),
    Measure("关联人数", VIEW, "people", where=_CROSS),
    Measure("关联销售额", VIEW, "sum", "besides", _CROSS),
    Measure("应付金额", VIEW, "sum", "due"),
    Measure("手工折扣金额", VIEW, "sum", "discount", _DISCOUNTED),
    Measure("手工折扣订单数", VIEW, "rows", where=_DISCOUNTED),
)
