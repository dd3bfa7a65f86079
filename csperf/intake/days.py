"""Days: the day, month or stretch of days that a row or a file is about, read from its text.

Why a column is read at once: `3/4/26` is a day in March or one in April, and only its neighbours
(`3/20/26`) can tell. Where they cannot, the column is refused: a guess would move work, and the pay
for it, into another month.
Why only 2000 to 2099: an empty date leaves programs as 1900-01-00 or 1970-01-01, which is no day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csperf.errors import Fact, Term
from csperf.intake.cells import Fault, folded_text, read_cell
from csperf.intake.columns import Finding
from csperf.intake.dialect import DateOrder
from csperf.units import Unit

_DAY = timedelta(days=1)
_YEARS = range(2000, 2100)
_MONTHS_OF_YEAR = range(1, 13)
_YEAR_DIGITS = (2, 4)
_DAY_DIGITS = (1, 2)
_LONGEST = 60
_SHOWN = 24
_ORDERS: Mapping[DateOrder, Term] = {
    "year_first": Term("order-year-first"),
    "month_first": Term("order-month-first"),
    "day_first": Term("order-day-first"),
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_MONTH_NAMES = {name: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH_NAMES |= {name[:3]: number for name, number in _MONTH_NAMES.items()}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {name: number for number, name in enumerate(_WEEK)} | {"tues": 1, "thur": 3, "thurs": 3}
_WEEKDAYS |= {name[:3]: number for name, number in _WEEKDAYS.items()}
_WEEKDAYS |= {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}

# Workbooks count days from 1899-12-30, for their 1900 has a 29 February. Only the numbers that are
# days of 2009 to 2064 count, so that no amount or id is taken for one.
_EPOCH = date(1899, 12, 30)
_SERIALS = range(40_000, 60_001)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)

# What stands for year, month and day is plain from how these are written.
_CERTAIN = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<y>\d{4})([-/._])(?P<m>\d\d?)\2(?P<d>\d\d?)",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<y>\d{4}|\d\d)\s?年\s?(?P<m>\d\d?)\s?月\s?(?P<d>\d\d?)\s?[日号]?",
        r"(?P<d>\d\d?)(?:st|nd|rd|th)?[- /]?(?P<m>[a-z]{3,9})[- /.,]{0,2}(?P<y>\d{4}|\d\d)",
        r"(?P<m>[a-z]{3,9})\.? ?(?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>\d{4})",
    )
)
# A month by a dot is none: in a workbook's number `2026.1` may have been `2026.10`.
_MONTH = re.compile(r"(\d{4})[-/](\d\d?)|(\d{4}|\d\d)\s?年\s?(\d\d?)\s?月份?", re.ASCII)
_UNCERTAIN = re.compile(r"(\d\d?)([-/.])(\d\d?)\2(\d{4}|\d\d?)", re.ASCII)
_YEARLESS = re.compile(
    r"\d\d?\s?月(?:\s?\d\d?\s?[日号]?|份)?|\d\d?[-/.]\d\d?"
    r"|\d\d?[- ]?(?P<name>[a-z]{3,9})|(?P<ahead>[a-z]{3,9})\.?[- ]?\d\d?",
    re.ASCII,
)

_CLOCK = re.compile(
    r"(?:(?<=\d)t|,?\s+|(?<=[日号天)一二三四五六]))(?:(?:上午|下午|凌晨|早上|中午|晚上)\s?)?"
    r"(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?|[时点][0-5]?\d分(?:[0-5]?\d秒)?)"
    r"(?:\s?[ap]m)?(?:\s?(?P<zone>z|utc|gmt|[+-]\d\d(?::?\d\d)?))?$",
    re.ASCII,
)
_TIMED = re.compile(r"([\d/.-]{8,10}) (?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?", re.ASCII)
_WEEKDAY = re.compile(
    r"[\s,(]*(?:(?:星期|礼拜|周)(?P<sign>[一二三四五六日天])"
    rf"|\b(?P<name>{'|'.join(name for name in _WEEKDAYS if name.isascii())}))\)?$"
)
_UTC = re.compile(r"z|utc|gmt|[+-]00(?::?00)?")
# A hyphen joins two dates only between blanks or before the four-digit year of a whole second date.
_JOINED = re.compile(
    r"\s*(?:[~〜∼至到–―]|—+)\s*|\s+(?:-|to)\s+"
    r"|(?<=[\d日号月])-(?=\d{4}(?:[-/.年]|\d{4}(?!\d)))",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """All days from the first to the last; a single day is its own first and last.

    >>> october = month_of("2026-10")
    >>> eve = Days(date(2026, 9, 30), date(2026, 9, 30))
    >>> october.overlaps(eve), Days(eve.first, october.first).overlaps(october)
    (False, True)
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    def overlaps(self, other: Days) -> bool:
        """Whether a day belongs to both."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: Days) -> bool:
        """Whether every day of these belongs to the other."""
        return other.first <= self.first and self.last <= other.last


@dataclass(frozen=True, slots=True)
class _Written:
    """What a text can mean: the days by each order that makes sense of it."""

    by: Mapping[DateOrder, Days]
    serial: bool = False
    utc: bool = False


def month_of(text: str) -> Days:
    """All days of a month written `2026-10`; ValueError, if it is no month.

    A pay month that does not begin on the first is written by its first and last day.

    >>> month_of("2028-02").last, month_of("2026-09-26~2026-10-25").first
    (datetime.date(2028, 2, 29), datetime.date(2026, 9, 26))
    """
    first, _, last = text.partition("~")
    if last:
        return Days(date.fromisoformat(first), date.fromisoformat(last))
    match = re.fullmatch(r"(\d{4})-(\d\d)", text, re.ASCII)
    if match is None:
        raise ValueError(f"{text!r} is not written like 2026-10")
    return _month(int(match[1]), int(match[2]))


def read_days(
    texts: Sequence[str], order: DateOrder = ""
) -> tuple[list[Days | None], list[Finding]]:
    """The days of each cell, None where there are none; no days at all where one is faulty.

    A stated order decides how `3/4/26` is read; a date that begins with a four-digit year needs
    none. Rows are counted from 0.

    >>> days, _ = read_days(["3/4/26", "--", "3/20/26"])
    >>> [spoken(each) if each else None for each in days]
    ['2026-03-04', None, '2026-03-20']
    >>> read_days(["3/4/26"])[1][0].id
    'date-ambiguous'
    """
    read = _read_each(dict.fromkeys(texts))
    read |= _strange_serials(read)
    written = {text: value for text, value in read.items() if isinstance(value, _Written)}
    if order:
        read |= _against(written, order)
    faults = {text: value for text, value in read.items() if isinstance(value, Fault)}
    taken, undecided = (order, []) if order else _order_of(written, texts)
    findings = [*_told(faults, texts), *undecided]
    if findings:
        return [], findings
    days = {text: each.by[taken] for text, each in written.items()}
    return [days.get(text) for text in texts], _utc(written, texts)


def days_in_name(name: str, pattern: re.Pattern[str]) -> Days | None:
    """The days that a file's name tells, by the groups `day`, `from` and `until`, or `month`.

    >>> pattern = re.compile("(?P<from>[0-9-]+)至(?P<until>[0-9-]+)")
    >>> spoken(days_in_name("客服绩效2026-10-01至2026-10-07.xlsx", pattern))
    '2026-10-01~2026-10-07'
    """
    match = pattern.search(name)
    held = {group: text for group, text in match.groupdict().items() if text} if match else {}
    if "day" in held:
        return _only(held["day"])
    if "month" in held:
        return _only(re.sub(r"^(\d{4})[._]?(\d\d)$", r"\1-\2", held["month"]))
    first, last = (_only(held.get(group, "")) for group in ("from", "until"))
    return Days(first.first, last.last) if first and last and first.first <= last.last else None


def missing_days(seen: Iterable[Days], whole: Days) -> list[Days]:
    """The days of a period that nothing was seen of, joined to stretches.

    >>> october = month_of("2026-10")
    >>> seen = [Days(date(2026, 10, 3), date(2026, 10, 30))]
    >>> [spoken(gap) for gap in missing_days(seen, october)]
    ['2026-10-01~2026-10-02', '2026-10-31']
    """
    gaps: list[Days] = []
    start = whole.first
    for days in sorted(days for days in seen if days.overlaps(whole)):
        if start < days.first:
            gaps.append(Days(start, days.first - _DAY))
        if days.last >= whole.last:
            return gaps
        start = max(start, days.last + _DAY)
    return [*gaps, Days(start, whole.last)]


def spoken(days: Days) -> str:
    """`2026-10-01` for a day, `2026-10` for a whole month, `2026-10-01~2026-10-07` for others."""
    if days.first == days.last:
        return str(days.first)
    if days == _month(days.first.year, days.first.month):
        return str(days.first)[:7]
    return f"{days.first}~{days.last}"


def _month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return Days(first, date(year, month, monthrange(year, month)[1]))


def _only(text: str) -> Days | None:
    """The days that a text means whatever the order."""
    read = _read(text)
    meant = set(read.by.values()) if isinstance(read, _Written) and not read.serial else set()
    return meant.pop() if len(meant) == 1 else None


# A column


def _strange_serials(read: Mapping[str, _Written | Fault | None]) -> dict[str, Fault]:
    """Day numbers of a workbook in a column that holds something else as well."""
    written = {text: value for text, value in read.items() if value is not None}
    serials = [text for text, v in written.items() if isinstance(v, _Written) and v.serial]
    if len(serials) == len(written):
        return {}
    return {text: _fault("date-serial", text) for text in serials}


def _against(written: Mapping[str, _Written], order: DateOrder) -> dict[str, Fault]:
    """Texts that the stated order makes no sense of."""
    against = [text for text, each in written.items() if order not in each.by]
    return {text: _fault("date-against-order", text, order=_ORDERS[order]) for text in against}


def _order_of(
    written: Mapping[str, _Written], texts: Sequence[str]
) -> tuple[DateOrder, list[Finding]]:
    """The order that reads every text, or why there is not one."""
    fitting = set(_ORDERS)
    for text, each in written.items():
        if not fitting & each.by.keys():
            return "", [_clash(written, text, texts)]
        fitting &= each.by.keys()
    unclear = {
        text for text, each in written.items() if len({each.by[order] for order in fitting}) > 1
    }
    orders = [order for order in _ORDERS if order in fitting]
    return orders[0], [_ambiguous(written, orders, unclear, texts)] if unclear else []


def _clash(written: Mapping[str, _Written], text: str, texts: Sequence[str]) -> Finding:
    """No order reads all: the text that ended the search, and one that it cannot agree with."""
    orders = written[text].by.keys()
    earlier = list(written)[: list(written).index(text)]
    other = next((one for one in earlier if not orders & written[one].by.keys()), earlier[-1])
    facts = {"text": _cut(other), "other": _cut(text)}
    return Finding("date-orders", _rows(texts, {other, text}), facts, whole=True)


def _ambiguous(
    written: Mapping[str, _Written],
    orders: Sequence[DateOrder],
    unclear: set[str],
    texts: Sequence[str],
) -> Finding:
    rows = _rows(texts, unclear)
    example = texts[rows[0]]
    meant = dict.fromkeys(spoken(written[example].by[order]) for order in orders)
    facts: dict[str, Fact] = {"text": _cut(example), "readings": tuple(meant)}
    return Finding("date-ambiguous", rows, facts, whole=True)


def _utc(written: Mapping[str, _Written], texts: Sequence[str]) -> list[Finding]:
    """Times of day in UTC: near midnight their day is not yet the one in China."""
    utc = {text for text, each in written.items() if each.utc}
    if not utc:
        return []
    rows = _rows(texts, utc)
    return [Finding("date-utc", rows, {"text": _cut(texts[rows[0]])}, stops=False, whole=True)]


def _told(faults: Mapping[str, Fault], texts: Sequence[str]) -> list[Finding]:
    """Each faulty text with its rows."""
    rows: dict[str, list[int]] = {text: [] for text in faults}
    for row, text in enumerate(texts if faults else ()):
        if text in rows:
            rows[text].append(row)
    return [Finding(each.id, tuple(rows[text]), each.facts) for text, each in faults.items()]


def _rows(texts: Sequence[str], chosen: set[str]) -> tuple[int, ...]:
    return tuple(row for row, text in enumerate(texts) if text in chosen)


# One text


def _read_each(texts: Iterable[str]) -> dict[str, _Written | Fault | None]:
    """What each text says; a date is read but once, however many times of day stand behind it."""
    read: dict[str, _Written | Fault | None] = {}
    dates: dict[str, _Written | Fault | None] = {}
    for text in texts:
        timed = _TIMED.fullmatch(text)
        if timed and timed[1] not in dates:
            dates[timed[1]] = _read(f"{timed[1]} 0:00")
        found = dates[timed[1]] if timed else None
        read[text] = found if isinstance(found, _Written) else _read(text)
    return read


def _read(text: str) -> _Written | Fault | None:
    value = read_cell(text, Unit.TEXT)
    if value is None or isinstance(value, Fault):
        return value
    folded = folded_text(text).casefold()
    if len(folded) > _LONGEST:
        return _fault("date-unreadable", text)
    if (serial := _SERIAL.fullmatch(folded)) and int(serial[1]) in _SERIALS:
        day = _EPOCH + timedelta(days=int(serial[1]))
        return _Written(dict.fromkeys(_ORDERS, Days(day, day)), serial=True)
    found = _stretch(folded)
    return _fault(found, text) if isinstance(found, str) else found


def _stretch(text: str) -> _Written | str:
    """One date, or the days from one to another; the id of a fault, if it is neither."""
    ends = [_moment(part) for part in _JOINED.split(text)]
    if len(ends) == 1:
        return ends[0]
    if len(ends) != 2:  # noqa: PLR2004 - a first and a last
        return "date-unreadable"
    first, last = ends
    if isinstance(first, str) or isinstance(last, str):
        return next(end for end in ends if isinstance(end, str))
    shared = [order for order in _ORDERS if order in first.by and order in last.by]
    by = {
        order: Days(first.by[order].first, last.by[order].last)
        for order in shared
        if first.by[order].first <= last.by[order].last
    }
    return _Written(by, utc=first.utc or last.utc) if by else "date-backwards"


def _moment(text: str) -> _Written | str:
    """A date, with or without a time of day and a weekday; the time does not count."""
    rest, named = _weekday(text)
    clock = _CLOCK.search(rest)
    if clock:
        rest = rest[: clock.start()]
        if named is None:
            rest, named = _weekday(rest)
    by = _dates(rest.strip())
    if isinstance(by, str):
        return by
    if (clock or named is not None) and any(days.first != days.last for days in by.values()):
        return "date-unreadable"
    if named is not None:
        by = {order: days for order, days in by.items() if days.first.weekday() == named}
    utc = clock is not None and _UTC.fullmatch(clock["zone"] or "") is not None
    return _Written(by, utc=utc) if by else "date-weekday"


def _weekday(text: str) -> tuple[str, int | None]:
    """A text without the weekday behind it, and that weekday's number."""
    match = _WEEKDAY.search(text)
    if match is None:
        return text, None
    return text[: match.start()], _WEEKDAYS[match["sign"] or match["name"]]


def _dates(text: str) -> Mapping[DateOrder, Days] | str:
    """The days of a bare date by each order that makes sense of it; else the id of a fault."""
    for form in _CERTAIN:
        match = form.fullmatch(text)
        if match and (month := _number_of_month(match["m"])) is not None:
            return _in_every_order(_day(match["y"], month, match["d"]))
    if match := _MONTH.fullmatch(text):
        return _in_every_order(_whole_month(match[1] or match[3], match[2] or match[4]))
    if match := _UNCERTAIN.fullmatch(text):
        return _by_order(match[1], match[3], match[4])
    return "date-no-year" if _is_yearless(text) else "date-unreadable"


def _in_every_order(days: Days | str) -> Mapping[DateOrder, Days] | str:
    return days if isinstance(days, str) else dict.fromkeys(_ORDERS, days)


def _by_order(one: str, two: str, three: str) -> Mapping[DateOrder, Days] | str:
    """Three numbers in each order. A year has two digits or four, so `3/4/26` begins with none."""
    orders: dict[DateOrder, tuple[str, str, str]] = {
        "year_first": (one, two, three),
        "month_first": (three, one, two),
        "day_first": (three, two, one),
    }
    tried = {
        order: _day(year, int(month), day)
        for order, (year, month, day) in orders.items()
        if len(year) in _YEAR_DIGITS and len(day) in _DAY_DIGITS
    }
    by = {order: days for order, days in tried.items() if isinstance(days, Days)}
    return by or ("date-far" if "date-far" in tried.values() else "date-impossible")


def _day(year: str, month: int, day: str) -> Days | str:
    """The day, or the id of what is wrong with it."""
    full = _full_year(year)
    if full not in _YEARS:
        return "date-far"
    if month not in _MONTHS_OF_YEAR or not 0 < int(day) <= monthrange(full, month)[1]:
        return "date-impossible"
    only = date(full, month, int(day))
    return Days(only, only)


def _whole_month(year: str, month: str) -> Days | str:
    full = _full_year(year)
    if full not in _YEARS:
        return "date-far"
    return _month(full, int(month)) if int(month) in _MONTHS_OF_YEAR else "date-impossible"


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) > 2 else 2000 + int(digits)  # noqa: PLR2004 - two digits


def _number_of_month(text: str) -> int | None:
    return int(text) if text.isdigit() else _MONTH_NAMES.get(text)


def _is_yearless(text: str) -> bool:
    """Whether a text is a day of some year: `5月31日`, `5-31`, `31 May`."""
    match = _YEARLESS.fullmatch(text)
    return match is not None and (match["name"] or match["ahead"] or "may") in _MONTH_NAMES


def _fault(fault: str, text: str, **facts: Fact) -> Fault:
    return Fault(fault, {"text": _cut(text), **facts})


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
