"""Whether a plan is valid in the month that is paid."""

from __future__ import annotations

from csperf.errors import Place, Problem, problem
from csperf.plan.dates import first_and_last
from csperf.plan.read import Plan


def check_period(plan: Plan, period: str, *, tried: bool = False) -> list[Problem]:
    """The month must be written as one and lie inside the plan's validity; '' asks nothing.

    A plan that is only tried on a month need not be valid in it.
    """
    rules = plan.rules
    if not period:
        return []
    days = first_and_last(period)
    if days is None:
        return [problem("not-a-period", found=period)]
    if tried:
        return []
    first, last = days
    too_early = rules.from_ is not None and last < rules.from_
    too_late = rules.until is not None and first > rules.until
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
