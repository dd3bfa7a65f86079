"""Suspects: the rows of a month's records that rules of an audit look at, found on any engine.

Each frame is small: counts of every agent, or the few rows that are like what is sought. Whether
they are worth telling is not decided here; most of an honest shop's regular customers are in them.

Why masked buyers are left out: `t**1` is many people, so that it came again says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from csperf.metrics import doubts, refunding, replies
from csperf.metrics.measure import AGENT, BUYER, DAY_OF, NOBODY, Frame, within
from csperf.metrics.records import DAY, FILE, ROW

OFTEN, LOYAL, OWN, TWICE_SOLD = "often", "loyal", "own", "sold twice"
SOLD, ROUND, ASKED_BACK = "sold", "round amounts", "asked back"
QUICK, ANSWERED, TWICE_TALKED = "quick", "answered", "talked twice"
SECONDS, SHIFTS = "seconds", "shifts"
NOTED, MOVED, AGAINST = "noted", "moved", "against chats"
_AT = (FILE, ROW)
_WHOLE = 100_00
"""A hundred yuan, in fen: amounts that are a multiple of it are round."""
_SECOND, _MINUTE, _LONG = 1000, 60_000, 8
_SHOWN = ("order", "reception", BUYER, AGENT, "created", "started", "amount")


@dataclass(frozen=True)
class Sought:
    """What is sought: on which days, and beside which limits.

    `times`: a buyer's orders with one agent on so many days; `fastest`: a first reply in fewer
    milliseconds; `typing`: more letters a second; `names`: what agents are called, lower case.
    """

    days: tuple[int, int]
    times: int
    fastest: int
    typing: int
    names: Sequence[str] = ()


def suspects(views: Mapping[str, Frame], sought: Sought) -> Iterator[tuple[str, Frame]]:
    """The frames that these views of one part tell, each by its name."""
    if doubts.VIEW in views:
        orders = within(views[doubts.VIEW], sought.days)
        paid = orders.filter(~nw.col("paid").is_null())
        yield OFTEN, _often(paid, sought.times)
        yield LOYAL, _loyal(paid)
        yield SOLD, _sold(paid)
        yield ROUND, _shown(paid.filter(_is_round() & (nw.col(AGENT) != NOBODY)))
        yield TWICE_SOLD, _twice(paid, (BUYER, "amount", "created"))
        if sought.names:
            named = nw.col(BUYER).str.to_lowercase().is_in([*sought.names])
            yield OWN, _shown(paid.filter(named))
    if refunding.VIEW in views:
        yield ASKED_BACK, _asked_back(views[refunding.VIEW], sought.days)
    if replies.VIEW in views:
        chats = within(_with_texts(views[replies.VIEW]), sought.days)
        yield ANSWERED, _answered(chats, sought)
        yield QUICK, _quick(chats, sought)
        yield SECONDS, _seconds(chats)
        yield TWICE_TALKED, _twice(chats, (BUYER, AGENT, "started"))


def noted_so(orders: Frame, notes: Sequence[str], days: tuple[int, int]) -> Frame:
    """The orders of these days that carry one of these notes."""
    dated = orders.with_columns((nw.col("created") // DAY).alias(DAY_OF))
    found = within(dated, days).filter(nw.col("note").is_in([*notes]))
    return found.select("order", BUYER, "note", "created", "amount", *_AT)


def against_chats(views: Mapping[str, Frame], days: tuple[int, int]) -> Iterator[tuple[str, Frame]]:
    """Noted orders: how many name whom, and those that chats alone give to another agent.

    `views` are made with chats as the only evidence, so that `agent` is whom they name.
    """
    if doubts.VIEW not in views:
        return
    orders = within(views[doubts.VIEW], days)
    noted = orders.filter((nw.col("noted") != NOBODY) & ~nw.col("paid").is_null())
    by_chat = nw.when(nw.col(AGENT) != NOBODY).then(nw.lit(1)).otherwise(nw.lit(0))
    counted = noted.with_columns(by_chat=by_chat).group_by("noted")
    yield NOTED, counted.agg(nw.len().alias("count"), nw.col("by_chat").sum())
    other = noted.filter((nw.col(AGENT) != NOBODY) & (nw.col("noted") != nw.col(AGENT)))
    if replies.VIEW in views:
        talked = views[replies.VIEW].select(BUYER, noted=nw.col(AGENT)).unique([BUYER, "noted"])
        other = other.join(talked, on=[BUYER, "noted"], how="anti")
    yield AGAINST, other.select("order", BUYER, AGENT, "noted", "note", "created", "amount", *_AT)


def _is_round() -> nw.Expr:
    amount = nw.col("amount")
    return (amount > 0) & (amount % _WHOLE == 0)


def _is_known() -> nw.Expr:
    return (nw.col(BUYER) != NOBODY) & ~nw.col(BUYER).str.contains("*", literal=True)


def _shown(orders: Frame) -> Frame:
    return orders.select("order", BUYER, AGENT, "created", "amount", *_AT)


def _often(paid: Frame, times: int) -> Frame:
    """The orders of buyers who bought of one agent on so many days, with the days of everybody.

    `again` and `of` are of the buyer as `_loyal` counts them of all.
    """
    known = paid.filter(_is_known())
    days = known.select(BUYER, AGENT, DAY_OF).unique([BUYER, AGENT, DAY_OF])
    of_agent = days.filter(nw.col(AGENT) != NOBODY).group_by(BUYER, AGENT)
    often = of_agent.agg(nw.len().alias("times")).filter(nw.col("times") >= times)
    found = known.join(often, on=[BUYER, AGENT], how="inner")
    of_all = days.group_by(BUYER).agg(nw.len().alias("all"))
    found = found.join(of_all, on=BUYER, how="inner")
    found = found.join(_returning(known), on=BUYER, how="left")
    shown = ("order", BUYER, AGENT, "created", "amount", "times", "all", "again", "of")
    return found.select(*shown, *_AT)


def _returning(known: Frame) -> Frame:
    """How often each buyer came back on another day, and how often to the agent of before."""
    days = known.select(BUYER, AGENT, DAY_OF).filter(nw.col(AGENT) != NOBODY)
    days = days.unique([BUYER, AGENT, DAY_OF])
    before = nw.col(AGENT).shift(1).over(BUYER, order_by=[DAY_OF, AGENT])
    back = days.with_columns(before=before).filter(~nw.col("before").is_null())
    same = nw.when(nw.col("before") == nw.col(AGENT)).then(nw.lit(1)).otherwise(nw.lit(0))
    by_buyer = back.with_columns(again=same).group_by(BUYER)
    return by_buyer.agg(nw.col("again").sum(), nw.len().alias("of"))


def _loyal(paid: Frame) -> Frame:
    """How often all buyers came back, and how often to the agent of before."""
    each = _returning(paid.filter(_is_known()))
    return each.select(nw.col("again").sum(), nw.col("of").sum())


def _sold(paid: Frame) -> Frame:
    """How many orders are whose, how many of them round, and how many buyers can be told."""
    one = nw.lit(1)
    marked = paid.with_columns(
        round=nw.when(_is_round()).then(one).otherwise(nw.lit(0)),
        told=nw.when(_is_known()).then(one).otherwise(nw.lit(0)),
    )
    return marked.group_by(AGENT).agg(
        nw.len().alias("count"), nw.col("round").sum(), nw.col("told").sum()
    )


def _twice(rows: Frame, alike: tuple[str, ...]) -> Frame:
    """Rows that have a known buyer and agree with another in all of these."""
    known = rows.filter(_is_known() & (nw.col(AGENT) != NOBODY))
    for name in alike:
        known = known.filter(~nw.col(name).is_null())
    times = known.group_by(*alike).agg(nw.len().alias("times")).filter(nw.col("times") > 1)
    found = known.join(times, on=[*alike], how="inner")
    names = {*found.collect_schema().names()}
    shown = [name for name in _SHOWN if name in names]
    return found.select(*shown, "times", *_AT)


def _asked_back(refunds: Frame, days: tuple[int, int]) -> Frame:
    """The refunds whose moment is known, of orders of these days."""
    asked = refunds.filter((nw.col("step") == "asked") & ~nw.col("requested").is_null())
    ordered = (nw.col("ordered") // DAY).alias("ordered_day")
    dated = asked.with_columns(ordered)
    held = (nw.col("ordered_day") >= days[0]) & (nw.col("ordered_day") <= days[1])
    mine = dated.filter(held & (nw.col(AGENT) != NOBODY))
    return mine.select("order", AGENT, BUYER, DAY_OF, "ordered_day", "amount", *_AT)


def _with_texts(chats: Frame) -> Frame:
    """Chats with the columns that conversations made of messages lack."""
    names = {*chats.collect_schema().names()}
    lacking = [
        nw.lit(None).cast(kind).alias(name)
        for name, kind in (
            *(("reception", nw.String()), ("words", nw.Int64()), ("replied_at", nw.Int64())),
        )
        if name not in names
    ]
    return chats.with_columns(*lacking) if lacking else chats


def _too_quick(sought: Sought) -> dict[str, nw.Expr]:
    """The three ways in which an answer cannot be: each says so, or is not told."""
    no = nw.lit(value=False)
    early = nw.col("replied_at") < nw.col("started")
    typed = nw.col("words") * _SECOND > nw.col("lasted") * sought.typing
    return {
        "at_once": nw.coalesce(nw.col("first_reply") < sought.fastest, no),
        "early": nw.coalesce(early, no),
        "typed": nw.coalesce(typed & (nw.col("lasted") > 0), no),
    }


def _answered(chats: Frame, sought: Sought) -> Frame:
    """How many chats of each agent tell how soon they were answered, and how many too soon.

    `in_seconds` counts those that do not tell it in whole minutes.
    """
    one, none = nw.lit(1), nw.lit(0)
    told = ~nw.col("first_reply").is_null() | ~nw.col("replied_at").is_null()
    flags = {k: nw.when(v).then(one).otherwise(none) for k, v in _too_quick(sought).items()}
    in_seconds = nw.coalesce(nw.col("first_reply") % _MINUTE != 0, nw.lit(value=False))
    flags["in_seconds"] = nw.when(in_seconds).then(one).otherwise(none)
    marked = chats.with_columns(told=nw.when(told).then(one).otherwise(none), **flags)
    sums = (nw.col(name).sum() for name in ("told", *flags))
    return (
        marked.filter(nw.col(AGENT) != NOBODY).group_by(AGENT).agg(nw.len().alias("count"), *sums)
    )


def _quick(chats: Frame, sought: Sought) -> Frame:
    """The chats that were answered too soon, and in which of the ways."""
    marked = chats.with_columns(**_too_quick(sought)).filter(nw.col(AGENT) != NOBODY)
    found = marked.filter(nw.col("at_once") | nw.col("early") | nw.col("typed"))
    return found.select(
        *("reception", BUYER, AGENT, "started", "first_reply", "words", "lasted"),
        *("at_once", "early", "typed", *_AT),
    )


def _seconds(chats: Frame) -> Frame:
    """How many first responses of eight seconds or more each agent has, and how many are fives.

    From eight on, each multiple of five stands in the middle of five seconds: where answers get
    fewer with every second, one in five is a multiple all the same.
    """
    seconds = nw.col("first_reply") // _SECOND
    long = chats.filter((seconds >= _LONG) & (nw.col(AGENT) != NOBODY))
    fives = nw.when(seconds % 5 == 0).then(nw.lit(1)).otherwise(nw.lit(0))
    by_agent = long.with_columns(fives=fives).group_by(AGENT)
    return by_agent.agg(nw.len().alias("count"), nw.col("fives").sum())
