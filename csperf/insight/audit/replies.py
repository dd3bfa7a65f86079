"""Answers that no person gives: at once, before the question, or typed faster than anybody types.

Told of an agent from `reply_least` such chats on, if they are at least `reply_share` of the chats
that tell it: an answering machine of the shop or a slow clock makes a few of them everywhere.
Where all times are whole minutes nobody can say what was answered at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from csperf.agent_table import exact
from csperf.errors import Fact, Word
from csperf.insight.audit.flags import Evidence, Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts, Row
from csperf.insight.audit.wording import figure_word, order_of, percent
from csperf.metrics.suspects import ANSWERED, QUICK
from csperf.units import Unit

WAYS: Final = {"at_once": "seen.at-once", "early": "seen.early", "typed": "seen.typed"}


def impossible(material: Material, limits: Limits) -> Look:
    """Chats that were answered sooner than a person can."""
    return each_of(material.records, lambda f: _quick(f, limits), "audit-why.no-records")


def _quick(facts: Facts, limits: Limits) -> Look:
    told, every, in_seconds = Counter[str](), Counter[str](), 0
    hits: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    for row in facts.of(ANSWERED):
        told[row["agent"]] += row["told"]
        every[row["agent"]] += row["count"]
        in_seconds += row["in_seconds"]
        for way, found in hits.items():
            found[row["agent"]] += row[way]
    times = told.total() > 0
    if not times and not facts.tells("receptions.words", "receptions.ended"):
        return Look(why="audit-why.no-times")
    if not in_seconds:
        del hits["at_once"]
    flags: list[Flag] = []
    for way, found in hits.items():
        of = every if way == "typed" else told
        for agent, count in sorted(found.items()):
            if count >= limits["reply_least"] and count >= limits["reply_share"] * of[agent]:
                shown: dict[str, Fact] = {
                    "count": count,
                    "all": of[agent],
                    "share": percent(count, of[agent]),
                }
                rows = tuple(_rows(facts, agent, way))
                flags.append(Flag(WAYS[way], facts.period, agent, shown, rows))
    return Look(tuple(flags))


def _rows(facts: Facts, agent: str, way: str) -> Iterator[Evidence]:
    rows = (row for row in facts.of(QUICK) if row["agent"] == agent and row[way])
    for row in sorted(rows, key=lambda one: (one["file"], one["row"])):
        one = order_of(facts, row)
        yield Evidence(one.place, one.about, one.day, _value(row, way))


def _value(row: Row, way: str) -> Word | str:
    """How soon the answer came; of typing, how many letters in how long."""
    if way == "typed":
        lasted = figure_word(exact(row["lasted"], Unit.SECONDS), Unit.SECONDS)
        return Word(f"{row['words']} 字 / {lasted.zh}", f"{row['words']} / {lasted.en}")
    return figure_word(exact(row["first_reply"], Unit.SECONDS), Unit.SECONDS)


RULES: Final = (
    Rule(
        "impossible-replies",
        ("fastest_reply", "fastest_typing", "reply_least", "reply_share"),
        impossible,
    ),
)
