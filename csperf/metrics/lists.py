"""Lists: which rows of a view a person looks through one by one, and what each of them shows.

Why they are views too: whoever is listed as slow, lost or unpaid is whoever was counted so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import narwhals.stable.v2 as nw

from csperf.metrics import baskets, chased, losses, receptions, replies, sales
from csperf.metrics.measure import AGENT, DAY_OF, Frame, Measure
from csperf.metrics.records import FILE, ROW

Kind = Literal["receptions", "deals", "lost", "service", "unpaid"]
Shows = Literal["text", "moment", "money", "duration", "count", "flag", "why", "kind", "band"]


@dataclass(frozen=True)
class Item:
    """One part of a list: its name, and the rows of a view that stand in it."""

    name: str
    rows: Measure


def _of(metric: str, view: str, flag: str = "") -> Measure:
    return Measure(metric, view, "rows", where=nw.col(flag) if flag else None)


ITEMS: Mapping[Kind, Sequence[Item]] = {
    "receptions": (Item("receptions", _of("接待量", receptions.VIEW)),),
    "deals": (Item("deals", _of("订单数", sales.VIEW)),),
    "lost": (Item("lost", _of("询单流失人数", losses.VIEW, "lost")),),
    "service": (
        Item("unanswered", _of("未回复量", replies.VIEW, "never")),
        Item("slow", _of("慢响应量", replies.VIEW, "slow")),
        Item("long", _of("长接待量", replies.VIEW, "long")),
    ),
    "unpaid": (Item("unpaid", _of("咨询未付款订单数", chased.VIEW, "open")),),
}
COLUMNS: Mapping[str, Shows] = {
    "started": "moment",
    "created": "moment",
    "paid": "moment",
    "order": "text",
    "reception": "text",
    "buyer": "text",
    "product": "text",
    "topic": "text",
    "first_reply": "duration",
    "slowest": "duration",
    "lasted": "duration",
    "band": "band",
    "buyer_messages": "count",
    "agent_messages": "count",
    "rating": "count",
    "pieces": "count",
    "worth": "money",
    "sales": "money",
    "discount": "money",
    "back": "money",
    "kind": "kind",
    "why": "why",
    "chased": "flag",
}
"""What a list shows of a row, as far as its view has it."""


@dataclass(frozen=True)
class Wanted:
    """Of which agent, about which product, on which days (as records count them)."""

    agent: str | None = None
    product: str = ""
    first: int | None = None
    last: int | None = None


def listed(views: Mapping[str, Frame], kind: Kind, wanted: Wanted) -> Iterator[tuple[Item, Frame]]:
    """The rows of each part of a list, as far as they are wanted."""
    for item in ITEMS[kind]:
        if item.rows.view in views:
            rows = item.rows.rows(views[item.rows.view])
            yield item, _narrowed(rows, wanted, views, item.rows.view)


def shown(frame: Frame) -> list[str]:
    """The columns that a list shows of these rows, in their order, and where each stands."""
    names = {*frame.collect_schema().names()}
    return [name for name in (DAY_OF, AGENT, *COLUMNS, FILE, ROW) if name in names]


def _narrowed(rows: Frame, wanted: Wanted, views: Mapping[str, Frame], view: str) -> Frame:
    if wanted.agent is not None:
        rows = rows.filter(nw.col(AGENT) == wanted.agent)
    if wanted.first is not None:
        rows = rows.filter(nw.col(DAY_OF) >= wanted.first)
    if wanted.last is not None:
        rows = rows.filter(nw.col(DAY_OF) <= wanted.last)
    if not wanted.product:
        return rows
    if view == receptions.VIEW:
        return receptions.about(rows, [wanted.product], views.get(receptions.SAID))
    return _about(rows, wanted.product, views)


def _about(rows: Frame, product: str, views: Mapping[str, Frame]) -> Frame:
    """The rows about a product: what a chat was about, what an order holds."""
    if "product" in rows.collect_schema().names():
        return rows.filter(nw.col("product") == product)
    if baskets.VIEW not in views:
        return rows.filter(nw.col(ROW) < 0)
    lines = views[baskets.VIEW]
    held = lines.filter((nw.col("product") == product) | (nw.col("title") == product))
    return rows.join(held.select("order").unique(), on="order", how="semi")
