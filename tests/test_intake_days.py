"""Days: every usual way to write one is read, and none is guessed at."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csperf.errors import Problem
from csperf.intake.days import (
    Days,
    days_in_name,
    missing_days,
    month_of,
    read_days,
    spoken,
)
from csperf.intake.dialect import DateOrder
from csperf.intake.grid import DISGUISED
from csperf.texts import messages, tell

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))
SERIALS = st.dates(date(2009, 7, 6), date(2064, 4, 7))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WIDE = str.maketrans("0123456789-/.:~ ", "０１２３４５６７８９－／．：～　")

READ = {
    "2026-05-31": "2026-05-31",
    "2026-5-1": "2026-05-01",
    "2026-05-31 14:16:18": "2026-05-31",
    "2026-05-31  14:16:18.500000": "2026-05-31",
    "2026/5/31 14:16": "2026-05-31",
    "2026-05-31T14:16:18+08:00": "2026-05-31",
    "2026-05-31 14:16:18 +0800": "2026-05-31",
    "2026-02-21 10:30:00 -0500": "2026-02-21",
    "20260531": "2026-05-31",
    "20260531 14:16": "2026-05-31",
    "2026年5月31日": "2026-05-31",
    "2026年05月31日14:16": "2026-05-31",
    "2026年5月31日 14时16分18秒": "2026-05-31",
    "2026 年 5 月 31 号": "2026-05-31",
    "26年5月31日": "2026-05-31",
    "2026.5.31": "2026-05-31",
    "2026_05_31": "2026-05-31",
    "3/20/20": "2020-03-20",
    "3/20/20 17:48:54": "2020-03-20",
    "3/20/2020 5:48 PM": "2020-03-20",
    "20/03/2020": "2020-03-20",
    "20/03/2020 下午 5:48": "2020-03-20",
    "31.05.2026": "2026-05-31",
    "05-31-2026": "2026-05-31",
    "5/5/26": "2026-05-05",
    "31-May-26": "2026-05-31",
    "31 May 2026": "2026-05-31",
    "31st May, 2026": "2026-05-31",
    "May 31, 2026": "2026-05-31",
    "1 Sept 2026": "2026-09-01",
    "2026-05-31 星期日": "2026-05-31",
    "2026-05-31（周日）": "2026-05-31",
    "2026年5月31日 星期天 14:16": "2026-05-31",
    "2026-05-31 14:16 周日": "2026-05-31",
    "2026-05-31, Sunday": "2026-05-31",
    "31/5/26 Sun": "2026-05-31",
    "２０２６－０５－３１": "2026-05-31",
    "２０２６年５月３１日　１４：１６": "2026-05-31",
    "\t2026-05-31 ": "2026-05-31",
    '="2026-05-31"': "2026-05-31",
    "46173": "2026-05-31",
    "46173.5946": "2026-05-31",
    "2026-10": "2026-10",
    "2026/2": "2026-02",
    "2026年10月": "2026-10",
    "2026年10月份": "2026-10",
    "2026-10-01~2026-10-31": "2026-10",
    "2026-10-01 至 2026-10-07": "2026-10-01~2026-10-07",
    "2026-10-01到2026-10-07": "2026-10-01~2026-10-07",
    "2026-10-01 to 2026-10-07": "2026-10-01~2026-10-07",
    "2026.10.01-2026.10.31": "2026-10",
    "2026/10/01 - 2026/10/31": "2026-10",
    "2026-10-01-2026-10-31": "2026-10",
    "20261001-20261031": "2026-10",
    "2026年10月1日-2026年10月7日": "2026-10-01~2026-10-07",
    "2026年10月1日——2026年10月7日": "2026-10-01~2026-10-07",
    "2026-10-01 00:00:00 ~ 2026-10-31 23:59:59": "2026-10",
    "2026-10-01 00:00:00 - 2026-10-31 23:59:59": "2026-10",
    "2026-10～2026-11": "2026-10-01~2026-11-30",
    "10/01/2026 - 10/31/2026": "2026-10",
    "2026-10-05~2026-10-05": "2026-10-05",
}
MISSING = ("", "-", "--", "—", "无", "NaN", "N/A", "　")
FAULTS = {
    "2026-02-30": "date-impossible",
    "2026-13-01": "date-impossible",
    "2026-00-10": "date-impossible",
    "20260230": "date-impossible",
    "2026年2月29日": "date-impossible",
    "2026-13": "date-impossible",
    "30/02/2026": "date-impossible",
    "31-Apr-26": "date-impossible",
    "5月31日": "date-no-year",
    "05-31": "date-no-year",
    "5/31": "date-no-year",
    "31-May": "date-no-year",
    "May-26": "date-no-year",
    "10月": "date-no-year",
    "1900-01-00": "date-far",
    "1970-01-01": "date-far",
    "0000-00-00": "date-far",
    "2126年5月31日": "date-far",
    "31/05/1926": "date-far",
    "1999-12": "date-far",
    "2026-05-31 周一": "date-weekday",
    "2026-10-31~2026-10-01": "date-backwards",
    "2026-10-31~2026-02-30": "date-impossible",
    "2026-10-01~10-31": "date-no-year",
    "2026-10-01~2026-10-02~2026-10-03": "date-unreadable",
    "昨天": "date-unreadable",
    "2026.1": "date-unreadable",
    "2026": "date-unreadable",
    "202610": "date-unreadable",
    "46173元": "date-unreadable",
    "39999": "date-unreadable",
    "60001": "date-unreadable",
    "2026-05/31": "date-unreadable",
    "2026-05-31 25:00": "date-unreadable",
    "2026-05-31 14:61": "date-unreadable",
    "2026-05 14:16": "date-unreadable",
    "2026-05 周日": "date-unreadable",
    "31 Mai 2026": "date-unreadable",
    "٢٠٢٦-٠٥-٣١": "date-unreadable",
    "2026-05-31" * 9: "date-unreadable",
    "#REF!": "cell-error-value",
    DISGUISED: "cell-disguised",
}
WRITTEN: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y-%m-%d %H:%M:%S}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.year}/{d.month}/{d.day} 9:05",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}年{d.month}月{d.day}日 星期{'一二三四五六日'[d.weekday()]}",
    lambda d: f"{d.day}-{MONTHS[d.month - 1]}-{d:%y}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d:%Y-%m-%d}".translate(WIDE),
    lambda d: f"{d:%Y-%m-%d}T23:59:59+08:00",
)
IN_ORDER: dict[DateOrder, tuple[Callable[[date], str], ...]] = {
    "year_first": (lambda d: f"{d:%y-%m-%d}", lambda d: f"{d:%y}/{d.month}/{d.day}"),
    "month_first": (lambda d: f"{d:%m/%d/%Y}", lambda d: f"{d.month}/{d.day}/{d:%y} 17:48:54"),
    "day_first": (lambda d: f"{d:%d/%m/%Y}", lambda d: f"{d.day}.{d.month}.{d:%y}"),
}


def day(text: str) -> Days:
    return Days(date.fromisoformat(text), date.fromisoformat(text))


def said(texts: list[str], order: DateOrder = "") -> list[str]:
    """The days of a column that has no fault, as they are spoken."""
    days, findings = read_days(texts, order)
    assert not [finding for finding in findings if finding.stops]
    return [spoken(each) if each else "" for each in days]


@pytest.mark.parametrize("text", READ)
def test_every_usual_way_to_write_days_is_read(text: str) -> None:
    assert said([text]) == [READ[text]]


@pytest.mark.parametrize("text", MISSING)
def test_a_mark_for_nothing_is_no_day(text: str) -> None:
    assert said(["2026-05-31", text]) == ["2026-05-31", ""]


@pytest.mark.parametrize("text", FAULTS)
def test_what_is_no_day_is_refused_with_its_row(text: str) -> None:
    days, findings = read_days(["2026-05-31", text, "", text])
    assert not days
    assert [(each.id, each.rows) for each in findings] == [(FAULTS[text], (1, 3))]


def test_one_date_proves_the_order_of_a_column() -> None:
    assert said(["3/4/26", "3/20/26"]) == ["2026-03-04", "2026-03-20"]
    assert said(["03/04/2026", "20/03/2026"]) == ["2026-04-03", "2026-03-20"]
    assert said(["26-03-04", "26-03-5"]) == ["2026-03-04", "2026-03-05"], "no year has one digit"
    assert said(["3/4/26 Wed", "3/5/26"]) == ["2026-03-04", "2026-03-05"], "a weekday proves it"
    assert said(["2026-03-04", "3/20/26"]) == ["2026-03-04", "2026-03-20"]


def test_a_column_that_proves_no_order_is_refused_as_a_whole() -> None:
    days, (finding,) = read_days(["5/5/26", "3/4/26", "", "3/5/26"])
    assert not days
    assert finding.id == "date-ambiguous"
    assert (finding.whole, finding.rows) == (True, (1, 3))
    assert finding.facts == {"text": "3/4/26", "readings": ("2026-03-04", "2026-04-03")}
    _, (finding,) = read_days(["03-04-05"])
    assert finding.facts["readings"] == ("2003-04-05", "2005-03-04", "2005-04-03")


def test_a_date_with_its_year_first_proves_nothing_of_others() -> None:
    _, (finding,) = read_days(["2026-03-04", "3/4/26"])
    assert finding.id == "date-ambiguous"


def test_a_column_of_two_orders_is_refused() -> None:
    _, (finding,) = read_days(["3/20/26", "2/3/26", "20/3/26"])
    assert finding.id == "date-orders"
    assert (finding.whole, finding.rows) == (True, (0, 2))
    assert finding.facts == {"text": "3/20/26", "other": "20/3/26"}


def test_three_dates_may_have_no_order_in_common_though_each_two_have() -> None:
    _, (finding,) = read_days(["02-03-26", "26-02-03", "02-13-26", "31-02-03"])
    assert finding.id == "date-orders"


def test_a_stated_order_decides() -> None:
    column = ["3/4/26", "2026-03-05"]
    assert said(column, "month_first") == ["2026-03-04", "2026-03-05"]
    assert said(column, "day_first") == ["2026-04-03", "2026-03-05"]
    days, (finding,) = read_days(["3/4/26", "3/20/26"], "day_first")
    assert (days, finding.id, finding.rows) == ([], "date-against-order", (1,))


def test_day_numbers_count_only_where_the_whole_column_has_them() -> None:
    assert said(["46173", "", "46174.25"]) == ["2026-05-31", "", "2026-06-01"]
    assert said(["46173"], "day_first") == ["2026-05-31"]
    _, findings = read_days(["46173", "2026-06-01", "46174"])
    assert [(f.id, f.rows) for f in findings] == [("date-serial", (0,)), ("date-serial", (2,))]


def test_times_in_utc_are_told() -> None:
    days, (finding,) = read_days(["2026-05-31", "2026-05-31T23:30:00Z"])
    assert days == [day("2026-05-31")] * 2
    assert (finding.id, finding.stops, finding.rows) == ("date-utc", False, (1,))


def test_all_faults_of_a_column_are_told_at_once() -> None:
    _, findings = read_days(["2026-02-30", "昨天", "3/4/26"])
    assert [each.id for each in findings] == [
        "date-impossible",
        "date-unreadable",
        "date-ambiguous",
    ]


def test_an_empty_column_has_no_days() -> None:
    assert read_days([]) == ([], [])
    assert read_days(["", "--"]) == ([None, None], [])


TOLD = {
    "date-unreadable": (["昨天"], ""),
    "date-impossible": (["2026-02-30"], ""),
    "date-no-year": (["5月31日"], ""),
    "date-far": (["1970-01-01"], ""),
    "date-weekday": (["2026-05-31 周一"], ""),
    "date-backwards": (["2026-10-31~2026-10-01"], ""),
    "date-serial": (["46173", "2026-06-01"], ""),
    "date-against-order": (["20/3/26"], "month_first"),
    "date-orders": (["3/20/26", "20/3/26"], ""),
    "date-ambiguous": (["3/4/26"], ""),
    "date-utc": (["2026-05-31T23:30:00Z"], ""),
}


def test_every_message_of_days_has_its_example() -> None:
    assert {id_ for id_ in messages("days") if id_.startswith("date-")} == TOLD.keys()


@pytest.mark.parametrize("id_", TOLD)
def test_every_fault_is_told_with_its_facts(id_: str) -> None:
    texts, order = TOLD[id_]
    _, (finding,) = read_days(texts, order)  # type: ignore[arg-type] # a literal in the table
    assert finding.id == id_
    told = Problem(finding.id, facts={"heading": "日期", **finding.facts})
    for shown in (tell(told, "zh"), tell(told, "en")):
        assert texts[finding.rows[0]] in shown
        assert not re.search(r"[{}]", shown)


def test_an_ambiguous_column_is_told_like_this() -> None:
    _, (finding,) = read_days(["3/4/26"])
    told = Problem(finding.id, facts={"heading": "日期", **finding.facts})
    assert tell(told, "zh").startswith(
        "日期：看不出“3/4/26”里哪个是年、月、日，它可以是 2026-03-04、2026-04-03，"
    )
    assert tell(told, "en").startswith(
        "日期: '3/4/26' could be any of 2026-03-04, 2026-04-03, and no other date"
    )


@given(DATES, st.sampled_from(WRITTEN))
def test_every_written_form_of_a_date_gives_the_same_day(
    a: date, form: Callable[[date], str]
) -> None:
    assert read_days([form(a)]) == ([Days(a, a)], [])


@given(SERIALS)
def test_a_day_number_is_the_days_since_the_end_of_1899(a: date) -> None:
    assert read_days([str((a - date(1899, 12, 30)).days)]) == ([Days(a, a)], [])


@given(st.lists(DATES, min_size=1), st.sampled_from(sorted(IN_ORDER)), st.data())
def test_a_stated_order_reads_what_was_written_in_it(
    dates: list[date], order: DateOrder, data: st.DataObject
) -> None:
    forms = IN_ORDER[order]
    column = [data.draw(st.sampled_from(forms))(each) for each in dates]
    assert read_days(column, order) == ([Days(each, each) for each in dates], [])


@given(st.lists(DATES, min_size=1), st.sampled_from(sorted(IN_ORDER)), st.data())
def test_without_a_stated_order_a_column_is_read_rightly_or_refused(
    dates: list[date], order: DateOrder, data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(IN_ORDER[order]))
    days, findings = read_days([form(each) for each in dates])
    refused = [each.id for each in findings]
    assert refused == ["date-ambiguous"] or days == [Days(each, each) for each in dates]


@given(st.lists(st.text(st.sampled_from("0123456789-/.年月日 ~至:TZ周一MayOct"), max_size=24)))
def test_no_text_raises_and_every_row_is_answered(texts: list[str]) -> None:
    days, findings = read_days(texts)
    stopped = any(each.stops for each in findings)
    assert len(days) == (0 if stopped else len(texts))
    assert all(0 <= row < len(texts) for each in findings for row in each.rows)


@given(st.lists(st.sampled_from([*READ, *MISSING, "3/4/26", "5月31日"])), st.randoms())
def test_the_order_of_rows_changes_no_days(texts: list[str], random: Random) -> None:
    rows = list(range(len(texts)))
    random.shuffle(rows)
    days, findings = read_days(texts)
    mixed, others = read_days([texts[row] for row in rows])
    assert mixed == ([days[row] for row in rows] if days else [])
    assert bool(findings) == bool(others)


@st.composite
def stretches(draw: st.DrawFn) -> Days:
    first = draw(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
    return Days(first, first + timedelta(days=draw(st.integers(0, 70))))


@given(stretches())
def test_what_is_spoken_reads_back(days: Days) -> None:
    assert read_days([spoken(days)]) == ([days], [])


def every(days: Days) -> set[date]:
    return {days.first + timedelta(days=n) for n in range((days.last - days.first).days + 1)}


@given(st.lists(stretches(), max_size=6), stretches())
def test_missing_days_are_those_of_the_period_that_nobody_saw(
    seen: list[Days], whole: Days
) -> None:
    gaps = missing_days(seen, whole)
    left = every(whole) - {each for days in seen for each in every(days)}
    assert [each for gap in gaps for each in sorted(every(gap))] == sorted(left)
    assert all((b.first - a.last).days > 1 for a, b in pairwise(gaps))


@given(stretches(), stretches())
def test_overlap_and_inclusion_are_those_of_the_days(a: Days, b: Days) -> None:
    assert a.overlaps(b) == b.overlaps(a) == bool(every(a) & every(b))
    assert a.within(b) == (every(a) <= every(b))


def test_the_last_day_that_there_is_can_be_seen() -> None:
    end = Days(date(9999, 12, 1), date.max)
    assert missing_days([Days(date(9999, 12, 2), date.max)], end) == [day("9999-12-01")]


def test_days_do_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="2026-10-01 is before 2026-10-02"):
        Days(date(2026, 10, 2), date(2026, 10, 1))


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "202610", "2026-10-01", "", "0000-01"])
def test_what_is_no_month_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"not written like|must be in|out of range"):
        month_of(text)


DAY = r"(?P<day>\d{8}|\d{4}[-_]\d\d[-_]\d\d|\d{4}年\d+月\d+日)"
SPAN = r"(?P<from>[\d-]{8,10})[_~至](?P<until>[\d-]{8,10})"
NAMED = (
    ("客服绩效20261031.xlsx", DAY, "2026-10-31"),
    ("客服绩效2026-10-31.xlsx", DAY, "2026-10-31"),
    ("客服绩效2026_10_31.xlsx", DAY, "2026-10-31"),
    ("客服绩效2026年10月31日.xlsx", DAY, "2026-10-31"),
    ("客服绩效20261331.xlsx", DAY, ""),
    ("客服绩效.xlsx", DAY, ""),
    ("a_20261001_20261007.csv", SPAN, "2026-10-01~2026-10-07"),
    ("a_2026-10-01至2026-10-31.csv", SPAN, "2026-10"),
    ("a_20261007_20261001.csv", SPAN, ""),
    ("a_20261007_20269901.csv", SPAN, ""),
    ("202610考勤.xlsx", r"(?P<month>\d{6})", "2026-10"),
    ("2026-10考勤.xlsx", r"(?P<month>\d{4}-\d\d)", "2026-10"),
    ("2026年10月考勤.xlsx", r"(?P<month>\d+年\d+月)", "2026-10"),
    ("202613考勤.xlsx", r"(?P<month>\d{6})", ""),
    ("10-11-26.csv", r"(?P<day>[\d-]+)", ""),
    ("46173.csv", r"(?P<day>\d+)", ""),
    ("20261031.csv", rf"{SPAN}|{DAY}", "2026-10-31"),
    ("20261031.csv", r"\d+", ""),
)


@pytest.mark.parametrize(("name", "pattern", "expected"), NAMED)
def test_a_file_name_tells_its_days(name: str, pattern: str, expected: str) -> None:
    days = days_in_name(name, re.compile(pattern))
    assert (spoken(days) if days else "") == expected


# Tables of other people, beside the checkout: heading, how its dates are written, the order needed.
REAL: tuple[tuple[str, str, str, DateOrder], ...] = (
    ("chinook/Invoice.csv", "InvoiceDate", "%Y-%m-%d %H:%M:%S", ""),
    ("adventureworks/Sales SalesPerson.csv", "ModifiedDate", "%Y-%m-%d %H:%M:%S.%f", ""),
    ("pwc_callcentre/Call-Center-Dataset.csv", "Date", "%Y-%m-%d", ""),
    ("ecom_csat/ecom_csat_test20pct.csv", "Issue_reported at", "%d/%m/%Y %H:%M", ""),
    ("ecom_csat/ecom_csat_test20pct.csv", "Survey_response_Date", "%d-%b-%y", ""),
    ("tech_support/spaceoutfitters_support_data.csv", "Created Time", "%m/%d/%y %H:%M", ""),
    ("tech_support/spaceoutfitters_support_data.csv", "Close Time", "%m/%d/%y %H:%M", ""),
    ("tmall_orders/tmall_order_report.csv", "订单付款时间 ", "%Y-%m-%d %H:%M:%S", ""),
    ("crm_sales/sales_pipeline.csv", "close_date", "%d-%m-%y", "day_first"),
)


def column_of(file: str, heading: str) -> list[str]:
    path = DATA / file
    if not path.exists():
        pytest.skip(f"{path} is not here: dates of real tables are NOT checked")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [row[heading] for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("file", "heading", "form", "order"), REAL)
def test_dates_of_real_tables_are_read(
    file: str, heading: str, form: str, order: DateOrder
) -> None:
    texts = column_of(file, heading)
    days, findings = read_days(texts, order)
    assert not findings
    for text, each in zip(texts, days, strict=True):
        expected = datetime.strptime(text, form).date() if text else None  # noqa: DTZ007 - a day
        assert each == (Days(expected, expected) if expected else None)


def test_a_real_table_whose_order_nothing_proves_is_refused() -> None:
    _, findings = read_days(column_of("crm_sales/sales_pipeline.csv", "close_date"))
    assert [each.id for each in findings] == ["date-ambiguous"]
