"""Durations and clock times as a plan writes them: `72h`, `3m`, `30s`, and `8:00-23:00`."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import WithJsonSchema
from pydantic_core import PydanticCustomError

from csperf.metrics.service import HOUR, Hours
from csperf.plan.fields import Read, Words
from csperf.units import Figure, Unit, figure_of
from csperf.yaml_text import Written

CLOSED: Final = "closed"
_DAY, _MINUTE = 24 * HOUR, 60
_CLOCK = r"(\d{1,2})[:：]([0-5]\d)(?:[:：]([0-5]\d))?"
_SPAN = re.compile(rf"{_CLOCK} ?(?:-|~|–|—|至|到) ?{_CLOCK}", re.ASCII)
_LONGEST = 366 * _DAY


def _duration(raw: object) -> Figure:
    figure = figure_of(str(raw), raw.place) if isinstance(raw, Written) else None
    if figure is None or figure.unit is not Unit.SECONDS:
        raise PydanticCustomError("expected-duration", "duration")
    if not 0 < figure.value <= _LONGEST or figure.value != int(figure.value):
        raise PydanticCustomError("duration-out-of-range", "duration")
    return figure


def seconds_of(duration: Figure | None, default: int) -> int:
    """The whole seconds of a duration."""
    return default if duration is None else int(duration.value)


def hours_of(text: str) -> Hours | None:
    """The hours of a day, up to `until`, which may lie in the next day; None if they are none.

    >>> hours_of("8:00-23:00"), hours_of("18:00~2:00").until // 3600, hours_of("9:00-9:00")
    (Hours(since=28800, until=82800), 26, None)
    """
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        return None
    numbers = [int(part or 0) for part in match.groups()]
    since, until = (h * HOUR + m * _MINUTE + s for h, m, s in (numbers[:3], numbers[3:]))
    if until < since:
        until += _DAY
    return Hours(since, until) if since < _DAY and since < until <= since + _DAY else None


def _span(raw: object) -> Written:
    if isinstance(raw, Written) and (raw == CLOSED or hours_of(raw) is not None):
        return raw
    raise PydanticCustomError("expected-hours", "hours")


Duration = Annotated[
    Figure,
    Read(_duration),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9.]+ ?(s|m|h|min|秒|分|分钟|小时)"}),
]
"""A length of time in whole seconds."""
Span = Annotated[
    Written,
    Read(_span),
    Words((CLOSED,)),
    WithJsonSchema({"type": "string"}),
]
"""The service hours of a day, or that nobody serves."""
