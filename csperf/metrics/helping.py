"""Helping: who else spoke with the buyer of an order (协助下单, 协助付款, 协助跟进).

A deal is one agent's; each of the others is counted once an order and way: `order`, a chat within
the window before the order; `payment`, one after the order and up to the payment, within the window
before it; `follow_up`, one within the window after the payment, or after an order never paid.
Whoever followed a silent order has that as a part of their own (全静默跟进) and helped nobody.

Why every agent beside the order first: a buyer's orders times the agents who ever spoke with them
is a small product, a buyer's orders times their chats is not. Of it only those stay who spoke with
the buyer at about that time at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.attribution import Attribution
from csperf.metrics.chats import beside, spans
from csperf.metrics.measure import AGENT, Frame
from csperf.metrics.owners import chats_of
from csperf.metrics.places import PLACE, unpacked
from csperf.metrics.records import FILE, ROW

WAYS = ("order", "payment", "follow_up")
_HELPER = "helper"
_TOLD = ("started", FILE, ROW)


def helped(tables: Mapping[str, Frame], owned: Frame, attribution: Attribution) -> Frame:
    """All columns of `owned` once for every order, helper and `way`, with the helper as agent.

    `owner` is whose the order is; `chat_started` and so on tell of the helper's last chat, or of
    the first one that followed up.
    """
    ours = owned.with_columns(owner=nw.col(AGENT)).drop(AGENT, *(f"chat_{part}" for part in _TOLD))
    chats = chats_of(tables, attribution)
    if chats is None:
        return _by_nobody(ours)
    chats = chats.with_columns(nw.col(AGENT).alias(_HELPER))
    others = (nw.col(_HELPER) != nw.col(one) for one in ("owner", "followed_by"))
    pairs = ours.join(spans(chats, _HELPER), on="buyer", how="inner").filter(*others)
    marks = nw.concat([_mark(pairs, way, attribution.window) for way in WAYS], how="vertical")
    beside_them = beside(
        marks, chats, nw.col("moment"), "after", _HELPER, above="last", below="next"
    )
    spoken = beside_them.select("order", *_spoken(attribution.window))
    near = spoken.filter(~nw.col("chat_started").is_null())
    found = ours.join(near, on="order", how="inner")
    late = nw.col("chat_started") > nw.col("created")
    return found.filter((nw.col("way") != "payment") | late)


def _by_nobody(ours: Frame) -> Frame:
    nothing = {f"chat_{part}": nw.lit(None).cast(nw.Int64) for part in _TOLD}
    texts = {name: nw.lit("") for name in (AGENT, "way")}
    return ours.head(0).with_columns(**texts, **nothing)


def _mark(pairs: Frame, way: str, window: int) -> Frame:
    """The moment around which a helper's chat of this way lies, where any chat of theirs can."""
    created, paid = nw.col("created"), nw.col("paid")
    settled = nw.coalesce(paid, created)
    first, last = nw.col("first_chat"), nw.col("last_chat")
    moment, possible = {
        "order": (created, (first <= created) & (last >= created - window)),
        "payment": (paid, (first <= paid) & (last >= paid - window) & (last > created)),
        "follow_up": (settled, (last > settled) & (first <= settled + window)),
    }[way]
    near = pairs.filter(possible)
    return near.select("order", "buyer", _HELPER, way=nw.lit(way), moment=moment)


def _spoken(window: int) -> Iterator[nw.Expr]:
    """The helper, the way, and the chat where it is within the window."""
    follows = nw.col("way") == "follow_up"
    yield nw.col(_HELPER).alias(AGENT)
    yield nw.col("way")
    before = (nw.col("moment") - nw.col("last_started")) <= window
    after = (nw.col("next_started") - nw.col("moment")) <= window
    chat: dict[str, nw.Expr] = {}
    for part in ("started", PLACE):
        earlier = nw.when(before).then(nw.col(f"last_{part}"))
        later = nw.when(after).then(nw.col(f"next_{part}"))
        chat[part] = nw.when(follows).then(later).otherwise(earlier)
    yield chat["started"].alias("chat_started")
    yield from unpacked(chat[PLACE], "chat_")
