"""Days as a plan writes them, and the first and last day of a period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Annotated

from pydantic import WithJsonSchema
from pydantic_core import PydanticCustomError

from csperf.plan.fields import Read
from csperf.yaml_text import Written

_MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
_DAY = _MONTH + r"-(?:0[1-9]|[12]\d|3[01])"
_DATE = re.compile(_DAY, re.ASCII)
_PERIOD = re.compile(rf"{_MONTH}|({_DAY})~({_DAY})", re.ASCII)


def is_day(text: str) -> bool:
    """Whether there is such a day."""
    with suppress(ValueError):
        return bool(_DATE.fullmatch(text)) and bool(date.fromisoformat(text))
    return False


def first_and_last(period: str) -> tuple[str, str] | None:
    """The first and last day of `2026-10` or `2026-09-26~2026-10-25`; None for anything else.

    >>> first_and_last("2028-02"), first_and_last("2026-10-20~2026-10-01")
    (('2028-02-01', '2028-02-29'), None)
    """
    match = _PERIOD.fullmatch(period)
    if match is None:
        return None
    if match[1] is None:
        year, month = map(int, period.split("-"))
        return (f"{period}-01", f"{period}-{monthrange(year, month)[1]}")
    first, last = match[1], match[2]
    return (first, last) if is_day(first) and is_day(last) and first <= last else None


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


def days_of(period: str) -> frozenset[date]:
    """Every day of a period; none, if it is not written as one.

    >>> len(days_of("2028-02")), len(days_of("2026-10-30~2026-11-02")), len(days_of(""))
    (29, 4, 0)
    """
    ends = first_and_last(period)
    return frozenset(days_between(*map(date.fromisoformat, ends))) if ends else frozenset()


def _date(raw: object) -> Written:
    if isinstance(raw, Written) and is_day(raw):
        return raw
    raise PydanticCustomError("not-a-date", "date")


Date = Annotated[
    Written,
    Read(_date),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
