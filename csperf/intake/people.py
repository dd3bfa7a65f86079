"""People: which agent each row of a table belongs to, and who is not known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from csperf.errors import Fact, Place, Problem, problem, warning
from csperf.inputs import Policies
from csperf.intake.days import Days, spoken
from csperf.intake.grid import ROW
from csperf.intake.headings import IDS, Table
from csperf.intake.lookalikes import difference, skeleton, skeletons
from csperf.intake.roster import Roster, everyone
from csperf.intake.rows import ACCOUNT, NO_NAME, WHO, Rows
from csperf.intake.spelling import fold

AGENT = "agent"
_SHARED = -1
_SHOWN = 8
_FEW = 5
_LIKE_TOTAL = (
    r"(?i)合计|总计|小计|汇总|总和|平均|均值|\b(?:sub)?totals?\b|\baverage\b"
    r"|^(?:全部|所有|所有人|整体|总体|团队|全组|全员|大盘|all|everyone)$"
)


@dataclass(frozen=True)
class Placed:
    """The agent (by position) of each row of a table, None where nobody is known by that name.

    `numbers` are the rows the other way round: where each agent stands last, 0 for who does not.
    """

    rows: Rows
    agents: tuple[int | None, ...]
    numbers: tuple[int, ...]

    @property
    def table(self) -> Table:
        """The table."""
        return self.rows.table


def place_rows(
    rows: Rows, roster: Roster, policies: Policies, *, names_only: bool
) -> tuple[Placed, list[Problem]]:
    """The rows with the position of their agent; who is unknown or torn is a problem.

    `names_only`: the keys are the names of the rows themselves, so other columns say nothing.
    """
    columns = [WHO] if names_only else [heading.letter for heading in rows.table.agents]
    columns = list(dict.fromkeys([*columns, WHO]))
    who = [_agent_of(rows.frame[column], roster) for column in columns]
    frame = rows.frame.with_columns(pl.coalesce(who).alias(AGENT))
    torn = frame.filter(pl.any_horizontal(one != pl.col(AGENT) for one in who))
    first = rows.table.agents[0]
    problems = [
        problem("agent-torn", rows.table.place(first, row), name=name)
        for name, row in torn.select(ACCOUNT, ROW).iter_rows()
    ]
    named = ~pl.col(WHO).str.contains(NO_NAME)
    strangers = frame.filter(pl.col(AGENT).is_null() & named)
    problems += _strangers(rows, strangers, roster, policies, all_of=frame[AGENT].is_null().all())
    agents, found = _told_apart(rows, frame, roster, columns)
    return placed(rows, agents, len(roster.agents)), problems + found


def placed(rows: Rows, agents: Sequence[int | None], size: int) -> Placed:
    """The rows with their agents, of whom there are `size`."""
    numbers = [0] * size
    for agent, row in zip(agents, rows.frame[ROW].to_list(), strict=True):
        if agent is not None:
            numbers[agent] = row
    return Placed(rows, tuple(agents), tuple(numbers))


def _agent_of(texts: pl.Series, roster: Roster) -> pl.Expr:
    """The agent of each text of a column; a nick that was handed on gives no single one yet."""
    found = {text: roster.match(text) for text in texts.unique().to_list() if text}
    positions = {text: who[0] if len(who) == 1 else _SHARED for text, who in found.items() if who}
    return pl.lit(texts).replace_strict(positions, default=None, return_dtype=pl.Int64)


def _told_apart(
    rows: Rows, frame: pl.DataFrame, roster: Roster, columns: Sequence[str]
) -> tuple[list[int | None], list[Problem]]:
    """The agents, those with a handed-on nick by the day of the row; and who was not employed."""
    agents: list[int | None] = frame[AGENT].to_list()
    problems: list[Problem] = []
    days = rows.days or (None,) * len(agents)
    first = rows.table.agents[0]
    dated = any(days) and roster.is_dated
    for i, agent in enumerate(agents):
        if agent is None or not (dated or agent == _SHARED):
            continue
        row = frame.row(i, named=True)
        place, when = rows.table.place(first, row[ROW]), days[i]
        if agent == _SHARED:
            text = next(row[name] for name in columns if len(roster.match(row[name])) > 1)
            agents[i], fault = _by_day(roster.match(text), when, roster)
            people = tuple(roster.agents[one].name for one in roster.match(text))
            if fault:
                problems.append(problem(fault, place, name=text, people=people))
        elif when is not None and not when.within(roster.employed[agent]):
            problems.append(_not_employed(place, roster, agent, when))
    return agents, problems[:_SHOWN]


def _by_day(people: Sequence[int], when: Days | None, roster: Roster) -> tuple[int | None, str]:
    """Who of those that had a nick one after the other had it on this day."""
    if when is None:
        return None, "nick-handed-on"
    fit = [one for one in people if when.within(roster.employed[one])]
    return (fit[0], "") if fit else (None, "nick-between-owners")


def _not_employed(place: Place, roster: Roster, agent: int, when: Days) -> Problem:
    person = roster.agents[agent]
    facts = {"joined": person.joined or "…", "left": person.left or "…"}
    return problem("row-outside-employment", place, name=person.name, days=spoken(when), **facts)


def _strangers(
    rows: Rows, strangers: pl.DataFrame, roster: Roster, policies: Policies, *, all_of: bool
) -> list[Problem]:
    """Who stands in the table and not in the roster."""
    if strangers.is_empty():
        return []
    first = rows.table.agents[0]
    if strangers.height > 1 and all_of:
        return [_nobody(rows, strangers, roster)]
    if policies.unmatched == "leave_out":
        place = rows.table.place(first, strangers[ROW][0])
        names = tuple(strangers[ACCOUNT].unique(maintain_order=True).to_list())
        return [warning("agents-left-out", place, names=names[:_SHOWN], count=strangers.height)]
    return [
        _stranger(name, rows.table.place(first, row), roster if told < _SHOWN else None)
        for told, (name, row) in enumerate(strangers.select(WHO, ROW).iter_rows())
    ]


def _nobody(rows: Rows, strangers: pl.DataFrame, roster: Roster) -> Problem:
    """One word for a table in which nobody of the roster stands."""
    return problem(
        "agents-all-unknown",
        rows.table.place(rows.table.agents[0], strangers[ROW][0]),
        names=few(tuple(strangers[WHO].unique(maintain_order=True).to_list())),
        listed=few(tuple(agent.name for agent in roster.agents)),
    )


def few(names: tuple[str, ...]) -> tuple[str, ...]:
    """The first names, and a sign that there are more."""
    return names if len(names) <= _FEW else (*names[:_FEW], "…")


def _stranger(name: str, place: Place, roster: Roster | None) -> Problem:
    if roster is None:
        return problem("agent-unknown", place, name=name)
    keys = list(roster.keys)
    looks = dict(zip(skeletons(keys), keys, strict=True))
    if same := looks.get(skeleton(name)):
        return problem("agent-look-alike", place, name=name, like=same, **_signs(name, same))
    near = tuple(difflib.get_close_matches(name, roster.keys, n=3, cutoff=0.5))
    if near:
        return problem("agent-misspelt", place, name=name, near=near)
    return problem("agent-unknown", place, name=name)


def look_alikes(roster: Roster, place: Place) -> list[Problem]:
    """Two people whose names differ only in signs that look the same: one person, misspelt?"""
    first: dict[str, str] = {}
    problems: list[Problem] = []
    names = [agent.name for agent in roster.agents]
    for name, look in zip(names, skeletons(names), strict=True):
        like = first.setdefault(look, name)
        if like != name:
            facts = _signs(name, like)
            problems.append(problem("agents-look-alike", place, name=name, like=like, **facts))
    return problems[:_SHOWN]


def _signs(name: str, like: str) -> dict[str, Fact]:
    """The first sign in which two names differ."""
    found = difference(name, like)
    if found is None:
        return {}
    return {"at": found.at, "sign": found.first or "—", "other": found.second or "—"}


def shops(tables: Sequence[Placed], roster: Roster) -> list[Problem]:
    """One word for all who were found behind the names of several shops: each may be two people."""
    first: dict[int, tuple[str, Place]] = {}
    again: dict[int, tuple[str, Place]] = {}
    for table in tables:
        for agent, text, place in _behind_shops(table, roster):
            name, _ = first.setdefault(agent, (text, place))
            if _shop(text) != _shop(name):
                again.setdefault(agent, (text, place))
    if not again:
        return []
    agent, (name, place) = next(iter(again.items()))
    before, other = first[agent]
    facts = {"name": name, "first": before, "person": roster.agents[agent].name}
    return [warning("agent-two-shops", place, other=other, count=len(again), **facts)]


def _behind_shops(table: Placed, roster: Roster) -> Iterator[tuple[int, str, Place]]:
    """Every text that names an agent only without the shop's name in front of it."""
    frame = table.rows.frame
    for heading in table.table.agents:
        rows = zip(table.agents, frame[heading.letter], frame[ROW], strict=True)
        for agent, text, row in rows:
            if agent is not None and text not in roster.keys and _shop(text):
                yield agent, text, table.table.place(heading, row)


def _shop(text: str) -> str:
    return re.split("[:：](?!.*[:：])", text)[0] if re.search("[:：]", text) else ""


def team(tables: Sequence[Rows]) -> tuple[Roster, list[Problem]]:
    """Without a roster: everyone who stands in some table, in order of first appearance.

    A name that sounds like a total is refused, for nobody could say that it is a person.
    """
    if not tables:
        return everyone((), {}), []
    names = pl.concat([rows.frame.select(WHO) for rows in tables]).unique(maintain_order=True)
    ids, problems = _ids(tables)
    found = everyone([name for name in names[WHO].to_list() if name], ids)
    problems += [
        problem("agent-like-total", rows.table.place(rows.table.agents[0], row), name=name)
        for rows in tables
        for name, row in rows.frame.filter(pl.col(WHO).str.contains(_LIKE_TOTAL))
        .select(WHO, ROW)
        .iter_rows()
    ]
    return found, problems


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
