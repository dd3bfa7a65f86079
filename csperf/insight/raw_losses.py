"""Enquiries that were lost, by how soon they were answered, where files are raw exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from csperf.insight.figures import plan_for
from csperf.metrics.catalogue import catalogue
from csperf.opening import Request, raw_wish, reading_of
from csperf.plan.definitions import definitions


def lost_in(requests: Iterable[Request]) -> dict[str, tuple[int, int]]:
    """How many enquired and how many were lost in each band; nothing of ready tables."""
    found: dict[str, tuple[int, int]] = {}
    for request in requests:
        for band, (asked, lost) in _lost(request).items():
            before = found.get(band, (0, 0))
            found[band] = (before[0] + asked, before[1] + lost)
    return found


def _lost(request: Request) -> Mapping[str, tuple[int, int]]:
    plan = plan_for(request)
    known, _ = definitions(plan, catalogue())
    reading, _ = reading_of(request, plan, known)
    wish, _ = raw_wish(request, plan, reading)
    if wish is None:
        return {}
    from csperf.overview import lost_by_band  # ready tables need not wait for the engines
    from csperf.raw_month import raw_month

    with raw_month(wish) as (month, _):
        return {} if month is None else lost_by_band(month)
