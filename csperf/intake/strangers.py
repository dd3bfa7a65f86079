"""Strangers: names of the exports that nobody of the roster has, and names that look the same."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import polars as pl

from csperf.errors import Fact, Place, Problem, Term, problem, warning
from csperf.inputs import Policies
from csperf.intake.grid import ROW
from csperf.intake.lookalikes import difference, skeleton, skeletons
from csperf.intake.roster import Roster
from csperf.intake.rows import ACCOUNT, WHO, Rows

_SHOWN = 8
_FEW = 5


def strangers_of(
    rows: Rows, strangers: pl.DataFrame, roster: Roster, policies: Policies, *, all_of: bool
) -> list[Problem]:
    """Who stands in the table and not in the roster."""
    if strangers.is_empty():
        return []
    first = rows.table.agents[0]
    if strangers.height > 1 and all_of:
        return [_nobody(rows, strangers, roster)]
    keys = list(roster.keys)
    looks = dict(zip(skeletons(keys), keys, strict=True))
    alike = [name for name in strangers[WHO].to_list() if skeleton(name) in looks]
    if policies.unmatched == "leave_out" and not (alike and policies.look_alikes == "error"):
        place = rows.table.place(first, strangers[ROW][0])
        names = tuple(strangers[ACCOUNT].unique(maintain_order=True).to_list())
        return [warning("agents-left-out", place, names=names[:_SHOWN], count=strangers.height)]
    return [
        _stranger(name, rows.table.place(first, row), looks if told < _SHOWN else {})
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


def _stranger(name: str, place: Place, looks: Mapping[str, str]) -> Problem:
    if same := looks.get(skeleton(name)):
        return problem("agent-look-alike", place, name=name, like=same, **_signs(name, same))
    near = tuple(difflib.get_close_matches(name, looks.values(), n=3, cutoff=0.5))
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
    nothing = Term("sign.nothing")
    return {"at": found.at, "sign": found.first or nothing, "other": found.second or nothing}
