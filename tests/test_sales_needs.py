"""What a metric of the sales side needs: without a column, a metric is left out and never zero."""

from __future__ import annotations

import pytest

from csperf.metrics.records import SORTS
from csperf.metrics.sales_needs import needed
from csperf.metrics.sales_side import MEASURES

BY_METRIC = {measure.metric: measure for measure in MEASURES}
ORDERS_ONLY = {"orders.order", "orders.created", "orders.paid", "orders.amount", "orders.agent"}


def known_from(*fields: str) -> set[str]:
    """The metrics that exports with these fields can tell."""
    known = ORDERS_ONLY | {*fields}
    return {m.metric for m in MEASURES if all(known & {*fact} for fact in needed(m))}


def test_a_list_of_orders_without_buyers_and_items_tells_money_and_orders_only() -> None:
    told = known_from()
    assert {"销售额", "订单数", "下单金额", "付款流失金额", "本人下单本人付款金额"} <= told
    assert not {metric for metric in told if metric.endswith(("人数", "件数", "客户数"))}
    assert not {metric for metric in told if "退款" in metric or "询单" in metric}
    assert not {"销售量", "邮费总额", "多件订单数", "关联订单数", "手工折扣金额", "出库金额"} & told


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("orders.buyer", {"销售人数", "下单人数", "成交客户数", "专属客户销售额", "下单付款人数"}),
        ("lines.pieces", {"销售量", "多件订单数", "落实下单件数"}),
        ("orders.postage", {"邮费总额"}),
        ("orders.due", {"应付金额", "手工折扣金额", "手工折扣订单数"}),
        ("orders.shipped", {"出库金额", "出库订单数", "下单出库金额", "下单出库流失订单数"}),
        ("orders.refunded", {"退款金额", "退款订单数", "退款笔数"}),
        ("lines.title", {"关联订单数", "特定商品订单数"}),
        ("receptions.buyer", {"咨询人数", "协助下单金额"}),
    ],
)
def test_what_one_more_column_tells(field: str, more: set[str]) -> None:
    assert not more & known_from()
    assert more <= known_from(field)


def test_enquiries_need_chats_and_orders_of_known_customers() -> None:
    asked = {"询单人数", "最终下单人数", "询单最终付款金额", "咨询未付款订单数", "催付成功金额"}
    assert not asked & known_from("receptions.buyer")
    assert not asked & known_from("orders.buyer")
    assert asked <= known_from("receptions.buyer", "orders.buyer")


def test_refunds_asked_for_need_a_list_of_refunds() -> None:
    assert "申请退款金额" not in known_from("orders.refunded")
    assert "申请退款金额" in known_from("refunds.order")
    assert "退款件数" not in known_from("refunds.order")
    assert "退款件数" in known_from("refunds.order", "refunds.pieces")


def test_every_fact_is_a_field_of_a_record() -> None:
    fields = {f"{sort}.{name}" for sort, one in SORTS.items() for name in one.fields}
    assert {name for measure in MEASURES for fact in needed(measure) for name in fact} <= fields
