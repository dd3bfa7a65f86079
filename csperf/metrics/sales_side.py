"""The sales side: all views of orders and buyers by name, and all that is measured on them."""

from __future__ import annotations

from collections.abc import Mapping

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
from csperf.metrics.measure import Frame, Measure, within
from csperf.metrics.selling import Selling

MEASURES: tuple[Measure, ...] = (
    *enquiries.MEASURES,
    *placed.MEASURES,
    *chased.MEASURES,
    *sales.MEASURES,
    *credit.MEASURES,
    *baskets.MEASURES,
    *customers.MEASURES,
    *refunding.MEASURES,
    *shipping.MEASURES,
)


def sales_side(
    tables: Mapping[str, Frame],
    of_shop: Frame,
    helped: Frame | None,
    selling: Selling,
    days: tuple[int, int],
) -> dict[str, Frame]:
    """Every view by its name, with the rows of these days (the first and the last of them).

    `of_shop` are the shop's orders as `deals` gives them; who keeps them in memory looks at them
    many times for the price of once. What came before and after the days is looked at too, as far
    as `tables` go: an order of the 1st may answer an enquiry of the 30th. Credit is told where
    it is known who `helped`.
    """
    sold = sales.sales_view(of_shop)
    views = {
        placed.VIEW: placed.placed_view(of_shop, selling),
        sales.VIEW: sold,
        refunding.VIEW: refunding.refunds_view(tables, of_shop, selling),
        shipping.VIEW: shipping.shipping_view(of_shop),
    }
    if helped is not None:
        views[credit.VIEW] = credit.credit_view(of_shop, helped)
    if "receptions" in tables:
        views[enquiries.CONTACTS] = enquiries.contacts_view(tables, of_shop, selling)
        views[enquiries.ANSWERED] = enquiries.answered_view(tables, of_shop, selling)
        views[chased.VIEW] = chased.unpaid_view(tables, of_shop, selling)
    if "lines" in tables:
        views[baskets.VIEW] = baskets.products_view(tables["lines"], of_shop)
        if selling.products:
            views[baskets.NAMED] = baskets.named_view(views[baskets.VIEW], selling)
    of_days = {name: within(view, days) for name, view in views.items()}
    return {**of_days, customers.VIEW: customers.customers_view(sold, days)}
