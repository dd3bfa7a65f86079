"""Units: what a number counts, how it is written in a plan and shown to a person.

A percent is kept as its fraction (52% is 0.52) and a duration in seconds, so formulas need no
conversion; the unit brings the sign back whenever a value is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from csperf.errors import NOWHERE, Place
from csperf.exact import CENT, decimal_of, fixed, has_cents_at_most, hundredfold, plain
from csperf.texts import Lang


class Unit(StrEnum):
    """The unit of a metric, an indicator's value or a pay line."""

    PERCENT = "percent"
    RATIO = "ratio"
    SECONDS = "seconds"
    MONEY = "money"
    COUNT = "count"
    DAYS = "days"
    POINTS = "points"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a plan writes it: `55%`, `1m30s`, `3000`; `unit` is None for a plain number."""

    value: Decimal
    unit: Unit | None = None
    place: Place = NOWHERE


_PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s?[%％]", re.ASCII)
_DURATION = re.compile(
    r"(?:(\d+)(?:h|小时))?(?:(\d+)(?:m|min|分钟|分))?(?:(\d+(?:\.\d+)?)(?:s|秒))?", re.ASCII
)


def figure_of(text: str, place: Place = NOWHERE) -> Figure | None:
    """The figure a plan's text stands for, or None if it is none.

    >>> figure_of("55%").value, figure_of("1m30s").value, figure_of("25秒").value
    (Decimal('0.55'), Decimal('90'), Decimal('25'))
    >>> figure_of("1:30"), figure_of("1e3"), figure_of("1,000"), figure_of("0123")
    (None, None, None, None)
    """
    if match := _PERCENT.fullmatch(text):
        return Figure(Decimal(match[1]).scaleb(-2), Unit.PERCENT, place)
    if text and (match := _DURATION.fullmatch(text)):
        hours, minutes, seconds = (Decimal(part or 0) for part in match.groups())
        return Figure(hours * 3600 + minutes * 60 + seconds, Unit.SECONDS, place)
    value = decimal_of(text)
    if value is None or has_leading_zero(text):
        return None
    return Figure(value, None, place)


def has_leading_zero(text: str) -> bool:
    """Whether a number starts with a zero that another reader may take for octal (`0123`)."""
    return re.match(r"[+-]?0\d", text) is not None


def fits(figure: Figure, unit: Unit) -> bool:
    """Whether a plan may compare a value of this unit with the figure.

    Percent and durations must carry their sign, everything else is a plain number.
    """
    if unit in {Unit.PERCENT, Unit.SECONDS}:
        return figure.unit is unit
    if unit is Unit.RATIO:
        return figure.unit in {None, Unit.PERCENT}
    return figure.unit is None


def rounding_of(unit: Unit) -> Decimal:
    """To what a computed value of this unit is rounded before it is shown or compared."""
    match unit:
        case Unit.PERCENT | Unit.RATIO:
            return Decimal("0.0001")
        case Unit.SECONDS | Unit.MONEY | Unit.COUNT | Unit.DAYS | Unit.POINTS | Unit.TEXT:
            return CENT
        case _:
            assert_never(unit)


def show(value: Decimal | str | None, unit: Unit, lang: Lang = "zh") -> str:
    """The value as a person reads it, all its digits kept.

    >>> show(Decimal("0.3699"), Unit.PERCENT), show(Decimal("1140"), Unit.MONEY)
    ('36.99%', '1140.00')
    >>> show(Decimal(22), Unit.SECONDS), show(Decimal(22), Unit.SECONDS, "en")
    ('22秒', '22s')
    """
    if value is None:
        return "—"
    if isinstance(value, str):
        return value
    match unit:
        case Unit.PERCENT:
            return plain(hundredfold(value)) + "%"
        case Unit.SECONDS:
            return plain(value) + ("秒" if lang == "zh" else "s")
        case Unit.MONEY | Unit.POINTS:
            return fixed(value) if has_cents_at_most(value) else plain(value)
        case Unit.RATIO | Unit.COUNT | Unit.DAYS | Unit.TEXT:
            return plain(value)
        case _:
            assert_never(unit)


def show_difference(value: Decimal, unit: Unit, lang: Lang = "zh") -> str:
    """The difference of two values as a person reads it: of percents, in percentage points.

    >>> show_difference(Decimal("0.08"), Unit.PERCENT), show_difference(Decimal(8), Unit.SECONDS)
    ('8 个百分点', '8秒')
    >>> show_difference(Decimal("-0.005"), Unit.PERCENT, "en")
    '-0.5 pp'
    """
    if unit is Unit.PERCENT:
        return plain(hundredfold(value)) + (" 个百分点" if lang == "zh" else " pp")
    return show(value, unit, lang)
