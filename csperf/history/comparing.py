"""Whether a closed month and a result agree, and what is said where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from csperf.corrections import role_behind
from csperf.errors import Exit, Fact, Place, Problem, warning
from csperf.history.journal import Entry, History, roles_of
from csperf.history.results import Change, Result, all_changes, result_of
from csperf.output.run import Payroll, Run
from csperf.units import Unit, show

_SHOWN = 6


def compared(history: History, result: Run | Payroll, period: str) -> list[Problem]:
    """That a month is closed, and whether it was closed with this result."""
    now = result_of(result)
    problems: list[Problem] = []
    for entry in history.month(period).closings:
        both = now.names & {*roles_of(entry)}
        if not both:
            continue
        place, found = Place(str(entry.sealed.folder)), differences(entry, now)
        if found:
            names = tuple(one.person.name for one in found[:_SHOWN])
            facts: dict[str, Fact] = {"period": period, "names": names, "count": len(found)}
            problems.append(warning("month-closed-other", place, **facts))
        else:
            problems.append(warning("month-closed", place, period=period))
    return problems


def differences(entry: Entry, now: Result) -> list[Change]:
    """What is different from a closing, in the roles that both have."""
    both, results = now.names & {*roles_of(entry)}, (entry.result, now)
    before, after = ([role for role in one.roles if _is_of(role.role, both)] for one in results)
    return all_changes(before, after)


def _is_of(role: str, roles: AbstractSet[str]) -> bool:
    """Whether a run pays one of these roles, be it what earlier months owe its people."""
    behind = role_behind(role)
    return role in roles if behind is None else not behind or bool({behind, ""} & roles)


def refusal(entry: Entry, found: Sequence[Change]) -> list[Problem]:
    """Why a closed month is not closed with another result, a person at a time."""
    place = Place(str(entry.sealed.folder))
    facts: dict[str, Fact] = {"period": entry.period, "count": len(found)}
    people = [
        Problem("closed-person-differs", facts=_told(one), exit=Exit.DIFFERS) for one in found
    ]
    return [Problem("closed-differs", place, facts, exit=Exit.DIFFERS), *people]


def _told(change: Change) -> dict[str, Fact]:
    """Whose result differs and in what: first the lines, then as many figures as there is room."""
    lines = [f"{line} {_money(a)} → {_money(b)}" for line, (a, b) in change.lines.items()]
    figures = [
        f"{word or section} {before or '—'} → {after or '—'}"
        for (section, word), (before, after) in change.figures.items()
    ]
    return {
        "agent": " ".join(filter(None, change.person.who)),
        "old": _money(change.before.total if change.before else None),
        "new": _money(change.after.total if change.after else None),
        "what": (*lines, *figures[: max(0, _SHOWN - len(lines))]),
    }


def _money(amount: Decimal | None) -> str:
    return show(amount, Unit.MONEY)
