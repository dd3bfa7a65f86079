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
    "table-too-early": Message(
        "这张表是 {taken} 导出的，它的日子到 {last} 才过完，后面的不在里面：{metrics}{more}",
        "this table was exported on {taken}, before the last of its days ({last}) was over, so the"
        " rest is not in it: {metrics}{more}",
        "请在 {final} 或之后重新导出这张表。",
        "Export this table again on {final} or later.",
    ),
    "table-not-final": Message(
        "这张表是 {taken} 导出的，这些指标要到 {final} 才不再变：{metrics}{more}",
        "this table was exported on {taken}, and these metrics may change until {final}: {metrics}{more}",
        "请在 {final} 或之后重新导出这张表。现在就要发工资的话，请告诉大家这些数还没有定。",
        "Export this table again on {final} or later; if the pay cannot wait, say that it rests on"
        " numbers that are not final.",
    ),
    "data-saved-early": Message(
        "所有数据里最后存的是这个文件，{saved} 存的，那时这个月还没过完（到 {last}），最后几天不会在里面",
        "of all data this file was saved last, on {saved}, when the month was not over (until"
        " {last}), so its last days cannot be in it",
        "请在月份过完以后重新导出，再算一次。",
        "Export again when the month is over and compute anew.",
    ),
}
