"""Which month is meant, and what names of files are in it.

Why a time zone: on the 1st at half past midnight in the shop, a server abroad is still in the month
before.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_BLANK = re.compile(r"\{([^{}]*)\}")
_BLANKS: Final = ("period", "year", "month", "previous")
CHINA: Final = "Asia/Shanghai"  # has no summer time, so it needs no table of zones (Windows)


def is_zone(name: str) -> bool:
    """Whether there is such a time zone on this machine."""
    return zone_of(name) is not None


def zone_of(name: str) -> tzinfo | None:
    """The time zone; None where this machine does not know it."""
    if name == CHINA:
        return timezone(timedelta(hours=8))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def today(zone: str, environment: Mapping[str, str] = os.environ) -> date:
    """The day it is in the shop; SOURCE_DATE_EPOCH stands for now, as in reproducible builds."""
    moment = environment.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(moment), UTC) if moment.isdecimal() else datetime.now(UTC)
    return now.astimezone(zone_of(zone)).date()


def last_finished(day: date) -> str:
    """The month before that of a day.

    >>> last_finished(date(2026, 11, 1)), last_finished(date(2027, 1, 31))
    ('2026-10', '2026-12')
    """
    return f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"


def previous(period: str) -> str:
    """The month before a period: that before its last day's, or its own where it crosses two.

    >>> previous("2026-01"), previous("2026-09-26~2026-10-25")
    ('2025-12', '2026-09')
    """
    year, month = map(int, period.rsplit("~", maxsplit=1)[-1].split("-")[:2])
    return last_finished(date(year, month, 1))


def filled(text: str, period: str) -> str:
    """A name with its blanks filled in for a period.

    >>> filled("out/{year}/pay-{period}.xlsx", "2026-10")
    'out/2026/pay-2026-10.xlsx'
    """
    year, month = period.rsplit("~", maxsplit=1)[-1].split("-")[:2]
    words = {"period": period, "year": year, "month": month, "previous": previous(period)}
    return _BLANK.sub(lambda match: words[match[1]], text)


def no_such_blanks(text: str) -> Iterator[str]:
    """The blanks that nothing fills in."""
    yield from (match[0] for match in _BLANK.finditer(text) if match[1] not in _BLANKS)
