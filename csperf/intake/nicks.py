"""Nicks of records: whose each is by the roster, from which day to which, and whose are nobody's.

Why apart from the rows of a ready table: records are many, so each nick is asked once, and whose
it was on which day goes back to the records as a small table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from csperf.errors import Fact, Place, Problem, problem
from csperf.inputs import Agent, Inputs, Policies
from csperf.intake.days import Days, spoken
from csperf.intake.roster import Match, Roster
from csperf.intake.strangers import Stranger, strangers_of
from csperf.metrics.persons import FIRST_DAY, LAST_DAY, Nick, Seen, through_time
from csperf.metrics.records import day_of, number_of

PlaceOf = Callable[[int, int], Place]


@dataclass(frozen=True)
class Whose:
    """The persons behind nicks, each under the name by which results tell them apart.

    `strangers` are nobody's and stay in the records: what they own is not another's.
    """

    nicks: tuple[Nick, ...]
    agents: Mapping[str, Agent]
    strangers: Mapping[str, Stranger]


def bound_of(day: date) -> int:
    """A day as records count it; before and after all days for those that bound nothing."""
    if day == date.min:
        return FIRST_DAY
    return LAST_DAY if day == date.max else number_of(day)


def whose(seen: Sequence[Seen], roster: Roster, place: PlaceOf) -> tuple[Whose, list[Problem]]:
    """The person of each nick, by day; a record of somebody who was not there is a problem."""
    names = Inputs(roster.agents, {}).names
    nicks: list[Nick] = []
    strangers: dict[str, Stranger] = {}
    problems: list[Problem] = []
    for (nick, shop), stands in _by_nick(seen).items():
        match, at = roster.match(nick, shop), place(stands[0].file, stands[0].row)
        count = sum(one.count for one in stands)
        strangers.setdefault(nick, Stranger(nick, nick, at, count))
        if match.people:
            owners = [_owner(nick, shop, one, names, roster) for one in match.people]
            nicks += through_time(nick, shop, owners)
            problems += _outside(match, owners, stands, roster, place)
    people = dict(zip(names, roster.agents, strict=True))
    return Whose(tuple(nicks), people, strangers), problems


def unmatched(
    counted: Iterable[str], whose: Whose, roster: Roster, policies: Policies
) -> list[Problem]:
    """What is to be said of those who have figures and are nobody of the roster."""
    counted = list(counted)
    unknown = [whose.strangers[name] for name in counted if name not in whose.agents]
    return strangers_of(unknown, roster, policies, all_of=len(unknown) == len(counted))


def _by_nick(seen: Sequence[Seen]) -> dict[tuple[str, str], list[Seen]]:
    """Where each nick of each shop stands, first the place that is told."""
    found: dict[tuple[str, str], list[Seen]] = {}
    for one in sorted(seen, key=lambda each: (each.file, each.row)):
        found.setdefault((one.nick, one.shop), []).append(one)
    return found


def _owner(nick: str, shop: str, person: int, names: Sequence[str], roster: Roster) -> Nick:
    days = roster.employed[person]
    return Nick(nick, shop, names[person], bound_of(days.first), bound_of(days.last))


def _outside(
    match: Match,
    owners: Sequence[Nick],
    stands: Sequence[Seen],
    roster: Roster,
    place: PlaceOf,
) -> list[Problem]:
    """Records of days before the first owner came or after the last one left."""
    first, last = min(one.first for one in owners), max(one.last for one in owners)
    for one in stands:
        if one.first is None or one.last is None or (first <= one.first and one.last <= last):
            continue
        at, days = place(one.file, one.row), spoken(Days(day_of(one.first), day_of(one.last)))
        people = tuple(roster.agents[person].name for person in match.people)
        if len(people) > 1:
            return [problem("nick-between-owners", at, name=one.nick, people=people)]
        person = roster.agents[match.people[0]]
        facts: dict[str, Fact] = {"joined": person.joined or "…", "left": person.left or "…"}
        return [problem("row-outside-employment", at, name=person.name, days=days, **facts)]
    return []
