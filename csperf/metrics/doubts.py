"""Doubts of attribution: how many orders could be nobody's, and what the records do not tell.

Why counts that add up: records are measured in parts, and what is said is said once, of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import narwhals.stable.v2 as nw

from csperf.errors import NOWHERE, Place, Problem, problem, warning
from csperf.metrics.attribution import Attribution
from csperf.metrics.measure import DAY_OF, NOBODY, Collect, Frame
from csperf.metrics.records import DAY
from csperf.metrics.refunding import strays
from csperf.metrics.standing_in import LONGEST

VIEW, STRAYS, EARLY = "orders in doubt", "refunds of no order", "early silent orders"
_SILENT = ("silent", "silent-order", "silent-payment")
ORDERS, UNCLEAR, UNSTATED = "orders", "several on duty", "no time of payment"


def doubted(
    tables: Mapping[str, Frame], of_shop: Frame, window: int, days: tuple[int, int]
) -> dict[str, Frame]:
    """What is looked at for doubts: the orders of these days, and their refunds of no order.

    So are silent orders whose `window` begins before the days: a chat before them could own these.
    """
    within = (nw.col(DAY_OF) >= days[0]) & (nw.col(DAY_OF) <= days[1])
    found = {VIEW: of_shop.filter(within)}
    early = nw.col("created") < days[0] * DAY + window
    found[EARLY] = found[VIEW].filter(early & nw.col("why").is_in(_SILENT))
    if (lost := strays(tables, of_shop)) is not None:
        ended = nw.coalesce("finished", "requested") // DAY
        found[STRAYS] = lost.with_columns(ended.alias(DAY_OF)).filter(within)
    return found


def tallies(views: Mapping[str, Frame]) -> dict[str, Frame]:
    """The few rows that tell everything that is in doubt in these views."""
    found = {VIEW: _by_reason(views[VIEW])} if VIEW in views else {}
    lost = (name for name in (STRAYS, EARLY) if name in views)
    return found | {name: views[name].select(nw.len().alias("count")) for name in lost}


def _by_reason(owned: Frame) -> Frame:
    nobodys = nw.col("agent") == NOBODY
    on_duty = nw.when(nw.col("on_duty") > 1).then(nw.lit(1)).otherwise(nw.lit(0))
    unstated = nw.when(nw.col("paid_unstated")).then(nw.lit(1)).otherwise(nw.lit(0))
    rows = owned.with_columns(nobodys=nobodys, several=on_duty, unstated=unstated)
    return rows.group_by("why", "nobodys").agg(
        nw.len().alias("count"), nw.col("several").sum(), nw.col("unstated").sum()
    )


def counted(tallied: Mapping[str, Iterable[Mapping[str, Any]]]) -> Counter[str]:
    """How many orders there are, how many are nobody's by the reason, and how many in doubt."""
    counts: Counter[str] = Counter()
    for row in tallied.get(VIEW, ()):
        counts[ORDERS] += int(row["count"])
        counts[UNCLEAR] += int(row["several"])
        counts[UNSTATED] += int(row["unstated"])
        if row["nobodys"]:
            counts[row["why"]] += int(row["count"])
    for name in tallied.keys() - {VIEW}:
        counts[name] += sum(int(row["count"]) for row in tallied[name])
    return counts


def doubts(counts: Counter[str]) -> Iterator[Problem]:
    """What is said of orders that could be nobody's for want of a fact."""
    every = counts[ORDERS]
    if counts["no-buyer"]:
        yield warning("orders-without-buyer", count=counts["no-buyer"], all=every)
    if counts["outsourced"]:
        yield warning("orders-of-outsourced", count=counts["outsourced"], all=every)
    if counts[UNCLEAR]:
        yield warning("several-on-duty", count=counts[UNCLEAR], all=every)
    if counts[UNSTATED]:
        yield warning("payment-time-unstated", count=counts[UNSTATED], all=every)
    if counts[STRAYS]:
        yield warning("refunds-of-no-order", count=counts[STRAYS])


def lacking(
    sorts: Collection[str], attribution: Attribution, place: Place = NOWHERE
) -> Iterator[Problem]:
    """Records that attribution asks for and nobody gave; `place` is where the plan asks."""
    told = {*sorts, "receptions"} if "messages" in sorts else {*sorts}
    if "chat" in attribution.evidence and attribution.talk not in told:
        other = {"receptions", "messages"} & set(sorts)
        word = "attribution-without-talk" if other else "attribution-without-chats"
        yield warning(word, place)
    if attribution.shift_owner and "shifts" not in sorts:
        yield problem("attribution-without-shifts", place)


def too_long(shifts: Frame, collect: Collect) -> Iterator[tuple[int, int]]:
    """File and row of shifts that are longer than any shift, or end before they begin."""
    lasts = nw.col("until") - nw.col("since")
    for row in collect(shifts.filter((lasts > LONGEST) | (lasts <= 0))):
        yield row["file"], row["row"]
