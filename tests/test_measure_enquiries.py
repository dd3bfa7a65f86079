"""Enquiries: counted by hand over a month's end, on every engine."""

from __future__ import annotations

import pytest
from by_hand import by_their_rows, counted, frames, numbers, owned, shop_orders, written
from engines import ENGINES, at, collected

from csperf.metrics.enquiries import ANSWERED, CONTACTS, MEASURES, answered_view, contacts_view
from csperf.metrics.measure import Frame
from csperf.metrics.records import DAY
from csperf.metrics.selling import Selling

# 甲 asks Mei before midnight and orders with her after it, on the 1st: the next day.
#   Her chat at 08:00 is about that order, so it is no enquiry.
# 乙 asks Mei and Qiang within the hour and orders with Qiang: an enquiry of both, Qiang's success.
# 丙 asks on the 28th and the 29th, orders on the 29th, pays on the 2nd: four days after the 28th,
#   three after the 29th. Both days succeed; the money stands on the 29th.
# 丁 orders two days after asking: too late, lost.
# 戊 ordered by herself 73 hours before she asks: an enquiry again. She orders with Mei, and never
#   pays.
# 己 is filtered, 庚 asks in the second in which he orders: the chat comes first.
# The chat without a customer is nobody's.
CHATS = written(
    "receptions",
    """
    agent  buyer  started      state
    小美   甲     09-30 23:50  -
    小美   甲     10-01 08:00  -
    小美   乙     09-30 10:00  -
    阿强   乙     09-30 10:30  -
    小美   丙     09-28 09:00  -
    小美   丙     09-29 09:00  -
    小美   丁     09-29 20:00  -
    小美   戊     09-30 12:00  -
    小美   己     09-30 12:00  过滤
    阿强   庚     09-30 15:00  -
    小美   -      09-30 16:00  -
    """,
)
ORDERS = owned(
    """
    order  buyer  agent  created      paid         due     amount
    1      甲     小美   10-01 00:01  10-01 00:05  100.00  90.00
    2      乙     阿强   09-30 11:00  09-30 11:01  50.00   50.00
    3      丙     小美   09-29 09:30  10-02 23:59  80.00   80.00
    4      丁     小美   10-01 00:00  10-01 00:01  30.00   30.00
    5      戊     -      09-27 11:00  09-27 11:05  20.00   20.00
    6      戊     小美   09-30 13:00  -            70.00   -
    7      庚     阿强   09-30 15:00  10-01 00:00  10.00   10.00
    """
)


MEI = numbers(
    """
    # 甲 twice (two days), 乙, 丙 twice, 丁, 戊, 己; without 己 and 甲's second day
    咨询人数 8  询单人数 6
    # 丙 on the 29th and 戊; 甲, and 丙 of the 28th, by the next day
    当日下单人数 2  次日下单人数 4  最终下单人数 4
    当日付款人数 0  次日付款人数 1  最终付款人数 3
    当日下单金额 150.00  次日下单金额 250.00  最终下单金额 250.00
    当日付款金额 0.00  次日付款金额 90.00  询单最终付款金额 170.00
    """
)
QIANG = numbers(
    """
    咨询人数 2  询单人数 2  # 乙 and 庚
    当日下单人数 2  次日下单人数 2  最终下单人数 2
    当日付款人数 1  次日付款人数 2  最终付款人数 2  # 庚 pays at midnight
    当日下单金额 60.00  次日下单金额 60.00  最终下单金额 60.00
    当日付款金额 50.00  次日付款金额 60.00  询单最终付款金额 60.00
    """
)


def views(engine: str, selling: Selling) -> dict[str, Frame]:
    tables = frames(engine, receptions=CHATS)
    of_shop = shop_orders(engine, ORDERS, selling)
    return {
        CONTACTS: contacts_view(tables, of_shop, selling),
        ANSWERED: answered_view(tables, of_shop, selling),
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_enquiries_and_what_became_of_them(engine: str) -> None:
    found = counted(views(engine, Selling()), MEASURES)
    assert found == {"小美": MEI, "阿强": QIANG}


def test_any_order_of_the_customer_may_count_for_everyone_who_was_asked() -> None:
    of_any = views("polars", Selling(result="any"))
    found = counted(of_any, MEASURES)
    # 乙 now counts for Mei too, and what he paid for both.
    assert found["小美"]["最终付款人数"] == 4
    assert found["小美"]["询单最终付款金额"] == 17000 + 5000
    assert found["阿强"]["询单最终付款金额"] == 6000


def test_a_longer_window_lets_a_late_order_count_and_a_shorter_one_makes_more_enquiries() -> None:
    late = counted(views("polars", Selling(order_days=2)), MEASURES)["小美"]
    assert late["最终下单人数"] == 5, "丁 ordered two days after"
    # 甲 wrote eight hours after ordering, which is no longer soon after it.
    assert counted(views("polars", Selling(quiet=3600)), MEASURES)["小美"]["询单人数"] == 7
    # 戊's 73 hours are within 74: she asks about her order.
    assert counted(views("polars", Selling(quiet=74 * 3600)), MEASURES)["小美"]["询单人数"] == 5


def test_the_listed_rows_are_the_number() -> None:
    all_views = views("polars", Selling())
    assert by_their_rows(all_views, MEASURES, "小美") == counted(all_views, MEASURES)["小美"]


def test_a_customer_is_listed_with_the_chat_that_asked() -> None:
    asked = collected(views("polars", Selling())[CONTACTS])
    starts = {(row["buyer"], row["day"]): row["started"] for row in asked if row["agent"] == "小美"}
    assert starts["丁", at("2026-09-29") // DAY] == at("2026-09-29 20:00:00")
    assert len(asked) == 10
