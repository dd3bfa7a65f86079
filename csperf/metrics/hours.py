"""Service hours in frames: whether a moment lies in those of its weekday."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.records import DAY
from csperf.metrics.service import WEEK, Hours, Service

_THURSDAY = 3
"""The weekday of 1970-01-01, from which moments count; a Monday is 0."""


def in_hours(service: Service, moment: nw.Expr) -> nw.Expr:
    """Whether a moment lies in the service hours of its weekday."""
    clock, weekday = moment % DAY, (moment // DAY + _THURSDAY) % WEEK
    tests = [
        (clock >= hours.since) & (clock < hours.until) & weekday.is_in(days)
        for hours, days in _alike(service).items()
    ]
    return nw.any_horizontal(nw.lit(value=False), *tests, ignore_nulls=False)


def _alike(service: Service) -> dict[Hours, list[int]]:
    """The weekdays of every stretch of hours; what runs past midnight belongs to two days."""
    found: dict[Hours, list[int]] = {}
    for weekday, hours in enumerate(service.hours):
        if hours is None:
            continue
        found.setdefault(Hours(hours.since, min(hours.until, DAY)), []).append(weekday)
        if hours.until > DAY:
            found.setdefault(Hours(0, hours.until - DAY), []).append((weekday + 1) % WEEK)
    return found
