"""Unpaid orders of customers who had spoken with an agent: chased or not, paid after it or not.

Why every chat counts as a chase that lies between an order and its payment: exports do not say
what a chat was about, and a customer who talks with the shop before paying was in its hands.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.chats import beside, chats_in, spans
from csperf.metrics.measure import AGENT, BUYER, DAY_OF, NOBODY, Frame, Measure
from csperf.metrics.records import DAY
from csperf.metrics.refunding import ORDER
from csperf.metrics.selling import Selling

VIEW = "unpaid"
_CHASER = "chaser"
_THEIRS = nw.col("open") & (nw.col("ordered_by") == nw.col(_CHASER))


def unpaid_view(tables: Mapping[str, Frame], deals: Frame, selling: Selling) -> Frame:
    """Orders with every agent who secured or chased them, on the day that they were placed.

    `chased` says that the agent spoke with the customer after the order and not after its payment,
    within the days of payment (`chased_at`: first so); `won` that it was then paid and the payment
    is this agent's. An order that was paid without a chase is not here.
    """
    chats = chats_in(tables["receptions"], "started").with_columns(nw.col(AGENT).alias(_CHASER))
    secured = deals.filter((nw.col(BUYER) != NOBODY) & (nw.col("ordered_by") != NOBODY)).select(
        BUYER, nw.col("ordered_by").alias(_CHASER), nw.lit(None).cast(nw.Int64).alias("started")
    )
    spoke = nw.concat([chats.select(BUYER, _CHASER, "started"), secured], how="vertical")
    orders = deals.select(ORDER, BUYER, "created", "paid", "ordered_by", "paid_by")
    pairs = orders.join(spans(spoke, _CHASER), on=BUYER, how="inner").with_columns(
        (nw.col("created") // DAY).alias(DAY_OF), nw.col("paid").is_null().alias("open")
    )
    possible = _in_time("first_chat", selling) & (nw.col("last_chat") > nw.col("created"))
    near = pairs.filter(_THEIRS | possible.fill_null(value=False))
    found = beside(near, chats, nw.col("created"), "after", _CHASER, below="next")
    told = found.rename({"next_started": "chased_at"})
    kept = _marked(told, selling).filter(nw.col("chased") | nw.col("theirs"))
    marks_of = kept.select(ORDER, _CHASER, DAY_OF, "open", "chased_at", "chased", "won")
    rows = deals.drop(AGENT, DAY_OF).join(marks_of, on=ORDER, how="inner")
    return rows.with_columns(nw.col(_CHASER).alias(AGENT)).drop(_CHASER)


def _marked(pairs: Frame, selling: Selling) -> Frame:
    """Orders beside who spoke with their buyer: whether it was a chase, and won the payment."""
    chased = _in_time("chased_at", selling).fill_null(value=False)
    won = chased & ~nw.col("open") & (nw.col("paid_by") == nw.col(_CHASER))
    return pairs.with_columns(chased=chased, theirs=_THEIRS, won=won)


def _in_time(chat: str, selling: Selling) -> nw.Expr:
    """Whether a chat began within the days of payment, and not after the payment."""
    soon = nw.col(chat) // DAY - nw.col(DAY_OF) <= selling.pay_days
    return soon & (nw.col("open") | (nw.col(chat) <= nw.col("paid")))


_OPEN, _CHASED, _WON = nw.col("open"), nw.col("chased"), nw.col("won")
MEASURES = (
    Measure("咨询未付款人数", VIEW, "people", where=_OPEN),
    Measure("咨询未付款订单数", VIEW, "rows", where=_OPEN),
    Measure("咨询未付款金额", VIEW, "sum", "worth", _OPEN),
    Measure("未催付订单数", VIEW, "rows", where=_OPEN & ~_CHASED),
    Measure("催付人数", VIEW, "people", where=_CHASED),
    Measure("催付订单数", VIEW, "rows", where=_CHASED),
    Measure("催付成功人数", VIEW, "people", where=_WON),
    Measure("催付成功订单数", VIEW, "rows", where=_WON),
    Measure("催付成功金额", VIEW, "sum", "sales", _WON),
)
