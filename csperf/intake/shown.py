"""What a workbook cell shows: its value as the text that a CSV of the same table would hold.

Floats are written with 15 significant digits, as Excel shows them at most: whatever stands beyond
is noise of binary arithmetic (0.55 computed as 0.5499999999999999 must still reach 55%).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal

from csperf.exact import plain
from csperf.intake.grid import LOST_DIGITS

_CERTAIN = 10**15
_ASIDE = re.compile(r'"[^"]*"|\\.|!.|_.|\*.|\[[^\]]*\]')
_HOURS_MINUTES = re.compile(r"h{1,2}:mm", re.IGNORECASE)
_UNIT = re.compile(r"""[0#?]\s*["\\]?\s*(万元|亿元|小时|分钟|万|亿|秒|分|元|(?<=["\\])%)""")


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


def _number(value: float, number_format: str) -> str:
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= _CERTAIN:
        return LOST_DIGITS
    number = Decimal(format(value, ".15g"))
    if "%" in _ASIDE.sub("", number_format):
        return plain(number.scaleb(2)) + "%"
    unit = _UNIT.search(number_format)
    return plain(number) + (unit[1] if unit else "")


def _duration(value: dt.timedelta, number_format: str) -> str:
    """Seconds; a cell shown as `1:05` stays so, for nobody can tell minutes from hours in it."""
    if _HOURS_MINUTES.fullmatch(_ASIDE.sub("", number_format).split(";")[0].strip()):
        minutes = value // dt.timedelta(minutes=1)
        return f"{minutes // 60}:{minutes % 60:02}"
    whole = value // dt.timedelta(seconds=1)
    rest = Decimal((value % dt.timedelta(seconds=1)).microseconds).scaleb(-6)
    return plain(whole + rest) + "秒"
