"""Cells: the text of one cell becomes an exact value, nothing, or a fault that says why not.

What a bare number means where a percent or a duration is expected shows only in its column, so a
cell then gives `Bare` and `csperf.intake.columns` decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, assert_never

from csperf.errors import Fact
from csperf.exact import ONE, decimal_of, exactly
from csperf.formula import Value
from csperf.intake.grid import DISGUISED, EDGES, LOST_DIGITS, NO_VALUE
from csperf.units import Unit


@dataclass(frozen=True, slots=True)
class Bare:
    """A number without the sign or unit that would say what it counts."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read: the id of a text and its facts."""

    id: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


Reading = Value | Bare | Fault | None

_LIMIT = Decimal(10) ** 12
_MOST_DIGITS = 28
_LONGEST = 40
_SHOWN = 24
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x00A0: " ",
    0xFFE5: "¥",
    0x2212: "-",
}
_NOTHING = {"", "nan", "null", "none", "n/a", "na", "nil", "无", "暂无", "无数据"}
_DASHES = re.compile(r"(?:[-—–]\s?(?:%|元|秒|分钟|分|小时|时|天)?)+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_MONEY = re.compile(r"([+-]?)\s?[¥]?\s?([+-]?[\d.,]+)\s?(万|亿)?\s?元?", re.ASCII)
_PERCENT = re.compile(r"(.+?)\s?%")
_SMALL = r"(\d+(?:\.\d+)?)"
_DURATION = re.compile(
    rf"(?:{_SMALL}\s?(?:天|d|days?))?\s?(?:{_SMALL}\s?(?:小时|时|h|hrs?|hours?))?\s?"
    rf"(?:{_SMALL}\s?(?:分钟|分|m|mins?|minutes?))?\s?(?:{_SMALL}\s?(?:秒钟|秒|s|secs?|seconds?))?",
    re.ASCII,
)
_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)", re.ASCII)
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_COUNTERS = {
    Unit.COUNT: re.compile(r"\s?(?:人次|人|件|次|个|单|笔|条|通)$"),
    Unit.DAYS: re.compile(r"\s?(?:天|日|days?|d)$"),
    Unit.POINTS: re.compile(r"\s?(?:分|points?|pts?)$"),
}
_NEVER_BELOW_ZERO = {Unit.COUNT, Unit.DAYS}
_MARKS = {
    NO_VALUE: Fault("cell-formula"),
    LOST_DIGITS: Fault("cell-lost-digits"),
    DISGUISED: Fault("cell-disguised"),
}
_ERROR = re.compile(
    r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|GETTING_DATA|#+)",
    re.IGNORECASE,
)
_FAULTS = (
    ("cell-error-value", _ERROR),
    ("cell-exponent", re.compile(r"[+-]?[\d.]+e[+-]?\d+", re.IGNORECASE)),
    ("cell-brackets", re.compile(r"\(\s*¥?[\d.,]+\s*\)|[\d.,]+\s*-")),
    ("cell-comma", re.compile(r"[+-]?¥?\d[\d.]*,\d{1,2}|[+-]?\d{1,3}(?:\.\d{3}){2,}")),
    ("cell-clock", re.compile(r"\d+:\d+")),
)


def read_cell(text: str, unit: Unit) -> Reading:
    """The value of one cell; None means that nothing is known, never zero.

    >>> read_cell("4,723.22 元", Unit.MONEY), read_cell("3万", Unit.MONEY)
    (Decimal('4723.22'), Decimal('30000'))
    >>> read_cell("42.31%", Unit.PERCENT), read_cell("0.4231", Unit.PERCENT)
    (Decimal('0.4231'), Bare(number=Decimal('0.4231')))
    >>> read_cell("2分30秒", Unit.SECONDS), read_cell("00:01:23", Unit.SECONDS)
    (Decimal('150'), Decimal('83'))
    >>> read_cell("--", Unit.COUNT), read_cell("１２", Unit.COUNT), read_cell("P1", Unit.TEXT)
    (None, Decimal('12'), 'P1')
    >>> read_cell("1:05", Unit.SECONDS).id, read_cell("(5)", Unit.MONEY).id
    ('cell-clock', 'cell-brackets')
    """
    marked = _MARKS.get(text)
    if marked:
        return marked
    folded = folded_text(text)
    if is_nothing(folded):
        return None
    if unit is Unit.TEXT:
        error = _ERROR.fullmatch(folded)
        return Fault("cell-error-value", {"text": folded}) if error else _unwrapped(text)
    value = _number_of(folded, unit) if len(folded) <= _LONGEST else _not(folded, unit)
    number = value.number if isinstance(value, Bare) else value
    if isinstance(number, Decimal) and not _is_sound(number):
        return Fault("cell-digits", {"text": _cut(text)})
    if isinstance(value, Decimal) and value < 0 and unit in _NEVER_BELOW_ZERO:
        return Fault("cell-below-zero", {"text": _cut(text)})
    return value


def folded_text(text: str) -> str:
    """The text with full-width signs made plain, trimmed, and the wrapper of `="0012"` taken off.

    Only signs that are wide forms of plain ones change: a footnote in `5²` must not make it 52.

    >>> folded_text("　４２．３％ "), folded_text('="0012"')
    ('42.3%', '0012')
    """
    return _unwrapped(text if text.isascii() else text.translate(_FOLDED))


def _unwrapped(text: str) -> str:
    bare = text.strip(EDGES)
    return bare[2:-1].strip(EDGES) if bare.startswith('="') and bare.endswith('"') else bare


def is_nothing(folded: str) -> bool:
    """Whether a text is one of the marks by which exports say that there is no value.

    >>> [is_nothing(mark) for mark in ("--", "--分--秒", "NaN", "0", "-1")]
    [True, True, True, False, False]
    """
    return folded.casefold() in _NOTHING or _DASHES.fullmatch(folded) is not None


def _number_of(
    folded: str,
    unit: Literal[
        Unit.PERCENT, Unit.RATIO, Unit.SECONDS, Unit.MONEY, Unit.COUNT, Unit.DAYS, Unit.POINTS
    ],
) -> Decimal | Bare | Fault:
    match unit:
        case Unit.PERCENT | Unit.RATIO:
            return _percent(folded, unit)
        case Unit.SECONDS:
            return _duration(folded)
        case Unit.MONEY:
            return _or_fault(_money(folded), folded, unit)
        case Unit.COUNT:
            return _count(folded)
        case Unit.DAYS | Unit.POINTS:
            return _or_fault(_number(_COUNTERS[unit].sub("", folded)), folded, unit)
        case _:
            assert_never(unit)


def _number(text: str) -> Decimal | None:
    value = decimal_of(text)
    if value is None and _GROUPED.fullmatch(text):
        return decimal_of(text.replace(",", ""))
    return value


def _money(text: str) -> Decimal | None:
    match = _MONEY.fullmatch(text)
    if match is None or (match[1] and match[2][0] in "+-"):
        return None
    value = _number(match[1] + match[2])
    if value is None:
        return None
    with exactly():
        return value * _SCALES[match[3]] if match[3] else value


def _count(text: str) -> Decimal | Fault:
    value = None if "¥" in text or "元" in text else _money(_COUNTERS[Unit.COUNT].sub("", text))
    if value is not None and value != value.to_integral_value():
        return Fault("cell-not-whole", {"text": _cut(text)})
    with exactly():
        return _or_fault(None if value is None else value.quantize(ONE), text, Unit.COUNT)


def _percent(text: str, unit: Unit) -> Decimal | Bare | Fault:
    if match := _PERCENT.fullmatch(text):
        value = _number(match[1])
        if value is not None:
            with exactly():
                return value.scaleb(-2)
    bare = _number(text)
    return _not(text, unit) if bare is None else Bare(bare)


def _duration(text: str) -> Decimal | Bare | Fault:
    lowered = text.casefold()
    bare = _number(lowered)
    if bare is not None:
        return Fault("cell-negative", {"text": _cut(text)}) if bare < 0 else Bare(bare)
    parts: tuple[str | None, ...] = ()
    if match := _CLOCK.fullmatch(lowered):
        parts = (None, *match.groups())
    elif match := _DURATION.fullmatch(lowered):
        parts = match.groups()
    given = [part for part in parts if part is not None]
    if not given or any("." in part for part in given[:-1]):
        fault = (
            "cell-negative" if lowered.startswith("-") and _DURATION.fullmatch(lowered[1:]) else ""
        )
        return Fault(fault, {"text": _cut(text)}) if fault else _not(text, Unit.SECONDS)
    with exactly():
        sizes = (86400, 3600, 60, 1)
        return sum(
            (Decimal(p) * size for p, size in zip(parts, sizes, strict=True) if p), Decimal(0)
        )


def _or_fault(value: Decimal | None, text: str, unit: Unit) -> Decimal | Fault:
    return _not(text, unit) if value is None else value


def _not(text: str, unit: Unit) -> Fault:
    """The fault that says best why this is not what the unit wants."""
    for fault, pattern in _FAULTS:
        if pattern.fullmatch(text):
            return Fault(fault, {"text": _cut(text)})
    return Fault("cell-not-" + unit.value, {"text": _cut(text)})


def _is_sound(value: Decimal) -> bool:
    """Whether a value is of a size that money and counts have, so arithmetic stays exact."""
    return abs(value) < _LIMIT and len(value.as_tuple().digits) <= _MOST_DIGITS


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
