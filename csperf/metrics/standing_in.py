"""Standing in: what somebody sold who was not on duty belongs to the agent who was.

An agent is on duty from the first second of a shift up to the second in which it ends. What counts
is when the chat began that decided, or else when the order was placed. Whoever is on duty keeps
what is theirs; with several on duty nobody can tell for whom a colleague stood in, so the order
stays with the colleague, and `on_duty` says how many there were.

Why two small joins by day: an owner's own shifts of one day are one or two, and orders of those
who had none that moment are few, so no join grows with all orders times all shifts.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, DAY_OF, NOBODY, Frame
from csperf.metrics.records import DAY

LONGEST = 2 * DAY
"""No shift is longer; one that begins and ends further apart has a wrong time."""
_AT, _SHOP, _ON_DUTY = "at", "shop", "on_duty"


def bound_to_duty(owned: Frame, shifts: Frame) -> Frame:
    """Orders with the agent on duty as owner; `made_by` is whoever would own them otherwise."""
    days = _by_day(shifts)
    at = nw.coalesce(nw.col("chat_started"), nw.col("created"))
    made = owned.filter(nw.col(AGENT) != NOBODY).select(
        "order", AGENT, nw.col(_SHOP).alias("of_shop"), at.alias(_AT), (at // DAY).alias(DAY_OF)
    )
    themselves = _at_work(made.join(days, on=[AGENT, DAY_OF], how="inner"))
    others = made.join(themselves.select("order"), on="order", how="anti").drop(AGENT)
    found = _at_work(others.join(days, on=DAY_OF, how="inner")).group_by("order")
    duty = found.agg(
        nw.col(AGENT).n_unique().cast(nw.Int64).alias(_ON_DUTY), nw.col(AGENT).min().alias("duty")
    )
    bound = nw.col(_ON_DUTY) == 1
    joined = owned.with_columns(made_by=nw.col(AGENT)).join(duty, on="order", how="left")
    return joined.with_columns(
        nw.when(bound).then(nw.col("duty")).otherwise(nw.col(AGENT)).alias(AGENT),
        nw.when(bound).then(nw.lit("shift")).otherwise(nw.col("why")).alias("why"),
    ).drop("duty")


def _at_work(orders: Frame) -> Frame:
    """Orders beside shifts, where the moment lies in the shift and the shop is not another one."""
    here = nw.col(_SHOP).is_null() | nw.col("of_shop").is_null()
    at = nw.col(_AT)
    within = (nw.col("since") <= at) & (at < nw.col("until"))
    return orders.filter(within, here | (nw.col(_SHOP) == nw.col("of_shop")))


def _by_day(shifts: Frame) -> Frame:
    """Every shift once for each day that it touches."""
    since, until = nw.col("since"), nw.col("until")
    each = shifts.select(AGENT, _SHOP, "since", "until")
    days = [
        each.with_columns((since // DAY + number).alias(DAY_OF))
        for number in range(LONGEST // DAY + 1)
    ]
    touched = nw.col(DAY_OF) * DAY < until
    return nw.concat(days, how="vertical").filter(touched)
