"""Sales that a seller's note gives to another agent: changed later, or against the chats.

- `note-moved`: notes that are a history (joined by `;`, the newest last) and first named one agent
  and now name another. When a note was changed stands in no export, so the order of its parts is
  all that is known.
- `note-against-chats`: the note names an agent who never spoke with the buyer, while the chat
  before the order was a colleague's.

Both are told of each pair of agents, from `note_orders` orders on: one wrong note is a slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from csperf.errors import Fact
from csperf.insight.audit.flags import Evidence, Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts, Row
from csperf.insight.audit.wording import order_of
from csperf.metrics.suspects import AGAINST, MOVED

_LONGEST, _NONE = 60, "audit-why.no-records"


def moved(material: Material, limits: Limits) -> Look:
    """Orders whose note passed from one agent to another."""
    pair = ("before", "agent")
    return each_of(material.records, lambda f: _told(f, MOVED, pair, limits), _NONE)


def against(material: Material, limits: Limits) -> Look:
    """Orders that a note gives to somebody who never spoke with the buyer."""
    pair = ("agent", "noted")
    return each_of(material.records, lambda f: _told(f, AGAINST, pair, limits), _NONE)


def _told(facts: Facts, name: str, pair: tuple[str, str], limits: Limits) -> Look:
    """A flag for every pair of agents between whom enough orders moved."""
    if not facts.tells("orders.note"):
        return Look(why="audit-why.no-notes")
    if name == AGAINST and not (facts.tells("receptions.buyer") or facts.tells("messages.buyer")):
        return Look(why="audit-why.no-chats")
    pairs: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(facts.of(name), key=lambda one: (one["file"], one["row"])):
        pairs.setdefault((row[pair[0]], row[pair[1]]), []).append(row)
    says = "seen.note-moved" if name == MOVED else "seen.note-against"
    flags = [
        Flag(says, facts.period, to, _facts(giving, rows), _noted(facts, rows))
        for (giving, to), rows in sorted(pairs.items())
        if len(rows) >= limits["note_orders"]
    ]
    return Look(tuple(flags))


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
    Rule("note-moved", ("note_orders",), moved),
    Rule("note-against-chats", ("note_orders",), against),
)
