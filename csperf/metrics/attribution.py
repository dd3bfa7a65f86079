"""Attribution: whose is each order, by what the shop has laid down, and why.

An order secured (落实下单) is that of the agent whose chat led to it, a payment secured (落实付款)
that of the one whose chat led to the payment; `judged_by` says which of the two owns the sale. One
order belongs to one agent or to nobody.

A chat counts by its start: one that began before the order and ended after it is a chat before the
order. It may begin in the same second, and `window` seconds before, not a second more. Which of
two chats in one second is the last is told in `csperf.metrics.chats`.

`owned` gives one row per order. Beside all fields of `orders` (where no buyer is known, `buyer` is
"" and not null, and `agent` is the owner and not whom the export names):

- `agent`: the owner, "" for nobody.
- `why`: what decided, one of `REASONS`.
- `ordered_by`, `paid_by`: who secured the order and the payment, "" for nobody. What a note or an
  export says decides both; the payment of an unpaid order is nobody's.
- `followed_by`: the first to chat with the buyer of a silent order after it was placed.
- `kind`: one of `KINDS`, how the order came about, whoever owns it.
- `day`, `paid_day`: the days of the order and of its payment.
- `named`: whom the export names, "" for nobody.
- `chat_started`, `chat_file`, `chat_row`: the chat that decided, null where none did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import narwhals.stable.v2 as nw

from csperf.metrics.chats import chats_in, marks_in, nearest
from csperf.metrics.measure import DAY_OF, NOBODY, Frame
from csperf.metrics.records import DAY, FILE, ROW

Judged = Literal["order", "payment", "order_first"]
Chat = Literal["last", "first"]
Evidence = Literal["export", "chat"]
REASONS = (
    *("chat-before-order", "chat-before-payment", "chat-after-order", "export"),
    *("silent", "silent-order", "silent-payment", "unpaid", "no-buyer"),
)
"""What can decide; the last five say why an order is nobody's."""
KINDS = ("one", "two", "ordered", "chased", "followed", "silent", "unpaid")
"""How an order came about.

- `one`: one agent secured order and payment (本人下单本人付款).
- `two`: an agent each (本人下单他人付款, and for the second 他人下单本人付款).
- `ordered`: the order alone was secured, the payment came by itself.
- `chased`: the payment of a silent order was secured (静默下单本人落实付款).
- `followed`: all silent, but somebody spoke with the buyer afterwards (全静默本人跟进).
- `silent`: all silent (全静默).
- `unpaid`: the order was secured and is not paid.
"""
_ORDER, _PAYMENT, _FOLLOW = _ROLES = ("order", "payment", "follow")
_CHAT = {"agent": nw.String(), "started": nw.Int64(), FILE: nw.Int64(), ROW: nw.Int64()}
_NOBODY = nw.lit(NOBODY)
_UNPAID = nw.col("paid").is_null()
_SILENT = (nw.col("ordered_by") == NOBODY) & (nw.col("paid_by") == NOBODY)


@dataclass(frozen=True)
class Attribution:
    """What a shop lays down about whose an order is.

    `evidence` stands in order of precedence: the first that names somebody decides. `chat` is
    which of several chats within `window` seconds before the order, or the payment, counts.
    `followed_counts` gives silent orders to whoever spoke with the buyer first afterwards.
    """

    judged_by: Judged = "order_first"
    chat: Chat = "last"
    window: int = 3 * DAY
    evidence: tuple[Evidence, ...] = ("export", "chat")
    followed_counts: bool = False


def owned(tables: Mapping[str, Frame], attribution: Attribution) -> Frame:
    """Every order with its owner, who secured what, and why, as the module says."""
    orders = _cleaned(tables["orders"])
    chatted = _chatted(orders, tables.get("receptions"), attribution)
    secured = _secured(chatted, attribution)
    judged = secured.with_columns(agent=_owner(attribution))
    told = judged.with_columns(why=_why(attribution), kind=_kind()).with_columns(*_deciding_chat())
    return told.drop("by", *(f"{role}_{part}" for role in _ROLES for part in _CHAT))


def _cleaned(orders: Frame) -> Frame:
    """Orders with their days, no null where an id is compared, and the export's agent aside."""
    return orders.with_columns(
        nw.col("buyer").fill_null(NOBODY),
        nw.col("agent").fill_null(NOBODY).alias("named"),
        (nw.col("created") // DAY).alias(DAY_OF),
        (nw.col("paid") // DAY).alias("paid_day"),
    ).drop("agent")


def _chatted(orders: Frame, receptions: Frame | None, attribution: Attribution) -> Frame:
    """Every order with the chats that secured it, its payment, and that followed it."""
    names = {f"{role}_{part}": kind for role in _ROLES for part, kind in _CHAT.items()}
    if receptions is None:
        blank = (nw.lit(None).cast(kind).alias(name) for name, kind in names.items())
        return orders.with_columns(*blank).with_columns(*_no_nulls())
    marks = nw.concat(list(_marks(orders, attribution)), how="vertical")
    around = nearest(chats_in(receptions), marks)
    found = around.group_by("order").agg(*_found(attribution))
    return orders.join(found, on="order", how="left").with_columns(*_no_nulls())


def _no_nulls() -> list[nw.Expr]:
    return [nw.col(f"{role}_agent").fill_null(NOBODY) for role in _ROLES]


def _marks(orders: Frame, attribution: Attribution) -> Iterator[Frame]:
    """The moments of an order that are looked at: its own, or where its window begins."""
    for role, moment in ((_ORDER, "created"), (_PAYMENT, "paid")):
        if attribution.chat == "last":
            yield marks_in(orders, role, nw.col(moment), "after")
        else:
            yield marks_in(orders, role, nw.col(moment) - attribution.window, "before")
    yield marks_in(orders, _FOLLOW, nw.col("created"), "after")


def _found(attribution: Attribution) -> Iterator[nw.Expr]:
    """For every role the agent, the start and the place of its chat, where it is near enough."""
    for role in _ROLES:
        which = "last" if attribution.chat == "last" and role != _FOLLOW else "next"
        apart = nw.col(f"{which}_started") - nw.col("moment")
        near = (apart <= attribution.window) & (apart >= -attribution.window)
        counts = (nw.col("role") == role) & near
        for part in _CHAT:
            yield nw.when(counts).then(nw.col(f"{which}_{part}")).max().alias(f"{role}_{part}")


def _secured(orders: Frame, attribution: Attribution) -> Frame:
    """Who secured the order and the payment, by the first evidence that names somebody."""
    named = nw.col("named")
    says: dict[Evidence, tuple[nw.Expr, nw.Expr]] = {
        "export": (named, nw.when(_UNPAID).then(_NOBODY).otherwise(named)),
        "chat": (nw.col("order_agent"), nw.col("payment_agent")),
    }
    ordered, paid, by = _NOBODY, _NOBODY, _NOBODY
    for evidence in reversed(attribution.evidence):
        order, payment = says[evidence]
        speaks = nw.when((order != NOBODY) | (payment != NOBODY))
        ordered, paid = speaks.then(order).otherwise(ordered), speaks.then(payment).otherwise(paid)
        by = speaks.then(nw.lit(evidence)).otherwise(by)
    followed = nw.when(_SILENT).then(nw.col("follow_agent")).otherwise(_NOBODY)
    return orders.with_columns(ordered_by=ordered, paid_by=paid, by=by).with_columns(
        followed_by=followed
    )


def _owner(attribution: Attribution) -> nw.Expr:
    """The owner among those who secured the order and the payment, or followed the deal."""
    ordered, paid = nw.col("ordered_by"), nw.col("paid_by")
    owner = {
        "order": ordered,
        "payment": paid,
        "order_first": nw.when(ordered != NOBODY).then(ordered).otherwise(paid),
    }[attribution.judged_by]
    if not attribution.followed_counts:
        return owner
    return nw.when(_SILENT & ~_UNPAID).then(nw.col("followed_by")).otherwise(owner)


def _why(attribution: Attribution) -> nw.Expr:
    """What decided, or why nothing did."""
    order_judged, payment_judged = (attribution.judged_by == way for way in ("order", "payment"))
    nobody = nw.col("agent") == NOBODY
    by_order = (nw.col("ordered_by") != NOBODY) & nw.lit(not payment_judged)
    return _first_of(
        (nobody & (nw.col("buyer") == NOBODY), "no-buyer"),
        (nobody & _SILENT, "silent"),
        (nobody & nw.lit(order_judged), "silent-order"),
        (nobody & _UNPAID, "unpaid"),
        (nobody, "silent-payment"),
        (nw.col("by") == "export", "export"),
        (_SILENT, "chat-after-order"),
        (by_order, "chat-before-order"),
        otherwise="chat-before-payment",
    )


def _kind() -> nw.Expr:
    """How the order came about."""
    ordered, paid = nw.col("ordered_by"), nw.col("paid_by")
    return _first_of(
        (_SILENT & (nw.col("followed_by") != NOBODY), "followed"),
        (_SILENT, "silent"),
        (_UNPAID, "unpaid"),
        (ordered == NOBODY, "chased"),
        (paid == NOBODY, "ordered"),
        (ordered == paid, "one"),
        otherwise="two",
    )


def _first_of(*cases: tuple[nw.Expr, str], otherwise: str) -> nw.Expr:
    """The word of the first case that holds."""
    word = nw.lit(otherwise)
    for holds, name in reversed(cases):
        word = nw.when(holds).then(nw.lit(name)).otherwise(word)
    return word


def _deciding_chat() -> Iterator[nw.Expr]:
    """When the chat that decided began, and where it stands."""
    roles = (
        ("chat-before-order", _ORDER),
        ("chat-before-payment", _PAYMENT),
        ("chat-after-order", _FOLLOW),
    )
    for part in ("started", FILE, ROW):
        found = nw.lit(None).cast(nw.Int64)
        for why, role in roles:
            found = nw.when(nw.col("why") == why).then(nw.col(f"{role}_{part}")).otherwise(found)
        yield found.alias(f"chat_{part}")
