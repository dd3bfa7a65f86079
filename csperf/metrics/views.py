"""Views: everything that is measured, by the view that it is counted on, made of the records.

Why one place: which records a view needs, what stands in for what (conversations made of messages
for receptions that nobody exported), and what is kept in memory for several views is said once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import narwhals.stable.v2 as nw

from csperf.metrics import credit, enquiries, losses, receptions, replies
from csperf.metrics import sales as sold
from csperf.metrics import sales_side as sales
from csperf.metrics import service_side as service
from csperf.metrics.attribution import Attribution
from csperf.metrics.deals import deals
from csperf.metrics.doubts import doubted
from csperf.metrics.helping import helped
from csperf.metrics.measure import AGENT, BUYER, NOBODY, Frame, Quotient
from csperf.metrics.owners import owned
from csperf.metrics.records import FILE, ROW, SORTS
from csperf.metrics.selling import Selling
from csperf.metrics.service import Service

Days = tuple[int, int]
Tables = Mapping[str, Frame]
Keep = Callable[[Frame], Frame]
QUOTIENTS: tuple[Quotient, ...] = (*service.QUOTIENTS, *sold.QUOTIENTS)
NOTED = "noted"
"""The table beside the records that says whom each seller's note names."""
_TYPES: Mapping[str, nw.dtypes.DType] = {
    **dict.fromkeys(("id", "text"), nw.String()),
    "flag": nw.Boolean(),
}


@dataclass(frozen=True)
class Settings:
    """What a shop lays down: whose an order is, what counts as sold, and how it serves."""

    attribution: Attribution = field(default_factory=Attribution)
    selling: Selling = field(default_factory=Selling)
    service: Service = field(default_factory=Service)


def views(
    tables: Tables, settings: Settings, days: Days, kept: Keep, wanted: Collection[str]
) -> dict[str, Frame]:
    """Every view of these records by its name, with the rows of these days.

    Who helped takes as long to find as all the rest, so that view is made only if it is `wanted`.
    """
    told = _told(tables, settings, kept)
    found: dict[str, Frame] = {}
    if "receptions" in told:
        told.setdefault("orders", _no_orders(told["receptions"]))
    if "orders" in told:
        own = kept(owned(told, settings.attribution))
        of_shop = kept(deals(told, own, settings.selling))
        by_others = None
        if credit.VIEW in wanted:
            by_others = kept(helped(told, own, settings.attribution).select("order", AGENT, "way"))
        found |= sales.sales_side(told, of_shop, by_others, settings.selling, days)
        found |= doubted(told, of_shop, settings.attribution.window, days)
    found |= service.service_side(told, settings.service, settings.selling, days)
    if "messages" in told:
        found[receptions.SAID] = told["messages"]
    if enquiries.CONTACTS in found and replies.VIEW in found:
        found[losses.VIEW] = losses.losses_view(found[enquiries.CONTACTS], found[replies.VIEW])
    return found


def whole_views(tables: Tables, settings: Settings, days: Days, kept: Keep) -> dict[str, Frame]:
    """The views that need all records at once."""
    known = {sort: _with_buyers(frame) for sort, frame in tables.items()}
    served = service.with_receptions(known, settings.service, kept)
    return service.whole_side(served, settings.selling, days)


def _told(tables: Tables, settings: Settings, kept: Keep) -> dict[str, Frame]:
    """The records, what their messages tell, and a text for every buyer: null is nobody's key."""
    known = {sort: _with_buyers(frame) for sort, frame in tables.items()}
    return {**service.with_talks(known, settings.service, kept)}


def _with_buyers(frame: Frame) -> Frame:
    if BUYER not in frame.collect_schema().names():
        return frame
    return frame.with_columns(nw.col(BUYER).fill_null(NOBODY))


def _no_orders(like: Frame) -> Frame:
    """A table of orders without a row, on the engine of another table."""
    kinds = {name: one.kind for name, one in SORTS["orders"].fields.items()}
    blank = {name: nw.lit(None).cast(_TYPES.get(kind, nw.Int64())) for name, kind in kinds.items()}
    none = like.filter(nw.col(FILE) < 0).select(FILE, ROW)
    return none.with_columns(**blank)
