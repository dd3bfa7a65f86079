"""People: which agent each row of a table belongs to, by name, by nick and by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from csperf.errors import Fact, Place, Problem, warning
from csperf.inputs import Policies
from csperf.intake.cells import Fault
from csperf.intake.days import Days, spoken
from csperf.intake.grid import ROW
from csperf.intake.headings import Table
from csperf.intake.roster import NOBODY, Match, Roster
from csperf.intake.rows import ACCOUNT, NO_NAME, SHOP, WHO, Rows
from csperf.intake.spelling import fold
from csperf.intake.strangers import Stranger, strangers_of

_SHOWN = 8
_OUTSIDE = {"row-outside-employment", "nick-between-owners"}

Found = tuple[str, str, Place]  # a shop, the text that names the agent, and where
Stand = tuple[int, Found]


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

    def numbers_at(self, letter: str) -> tuple[int, ...]:
        """The row in which each agent's cell of this column stands, 0 for who has none."""
        if letter not in self.rows.counted:
            return self.numbers
        rows = self.rows.numbers_at(letter)
        places = {agent: rows[row] for row, agent in enumerate(self.agents) if agent is not None}
        return tuple(places.get(agent, 0) for agent in range(len(self.numbers)))


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
    texts = rows.frame[ACCOUNT].to_list()
    days = [one or period for one in rows.days or (None,) * len(texts)]
    first = rows.table.agents[0]
    agents: list[int | None] = []
    accounts: list[str] = []
    idle: list[int] = []
    problems: list[Problem] = []
    for i, matches in enumerate(zip(*found, strict=True)):
        match = next((one for one in matches if one.people), NOBODY)
        torn = len({one.people for one in matches if one.people}) > 1
        faults = [Fault("agent-torn", {"name": texts[i]})] if torn else []
        agent, fault = _employed(match, days[i], roster) if match.people else (None, None)
        if fault is not None and fault.id in _OUTSIDE and rows.holds_no_figure(i):
            idle.append(i)
            agent, fault = None, None
        faults += [fault] if fault else []
        agents.append(agent)
        accounts.append(next((one.account for one in matches if one.account), ""))
        prefix = next((one.prefix for one in matches if one.prefix), "")
        shops[i] = fold(shops[i] or prefix)
        place = rows.table.place
        problems += [Problem(one.id, place(first, rows.numbers[i]), one.facts) for one in faults]
    whose = [any(match.people for match in one) for one in zip(*found, strict=True)]
    known = pl.Series(whose, dtype=pl.Boolean)
    named = ~pl.col(WHO).str.contains(NO_NAME)
    unknown = rows.frame.filter(~known & named).select(WHO, ACCOUNT, ROW).iter_rows()
    strangers = [Stranger(who, text, rows.table.place(first, row)) for who, text, row in unknown]
    problems += strangers_of(strangers, roster, policies, all_of=not any(whose))
    problems += _idle(rows, idle)
    numbered = placed(rows, agents, len(roster.agents)).numbers
    return Placed(rows, tuple(agents), numbered, tuple(accounts), tuple(shops)), problems


def _idle(rows: Rows, idle: Sequence[int]) -> list[Problem]:
    """One word for the rows of zeros of people who were not employed then: left out, no harm."""
    if not idle:
        return []
    names = tuple(dict.fromkeys(rows.frame[ACCOUNT][row] for row in idle))
    place = rows.table.place(rows.table.agents[0], rows.numbers[idle[0]])
    facts: dict[str, Fact] = {"names": names[:_SHOWN], "count": len(idle)}
    return [Problem("zeros-outside-employment", place, facts, stops=False)]


def placed(rows: Rows, agents: Sequence[int | None], size: int) -> Placed:
    """The rows with their agents, of whom there are `size`."""
    numbers = [0] * size
    for agent, row in zip(agents, rows.numbers, strict=True):
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


def _employed(match: Match, when: Days | None, roster: Roster) -> tuple[int | None, Fault | None]:
    """The one who was employed on these days, of those who had a nick one after the other."""
    fit = [one for one in match.people if when is None or _worked(when, roster.employed[one])]
    if len(fit) == 1:
        return fit[0], None
    if when is None or len(match.people) > 1:
        people = tuple(roster.agents[one].name for one in match.people)
        fault = "nick-handed-on" if fit else "nick-between-owners"
        return None, Fault(fault, {"name": match.key, "people": people})
    person = roster.agents[match.people[0]]
    facts = {"joined": person.joined or "…", "left": person.left or "…", "days": spoken(when)}
    return match.people[0], Fault("row-outside-employment", {"name": person.name, **facts})


def _worked(when: Days, employed: Days) -> bool:
    """Whether somebody worked on that day; a longer stretch may begin before the first day."""
    return when.within(employed) if when.first == when.last else when.overlaps(employed)


def shops_of(tables: Sequence[Placed], roster: Roster) -> list[Problem]:
    """One word for all who were found behind the names of several shops: each may be two people."""
    first, again = _in_several(row for table in tables for row in _behind_shops(table, roster))
    if not again:
        return []
    agent, (_, name, place) = next(iter(again.items()))
    _, before, other = first[agent]
    facts = {"name": name, "first": before, "person": roster.agents[agent].name}
    return [warning("agent-two-shops", place, other=other, count=len(again), **facts)]


def in_shops(tables: Sequence[Placed], roster: Roster) -> list[Problem]:
    """Without a roster: one word for all who stand in several shops; each may be two people."""
    first, again = _in_several(row for table in tables for row in _with_shops(table, roster))
    if not again:
        return []
    agent, (_, name, place) = next(iter(again.items()))
    return [warning("agent-in-shops", place, name=name, other=first[agent][2], count=len(again))]


def _in_several(rows: Iterable[Stand]) -> tuple[dict[int, Found], dict[int, Found]]:
    """Where each agent stands first, and where those with another shop stand for the next time."""
    first: dict[int, Found] = {}
    again: dict[int, Found] = {}
    for agent, found in rows:
        if first.setdefault(agent, found)[0] != found[0]:
            again.setdefault(agent, found)
    return first, again


def _with_shops(table: Placed, roster: Roster) -> Iterator[Stand]:
    """Every row of an agent that says its shop."""
    heading = table.table.agents[0]
    for agent, shop, row in zip(table.agents, table.shops, table.rows.numbers, strict=True):
        if agent is not None and shop:
            yield agent, (shop, roster.agents[agent].name, table.table.place(heading, row))


def _behind_shops(table: Placed, roster: Roster) -> Iterator[Stand]:
    """Every text that names an agent only without the shop's name in front of it."""
    frame = table.rows.frame
    for heading in table.table.agents:
        rows = zip(table.agents, frame[heading.letter], table.rows.numbers, strict=True)
        for agent, text, row in rows:
            if agent is None or text in roster.keys or not text:
                continue
            if prefix := roster.match(text).prefix:
                yield agent, (fold(prefix), text, table.table.place(heading, row))
