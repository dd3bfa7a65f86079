"""People: the roster, and which agent each row of a table belongs to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from csperf.errors import Place, Problem, problem
from csperf.inputs import Agent
from csperf.intake.grid import ROW
from csperf.intake.headings import IDS, NAMES, NICKS, Heading, Table, fold
from csperf.intake.rows import NO_NAME, WHO, Rows

AGENT = "agent"
_SHOWN = 8
_PREFIX = r"^.*[:：]\s*"
_SEPARATORS = re.compile(r"[、,，;；/|]+")
_LIKE_TOTAL = r"(?i)合计|总计|小计|汇总|总和|平均|均值|\b(?:sub)?totals?\b|\baverage\b"
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
    problems += _unknown(rows, frame.filter(pl.col(AGENT).is_null() & named), keys)
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
    agents = tuple(Agent(name) for name in names[WHO].to_list() if name)
    return agents, [
        problem("agent-like-total", rows.table.place(rows.table.agents[0], row), name=name)
        for rows in tables
        for name, row in rows.frame.filter(pl.col(WHO).str.contains(_LIKE_TOTAL))
        .select(WHO, ROW)
        .iter_rows()
    ]
