"""Texts of selling: what counts as an enquiry, a sale and a refund, on a plan's page."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "whole-out-of-range": Message(
        "“{key}”应是 {least} 到 {most} 的整数，这里是“{found}”",
        "{key} should be a whole number from {least} to {most}, and this is {found}",
        "请改成这个范围里的整数，或删掉这一行，用默认值。",
        "Write a number in that range, or leave the line out to have the default.",
    ),
    "refund-rate-net": Message(
        "{name} 要把几天或几家店的行合起来，而这份方案的销售额已经扣了退款（`less_refunds`），合起来就会除以净销售额",
        "{name} has to be put together from days or shops, but sales are less refunds here (`less_refunds`), and would be divided by as such",
        "请在 `metrics` 里写明算式，例如 `{name}: {{unit: percent, formula: 退款金额 / 退款前销售额}}`。",
        "Give it a formula under `metrics`, such as `{name}: {{unit: percent, formula: 退款金额 / 退款前销售额}}`.",
    ),
    "page.selling": Message("销售口径", "Selling"),
    "page.quiet": Message(
        "下单后 {quiet}内再来聊天，不算询单",
        "a customer who writes within {quiet} after ordering makes no enquiry",
    ),
    "page.windows": Message(
        "询单之后 {order} 天内下单算下单成功，{pay} 天内付款算付款成功",
        "an enquiry succeeds when ordered within {order} days, and is paid within {pay} days",
    ),
    "page.success-own": Message(
        "问过几个客服的，只算落实下单的人成功",
        "of several agents asked, only the one who secured the order succeeds",
    ),
    "page.success-all": Message("问过几个客服的，都算成功", "of several agents asked, all succeed"),
    "page.with-postage": Message("销售额含邮费", "sales contain postage"),
    "page.without-postage": Message("销售额不含邮费", "sales do not contain postage"),
    "page.less-refunds": Message("销售额扣掉已退的款", "sales are less what was refunded"),
    "page.many": Message("{many} 件起算多件订单", "from {many} pieces on an order has several"),
    "page.refunds-finished": Message(
        "退款算在完结那天", "refunds count on the day they were finished"
    ),
    "page.refunds-of-orders": Message(
        "退款算在订单付款那天", "refunds count on the day their order was paid"
    ),
    "page.products": Message("单独统计的商品：{names}", "counted apart: {names}"),
}
