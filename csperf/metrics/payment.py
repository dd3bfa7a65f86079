"""Payment: when each order was paid, where exports tell it in other ways than by one time.

An order in two parts (定金, 尾款) is paid when the rest is paid, or with the deposit where the shop
counts that. Exports without any time of payment, such as Taobao's of 2026, still say by the state
that an order was paid; its payment is then taken to be that of the moment when it was placed, and
`paid_unstated` marks it, since nobody can know the day.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.attribution import Part
from csperf.metrics.measure import Frame

PAID_STATES = ("paid", "shipped", "done")
"""The states that only a paid order has; a closed one may never have been paid."""
REST_WANTED = "deposit"
"""The state of an order as long as its deposit alone is paid."""


def with_payment(orders: Frame, counts: Part) -> Frame:
    """Orders whose `paid` is the payment that counts, null for those that are not paid."""
    state = nw.col("state").fill_null("")
    rest_due = (state == REST_WANTED) & nw.col("rest_paid").is_null()
    paid, states = nw.col("paid"), [*PAID_STATES, REST_WANTED]
    if counts == "rest":
        both = nw.coalesce(nw.col("rest_paid"), nw.col("paid"))
        paid, states = nw.when(~rest_due).then(both), [*PAID_STATES]
    says_paid = state.is_in(states)
    unstated = nw.col("paid").is_null() & nw.col("rest_paid").is_null() & says_paid
    return orders.with_columns(paid=paid, paid_unstated=unstated).with_columns(
        paid=nw.when(unstated).then(nw.col("created")).otherwise(nw.col("paid"))
    )
