"""Deals: every order with its owner, its pieces, what it brought, what came back and what is in it.

Why one frame for many subjects: sales, orders as they were placed, credit, customers and enquiries
all speak of the same orders, so what an order is worth is said once.
Why a line without its own amount counts price times pieces: two whole numbers multiplied are exact
on every engine, and many item lists carry nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.measure import Frame
from csperf.metrics.refunding import ORDER, refund_rows
from csperf.metrics.selling import Selling

GOODS, MONEY = "goods", "money"
_BASKET = ("line_pieces", "line_money", "line_refunded", "products", "besides")


def deals(tables: Mapping[str, Frame], owned: Frame, selling: Selling) -> Frame:
    """Every order of `owned`, unpaid ones too, with its facts.

    `sales` is what it brought as the shop counts sales, `gross` before refunds; `worth` what was
    ordered, paid or not; `discount` what was paid below the amount due; `back` what was refunded;
    `products` how many different ones it holds (null without order lines) and `besides` what was
    paid for all but the dearest of them.
    """
    found = filled(owned, tables)
    back = refund_rows(tables, found).filter(nw.col("done"))
    back = back.group_by(ORDER).agg(nw.col("amount").sum().cast(nw.Int64).alias("back"))
    found = found.join(back, on=ORDER, how="left")
    return found.with_columns(
        _sales(selling).alias("sales"),
        _before_refunds(selling).alias("gross"),
        nw.coalesce("due", "amount").alias("worth"),
        nw.when(nw.col("due") > nw.col("amount"))
        .then(nw.col("due") - nw.col("amount"))
        .otherwise(nw.lit(0))
        .alias("discount"),
        (nw.col("pieces") >= selling.many).alias("many"),
    )


def filled(orders: Frame, tables: Mapping[str, Frame]) -> Frame:
    """Orders with what their lines tell and they themselves do not, and what is in them."""
    return _with_baskets(orders, tables).with_columns(
        nw.coalesce("pieces", "line_pieces").alias("pieces"),
        nw.coalesce("amount", "line_money").alias("amount"),
        nw.coalesce("refunded", "line_refunded").alias("refunded"),
    )


def goods(lines: Frame) -> Frame:
    """Order lines with what they sold (code, or else title) and what it brought."""
    each = nw.col("price") * nw.col("pieces")
    return lines.with_columns(
        nw.coalesce("product", "title", nw.lit("")).alias(GOODS),
        nw.coalesce(nw.col("amount"), each).alias(MONEY),
    )


def _sales(selling: Selling) -> nw.Expr:
    sales = _before_refunds(selling)
    return sales - nw.coalesce(nw.col("back"), nw.lit(0)) if selling.less_refunds else sales


def _before_refunds(selling: Selling) -> nw.Expr:
    paid = nw.col("amount")
    return paid if selling.postage else paid - nw.coalesce(nw.col("postage"), nw.lit(0))


def _with_baskets(owned: Frame, tables: Mapping[str, Frame]) -> Frame:
    if "lines" not in tables:
        nothing = nw.lit(None, nw.Int64)
        return owned.with_columns(*(nothing.alias(name) for name in _BASKET))
    by_product = (
        goods(tables["lines"])
        .group_by(ORDER, GOODS)
        .agg(*(_total(name) for name in ("pieces", MONEY, "refunded")))
    )
    baskets = by_product.group_by(ORDER).agg(
        _total("pieces").alias("line_pieces"),
        _total(MONEY).alias("line_money"),
        _total("refunded").alias("line_refunded"),
        nw.len().alias("products"),
        nw.col(MONEY).max().alias("dearest"),
    )
    baskets = baskets.with_columns((nw.col("line_money") - nw.col("dearest")).alias("besides"))
    return owned.join(baskets.select(ORDER, *_BASKET), on=ORDER, how="left")


def _total(name: str) -> nw.Expr:
    """The sum, or nothing where not one value is known: an unknown number is not zero."""
    return (
        nw.when(~nw.col(name).max().is_null()).then(nw.col(name).sum()).cast(nw.Int64).alias(name)
    )
