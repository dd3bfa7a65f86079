"""The service side: all views of receptions, messages, ratings, shifts, cases and calls by name.

What stands in for what: receptions are made of messages where none were exported; ratings and
solved cases are those of the receptions where there are no others. How soon buyers were answered
comes from messages, which know every answer, and from receptions only where there are none.
What each measure needs to be told is in `csperf.metrics.service_needs`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import narwhals.stable.v2 as nw

from csperf.metrics import aftersales, ratings, receptions, replies, rounds, workload
from csperf.metrics.conversations import conversations
from csperf.metrics.measure import AGENT, BUYER, Frame, Measure, Quotient, within
from csperf.metrics.records import FILE, ROW
from csperf.metrics.selling import Selling
from csperf.metrics.service import Service
from csperf.metrics.turns import turns

TURNS, CONVERSATIONS = "turns", "conversations"
_OF_WHOLE = (AGENT, BUYER, "started", "ended", "state", FILE, ROW)
QUOTIENTS: tuple[Quotient, ...] = (
    *rounds.QUOTIENTS,
    *replies.QUOTIENTS,
    *receptions.QUOTIENTS,
    *ratings.QUOTIENTS,
    *aftersales.QUOTIENTS,
)
"""Means and rates of what is measured here; others are formulas of the catalogue."""


def with_talks(
    tables: Mapping[str, Frame], service: Service, kept: Callable[[Frame], Frame]
) -> Mapping[str, Frame]:
    """The tables with what their messages tell: turns, conversations, and receptions from these.

    Receptions that were exported stay as they are. `kept` computes a frame once for all views.
    """
    if "messages" not in tables:
        return tables
    spoken = kept(turns(tables["messages"], service))
    talks = conversations(spoken)
    return {"receptions": talks, **tables, TURNS: spoken, CONVERSATIONS: talks}


def with_receptions(
    tables: Mapping[str, Frame], service: Service, kept: Callable[[Frame], Frame]
) -> Mapping[str, Frame]:
    """The tables with what `whole_side` reads of receptions, be they exported or made of messages.

    Made of messages they are kept: little of each, and nothing of the messages themselves.
    """
    if "receptions" in tables or "messages" not in tables:
        return tables
    talks = conversations(turns(tables["messages"], service))
    return {**tables, "receptions": kept(talks.select(*_OF_WHOLE))}


def service_side(
    tables: Mapping[str, Frame], service: Service, selling: Selling, days: tuple[int, int]
) -> dict[str, Frame]:
    """Every view of tables `with_talks` by its name, with the rows of these days.

    The enquiries tell who was filtered; such receptions are not served and count nowhere.
    """
    views: dict[str, Frame] = {}
    if TURNS in tables:
        views[rounds.VIEW] = rounds.rounds_view(tables[TURNS], service)
    if "receptions" in tables:
        chats = _served(tables["receptions"], selling)
        views[receptions.VIEW] = receptions.receptions_view(chats)
        views[replies.VIEW] = replies.replies_view(tables.get(CONVERSATIONS, chats), service)
        views[ratings.VIEW] = ratings.ratings_view(ratings.rated_receptions(chats), service)
        views[aftersales.CASES] = aftersales.cases_view(aftersales.solved_receptions(chats))
    if "reviews" in tables:
        views[ratings.VIEW] = ratings.ratings_view(tables["reviews"], service)
    if "cases" in tables:
        views[aftersales.CASES] = aftersales.cases_view(tables["cases"])
    if "calls" in tables:
        views[aftersales.CALLS] = aftersales.calls_view(tables["calls"])
    return _within(views, days)


def whole_side(
    tables: Mapping[str, Frame], selling: Selling, days: tuple[int, int]
) -> dict[str, Frame]:
    """The views that need all rows of an agent at once, of whole tables `with_receptions`."""
    views: dict[str, Frame] = {}
    if "shifts" in tables:
        views[workload.SHIFTS] = workload.shifts_view(tables["shifts"])
    if "receptions" in tables:
        chats = _served(tables["receptions"], selling)
        views[workload.AT_ONCE] = workload.at_once_view(chats)
        if "shifts" in tables:
            views[workload.ON_DUTY] = workload.on_duty_view(chats, tables["shifts"])
    return _within(views, days)


def _served(chats: Frame, selling: Selling) -> Frame:
    return chats.filter(~nw.coalesce(nw.col("state"), nw.lit("")).is_in(selling.filtered))


def _within(views: Mapping[str, Frame], days: tuple[int, int]) -> dict[str, Frame]:
    return {name: within(view, days) for name, view in views.items()}


def service_measures(service: Service) -> tuple[Measure, ...]:
    """What is measured on the views of `service_side` and `whole_side`, where it is told."""
    return (
        *rounds.MEASURES,
        *replies.measures_with(service),
        *receptions.MEASURES,
        *ratings.MEASURES,
        *ratings.INVITED,
        *aftersales.MEASURES,
        *aftersales.CALL_MEASURES,
        *workload.AT_ONCE_MEASURES,
        *workload.SHIFT_MEASURES,
        *workload.ON_DUTY_MEASURES,
    )
