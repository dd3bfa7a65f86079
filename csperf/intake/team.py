"""The team of a run without a roster: everyone who stands in the exports, with their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from csperf.errors import Fact, Place, Problem, problem, warning
from csperf.intake.grid import ROW
from csperf.intake.headings import IDS
from csperf.intake.roster import Roster, everyone
from csperf.intake.rows import ACCOUNT, WHO, Rows
from csperf.intake.spelling import fold
from csperf.intake.strangers import few

_SHOWN = 8
_LIKE_TOTAL = (
    r"(?i)合计|总计|小计|汇总|总和|平均|均值|\b(?:sub)?totals?\b|\baverage\b"
    r"|^(?:全部|所有|所有人|整体|总体|团队|全组|全员|大盘|all|everyone)$"
    r"|.(?:组|部门|团队|中心|旗舰店|专营店|专卖店)$|^\d+\s*人$"
    r"|^(?:人均|其他|其它|静默|店铺|未分配|无客服|机器人|智能客服|离职人员.*|others?|unassigned|bot)$"
)


def team(tables: Sequence[Rows]) -> tuple[Roster, list[Problem]]:
    """Without a roster: everyone who stands in some table, in order of first appearance.

    A name that sounds like a total is refused, for nobody could say that it is a person.
    """
    if not tables:
        return everyone((), {}), []
    names = pl.concat([rows.frame.select(WHO) for rows in tables]).unique(maintain_order=True)
    ids, problems = _ids(tables)
    problems += _two_shops(tables)
    found = everyone([name for name in names[WHO].to_list() if name], ids)
    problems += [
        problem("agent-like-total", rows.table.place(rows.table.agents[0], row), name=name)
        for rows in tables
        for name, row in rows.frame.filter(pl.col(WHO).str.contains(_LIKE_TOTAL))
        .select(WHO, ROW)
        .iter_rows()
    ]
    return found, problems


def _two_shops(tables: Sequence[Rows]) -> list[Problem]:
    """Nicks that stand behind two shops: only a roster can say whether they are one person."""
    first: dict[str, tuple[str, str, Place]] = {}
    problems: list[Problem] = []
    for rows in tables:
        nicks = rows.frame.filter(pl.col(WHO) != pl.col(ACCOUNT)).select(WHO, ACCOUNT, ROW)
        for who, account, row in nicks.iter_rows():
            place, prefix = rows.table.place(rows.table.agents[0], row), account.split(who)[0]
            before = first.setdefault(who, (prefix, account, place))
            if before[0] != prefix:
                facts: dict[str, Fact] = {"name": account, "first": before[1], "nick": who}
                problems.append(Problem("nick-of-two-shops", place, facts | {"other": before[2]}))
    return problems[:_SHOWN]


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
