"""Refunds: asked for and carried out, in parts or whole, of each agent's orders and of silent ones.

Why a refund is whose the order is: nobody sells twice, so whoever has the sale has what comes back.
Why an order's own refund column stands in where the refund list is silent: many shops export no
list, and then the column is all that is known; it has no time, so it counts when the order was
paid. Some say only that an order was refunded, and not how much; that is a refund without amount.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, BUYER, DAY_OF, Frame, Measure
from csperf.metrics.records import DAY, FILE, ROW
from csperf.metrics.selling import Selling

ORDER = "order"
_ROWS = (ORDER, "refund", "amount", "pieces", "requested", "finished", "done", FILE, ROW)
VIEW = "refunds"
CARRIED_OUT = "done"
"""The state of a refund that was carried out."""


def refund_rows(tables: Mapping[str, Frame], owned: Frame) -> Frame:
    """Every refund once: those of the list, and those that only an order's own column knows.

    `done` says that it was carried out, by its state, or without one by the time of its end; of a
    column this is all that can be meant.
    """
    if "refunds" not in tables:
        return _of_orders(owned)
    listed = tables["refunds"]
    state = nw.col("state").fill_null("")
    done = (state == CARRIED_OUT) | ((state == "") & ~nw.col("finished").is_null())
    rows = listed.with_columns(done=done).select(*_ROWS)
    unlisted = owned.join(listed.select(ORDER).unique([ORDER]), on=ORDER, how="anti")
    return nw.concat([rows, _of_orders(unlisted)], how="vertical")


def _of_orders(owned: Frame) -> Frame:
    said = nw.coalesce(nw.col("refund_done"), nw.lit(value=False))
    refunded = owned.filter((nw.col("refunded") > 0).fill_null(value=False) | said)
    return refunded.select(
        ORDER,
        nw.lit("").alias("refund"),
        nw.col("refunded").alias("amount"),
        nw.lit(None, nw.Int64).alias("pieces"),
        nw.lit(None, nw.Int64).alias("requested"),
        nw.lit(None, nw.Int64).alias("finished"),
        nw.lit(value=True).alias("done"),
        FILE,
        ROW,
    )


def refunds_view(tables: Mapping[str, Frame], owned: Frame, selling: Selling) -> Frame:
    """A row for every refund asked for, and one more for every one carried out (`step`).

    Each stands on the day it was asked for or finished; where no time is known, or if the shop
    counts refunds by their order, on the day that the order was paid. `first` marks the first of
    its order, so that orders are counted once however many parts came back.
    """
    rows = refund_rows(tables, owned)
    of_order = owned.with_columns(ordered=nw.coalesce("paid", "created")).select(
        ORDER, AGENT, BUYER, "ordered"
    )
    both = rows.join(of_order, on=ORDER, how="inner")
    asked = _step(both, "asked", "requested", selling)
    done = _step(both.filter(nw.col("done")), "done", "finished", selling)
    steps = nw.concat([asked, done], how="vertical")
    before = nw.col("moment").shift(1).over(ORDER, "step", order_by=["moment", FILE, ROW])
    return steps.with_columns(first=before.is_null())


def strays(tables: Mapping[str, Frame], owned: Frame) -> Frame | None:
    """The listed refunds whose order is nowhere in the data: they are nobody's, and not counted."""
    if "refunds" not in tables:
        return None
    return tables["refunds"].join(owned.select(ORDER), on=ORDER, how="anti")


def _step(rows: Frame, step: str, moment: str, selling: Selling) -> Frame:
    known = (moment, "requested", "ordered") if selling.refunds_by == "finished" else ("ordered",)
    dated = rows.with_columns(nw.lit(step).alias("step"), moment=nw.coalesce(*dict.fromkeys(known)))
    return dated.with_columns((nw.col("moment") // DAY).alias(DAY_OF))


_ASKED, _DONE = nw.col("step") == "asked", nw.col("step") == "done"
MEASURES = (
    Measure("申请退款笔数", VIEW, "rows", where=_ASKED),
    Measure("申请退款订单数", VIEW, "rows", where=_ASKED & nw.col("first")),
    Measure("申请退款人数", VIEW, "people", where=_ASKED),
    Measure("申请退款金额", VIEW, "sum", "amount", _ASKED),
    Measure("申请退款件数", VIEW, "sum", "pieces", _ASKED),
    Measure("退款笔数", VIEW, "rows", where=_DONE),
    Measure("退款订单数", VIEW, "rows", where=_DONE & nw.col("first")),
    Measure("退款人数", VIEW, "people", where=_DONE),
    Measure("退款金额", VIEW, "sum", "amount", _DONE),
    Measure("退款件数", VIEW, "sum", "pieces", _DONE),
    Measure("完成退款件数", VIEW, "sum", "pieces", _DONE),
)
