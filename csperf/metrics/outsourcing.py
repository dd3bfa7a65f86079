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
from csperf.metrics.deals import filled
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
    joined = owned.join(_refunded(owned, tables), on=ORDER, how="left")
    in_part = nw.coalesce(nw.col("in_part"), nw.lit(value=False))
    theirs = (nw.col("ordered_by") == nw.col(AGENT)) & ~in_part
    out = nw.col(AGENT).is_in(sorted(attribution.outsourced)) & ~theirs
    told = joined.with_columns(out=out).with_columns(
        nw.when(nw.col("out")).then(nw.lit(NOBODY)).otherwise(nw.col(AGENT)).alias(AGENT),
        nw.when(nw.col("out")).then(nw.lit("outsourced")).otherwise(nw.col("why")).alias("why"),
    )
    return told.drop("out", "in_part")


def _refunded(owned: Frame, tables: Mapping[str, Frame]) -> Frame:
    """Every order that was refunded, and whether it was `in_part`."""
    orders = filled(owned, tables)
    refunds = refund_rows(tables, orders).filter(nw.col("done"))
    amount = nw.col("amount")
    back = refunds.group_by(ORDER).agg(amount.sum().alias("back"), amount.max().alias("largest"))
    worth = orders.select(ORDER, worth=nw.coalesce("amount", "due"))
    known = nw.coalesce(nw.col("back") >= nw.col("worth"), nw.lit(value=False))
    whole = known & ~nw.col("largest").is_null()
    some = nw.col("largest").is_null() | (nw.col("largest") > 0)
    both = back.join(worth, on=ORDER, how="inner")
    return both.select(ORDER, in_part=some & ~whole)
