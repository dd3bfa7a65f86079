"""Outsourced agents: they own what they secured the order of, unless a part of it came back.

What they do not own is nobody's: a silent order that an outsourced agent chased or served is not
sold by a colleague. An order refunded as a whole stays theirs, for its net sale is nothing anyway;
one whose amount is unknown counts as refunded in part, since nobody can know that it was all.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.attribution import Attribution
from csperf.metrics.measure import AGENT, NOBODY, Frame
from csperf.metrics.refunding import ORDER, refund_rows


def without_outsourced(
    owned: Frame, tables: Mapping[str, Frame], attribution: Attribution
) -> Frame:
    """The orders, those that do not count for their outsourced agent being nobody's."""
    if not attribution.outsourced:
        return owned
    refunds = refund_rows(tables, owned).filter(nw.col("done"))
    back = refunds.group_by(ORDER).agg(nw.col("amount").sum().cast(nw.Int64).alias("came_back"))
    joined = owned.join(back, on=ORDER, how="left")
    whole = nw.col("came_back") >= nw.coalesce("amount", "due")
    in_part = (nw.col("came_back") > 0) & ~whole.fill_null(value=False)
    theirs = (nw.col("ordered_by") == nw.col(AGENT)) & ~in_part.fill_null(value=False)
    out = nw.col(AGENT).is_in(sorted(attribution.outsourced)) & ~theirs
    told = joined.with_columns(out=out).with_columns(
        nw.when(nw.col("out")).then(nw.lit(NOBODY)).otherwise(nw.col(AGENT)).alias(AGENT),
        nw.when(nw.col("out")).then(nw.lit("outsourced")).otherwise(nw.col("why")).alias("why"),
    )
    return told.drop("out", "came_back")
