"""Attribution against its definition read word by word, for any few orders and chats."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from engines import collected, on, records
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.metrics.attribution import Attribution, Chat
from csperf.metrics.helping import helped
from csperf.metrics.owners import owned

HOUR = 3_600
WINDOW = 5 * HOUR
few = settings(max_examples=15, deadline=None)
"""Each example has many orders, for a question to an engine costs more than a row."""


class Talk(NamedTuple):
    """A chat: who, with whom, and in which hour it began."""

    agent: str
    buyer: str
    hour: int


class Sale(NamedTuple):
    """An order: whose, in which hour, and so many hours later paid."""

    buyer: str | None
    hour: int
    paid: int | None


talks = st.lists(
    st.builds(
        Talk, st.sampled_from("ABC"), st.sampled_from(["甲", "乙", "丙"]), st.integers(0, 24)
    ),
    max_size=40,
)
sales = st.lists(
    st.builds(
        Sale,
        st.sampled_from(["甲", "乙", "丙", None]),
        st.integers(0, 24),
        st.none() | st.integers(0, 9),
    ),
    min_size=1,
    max_size=25,
)
rules = st.builds(
    Attribution,
    judged_by=st.sampled_from(["order", "payment", "order_first"]),
    chat=st.sampled_from(["last", "first"]),
    window=st.just(WINDOW),
    followed_counts=st.booleans(),
)


def found(sold: Sequence[Sale], spoken: Sequence[Talk], rule: Attribution, seed: int = 0) -> Any:
    """The orders by number, and who helped with which, from rows in any order."""
    orders = [_order(number, sale) for number, sale in enumerate(sold)]
    chats = [{"agent": a, "buyer": b, "started": hour * HOUR} for a, b, hour in spoken]
    shuffle = random.Random(seed).shuffle  # noqa: S311 - an order of rows is no secret
    shuffle(orders)
    shuffle(chats)
    tables = {
        "orders": on("polars", records("orders", orders)),
        "receptions": on("polars", records("receptions", chats)),
    }
    deals = owned(tables, rule)
    rows = {row["order"]: row for row in collected(deals)}
    assert len(rows) == len(sold), "an order stands there once"
    told = ("agent", "why", "kind", "ordered_by", "paid_by", "followed_by", "chat_started")
    help_ = sorted(
        (row["order"], row["agent"], row["way"], row["chat_started"])
        for row in collected(helped(tables, deals, rule))
    )
    return {order: {name: row[name] for name in told} for order, row in rows.items()}, help_


def _order(number: int, sale: Sale) -> dict[str, object]:
    paid = None if sale.paid is None else (sale.hour + sale.paid) * HOUR
    return {
        "order": str(number),
        "buyer": sale.buyer,
        "created": sale.hour * HOUR,
        "paid": paid,
    }


def secured(sale: Sale, hour: int | None, spoken: Sequence[Talk], which: Chat) -> str:
    """Who spoke with the buyer last (first) in the five hours up to this one."""
    if hour is None:
        return ""
    near = [one for one in spoken if one.buyer == sale.buyer and hour - 5 <= one.hour <= hour]
    near.sort(key=lambda one: (one.hour, one.agent))
    return (near[-1] if which == "last" else near[0]).agent if near else ""


def paid_at(sale: Sale) -> int | None:
    """In which hour it was paid."""
    return None if sale.paid is None else sale.hour + sale.paid


@few
@given(sales, talks, rules)
def test_an_order_is_whose_the_definition_says(
    sold: list[Sale], spoken: list[Talk], rule: Attribution
) -> None:
    rows, _ = found(sold, spoken, rule)
    for number, sale in enumerate(sold):
        row = rows[str(number)]
        ordered = secured(sale, sale.hour, spoken, rule.chat)
        paid = secured(sale, paid_at(sale), spoken, rule.chat)
        after = [one for one in spoken if one.buyer == sale.buyer and 0 < one.hour - sale.hour <= 5]
        follower = min(after, key=lambda one: (one.hour, one.agent)).agent if after else ""
        assert (row["ordered_by"], row["paid_by"]) == (ordered, paid)
        assert row["followed_by"] == ("" if ordered or paid else follower)
        owner = {"order": ordered, "payment": paid, "order_first": ordered or paid}[rule.judged_by]
        if rule.followed_counts and sale.paid is not None and not ordered and not paid:
            owner = follower
        assert row["agent"] == owner


@few
@given(sales, talks, rules, st.integers(1, 99))
def test_the_order_of_the_rows_changes_nothing(
    sold: list[Sale], spoken: list[Talk], rule: Attribution, seed: int
) -> None:
    assert found(sold, spoken, rule, seed) == found(sold, spoken, rule)


@few
@given(sales, talks, st.sampled_from(["last", "first"]))
def test_the_order_first_is_the_orders_owner_or_else_the_payments(
    sold: list[Sale], spoken: list[Talk], which: Chat
) -> None:
    rule = Attribution(chat=which, window=WINDOW)
    first, _ = found(sold, spoken, rule)
    by_order, _ = found(sold, spoken, replace(rule, judged_by="order"))
    by_payment, _ = found(sold, spoken, replace(rule, judged_by="payment"))
    for number, row in first.items():
        assert row["agent"] == (by_order[number]["agent"] or by_payment[number]["agent"])


@few
@given(sales, talks)
def test_helpers_are_all_the_others_who_spoke_with_the_buyer_around_the_order(
    sold: list[Sale], spoken: list[Talk]
) -> None:
    rows, helpers = found(sold, spoken, Attribution(window=WINDOW))
    expected = set()
    for number, sale in enumerate(sold):
        paid = paid_at(sale)
        until = sale.hour if paid is None else paid
        own = {rows[str(number)]["agent"], rows[str(number)]["followed_by"]}
        for one in spoken:
            if one.buyer != sale.buyer or one.agent in own:
                continue
            if sale.hour - 5 <= one.hour <= sale.hour:
                expected.add((str(number), one.agent, "order"))
            if paid is not None and max(sale.hour + 1, paid - 5) <= one.hour <= paid:
                expected.add((str(number), one.agent, "payment"))
            if until < one.hour <= until + 5:
                expected.add((str(number), one.agent, "follow_up"))
    assert {(order, agent, way) for order, agent, way, _ in helpers} == expected
    assert len(helpers) == len(expected), "each is counted once a way"
