"""Moments: texts become seconds on the shop's own clock since 1970-01-01.

A clock that the export states (`+0500`, `Z`) or that its table states (`time_zone:`) is turned into
the shop's. Where a clock is put back, an hour comes twice; the first of the two is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import polars as pl

from csperf.intake.cells import Fault, folded_text, is_nothing
from csperf.intake.days import read_days
from csperf.intake.layout import DateOrder
from csperf.intake.records.values import Values
from csperf.metrics.records import DAY, number_of

_SHOWN = 24
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
# In these no \d: to Polars it is any digit of Unicode.
_DAY_OF_YEAR = r"^20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME_OF_DAY = r" (?:[01][0-9]|2[0-3]):[0-5][0-9]"
_FULL = rf"{_DAY_OF_YEAR}{_TIME_OF_DAY}:[0-5][0-9]"
_PLAIN = (
    (f"{_FULL}$", "%Y-%m-%d %H:%M:%S"),
    (f"{_FULL}$".replace("-(", "/("), "%Y/%m/%d %H:%M:%S"),
    (f"{_DAY_OF_YEAR}{_TIME_OF_DAY}$", "%Y-%m-%d %H:%M"),
    (r"^20[0-9]{2}/[0-9]{1,2}/[0-9]{1,2} (?:[01]?[0-9]|2[0-3]):[0-5][0-9]$", "%Y/%m/%d %H:%M"),
)
_STATED = (rf"{_FULL} [+-](?:0[0-9]|1[0-4])[0-5][0-9]$", "%Y-%m-%d %H:%M:%S %z")
_CLOCK = re.compile(
    r"(?P<day>.*?)(?:^|[\sT日号])\s*(?P<half>上午|下午|[ap]m)?\s*"
    r"(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d+)?)?\s*(?P<late>[ap]m)?\s*"
    r"(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d\d:?\d\d)?",
    re.IGNORECASE | re.ASCII,
)
_SECONDS = r"^(\d{1,5})(?:\.\d+)?秒$"
CLOCK_ALONE = r"^[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$"
_AFTERNOON = {"下午", "pm"}
_HALF_DAY = 12
_HOURS = range(24)
_SERIAL = re.compile(r"\d{5}\.\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock that a table's moments are of, and the shop's."""

    table: str
    shop: str

    @property
    def differs(self) -> bool:
        """Whether the table is of another clock than the shop."""
        return bool(self.table) and self.table != self.shop


def clock_of(texts: pl.Expr) -> pl.Expr:
    """The clock of a cell: a time of day that a workbook keeps reads as its seconds.

    >>> pl.select(clock_of(pl.lit(pl.Series(["33178秒", "9:12", "86400秒"])))).to_series().to_list()
    ['09:12:58', '9:12', '86400秒']
    """
    seconds = texts.str.extract(_SECONDS).cast(pl.Int64())
    parts = (seconds // 3_600, seconds // 60 % 60, seconds % 60)
    clock = pl.concat_str([part.cast(pl.String()).str.zfill(2) for part in parts], separator=":")
    return pl.when(seconds < DAY).then(clock).otherwise(texts)


def plain_moments(texts: pl.Series, clock: Clock) -> pl.Series:
    """The moments of the texts that have a plain form, null for all others."""
    found = pl.Series(texts.name, [None] * len(texts), dtype=pl.Int64)
    for form, pattern in _PLAIN:
        left = found.is_null() & (texts != "")
        if not left.any():
            return found
        read = _local(_matching(texts, form, left), pattern, clock)
        found = pl.select(pl.coalesce(found, read)).to_series()
    form, pattern = _STATED
    read = _matching(texts, form, found.is_null())
    if read.null_count() == len(read):
        return found
    stated = read.str.to_datetime(pattern, strict=False, time_unit="ms", time_zone="UTC")
    return pl.select(pl.coalesce(found, _seconds(stated, clock))).to_series()


def _matching(texts: pl.Series, form: str, left: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"text": texts, "left": left & texts.str.contains(form)})
    return frame.select(pl.when("left").then("text")).to_series()


def _local(texts: pl.Series, pattern: str, clock: Clock) -> pl.Series:
    """Moments without a stated clock are of the table's."""
    moments = texts.str.to_datetime(pattern, strict=False, time_unit="ms")
    if not clock.differs:
        return moments.dt.epoch("s")
    zoned = moments.dt.replace_time_zone(clock.table, ambiguous="earliest", non_existent="null")
    return _seconds(zoned, clock)


def _seconds(zoned: pl.Series, clock: Clock) -> pl.Series:
    return zoned.dt.convert_time_zone(clock.shop).dt.replace_time_zone(None).dt.epoch("s")


def read_moments(texts: Sequence[str], order: DateOrder, clock: Clock) -> Values:
    """What each text of a column is; all its dates are read together, for one tells of another.

    >>> clock = Clock("", "Asia/Shanghai")
    >>> read_moments(["2026-10-01T09:05:00Z", "--"], "", clock)
    {'2026-10-01T09:05:00Z': 1790874300, '--': None}
    >>> read_moments(["3/4/26 9:05"], "", clock)["3/4/26 9:05"].id
    'date-ambiguous'
    """
    split = {text: _split(text) for text in texts}
    parts = {text: part for text, part in split.items() if isinstance(part, tuple)}
    days = _days([day for day, _, _ in parts.values()], order)
    found: dict[str, int | Fault | None] = {}
    for text, part in split.items():
        if not isinstance(part, tuple):
            found[text] = part
            continue
        day = days[part[0]]
        found[text] = _moment(day, part[1], part[2], clock, text) if isinstance(day, date) else day
    return found


def _days(texts: Iterable[str], order: DateOrder) -> dict[str, date | Fault | None]:
    """The day that each text means."""
    each = list(dict.fromkeys(texts))
    days, findings = read_days(each, order)
    if not days and findings:
        faults: dict[str, date | Fault | None] = dict.fromkeys(each)
        for finding in reversed(findings):
            faults |= {each[row]: Fault(finding.id, finding.facts) for row in finding.rows}
        return faults
    return {
        text: None
        if one is None
        else one.first
        if one.first == one.last
        else Fault("date-unreadable", {"text": _cut(text)})
        for text, one in zip(each, days, strict=True)
    }


def _split(text: str) -> tuple[str, int, str] | Fault | None:
    """The day, the seconds since midnight and the clock that a text states."""
    folded = folded_text(text)
    if is_nothing(folded):
        return None
    if _SERIAL.fullmatch(folded):
        return Fault("date-serial", {"text": _cut(text)})
    match = _CLOCK.fullmatch(folded)
    if match is None:
        return folded, 0, ""
    hour = _hour(int(match["h"]), (match["half"] or match["late"] or "").casefold())
    if hour not in _HOURS or not match["day"].strip():
        return Fault("date-unreadable", {"text": _cut(text)})
    day = folded[: match.end("day")] + (
        "日" if folded[match.end("day") : match.end("day") + 1] == "日" else ""
    )
    seconds = (hour * 60 + int(match["m"])) * 60 + int(match["s"] or 0)
    return day, seconds, (match["zone"] or "").casefold()


def _hour(hour: int, half: str) -> int:
    """The hour of the day; -1 for what no clock shows."""
    if not half:
        return hour
    if not 1 <= hour <= _HALF_DAY:
        return -1
    return hour % _HALF_DAY + (_HALF_DAY if half in _AFTERNOON else 0)


def _moment(day: date, seconds: int, zone: str, clock: Clock, text: str) -> int | Fault:
    local = number_of(day) * DAY + seconds
    if not zone and not clock.differs:
        return local
    at = _ZERO + timedelta(seconds=local)
    if zone:
        stated = at.replace(tzinfo=_offset(zone))
    else:
        stated = at.replace(tzinfo=ZoneInfo(clock.table))
        if stated.astimezone(UTC).astimezone(stated.tzinfo).hour != at.hour:
            return Fault("date-hour-skipped", {"text": _cut(text), "zone": clock.table})
    shop = stated.astimezone(ZoneInfo(clock.shop)).replace(tzinfo=UTC)
    return int((shop - _ZERO) / timedelta(seconds=1))


def _offset(zone: str) -> timezone:
    digits = zone.removeprefix("utc").removeprefix("gmt").replace(":", "")
    if digits in {"", "z"}:
        return UTC
    minutes = int(digits[1:3]) * 60 + int(digits[3:5])
    return timezone(timedelta(minutes=-minutes if digits[0] == "-" else minutes))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
