"""Strangers: names of the exports that nobody of the roster has, and names that look the same."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csperf.errors import Fact, Place, Problem, Term, problem, warning
from csperf.inputs import Policies
from csperf.intake.lookalikes import difference, skeleton, skeletons
from csperf.intake.roster import Roster

_SHOWN = 8
_FEW = 5


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name that nobody of the roster has, as it is written, where, and in how many rows."""

    name: str
    account: str
    place: Place
    rows: int = 1


def strangers_of(
    strangers: Sequence[Stranger], roster: Roster, policies: Policies, *, all_of: bool
) -> list[Problem]:
    """Who stands in a table and not in the roster; `all_of`: nobody of the roster stands there."""
    if not strangers:
        return []
    first = strangers[0].place
    if len(strangers) > 1 and all_of:
        return [_nobody(strangers, roster)]
    keys = list(roster.keys)
    looks = dict(zip(skeletons(keys), keys, strict=True))
    alike = [one for one in strangers if skeleton(one.name) in looks]
    if policies.unmatched == "leave_out" and not (alike and policies.look_alikes == "error"):
        names = tuple(dict.fromkeys(one.account for one in strangers))
        count = sum(one.rows for one in strangers)
        return [warning("agents-left-out", first, names=names[:_SHOWN], count=count)]
    return [
        _stranger(one.name, one.place, looks if told < _SHOWN else {})
        for told, one in enumerate(strangers)
    ]


def _nobody(strangers: Sequence[Stranger], roster: Roster) -> Problem:
    """One word for a table in which nobody of the roster stands."""
    return problem(
        "agents-all-unknown",
        strangers[0].place,
        names=few(tuple(dict.fromkeys(one.name for one in strangers))),
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
