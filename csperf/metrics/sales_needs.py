"""What the measures of the sales side need to be told by the exports.

Why it is said at all: an export without a column of items does not say that none were sold, and a
count of nothing would read as none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from csperf.metrics import (
    baskets,
    chased,
    credit,
    customers,
    enquiries,
    placed,
    refunding,
    sales,
    shipping,
)
from csperf.metrics.measure import Measure

Fact = tuple[str, ...]
"""Fields of which one is enough."""
_ORDERED: Fact = ("orders.order",)
_PAID: Fact = ("orders.paid", "orders.rest_paid", "orders.state")
_SHIPPED: Fact = ("orders.shipped",)
_BUYER: Fact = ("orders.buyer",)
_TALK: Fact = ("receptions.buyer", "messages.buyer")
_GOODS: Fact = ("lines.product", "lines.title")
_PIECES: Fact = ("orders.pieces", "lines.pieces")
_MONEY: Fact = ("orders.amount", "lines.amount", "lines.price")
_LISTED: Fact = ("refunds.order",)
_REFUNDED: Fact = (*_LISTED, "orders.refunded", "lines.refunded")
_CAME_BACK: Fact = (*_REFUNDED, "orders.refund_done")
_DUE: Fact = ("orders.due",)
_OF_VIEW: Mapping[str, tuple[Fact, ...]] = {
    enquiries.CONTACTS: (_TALK,),
    enquiries.ANSWERED: (_TALK, _BUYER),
    placed.VIEW: (_ORDERED,),
    chased.VIEW: (_TALK, _BUYER, _PAID),
    sales.VIEW: (_PAID,),
    credit.VIEW: (_PAID,),
    baskets.VIEW: (_PAID, _GOODS),
    baskets.NAMED: (_PAID, _GOODS),
    customers.VIEW: (_PAID, _BUYER),
    refunding.VIEW: (_CAME_BACK,),
    shipping.VIEW: (_SHIPPED,),
}
_OF_VALUE: Mapping[str, tuple[Fact, ...]] = {
    "sales": (_MONEY,),
    "gross": (_MONEY,),
    "worth": ((*_DUE, *_MONEY),),
    "pieces": (_PIECES,),
    "postage": (("orders.postage",),),
    "due": (_DUE,),
    "discount": (_DUE, _MONEY),
    "besides": (_GOODS, ("lines.amount", "lines.price")),
}
_OF_LINES: Mapping[str, tuple[Fact, ...]] = {
    "money": (("lines.amount", "lines.price"),),
    "pieces": (("lines.pieces",),),
}
_OF_REFUNDS: Mapping[str, tuple[Fact, ...]] = {
    "pieces": (("refunds.pieces",),),
    "amount": (_REFUNDED,),
}
_VALUES = {baskets.VIEW: _OF_LINES, baskets.NAMED: _OF_LINES, refunding.VIEW: _OF_REFUNDS}
_OF_METRICS: Mapping[str, Mapping[str, tuple[Fact, ...]]] = {
    enquiries.CONTACTS: {
        **dict.fromkeys(("询单", "当日下单", "次日下单", "最终下单"), (_BUYER,)),
        **dict.fromkeys(("当日付款", "次日付款", "最终付款"), (_BUYER, _PAID)),
    },
    enquiries.ANSWERED: dict.fromkeys(("当日付款", "次日付款", "询单最终付款"), (_PAID,)),
    placed.VIEW: {
        **dict.fromkeys(("下单付款", "下单当日付款", "付款流失"), (_PAID,)),
        "下单出库": (_SHIPPED,),
    },
    sales.VIEW: {"多件": (_PIECES,), "关联": (_GOODS,), "手工折扣": (_DUE, _MONEY)},
    credit.VIEW: {"协助": (_TALK,)},
    refunding.VIEW: {"申请": (_LISTED,)},
}
"""What the metrics of a view need besides, by how their names begin."""


def needed(measure: Measure, *, net: bool = False) -> Iterator[Fact]:
    """Every fact that a measure of the sales side is made of; `net`: sales are less refunds."""
    if net and measure.value == "sales":
        yield _REFUNDED
    yield from _OF_VIEW[measure.view]
    yield from _VALUES.get(measure.view, _OF_VALUE).get(measure.value, ())
    if measure.how == "people" and measure.view != enquiries.CONTACTS:
        yield _BUYER
    for begin, facts in _OF_METRICS.get(measure.view, {}).items():
        if measure.metric.startswith(begin):
            yield from facts
