"""Baskets: what was in the paid orders, product by product, and the sales of named products."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from csperf.metrics.deals import GOODS, MONEY, goods
from csperf.metrics.measure import AGENT, BUYER, DAY_OF, NOBODY, Frame, Measure
from csperf.metrics.records import FILE, ROW
from csperf.metrics.refunding import ORDER
from csperf.metrics.sales import sales_view
from csperf.metrics.selling import Selling

VIEW, NAMED = "products", "named products"


def products_view(lines: Frame, deals: Frame) -> Frame:
    """Every line of a paid order, on the day it was paid, with the product and what it brought.

    `first` marks an order's first line of a product, so that orders and buyers of the product can
    be counted. What was taken off the whole order stands in no line: lines may add up to more.
    """
    held, paid = goods(lines).drop(BUYER), sales_view(deals)
    rows = held.join(paid.select(ORDER, AGENT, BUYER, DAY_OF, "paid"), on=ORDER, how="inner")
    return rows.with_columns(first=_first_of(ORDER, GOODS))


def named_view(products: Frame, selling: Selling) -> Frame:
    """The lines of the products that the shop counts apart, by their code or their title."""
    names = list(selling.products)
    named = nw.col("product").is_in(names) | nw.col("title").is_in(names)
    return products.filter(named).with_columns(first=_first_of(ORDER))


def chosen(products: Frame, days: Sequence[int], *, silently: bool) -> Frame:
    """The lines that were not sold on one of these days; `silently`, those that sold themselves."""
    kept = products.filter(~nw.col(DAY_OF).is_in(days)) if days else products
    return kept.filter(nw.col(AGENT) == NOBODY) if silently else kept


def titles(lines: Frame) -> Frame:
    """What each product is called, by its code; of several titles the first by their signs."""
    coded = lines.filter(~nw.col("product").is_null())
    return coded.group_by("product").agg(nw.col("title").min())


def _first_of(*parts: str) -> nw.Expr:
    return nw.col(ROW).shift(1).over(*parts, order_by=[FILE, ROW]).is_null()


MEASURES = (
    Measure("特定商品销售额", NAMED, "sum", MONEY),
    Measure("特定商品销售量", NAMED, "sum", "pieces"),
    Measure("特定商品订单数", NAMED, "rows", where=nw.col("first")),
    Measure("特定商品人数", NAMED, "people"),
)
BY_PRODUCT = (
    Measure("销售额", VIEW, "sum", MONEY),
    Measure("销售量", VIEW, "sum", "pieces"),
    Measure("订单数", VIEW, "rows", where=nw.col("first")),
    Measure("销售人数", VIEW, "people"),
)
"""What is counted of each product, grouped by `goods`; the money is that of its lines alone."""
