"""People: the roster, and which agent each row of a table belongs to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from csperf.errors import Place, Problem, problem, warning
from csperf.inputs import Agent
from csperf.intake.grid import ROW
from csperf.intake.headings import IDS, NAMES, NICKS, Heading, Table
from csperf.intake.rows import NO_NAME, WHO, Rows
from csperf.intake.spelling import fold

AGENT = "agent"
_SHOWN = 8
_FEW = 5
_PREFIX = r"^.*[:：]\s*"
_NO_NAME = re.compile(NO_NAME)
_SEPARATORS = re.compile(r"[、,，;；/|]+")
_LIKE_TOTAL = (
    r"(?i)合计|总计|小计|汇总|总和|平均|均值|\b(?:sub)?totals?\b|\baverage\b"
    r"|^(?:全部|所有|所有人|整体|总体|团队|全组|全员|大盘|all|everyone)$"
)
_LATIN = re.compile(r"[\w .'-]+", re.ASCII)


@dataclass(frozen=True)
class Roster:
    """The people who are paid, and every name that each is known by."""

    agents: tuple[Agent, ...]
    keys: Mapping[str, int]


@dataclass(frozen=True)
class Placed:
    """The agent (by position) of each row of a table, None where nobody is known by that name.

    `numbers` are the rows the other way round: where each agent stands, 0 for who does not.
    """

    rows: Rows
    agents: tuple[int | None, ...]
    numbers: tuple[int, ...]

    @property
    def table(self) -> Table:
        """The table."""
        return self.rows.table


def read_roster(rows: Rows) -> tuple[Roster | None, list[Problem]]:
    """The people of a roster; a name that two of them share is a problem."""
    columns = _roster_columns(rows.table)
    agents: list[Agent] = []
    keys: dict[str, int] = {}
    problems: list[Problem] = []
    numbers = rows.frame[ROW].to_list()
    for position, row in enumerate(rows.frame.iter_rows(named=True)):
        ids = [row[heading.letter] for heading in columns["ids"] if row[heading.letter]]
        nicks = tuple(nick for heading in columns["nicks"] for nick in _nicks(row[heading.letter]))
        agent = Agent(row[WHO], ids[0] if ids else "", nicks)
        agents.append(agent)
        for key in dict.fromkeys((agent.name, *ids, *nicks)):
            if _NO_NAME.search(key):
                continue
            if keys.setdefault(key, position) != position:
                cell = rows.table.place(rows.table.agents[0], row[ROW])
                other = rows.table.place(rows.table.agents[0], numbers[keys[key]])
                problems.append(problem("roster-twice", cell, name=key, other=other))
    return (None if problems else Roster(tuple(agents), keys)), problems


def _roster_columns(table: Table) -> dict[str, list[Heading]]:
    """The roster's columns of ids and of nicks, beside the one that gives the name."""
    others = [heading for heading in table.agents[1:] if fold(heading.text) not in NAMES]
    return {
        "ids": [heading for heading in others if fold(heading.text) in IDS],
        "nicks": [heading for heading in others if fold(heading.text) in NICKS],
    }


def _nicks(text: str) -> list[str]:
    """The nicks of one cell; blanks part Chinese nicks, but belong to a Latin one.

    >>> _nicks("小美、美美 阿美; Amy Wang")
    ['小美', '美美', '阿美', 'Amy Wang']
    """
    pieces = [piece.strip() for piece in _SEPARATORS.split(text)]
    nicks = [
        nick for piece in pieces for nick in ([piece] if _LATIN.fullmatch(piece) else piece.split())
    ]
    return list(dict.fromkeys(nick for nick in nicks if nick))


def place_rows(
    rows: Rows, keys: Mapping[str, int], size: int, *, names_only: bool
) -> tuple[Placed, list[Problem]]:
    """The rows with the position of their agent; who is unknown, double or torn is a problem.

    `names_only`: the keys are the names of the rows themselves, so other columns say nothing.
    """
    columns = [WHO] if names_only else [heading.letter for heading in rows.table.agents]
    who = [_agent_of(column, keys) for column in columns]
    frame = rows.frame.with_columns(pl.coalesce(who).alias(AGENT))
    first = rows.table.agents[0]
    torn = frame.filter(pl.any_horizontal(one != pl.col(AGENT) for one in who))
    problems = [
        problem("agent-torn", rows.table.place(first, row), name=name)
        for name, row in torn.select(WHO, ROW).iter_rows()
    ]
    named = ~pl.col(WHO).str.contains(NO_NAME)
    strangers = frame.filter(pl.col(AGENT).is_null() & named)
    if strangers.height > 1 and frame[AGENT].is_null().all():
        problems.append(_nobody(rows, strangers, keys))
    else:
        problems += _unknown(rows, strangers, keys)
    problems += _double(rows, frame.filter(pl.col(AGENT).is_not_null() & named))
    return placed(rows, frame[AGENT].to_list(), size), problems


def placed(rows: Rows, agents: Sequence[int | None], size: int) -> Placed:
    """The rows with their agents, of whom there are `size`."""
    numbers = [0] * size
    for agent, row in zip(agents, rows.frame[ROW].to_list(), strict=True):
        if agent is not None:
            numbers[agent] = row
    return Placed(rows, tuple(agents), tuple(numbers))


def _agent_of(column: str, keys: Mapping[str, int]) -> pl.Expr:
    """The agent of a text: as it stands, else without the shop's name in front (`店铺:小美`)."""
    text = pl.col(column)
    return pl.coalesce(
        text.replace_strict(keys, default=None, return_dtype=pl.Int64),
        text.str.replace(_PREFIX, "").replace_strict(keys, default=None, return_dtype=pl.Int64),
    )


def _nobody(rows: Rows, strangers: pl.DataFrame, keys: Mapping[str, int]) -> Problem:
    """One word for a table in which nobody of the roster stands."""
    names: dict[int, str] = {}
    for key, position in keys.items():
        names.setdefault(position, key)
    return problem(
        "agents-all-unknown",
        rows.table.place(rows.table.agents[0], strangers[ROW][0]),
        names=few(tuple(strangers[WHO].unique(maintain_order=True).to_list())),
        listed=few(tuple(names.values())),
    )


def few(names: tuple[str, ...]) -> tuple[str, ...]:
    """The first names, and a sign that there are more."""
    return names if len(names) <= _FEW else (*names[:_FEW], "…")


def shops(
    tables: Sequence[Placed], keys: Mapping[str, int], agents: Sequence[Agent]
) -> list[Problem]:
    """One word for all who were found behind the names of several shops: each may be two people."""
    first: dict[int, tuple[str, Place]] = {}
    again: dict[int, tuple[str, Place]] = {}
    for table in tables:
        for agent, text, place in _behind_shops(table, keys):
            name, _ = first.setdefault(agent, (text, place))
            if _shop(text) != _shop(name):
                again.setdefault(agent, (text, place))
    if not again:
        return []
    agent, (name, place) = next(iter(again.items()))
    before, other = first[agent]
    person = agents[agent].name
    return [
        warning(
            "agent-two-shops",
            place,
            name=name,
            first=before,
            other=other,
            person=person,
            count=len(again),
        )
    ]


def _behind_shops(table: Placed, keys: Mapping[str, int]) -> Iterator[tuple[int, str, Place]]:
    """Every text that names an agent only without the shop's name in front of it."""
    frame = table.rows.frame
    for heading in table.table.agents:
        rows = zip(table.agents, frame[heading.letter], frame[ROW], strict=True)
        for agent, text, row in rows:
            if agent is None or text in keys or not _shop(text):
                continue
            if keys.get(re.sub(_PREFIX, "", text)) == agent:
                yield agent, text, table.table.place(heading, row)


def _shop(text: str) -> str:
    return re.split("[:：](?!.*[:：])", text)[0] if re.search("[:：]", text) else ""


def _unknown(rows: Rows, frame: pl.DataFrame, keys: Mapping[str, int]) -> list[Problem]:
    first = rows.table.agents[0]
    return [
        _stranger(name, rows.table.place(first, row), keys if told < _SHOWN else {})
        for told, (name, row) in enumerate(frame.select(WHO, ROW).iter_rows())
    ]


def _stranger(name: str, place: Place, keys: Mapping[str, int]) -> Problem:
    near = tuple(difflib.get_close_matches(name, keys, n=3, cutoff=0.5))
    if near:
        return problem("agent-misspelt", place, name=name, near=near)
    return problem("agent-unknown", place, name=name)


def _double(rows: Rows, frame: pl.DataFrame) -> list[Problem]:
    """Everyone with more than one row, told at the second."""
    place, first = rows.table.place, rows.table.agents[0]
    groups = frame.group_by(AGENT, maintain_order=True).agg(pl.col(WHO).first(), pl.col(ROW))
    again = groups.filter(pl.col(ROW).list.len() > 1).select(WHO, ROW)
    return [
        problem(
            "agent-twice", place(first, at[1]), name=name, other=place(first, at[0]), count=len(at)
        )
        for name, at in again.iter_rows()
    ]


def team(tables: Sequence[Rows]) -> tuple[tuple[Agent, ...], list[Problem]]:
    """Without a roster: everyone who stands in some table, in order of first appearance.

    A name that sounds like a total is refused, for nobody could say that it is a person.
    """
    if not tables:
        return (), []
    names = pl.concat([rows.frame.select(WHO) for rows in tables]).unique(maintain_order=True)
    ids, problems = _ids(tables)
    agents = tuple(Agent(name, ids.get(name, "")) for name in names[WHO].to_list() if name)
    problems += [
        problem("agent-like-total", rows.table.place(rows.table.agents[0], row), name=name)
        for rows in tables
        for name, row in rows.frame.filter(pl.col(WHO).str.contains(_LIKE_TOTAL))
        .select(WHO, ROW)
        .iter_rows()
    ]
    return agents, problems


def _ids(tables: Sequence[Rows]) -> tuple[dict[str, str], list[Problem]]:
    """The id of each name, from the tables that give both."""
    found: dict[str, tuple[str, Place]] = {}
    problems: list[Problem] = []
    for rows in tables:
        column = next((h for h in rows.table.agents if fold(h.text) in IDS), None)
        names = [h.letter for h in rows.table.agents if fold(h.text) not in IDS]
        if column is None or not names:
            continue
        nameless = pl.all_horizontal(pl.col(names) == "")
        given = rows.frame.filter(pl.col(column.letter) != "")
        problems += [
            warning("agent-called-by-id", rows.table.place(rows.table.agents[0], row), number=who)
            for who, row in given.filter(nameless).select(WHO, ROW).iter_rows()
        ]
        listed = given.select(WHO, column.letter, ROW).iter_rows()
        cells = [(who, id_, rows.table.place(column, row)) for who, id_, row in listed]
        problems += _other_ids(cells, found)
    return {name: id_ for name, (id_, _) in found.items()}, problems + _shared(found)


def _other_ids(
    cells: Sequence[tuple[str, str, Place]], found: dict[str, tuple[str, Place]]
) -> list[Problem]:
    """Adds the ids of a table to those found; a name with another id may be another person."""
    others = [
        (name, id_, place)
        for name, id_, place in cells
        if found.setdefault(name, (id_, place))[0] != id_
    ]
    if not others:
        return []
    name, id_, place = others[0]
    first, other = found[name]
    count = len(others)
    return [
        warning(
            "agent-two-ids", place, name=name, number=id_, first=first, other=other, count=count
        )
    ]


def _shared(found: Mapping[str, tuple[str, Place]]) -> list[Problem]:
    """The first id that several names have."""
    names: dict[str, list[str]] = {}
    for name, (id_, _) in found.items():
        names.setdefault(id_, []).append(name)
    shared = {id_: alike for id_, alike in names.items() if len(alike) > 1}
    return [
        warning("id-shared", found[alike[1]][1], number=id_, names=few(tuple(alike)))
        for id_, alike in list(shared.items())[:1]
    ]
