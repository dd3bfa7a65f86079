"""What a workbook cell shows: its value as the text that a CSV of the same table would hold.

Floats are written with 15 significant digits, as Excel shows them at most: whatever stands beyond
is noise of binary arithmetic (0.55 computed as 0.5499999999999999 must still reach 55%).
"""

from __future__ import annotations

import datetime as dt
import math
import operator
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from csperf.exact import plain
from csperf.intake.grid import DISGUISED, LOST_DIGITS

CERTAIN = 10**15
_ASIDE = re.compile(r'"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]')
_HOURS_MINUTES = re.compile(r"h{1,2}:mm", re.IGNORECASE)
_GENERAL = re.compile(r"general|G/通用格式", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_PIECE = re.compile(r'"(?P<words>[^"]*)"|[\\!](?P<sign>.)|_.|\*.|\[[^\]]*\]|(?P<bare>.)', re.DOTALL)
_UNIT = re.compile(r"万元|亿元|小时|分钟|万|亿|秒|分|元|%|(?:h|min|s)$")
_OTHER_SCALE = re.compile(r"[万亿]|^[百千](?!分)|^[km]$", re.IGNORECASE)
_POWERS = {"万": 4, "万元": 4, "亿": 8, "亿元": 8}
_NO_DATE = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE_SIGN = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_LASTING = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001 - no zone in Excel
_DAY_THAT_NEVER_WAS = 60
_KINDS = dict.fromkeys("0#?", "digit") | {".": "point", ",": "comma", "%": "percent"}
_HOLDS = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class _Look:
    """What a number format makes of a number.

    `power`: by how many tens it is shown smaller than it is (`0!.0,` shows 32000 as 3.2);
    `inside` and `after` are the words between and behind its digits.
    """

    power: int
    inside: str
    after: str
    percent: bool


def shown(value: object, number_format: str) -> str:
    """The text of a cell's value under its number format.

    >>> shown(0.4231, "0.00%"), shown(0.1 + 0.2, "General"), shown(3.2, '0.0"万"')
    ('42.31%', '0.3', '3.2万')
    >>> import datetime as dt
    >>> shown(dt.time(0, 0, 58), "h:mm:ss"), shown(dt.time(1, 5), "h:mm")
    ('58秒', '1:05')
    """
    match value:
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, number_format)
        case dt.time():
            micros = dt.timedelta(microseconds=value.microsecond)
            seconds = (value.hour * 60 + value.minute) * 60 + value.second
            return _duration(dt.timedelta(seconds=seconds) + micros, number_format)
        case dt.timedelta():
            return _duration(value, number_format)
        case dt.datetime():
            return value.isoformat(sep=" ").removesuffix(" 00:00:00")
        case _:
            return str(value)


def is_date(number_format: str) -> bool:
    """Whether numbers of this format are points in time or spans of it.

    >>> [is_date(one) for one in ("yyyy-mm-dd", "[h]:mm:ss", '0.0"days"', "[Red]0.00", "h!时")]
    [True, True, False, False, True]
    """
    return _DATE_SIGN.search(_NO_DATE.sub("", number_format.split(";", maxsplit=1)[0])) is not None


def lasts(number_format: str) -> bool:
    """Whether a date format shows a span of time that may exceed a day, such as `[h]:mm`."""
    return _LASTING.search(_NO_DATE.sub("", number_format.split(";", maxsplit=1)[0])) is not None


def moment(serial: float, number_format: str, *, since_1904: bool) -> str:
    """The text of a number whose format is a date's: days since the workbook's epoch.

    >>> moment(46296.5, "yyyy-mm-dd", since_1904=False), moment(1.5, "[h]:mm:ss", since_1904=False)
    ('2026-10-01 12:00:00', '129600秒')
    >>> moment(60, "yyyy-mm-dd", since_1904=False), moment(1e9, "yyyy-mm-dd", since_1904=False)
    ('1900-02-29', '#VALUE!')
    """
    if not since_1904 and int(serial) == _DAY_THAT_NEVER_WAS and not lasts(number_format):
        return "1900-02-29"  # as Excel shows it; no calendar has this day, so none is put for it
    try:
        return shown(_moment(serial, number_format, since_1904=since_1904), number_format)
    except (OverflowError, ValueError):
        return "#VALUE!"


def _moment(
    serial: float, number_format: str, *, since_1904: bool
) -> dt.datetime | dt.time | dt.timedelta:
    """Rounded to milliseconds: what stands beyond is noise of binary fractions of a day."""
    if lasts(number_format):
        span = dt.timedelta(days=serial)
        return span - span % dt.timedelta(seconds=1) + _in_milliseconds(span.microseconds / 1000)
    day, fraction = divmod(serial, 1)
    time = _in_milliseconds(fraction * 86_400 * 1000)
    if 0 <= serial < 1 and not time.days:
        return (_EPOCHS[since_1904] + time).time()
    if 0 < serial < _DAY_THAT_NEVER_WAS and not since_1904:
        day += 1
    return _EPOCHS[since_1904] + dt.timedelta(days=day) + time


def _in_milliseconds(number: float) -> dt.timedelta:
    return dt.timedelta(milliseconds=int(format(number, ".0f")))


def _number(value: float, number_format: str) -> str:
    r"""The number as it is shown; one that a display trick shows as another is not guessed at.

    >>> [_number(32000, trick) for trick in ('0!.0000"万"', '0!.0,"万元"', '0!.00"元"')]
    ['3.2万', '3.2万元', '\x00disguised']
    """
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= CERTAIN:
        return LOST_DIGITS
    number = Decimal(format(value, ".15g"))
    look = _look(_section(number_format, number))
    found = _UNIT.match(look.after)
    unit = found[0] if found else ""
    if _misleads(look, unit):
        return DISGUISED
    if look.percent:
        return plain(number.scaleb(2)) + "%"
    return plain(number.scaleb(-look.power)) + unit


@cache
def shown_alike(number_format: str) -> tuple[bool, str] | None:
    """Whether all numbers of this format are shown as percent, and what is written behind them.

    None where that depends on the number, or where the format shows another number.

    >>> [shown_alike(one) for one in ("General", "0.00%", '0"人"', '0.0"%"')]
    [(False, ''), (True, '%'), (False, ''), (False, '%')]
    >>> shown_alike('0.0,"万"'), shown_alike("0.00%;-0.00")
    (None, None)
    """
    sections = _sections(_GENERAL.sub("0", number_format))[:3]
    found = {_shown_alike(section) for section in sections}
    return found.pop() if len(found) == 1 else None


def _shown_alike(section: str) -> tuple[bool, str] | None:
    look = _look(section)
    unit = _UNIT.match(look.after)
    if look.power or _misleads(look, unit[0] if unit else ""):
        return None
    return look.percent, "%" if look.percent else unit[0] if unit else ""


def _misleads(look: _Look, unit: str) -> bool:
    """Whether what is shown is another amount than the cell holds, or cannot be told."""
    if look.power:
        return look.power != _POWERS.get(unit) or look.percent or look.inside != "."
    scaled = _OTHER_SCALE.search(look.after.removeprefix(unit))
    return scaled is not None or "." in look.inside or bool(look.inside and unit)


def _section(number_format: str, number: Decimal) -> str:
    """The part of a number format that this number is shown by."""
    sections = _sections(_GENERAL.sub("0", number_format))[:3]
    if not any(map(_CONDITION.search, sections)):
        signed = [number >= 0, number < 0] if len(sections) == 2 else [number > 0, number < 0]  # noqa: PLR2004
        return next(
            (s for s, fits in zip(sections[:-1], signed, strict=False) if fits), sections[-1]
        )
    for section in sections:
        condition = _CONDITION.search(section)
        if not condition or _HOLDS[condition[1]](number, Decimal(condition[2])):
            return section
    return sections[-1]


def _sections(number_format: str) -> list[str]:
    sections = [""]
    for piece in _PIECE.finditer(number_format):
        if piece["bare"] == ";":
            sections.append("")
        else:
            sections[-1] += piece[0]
    return sections


@cache
def _look(section: str) -> _Look:
    """Commas behind the digits divide by 1000 each; a point in quotes moves none of them."""
    marks = [mark for piece in _PIECE.finditer(section) if (mark := _mark(piece))]
    digits = [i for i, (kind, _) in enumerate(marks) if kind == "digit"]
    first, last = (digits[0], digits[-1]) if digits else (0, len(marks))
    words = [(i, text) for i, (kind, text) in enumerate(marks) if kind == "word"]
    inside = [(i, text) for i, text in words if first < i < last and text.strip()]
    point = max((i for i, text in inside if "." in text), default=last)
    thousands = sum(
        kind == "comma" and i > first and ("digit", "") not in marks[i + 1 : i + 2]
        for i, (kind, _) in enumerate(marks)
    )
    return _Look(
        power=3 * thousands + sum(i > point for i in digits),
        inside="".join(text for _, text in inside),
        after="".join(text for i, text in words if i > last).strip(),
        percent=("percent", "") in marks,
    )


def _mark(piece: re.Match[str]) -> tuple[str, str] | None:
    """What one piece of a number format is: a digit, a sign that works on digits, or a word."""
    if (word := piece["words"] or piece["sign"]) is not None:
        return "word", word
    if piece["bare"] is None:
        return None
    kind = _KINDS.get(piece["bare"], "word")
    return kind, piece["bare"] if kind == "word" else ""


def _duration(value: dt.timedelta, number_format: str) -> str:
    """Seconds; a cell shown as `1:05` stays so, for nobody can tell minutes from hours in it."""
    if _HOURS_MINUTES.fullmatch(_ASIDE.sub("", number_format).split(";")[0].strip()):
        minutes = value // dt.timedelta(minutes=1)
        return f"{minutes // 60}:{minutes % 60:02}"
    whole = value // dt.timedelta(seconds=1)
    rest = Decimal((value % dt.timedelta(seconds=1)).microseconds).scaleb(-6)
    return plain(whole + rest) + "秒"
