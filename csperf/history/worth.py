"""What a closed month is worth to each person, line by line: as closed, then as corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from csperf.exact import ZERO, exactly
from csperf.history.due import columns_paid
from csperf.history.journal import Month
from csperf.history.results import Person, RoleResult, Who

Lines = Mapping[str, Decimal]
"""What each line of a month is worth; a blank one is what limits made of the total."""


def worth_of(month: Month, role: str) -> dict[Who, Lines]:
    """What was paid for a month so far or is owed: its closing, and what corrections said since."""
    closing = month.closing_of(role)
    if closing is None:
        return {}
    aside = columns_paid(closing)
    found = next(one for one in closing.result.roles if one.role == role)
    worth = {who: {**lines_of(person, aside)} for who, person in found.people.items()}
    for correction in month.corrections:
        for change in correction.facts["changes"]:
            if change["role"] == role:
                who = (change["name"], change["id"])
                own = worth.setdefault(same_person(who, worth) or who, {})
                own[change["line"]] = Decimal(change["worth"])
    return dict(worth)


def lines_of(person: Person, aside: Iterable[str] = ()) -> Lines:
    """A person's own lines of a month, without those `aside` that were about earlier months."""
    left = set(aside)
    every = {line: amount or ZERO for line, amount in person.lines.items()}
    lines = {line: amount for line, amount in every.items() if line not in left}
    with exactly():
        limits = (person.total or ZERO) - sum(every.values(), ZERO)
    return {**lines, **({"": limits} if limits else {})}


def same_person(who: Who, known: Iterable[Who]) -> Who | None:
    """The person among these: by name and id, by the id alone, or by a name that once had no id."""
    names = [*known]
    if who in names:
        return who
    by_id = [one for one in names if who[1] and one[1] == who[1]]
    by_name = [one for one in names if one[0] == who[0] and not (who[1] and one[1])]
    return next(iter(by_id or by_name), None)


def differing(
    before: Mapping[Who, Lines], role: RoleResult
) -> list[tuple[Who, str, Decimal, Decimal]]:
    """Each person's lines that are worth something else: who, line, before and now."""
    now: dict[Who, Lines] = {}
    for who, person in role.people.items():
        now[same_person(who, before) or who] = lines_of(person)
    rows: list[tuple[Who, str, Decimal, Decimal]] = []
    for who in {**now, **before}:
        old, new = before.get(who, {}), now.get(who, {})
        for line in {**old, **new}:
            pair = (old.get(line, ZERO), new.get(line, ZERO))
            if pair[0] != pair[1]:
                rows.append((who, line, *pair))
    return rows
