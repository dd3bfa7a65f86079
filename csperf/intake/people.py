"""People: which agent each row of a table belongs to, by name, by nick and by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from csperf.errors import Fact, Place, Problem, problem, warning
from csperf.inputs import Policies
from csperf.intake.days import Days, spoken
from csperf.intake.grid import ROW
from csperf.intake.headings import Table
from csperf.intake.roster import NOBODY, Match, Roster
from csperf.intake.rows import ACCOUNT, NO_NAME, SHOP, WHO, Rows
from csperf.intake.spelling import fold
from csperf.intake.strangers import strangers_of

_SHOWN = 8


@dataclass(frozen=True)
class Placed:
    """The agent (by position) of each row of a table, None where nobody is known by that name.

    `accounts` are the nicks of the roster by which they were known ('' for a real name or an id:
    that is no account), `shops` the shops by column or by what stands before a nick. `numbers` are
    the rows the other way round: where each agent stands last, 0 for who does not.
    """

    rows: Rows
    agents: tuple[int | None, ...]
    numbers: tuple[int, ...]
    accounts: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """The table."""
        return self.rows.table


def place_rows(
    rows: Rows, roster: Roster, policies: Policies, period: Days | None, *, names_only: bool
) -> tuple[Placed, list[Problem]]:
    """The rows with the position of their agent; who is unknown or torn is a problem.

    `names_only`: the keys are the names of the rows themselves, so other columns say nothing.
    Rows that no date tells of are of the `period`.
    """
    columns = [] if names_only else [heading.letter for heading in rows.table.agents]
    shops = rows.frame[SHOP].to_list()
    found = [_matches(rows.frame[name].to_list(), shops, roster) for name in (*columns, WHO)]
    numbers, texts = rows.frame[ROW].to_list(), rows.frame[ACCOUNT].to_list()
    days = [one or period for one in rows.days or (None,) * len(numbers)]
    first = rows.table.agents[0]
    agents: list[int | None] = []
    accounts: list[str] = []
    problems: list[Problem] = []
    for i, matches in enumerate(zip(*found, strict=True)):
        match = next((one for one in matches if one.people), NOBODY)
        place = rows.table.place(first, numbers[i])
        if len({one.people for one in matches if one.people}) > 1:
            problems.append(problem("agent-torn", place, name=texts[i]))
        agent, faults = _employed(match, days[i], roster, place) if match.people else (None, [])
        agents.append(agent)
        accounts.append(next((one.account for one in matches if one.account), ""))
        prefix = next((one.prefix for one in matches if one.prefix), "")
        shops[i] = fold(shops[i] or prefix)
        problems += faults
    whose = [any(match.people for match in one) for one in zip(*found, strict=True)]
    known = pl.Series(whose, dtype=pl.Boolean)
    named = ~pl.col(WHO).str.contains(NO_NAME)
    strangers = rows.frame.filter(~known & named)
    nobody = not any(whose)
    problems += strangers_of(rows, strangers, roster, policies, all_of=nobody)
    numbered = placed(rows, agents, len(roster.agents)).numbers
    return Placed(rows, tuple(agents), numbered, tuple(accounts), tuple(shops)), problems


def placed(rows: Rows, agents: Sequence[int | None], size: int) -> Placed:
    """The rows with their agents, of whom there are `size`."""
    numbers = [0] * size
    for agent, row in zip(agents, rows.frame[ROW].to_list(), strict=True):
        if agent is not None:
            numbers[agent] = row
    blank = ("",) * len(agents)
    return Placed(rows, tuple(agents), tuple(numbers), blank, blank)


def _matches(texts: Sequence[str], shops: Sequence[str], roster: Roster) -> list[Match]:
    """Who each text of a column names, where it stands beside the name of a shop."""
    known: dict[tuple[str, str], Match] = {}
    found: list[Match] = []
    for pair in zip(texts, shops, strict=True):
        match = known.get(pair)
        if match is None:
            match = known[pair] = roster.match(*pair)
        found.append(match)
    return found


def _employed(
    match: Match, when: Days | None, roster: Roster, place: Place
) -> tuple[int | None, list[Problem]]:
    """The one who was employed on these days, of those who had a nick one after the other."""
    if when is None:
        return _undated(match, roster, place)
    fit = [one for one in match.people if _worked(when, roster.employed[one])]
    people = tuple(roster.agents[one].name for one in match.people)
    if len(fit) == 1:
        return fit[0], []
    if len(match.people) > 1:
        fault = "nick-handed-on" if fit else "nick-between-owners"
        return None, [problem(fault, place, name=match.key, people=people)]
    person = roster.agents[match.people[0]]
    facts = {"joined": person.joined or "…", "left": person.left or "…"}
    told = problem("row-outside-employment", place, name=person.name, days=spoken(when), **facts)
    return match.people[0], [told]


def _worked(when: Days, employed: Days) -> bool:
    """Whether somebody worked on that day; a longer stretch may begin before the first day."""
    return when.within(employed) if when.first == when.last else when.overlaps(employed)


def _undated(match: Match, roster: Roster, place: Place) -> tuple[int | None, list[Problem]]:
    if len(match.people) == 1:
        return match.people[0], []
    people = tuple(roster.agents[one].name for one in match.people)
    return None, [problem("nick-handed-on", place, name=match.key, people=people)]


def shops_of(tables: Sequence[Placed], roster: Roster) -> list[Problem]:
    """One word for all who were found behind the names of several shops: each may be two people."""
    first: dict[int, tuple[str, str, Place]] = {}
    again: dict[int, tuple[str, str, Place]] = {}
    for table in tables:
        for agent, shop, text, place in _behind_shops(table, roster):
            before = first.setdefault(agent, (shop, text, place))
            if before[0] != shop:
                again.setdefault(agent, (shop, text, place))
    if not again:
        return []
    agent, (_, name, place) = next(iter(again.items()))
    _, before_name, other = first[agent]
    facts = {"name": name, "first": before_name, "person": roster.agents[agent].name}
    return [warning("agent-two-shops", place, other=other, count=len(again), **facts)]


def in_shops(tables: Sequence[Placed], roster: Roster) -> list[Problem]:
    """Without a roster: one word for all who stand in several shops; each may be two people."""
    first: dict[int, tuple[str, Place]] = {}
    again: dict[int, Place] = {}
    for table in tables:
        rows = zip(table.agents, table.shops, table.rows.frame[ROW], strict=True)
        for agent, shop, row in rows:
            if agent is not None and shop:
                place = table.table.place(table.table.agents[0], row)
                if first.setdefault(agent, (shop, place))[0] != shop:
                    again.setdefault(agent, place)
    if not again:
        return []
    agent, place = next(iter(again.items()))
    facts: dict[str, Fact] = {"name": roster.agents[agent].name, "other": first[agent][1]}
    return [Problem("agent-in-shops", place, {**facts, "count": len(again)}, stops=False)]


def _behind_shops(table: Placed, roster: Roster) -> Iterator[tuple[int, str, str, Place]]:
    """Every text that names an agent only without the shop's name in front of it."""
    frame = table.rows.frame
    for heading in table.table.agents:
        rows = zip(table.agents, frame[heading.letter], frame[ROW], strict=True)
        for agent, text, row in rows:
            if agent is None or text in roster.keys or not text:
                continue
            if prefix := roster.match(text).prefix:
                yield agent, fold(prefix), text, table.table.place(heading, row)
