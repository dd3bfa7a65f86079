"""Enquiries: who asked before ordering, and who of them ordered and paid, how soon.

Why a customer is looked at day by day and agent by agent: that is how the exports count, so that
days add up to the month; whoever asked two agents asked both.
Why people look forward and money looks back: a customer who asked on Monday and on Tuesday and
then ordered has answered both enquiries, but what was paid may stand on one day only, that of the
last enquiry before the order.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, BUYER, DAY_OF, NOBODY, Frame, Measure
from csperf.metrics.records import DAY, FILE, ROW
from csperf.metrics.refunding import ORDER
from csperf.metrics.selling import Selling

CONTACTS, ANSWERED = "enquiries", "enquiry orders"
_PERSON = (AGENT, BUYER, DAY_OF)
_CHAT = {
    **dict.fromkeys((AGENT, BUYER, "reception", "product", "topic", "state"), nw.String),
    **dict.fromkeys(("started", "ended", "first_reply", "agent_messages", FILE, ROW), nw.Int64),
}


def contacts_view(tables: Mapping[str, Frame], deals: Frame, selling: Selling) -> Frame:
    """Every customer of an agent on a day once: the first chat of theirs, or the first that asks.

    `served` says that a chat was not filtered, `enquiry` that one was served and came before any
    order; `ordered_*` and `paid_*` whether the enquiry became an order and was paid the `same`
    day, by the `next` one, and in the end (`final`).
    """
    people = _people(tables, deals, selling)
    days = _answered(people, deals, selling).group_by(*_PERSON)
    results = days.agg(nw.col("created").min(), nw.col("paid").min())
    found = people.join(results, on=[*_PERSON], how="left")
    return found.with_columns(
        *_soon("created", "ordered", selling.order_days), *_soon("paid", "paid", selling.pay_days)
    )


def answered_view(tables: Mapping[str, Frame], deals: Frame, selling: Selling) -> Frame:
    """Every order that an enquiry led to, on the day of the last enquiry before it."""
    pairs = _answered(_people(tables, deals, selling), deals, selling)
    last = pairs.group_by(ORDER, AGENT).agg(nw.col(DAY_OF).max())
    return last.join(deals.drop(AGENT, DAY_OF), on=ORDER, how="inner").with_columns(
        *_soon("created", "ordered", selling.order_days), *_soon("paid", "paid", selling.pay_days)
    )


def _people(tables: Mapping[str, Frame], deals: Frame, selling: Selling) -> Frame:
    """Customers by agent and day; a chat without a customer is nobody's enquiry."""
    after = (nw.col("last_order") > 0) & (nw.col("started") - nw.col("last_order") <= selling.quiet)
    served = ~nw.coalesce(nw.col("state"), nw.lit("")).is_in(selling.filtered)
    chats = _chats_and_last_orders(tables["receptions"], deals).with_columns(
        (nw.col("started") // DAY).alias(DAY_OF),
        served.alias("served"),
        (served & ~after).alias("enquiry"),
    )
    best = (
        nw.when(nw.col("enquiry"))
        .then(nw.lit(0))
        .otherwise(nw.when(nw.col("served")).then(nw.lit(1)).otherwise(nw.lit(2)))
    )
    order_by = ["best", "started", FILE, ROW]
    firsts = chats.with_columns(best=best).unique([*_PERSON], keep="first", order_by=order_by)
    return firsts.drop("best", "last_order")


def _chats_and_last_orders(receptions: Frame, deals: Frame) -> Frame:
    """Every chat with the moment of the customer's last order before it, 0 without one.

    In one second the chat comes before the order. One pass over each customer's chats and orders
    in order of time, since joining all pairs would not end where one buyer has thousands.
    """
    known = nw.col(BUYER) != NOBODY
    chats = receptions.filter(known).select(*_CHAT, nw.lit(0, nw.Int64).alias("placed"))
    blank = {name: nw.lit(None, kind()).alias(name) for name, kind in _CHAT.items()}
    filled = {BUYER: nw.col(BUYER), "started": nw.col("created").alias("started")}
    orders = deals.filter(known).select(
        *{**blank, **filled}.values(), nw.col("created").alias("placed")
    )
    last = nw.col("placed").cum_max().over(BUYER, order_by=["started", "placed"])
    both = nw.concat([chats, orders], how="vertical").with_columns(last_order=last)
    return both.filter(nw.col("placed") == 0).drop("placed")


def _answered(people: Frame, deals: Frame, selling: Selling) -> Frame:
    """Every enquiry with each order that came of it, within the days of orders."""
    asked = people.filter(nw.col("enquiry")).select(*_PERSON, "started")
    orders = deals.select(ORDER, BUYER, nw.col("ordered_by").alias(AGENT), "created", "paid")
    if selling.result == "own":
        pairs = asked.join(orders, on=[AGENT, BUYER], how="inner")
    else:
        pairs = asked.join(orders.drop(AGENT), on=BUYER, how="inner")
    late = nw.col("created") // DAY - nw.col(DAY_OF) > selling.order_days
    return pairs.filter((nw.col("created") >= nw.col("started")) & ~late)


def _soon(moment: str, name: str, final: int) -> list[nw.Expr]:
    """Whether something happened the same day, by the next one, and within its days."""
    days = nw.col(moment) // DAY - nw.col(DAY_OF)
    spans = {"same": 0, "next": 1, "final": final}
    return [
        nw.coalesce(days <= span, nw.lit(value=False)).alias(f"{name}_{word}")
        for word, span in spans.items()
    ]


def _people_who(metric: str, flag: str) -> Measure:
    return Measure(metric, CONTACTS, "people", where=nw.col(flag))


def _sum_of(metric: str, value: str, flag: str) -> Measure:
    return Measure(metric, ANSWERED, "sum", value, nw.col(flag))


MEASURES = (
    Measure("咨询人数", CONTACTS, "people"),
    _people_who("询单人数", "enquiry"),
    _people_who("当日下单人数", "ordered_same"),
    _people_who("次日下单人数", "ordered_next"),
    _people_who("最终下单人数", "ordered_final"),
    _people_who("当日付款人数", "paid_same"),
    _people_who("次日付款人数", "paid_next"),
    _people_who("最终付款人数", "paid_final"),
    _sum_of("当日下单金额", "worth", "ordered_same"),
    _sum_of("次日下单金额", "worth", "ordered_next"),
    _sum_of("最终下单金额", "worth", "ordered_final"),
    _sum_of("当日付款金额", "sales", "paid_same"),
    _sum_of("次日付款金额", "sales", "paid_next"),
    _sum_of("询单最终付款金额", "sales", "paid_final"),
)
