"""What a shop counts as an enquiry, a sale and a refund: the settings that the trade disagrees on.

Why settings: one heading means different sums in different shops, so each choice is named here,
with the default and where it comes from; nothing of it is hidden in a definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from csperf.metrics.records import DAY

HOURS_72 = 3 * DAY


@dataclass(frozen=True)
class Selling:
    """The choices behind the metrics of enquiries, sales and refunds.

    `quiet`: a customer who ordered within so many seconds before a chat asks about that order, so
    the chat is no enquiry; 72 hours, the window that public attribution scripts use for chats.
    `order_days`, `pay_days`: an enquiry ordered (paid) until so many days after its own day; final
    after 1 and 4 days, as the makers of the exports write. Both count calendar days.
    `result`: whose orders make an enquiry succeed: the agent's `own`, so that an order succeeds
    for one agent only, or `any` order of the customer.
    `postage`, `less_refunds`: whether sales contain postage and are less what was refunded; as
    exported, they contain it and are not.
    `many`: from how many pieces on an order has several; 2, in all plans that speak of it.
    `refunds_by`: refunds count on the day they were finished, or on the day their order was paid.
    `refund_days`: so many days after the period its orders may still come back; sources say only
    that refunds take weeks, and 15 is the time that shops usually grant.
    `filtered`: states of chats that were filtered and are not served.
    `products`: codes or titles of the products whose sales are counted apart.
    """

    quiet: int = HOURS_72
    order_days: int = 1
    pay_days: int = 4
    result: Literal["own", "any"] = "own"
    postage: bool = True
    less_refunds: bool = False
    many: int = 2
    refunds_by: Literal["finished", "order"] = "finished"
    refund_days: int = 15
    filtered: tuple[str, ...] = ("过滤", "已过滤")
    products: tuple[str, ...] = ()
