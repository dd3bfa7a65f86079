"""Attribution: whose each order is, counted by hand over a few rows, on every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from engines import ENGINES, at, collected, on, records

from csperf.metrics.attribution import Attribution, owned

Rows = Sequence[Mapping[str, object]]


def chat(agent: str, buyer: str, started: str, ended: str = "") -> dict[str, object]:
    """A reception."""
    until = {"ended": at(ended)} if ended else {}
    return {"agent": agent, "buyer": buyer, "started": at(started), **until}


def order(
    id_: str, buyer: str | None, created: str, paid: str = "", **more: object
) -> dict[str, object]:
    """An order; unpaid if no time of payment is given."""
    moments = {"created": at(created), **({"paid": at(paid)} if paid else {})}
    return {"order": id_, "buyer": buyer, **moments, **more}


def owners(
    engine: str, orders: Rows, chats: Rows, attribution: Attribution, *columns: str
) -> dict[str, Any]:
    """Of every order what stands in these columns."""
    tables = {
        "orders": on(engine, records("orders", orders)),
        "receptions": on(engine, records("receptions", chats)),
    }
    rows = collected(owned(tables, attribution))
    assert sorted(row["order"] for row in rows) == sorted(str(one["order"]) for one in orders)
    return {row["order"]: tuple(row[name] for name in columns) for row in rows}


CHATS = [
    chat("小美", "甲", "2026-10-01 09:00:00"),
    chat("阿强", "甲", "2026-10-01 10:30:00"),
    chat("小美", "乙", "2026-10-01 09:00:00"),
    chat("阿强", "丙", "2026-10-01 09:30:00"),
    chat("阿强", "丁", "2026-10-01 12:00:00"),
]
ORDERS = [
    order("1", "甲", "2026-10-01 10:00:00", "2026-10-01 11:00:00"),
    order("2", "乙", "2026-10-01 10:00:00", "2026-10-01 10:00:09"),
    order("3", "乙", "2026-10-01 10:00:00"),
    order("4", "丙", "2026-10-01 09:00:00", "2026-10-01 11:00:00"),
    order("5", "丁", "2026-10-01 10:00:00", "2026-10-01 11:00:00"),
    order("6", "戊", "2026-10-01 10:00:00", "2026-10-01 11:00:00"),
    order("7", None, "2026-10-01 10:00:00", "2026-10-01 11:00:00"),
    order("8", None, "2026-10-01 10:00:00", "2026-10-01 11:00:00", agent="小美"),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_kind_of_order_by_the_order_first(engine: str) -> None:
    columns = ("agent", "why", "kind", "ordered_by", "paid_by", "followed_by")
    assert owners(engine, ORDERS, CHATS, Attribution(), *columns) == {
        "1": ("小美", "chat-before-order", "two", "小美", "阿强", ""),
        "2": ("小美", "chat-before-order", "one", "小美", "小美", ""),
        "3": ("小美", "chat-before-order", "unpaid", "小美", "", ""),
        "4": ("阿强", "chat-before-payment", "chased", "", "阿强", ""),
        "5": ("", "silent", "followed", "", "", "阿强"),
        "6": ("", "silent", "silent", "", "", ""),
        "7": ("", "no-buyer", "silent", "", "", ""),
        "8": ("小美", "export", "one", "小美", "小美", ""),
    }
