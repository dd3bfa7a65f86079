"""Measures: counted by hand over a few rows, on every engine."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from engines import ENGINES, collected, on

from csperf.metrics.measure import Measure, figures, together

ROWS = pl.DataFrame(
    {
        "agent": ["小美", "小美", "小美", "小美", "阿强", "", "", ""],
        "buyer": ["甲", "甲", "甲", "乙", "甲", "丙", "", None],
        "day": [1, 1, 2, 1, 1, 1, 1, 1],
        "fen": [100, 250, None, 5, 7, 9, 1, 1],
        "slow": [True, False, True, False, False, False, True, True],
    }
)
MEASURES = (
    Measure("接待量", "receptions", "rows"),
    Measure("慢响应量", "receptions", "rows", where=nw.col("slow")),
    Measure("接待人数", "receptions", "people"),
    Measure("慢响应人数", "receptions", "people", where=nw.col("slow")),
    Measure("销售额", "receptions", "sum", "fen"),
    Measure("最大", "receptions", "max", "fen", nw.col("slow")),
)
MEI = {"接待量": 4, "慢响应量": 2, "接待人数": 3, "慢响应人数": 2, "销售额": 355, "最大": 100}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_way_to_count(engine: str) -> None:
    found = figures(on(engine, ROWS), MEASURES, ["agent"], collected)
    assert found.keys() == {("小美",), ("阿强",), ("",)}
    assert found["小美",] == MEI
    assert "最大" not in found["阿强",], "nobody was slow, so nothing is the largest"
    silent = {"接待量": 3, "慢响应量": 2, "接待人数": 1, "慢响应人数": 0, "销售额": 11, "最大": 1}
    assert found["",] == silent, "who is unknown is not counted as anybody"


def test_parts_without_a_common_buyer_add_up_to_the_whole() -> None:
    parts = [
        figures(on("polars", ROWS.filter(of_part)), MEASURES, ["agent"], collected)
        for of_part in (pl.col("buyer").eq_missing("甲"), pl.col("buyer").ne_missing("甲"))
    ]
    whole = figures(on("polars", ROWS), MEASURES, ["agent"], collected)
    assert together(parts, MEASURES) == whole


def test_days_of_a_month_add_up_to_the_month() -> None:
    days = figures(on("polars", ROWS), MEASURES, ["agent", "day"], collected)
    assert sum(figure["接待人数"] for (agent, _), figure in days.items() if agent == "小美") == 3


def test_the_rows_behind_a_number() -> None:
    slow = MEASURES[1]
    listed = collected(slow.rows(on("polars", ROWS)).filter(nw.col("agent") == "小美"))
    assert [row["day"] for row in listed] == [1, 2]
    assert len(listed) == MEI["慢响应量"]
