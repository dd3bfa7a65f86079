"""Who stood in for whom, and who else helped with an order: counted by hand, on every engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest
from engines import ENGINES, at, collected, on, records

from csperf.metrics.attribution import Attribution, Talk
from csperf.metrics.doubts import VIEW, counted, doubts, lacking, tallies, too_long
from csperf.metrics.helping import helped
from csperf.metrics.owners import owned
from csperf.metrics.records import DAY


def chat(agent: str, buyer: str, started: str) -> Mapping[str, object]:
    """A reception in October."""
    return {"agent": agent, "buyer": buyer, "started": at(f"2026-10-{started}")}


def shift(agent: str, since: str, until: str, shop: str | None = None) -> Mapping[str, object]:
    """A shift in October."""
    moments = {"since": at(f"2026-10-{since}"), "until": at(f"2026-10-{until}")}
    return {"agent": agent, "shop": shop, **moments}


def order(id_: str, created: str, **more: object) -> Mapping[str, object]:
    """An order in October, paid a minute later, of a buyer named like it."""
    moment = at(f"2026-10-{created}")
    return {"order": id_, "buyer": id_, "created": moment, "paid": moment + 60, **more}


SHIFTS = [
    shift("小美", "03 16:00:00", "04 00:00:00"),
    shift("阿强", "04 00:00:00", "04 08:00:00"),
    shift("小李", "04 22:00:00", "05 06:00:00"),
    shift("小美", "05 09:00:00", "05 18:00:00", "旗舰店"),
    shift("阿强", "05 09:00:00", "05 18:00:00", "专营店"),
    shift("小李", "06 09:00:00", "06 18:00:00"),
    shift("阿强", "06 09:00:00", "06 12:00:00"),
]
CHATS = [
    chat("经理", "before midnight", "03 23:59:59"),
    chat("经理", "midnight", "04 00:00:00"),
    chat("经理", "the end", "04 08:00:00"),
    chat("经理", "past midnight", "05 05:59:59"),
    chat("经理", "flagship", "05 10:00:00"),
    chat("经理", "no shop", "05 10:00:00"),
    chat("经理", "two on duty", "06 10:00:00"),
    chat("阿强", "own shift", "06 10:00:00"),
    chat("阿强", "off duty", "06 12:00:00"),
]
ORDERS = [
    order("before midnight", "04 00:10:00"),
    order("midnight", "04 00:10:00"),
    order("the end", "04 08:00:00"),
    order("past midnight", "05 06:10:00"),
    order("flagship", "05 10:10:00", shop="旗舰店"),
    order("no shop", "05 10:10:00"),
    order("two on duty", "06 10:10:00"),
    order("own shift", "06 10:10:00"),
    order("off duty", "06 12:10:00"),
    order("named", "06 12:10:00", agent="经理"),
    order("silent", "06 12:10:00"),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_colleague_sold_is_of_the_agent_on_duty_when_the_chat_began(engine: str) -> None:
    sorts = {"orders": ORDERS, "receptions": CHATS, "shifts": SHIFTS}
    tables = {sort: on(engine, records(sort, rows)) for sort, rows in sorts.items()}
    rows = collected(owned(tables, Attribution(shift_owner=True)))
    columns = ("agent", "why", "made_by", "on_duty", "ordered_by")
    assert {row["order"]: tuple(row[name] for name in columns) for row in rows} == {
        "before midnight": ("小美", "shift", "经理", 1, "经理"),
        "midnight": ("阿强", "shift", "经理", 1, "经理"),
        "the end": ("经理", "chat-before-order", "经理", None, "经理"),
        "past midnight": ("小李", "shift", "经理", 1, "经理"),
        "flagship": ("小美", "shift", "经理", 1, "经理"),
        "no shop": ("经理", "chat-before-order", "经理", 2, "经理"),
        "two on duty": ("经理", "chat-before-order", "经理", 2, "经理"),
        "own shift": ("阿强", "chat-before-order", "阿强", None, "阿强"),
        "off duty": ("小李", "shift", "阿强", 1, "阿强"),
        "named": ("小李", "shift", "经理", 1, "经理"),
        "silent": ("", "silent", "", None, ""),
    }


DEAL = [{**order("1", "04 10:00:00"), "buyer": "甲", "paid": at("2026-10-04 12:00:00")}]
UNPAID = [{**order("2", "20 10:00:00"), "buyer": "甲", "paid": None}]
SILENT = [{**order("3", "10 10:00:00"), "buyer": "丙", "paid": at("2026-10-10 10:01:00")}]
TALKS = [
    chat("小美", "甲", "04 09:00:00"),
    chat("阿强", "甲", "04 08:00:00"),
    chat("阿强", "甲", "04 08:30:00"),
    chat("阿强", "甲", "04 11:00:00"),
    chat("小李", "甲", "01 09:59:59"),
    chat("小李", "甲", "04 12:00:01"),
    chat("小李", "甲", "04 13:00:00"),
    chat("小美", "甲", "04 14:00:00"),
    chat("老王", "甲", "08 14:00:00"),
    chat("老王", "乙", "04 09:30:00"),
    chat("老王", "甲", "20 11:00:00"),
    chat("小美", "甲", "20 09:00:00"),
    chat("老王", "丙", "10 11:00:00"),
    chat("小李", "丙", "10 12:00:00"),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_everybody_else_who_spoke_with_the_buyer_helped_once_a_way(engine: str) -> None:
    tables = {
        "orders": on(engine, records("orders", [*DEAL, *UNPAID, *SILENT])),
        "receptions": on(engine, records("receptions", TALKS)),
    }
    deals = owned(tables, Attribution())
    rows = collected(helped(tables, deals, Attribution()))
    columns = ("order", "agent", "way", "chat_row", "owner")
    assert sorted(tuple(row[name] for name in columns) for row in rows) == [
        ("1", "小李", "follow_up", 7, "小美"),  # 小李's chat before the order is a second too old
        ("1", "阿强", "order", 4, "小美"),
        ("1", "阿强", "payment", 5, "小美"),
        ("2", "老王", "follow_up", 12, "小美"),
        (
            "3",
            "小李",
            "follow_up",
            15,
            "",
        ),  # 老王, who came first, followed the silent deal himself
    ]
    day = at("2026-10-04") // DAY
    assert {row["day"] for row in rows if row["order"] == "1"} == {day}
    assert collected(helped({"orders": tables["orders"]}, deals, Attribution())) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_orders_in_doubt_are_counted_and_told_once(engine: str) -> None:
    unstated = {"paid": None, "state": "shipped"}
    sold = [
        *ORDERS,
        order("paid some time", "06 13:00:00", **unstated),
        {**order("anonymous", "06 13:00:00"), "buyer": None},
    ]
    sorts = {"orders": sold, "receptions": CHATS, "shifts": SHIFTS}
    tables = {sort: on(engine, records(sort, rows)) for sort, rows in sorts.items()}
    rule = Attribution(shift_owner=True, outsourced=frozenset({"阿强"}))
    tallied = tallies({VIEW: owned(tables, rule)})
    counts = counted({name: collected(frame) for name, frame in tallied.items()})
    assert counts == {"orders": 13, "several on duty": 2, "no time of payment": 1} | {
        "silent": 2,
        "no-buyer": 1,
    }
    doubled = counts + counts
    assert [(one.id, one.facts) for one in doubts(doubled)] == [
        ("orders-without-buyer", {"count": 2, "all": 26}),
        ("several-on-duty", {"count": 4, "all": 26}),
        ("payment-time-unstated", {"count": 2, "all": 26}),
    ]


def test_what_attribution_asks_for_and_was_not_given() -> None:
    rule = Attribution(shift_owner=True)
    assert [one.id for one in lacking({"orders"}, rule)] == [
        "attribution-without-chats",
        "attribution-without-shifts",
    ]
    assert not list(lacking({"orders", "messages", "shifts"}, rule)), "they stand in for receptions"
    assert [one.id for one in lacking({"receptions"}, Attribution(talk="messages"))] == [
        "attribution-without-talk"
    ]
    assert not list(lacking({"orders"}, Attribution(evidence=("note", "export"))))
    assert not list(lacking({"orders", "messages"}, Attribution(talk="messages")))


def test_shifts_with_a_wrong_time_are_found() -> None:
    odd = [
        shift("小美", "03 16:00:00", "05 16:00:00"),
        shift("小美", "03 16:00:00", "05 16:00:01"),
        shift("小美", "03 16:00:00", "03 08:00:00"),
    ]
    assert list(too_long(on("polars", records("shifts", odd)), collected)) == [(0, 3), (0, 4)]


def test_chats_may_be_messages() -> None:
    said = [
        {"agent": "小美", "buyer": "1", "at": at("2026-10-04 09:00:00"), "sender": "客服"},
        {"agent": "阿强", "buyer": "1", "at": at("2026-10-04 09:59:00"), "sender": "买家"},
    ]
    begun = [chat("阿强", "1", "04 08:00:00"), chat("小美", "1", "04 09:00:00")]
    tables = {
        "orders": on("polars", records("orders", [order("1", "04 10:00:00")])),
        "messages": on("polars", records("messages", said)),
        "receptions": on("polars", records("receptions", begun)),
    }
    by = {
        talk: collected(owned(tables, Attribution(talk=talk)))[0]["agent"]
        for talk in get_args(Talk)
    }
    assert by == {"receptions": "小美", "messages": "阿强"}
