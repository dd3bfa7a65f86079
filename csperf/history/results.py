"""A result read back from the JSON that csperf wrote, and what differs between two.

Why the JSON: it holds what was paid and why to the last digit that anybody was shown, alike in
every language and whatever files the month came in, so that two of them differ where pay does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from csperf.corrections import role_behind
from csperf.exact import ZERO, decimal_of, exactly
from csperf.output.role_files import roles_json
from csperf.output.run import Payroll, Run
from csperf.output.text_files import json_text

SCHEMA = 1
Who = tuple[str, str]
"""A person's name and staff id."""


@dataclass(frozen=True)
class Person:
    """What one person had: figures as texts by section and word, pay by line."""

    name: str
    id: str
    figures: Mapping[tuple[str, str], str | None]
    lines: Mapping[str, Decimal | None]
    total: Decimal | None

    @property
    def who(self) -> Who:
        """By what the same person is known in another month."""
        return self.name, self.id


@dataclass(frozen=True)
class RoleResult:
    """The result of one plan: the role it pays, and everybody of it in the order shown."""

    role: str
    plan: Mapping[str, str]
    people: Mapping[Who, Person]
    total: Decimal | None


@dataclass(frozen=True)
class Result:
    """A month's result."""

    period: str
    currency: str
    csperf: str
    roles: tuple[RoleResult, ...]

    @property
    def names(self) -> frozenset[str]:
        """The roles that are paid by plans of their own."""
        return frozenset(one.role for one in self.roles if role_behind(one.role) is None)


@dataclass(frozen=True)
class Change:
    """How one person's result differs: figures and lines that do, each before and after.

    Of who joined or left one of the two is None.
    """

    role: str
    before: Person | None
    after: Person | None
    figures: Mapping[tuple[str, str], tuple[str | None, str | None]] = field(default_factory=dict)
    lines: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        """Whose it is."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of them made the change
        return found

    @property
    def amount(self) -> Decimal | None:
        """By how much the total changed; None where one of them is unknown."""
        old = self.before.total if self.before else ZERO
        new = self.after.total if self.after else ZERO
        with exactly():
            return None if old is None or new is None else new - old


def text_of(result: Run | Payroll) -> str:
    """The JSON of a month's result."""
    return json_text(result) if isinstance(result, Run) else roles_json(result)


def result_of(result: Run | Payroll) -> Result:
    """A month's result as it would be read back."""
    return read_result(text_of(result))


def read_result(text: str | bytes) -> Result:
    """The result in a JSON; ValueError, if it holds none."""
    try:
        whole = json.loads(text, parse_float=_no_float)
        if whole["schema"] != SCHEMA:
            raise ValueError(whole["schema"])
        parts = whole.get("results", [whole])
        roles = tuple(_role(part) for part in parts)
        return Result(whole["period"], whole["currency"], whole["csperf"], roles)
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _no_float(digits: str) -> Any:
    """No result of csperf has such a number; every figure in it is a text."""
    raise ValueError(digits)


def _role(part: Any) -> RoleResult:
    people = [_person(one) for one in part["agents"]]
    plan = part["plan"]
    return RoleResult(
        plan["role"], plan, {one.who: one for one in people}, _amount(part["summary"]["total"])
    )


def _person(one: Any) -> Person:
    sections = ("metrics", "points", "ranks", "balances")
    figures = {
        (section, word): None if text is None else str(text)
        for section in sections
        for word, text in one.get(section, {}).items()
    }
    for word in ("score", "grade", "rank"):
        figures[word, ""] = None if one[word] is None else str(one[word])
    lines = {line["line"]: _amount(line["amount"]) for line in one["pay"]}
    return Person(one["name"], one["id"], figures, lines, _amount(one["total"]))


def _amount(text: str | None) -> Decimal | None:
    if text is None:
        return None
    amount = decimal_of(text)
    if amount is None:
        raise ValueError(text)
    return amount


def changes(before: RoleResult | None, after: RoleResult | None) -> list[Change]:
    """Everybody whose result differs, in the order of the later one; who left comes last."""
    old = before.people if before else {}
    new = after.people if after else {}
    role = (after or before or RoleResult("", {}, {}, None)).role
    found = [_change(role, old.get(who), one) for who, one in new.items()]
    found += [Change(role, one, None) for who, one in old.items() if who not in new]
    return [one for one in found if one is not None]


def _change(role: str, old: Person | None, new: Person) -> Change | None:
    if old is None:
        return Change(role, None, new)
    figures = _differing(old.figures, new.figures)
    lines = _differing(old.lines, new.lines)
    if not figures and not lines and old.total == new.total:
        return None
    return Change(role, old, new, figures, lines)


def _differing(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> dict[Any, tuple[Any, Any]]:
    words = dict.fromkeys((*new, *old))
    pairs = {word: (old.get(word), new.get(word)) for word in words}
    return {word: pair for word, pair in pairs.items() if pair[0] != pair[1]}


def all_changes(before: Sequence[RoleResult], after: Sequence[RoleResult]) -> list[Change]:
    """The changes of every role, those of the later result first."""
    old = {one.role: one for one in before}
    new = {one.role: one for one in after}
    return [one for role in {**new, **old} for one in changes(old.get(role), new.get(role))]
