"""After-sales: cases handled and solved, mistakes, money saved, and calls made to customers.

A case is on the day it was opened, a call on the day it was made. Solved at the first contact are
the cases that were solved and never opened again. Where there are no cases, receptions that say
whether they were solved are the cases.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.measure import BUYER, DAY_OF, NOBODY, Frame, Measure, Quotient
from csperf.metrics.records import DAY

CASES, CALLS = "cases", "calls"
_NO = nw.lit(value=False)


def cases_view(cases: Frame) -> Frame:
    """Every case, how long it took until it was closed (`took`), and what came of it."""
    solved, reopened = nw.col("solved").fill_null(value=False), nw.col("reopened")
    return cases.with_columns(
        nw.col(BUYER).fill_null(NOBODY),
        (nw.col("opened") // DAY).alias(DAY_OF),
        took=(nw.col("closed") - nw.col("opened")) * 1000,
        solved=solved,
        at_once=solved & ~reopened.fill_null(value=False),
        reopened=reopened.fill_null(value=False),
        mistake=nw.col("mistake").fill_null(value=False),
    )


def solved_receptions(receptions: Frame) -> Frame:
    """Receptions as cases: opened when they started, closed when they ended."""
    no_flag, no_money = nw.lit(None).cast(nw.Boolean), nw.lit(None).cast(nw.Int64)
    return receptions.with_columns(
        opened="started",
        closed="ended",
        reopened=no_flag,
        mistake=no_flag,
        saved=no_money,
    )


def calls_view(calls: Frame) -> Frame:
    """Every call to a customer."""
    return calls.with_columns(
        nw.col(BUYER).fill_null(NOBODY),
        (nw.col("at") // DAY).alias(DAY_OF),
        answered=nw.coalesce("answered", nw.col("talked") > 0, _NO),
    )


_SOLVED, _TIMED = nw.col("solved"), ~nw.col("took").is_null()
MEASURES = (
    Measure("处理量", CASES, "rows"),
    Measure("解决量", CASES, "rows", where=_SOLVED),
    Measure("一次解决量", CASES, "rows", where=nw.col("at_once")),
    Measure("重开量", CASES, "rows", where=nw.col("reopened")),
    Measure("出错数", CASES, "rows", where=nw.col("mistake")),
    Measure("挽回金额", CASES, "sum", "saved"),
    Measure("挽回单数", CASES, "rows", where=nw.col("saved") > 0),
    Measure("解决总时长", CASES, "sum", "took", _SOLVED),
    Measure("计时解决量", CASES, "rows", where=_SOLVED & _TIMED),
)
NEEDS: Mapping[str, tuple[str, ...]] = {
    "解决量": ("solved",),
    "一次解决量": ("solved", "reopened"),
    "重开量": ("reopened",),
    "出错数": ("mistake",),
    **dict.fromkeys(("挽回金额", "挽回单数"), ("saved",)),
    **dict.fromkeys(("解决总时长", "计时解决量"), ("solved", "closed")),
}
QUOTIENTS = (Quotient("解决时长", "解决总时长", "计时解决量"),)
CALL_MEASURES = (
    Measure("外呼量", CALLS, "rows"),
    Measure("外呼接通量", CALLS, "rows", where=nw.col("answered")),
    Measure("外呼通话时长", CALLS, "sum", "talked"),
)
CALL_NEEDS: Mapping[str, tuple[str, ...]] = {
    "外呼接通量": ("answered",),
    "外呼通话时长": ("talked",),
}
