"""Losses: whether enquiries that were answered later are lost more often.

Each customer who enquired is put into the band of the first answer on that day; how many there
were and how many ordered nothing, band by band, shows what waiting costs.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, BUYER, DAY_OF, Frame, Measure
from csperf.metrics.records import FILE, ROW

VIEW = "losses"
BAND = "band"
_LIMITS = {"30s": 30_000, "1m": 60_000, "3m": 180_000}
LATER, NEVER = "later", "never"
BANDS = (*_LIMITS, LATER, NEVER)
"""Answered within half a minute, within one, within three, later, and never."""


def losses_view(contacts: Frame, replies: Frame) -> Frame:
    """Every enquiry of a customer on a day, its `band`, and whether it was `lost`.

    `contacts` and `replies` are the views of these names.
    """
    persons = (AGENT, BUYER, DAY_OF)
    first = replies.unique([*persons], keep="first", order_by=["started", FILE, ROW])
    enquiries = contacts.filter(nw.col("enquiry")).drop("first_reply", strict=False)
    found = enquiries.join(first.select(*persons, "first_reply"), on=[*persons], how="left")
    return found.with_columns(_band().alias(BAND), lost=~nw.col("ordered_final"))


def _band() -> nw.Expr:
    reply = nw.col("first_reply")
    band = nw.when(reply.is_null()).then(nw.lit(NEVER)).otherwise(nw.lit(LATER))
    for name, limit in reversed(_LIMITS.items()):
        band = nw.when(reply <= limit).then(nw.lit(name)).otherwise(band)
    return band


MEASURES = (
    Measure("询单人数", VIEW, "people"),
    Measure("询单流失人数", VIEW, "people", where=nw.col("lost")),
)
