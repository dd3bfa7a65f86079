"""Sales that a seller's note gives to another agent: changed later, or against the chats.

- `note-moved`: notes that are a history (joined by `;`, the newest last) and first named one agent
  and now name another. When a note was changed stands in no export, so the order of its parts is
  all that is known.
- `note-against-chats`: the note names an agent who never spoke with the buyer, while the chat
  before the order was a colleague's.

Both are told of each pair of agents, from `note_orders` orders on: one wrong note is a slip. Shops
with many notes have many slips, so it must also be far more often than slips tell: less than
`chance` of a case is expected among all pairs by how often others' notes do so, and from whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from csperf.errors import Fact
from csperf.insight.audit.chances import tail
from csperf.insight.audit.flags import Evidence, Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts, Row
from csperf.insight.audit.wording import order_of
from csperf.metrics.suspects import AGAINST, MOVED, NOTED

_Pair = tuple[str, str]
"""Who gives and who takes."""
_LONGEST, _NONE = 60, "audit-why.no-records"
_SLIPS = 20
"""Where the others have no notes, one in so many is taken for a slip."""


@dataclass(frozen=True)
class _Way:
    """How orders go from a giver to a taker: the frame, its columns, and what is said."""

    frame: str
    giver: str
    taker: str
    says: str
    by_chats: bool


_MOVES = _Way(MOVED, "before", "agent", "seen.note-moved", by_chats=False)
_CONTRADICTS = _Way(AGAINST, "agent", "noted", "seen.note-against", by_chats=True)


def moved(material: Material, limits: Limits) -> Look:
    """Orders whose note passed from one agent to another."""
    return each_of(material.records, lambda f: _told(f, _MOVES, limits), _NONE)


def against(material: Material, limits: Limits) -> Look:
    """Orders that a note gives to somebody who never spoke with the buyer."""
    return each_of(material.records, lambda f: _told(f, _CONTRADICTS, limits), _NONE)


def _told(facts: Facts, way: _Way, limits: Limits) -> Look:
    """A flag for every pair of agents between whom too many orders moved."""
    if not facts.tells("orders.note"):
        return Look(why="audit-why.no-notes")
    if way.by_chats and not (facts.tells("receptions.buyer") or facts.tells("messages.buyer")):
        return Look(why="audit-why.no-chats")
    every, pairs = Counter[str](), dict[_Pair, list[Row]]()
    for row in facts.of(NOTED):
        every[row["noted"]] += row["by_chat" if way.by_chats else "count"]
    for row in sorted(facts.of(way.frame), key=lambda one: (one["file"], one["row"])):
        pairs.setdefault((row[way.giver], row[way.taker]), []).append(row)
    counts = {pair: len(rows) for pair, rows in pairs.items()}
    flags = [
        Flag(way.says, facts.period, to, _facts(giving, rows), _noted(facts, rows))
        for (giving, to), rows in sorted(pairs.items())
        if len(rows) >= limits["note_orders"]
        and _chance((giving, to), counts, every) * len(pairs) < limits["chance"]
    ]
    return Look(tuple(flags))


def _chance(pair: _Pair, counts: Mapping[_Pair, int], every: Counter[str]) -> float:
    """The chance of so many orders from a giver to a taker by slips alone.

    Slips are as frequent as in the notes that name others, and from whom they take is whom others
    take from by slips.
    """
    giver, taker = pair
    others = {one: count for one, count in counts.items() if one[1] != taker}
    slips, given = sum(others.values()), sum(n for one, n in others.items() if one[0] == giver)
    notes = max(slips, every.total() - every[taker])
    usual = (slips + 1) / (notes + _SLIPS) * (given + 1) / (slips + 2)
    return tail(counts[pair], max(counts[pair], every[taker]), usual)


def _facts(giving: str, rows: Sequence[Row]) -> dict[str, Fact]:
    return {"other": giving, "count": len(rows)}


def _noted(facts: Facts, rows: Sequence[Row]) -> tuple[Evidence, ...]:
    """The orders, each with its note."""
    found: list[Evidence] = []
    for row in rows:
        one = order_of(facts, row)
        note = str(row["note"])
        note = note if len(note) <= _LONGEST else f"{note[:_LONGEST]}…"
        value = f"{one.value} {note}".strip()
        found.append(Evidence(one.place, one.about, one.day, value))
    return tuple(found)


RULES: Final = (
    Rule("note-moved", ("note_orders", "chance"), moved),
    Rule("note-against-chats", ("note_orders", "chance"), against),
)
