"""Whether a plan is valid in the month that is paid."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from csperf.errors import Place, Problem, problem
from csperf.plan.read import Plan

_MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
_DAY = _MONTH + r"-(?:0[1-9]|[12]\d|3[01])"
_PERIOD = re.compile(rf"{_MONTH}|({_DAY})~({_DAY})", re.ASCII)


def is_day(text: str) -> bool:
    """Whether there is such a day; '' asks for none."""
    with suppress(ValueError):
        return not text or bool(date.fromisoformat(text))
    return False


def check_period(plan: Plan, period: str) -> list[Problem]:
    """The month must be written as one and lie inside the plan's validity; '' asks nothing."""
    rules = plan.rules
    if not period:
        return []
    match = _PERIOD.fullmatch(period)
    days = (match[1] or "", match[2] or "") if match else ("", "")
    if not match or days[0] > days[1] or not all(map(is_day, days)):
        return [problem("not-a-period", found=period)]
    first, last = days if days[0] else (period, period)
    too_early = rules.from_ is not None and last < rules.from_[: len(last)]
    too_late = rules.until is not None and first > rules.until[: len(first)]
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
