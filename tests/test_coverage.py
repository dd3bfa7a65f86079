"""What is said where exports do not reach as far as what is measured of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from csperf.errors import Problem, Word
from csperf.intake.exports import Reading
from csperf.metrics.attribution import Attribution
from csperf.metrics.views import Settings
from csperf.raw_month import Wish, raw_month

ORDERS = """\
订单编号,买家,下单时间,付款时间,实付金额
1,甲,2026-10-01 08:00:00,2026-10-01 08:01:00,10
2,乙,2026-10-03 23:59:59,2026-10-04 00:01:00,20
3,丙,2026-10-04 00:00:00,2026-10-04 00:01:00,30
4,丁,2026-10-01 12:00:00,2026-10-01 12:01:00,40
"""
CHATS = "客服,买家,开始时间,结束时间\n小美,丁,{},{}\n"
AT_NINE = CHATS.format("2026-10-01 09:00:00", "2026-10-01 09:05:00")


def told(
    folder: Path, period: str, settings: Settings | None = None, **files: str
) -> dict[str, Problem]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    wish = Wish((str(folder),), reading=Reading(period=period), settings=settings or Settings())
    with raw_month(wish) as (month, problems):
        found = [*problems, *(month.counts()[1] if month else [])]
    return {one.id: one for one in found}


def test_chats_that_begin_with_the_month_leave_its_first_orders_silent(tmp_path: Path) -> None:
    one = told(tmp_path, "2026-10", orders=ORDERS, chats=AT_NINE)["chats-begin-late"]
    # 1 and 2 lie within 72 hours of the month's begin; 3 does not, and 4 is 小美's
    assert dict(one.facts) == {
        "count": 2,
        "first": "2026-10-01 09:00",
        "hours": 72,
        "since": "2026-09-28 00:00",
    }
    assert not one.stops


@pytest.mark.parametrize(
    ("settings", "chats"),
    [
        (Settings(), CHATS.format("2026-09-30 09:00:00", "2026-09-30 09:05:00")),
        (Settings(Attribution(evidence=("note", "export"))), AT_NINE),
        (Settings(Attribution(window=0)), AT_NINE),
    ],
    ids=["there is a lead-in", "chats own nothing", "no window"],
)
def test_nothing_is_said_where_no_chat_is_missing(
    tmp_path: Path, settings: Settings, chats: str
) -> None:
    assert "chats-begin-late" not in told(tmp_path, "2026-10", settings, orders=ORDERS, chats=chats)


def test_a_month_of_which_there_is_no_row_is_refused(tmp_path: Path) -> None:
    one = told(tmp_path, "2026-11", orders=ORDERS, chats=AT_NINE)["period-without-records"]
    assert dict(one.facts) == {"period": "2026-11", "first": "2026-10-01", "last": "2026-10-04"}
    assert one.stops


def test_one_table_of_another_month_is_told(tmp_path: Path) -> None:
    chats = CHATS.format("2026-09-30 09:00:00", "2026-09-30 09:05:00")
    one = told(tmp_path, "2026-10", orders=ORDERS, chats=chats)["sort-without-records"]
    assert (one.facts["sort"], one.facts["first"]) == (Word("接待", "receptions"), "2026-09-30")
    assert not one.stops
