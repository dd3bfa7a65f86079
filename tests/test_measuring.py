"""Measuring from records to the agent table, counted by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from engines import at, records

from csperf.agent_table import agent_table
from csperf.engines.streaming import _Streaming, in_memory
from csperf.measuring import Asked, count
from csperf.metrics.needs import measurable
from csperf.metrics.persons import Nick
from csperf.metrics.records import DAY
from csperf.metrics.service import Service
from csperf.metrics.workload import AT_ONCE_MEASURES, ON_DUTY_MEASURES, SHIFT_MEASURES

OCTOBER = (at("2026-10-01") // DAY, at("2026-10-31") // DAY)
NICKS = (Nick("店:小美", "", "王小美"), Nick("美美", "", "王小美"))
RECORDS = {
    "receptions": records(
        "receptions",
        [
            {
                "agent": "店:小美",
                "buyer": "甲",
                "started": at("2026-10-01 09:00:00"),
                "ended": at("2026-10-01 09:10:00"),
            },
            {
                "agent": "美美",
                "buyer": "甲",
                "started": at("2026-10-01 20:00:00"),
                "ended": at("2026-10-01 20:00:30"),
            },
            {
                "agent": "阿强",
                "buyer": "乙",
                "started": at("2026-10-31 23:59:59"),
                "ended": at("2026-11-01 00:10:00"),
            },
            {
                "agent": "阿强",
                "buyer": "丙",
                "started": at("2026-11-01 00:00:00"),
                "ended": at("2026-11-01 00:10:00"),
            },
        ],
    ),
    "orders": records(
        "orders",
        [
            {
                "order": "1",
                "buyer": "甲",
                "created": at("2026-10-01 21:00:00"),
                "paid": at("2026-10-01 21:01:00"),
                "amount": 10010,
            },
            {
                "order": "2",
                "buyer": "甲",
                "created": at("2026-10-02 21:00:00"),
                "paid": at("2026-10-02 21:01:00"),
                "amount": 990,
            },
            {
                "order": "3",
                "buyer": "丁",
                "created": at("2026-10-05 21:00:00"),
                "paid": at("2026-10-05 21:01:00"),
                "amount": 5000,
            },
        ],
    ),
}


def test_few_agents_at_once_have_the_figures_of_all_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    talk = {"buyer": "甲", "started": at("2026-10-01 09:00:00"), "ended": at("2026-10-01 09:10:00")}
    shift = {"since": at("2026-10-01 08:00:00"), "until": at("2026-10-01 16:00:00")}
    tables = {
        "receptions": records(
            "receptions", [{"agent": one, **talk} for one in ("甲", "乙", "乙", None)]
        ),
        "shifts": records("shifts", [{"agent": one, **shift} for one in ("甲", "乙", "丙")]),
    }
    engine = in_memory({sort: frame.lazy() for sort, frame in tables.items()})
    measures = (*AT_ONCE_MEASURES, *SHIFT_MEASURES, *ON_DUTY_MEASURES)
    together = count(engine, Asked(OCTOBER, measures))
    monkeypatch.setattr(_Streaming, "rows_at_once", 3)
    apart = count(engine, Asked(OCTOBER, measures))
    assert apart.over(["agent"]) == together.over(["agent"])
    found = together.over(["agent"])
    assert {key: one.get("最大同时接待量") for (key,), one in found.items()} == {
        "甲": 1,
        "乙": 2,
        "丙": None,
        "None": 1,
    }
    assert found["丙",]["排班时长"] == 8 * 3600 * 1000, "who served nobody still was on duty"


FACTS = {
    *("receptions.agent", "receptions.buyer", "receptions.started", "receptions.ended"),
    *("orders.order", "orders.buyer", "orders.created", "orders.paid", "orders.amount"),
}


def test_an_agent_table_from_chats_and_orders() -> None:
    measures, _ = measurable(FACTS, Service())
    engine = in_memory({sort: frame.lazy() for sort, frame in RECORDS.items()})
    counts = count(engine, Asked(OCTOBER, measures, nicks=NICKS))
    found = counts.over(["agent"])
    assert list(found) == [("",), ("王小美",), ("阿强",)], "a silent order is nobody's"
    table = agent_table({key: found[key] for key in list(found)[1:]}, counts.measures)
    figures = {name: list(map(str, values)) for name, values in table.figures.items()}
    assert figures["接待量"] == ["2", "1"]
    assert figures["接待人数"] == ["1", "1"]
    assert figures["销售额"] == ["110.00", "0.00"]
    assert figures["客单价"] == ["55.00", "None"]
    assert figures["接待时长"] == ["630.000", "601.000"]
    days = counts.over(["day"])
    assert days["2026-10-05",]["销售额"] == 5000
    assert Decimal(sum(day.get("销售额", 0) for day in days.values())) == 16000
