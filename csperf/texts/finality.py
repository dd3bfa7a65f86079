"""Texts of finality: which metrics may still change, until when, and what to do about it."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "not-final": Message(
        "这些指标还会变：{metrics}。{until} 为止的下单和付款也要算进来，数据却只到 {newest}",
        "these metrics may still change: {metrics}; orders and payments until {until} count too,"
        " and the data end on {newest}",
        "请在 {final} 或之后重新导出订单，再测一次。现在就要发工资的话，请告诉大家这些数还没有定。",
        "Export the orders again on {final} or later and measure anew; if the pay cannot wait, say"
        " that it rests on numbers that are not final.",
    ),
    "refunds-not-final": Message(
        "这些指标还会变：{metrics}。期内的订单到 {until} 为止还可能退款，数据却只到 {newest}",
        "these metrics may still change: {metrics}; orders of the period may be refunded until"
        " {until}, and the data end on {newest}",
        "请在 {final} 或之后重新导出退款，再测一次；也可以按退款完结的日期计入退款。",
        "Export the refunds again on {final} or later and measure anew, or count refunds on the"
        " day they were finished.",
    ),
}
