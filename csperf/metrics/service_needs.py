"""What the measures of the service side need to be told by the exports.

Why it is said at all: an export without ratings says nothing about them, and a count of nothing
would read as none. Each module names the fields of its own table; here they become facts, fields of
which one is enough, since some tables stand in for others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from csperf.metrics import aftersales, ratings, receptions, replies, rounds, workload
from csperf.metrics.measure import BUYER, Measure

Fact = tuple[str, ...]
_TALKED = "messages.sender"
_SORTS: Mapping[str, str] = {
    rounds.VIEW: "messages",
    replies.VIEW: "receptions",
    receptions.VIEW: "receptions",
    ratings.VIEW: "reviews",
    aftersales.CASES: "cases",
    aftersales.CALLS: "calls",
    workload.AT_ONCE: "receptions",
    workload.ON_DUTY: "receptions",
}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    **receptions.NEEDS,
    **replies.NEEDS,
    **ratings.NEEDS,
    **aftersales.NEEDS,
    **aftersales.CALL_NEEDS,
    **workload.NEEDS,
}
_OF_VIEW: Mapping[str, tuple[str, ...]] = {
    rounds.VIEW: ("sender", "buyer"),
    ratings.VIEW: ("level",),
    aftersales.CASES: ("opened",),
}
_INSTEAD: Mapping[str, Fact] = {
    "first_reply": ("receptions.replied_at", _TALKED),
    "ended": (_TALKED,),
    BUYER: (_TALKED,),
}
"""What tells the same of replies."""
_ANSWERS = tuple(
    f"receptions.{name}" for name in ("answered", "first_reply", "replied_at", "agent_messages")
)
"""Any of them says whether somebody answered."""


def needed(measure: Measure) -> Iterator[Fact]:
    """Every fact that a measure of the service side is made of."""
    sort = _SORTS.get(measure.view)
    if sort is None:
        return
    people = (BUYER,) if measure.how == "people" else ()
    timed = measure.view == replies.VIEW
    for field in (*_OF_VIEW.get(measure.view, ()), *_FIELDS.get(measure.metric, ()), *people):
        also = _INSTEAD.get(field, ()) if timed else ()
        yield (f"{sort}.{field}", *also)
    if timed:
        yield (*_ANSWERS, _TALKED)


def with_stand_ins(known: Collection[str]) -> frozenset[str]:
    """The facts that are known once tables stand in for others, as `service_side` lets them."""
    found = {*known}
    if _TALKED in found and not _has("receptions", found):
        found |= {f"receptions.{name}" for name in _TALKS_TELL}
        if {"messages.words", "messages.text"} & found:
            found.add("receptions.words")
    if "receptions.rating" in found and not _has("reviews", found):
        found |= {"reviews.level", "reviews.buyer"}
    if "receptions.solved" in found and not _has("cases", found):
        found |= {"cases.opened", "cases.solved"}
        found |= {"cases.closed"} if "receptions.ended" in found else set()
    return frozenset(found)


_TALKS_TELL = (
    *("agent", "buyer", "started", "ended", "opener", "first_reply", "answered", "product"),
    *("buyer_messages", "agent_messages"),
)


def _has(sort: str, known: Collection[str]) -> bool:
    return any(fact.startswith(f"{sort}.") for fact in known)
