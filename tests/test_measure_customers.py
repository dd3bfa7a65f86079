"""Customers, products and unpaid orders: counted by hand on every engine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from by_hand import above_zero, by_their_rows, counted, frames, numbers, owned, shop_orders, written
from engines import ENGINES, at, collected, on
from test_measure_sales import NO_HELP

from csperf.metrics import baskets, chased, customers
from csperf.metrics.lists import ITEMS
from csperf.metrics.measure import Frame, figures
from csperf.metrics.records import DAY
from csperf.metrics.sales_side import sales_side
from csperf.metrics.selling import Selling

# October. 甲 buys twice in one hour with Mei: one time of buying, two orders, a customer who came
#   back. 乙 buys with Mei and with Qiang: nobody's own; in September she bought from nobody.
# 丙 bought in September with Mei and in October: came back. 丁 buys once with Qiang, 戊 silently.
# The order without a buyer is nobody's customer.
# Unpaid: 己's is placed with Mei, who never spoke again; 庚's was placed with Mei and Qiang spoke
#   after it; 辛's silent one was chased by Mei and paid; 壬's was chased by both, Qiang's payment.
# 癸 is spoken with only in the second of the payment (a chase), 子 a day after it (none).
ORDERS = owned(
    """
    order  buyer  created      paid         due    amount  pieces
    1      甲     10-01 09:00  10-01 09:00  10.00  10.00   1
    2      甲     10-01 10:00  10-01 10:00  20.00  20.00   2
    3      乙     10-02 09:00  10-02 09:00  30.00  30.00   1
    4      乙     10-31 23:59  10-31 23:59  40.00  40.00   1
    5      丙     09-10 09:00  09-10 09:00  50.00  50.00   1
    6      丙     10-03 09:00  10-03 09:00  60.00  60.00   1
    7      丁     10-04 09:00  10-04 09:00  70.00  70.00   1
    8      戊     10-05 09:00  10-05 09:00  80.00  80.00   1
    9      -      10-06 09:00  10-06 09:00  90.00  90.00   1
    10     己     10-07 09:00  -            11.00  -       1
    11     庚     10-08 09:00  -            12.00  -       1
    12     辛     10-09 09:00  10-09 12:00  13.00  13.00   1
    13     壬     10-10 09:00  10-10 12:00  14.00  14.00   1
    14     癸     10-11 09:00  10-11 12:00  15.00  15.00   1
    15     子     10-12 09:00  10-12 12:00  16.00  16.00   1
    """,
    """
    order  agent  ordered_by  paid_by
    1      小美   小美        小美
    2      小美   小美        小美
    3      小美   小美        小美
    4      阿强   阿强        阿强
    5      小美   小美        小美
    6      小美   小美        小美
    7      阿强   阿强        阿强
    8      -      -           -
    9      小美   小美        小美
    10     小美   小美        -
    11     小美   小美        -
    12     小美   -           小美
    13     阿强   -           阿强
    14     小美   -           小美
    15     -      -           -
    """,
)
CHATS = written(
    "receptions",
    """
    agent  buyer  started
    小美   己     10-07 08:00
    小美   庚     10-08 08:00
    阿强   庚     10-12 23:59
    小美   庚     10-13 00:00
    小美   辛     10-09 11:00
    小美   壬     10-10 10:00
    阿强   壬     10-10 11:00
    小美   癸     10-11 12:00
    小美   子     10-13 12:00
    """,
)
# Order 2 holds a hat (a product named by its title) and shirts on two lines, order 7 a shirt.
LINES = written(
    "lines",
    """
    order  product  title  pieces  price  amount
    2      A        衬衫   1       8.00   7.50
    2      A        衬衫   1       8.00   7.50
    2      B        帽子   -       5.00   5.00
    7      A        衬衫   1       70.00  -
    10     A        衬衫   1       11.00  -
    """,
)
SELLING = Selling(products=("帽子", "A"))
OCTOBER = at("2026-10-01") // DAY, at("2026-10-31") // DAY
MEASURES = (*customers.MEASURES, *baskets.MEASURES, *chased.MEASURES)
MEI = numbers(
    """
    # 甲, 乙, 丙, 辛 and 癸; the first three bought twice
    成交客户数 5  回购客户数 3
    专属客户数 4  专属客户销售额 118.00  专属客户订单数 5  专属客户件数 6
    专属客户购买次数 4  # 甲 once, 丙, 辛, 癸
    非专属客户数 1  非专属客户销售额 30.00  非专属客户订单数 1  非专属客户件数 1
    非专属客户购买次数 1
    # all three lines of order 2
    特定商品销售额 20.00  特定商品销售量 2  特定商品订单数 1  特定商品人数 1
    # 10 and 11 are open, both never chased by her: 庚 on the 13th is too late
    咨询未付款人数 2  咨询未付款订单数 2  咨询未付款金额 23.00  未催付订单数 2
    # 辛, 壬 and 癸; 壬's payment is Qiang's
    催付人数 3  催付订单数 3  催付成功人数 2  催付成功订单数 2  催付成功金额 28.00
    """
)
QIANG = numbers(
    """
    成交客户数 3  回购客户数 1  # 乙, 丁, 壬
    专属客户数 2  专属客户销售额 84.00  专属客户订单数 2  专属客户件数 2  专属客户购买次数 2
    非专属客户数 1  非专属客户销售额 40.00  非专属客户订单数 1  非专属客户件数 1
    非专属客户购买次数 1
    特定商品销售额 70.00  特定商品销售量 1  特定商品订单数 1  特定商品人数 1
    咨询未付款人数 1  咨询未付款订单数 1  咨询未付款金额 12.00
    催付人数 2  催付订单数 2  催付成功人数 1  催付成功订单数 1  催付成功金额 14.00
    """
)


def views(engine: str, selling: Selling = SELLING) -> dict[str, Frame]:
    of_shop = shop_orders(engine, ORDERS, selling, lines=LINES)
    tables = frames(engine, lines=LINES, receptions=CHATS)
    return sales_side(tables, of_shop, on(engine, NO_HELP), selling, OCTOBER)


@pytest.mark.parametrize("engine", ENGINES)
def test_customers_products_and_unpaid_orders(engine: str) -> None:
    found = counted(views(engine), MEASURES)
    assert above_zero(found["小美"]) == MEI
    assert above_zero(found["阿强"]) == QIANG


def test_the_listed_rows_are_the_number() -> None:
    assert above_zero(by_their_rows(views("polars"), MEASURES, "小美")) == MEI


def test_what_each_product_sold() -> None:
    products = views("polars")[baskets.VIEW]
    found = figures(products, baskets.BY_PRODUCT, ["agent", "goods"], collected)
    assert found == {
        ("小美", "A"): {"销售额": 1500, "销售量": 2, "订单数": 1, "销售人数": 1},
        ("小美", "B"): {"销售额": 500, "销售量": 0, "订单数": 1, "销售人数": 1},
        ("阿强", "A"): {"销售额": 7000, "销售量": 1, "订单数": 1, "销售人数": 1},
    }


def test_no_product_is_counted_apart_unless_named() -> None:
    assert baskets.NAMED not in views("polars", replace(SELLING, products=()))


def test_the_list_of_unpaid_orders_says_who_chased_them() -> None:
    found = views("polars")
    listed = collected(ITEMS["unpaid"][0].rows.rows(found[chased.VIEW]))
    told = {(row["agent"], row["order"], row["chased"]) for row in listed}
    assert told == {("小美", "10", False), ("小美", "11", False), ("阿强", "11", True)}


def test_five_days_after_the_order_still_count_where_the_shop_says_so() -> None:
    longer = counted(views("polars", replace(SELLING, pay_days=5)), MEASURES)["小美"]
    assert (longer["催付订单数"], longer["未催付订单数"]) == (4, 1)
