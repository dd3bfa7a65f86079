"""States: the words by which platforms say how far an order or a refund has come, and who speaks.

`unpaid`, `deposit` (of two payments only the first is made), `paid`, `shipped`, `done` or `closed`
for orders and their lines; `open`, `done` or `refused` for refunds. A word that is not known is
refused and never guessed: whether an order counts hangs on it. A dialect adds words of its own
with `words:`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csperf.intake.cells import Fault, folded_text, is_nothing
from csperf.intake.records.values import Values
from csperf.intake.spelling import fold
from csperf.metrics.wording import WORDS

_SHOWN = 24
ORDER_STATES = ("closed", "unpaid", "deposit", "paid", "shipped", "done")
"""From the least to the farthest; what was closed in part has come as far as the rest of it."""
REFUND_STATES = ("open", "refused", "done")
STATES: Mapping[str, Sequence[str]] = {
    "orders": ORDER_STATES,
    "lines": ORDER_STATES,
    "refunds": REFUND_STATES,
}

_ORDERS = {
    "unpaid": (
        *("unpaid", "pending", "authorized", "expired_authorization", "未付款", "未支付"),
        *("等待买家付款", "待付款", "待支付", "等待付款", "等待付款确认", "待买家付款", "已下单"),
    ),
    "paid": (
        *("paid", "partially_paid", "partially_refunded", "已付款", "已支付", "待发货", "备货中"),
        *("买家已付款,等待卖家发货", "等待卖家发货", "已付款,待发货", "待成团", "拼团中", "已成团"),
        *("已成团,待发货", "等待出库", "等待厂商处理", "待出库", "部分发货", "卖家部分发货"),
        *("已付款待审核", "已客审待财审", "发货中"),
    ),
    "deposit": (
        *(
            "deposit",
            "付定金未付尾款",
            "等待买家付尾款",
            "买家已付定金,等待买家付尾款",
            "等待付尾款",
        ),
        *("待付尾款", "已付定金", "定金已付", "已付定金,待付尾款", "定金已付,尾款未付"),
    ),
    "shipped": (
        *("shipped", "fulfilled", "卖家已发货,等待买家确认", "卖家已发货", "已发货", "待收货"),
        *("等待买家确认收货", "已发货,待收货", "已发货,待签收", "待签收", "等待确认收货", "已出库"),
    ),
    "done": (
        *("done", "交易成功", "已完成", "完成", "已收货", "已签收", "交易完成", "落实完成"),
        *("已妥投", "completed"),
    ),
    "closed": (
        *("closed", "交易关闭", "已关闭", "已取消", "取消", "cancelled", "canceled", "voided"),
        *(
            "expired",
            "refunded",
            "退款成功",
            "订单取消",
            "交易取消",
            "未付款关闭",
            "已作废",
            "锁定取消",
        ),
        *(
            "已发货,退款成功",
            "未发货,退款成功",
            "已收货,退款成功",
            "已签收,退款成功",
            "付款以前,卖家或买家主动关闭交易",
        ),
    ),
}
_REFUNDS = {
    "open": (
        *(
            "open",
            "退款中",
            "等待卖家处理",
            "待卖家处理",
            "买家已经申请退款,等待卖家同意",
            "处理中",
        ),
        *("卖家已经同意退款,等待买家退货", "买家已经退货,等待卖家确认收货", "待退货", "退款处理中"),
        *(
            "待商家处理",
            "待买家退货",
            "待商家收货",
            "等待退款",
            "申请中",
            "卖家拒绝退款,等待买家修改",
        ),
    ),
    "done": ("done", "退款成功", "已退款", "退款完成", "完成", "已完成", "同意退款,退款成功"),
    "refused": (
        *("refused", "退款关闭", "已关闭", "已拒绝", "卖家拒绝退款", "拒绝", "已撤销", "退款撤销"),
        *("用户撤销", "买家撤销", "没有申请退款", "closed"),
    ),
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    sort: {fold(word): state for state, words in known.items() for word in words}
    for sort, known in (("orders", _ORDERS), ("lines", _ORDERS), ("refunds", _REFUNDS))
}
_CANCELLED = ("取消", "删除")


def read_states(sort: str, own: Mapping[str, str], texts: Sequence[str]) -> Values:
    """The state that each text means.

    >>> read_states("orders", {}, ["买家已付款，等待卖家发货", "(删除)等待出库"])
    {'买家已付款，等待卖家发货': 'paid', '(删除)等待出库': 'closed'}
    >>> read_states("orders", {"神秘": "done"}, ["神秘"]), read_states("refunds", {}, ["?"])["?"].id
    ({'神秘': 'done'}, 'state-unknown')
    """
    known = {**_WORDS[sort], **{fold(word): state for word, state in own.items()}}
    return {text: _state(sort, text, known) for text in texts}


def read_senders(own: Mapping[str, str], texts: Sequence[str]) -> Values:
    """Who sent a message, by the word of each text.

    >>> read_senders({"店主": "agent"}, ["买家", "Agent", "店主"])
    {'买家': 'buyer', 'Agent': 'agent', '店主': 'agent'}
    """
    senders = WORDS["messages"]["sender"]
    known = {fold(word): sender for sender, words in senders.items() for word in words}
    known |= {fold(word): sender for word, sender in own.items()}
    return {text: _sender(text, known) for text in texts}


def _sender(text: str, known: Mapping[str, str]) -> str | Fault | None:
    if is_nothing(folded_text(text)):
        return None
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    choices = tuple(WORDS["messages"]["sender"])
    return known.get(fold(text)) or Fault("sender-unknown", {"text": cut, "senders": choices})


def _state(sort: str, text: str, known: Mapping[str, str]) -> str | Fault | None:
    if is_nothing(folded_text(text)):
        return None
    folded = fold(text)
    if folded in known:
        return known[folded]
    if sort != "refunds" and any(f"({word})" in folded for word in _CANCELLED):
        return "closed"
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return Fault("state-unknown", {"text": cut, "states": tuple(STATES[sort])})
