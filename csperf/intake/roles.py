"""Roles: which people of a roster hold the role that a plan pays.

Why the people of other roles stay in the roster while one role is paid: they are known by name, so
their rows are no strangers' rows; they only have no place on the sheet, and no part in its means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from csperf.errors import NOWHERE, Fact, Place, Problem, problem, warning
from csperf.intake.exports import Exports
from csperf.intake.headings import Heading, Table
from csperf.intake.rows import Rows
from csperf.intake.spelling import fold

_METRIC = "岗位"
_HEADINGS = ("岗位", "角色", "role")
_PEOPLE = "客服"
_SHOWN = 8
_IN_BOTH_LANGUAGES = {
    "售前": "presale",
    "pre-sale": "presale",
    "pre-sales": "presale",
    "presales": "presale",
    "售后": "aftersale",
    "after-sale": "aftersale",
    "after-sales": "aftersale",
    "aftersales": "aftersale",
}


@dataclass(frozen=True)
class Held:
    """The role of each person of a roster as it is written there, with its cell; '' for none."""

    names: tuple[str, ...]
    roles: tuple[str, ...]
    places: tuple[Place, ...]

    def by(self, role: str) -> frozenset[int]:
        """The people (by position) who hold this role."""
        return frozenset(i for i, own in enumerate(self.roles) if same_role(own, role))

    def known(self) -> tuple[str, ...]:
        """Every role that somebody holds, once, as it is first written."""
        first: dict[str, str] = {}
        for role in filter(None, self.roles):
            first.setdefault(role_key(role), role)
        return tuple(first.values())

    def told_of(self, people: Iterable[int]) -> dict[str, Fact]:
        """The names of these people, for a message."""
        listed = [self.names[one] for one in sorted(people)]
        return {"names": tuple(listed[:_SHOWN]), "count": len(listed)}


def role_key(role: str) -> str:
    """A role as it is compared: the usual folding, 售前 and 售后 in either language or with 客服.

    >>> role_key(" Pre-sale ") == role_key("售前客服"), role_key("售前 ") == role_key("售后")
    (True, False)
    """
    folded = fold(role)
    bare = folded.removesuffix(_PEOPLE) or folded
    return _IN_BOTH_LANGUAGES.get(bare, bare)


def same_role(one: str, other: str) -> bool:
    """Whether two texts name one role."""
    return role_key(one) == role_key(other)


def roles_held(exports: Exports) -> tuple[Held | None, list[Problem]]:
    """Who of the roster holds which role; None without a roster or its column of roles."""
    if exports.roster is None or exports.people is None:
        return None, []
    rows, roster = exports.roster.rows, exports.people
    heading = _heading(rows.table)
    if heading is None:
        return None, []
    roles = [""] * len(roster.agents)
    places = [NOWHERE] * len(roster.agents)
    problems: list[Problem] = []
    for row, (role, agent) in enumerate(zip(_texts(rows, heading), roster.rows, strict=True)):
        place = rows.table.place(heading, rows.numbers_at(heading.letter)[row])
        problems += [rows.undecided[at] for at in [(row, heading.letter)] if at in rows.undecided]
        places[agent] = places[agent] if str(places[agent]) else place
        if role and roles[agent] and not same_role(role, roles[agent]):
            facts: dict[str, Fact] = {"name": roster.agents[agent].name, "role": role}
            facts |= {"other": roles[agent], "first": places[agent]}
            problems.append(problem("roster-two-roles", place, **facts))
        elif role:
            roles[agent], places[agent] = role, place
    names = tuple(agent.name for agent in roster.agents)
    held = Held(names, tuple(roles), tuple(places))
    return held, problems or _blank(held)


def _heading(table: Table) -> Heading | None:
    """The roster's column of roles, by the plan's word for it or by one of the usual ones."""
    listed = [*table.columns.get(_METRIC, ())]
    usual = [heading for heading in table.every if fold(heading.text) in _HEADINGS]
    return next(iter([*listed, *usual]), None)


def _texts(rows: Rows, heading: Heading) -> Sequence[str]:
    return [str(text).strip() for text in rows.frame[heading.letter].to_list()]


def _blank(held: Held) -> list[Problem]:
    """Whose role nobody knows; a column that says nothing of anybody is no column of roles."""
    if not any(held.roles):
        return []
    rows = zip(held.names, held.roles, held.places, strict=True)
    return [problem("role-blank", place, name=name) for name, role, place in rows if not role]


def only_of_role(
    exports: Exports, role: str, at: Place, aside: Sequence[str] = ()
) -> tuple[Exports, list[Problem]]:
    """The exports of which only the people of this role are paid.

    Without a role in the plan or in the roster everybody is. `aside` are the roles that are left
    out on purpose or paid by another plan of the run, so that nothing need be said of them.
    """
    held, problems = roles_held(exports)
    if held is None or not role or not any(held.roles):
        return exports, []
    if problems:
        return exports, problems
    mine = held.by(role)
    if not mine:
        return exports, [_held_by_nobody(held, role, at)]
    others = [i for i, own in enumerate(held.roles) if i not in mine]
    untold = [i for i in others if not any(same_role(held.roles[i], one) for one in aside)]
    if untold:
        roles = tuple(dict.fromkeys(held.roles[i] for i in untold))
        told = warning("other-roles", at, role=role, roles=roles, **held.told_of(untold))
        return replace(exports, paid=mine), [told]
    return replace(exports, paid=mine), []


def _held_by_nobody(held: Held, role: str, at: Place) -> Problem:
    """A plan for another role than the roster's one is told; which of several it means, asked."""
    roles = held.known()
    if len(roles) == 1:
        return warning("role-differs", at, role=role, other=roles[0])
    return problem("role-of-nobody", at, role=role, roles=roles)
