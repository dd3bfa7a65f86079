"""What the measures of sales need to be told by the exports, and which measures are told enough.

Why: an export without a column of items sold does not say that none were sold. A metric whose
facts are missing, in one file of its sort or in all of them, is left out and told, never zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from csperf.metrics import (
    baskets,
    chased,
    credit,
    customers,
    enquiries,
    placed,
    refunding,
    sales,
    service_needs,
    shipping,
)
from csperf.metrics import sales_side as selling
from csperf.metrics import service_side as serving
from csperf.metrics.measure import Measure
from csperf.metrics.service import Service
from csperf.metrics.service_needs import Fact

_PIECES = ("orders.pieces", "lines.pieces")
_MONEY = ("orders.amount", "lines.amount", "lines.price")
_ORDERS, _PAID, _SENT = ("orders.order",), ("orders.paid",), ("orders.shipped",)
_GOODS = ("lines.product", "lines.title")
_TALKS = ("receptions.buyer", "messages.buyer")
_OF_VIEW: Mapping[str, tuple[Fact, ...]] = {
    placed.VIEW: (_ORDERS,),
    sales.VIEW: (_PAID,),
    credit.VIEW: (_PAID,),
    shipping.VIEW: (_SENT,),
    refunding.VIEW: (("refunds.order", "orders.refunded", "lines.refunded"),),
    enquiries.ANSWERED: (_ORDERS, _TALKS),
    chased.VIEW: (_ORDERS, _PAID, _TALKS),
    customers.VIEW: (_PAID, ("orders.buyer",)),
    baskets.NAMED: (_PAID, _GOODS),
}
_OF_VALUE: Mapping[str, Fact] = {
    "pieces": _PIECES,
    "postage": ("orders.postage",),
    "due": ("orders.due",),
    "discount": ("orders.due",),
    "besides": _GOODS,
    "worth": ("orders.due", *_MONEY),
    "sales": _MONEY,
    "money": ("lines.amount", "lines.price"),
}
_OF_WORDS: Mapping[str, Fact] = {
    "询单": _ORDERS,
    "下单": _ORDERS,
    "付款": _PAID,
    "出库": _SENT,
    "多件": _PIECES,
    "关联": _GOODS,
    "手工折扣": ("orders.due",),
    "协助": _TALKS,
    "申请退款": ("refunds.order",),
    "退款件数": ("refunds.pieces",),
}
_BUYERS: Mapping[str, Fact] = {
    **dict.fromkeys((placed.VIEW, sales.VIEW, credit.VIEW, shipping.VIEW), ("orders.buyer",)),
    **dict.fromkeys((enquiries.CONTACTS, enquiries.ANSWERED), _TALKS),
    refunding.VIEW: ("orders.buyer",),
}


def measurable(
    known: Collection[str], service: Service
) -> tuple[tuple[Measure, ...], Mapping[Fact, Sequence[str]]]:
    """The measures whose facts are all known, and the metrics that lack each missing fact.

    `known` are the fields that every file of their sort has, such as `orders.pieces`.
    """
    facts = service_needs.with_stand_ins(known)
    asked = [(measure, {*_needed(measure)}) for measure in selling.MEASURES]
    serving_ones = serving.service_measures(service)
    asked += [(measure, {*service_needs.needed(measure)}) for measure in serving_ones]
    kept: list[Measure] = []
    lacking: dict[Fact, list[str]] = {}
    for measure, needed in asked:
        missing = [fact for fact in sorted(needed) if not facts & {*fact}]
        for fact in missing:
            lacking.setdefault(fact, []).append(measure.metric)
        if not missing:
            kept.append(measure)
    return tuple(kept), lacking


def _needed(measure: Measure) -> Iterator[Fact]:
    """Every fact that a measure of sales is made of; of each, one of its fields."""
    yield from _OF_VIEW.get(measure.view, ())
    if measure.value in _OF_VALUE and measure.view != refunding.VIEW:
        yield _OF_VALUE[measure.value]
    if measure.how == "people" and measure.view in _BUYERS:
        yield _BUYERS[measure.view]
    yield from (fact for words, fact in _OF_WORDS.items() if words in measure.metric)
