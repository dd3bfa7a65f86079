"""Texts of the days that rows are about."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_LIKE_ZH = "请写成 2026-05-31 这样的日期；没有日期请留空。"
_LIKE_EN = "Write it like 2026-05-31; leave it blank if there is none."

MESSAGES: Final[dict[str, Message]] = {
    "date-unreadable": Message(
        "{heading}：“{text}”不是日期。", "{heading}: {text!r} is not a date.", _LIKE_ZH, _LIKE_EN
    ),
    "date-impossible": Message(
        "{heading}：没有“{text}”这一天。",
        "{heading}: there is no such day as {text!r}.",
        "请核对月份和日期。",
        "Please check its month and day.",
    ),
    "date-no-year": Message(
        "{heading}：“{text}”没有写年份。",
        "{heading}: {text!r} names no year.",
        "请写成 2026-05-31 这样带年份的日期。",
        "Write it with its year, like 2026-05-31.",
    ),
    "date-far": Message(
        "{heading}：“{text}”的年份不在 2000 到 2099 之间。",
        "{heading}: the year of {text!r} is not within 2000 to 2099.",
        "1900-01-00、1970-01-01 之类多半是程序给空日期填的：没有日期请留空，否则请写上真实日期。",
        "Programs write an empty date as 1900-01-00 or 1970-01-01: "
        "leave it blank if there is none, or write the real one.",
    ),
    "date-weekday": Message(
        "{heading}：“{text}”里的日期和星期对不上。",
        "{heading}: {text!r} does not fall on that day of the week.",
        "请核对日期。",
        "Please check the date.",
    ),
    "date-backwards": Message(
        "{heading}：“{text}”的结束日期早于开始日期。",
        "{heading}: {text!r} ends before it begins.",
        "请核对起止日期。",
        "Please check both dates.",
    ),
    "date-serial": Message(
        "{heading}：“{text}”像是 Excel 内部的日期编号，而这一列的其他单元格不是。",
        "{heading}: {text!r} looks like a day number of Excel, but other cells here are none.",
        "请把这一列统一写成 2026-05-31 这样的日期。",
        "Write the whole column like 2026-05-31.",
    ),
    "date-against-order": Message(
        "{heading}：平台格式说日期按{order}的顺序写，“{text}”这样读不通。",
        "{heading}: dates here are said to be written {order}, which makes no sense of {text!r}.",
        "请写成 2026-05-31 这样的日期；如果整列都是别的顺序，请改平台格式里的 dates。",
        "Write it like 2026-05-31; if the whole column has another order, "
        "mend dates in the dialect.",
    ),
    "date-orders": Message(
        "{heading}：“{text}”和“{other}”的年月日顺序不一致，看不出各是哪一天。",
        "{heading}: {text!r} and {other!r} differ in the order of year, month and day, "
        "so their days are unclear.",
        "请把这一列统一写成 2026-05-31 这样的日期。",
        "Write the whole column like 2026-05-31.",
    ),
    "date-ambiguous": Message(
        "{heading}：看不出“{text}”里哪个是年、月、日，它可以是 {readings}，整列都没有能区分的日期。",
        "{heading}: {text!r} could be any of {readings}, and no other date of the column can tell.",
        "请把这一列写成 2026-05-31 这样的日期；如果每次导出都这样，请在平台格式里写 dates: year_first、month_first 或 day_first。",
        "Write the column like 2026-05-31; if every export is like this, "
        "write dates: year_first, month_first or day_first in the dialect.",
    ),
    "date-utc": Message(
        "{heading}：时间是 UTC（如“{text}”），日期按所写的读取，没有换算成北京时间。",
        "{heading}: times are in UTC (such as {text!r}); their days are taken as written, "
        "not as in China.",
        "零点到早上八点的记录会因此算到前一天；请尽量按北京时间导出。",
        "Work between midnight and 8 a.m. in China counts for the day before; "
        "export in China time if you can.",
    ),
    "order-year-first": Message("年/月/日", "year/month/day"),
    "order-month-first": Message("月/日/年", "month/day/year"),
    "order-day-first": Message("日/月/年", "day/month/year"),
}
