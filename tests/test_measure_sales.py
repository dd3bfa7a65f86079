"""Orders, sales, credit and refunds: counted by hand over a month's end, on every engine."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from by_hand import above_zero, by_their_rows, counted, frames, numbers, owned, shop_orders, written
from engines import ENGINES, at, collected, on

from csperf.metrics.catalogue import catalogue
from csperf.metrics.measure import Frame
from csperf.metrics.records import DAY, SORTS
from csperf.metrics.refunding import strays
from csperf.metrics.sales_side import MEASURES, sales_side
from csperf.metrics.selling import Selling
from csperf.metrics.shop import MEASURES as OF_SHOP_MEASURES
from csperf.metrics.shop import OF_SHOP, shop_figures
from csperf.units import Unit

# Order 1 is placed on 30 September and paid after midnight: an order of September, a sale of
#   October. It holds two products, 2 shirts for 40.00 and 1 hat for 60.00; 3.00 came off by hand.
# Orders 2 and 3 are of one buyer on one day: one person, two orders. Order 3 was placed with Mei
#   and paid with Qiang, whose sale it is; Mei helped him.
# Order 4 was placed with Mei and never paid. Order 5 is silent, 6 silent but paid with Qiang,
#   7 silent and followed up by Mei. Order 8 has no buyer and no amount: a sale of unknown worth.
# Order 9 costs nothing. Order 10 is paid in November.
ORDERS = owned(
    """
    order  buyer  created      paid         shipped      due     amount  postage  pieces
    1      甲     09-30 23:59  10-01        10-02 10:00  103.00  100.00  5.00     -
    2      乙     10-05 09:00  10-05 09:01  11-01        50.00   50.00   0.00     1
    3      乙     10-05 10:00  10-05 20:00  -            80.00   80.00   -        2
    4      丙     10-06 10:00  -            -            30.00   -       0.00     4
    5      丁     10-07 10:00  10-07 10:00  -            20.00   20.00   0.00     1
    6      戊     10-07 11:00  10-08 11:00  -            25.00   25.00   0.00     1
    7      己     10-07 12:00  10-07 12:00  -            35.00   35.00   0.00     1
    8      -      10-09 10:00  10-09 10:00  -            -       -       -        1
    9      庚     10-10 10:00  10-10 10:00  -            0.00    0.00    0.00     1
    10     辛     10-31 23:00  11-01        -            10.00   10.00   0.00     1
    """,
    """
    order  agent  ordered_by  paid_by  followed_by
    1      小美   小美        小美     -
    2      小美   小美        小美     -
    3      阿强   小美        阿强     -
    4      小美   小美        -        -
    5      -      -           -        -
    6      阿强   -           阿强     -
    7      -      -           -        小美
    8      小美   小美        小美     -
    9      小美   小美        小美     -
    10     小美   小美        小美     -
    """,
)
LINES = written(
    "lines",
    """
    order  product  title  pieces  price  amount
    1      A        衬衫   1       20.00  20.00
    1      A        衬衫   1       20.00  -
    1      -        帽子   1       63.00  60.00
    2      A        衬衫   1       50.00  50.00
    """,
)
# Two parts of order 1 came back, asked for on one day, done before and after the month's end.
# Of order 2 a refund was asked for and closed; that of order 6 is under way. Order 5 came back.
# The last refund belongs to an order that is nowhere.
REFUNDS = written(
    "refunds",
    """
    refund  order  amount  pieces  requested    finished     state
    r1      1      40.00   2       10-02 08:00  10-03 00:00  done
    r2      1      10.00   -       10-02 08:00  11-01 00:00  done
    r3      2      50.00   1       10-06 08:00  10-07 08:00  refused
    r4      6      25.00   1       10-09 08:00  -            open
    r5      5      20.00   1       10-09 09:00  10-09 10:00  -
    r6      999    99.00   1       10-09 09:00  10-09 10:00  done
    """,
)
HELP = pl.DataFrame({"order": ["3"], "agent": ["小美"], "way": ["order"]})
NO_HELP = HELP.clear()
OCTOBER = at("2026-10-01") // DAY, at("2026-10-31") // DAY


def views(engine: str, selling: Selling, orders: pl.DataFrame = ORDERS) -> dict[str, Frame]:
    of_shop = shop_orders(engine, orders, selling, lines=LINES, refunds=REFUNDS)
    tables = frames(engine, refunds=REFUNDS)
    return sales_side(tables, of_shop, on(engine, HELP), selling, OCTOBER)


COUNTED = tuple(measure for measure in MEASURES if measure.view not in {"customers", "unpaid"})
MEI = numbers(
    """
    # placed with her in October: 2, 3, 4, 8, 9, 10, by 乙, 丙, 庚, 辛 (8's buyer is unknown)
    下单人数 4  落实下单人数 4
    下单订单数 6  拍下笔数 6  落实下单订单数 6
    下单金额 170.00  落实下单金额 170.00  # 50 + 80 + 30 + 0 + 10
    下单件数 10  落实下单件数 10
    # all but 4 were paid within four days, and 10 not on its own day
    下单付款人数 3  下单付款订单数 5  下单付款金额 140.00  下单付款件数 6
    下单当日付款人数 2  下单当日付款金额 130.00  下单当日付款件数 5
    付款流失订单数 1  付款流失金额 30.00  付款流失件数 4
    # only 2 was shipped
    下单出库人数 1  下单出库订单数 1  下单出库金额 50.00  下单出库件数 1
    下单出库流失订单数 5  下单出库流失金额 120.00  下单出库流失件数 9
    # paid in October and hers: 1, 2, 8, 9; 3 pieces of 1 come from its lines
    销售额 150.00  销售人数 3  销售量 6  成交件数 6  订单数 4  成交笔数 4
    邮费总额 5.00  应付金额 153.00  手工折扣金额 3.00  手工折扣订单数 1
    # order 1: 3 pieces, 2 products, of which the hat is the dearer
    多件订单数 1  关联订单数 1  关联人数 1  关联销售额 40.00
    本人下单本人付款人数 3  本人下单本人付款金额 150.00
    本人下单本人付款件数 6  本人下单本人付款订单数 4
    本人下单他人付款人数 1  本人下单他人付款金额 80.00
    本人下单他人付款件数 2  本人下单他人付款订单数 1
    全静默跟进人数 1  全静默跟进金额 35.00  全静默跟进件数 1  全静默跟进订单数 1
    协助下单人数 1  协助下单金额 80.00
    # asked for: two parts of 1 (100 with the closed one of 2); back in October: one part
    申请退款笔数 3  申请退款订单数 2  申请退款人数 2
    申请退款金额 100.00  申请退款件数 3
    退款笔数 1  退款订单数 1  退款人数 1
    退款金额 40.00  退款件数 2  完成退款件数 2
    出库人数 1  出库金额 100.00  出库件数 3  出库订单数 1
    """
)
QIANG = numbers(
    """
    # 3 and 6; nobody placed an order with him
    销售额 105.00  销售人数 2  销售量 3  成交件数 3  订单数 2  成交笔数 2
    应付金额 105.00  多件订单数 1
    他人下单本人付款人数 1  他人下单本人付款金额 80.00
    他人下单本人付款件数 2  他人下单本人付款订单数 1
    静默落实付款人数 1  静默落实付款金额 25.00
    静默落实付款件数 1  静默落实付款订单数 1
    申请退款笔数 1  申请退款订单数 1  申请退款人数 1
    申请退款金额 25.00  申请退款件数 1
    """
)
NOBODYS = numbers(
    """
    # 5, 6 and 7 were placed silently; 5 and 7 stayed so
    下单人数 3  落实下单人数 3  下单付款人数 3
    下单订单数 3  拍下笔数 3  落实下单订单数 3  下单付款订单数 3
    下单金额 80.00  落实下单金额 80.00  下单付款金额 80.00
    下单件数 3  落实下单件数 3  下单付款件数 3
    下单当日付款人数 2  下单当日付款金额 55.00  下单当日付款件数 2
    下单出库流失订单数 3  下单出库流失金额 80.00  下单出库流失件数 3
    销售额 55.00  销售人数 2  销售量 2  成交件数 2  订单数 2  成交笔数 2
    应付金额 55.00
    申请退款笔数 1  申请退款订单数 1  申请退款人数 1
    申请退款金额 20.00  申请退款件数 1
    退款笔数 1  退款订单数 1  退款人数 1
    退款金额 20.00  退款件数 1  完成退款件数 1
    """
)


@pytest.mark.parametrize("engine", ENGINES)
def test_october_of_two_agents_and_of_nobody(engine: str) -> None:
    found = counted(views(engine, Selling()), COUNTED)
    assert found.keys() == {"小美", "阿强", ""}
    assert above_zero(found["小美"]) == MEI
    assert above_zero(found["阿强"]) == QIANG
    assert above_zero(found[""]) == NOBODYS


def test_sales_without_postage_and_less_refunds() -> None:
    assert sales_of(Selling(postage=False)) == 15000 - 500
    # Both parts of order 1 came back, whenever that was.
    assert sales_of(Selling(less_refunds=True)) == 15000 - 5000


def sales_of(selling: Selling) -> int:
    return counted(views("polars", selling), COUNTED)["小美"]["销售额"]


def test_refunds_may_count_for_the_orders_of_the_month() -> None:
    of_orders = counted(views("polars", Selling(refunds_by="order")), COUNTED)["小美"]
    assert of_orders["退款金额"] == 5000, "the part that came back in November too"
    assert (of_orders["退款笔数"], of_orders["退款订单数"]) == (2, 1)


def test_without_a_list_of_refunds_an_order_s_own_column_counts() -> None:
    known = ORDERS.with_columns(refunded=(ORDERS["order"] == "2").cast(int) * 1200)
    of_shop = shop_orders("polars", known, Selling(), lines=LINES)
    unlisted = sales_side({}, of_shop, on("polars", NO_HELP), Selling(), OCTOBER)
    mei = counted(unlisted, COUNTED)["小美"]
    assert (mei["退款金额"], mei["退款订单数"], mei["退款人数"]) == (1200, 1, 1)


def test_a_refund_of_an_unknown_order_is_a_stray() -> None:
    found = strays({"refunds": on("polars", REFUNDS)}, on("polars", ORDERS))
    assert found is not None
    assert [row["refund"] for row in collected(found)] == ["r6"]
    assert strays({}, on("polars", ORDERS)) is None


def test_days_add_up_to_the_month() -> None:
    days = counted(views("polars", Selling()), COUNTED, ("agent", "day"))
    for metric, number in MEI.items():
        of_days = (
            day[metric] for key, day in days.items() if key.startswith("小美") and metric in day
        )
        assert sum(of_days) == number, metric


@pytest.mark.parametrize("agent", ["小美", "阿强", ""])
def test_the_listed_rows_are_the_number(agent: str) -> None:
    all_views = views("polars", Selling())
    measures = [measure for measure in COUNTED if measure.view in all_views]
    listed = by_their_rows(all_views, measures, agent)
    assert above_zero(listed) == above_zero(counted(all_views, COUNTED)[agent])


def test_every_measured_metric_is_in_the_catalogue_with_the_unit_of_what_it_counts() -> None:
    fields = {field.name: field.kind for sort in SORTS.values() for field in sort.fields.values()}
    kinds = {"money": Unit.MONEY, "duration": Unit.SECONDS, "count": Unit.COUNT}
    made = dict.fromkeys(("sales", "worth", "discount", "besides", "money"), "money")
    for measure in MEASURES:
        kind = (made | fields)[measure.value] if measure.value else "count"
        metric = catalogue()[measure.metric]
        assert metric.unit is kinds[kind], measure.metric
        # customers of a whole period are no sum of days
        assert metric.combine == ("never" if "客户数" in metric.name else "sum"), measure.metric
        assert metric.formula is None, measure.metric


def test_the_shop_is_everybody_and_a_customer_of_two_agents_is_one() -> None:
    all_views = views("polars", Selling())
    october = {
        name: all_views[name].with_columns(period=nw.lit("10")) for name in ("sales", "refunds")
    }
    of_all = counted(october, OF_SHOP_MEASURES, ("period",))["10"]
    assert above_zero(shop_figures(of_all, counted(all_views, MEASURES)[""])) == numbers(
        """
        # 150 of Mei, 105 of Qiang, 55 of nobody; 甲, 乙, 丁, 己, 庚, 戊
        店铺销售额 310.00  店铺销售人数 6  店铺销售量 11  店铺订单数 8  店铺邮费 5.00
        店铺退款金额 60.00
        静默销售额 55.00  静默销售人数 2  静默销售量 2  静默订单数 2  静默退款金额 20.00
        """
    )


def test_the_shop_s_metrics_are_in_the_catalogue() -> None:
    assert {one.metric for one in OF_SHOP} <= catalogue().keys()
    assert {one.counted for one in OF_SHOP} == {one.metric for one in OF_SHOP_MEASURES}


def test_no_metric_is_measured_twice() -> None:
    names = [measure.metric for measure in MEASURES]
    assert len(names) == len(set(names))
