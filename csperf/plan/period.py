"""Whether a plan is valid in the month that is paid."""

from __future__ import annotations

import re

from csperf.errors import Place, Problem, problem
from csperf.plan.read import Plan

_PERIOD = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)


def check_period(plan: Plan, period: str) -> list[Problem]:
    """The month must be written as one and lie inside the plan's validity; '' asks nothing."""
    rules = plan.rules
    if not period:
        return []
    if not _PERIOD.fullmatch(period):
        return [problem("not-a-period", found=period)]
    too_early = rules.from_ is not None and period < rules.from_[:7]
    too_late = rules.until is not None and period > rules.until[:7]
    if not (too_early or too_late):
        return []
    at = rules.from_ if too_early else rules.until
    return [
        problem(
            "period-outside-plan",
            at.place if at is not None else Place(plan.file),
            period=period,
            start=str(rules.from_ or "…"),
            end=str(rules.until or "…"),
        )
    ]
