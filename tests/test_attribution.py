"""Attribution: whose each order is, counted by hand over a few rows, on every engine.

An order's number says what it is a case of, and where nothing else matters its buyer does too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from engines import ENGINES, at, collected, on, records

from csperf.metrics.attribution import KINDS, Attribution
from csperf.metrics.measure import Frame
from csperf.metrics.owners import owned
from csperf.metrics.records import DAY

Rows = Sequence[Mapping[str, object]]
RULES = {
    "order first": Attribution(),
    "order": Attribution(judged_by="order"),
    "payment": Attribution(judged_by="payment", followed_counts=True),
    "first chat": Attribution(chat="first", window=5_400),
}


def chat(agent: str, buyer: str, started: str, ended: str = "") -> dict[str, object]:
    """A reception in October."""
    until = {"ended": _moment(ended)} if ended else {}
    return {"agent": agent, "buyer": buyer, "started": _moment(started), **until}


def order(id_: str, created: str, paid: str = "", **more: object) -> dict[str, object]:
    """An order in October of a buyer named like it; unpaid if no time of payment is given."""
    moments = {"created": _moment(created), **({"paid": _moment(paid)} if paid else {})}
    return {"order": id_, "buyer": id_, **moments, **more}


def _moment(text: str) -> int:
    return at(f"2026-10-{text}")


def tables(engine: str, **sorts: Rows) -> dict[str, Frame]:
    """Tables of records of these sorts on an engine."""
    return {sort: on(engine, records(sort, rows)) for sort, rows in sorts.items()}


def owners(frames: Mapping[str, Frame]) -> dict[str, dict[str, dict[str, Any]]]:
    """The orders of every rule by number; in one question, since each costs Spark a second."""
    ruled = [frame.with_columns(rule=nw.lit(rule)) for rule, frame in frames.items()]
    found: dict[str, dict[str, dict[str, Any]]] = {rule: {} for rule in frames}
    for row in collected(nw.concat(ruled, how="vertical")):
        assert row["order"] not in found[row["rule"]], "an order has one owner"
        found[row["rule"]][row["order"]] = row
    return found


def told(rows: Mapping[str, Mapping[str, Any]], *columns: str) -> dict[str, Any]:
    """Of every order what stands in these columns."""
    return {number: tuple(row[name] for name in columns) for number, row in rows.items()}


CHATS = [
    chat("小美", "two", "01 09:00:00"),
    chat("阿强", "two", "01 10:30:00"),
    chat("小美", "one", "01 09:00:00"),
    chat("小美", "unpaid", "01 09:00:00"),
    chat("阿强", "chased", "01 10:30:00"),
    chat("阿强", "chased in vain", "01 10:30:00"),
    chat("阿强", "followed", "01 12:00:00"),
    chat("小美", "ordered", "01 09:00:00"),
    chat("小美", "72 hours", "01 10:00:00"),
    chat("小美", "72 hours and a second", "01 09:59:59"),
    chat("小美", "the same second", "01 10:00:00"),
    chat("小美", "a second late", "01 10:00:01"),
    chat("小美", "midnight", "01 23:59:59"),
    chat("小美", "month end", "31 23:50:00"),
    chat("小美", "straddling", "01 09:59:00", "01 10:20:00"),
    chat("阿强", "tie", "01 09:00:00"),
    chat("小美", "tie", "01 09:00:00"),
    chat("小美", "three chats", "01 08:00:00"),
    chat("阿强", "three chats", "01 09:00:00"),
    chat("小李", "three chats", "01 09:30:00"),
    chat("", "nobody's chat", "01 09:00:00"),
]
ORDERS = [
    order("two", "01 10:00:00", "01 11:00:00"),
    order("one", "01 10:00:00", "01 10:00:09"),
    order("unpaid", "01 10:00:00"),
    order("chased", "01 10:00:00", "01 11:00:00"),
    order("chased in vain", "01 10:00:00"),
    order("followed", "01 10:00:00", "01 11:00:00"),
    order("silent", "01 10:00:00", "01 11:00:00"),
    order("ordered", "01 10:00:00", "05 10:00:00"),
    order("72 hours", "04 10:00:00", "04 10:00:00"),
    order("72 hours and a second", "04 10:00:00", "04 10:00:00"),
    order("the same second", "01 10:00:00", "01 10:00:00"),
    order("a second late", "01 10:00:00", "01 10:00:00"),
    order("midnight", "02 00:00:00", "02 00:00:00"),
    {
        **order("month end", "31 23:59:59"),
        "paid": at("2026-11-01 00:00:00"),
    },
    order("straddling", "01 10:00:00", "01 10:10:00"),
    order("tie", "01 10:00:00", "01 11:00:00"),
    order("three chats", "01 10:00:00", "01 11:00:00"),
    order("nobody's chat", "01 10:00:00", "01 11:00:00"),
    {**order("anonymous", "01 10:00:00", "01 11:00:00"), "buyer": None},
    {**order("anonymous, named", "01 10:00:00", "01 11:00:00", agent="小美"), "buyer": None},
]


@pytest.fixture(scope="module", params=ENGINES)
def found(request: pytest.FixtureRequest) -> dict[str, dict[str, dict[str, Any]]]:
    """The orders by each of the rules."""
    given_ = tables(request.param, orders=ORDERS, receptions=CHATS)
    return owners({name: owned(given_, rule) for name, rule in RULES.items()})


Found = dict[str, dict[str, dict[str, Any]]]


def test_whose_an_order_is_by_the_last_chat_and_the_order_first(found: Found) -> None:
    columns = ("agent", "why", "kind", "ordered_by", "paid_by", "followed_by")
    before_order = ("小美", "chat-before-order", "one", "小美", "小美", "")
    silent = ("", "silent", "silent", "", "", "")
    assert told(found["order first"], *columns) == {
        "two": ("小美", "chat-before-order", "two", "小美", "阿强", ""),
        "one": before_order,
        "unpaid": ("小美", "chat-before-order", "unpaid", "小美", "", ""),
        "chased": ("阿强", "chat-before-payment", "chased", "", "阿强", ""),
        "chased in vain": ("", "silent", "followed", "", "", "阿强"),
        "followed": ("", "silent", "followed", "", "", "阿强"),
        "silent": silent,
        "ordered": ("小美", "chat-before-order", "ordered", "小美", "", ""),
        "72 hours": before_order,
        "72 hours and a second": silent,
        "the same second": before_order,
        "a second late": ("", "silent", "followed", "", "", "小美"),
        "midnight": before_order,
        "month end": before_order,
        "straddling": before_order,
        "tie": ("阿强", "chat-before-order", "one", "阿强", "阿强", ""),
        "three chats": ("小李", "chat-before-order", "one", "小李", "小李", ""),
        "nobody's chat": silent,
        "anonymous": ("", "no-buyer", "silent", "", "", ""),
        "anonymous, named": ("小美", "export", "one", "小美", "小美", ""),
    }
    assert {row["kind"] for row in found["order first"].values()} == set(KINDS)


def test_the_chat_that_decided_and_the_days_are_told(found: Found) -> None:
    first = at("2026-10-01") // DAY
    columns = ("chat_started", "chat_file", "chat_row", "day", "paid_day", "file", "row")
    rows = told(found["order first"], *columns)
    assert rows["two"] == (_moment("01 09:00:00"), 0, 2, first, first, 0, 2)
    assert rows["chased"] == (_moment("01 10:30:00"), 0, 6, first, first, 0, 5)
    assert rows["month end"] == (_moment("31 23:50:00"), 0, 15, first + 30, first + 31, 0, 15)
    assert rows["unpaid"][3:5] == (first, None)
    assert rows["silent"][:3] == rows["anonymous, named"][:3] == (None, None, None)


def test_whose_an_order_is_by_the_order_alone(found: Found) -> None:
    rows = told(found["order"], "agent", "why")
    assert rows["two"] == rows["unpaid"] == ("小美", "chat-before-order")
    assert rows["chased"] == ("", "silent-order")
    assert rows["followed"] == ("", "silent")


def test_whose_an_order_is_by_the_payment_with_silent_ones_to_who_followed(found: Found) -> None:
    rows = told(found["payment"], "agent", "why")
    assert rows["two"] == rows["chased"] == ("阿强", "chat-before-payment")
    assert rows["unpaid"] == ("", "unpaid")
    assert rows["ordered"] == ("", "silent-payment")
    assert rows["followed"] == ("阿强", "chat-after-order")
    assert rows["chased in vain"] == rows["silent"] == ("", "silent"), "unpaid, or nobody spoke"


def test_the_first_chat_of_a_shorter_window(found: Found) -> None:
    rows = told(found["first chat"], "agent", "paid_by")
    assert rows["three chats"] == ("阿强", "小李"), "8:00 is more than 90 minutes before 10:00"
    assert rows["tie"] == ("小美", ""), "the name that sorts first; 9:00 is too long before 11:00"
    assert rows["two"] == ("小美", "阿强")
    assert rows["the same second"] == ("小美", "小美")
    assert rows["a second late"] == ("", "")
    assert rows["chased"] == ("阿强", "阿强")


SPOKEN = [
    chat("小美", "chat and export", "01 09:00:00"),
    chat("小美", "chat and note", "01 09:00:00"),
    chat("小美", "chat and unpaid note", "01 09:00:00"),
    chat("小美", "guessed", "01 09:00:00"),
    chat("小美", "rest", "10 09:00:00"),
    chat("小美", "rest due", "01 09:00:00"),
    chat("小美", "no time of payment", "01 09:00:00"),
    chat("小美", "closed", "01 09:00:00"),
    chat("外包1", "own", "01 09:00:00"),
    chat("外包1", "refunded in part", "01 09:00:00"),
    chat("外包1", "refunded wholly", "01 09:00:00"),
    chat("外包1", "chased", "01 10:30:00"),
    chat("外包1", "refunded by the list", "01 09:00:00"),
    chat("外包1", "refunded in two parts", "01 09:00:00"),
    chat("外包1", "refund refused", "01 09:00:00"),
    chat("外包1", "lines tell it is whole", "01 09:00:00"),
    chat("外包1", "lines tell of a part", "01 09:00:00"),
    chat("外包1", "nobody says how much", "01 09:00:00"),
]
SOLD = [
    order("chat and export", "01 10:00:00", "01 11:00:00", agent="阿强"),
    order("chat and note", "01 10:00:00", "01 11:00:00", agent="阿强", note="小李 2"),
    order("chat and unpaid note", "01 10:00:00", note="小李 2"),
    order("note of nobody", "01 10:00:00", "01 11:00:00", agent="阿强", note="发顺丰"),
    order("guessed", "01 10:00:00", "01 11:00:00", agent="阿强", guessed=True),
    order("rest", "01 10:00:00", "01 10:00:00", rest_paid=_moment("10 10:00:00")),
    order("rest due", "01 10:00:00", "01 10:00:00", state="deposit"),
    order("no time of payment", "01 10:00:00", state="paid"),
    order("closed", "01 10:00:00", state="closed"),
    order("own", "01 10:00:00", "01 11:00:00", amount=500),
    order("refunded in part", "01 10:00:00", "01 11:00:00", amount=500, refunded=499),
    order("refunded wholly", "01 10:00:00", "01 11:00:00", amount=500, refunded=500),
    order("chased", "01 10:00:00", "01 11:00:00", amount=500),
    order("refunded by the list", "01 10:00:00", "01 11:00:00", amount=500),
    order("refunded in two parts", "01 10:00:00", "01 11:00:00", amount=500),
    order("refund refused", "01 10:00:00", "01 11:00:00", amount=500),
    order("lines tell it is whole", "01 10:00:00", "01 11:00:00", refunded=700),
    order("lines tell of a part", "01 10:00:00", "01 11:00:00", amount=500),
    order("nobody says how much", "01 10:00:00", "01 11:00:00", amount=500, refund_done=True),
]
IN_LINES = [
    {"order": "lines tell it is whole", "product": "A", "pieces": 1, "amount": 300},
    {"order": "lines tell it is whole", "product": "B", "pieces": 2, "price": 200},
    {"order": "lines tell of a part", "product": "A", "pieces": 1, "amount": 300, "refunded": 300},
    {"order": "lines tell of a part", "product": "B", "pieces": 1, "amount": 200},
]
_CLOSED = _moment("03 10:00:00")
BACK = [
    {"order": "refunded by the list", "amount": 499, "state": "done"},
    {"order": "refunded in two parts", "amount": 200, "state": "done"},
    {"order": "refunded in two parts", "amount": 300, "state": "done"},
    {
        "order": "refund refused",
        "amount": 100,
        "state": "refused",
        "finished": _moment("03 10:00:00"),
    },
]
STATED = {
    "as it is": Attribution(),
    "chat before export": Attribution(evidence=("chat", "export"), guessed=False),
    "not guessed": Attribution(guessed=False),
    "deposit": Attribution(payment="deposit"),
    "outsourced": Attribution(outsourced=frozenset({"外包1"})),
}


@pytest.fixture(scope="module", params=ENGINES)
def stated(request: pytest.FixtureRequest) -> Found:
    """Orders with notes, agents of the export, payments in parts, and outsourced agents."""
    noted = pl.DataFrame({"note": ["小李 2"], "noted": ["小李"], "noted_pieces": [2]})
    given_ = tables(request.param, orders=SOLD, receptions=SPOKEN, refunds=BACK, lines=IN_LINES)
    given_["noted"] = on(request.param, noted)
    return owners({name: owned(given_, rule) for name, rule in STATED.items()})


def test_a_note_goes_before_the_export_and_the_export_before_the_chat(stated: Found) -> None:
    rows = told(stated["as it is"], "agent", "why", "ordered_by", "paid_by", "noted_pieces")
    assert rows["chat and export"] == ("阿强", "export", "阿强", "阿强", None)
    assert rows["chat and note"] == ("小李", "note", "小李", "小李", 2)
    assert rows["chat and unpaid note"] == ("小李", "note", "小李", "", 2)
    assert rows["note of nobody"] == ("阿强", "export", "阿强", "阿强", None)


def test_the_precedence_is_the_shops(stated: Found) -> None:
    rows = told(stated["chat before export"], "agent", "why")
    assert rows["chat and export"] == ("小美", "chat-before-order")
    assert rows["chat and note"] == ("小美", "chat-before-order"), "notes are no evidence here"
    assert rows["note of nobody"] == ("阿强", "export")
    assert rows["guessed"] == ("小美", "chat-before-order")


def test_an_agent_whom_the_export_guessed_counts_unless_the_shop_says_no(stated: Found) -> None:
    assert told(stated["as it is"], "agent", "why")["guessed"] == ("阿强", "export")
    assert told(stated["not guessed"], "agent", "why")["guessed"] == ("小美", "chat-before-order")


def test_a_payment_in_two_parts_is_made_when_the_rest_is_paid(stated: Found) -> None:
    columns = ("agent", "kind", "paid", "paid_by")
    tenth, first = _moment("10 10:00:00"), _moment("01 10:00:00")
    rows = told(stated["as it is"], *columns)
    assert rows["rest"] == ("小美", "chased", tenth, "小美")
    assert rows["rest due"] == ("小美", "unpaid", None, "")
    rows = told(stated["deposit"], *columns)
    assert rows["rest"] == ("", "silent", first, ""), "the chat was nine days after the deposit"
    assert rows["rest due"] == ("小美", "one", first, "小美")


def test_an_order_is_paid_if_its_state_says_so(stated: Found) -> None:
    rows = told(stated["as it is"], "agent", "kind", "paid", "paid_unstated")
    assert rows["no time of payment"] == ("小美", "one", _moment("01 10:00:00"), True)
    assert rows["closed"] == ("小美", "unpaid", None, False)
    assert rows["own"][3] is False


def test_outsourced_agents_own_what_they_secured_unless_a_part_came_back(stated: Found) -> None:
    rows = told(stated["outsourced"], "agent", "why")
    theirs = {number for number, told_ in rows.items() if told_ == ("外包1", "chat-before-order")}
    whole = {"refunded wholly", "refunded in two parts", "lines tell it is whole"}
    assert theirs == {"own", "refund refused", *whole}
    nobodys = {number for number, told_ in rows.items() if told_ == ("", "outsourced")}
    parts = {"refunded in part", "refunded by the list", "lines tell of a part"}
    assert nobodys == {"chased", "nobody says how much", *parts}
    assert told(stated["as it is"], "agent")["chased"] == ("外包1",)
