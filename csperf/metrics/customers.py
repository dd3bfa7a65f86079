"""Customers: who came back, and who buys with one agent alone or with several.

Why the whole of the data decides and the days only choose: a customer who first bought before the
month came back in it, and one who went to another agent last month is nobody's own.
"""

from __future__ import annotations

from collections.abc import Iterator

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, BUYER, DAY_OF, NOBODY, Frame, Measure
from csperf.metrics.records import FILE, ROW
from csperf.metrics.refunding import ORDER

VIEW = "customers"


def customers_view(sales: Frame, days: tuple[int, int]) -> Frame:
    """The paid orders of these days whose buyer is known, each customer with what marks them.

    `customer` marks an agent's first order of a customer, so that customers can be counted;
    `purchase` the first of a day, since orders of one day are one time of buying; `again` that the
    customer has a second paid order anywhere in the data; `dedicated` that all orders of theirs
    that are not silent are one agent's.
    """
    known = sales.filter(nw.col(BUYER) != NOBODY)
    first, last = days
    rows = known.filter((nw.col(DAY_OF) >= first) & (nw.col(DAY_OF) <= last))
    served = known.filter(nw.col(AGENT) != NOBODY).group_by(BUYER)
    agents = served.agg(
        nw.col(AGENT).min().alias("first_agent"), nw.col(AGENT).max().alias("last_agent")
    )
    bought = known.group_by(BUYER).agg(nw.col(ORDER).n_unique().alias("bought"))
    marked = rows.join(bought, on=BUYER, how="left").join(agents, on=BUYER, how="left")
    return marked.with_columns(
        (nw.col("bought") > 1).alias("again"),
        (nw.col("first_agent") == nw.col("last_agent")).alias("dedicated"),
        _first_of(AGENT, BUYER).alias("customer"),
        _first_of(AGENT, BUYER, DAY_OF).alias("purchase"),
    )


def _first_of(*parts: str) -> nw.Expr:
    return nw.col("paid").shift(1).over(*parts, order_by=["paid", FILE, ROW]).is_null()


def _five(name: str, where: nw.Expr) -> Iterator[Measure]:
    yield Measure(f"{name}数", VIEW, "rows", where=where & nw.col("customer"))
    yield Measure(f"{name}销售额", VIEW, "sum", "sales", where)
    yield Measure(f"{name}订单数", VIEW, "rows", where=where)
    yield Measure(f"{name}件数", VIEW, "sum", "pieces", where)
    yield Measure(f"{name}购买次数", VIEW, "rows", where=where & nw.col("purchase"))


MEASURES = (
    Measure("成交客户数", VIEW, "rows", where=nw.col("customer")),
    Measure("回购客户数", VIEW, "rows", where=nw.col("customer") & nw.col("again")),
    *_five("专属客户", nw.col("dedicated")),
    *_five("非专属客户", ~nw.col("dedicated")),
)
