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
from csperf.metrics.chats import beside, chats_in
from csperf.metrics.measure import DAY_OF, NOBODY, Frame
from csperf.metrics.outsourcing import without_outsourced
from csperf.metrics.payment import with_payment
from csperf.metrics.places import PLACE, unpacked
from csperf.metrics.records import DAY
from csperf.metrics.standing_in import bound_to_duty

_ORDER, _PAYMENT, _FOLLOW = _ROLES = ("order", "payment", "follow")
_CHAT = {"agent": nw.String(), "started": nw.Int64(), PLACE: nw.Int64()}
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
    if chats is None:
        names = {f"{role}_{part}": kind for role in _ROLES for part, kind in _CHAT.items()}
        blank = (nw.lit(None).cast(kind).alias(name) for name, kind in names.items())
        return orders.with_columns(*blank).with_columns(*_no_nulls())
    looked_at = _last if attribution.chat == "last" else _first
    found = looked_at(orders, chats, attribution.window)
    return found.with_columns(*_near(attribution)).with_columns(*_no_nulls())


def _no_nulls() -> list[nw.Expr]:
    return [nw.col(f"{role}_agent").fill_null(NOBODY) for role in _ROLES]


def _last(orders: Frame, chats: Frame, _: int) -> Frame:
    """The last chats before order and payment; one look at the order tells what followed too."""
    found = beside(orders, chats, nw.col("created"), "after", above=_ORDER, below=_FOLLOW)
    return beside(found, chats, nw.col("paid"), "after", above=_PAYMENT)


def _first(orders: Frame, chats: Frame, window: int) -> Frame:
    """The first chats of the windows before order and payment, and the first after the order."""
    created, paid = nw.col("created"), nw.col("paid")
    found = beside(orders, chats, created - window, "before", below=_ORDER)
    found = beside(found, chats, paid - window, "before", below=_PAYMENT)
    return beside(found, chats, created, "after", below=_FOLLOW)


def _near(attribution: Attribution) -> Iterator[nw.Expr]:
    """For every role its chat, where it is near enough; of no chat but the follower's after it."""
    for role, moment in zip(_ROLES, ("created", "paid", "created"), strict=True):
        apart = nw.col(f"{role}_started") - nw.col(moment)
        apart = apart if role == _FOLLOW else nw.lit(0) - apart
        near = (apart >= 0) & (apart <= attribution.window)
        for part in _CHAT:
            name = f"{role}_{part}"
            yield nw.when(near).then(nw.col(name)).alias(name)


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
    chat: dict[str, nw.Expr] = {}
    for part in ("started", PLACE):
        found = nw.lit(None).cast(nw.Int64)
        for why, role in roles:
            found = nw.when(nw.col("why") == why).then(nw.col(f"{role}_{part}")).otherwise(found)
        chat[part] = found
    yield chat["started"].alias("chat_started")
    yield from unpacked(chat[PLACE], "chat_")


def _bound(orders: Frame, tables: Mapping[str, Frame], attribution: Attribution) -> Frame:
    """What was sold in somebody's stead is bound to the agent on duty, where the shop does so."""
    if attribution.shift_owner and "shifts" in tables:
        return bound_to_duty(orders, tables["shifts"])
    return orders.with_columns(made_by=nw.col("agent"), on_duty=nw.lit(None).cast(nw.Int64))
