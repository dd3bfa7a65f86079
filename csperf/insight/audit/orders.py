"""Orders that an agent may have made up: of one buyer again and again, of themselves, told twice.

- `same-buyer`: a buyer who bought on many days, on nearly all of one agent. How rare that is tells
  how loyal the shop's customers are, whom platforms lead back to the agent they know: of all the
  times that (other) buyers came back on another day some share was to the agent of before, and by
  that share (or the agent's of all orders, if larger) less than `chance` of a case is expected
  among those looked at. Days and not orders, since what follows one chat is all one agent's.
- `own-orders`: a buyer who is called like an agent, by name, nick or id.
- `told-twice`: orders of one buyer, moment and amount, or chats of one buyer, agent and moment,
  under different numbers; and rows that repeat another in everything, which reading leaves out.
- `round-amounts`: far more orders of whole hundreds than the others' customers place; at least
  `round_times` their share, since some sell what is priced in whole hundreds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from csperf.errors import Fact, Problem
from csperf.insight.audit.chances import tail
from csperf.insight.audit.flags import Evidence, Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts, Row
from csperf.insight.audit.wording import order_of, percent
from csperf.metrics import suspects as seek

_TWICE: Final = (
    (seek.TWICE_SOLD, ("buyer", "amount", "created"), "seen.sold-twice"),
    (seek.TWICE_TALKED, ("buyer", "agent", "started"), "seen.talked-twice"),
)


def same_buyer(material: Material, limits: Limits) -> Look:
    """Buyers who bought often, and nearly always of one agent."""
    return each_of(material.records, lambda f: _same(f, limits), "audit-why.no-records")


def _same(facts: Facts, limits: Limits) -> Look:
    sold = {row["agent"]: row["count"] for row in facts.of(seek.SOLD)}
    if not facts.tells("orders.buyer") or not any(row["told"] for row in facts.of(seek.SOLD)):
        return Look(why="audit-why.no-buyers")
    if len([agent for agent in sold if agent]) < _TEAM:
        return Look(why="audit-why.one-agent")
    every = sum(sold.values())
    loyal = Counter[str]()
    for part in facts.of(seek.LOYAL):
        loyal.update({name: part[name] or 0 for name in ("again", "of")})
    pairs = _grouped(facts.of(seek.OFTEN), ("agent", "buyer"))
    flags: list[Flag] = []
    for (agent, buyer), rows in pairs.items():
        days, whole = rows[0]["times"], rows[0]["all"]
        again, of = loyal["again"] - rows[0]["again"] + 1, loyal["of"] - rows[0]["of"] + 2
        usual = max(again / of, sold[agent] / every)
        rare = tail(days - 1, whole - 1, usual) * len(pairs)
        if days >= limits["buyer_share"] * whole and rare < limits["chance"]:
            told: dict[str, Fact] = {
                "buyer": buyer,
                "count": len(rows),
                "days": days,
                "all": whole,
                "share": percent(again, of),
            }
            found = tuple(order_of(facts, row) for row in rows)
            flags.append(Flag("seen.same-buyer", facts.period, agent, told, found))
    return Look(tuple(flags))


def own_orders(material: Material, _limits: Limits) -> Look:
    """Orders whose buyer is called like an agent."""
    return each_of(material.records, _own, "audit-why.no-records")


def _own(facts: Facts) -> Look:
    if not facts.tells("orders.buyer") or not any(row["told"] for row in facts.of(seek.SOLD)):
        return Look(why="audit-why.no-buyers")
    flags: list[Flag] = []
    for (agent, buyer), rows in _grouped(facts.of(seek.OWN), ("agent", "buyer")).items():
        owner = facts.owners.get(buyer.lower(), "")
        told: dict[str, Fact] = {"buyer": buyer, "owner": owner, "count": len(rows)}
        says = "seen.own-orders" if owner == agent else "seen.staff-orders"
        found = tuple(order_of(facts, row) for row in rows)
        flags.append(Flag(says, facts.period, agent or owner, told, found))
    return Look(tuple(flags))


def told_twice(material: Material, _limits: Limits) -> Look:
    """Orders and chats that agree in all that counts and have numbers of their own."""
    return each_of(material.records, _again, "audit-why.no-records")


def _again(facts: Facts) -> Look:
    flags = [flag for one in facts.problems for flag in _left_out(facts, one)]
    if not flags and not facts.tells("orders.buyer") and not facts.tells("receptions.buyer"):
        return Look(why="audit-why.no-buyers")
    return Look((*flags, *(flag for one in _TWICE for flag in _alike(facts, *one))))


def _left_out(facts: Facts, told: Problem) -> Iterator[Flag]:
    """The rows that reading left out because another says the same; whose they are nobody asks."""
    rows = told.facts.get("rows")
    if told.id == "records-twice" and isinstance(rows, tuple):
        cells = (replace(told.place, cell=f"A{row}") for row in rows if row.isdecimal())
        found = tuple(Evidence(place) for place in cells)
        yield Flag("seen.rows-twice", facts.period, "", {"count": told.facts["count"]}, found)


def _alike(facts: Facts, name: str, key: Sequence[str], says: str) -> Iterator[Flag]:
    """One flag an agent, with all rows that repeat another."""
    by_agent: dict[str, list[Row]] = defaultdict(list)
    for rows in _grouped(facts.of(name), key).values():
        by_agent[rows[-1]["agent"]] += rows
    for agent, rows in sorted(by_agent.items()):
        groups = len(_grouped(rows, key))
        found = tuple(order_of(facts, row) for row in rows)
        yield Flag(says, facts.period, agent, {"count": len(rows) - groups}, found)


def round_amounts(material: Material, limits: Limits) -> Look:
    """Agents whose orders are whole hundreds far more often than all others'."""
    return each_of(material.records, lambda f: _round(f, limits), "audit-why.no-records")


def _round(facts: Facts, limits: Limits) -> Look:
    sold, whole = Counter[str](), Counter[str]()
    for row in facts.of(seek.SOLD):
        sold[row["agent"]] += row["count"]
        whole[row["agent"]] += row["round"]
    asked = [a for a, count in sold.items() if a and count >= limits["digits_least"]]
    if len(asked) < _TEAM:
        return Look(why="audit-why.few-orders")
    flags: list[Flag] = []
    rows = _grouped(facts.of(seek.ROUND), ("agent",))
    for agent in asked:
        others, of_others = sold.total() - sold[agent], whole.total() - whole[agent]
        usual = (of_others + 1) / (others + 2)
        often = Decimal(whole[agent]) * others >= limits["round_times"] * of_others * sold[agent]
        rare = tail(whole[agent], sold[agent], usual) * len(asked)
        if often and rare < limits["chance"]:
            told: dict[str, Fact] = {
                "count": whole[agent],
                "all": sold[agent],
                "share": percent(of_others, others),
                "size": others,
            }
            found = tuple(order_of(facts, row) for row in rows[agent,])
            flags.append(Flag("seen.round-amounts", facts.period, agent, told, found))
    return Look(tuple(flags))


def _grouped(rows: Sequence[Row], key: Sequence[str]) -> dict[tuple[str, ...], list[Row]]:
    """The rows that have each key, in the order in which they stand."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in sorted(rows, key=lambda one: (one["file"], one["row"])):
        found.setdefault(tuple(row[name] for name in key), []).append(row)
    return found


_TEAM: Final = 2
RULES: Final = (
    Rule("same-buyer", ("buyer_days", "buyer_share", "chance"), same_buyer),
    Rule("own-orders", (), own_orders),
    Rule("told-twice", (), told_twice),
    Rule("round-amounts", ("digits_least", "round_times", "chance"), round_amounts),
)
