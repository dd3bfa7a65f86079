"""Sorts of records: what an order, a refund, a reception or a message is, field by field.

Why integers and text only: three engines run the same definitions, and they agree about counting
and adding whole numbers, but not about products of decimals or about time zones. Money is a whole
number of its smallest unit (fen), a moment the seconds on the shop's own clock since 1970-01-01,
a duration milliseconds, a day `moment // DAY`; the exact decimal comes back when a figure leaves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

Kind = Literal["id", "text", "moment", "money", "count", "duration", "flag"]
DAY = 86_400
FILE, ROW = "file", "row"
"""Every record says where it stands: the number of its file, and its row in it."""
_FIRST = date(1970, 1, 1)
_MINUTE, _HOUR = 60, 3_600


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: its name, its kind, and what it is called in both languages.

    `needed`: a table without it is not one of this sort. What an export leaves blank is null,
    never zero.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    needed: bool = False


@dataclass(frozen=True)
class Records:
    """One sort of record, one row each, and by which of its fields two are the same record."""

    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    fields: Mapping[str, Field]


def _sort(name: str, zh: str, en: str, key: str, *fields: Field) -> Records:
    by_name = MappingProxyType({field.name: field for field in fields})
    return Records(name, zh, en, tuple(key.split()), by_name)


def _needed(name: str, kind: Kind, zh: str, en: str) -> Field:
    return Field(name, kind, zh, en, needed=True)


_BUYER = Field("buyer", "id", "买家", "Buyer")
_SHOP = Field("shop", "text", "店铺", "Shop")
_AGENT = _needed("agent", "id", "客服", "Agent")
_ORDER = _needed("order", "id", "订单编号", "Order")
_ABOUT = Field("order", "id", "订单编号", "Order")
_PRODUCT = Field("product", "id", "商品编码", "Product")

_ALL = (
    _sort(
        *("orders", "订单", "orders", "order"),
        _ORDER,
        _BUYER,
        _SHOP,
        _needed("created", "moment", "下单时间", "Created"),
        Field("paid", "moment", "付款时间", "Paid"),
        Field("rest_paid", "moment", "尾款付款时间", "Rest paid"),
        Field("shipped", "moment", "发货时间", "Shipped"),
        Field("due", "money", "应付金额", "Amount due"),
        Field("amount", "money", "实付金额", "Amount paid"),
        Field("postage", "money", "邮费", "Postage"),
        Field("refunded", "money", "退款金额", "Refunded"),
        Field("refund_done", "flag", "已退款", "Refund done"),
        Field("pieces", "count", "件数", "Items"),
        Field("state", "text", "订单状态", "State"),
        Field("note", "text", "商家备注", "Seller note"),
        Field("agent", "id", "客服", "Agent"),
        Field("guessed", "flag", "推算", "Agent guessed"),
        Field("asked", "moment", "咨询时间", "Enquired"),
    ),
    _sort(
        *("lines", "订单明细", "order lines", "order line"),
        _ORDER,
        Field("line", "id", "子订单编号", "Line"),
        _BUYER,
        _PRODUCT,
        Field("title", "text", "商品名称", "Title"),
        Field("pieces", "count", "件数", "Items"),
        Field("price", "money", "单价", "Price"),
        Field("amount", "money", "实付金额", "Amount paid"),
        Field("refunded", "money", "退款金额", "Refunded"),
        Field("state", "text", "订单状态", "State"),
    ),
    _sort(
        *("refunds", "退款", "refunds", "refund"),
        Field("refund", "id", "退款编号", "Refund"),
        _ORDER,
        _BUYER,
        _PRODUCT,
        _needed("amount", "money", "退款金额", "Amount refunded"),
        Field("pieces", "count", "退款件数", "Items refunded"),
        Field("requested", "moment", "退款申请时间", "Requested"),
        Field("finished", "moment", "退款完结时间", "Finished"),
        Field("state", "text", "退款状态", "State"),
        Field("reason", "text", "退款原因", "Reason"),
    ),
    _sort(
        *("receptions", "接待", "receptions", "reception"),
        Field("reception", "id", "会话编号", "Conversation"),
        _AGENT,
        _BUYER,
        _SHOP,
        _needed("started", "moment", "开始时间", "Started"),
        Field("ended", "moment", "结束时间", "Ended"),
        Field("way", "text", "接待类型", "Way in"),
        Field("opener", "text", "接待发起", "Opened by"),
        Field("handed_on", "flag", "转出", "Transferred out"),
        Field("product", "id", "商品编码", "Product"),
        Field("first_reply", "duration", "首次响应时间", "First response"),
        Field("replied_at", "moment", "首次回复时刻", "First replied at"),
        Field("mean_reply", "duration", "平均响应时间", "Mean response"),
        Field("buyer_messages", "count", "买家消息数", "Buyer messages"),
        Field("agent_messages", "count", "客服消息数", "Agent messages"),
        Field("words", "count", "客服字数", "Words written"),
        Field("answered", "flag", "已回复", "Answered"),
        Field("solved", "flag", "已解决", "Solved"),
        Field("rating", "count", "评价", "Rating"),
        Field("topic", "text", "咨询主题", "Topic"),
        Field("state", "text", "状态", "State"),
    ),
    _sort(
        *("messages", "聊天记录", "messages", "message"),
        Field("message", "id", "消息编号", "Message"),
        _AGENT,
        _BUYER,
        _SHOP,
        _needed("at", "moment", "时间", "Time"),
        _needed("sender", "text", "发送方", "Sender"),
        Field("words", "count", "字数", "Words"),
        Field("text", "text", "内容", "Text"),
        Field("product", "id", "商品编码", "Product"),
    ),
    _sort(
        *("reviews", "评价", "ratings", "review"),
        Field("review", "id", "评价编号", "Rating no."),
        _AGENT,
        _BUYER,
        _needed("at", "moment", "评价时间", "Rated at"),
        Field("level", "count", "评价", "Rating"),
        Field("invited", "flag", "邀评", "Invited"),
        _ABOUT,
    ),
    _sort(
        *("shifts", "排班", "shifts", "agent since"),
        _AGENT,
        _SHOP,
        _needed("since", "moment", "上班时间", "From"),
        _needed("until", "moment", "下班时间", "Until"),
        Field("shift", "text", "班次", "Shift"),
    ),
    _sort(
        *("cases", "售后处理", "after-sales cases", "case"),
        Field("case", "id", "工单编号", "Case"),
        _AGENT,
        _BUYER,
        _ABOUT,
        _needed("opened", "moment", "受理时间", "Opened"),
        Field("closed", "moment", "完结时间", "Closed"),
        Field("sort", "text", "处理类型", "Sort"),
        Field("solved", "flag", "已解决", "Solved"),
        Field("reopened", "flag", "重开", "Reopened"),
        Field("mistake", "flag", "出错", "Mistake"),
        Field("saved", "money", "挽回金额", "Money saved"),
    ),
    _sort(
        *("calls", "外呼", "outbound calls", "call"),
        Field("call", "id", "通话编号", "Call"),
        _AGENT,
        _BUYER,
        _needed("at", "moment", "呼出时间", "Called at"),
        Field("answered", "flag", "接通", "Answered"),
        Field("talked", "duration", "通话时长", "Talk time"),
    ),
)
SORTS: Mapping[str, Records] = MappingProxyType({sort.name: sort for sort in _ALL})
"""Every sort of record by its name."""


def number_of(day: date) -> int:
    """The number of a day, as records count days.

    >>> number_of(date(2026, 10, 1))
    20727
    """
    return (day - _FIRST).days


def day_of(number: int) -> date:
    """The date of a day as records count them.

    >>> day_of(20727)
    datetime.date(2026, 10, 1)
    """
    return _FIRST + timedelta(days=number)


def moment_of(number: int) -> str:
    """A moment on the shop's clock.

    >>> moment_of(20727 * DAY + 3_661)
    '2026-10-01 01:01:01'
    """
    hours, rest = divmod(number % DAY, _HOUR)
    date = day_of(number // DAY).isoformat()
    return f"{date} {hours:02}:{rest // _MINUTE:02}:{rest % _MINUTE:02}"
