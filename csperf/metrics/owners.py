"""Owners: every order with whose it is, who secured what, and why.

One order belongs to one agent or to nobody. `owned` gives one row per order, with all fields of
`orders` (an unknown buyer is "" and not null, and `agent` the owner and not whom the export names)
and these:

- `agent`: the owner, "" for nobody.
- `why`: what decided, one of `REASONS` of the settings.
- `ordered_by`, `paid_by`: who secured the order and the payment, "" for nobody. What a note or an
  export says decides both; the payment of an unpaid order is nobody's.
- `followed_by`: the first to chat with the buyer of a silent order after it was placed.
- `kind`: one of their `KINDS`, how the order came about, whoever owns it.
- `day`, `paid_day`: the days of the order and of its payment.
- `named`: whom the export names, and `noted`: whom the seller's note does; "" for nobody.
- `noted_pieces`: how many pieces the note claims, null where it names no number.
- `chat_started`, `chat_file`, `chat_row`: the chat that decided, null where none did.
- `made_by`: whoever would own the order without shifts; `on_duty`: where they were not on duty, how
  many others were (null: unknown or nobody).
- `paid` as `csperf.metrics.payment` counts it, and `paid_unstated`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.attribution import Attribution, Evidence
from csperf.metrics.chats import chats_in, marks_in, nearest
from csperf.metrics.measure import DAY_OF, NOBODY, Frame
from csperf.metrics.outsourcing import without_outsourced
from csperf.metrics.payment import with_payment
from csperf.metrics.records import DAY, FILE, ROW
from csperf.metrics.standing_in import bound_to_duty

_ORDER, _PAYMENT, _FOLLOW = _ROLES = ("order", "payment", "follow")
_CHAT = {"agent": nw.String(), "started": nw.Int64(), FILE: nw.Int64(), ROW: nw.Int64()}
_NOBODY = nw.lit(NOBODY)
_UNPAID = nw.col("paid").is_null()
_SILENT = (nw.col("ordered_by") == NOBODY) & (nw.col("paid_by") == NOBODY)


def owned(tables: Mapping[str, Frame], attribution: Attribution) -> Frame:
    """Every order with its owner, who secured what, and why, as the module says.

    `tables` may hold `noted` beside the records: who is named by which note, as
    `csperf.metrics.notes` reads them.
    """
    orders = _cleaned(tables["orders"], tables.get("noted"), attribution)
    chatted = _chatted(orders, chats_of(tables, attribution), attribution)
    secured = _secured(chatted, attribution).with_columns(agent=_owner(attribution))
    told = secured.with_columns(why=_why(attribution), kind=_kind()).with_columns(*_deciding_chat())
    own = without_outsourced(told, tables, attribution)
    bound = _bound(own, tables, attribution)
    return bound.drop("by", *(f"{role}_{part}" for role in _ROLES for part in _CHAT))


def chats_of(tables: Mapping[str, Frame], attribution: Attribution) -> Frame | None:
    """The chats that attribution looks at, None where no record tells of them."""
    started = {"receptions": "started", "messages": "at"}[attribution.talk]
    talk = tables.get(attribution.talk)
    return None if talk is None else chats_in(talk, started)


def _cleaned(orders: Frame, noted: Frame | None, attribution: Attribution) -> Frame:
    """Orders with what counts as their payment, their days, and whom the export or a note names."""
    paid = with_payment(orders, attribution.payment)
    counts = nw.lit(attribution.guessed) | ~nw.col("guessed").fill_null(value=False)
    named = nw.when(counts).then(nw.col("agent").fill_null(NOBODY)).otherwise(_NOBODY)
    return _with_notes(paid, noted).with_columns(
        nw.col("buyer").fill_null(NOBODY),
        named.alias("named"),
        (nw.col("created") // DAY).alias(DAY_OF),
        (nw.col("paid") // DAY).alias("paid_day"),
    )


def _with_notes(orders: Frame, noted: Frame | None) -> Frame:
    if noted is None:
        return orders.with_columns(noted=_NOBODY, noted_pieces=nw.lit(None).cast(nw.Int64))
    joined = orders.with_columns(nw.col("note").fill_null("")).join(noted, on="note", how="left")
    return joined.with_columns(nw.col("noted").fill_null(NOBODY))


def _chatted(orders: Frame, chats: Frame | None, attribution: Attribution) -> Frame:
    """Every order with the chats that secured it, its payment, and that followed it."""
    names = {f"{role}_{part}": kind for role in _ROLES for part, kind in _CHAT.items()}
    if chats is None:
        blank = (nw.lit(None).cast(kind).alias(name) for name, kind in names.items())
        return orders.with_columns(*blank).with_columns(*_no_nulls())
    marks = nw.concat(list(_marks(orders, attribution)), how="vertical")
    around = nearest(chats, marks)
    found = around.group_by("order").agg(*_found(attribution))
    return orders.join(found, on="order", how="left").with_columns(*_no_nulls())


def _no_nulls() -> list[nw.Expr]:
    return [nw.col(f"{role}_agent").fill_null(NOBODY) for role in _ROLES]


def _marks(orders: Frame, attribution: Attribution) -> Iterator[Frame]:
    """The moments of an order that are looked at: its own, or where its window begins.

    Where the last chat counts, what followed an order is found from the same moment as what came
    before it, and a third of the rows to sort is spared.
    """
    for role, moment in ((_ORDER, "created"), (_PAYMENT, "paid")):
        if attribution.chat == "last":
            yield marks_in(orders, role, nw.col(moment), "after")
        else:
            yield marks_in(orders, role, nw.col(moment) - attribution.window, "before")
    if attribution.chat == "first":
        yield marks_in(orders, _FOLLOW, nw.col("created"), "after")


def _found(attribution: Attribution) -> Iterator[nw.Expr]:
    """For every role the agent, the start and the place of its chat, where it is near enough."""
    last = attribution.chat == "last"
    for role in _ROLES:
        which = "last" if last and role != _FOLLOW else "next"
        apart = nw.col(f"{which}_started") - nw.col("moment")
        near = (apart <= attribution.window) & (apart >= -attribution.window)
        counts = (nw.col("role") == (_ORDER if last and role == _FOLLOW else role)) & near
        for part in _CHAT:
            yield nw.when(counts).then(nw.col(f"{which}_{part}")).max().alias(f"{role}_{part}")


def _secured(orders: Frame, attribution: Attribution) -> Frame:
    """Who secured the order and the payment, by the first evidence that names somebody."""
    says: dict[Evidence, tuple[nw.Expr, nw.Expr]] = {
        "note": _both(nw.col("noted")),
        "export": _both(nw.col("named")),
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


def _both(named: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
    """Whoever is named secured the order, and its payment once it is paid."""
    return named, nw.when(~_UNPAID).then(named).otherwise(_NOBODY)


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
        (nw.col("by") == "note", "note"),
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


def _bound(orders: Frame, tables: Mapping[str, Frame], attribution: Attribution) -> Frame:
    """What was sold in somebody's stead is bound to the agent on duty, where the shop does so."""
    if attribution.shift_owner and "shifts" in tables:
        return bound_to_duty(orders, tables["shifts"])
    return orders.with_columns(made_by=nw.col("agent"), on_duty=nw.lit(None).cast(nw.Int64))
