"""Finality: which metrics of a period may still change, since their windows reach past the data.

Why: a month closed on the 1st is not final. Whoever enquired on the 31st may order on the 1st and
pay days later, and refunds of the month's orders take weeks; what is paid on such numbers is paid
on too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from csperf.errors import Place, Problem, warning
from csperf.metrics import refunding
from csperf.metrics.catalogue import catalogue, spoken
from csperf.metrics.records import DAY, day_of, number_of
from csperf.metrics.sales_side import MEASURES
from csperf.metrics.selling import Selling
from csperf.units import Unit

_NEXT = {"次日下单人数", "次日下单金额", "次日付款人数", "次日付款金额"}
_ORDERED = {"最终下单人数", "最终下单金额"}
_PAID = {
    *("最终付款人数", "询单最终付款金额"),
    *("下单付款人数", "下单付款金额", "下单付款件数", "下单付款订单数"),
    *("付款流失金额", "付款流失件数", "付款流失订单数"),
    *("咨询未付款人数", "咨询未付款订单数", "咨询未付款金额", "未催付订单数"),
    *("催付人数", "催付订单数", "催付成功人数", "催付成功订单数", "催付成功金额"),
}
_KINDS: Mapping[str, str] = {"orders": "not-final", "refunds": "refunds-not-final"}


@dataclass(frozen=True, slots=True, order=True)
class Open:
    """How long a metric stays open: so many days after its period, for records of a sort."""

    sort: str
    days: int


def not_final(
    metrics: Iterable[str], selling: Selling, last_day: int, newest_of: Mapping[str, int]
) -> list[Problem]:
    """A warning for the metrics that may still change, each time they stay open told once.

    `last_day` ends the period; `newest_of` says of orders (and of refunds, where there are any)
    the newest moment in the data. A metric is final when the data reach past its last open day.
    """
    reached = {sort: newest_of.get(sort, newest_of["orders"]) // DAY for sort in _KINDS}
    return [
        warning(
            _KINDS[one.sort],
            metrics=tuple(names),
            days=one.days,
            until=day_of(last_day + one.days).isoformat(),
            newest=day_of(reached[one.sort]).isoformat(),
            final=day_of(last_day + one.days + 1).isoformat(),
        )
        for one, names in _still_open(metrics, selling, last_day, reached)
    ]


def too_early(
    metrics: Sequence[str], selling: Selling, last: date, taken: date, place: Place
) -> list[Problem]:
    """A warning for metrics of a ready table that was exported before they were final.

    `last` is the last day that the table is about, `taken` the day of its export.
    """
    told = {"taken": taken.isoformat(), "last": last.isoformat()}
    if taken <= last:
        final = (last + timedelta(1)).isoformat()
        counted = tuple(name for name in metrics if not _is_text(name))
        return [warning("table-too-early", place, metrics=counted, final=final, **told)]
    reached = dict.fromkeys(_KINDS, number_of(taken))
    return [
        warning(
            "table-not-final",
            place,
            metrics=tuple(names),
            final=(last + timedelta(one.days + 1)).isoformat(),
            **told,
        )
        for one, names in _still_open(metrics, selling, number_of(last), reached)
    ]


def _is_text(metric: str) -> bool:
    known = catalogue().get(metric)
    return known is not None and known.unit is Unit.TEXT


def _still_open(
    metrics: Iterable[str], selling: Selling, last_day: int, reached: Mapping[str, int]
) -> list[tuple[Open, list[str]]]:
    """The metrics whose windows close after the day that records of the sort reach to."""
    found: dict[Open, list[str]] = {}
    for metric in metrics:
        for one in _open(metric, selling):
            if reached[one.sort] <= last_day + one.days:
                found.setdefault(one, []).append(metric)
    return sorted(found.items(), key=lambda pair: (pair[0].sort, pair[0].days))


def in_short(one: Problem) -> Problem:
    """A warning of `not_final` with its first metrics in the reader's words; any other as it is."""
    names = one.facts.get("metrics")
    if one.id not in _KINDS.values() or not isinstance(names, tuple):
        return one
    return replace(one, facts={**one.facts, "metrics": spoken(names)})


def _open(metric: str, selling: Selling) -> Iterator[Open]:
    """How long a metric stays open, by sort of record: the longest of all its parts."""
    found: dict[str, int] = {}
    for part in _parts(metric):
        for one in _measured(part, selling):
            found[one.sort] = max(one.days, found.get(one.sort, 0))
    yield from (Open(sort, days) for sort, days in found.items())


def _measured(metric: str, selling: Selling) -> Iterator[Open]:
    if metric in _NEXT:
        yield Open("orders", 1)
    if metric in _ORDERED:
        yield Open("orders", selling.order_days)
    if metric in _PAID:
        yield Open("orders", selling.pay_days)
    if selling.refunds_by == "order" and metric in _REFUNDS:
        yield Open("refunds", selling.refund_days)
    if selling.less_refunds and metric in _SALES:
        yield Open("refunds", selling.refund_days)


_REFUNDS = frozenset(measure.metric for measure in refunding.MEASURES)
_SALES = frozenset(measure.metric for measure in MEASURES if measure.value == "sales")


def _parts(metric: str) -> Iterator[str]:
    """A metric and what its formula is made of, down to what is measured."""
    yield metric
    known = catalogue().get(metric)
    for name in re.findall(r"[^\s+\-*/()]+", (known.formula if known else None) or ""):
        yield from _parts(name)
