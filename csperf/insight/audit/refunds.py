"""Refunds that come in a burst once the commission on their orders was paid.

For the orders paid in one month, refunds that were asked for in the `refund_days` days from the
next `pay_day` on are counted, of all refunds of these orders. Whoever has so many more of them
than the colleagues that fewer than `chance` of a case is expected in the team is flagged. The
others are the measure, since a holiday or a recall sends everybody's parcels back at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from csperf.errors import Fact
from csperf.insight.audit.chances import tail
from csperf.insight.audit.flags import Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts, Row
from csperf.insight.audit.wording import order_of, percent
from csperf.metrics.records import day_of, number_of
from csperf.metrics.suspects import ASKED_BACK

_OTHERS = 20


def burst(material: Material, limits: Limits) -> Look:
    """Agents whose refunds wait for the pay day."""
    return each_of(material.records, lambda f: _bursts(f, limits), "audit-why.no-records")


def _bursts(facts: Facts, limits: Limits) -> Look:
    rows = facts.of(ASKED_BACK)
    if not facts.tells("refunds.requested"):
        return Look(why="audit-why.no-refunds")
    newest = max((row["day"] for row in rows), default=0)
    by_month: dict[str, list[Row]] = {}
    for row in rows:
        by_month.setdefault(f"{day_of(row['ordered_day']):%Y-%m}", []).append(row)
    windows = {month: _window(month, limits) for month in sorted(by_month)}
    ready = {month: one for month, one in windows.items() if one[0] <= newest}
    if not ready:
        return Look(why="audit-why.before-pay-day")
    flags = [
        flag
        for month, window in ready.items()
        for flag in _in_month(facts, month, by_month[month], window, limits)
    ]
    return Look(tuple(flags))


def _window(month: str, limits: Limits) -> tuple[int, int]:
    """The days after the pay day of a month's commission: the first, and the one after the last."""
    after = date.fromisoformat(f"{month}-28") + timedelta(days=4)
    first = number_of(after.replace(day=int(limits["pay_day"])))
    return first, first + int(limits["refund_days"])


def _in_month(
    facts: Facts, month: str, rows: list[Row], window: tuple[int, int], limits: Limits
) -> Iterator[Flag]:
    ordered = sorted(rows, key=lambda row: (row["file"], row["row"]))
    late = [row for row in ordered if window[0] <= row["day"] < window[1]]
    every, after = Counter(row["agent"] for row in rows), Counter(row["agent"] for row in late)
    for agent, count in sorted(after.items()):
        others = every.total() - every[agent]
        if count < limits["refund_least"] or others < _OTHERS:
            continue
        usual = (after.total() - count + 1) / (others + 2)
        if tail(count, every[agent], usual) * len(every) >= limits["chance"]:
            continue
        told: dict[str, Fact] = {
            "count": count,
            "all": every[agent],
            "month": month,
            "first": day_of(window[0]).isoformat(),
            "last": day_of(window[1] - 1).isoformat(),
            "share": percent(after.total() - count, others),
            "size": others,
        }
        found = tuple(order_of(facts, row) for row in late if row["agent"] == agent)
        yield Flag("seen.refund-burst", facts.period, agent, told, found)


RULES: Final = (Rule("refund-burst", ("pay_day", "refund_days", "refund_least", "chance"), burst),)
