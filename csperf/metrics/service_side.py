"""The service side: all views of receptions, messages, ratings, shifts, cases and calls by name.

Why a measure may be left out: an export that has no ratings says nothing about them, and a count
of nothing would read as none. What a measure needs stands beside it; what no file has is not
measured.
Why the source is told: from messages every answer is known, from receptions only what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Literal

import narwhals.stable.v2 as nw

from csperf.metrics import aftersales, ratings, receptions, replies, rounds, workload
from csperf.metrics.conversations import conversations
from csperf.metrics.measure import BUYER, DAY_OF, Frame, Measure, Quotient
from csperf.metrics.selling import Selling
from csperf.metrics.service import Service
from csperf.metrics.turns import turns

Fields = Mapping[str, Collection[str]]
"""By sort of record, the fields that at least one file has."""
Source = Literal["messages", "receptions"]
TURNS, CONVERSATIONS = "turns", "conversations"
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


def with_talk_fields(fields: Fields) -> Fields:
    """The fields of the tables that `with_talks` gives."""
    if "messages" not in fields:
        return fields
    told = ("buyer", "started", "ended", "opener", "first_reply", "answered", "product")
    counted = ("buyer_messages", "agent_messages")
    words = ("words",) if {"words", "text"} & {*fields["messages"]} else ()
    talks = (*told, *counted, *words)
    return {"receptions": talks, **fields, TURNS: (), CONVERSATIONS: talks}


def source_of_replies(fields: Fields) -> Source | None:
    """From what it is known how soon buyers were answered; None: from nothing."""
    if "messages" in fields:
        return "messages"
    told = {"first_reply", "answered", "agent_messages"} & {*fields.get("receptions", ())}
    return "receptions" if told else None


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
    """The views that need all rows of an agent at once, of whole tables `with_talks`."""
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
    first, last = days
    within = (nw.col(DAY_OF) >= first) & (nw.col(DAY_OF) <= last)
    return {name: view.filter(within) for name, view in views.items()}


def service_measures(fields: Fields, service: Service) -> tuple[Measure, ...]:
    """What can be measured on the views of `service_side` and `whole_side`.

    `fields` are those of `with_talk_fields`.
    """
    return tuple(_measures(fields, service))


def _measures(fields: Fields, service: Service) -> Iterator[Measure]:
    chats = fields.get("receptions")
    if TURNS in fields:
        yield from rounds.MEASURES
    if source_of_replies(fields):
        talks = fields.get(CONVERSATIONS, chats or ())
        yield from _told(replies.measures_with(service), replies.NEEDS, talks)
    if chats is not None:
        yield from _told(receptions.MEASURES, receptions.NEEDS, chats)
        yield from workload.AT_ONCE_MEASURES if "ended" in chats else ()
    if "reviews" in fields:
        yield from _told((*ratings.MEASURES, *ratings.INVITED), ratings.NEEDS, fields["reviews"])
    elif "rating" in (chats or ()):
        yield from ratings.MEASURES
    if "cases" in fields:
        yield from _told(aftersales.MEASURES, aftersales.NEEDS, fields["cases"])
    elif "solved" in (chats or ()):
        told = {"solved", *({"closed"} if "ended" in (chats or ()) else ())}
        yield from _told(aftersales.MEASURES, aftersales.NEEDS, told)
    if "calls" in fields:
        yield from _told(aftersales.CALL_MEASURES, aftersales.CALL_NEEDS, fields["calls"])
    if "shifts" in fields:
        yield from workload.SHIFT_MEASURES
        yield from workload.ON_DUTY_MEASURES if chats is not None else ()


def _told(
    measures: tuple[Measure, ...], needs: Mapping[str, tuple[str, ...]], has: Collection[str]
) -> Iterator[Measure]:
    """The measures for which the export has what they need; people only where buyers are known."""
    for one in measures:
        people = (BUYER,) if one.how == "people" else ()
        if {*needs.get(one.metric, ()), *people} <= {*has}:
            yield one
