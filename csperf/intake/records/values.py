"""Values: the cells of one column of an export become ids, money, counts, durations and flags.

Why two ways: what has the plain form (`1234.50`, `12`) is read by Polars in one sweep, everything
else text by text with `csperf.intake.cells`, each distinct text once. Both give the same, which a
test holds with generated texts; so the fast way may know as few forms as it likes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal

import polars as pl

from csperf.exact import exactly
from csperf.intake.cells import Bare, Fault, folded_text, is_nothing, read_cell
from csperf.intake.grid import DISGUISED, EDGES, LOST_DIGITS, NO_VALUE
from csperf.metrics.records import Kind
from csperf.units import Unit

Value = str | int | bool
Values = Mapping[str, Value | Fault | None]
"""What each distinct text is: a value, nothing, or a fault."""

MOST_FEN = 10**14
_SHOWN = 24
_PLAIN = {
    "money": r"^-?[0-9]{1,12}(?:\.[0-9]{1,2})?$",
    "count": r"^[0-9]{1,12}$",
    "duration": r"^[0-9]{1,6}(?:\.[0-9]{1,3})?$",
}
# Signs that are the same in every form of Unicode, and that no rule of csperf's reader changes.
_COMMON = r"\x20-\x7e\u3001-\u3020\u4e00-\u9fff\uff01-\uff5e“”‘’…—·→￥"
_ODD_TEXT = rf"(?i)^$|^[=\s]|\s$|^[-—–#]|^(?:nan|null|none|n/a|na|nil|无|暂无|无数据)$|[^{_COMMON}]"
_ODD_ID = _ODD_TEXT + r"|^'|e\+|\.0+$"
_EXPONENT = re.compile(r"\d(?:\.\d+)?e\+\d+", re.IGNORECASE | re.ASCII)
_ZEROS_BEHIND = re.compile(r"(\d+)\.0+", re.ASCII)
_SURE_DIGITS = 15
_MILLIS = {"毫秒": 1, "秒": 1000, "分钟": 60_000, "小时": 3_600_000}
_YUAN = {"": 1, "元": 1, "万元": 10_000, "亿元": 100_000_000}
_FLAGS = dict.fromkeys(("是", "true", "yes", "y", "1", "对", "已"), True) | dict.fromkeys(
    ("否", "false", "no", "n", "0", "不是", "未"), False
)
_NONE_OF_MONEY = {"无退款申请", "没有申请退款", "无退款"}
_MARKS = {
    NO_VALUE: "cell-formula",
    LOST_DIGITS: "id-lost-digits",
    DISGUISED: "cell-disguised",
}


def plain_values(texts: pl.Series, kind: Kind, unit: str) -> pl.Series:
    """The values of the texts that have the plain form, null for all others."""
    match kind:
        case "id" | "text":
            odd = _ODD_ID if kind == "id" else _ODD_TEXT
            return _where(texts, ~texts.str.contains(odd))
        case "money":
            fen = _hundredths(_where(texts, texts.str.contains(_PLAIN["money"])), 2)
            return fen if unit in {"", "元"} else fen.clear().extend_constant(None, len(fen))
        case "count":
            return _where(texts, texts.str.contains(_PLAIN["count"])).cast(pl.Int64)
        case "duration" if unit in _MILLIS and unit != "毫秒":
            plain = _where(texts, texts.str.contains(_PLAIN["duration"]))
            return _hundredths(plain, 3) * (_MILLIS[unit] // 1000)
        case "duration":
            return pl.Series(texts.name, [None] * len(texts), dtype=pl.Int64)
        case "flag":
            return pl.Series(texts.name, [None] * len(texts), dtype=pl.Boolean)
        case "moment":
            raise AssertionError("moments are read by csperf.intake.records.moments")


def _where(texts: pl.Series, holds: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"text": texts, "holds": holds})
    return frame.select(pl.when("holds").then("text")).to_series()


def _hundredths(texts: pl.Series, scale: int) -> pl.Series:
    """Decimal texts as whole numbers of their smallest part; exact, for none has more digits."""
    return texts.cast(pl.Decimal(20, scale)).to_physical().cast(pl.Int64)


def value_of(kind: Kind, unit: str) -> Callable[[str], Value | Fault | None]:
    """What reads one text of this kind.

    >>> value_of("money", "")("¥1,234.5"), value_of("money", "万元")("1.2")
    (123450, 1200000)
    >>> value_of("money", "")("0.005").id, value_of("id", "")("5.1E+18").id
    ('cell-below-fen', 'id-exponent')
    """
    match kind:
        case "id":
            return _id
        case "text":
            return _text
        case "money":
            return lambda text: _money(text, unit)
        case "count":
            return _count
        case "duration":
            return lambda text: _duration(text, unit)
        case "flag":
            return _flag
        case "moment":
            raise AssertionError("moments are read by csperf.intake.records.moments")


def _id(text: str) -> str | Fault | None:
    """An id as text; digits that a spreadsheet has lost are never guessed."""
    if text in _MARKS:
        return Fault(_MARKS[text])
    text = unicodedata.normalize("NFC", text)
    found = read_cell(text.strip(EDGES).removeprefix("'"), Unit.TEXT)
    if not isinstance(found, str):
        return found if isinstance(found, Fault) else None
    if _EXPONENT.fullmatch(found):
        return Fault("id-exponent", {"text": _cut(found)})
    zeros = _ZEROS_BEHIND.fullmatch(found)
    if zeros is None:
        return found
    return zeros[1] if len(zeros[1]) <= _SURE_DIGITS else Fault("id-lost-digits")


def _text(text: str) -> str | Fault | None:
    if text in _MARKS:
        return Fault("cell-formula" if text == NO_VALUE else "cell-disguised")
    found = read_cell(unicodedata.normalize("NFC", text), Unit.TEXT)
    return found if isinstance(found, str | Fault) else None


def _money(text: str, unit: str) -> int | Fault | None:
    if text.strip() in _NONE_OF_MONEY:
        return None
    found = read_cell(text, Unit.MONEY)
    if not isinstance(found, Decimal):
        return found if isinstance(found, Fault) else None
    with exactly():
        scaled = "万" in text or "亿" in text
        return _whole(found * (1 if scaled else _YUAN[unit]), 100, text, "cell-below-fen")


def _count(text: str) -> int | Fault | None:
    found = read_cell(text, Unit.COUNT)
    if isinstance(found, Decimal):
        return _whole(found, 1, text, "cell-not-whole")
    return found if isinstance(found, Fault) else None


def _duration(text: str, unit: str) -> int | Fault | None:
    found = read_cell(text, Unit.SECONDS)
    if isinstance(found, Bare):
        if unit not in _MILLIS:
            return Fault("duration-without-unit", {"text": _cut(text)})
        with exactly():
            return _whole(found.number * _MILLIS[unit], 1, text, "duration-below-millisecond")
    if isinstance(found, Decimal):
        with exactly():
            return _whole(found, 1000, text, "duration-below-millisecond")
    return found if isinstance(found, Fault) else None


def _whole(value: Decimal, times: int, text: str, fault: str) -> int | Fault:
    """A value as a whole number of its smallest part, or a fault where that would round it."""
    scaled = value * times
    if scaled != scaled.to_integral_value():
        return Fault(fault, {"text": _cut(text)})
    if abs(scaled) >= MOST_FEN:
        return Fault("cell-digits", {"text": _cut(text)})
    return int(scaled)


def _flag(text: str) -> bool | Fault | None:
    folded = folded_text(text).casefold()
    if is_nothing(folded):
        return None
    found = _FLAGS.get(folded)
    return Fault("cell-not-flag", {"text": _cut(text)}) if found is None else found


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
