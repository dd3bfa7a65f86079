"""What an audit reads of a month's raw records: the suspects of all parts, as plain rows.

Why notes are read even where a plan gives them no weight: whoever moves sales by a note does so
where notes count, and where they do not count a moved note is told as well, and harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from csperf.engines.engine import Engine
from csperf.errors import Problem
from csperf.insight.audit.limits import Limits
from csperf.measuring import parts_of
from csperf.metrics import suspects as seek
from csperf.metrics.attribution import NoteRule
from csperf.metrics.measure import Frame
from csperf.metrics.notes import PlaceOf, notes_in, read_notes
from csperf.metrics.persons import FIRST_DAY, LAST_DAY, nicks_in
from csperf.metrics.records import DAY
from csperf.metrics.suspects import Sought
from csperf.raw_month import RawMonth

Row = Mapping[str, Any]
_MILLISECONDS = 1000
_EVER = (FIRST_DAY, LAST_DAY)


@dataclass(frozen=True)
class Facts:
    """The suspects of one month's records by name, which fields there are, and where rows stand.

    `owners` says whose each name is, in small letters. `told` are fields such as `orders.buyer`,
    `problems` what reading said, of rows that were left out above all.
    """

    period: str
    rows: Mapping[str, Sequence[Row]]
    told: frozenset[str]
    place: PlaceOf
    owners: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    def of(self, name: str) -> Sequence[Row]:
        """The rows of a frame; none where the records do not tell it."""
        return self.rows.get(name, ())

    def tells(self, *fields: str) -> bool:
        """Whether the records tell all of these."""
        return self.told.issuperset(fields)


def facts_of(month: RawMonth, period: str, limits: Limits) -> Facts:
    """Everything that the rules look at in one month's records."""
    owners = _owners(month)
    sought = Sought(
        month.asked.days,
        int(limits["buyer_days"]),
        int(limits["fastest_reply"] * _MILLISECONDS),
        int(limits["fastest_typing"]),
        tuple(owners),
    )
    found: dict[str, list[Row]] = {}
    asked = replace(month.asked, measures=(), days=_EVER)  # refunds come back after the month
    for views in parts_of(month.engine, asked):
        for name, rows in _collected(month.engine, seek.suspects(views, sought)):
            found.setdefault(name, []).extend(rows)
    found |= {name: list(rows) for name, rows in _of_notes(month, owners)}
    if "shifts" in month.records.sorts:
        found[seek.SHIFTS] = _shifts(month)
    return Facts(period, found, month.records.facts, month.records.place, owners)


def _collected(
    engine: Engine, frames: Iterable[tuple[str, Frame]]
) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of frames by their names, all of them in one go."""
    named = list(frames)
    rows = engine.at_once([frame for _, frame in named])
    yield from zip((name for name, _ in named), rows, strict=True)


def _owners(month: RawMonth) -> dict[str, str]:
    """Whose each name is by which the records or the roster call an agent, in small letters."""
    engine = month.engine
    tables = {sort: engine.whole(sort) for sort in month.records.sorts}
    people = {one.nick: one.person for one in month.asked.nicks}
    seen = (one.nick for one in nicks_in(tables, _EVER, engine.collect))
    known = {nick: people.get(nick, nick) for nick in seen}
    for name, agent in month.agents.items():
        known |= dict.fromkeys(filter(None, (agent.name, agent.id, *agent.nicks)), name)
    found: dict[str, str] = {}
    for name, owner in known.items():
        for part in (name, name.replace("：", ":").rpartition(":")[2]):
            found.setdefault(part.strip().lower(), owner)
    return {name: owner for name, owner in found.items() if name}


def _of_notes(month: RawMonth, owners: Mapping[str, str]) -> Iterator[tuple[str, list[Row]]]:
    """Orders whose note has passed from one agent to another, and those that chats contradict."""
    engine, days = month.engine, month.asked.days
    if "orders.note" not in month.records.facts or not owners:
        return
    orders = engine.whole("orders")
    notes = notes_in(orders, engine.collect)
    rule = month.asked.settings.attribution.note or NoteRule()
    first, last = (
        read_notes(notes, replace(rule, history=way), owners, month.records.place)[0]
        for way in ("oldest", "newest")
    )
    before, after = (dict(zip(one["note"], one["noted"], strict=True)) for one in (first, last))
    moved = [note for note, who in after.items() if before.get(note, who) != who]
    rows = engine.collect(seek.noted_so(orders, moved, days)) if moved else ()
    yield (
        seek.MOVED,
        [{**row, "before": before[row["note"]], "agent": after[row["note"]]} for row in rows],
    )
    by_chats = replace(month.asked.settings.attribution, evidence=("chat",), note=None)
    settings = replace(month.asked.settings, attribution=by_chats)
    asked = replace(month.asked, measures=(), settings=settings, noted=last, days=_EVER)
    found: dict[str, list[Row]] = {}
    for views in parts_of(engine, asked) if any(last["note"]) else ():
        for name, rows in _collected(engine, seek.against_chats(views, days)):
            found.setdefault(name, []).extend(rows)
    yield from found.items()


def _shifts(month: RawMonth) -> list[Row]:
    """The shifts of these days, with persons for nicks, as they begin."""
    first, last = month.asked.days
    people = {one.nick: one.person for one in month.asked.nicks}
    rows = (
        {**row, "agent": people.get(row["agent"], row["agent"])}
        for row in month.engine.collect(month.engine.whole("shifts"))
    )
    return sorted(
        (row for row in rows if first * DAY <= row["since"] < (last + 1) * DAY),
        key=lambda row: (str(row["agent"]), row["since"], row["file"], row["row"]),
    )
