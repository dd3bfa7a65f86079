"""Credit for paid orders: who had them placed, who had them paid, who only helped.

Why several rows for one order: a sale has one owner, but the parts of an order are told of everyone
who took part, each from that agent's side.
"""

from __future__ import annotations

from collections.abc import Iterator

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, DAY_OF, NOBODY, Frame, Measure
from csperf.metrics.records import DAY

VIEW = "credit"


def credit_view(deals: Frame, helped: Frame) -> Frame:
    """A row for every agent's part in a paid order (`part`), on the day that it was paid.

    `helped` names each agent who helped with an order of another's, and the `way` of it. What was
    helped to be placed counts on the day it was placed, paid or not; what was followed up without
    ever being paid does so too.
    """
    ordered, payer, follower = (nw.col(name) for name in ("ordered_by", "paid_by", "followed_by"))
    nobody, another = nw.lit(""), (payer != NOBODY) & (payer != ordered)
    began = nw.when(payer == ordered).then(nw.lit("own_own")).otherwise(nobody)
    began = nw.when(another).then(nw.lit("own_other")).otherwise(began)
    silent = nw.when(payer == NOBODY).then(nw.lit("followed")).otherwise(nobody)
    first = nw.when(ordered == NOBODY).then(silent).otherwise(began)
    then = nw.when(ordered == NOBODY).then(nw.lit("silent_own")).otherwise(nw.lit("other_own"))
    either = nw.when(ordered == NOBODY).then(follower).otherwise(ordered)
    paid = deals.filter(~nw.col("paid").is_null())
    rows = [_part(paid, either, first), _part(paid.filter(another), payer, then)]
    credited = nw.concat([*rows, _helping(deals, helped)], how="vertical")
    return credited.filter((nw.col(AGENT) != NOBODY) & (nw.col("part") != ""))


def _part(rows: Frame, agent: nw.Expr, part: nw.Expr, moment: str = "paid") -> Frame:
    return rows.with_columns(
        agent.alias(AGENT), part.alias("part"), (nw.col(moment) // DAY).alias(DAY_OF)
    )


def _helping(deals: Frame, helped: Frame) -> Frame:
    """The orders that an agent helped with, in the shape of the others."""
    ways = helped.select("order", nw.col(AGENT).alias("helper"), "way")
    whenever = nw.coalesce(nw.col("paid"), nw.col("created"))
    moment = nw.when(nw.col("way") == "payment").then(nw.col("paid")).otherwise(whenever)
    moment = nw.when(nw.col("way") == "order").then(nw.col("created")).otherwise(moment)
    owned = deals.filter(nw.col(AGENT) != NOBODY)  # who serves what is nobody's helps nobody
    rows = owned.join(ways, on="order", how="inner").with_columns(helped_at=moment)
    rows = rows.filter(~nw.col("helped_at").is_null())
    part = nw.concat_str(nw.lit("helped_"), nw.col("way"))
    return _part(rows, nw.col("helper"), part, "helped_at").drop("helper", "way", "helped_at")


def _measures(name: str, part: str) -> Iterator[Measure]:
    where = nw.col("part") == part
    yield Measure(f"{name}人数", VIEW, "people", where=where)
    yield Measure(f"{name}金额", VIEW, "sum", "sales", where)
    yield Measure(f"{name}件数", VIEW, "sum", "pieces", where)
    yield Measure(f"{name}订单数", VIEW, "rows", where=where)


def _helps(name: str, part: str, value: str) -> Iterator[Measure]:
    where = nw.col("part") == part
    yield Measure(f"{name}人数", VIEW, "people", where=where)
    yield Measure(f"{name}金额", VIEW, "sum", value, where)


MEASURES = (
    *_measures("本人下单本人付款", "own_own"),
    *_measures("本人下单他人付款", "own_other"),
    *_measures("他人下单本人付款", "other_own"),
    *_measures("静默落实付款", "silent_own"),
    *_measures("全静默跟进", "followed"),
    *_helps("协助下单", "helped_order", "worth"),
    *_helps("协助付款", "helped_payment", "sales"),
    *_helps("协助跟进", "helped_follow_up", "sales"),
)
