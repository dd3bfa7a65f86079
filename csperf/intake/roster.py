"""The roster: the people who are paid, every name that each is known by, and when they worked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from csperf.errors import Place, Problem, problem
from csperf.inputs import Agent
from csperf.intake.days import Days, read_days, spoken
from csperf.intake.findings import told_of
from csperf.intake.grid import ROW
from csperf.intake.headings import IDS, NAMES, NICKS, Heading, Table
from csperf.intake.rows import NO_NAME, WHO, Rows
from csperf.intake.spelling import fold

_NO_NAME = re.compile(NO_NAME)
_PARTS = re.compile(r"[、,，;；\n\r]+")
_PERHAPS = re.compile(r"[/|]+")  # between two nicks, or between a shop and its nick
_LATIN = re.compile(r"[\w .'-]+", re.ASCII)
_BORDERS = (":", "：", "--", "-")
_BORDER = re.compile(r"[:：/／|\-]+")
JOINED = ("入职日期", "入职时间", "到岗日期", "joined", "hiredate", "startdate")
LEFT = ("离职日期", "离职时间", "最后工作日", "left", "leavedate", "lastday", "enddate")
_EARLIEST, _LATEST = date.min, date.max


class Match(NamedTuple):
    """Who a text names (several, if a nick was handed on), by which key, behind which shop.

    `account` is the key if it is a nick; a real name or an id is no account of a shop.
    """

    people: tuple[int, ...]
    key: str = ""
    account: str = ""
    prefix: str = ""


NOBODY = Match(())


@dataclass(frozen=True)
class Roster:
    """The people who are paid, and every name that each is known by.

    A nick that was handed on stands for several people, who worked one after the other: `employed`
    tells when. `rows` are the roster's own rows, of which one person may have several.
    """

    agents: tuple[Agent, ...]
    keys: Mapping[str, tuple[int, ...]]
    employed: tuple[Days, ...] = ()
    rows: tuple[int, ...] = ()
    ids: frozenset[str] = frozenset()
    nicks: frozenset[str] = frozenset()

    def match(self, text: str, shop: str = "") -> Match:
        """Who goes by this text: with the shop before it, as it stands, or by its longest part.

        `旗舰店:小美` and `旗舰店--小美` end in the nick 小美; `老小美` does not. No text ends in an
        id: the 2 of 小美-2 is no person.
        """
        if not text:
            return NOBODY
        if shop and (key := next((k for k in _behind(shop, text) if k in self.keys), "")):
            return Match(self.keys[key], key, self._account(key), shop)
        if text in self.keys:
            return Match(self.keys[text], text, *self._account_and_shop(text))
        for border in _BORDER.finditer(text):
            key = text[border.end() :]
            if self.keys.get(text[: border.start()], self.keys.get(key)) != self.keys.get(key):
                return NOBODY  # two people in one cell
            if key in self.keys and key not in self.ids:
                return Match(self.keys[key], key, self._account(key), text[: border.start()])
        return NOBODY

    def _account_and_shop(self, key: str) -> tuple[str, str]:
        """The nick without its shop, where the roster gives the same person both; and the shop."""
        for border in _BORDER.finditer(key):
            nick = key[border.end() :]
            if nick in self.nicks and self.keys[nick] == self.keys[key]:
                return nick, key[: border.start()]
        return self._account(key), ""

    def _account(self, key: str) -> str:
        return key if key in self.nicks else ""


def _behind(shop: str, text: str) -> Iterator[str]:
    yield from (f"{shop}{border}{text}" for border in _BORDERS)


@dataclass
class _People:
    """The people of a roster while its rows are read."""

    rows: Rows
    dated: bool = False
    agents: list[Agent] = field(default_factory=list)
    employed: list[Days] = field(default_factory=list)
    keys: dict[str, list[int]] = field(default_factory=dict)
    first: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    perhaps: set[tuple[str, int]] = field(default_factory=set)
    nobodys: set[str] = field(default_factory=set)


def read_roster(rows: Rows, *, dated: bool = False) -> tuple[Roster | None, list[Problem]]:
    """The people of a roster; a name that two of them share at one time is a problem.

    A person may have several rows, one a nick or shop: they agree in the name and in the id. Where
    rows are `dated`, a person without an id is also known by the name and the same nicks, and a row
    without a first or last day says nothing of it.
    """
    columns = _roster_columns(rows.table)
    employed, problems = _employment(rows)
    people = _People(rows, dated=dated, problems=problems)
    accounts: set[str] = set()
    for number, row in enumerate(rows.frame.iter_rows(named=True)):
        ids = [row[heading.letter] for heading in columns["ids"] if row[heading.letter]]
        cells = [row[heading.letter] for heading in columns["nicks"]]
        nicks = tuple(nick for cell in cells for nick in _nicks(cell))
        whole = [nick for cell in cells for nick in _whole(cell) if nick not in nicks]
        agent = Agent(row[WHO], ids[0] if ids else "", nicks, *_said(employed[number]))
        position = _position(people, agent, number, employed[number])
        people.positions.append(position)
        certain = {agent.name, *ids, *(nick for cell in cells for nick in _whole(cell))}
        people.perhaps |= {(nick, position) for nick in nicks if nick not in certain}
        for key in dict.fromkeys((agent.name, *ids, *nicks, *whole)):
            _name(people, key, position, number)
        accounts |= {*whole}
    keys = {key: tuple(one) for key, one in people.keys.items() if key not in people.nobodys}
    found = Roster(
        tuple(people.agents),
        keys,
        tuple(people.employed),
        tuple(people.positions),
        frozenset(agent.id for agent in people.agents),
        frozenset((accounts | _accounts(people.agents)) & keys.keys()),
    )
    return (None if people.problems or not people.agents else found), people.problems


def _accounts(agents: Sequence[Agent]) -> set[str]:
    """The nicks that are accounts; a name that is its owner's only nick tells nothing of any."""
    return {
        nick
        for agent in agents
        for nick in agent.nicks
        if nick != agent.name or len(agent.nicks) > 1
    }


def everyone(names: Sequence[str], ids: Mapping[str, str]) -> Roster:
    """A roster of those who stand in the exports, for a run that has none."""
    agents = tuple(Agent(name, ids.get(name, "")) for name in names)
    keys = {name: (position,) for position, name in enumerate(names)}
    return Roster(agents, keys, (Days(_EARLIEST, _LATEST),) * len(agents))


def _position(people: _People, agent: Agent, number: int, employed: Days) -> int:
    """Where this row's person stands: a row with the name and id of another is that person."""
    for position, other in enumerate(people.agents):
        if _same_person(agent, other, dated=people.dated):
            nicks = tuple(dict.fromkeys((*other.nicks, *agent.nicks)))
            before = people.employed[position]
            span = _both(before, employed) if people.dated else before
            if span is None or (employed != before and not people.dated):
                place = people.rows.table.place(people.rows.table.agents[0], _row(people, number))
                people.problems.append(problem("roster-two-spans", place, name=agent.name))
            span = span or before
            joined, left = _said(span)
            people.employed[position] = span
            people.agents[position] = replace(other, nicks=nicks, joined=joined, left=left)
            return position
    people.agents.append(agent)
    people.employed.append(employed)
    people.first.append(number)
    return len(people.agents) - 1


def _same_person(one: Agent, other: Agent, *, dated: bool) -> bool:
    """Whether two rows are of one person; of two without an id only a dated roster's can be."""
    if (one.name, one.id) != (other.name, other.id):
        return False
    return bool(one.id) or (dated and (not one.nicks or set(one.nicks) <= set(other.nicks)))


def _both(one: Days, other: Days) -> Days | None:
    """What two rows of a person say of their first and last days; None if they disagree."""
    firsts = {one.first, other.first} - {_EARLIEST} or {_EARLIEST}
    lasts = {one.last, other.last} - {_LATEST} or {_LATEST}
    if len(firsts) > 1 or len(lasts) > 1 or min(firsts) > min(lasts):
        return None
    return Days(min(firsts), min(lasts))


def _row(people: _People, number: int) -> int:
    return int(people.rows.frame[ROW][number])


def _name(people: _People, key: str, position: int, number: int) -> None:
    """Adds a name of a person; another's only if the two never worked at the same time."""
    if _NO_NAME.search(key):
        return
    others = people.keys.setdefault(key, [])
    if position in others:
        return
    mine = people.employed[position]
    for other in others:
        if mine.overlaps(people.employed[other]):
            if {(key, position), (key, other)} <= people.perhaps:
                people.nobodys.add(key)  # 旗舰店 of 旗舰店/小美 and 旗舰店/阿刚: a shop's name
                return
            people.problems.append(_shared(people, key, number, other))
            return
    others.append(position)


def _shared(people: _People, key: str, number: int, other: int) -> Problem:
    cell, first = _cell(people, key, number), _cell(people, key, people.first[other])
    name = people.agents[other].name
    fault = "roster-twice" if key == name else "nick-shared"
    return problem(fault, cell, name=key, other=first, person=name)


def _cell(people: _People, key: str, number: int) -> Place:
    """The cell of a row that holds this name."""
    table, row = people.rows.table, people.rows.frame.row(number, named=True)
    cells = [(h, row[h.letter]) for h in table.agents]
    holding = (h for h, text in cells if key == text or key in (*_nicks(text), *_whole(text)))
    heading = next(holding, table.agents[0])
    return table.place(heading, row[ROW])


def _roster_columns(table: Table) -> dict[str, list[Heading]]:
    """The roster's columns of ids and of nicks, beside the one that gives the name."""
    others = [heading for heading in table.agents[1:] if fold(heading.text) not in NAMES]
    return {
        "ids": [heading for heading in others if fold(heading.text) in IDS],
        "nicks": [heading for heading in others if fold(heading.text) in NICKS],
    }


def _whole(text: str) -> list[str]:
    """The nicks of one cell as they are written, each with whatever blanks and slashes it has."""
    return list(dict.fromkeys(piece.strip() for piece in _PARTS.split(text) if piece.strip()))


def _nicks(text: str) -> list[str]:
    """The nicks of one cell; blanks part Chinese nicks, but belong to a Latin one.

    >>> _nicks("小美、美美 阿美; Amy Wang")
    ['小美', '美美', '阿美', 'Amy Wang']
    """
    pieces = [piece.strip() for whole in _whole(text) for piece in _PERHAPS.split(whole)]
    nicks = [
        nick for piece in pieces for nick in ([piece] if _LATIN.fullmatch(piece) else piece.split())
    ]
    return list(dict.fromkeys(nick for nick in nicks if nick))


def joined_and_left(table: Table) -> tuple[Heading | None, Heading | None]:
    """The roster's columns of first and of last days of employment."""
    found = [next((h for h in table.every if fold(h.text) in w), None) for w in (JOINED, LEFT)]
    return found[0], found[1]


def _employment(rows: Rows) -> tuple[list[Days], list[Problem]]:
    """From when until when each row's person worked; without a date, ever."""
    problems: list[Problem] = []
    bounds: list[list[date]] = []
    for heading, open_end in zip(joined_and_left(rows.table), (_EARLIEST, _LATEST), strict=True):
        days, faults = single_days(rows, heading)
        problems += faults
        bounds.append([day or open_end for day in days])
    spans = list(zip(*bounds, strict=True))
    place = rows.table.place
    problems += [
        problem("roster-left-first", place(rows.table.agents[0], rows.frame[ROW][i]))
        for i, (joined, left) in enumerate(spans)
        if joined > left
    ]
    return [Days(min(span), span[1]) for span in spans], problems


def single_days(rows: Rows, heading: Heading | None) -> tuple[list[date | None], list[Problem]]:
    """The day of each row, None where none is written; a whole month is no day."""
    if heading is None:
        return [None] * rows.frame.height, []
    days, findings = read_days(rows.frame[heading.letter].to_list())
    problems = told_of(rows, heading, findings)
    for row, found in enumerate(days):
        if found is not None and found.first != found.last:
            place = rows.table.place(heading, rows.numbers[row])
            facts = {"heading": heading.text, "days": spoken(found)}
            problems.append(problem("not-a-single-day", place, **facts))
    singles = [found.first if found else None for found in days]
    return singles or [None] * rows.frame.height, problems


def _said(days: Days) -> tuple[str, str]:
    joined = "" if days.first == _EARLIEST else days.first.isoformat()
    return joined, "" if days.last == _LATEST else days.last.isoformat()
