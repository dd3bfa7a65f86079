"""Outsourced agents: they own what they secured the order of, unless a part of it came back.

What they do not own is nobody's: a silent order that an outsourced agent chased or served is not
sold by a colleague. An order refunded as a whole stays theirs, for its net sale is nothing anyway;
one whose amount is unknown counts as refunded in part, since nobody can know that it was all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import narwhals.stable.v2 as nw

from csperf.errors import Problem, warning
from csperf.metrics.attribution import Attribution
from csperf.metrics.measure import AGENT, NOBODY, Frame
from csperf.metrics.notes import plain
from csperf.metrics.refunding import ORDER, refund_rows


def with_people(
    attribution: Attribution, known: Mapping[str, str]
) -> tuple[Attribution, list[Problem]]:
    """Outsourced agents by the names that records have once nicks are people's.

    `known` says whose each name, id and nick of the roster is; without a roster there is none.
    """
    if not known:
        return attribution, []
    people = {plain(name): person for name, person in known.items()}
    named = sorted(attribution.outsourced)
    strangers = tuple(name for name in named if plain(name) not in people)
    told = [warning("outsourced-unknown", names=strangers)] if strangers else []
    found = frozenset(people.get(plain(name), name) for name in named)
    return replace(attribution, outsourced=found), told


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
