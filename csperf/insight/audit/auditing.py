"""An audit from top to bottom: figures and records of every month, then rule after rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from csperf.errors import CsperfError, Problem
from csperf.insight.audit import counts, digits, jumps, notes, orders, refunds, replies, shifts
from csperf.insight.audit.flags import Looked, Material, Rule
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts, facts_of
from csperf.insight.figures import Figures, figures_of, plan_for
from csperf.metrics.catalogue import catalogue
from csperf.opening import Request, raw_wish, reading_of
from csperf.plan.definitions import definitions
from csperf.raw_month import raw_month

RULES: Final[Sequence[Rule]] = (
    *counts.RULES,
    *orders.RULES,
    *refunds.RULES,
    *notes.RULES,
    *replies.RULES,
    *jumps.RULES,
    *digits.RULES,
    *shifts.RULES,
)


@dataclass(frozen=True)
class Audit:
    """What every rule saw, and which months were looked through."""

    looked: tuple[Looked, ...]
    periods: tuple[str, ...]


def audited(requests: Sequence[Request], limits: Limits) -> tuple[Audit, list[Problem]]:
    """All months through all rules; raises CsperfError with what cannot be read."""
    months: list[Figures] = []
    records: list[Facts] = []
    problems: list[Problem] = []
    for request in requests:
        facts, more = _records(request, limits)
        records += facts
        figures, found = _figures(request, optional=bool(facts))
        months += figures
        for one in (*found, *more):
            if one not in problems:
                problems.append(one)
    material = Material(months, records)
    looked = tuple(Looked(rule, rule.look(material, limits)) for rule in RULES)
    return Audit(looked, tuple(dict.fromkeys(request.period for request in requests))), problems


def _figures(request: Request, *, optional: bool) -> tuple[list[Figures], list[Problem]]:
    """The figures of a month; where its records can be looked at, they are not a must."""
    try:
        figures, problems = figures_of(request)
    except CsperfError as error:
        if not optional:
            raise
        return [], [replace(one, stops=False) for one in error.problems]
    return [figures], problems


def _records(request: Request, limits: Limits) -> tuple[list[Facts], list[Problem]]:
    """The raw records of a month; none where its files are ready tables."""
    plan = plan_for(request)
    known, _ = definitions(plan, catalogue())
    reading, _ = reading_of(request, plan, known)
    wish, _ = raw_wish(request, plan, reading)
    if wish is None:
        return [], []
    with raw_month(wish) as (month, problems):
        if month is None:
            raise CsperfError(problems)
        facts = facts_of(month, request.period, limits)
        return [replace(facts, problems=tuple(problems))], problems
