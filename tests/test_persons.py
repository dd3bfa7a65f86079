"""Nicks become the persons who had them on that day, on every engine."""

from __future__ import annotations

import polars as pl
import pytest
from engines import ENGINES, at, collected, on, records

from csperf.metrics.persons import Nick, Seen, columns_of, nicks_in, of_persons, through_time
from csperf.metrics.records import DAY

RECEPTIONS = records(
    "receptions",
    [
        {"agent": "小美", "shop": "旗舰店", "buyer": "甲", "started": at("2026-10-01 23:59:59")},
        {"agent": "美美", "buyer": "甲", "started": at("2026-10-02 00:00:00")},
        {"agent": "小美", "shop": "专营店", "buyer": "乙", "started": at("2026-10-02 00:00:00")},
        {"agent": "客服1", "buyer": "甲", "started": at("2026-10-15 23:59:59")},
        {"agent": "客服1", "buyer": "甲", "started": at("2026-10-16 00:00:00")},
        {"agent": "客服1", "buyer": "甲", "started": at("2026-10-20 00:00:00")},
        {"agent": "路人", "buyer": "甲", "started": at("2026-10-20 00:00:00")},
    ],
)
OCTOBER = at("2026-10-01") // DAY
OWNERS = [Nick("客服1", "", "阿强", last=OCTOBER + 14), Nick("客服1", "", "小李", OCTOBER + 19)]
NICKS = [
    Nick("小美", "旗舰店", "王小美"),
    Nick("美美", "", "王小美"),
    Nick("小美", "专营店", "李小美"),
    *through_time("客服1", "", OWNERS),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_nick_is_of_its_owner_of_that_day(engine: str) -> None:
    nicks = on(engine, pl.DataFrame(columns_of(NICKS)))
    tables = of_persons({"receptions": on(engine, RECEPTIONS)}, nicks)
    rows = sorted(collected(tables["receptions"]), key=lambda row: int(row["row"]))
    persons = ["王小美", "王小美", "李小美", "阿强", "客服1", "小李", "路人"]
    assert [row["agent"] for row in rows] == persons
    assert rows[0]["buyer"] == "甲"
    assert rows[0].keys() == set(RECEPTIONS.columns)


@pytest.mark.parametrize("engine", ENGINES)
def test_orders_of_nobody_stay_nobodys(engine: str) -> None:
    orders = records("orders", [{"order": "1", "created": at("2026-10-01")}])
    nicks = on(engine, pl.DataFrame(columns_of(NICKS)))
    found = collected(of_persons({"orders": on(engine, orders)}, nicks)["orders"])
    assert [row["agent"] for row in found] == [""]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_nicks_that_records_have_and_the_paid_days_on_which_they_stand(engine: str) -> None:
    day = OCTOBER
    paid = (day + 1, day + 18)
    seen = nicks_in({"receptions": on(engine, RECEPTIONS)}, paid, collected)
    assert sorted(seen, key=lambda one: one.row) == [
        Seen("小美", "旗舰店", None, None, 1, 0, 2),
        Seen("美美", "", day + 1, day + 1, 1, 0, 3),
        Seen("小美", "专营店", day + 1, day + 1, 1, 0, 4),
        Seen("客服1", "", day + 14, day + 15, 3, 0, 5),
        Seen("路人", "", None, None, 1, 0, 8),
    ]
