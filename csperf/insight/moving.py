"""What else moves when a factor of somebody's sales does: what is counted of it, and the sales.

Why sales move by what more is sold and not in proportion: what exports call sales is more than the
product (see `sales_factors`), and buyers who never asked buy no more because others are won.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from csperf.exact import ONE, ZERO, exactly
from csperf.formula import Column
from csperf.inputs import Cells
from csperf.insight.sales_factors import Sold
from csperf.insight.what_if import Factors
from csperf.metrics.catalogue import find
from csperf.sheet import Sheet

Kind = Literal["receptions", "conversion", "order_value", "response", "buyers", "sales"]

_NAMES: Final[dict[Kind, tuple[str, ...]]] = {
    "receptions": ("询单人数", "接待人数", "售前接待人数", "咨询人数", "接待量", "有效接待人数"),
    "conversion": (
        *("询单转化率", "拼多多询单转化率", "京东询单转化率", "抖音询单转化率", "快手询单转化率"),
        *("询单下单转化率", "咨询转化率", "次日付款转化率", "最终下单转化率"),
    ),
    "order_value": ("客单价", "询单客单价", "出库客单价"),
    "response": (
        "平均响应时间",
        "首次响应时间",
        "新平均响应时间",
        "平均人工响应时长",
        "人工首次响应时间",
    ),
    "buyers": (
        *("最终付款人数", "支付人数", "最终成团人数", "促成下单人数", "最终下单人数"),
        *("销售人数", "订单数", "销售量"),
    ),
    "sales": ("销售额", "净销售额", "出库金额", "询单支付金额", "询单最终付款金额"),
}
_KINDS: Final = {name: kind for kind, names in _NAMES.items() for name in names}


@dataclass(frozen=True)
class Move:
    """One person's sales, and the factors that they would have."""

    sold: Sold
    after: Factors

    @property
    def more(self) -> Decimal:
        """How much more is sold."""
        before = self.sold.factors
        with exactly():
            return ZERO if before is None else self.after.sales - before.sales

    def times(self) -> Mapping[Kind, Decimal]:
        """By what each kind of figure is multiplied; a figure of nothing stays what it is."""
        before, after = self.sold.factors, self.after
        if before is None:
            return {}
        sales = self.sold.exported or before.sales
        with exactly():
            return {
                "receptions": _times(before.receptions, after.receptions),
                "conversion": _times(before.conversion, after.conversion),
                "order_value": _times(before.order_value, after.order_value),
                "buyers": _times(before.buyers, after.buyers),
                "sales": _times(sales, sales + self.more),
            }


def _times(before: Decimal, after: Decimal) -> Decimal:
    return after / before if before else ONE


def kind_of(column: Column) -> Kind | None:
    """Which kind of figure a column holds, by whichever name the plan has for its metric."""
    metric = find(column.name)
    return None if metric is None or column.kind != "metric" else _KINDS.get(metric.name)


def moved(sheet: Sheet, moves: Mapping[int, Move]) -> dict[str, Cells]:
    """The columns of the data that are something else once these people sell more."""
    times = {agent: move.times() for agent, move in moves.items()}
    found: dict[str, Cells] = {}
    for column in sheet.columns:
        kind = kind_of(column) if column.formula is None else None
        if kind is not None:
            cells = list(sheet.cells[column.name])
            for agent, by in times.items():
                value = cells[agent]
                if isinstance(value, Decimal):
                    with exactly():
                        cells[agent] = value * by.get(kind, ONE)
            found[column.name] = cells
    return found
