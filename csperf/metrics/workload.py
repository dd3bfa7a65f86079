"""Workload: how many conversations an agent held at once, and what fell into the shifts.

Both need all rows of an agent at once, so they are measured on whole tables and not in parts.

At once: a reception that ends in the second in which another starts is over before it, and one
that starts and ends in the same second lasts that second. What has no end is in no count. The
largest number is looked for where receptions start, on the day of that start.

Shifts: a shift lasts up to its `until`, which is no longer in it. What two shifts of an agent have
in common counts once, for the one that began first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from csperf.metrics.measure import AGENT, BUYER, DAY_OF, Frame, Key, Measure
from csperf.metrics.records import DAY, FILE, ROW

AT_ONCE, SHIFTS, ON_DUTY = WHOLE = "at once", "shifts", "on duty"
_KEYS = (AGENT, BUYER, FILE, ROW)


def at_once_view(receptions: Frame) -> Frame:
    """Every reception that has an end, with how many ran when it started, itself included."""
    known = receptions.filter(~nw.col("ended").is_null())
    ended = nw.max_horizontal(nw.col("ended"), nw.col("started") + 1)
    starts = known.select(*_KEYS, moment="started", more=nw.lit(1))
    ends = known.select(*_KEYS, moment=ended, more=nw.lit(-1))
    running = nw.col("more").cum_sum().over(AGENT, order_by=["moment", "more", FILE, ROW])
    counted = nw.concat([starts, ends], how="vertical").with_columns(at_once=running.cast(nw.Int64))
    found = counted.filter(nw.col("more") == 1).rename({"moment": "started"}).drop("more")
    return found.with_columns((nw.col("started") // DAY).alias(DAY_OF))


def shifts_view(shifts: Frame) -> Frame:
    """Every shift on the day it begins, without what an earlier one of the agent covers already.

    A shift that is covered as a whole is left out.
    """
    order = ["since", "until", FILE, ROW]
    covered = nw.col("until").cum_max().over(AGENT, order_by=order)
    reached = shifts.with_columns(reached=covered)
    before = nw.col("reached").shift(1).over(AGENT, order_by=order)
    clipped = reached.with_columns(before=before).with_columns(
        since=nw.max_horizontal("since", "before")
    )
    return (
        clipped.filter(nw.col("until") > nw.col("since"))
        .with_columns(
            nw.col(AGENT).alias(BUYER),
            (nw.col("since") // DAY).alias(DAY_OF),
            on_duty=(nw.col("until") - nw.col("since")) * 1000,
        )
        .drop("reached", "before")
    )


def on_duty_view(receptions: Frame, shifts: Frame) -> Frame:
    """Every reception: `inside` a shift of its agent or not, and which `shift` it was.

    A reception that starts in the second in which a shift begins is inside it. Who stands in no
    shift served outside of all.
    """
    covered = shifts_view(shifts)
    no_moment, no_text = nw.lit(None).cast(nw.Int64), nw.lit(None).cast(nw.String)
    named = nw.col("shift").fill_null("")
    begun = covered.select(*_KEYS, "until", started="since", shift=named, served=nw.lit(0))
    served = receptions.select(*_KEYS, "started", until=no_moment, shift=no_text, served=nw.lit(1))
    order = ["started", "served", FILE, ROW]
    last = [
        nw.col(name).fill_null(strategy="forward").over(AGENT, order_by=order)
        for name in ("until", "shift")
    ]
    both = nw.concat([begun, served.select(begun.collect_schema().names())], how="vertical")
    found = both.with_columns(*last).filter(nw.col("served") == 1)
    inside = nw.coalesce(nw.col("until") > nw.col("started"), nw.lit(value=False))
    return found.with_columns(
        (nw.col("started") // DAY).alias(DAY_OF),
        inside=inside,
        shift=nw.when(inside).then(nw.col("shift")).otherwise(nw.lit("")),
    ).drop("until", "served")


@dataclass(frozen=True, slots=True)
class ShiftMean:
    """What a shift served in all and how many agents stood in it, from which its mean is made."""

    customers: int
    agents: int


def shift_means(counted: Mapping[Key, Mapping[str, int]]) -> dict[str, ShiftMean]:
    """Of every shift, the customers served and the agents, from figures by agent and shift.

    Who was off shift has no shift, and neither has what was served then.
    """
    found: dict[str, ShiftMean] = {}
    for (_, shift), numbers in counted.items():
        before = found.get(shift, ShiftMean(0, 0))
        customers = before.customers + numbers["班内接待人数"]
        if numbers["班内接待量"]:
            found[shift] = ShiftMean(customers, before.agents + 1)
    return found


AT_ONCE_MEASURES = (Measure("最大同时接待量", AT_ONCE, "max", "at_once"),)
NEEDS: Mapping[str, tuple[str, ...]] = {one.metric: ("ended",) for one in AT_ONCE_MEASURES}
SHIFT_MEASURES = (
    Measure("班次数", SHIFTS, "rows"),
    Measure("排班天数", SHIFTS, "people"),
    Measure("排班时长", SHIFTS, "sum", "on_duty"),
)
_INSIDE = nw.col("inside")
ON_DUTY_MEASURES = (
    Measure("班内接待量", ON_DUTY, "rows", where=_INSIDE),
    Measure("班外接待量", ON_DUTY, "rows", where=~_INSIDE),
    Measure("班内接待人数", ON_DUTY, "people", where=_INSIDE),
    Measure("班外接待人数", ON_DUTY, "people", where=~_INSIDE),
)
