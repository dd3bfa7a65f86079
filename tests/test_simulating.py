"""A plan on past months: its cost, how pay is spread, who gains against what was really paid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from csperf.cli.main import run
from csperf.insight.months import span_of

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "csperf/schema/tables.schema.json").read_text(encoding="utf-8"))
PLAN = """csperf: 1
plan: 提成
version: "1"
pay:
  底薪: {{base: {{fixed: 100}}}}
  提成: {{commission: {{of: 销售额, rate: {rate}}}}}
"""
HEAD = "客服,日期,销售额"
MONTHS = {
    "2026-08": (("甲", 100), ("乙", 200), ("丙", 300), ("丁", 400), ("戊", 1000)),
    "2026-09": (("甲", 500), ("乙", 200), ("丙", 300), ("丁", 400), ("己", 600)),
}

Said = pytest.CaptureFixture[str]
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text(PLAN.format(rate="10%"), encoding="utf-8")
    Path("new.yaml").write_text(PLAN.format(rate="20%"), encoding="utf-8")
    for month, sales in MONTHS.items():
        rows = [f"{name},{month}-03,{amount}" for name, amount in sales]
        Path(f"{month}.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")


def told(capsys: Said, *arguments: str) -> Tables:
    capsys.readouterr()
    assert run(["simulate", *arguments, "--format", "json"]) == 0
    found: Tables = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, SCHEMA)
    return found


def test_cost_and_spread_of_every_month_and_of_all(capsys: Said) -> None:
    """20% of 2000 is 400, and 500 of base pay; 900 of 2000 sold is 45%.

    Pay is 120, 140, 160, 180, 300: quartiles 140, 160, 180, mean 180, one in five has 300 of 900.
    """
    found = told(capsys, "new.yaml", "--data", "{period}.csv", "--months", "2026-08~2026-09")
    assert [(row["period"], row["all_pay"], row["of_sales"]) for row in found["plan_months"]] == [
        ("2026-08", "900.00", "45%"),
        ("2026-09", "900.00", "45%"),
    ]
    assert [(row["line"], row["2026-09"], row["line_share"]) for row in found["line_costs"]] == [
        ("底薪", "500.00", "55.56%"),
        ("提成", "400.00", "44.44%"),
    ]
    first = found["pay_spread"][0]
    assert [
        first[key] for key in ("least", "lower_quarter", "median", "upper_quarter", "most")
    ] == [*("120.00", "140.00", "160.00", "180.00", "300.00")]
    assert (first["mean"], first["top_count"], first["top_share"]) == ("180.00", "1", "33.33%")
    assert found["swings"][0] == {
        "agent": "甲",
        "pays": "2",
        "swing": "80.00",
        "least": "120.00",
        "most": "200.00",
        "least_in": "2026-08",
        "most_in": "2026-09",
    }
    assert "gains" not in found


def test_what_limits_add_is_a_line_of_its_own(capsys: Said) -> None:
    """At least 150 each: 30 and 10 are added to 120 and 140, and nothing to the others."""
    text = Path("new.yaml").read_text(encoding="utf-8")
    Path("new.yaml").write_text(text + "limits: {应发合计: {at_least: 150}}\n", encoding="utf-8")
    found = told(capsys, "new.yaml", "--data", "2026-08.csv", "--months", "2026-08")
    assert [(row["line"], row["line_sum"]) for row in found["line_costs"]] == [
        *(("底薪", "500.00"), ("提成", "400.00"), ("Limits of the total", "40.00"))
    ]


def test_gains_are_against_what_was_paid_with_its_corrections(capsys: Said) -> None:
    """甲 had 110 and 150; August was corrected to 300 of sales, that is 20 more: 280 in all.

    By the new plan 160 and 200 are paid for the corrected months.
    """
    for month in MONTHS:
        assert run(["close", month, "old.yaml", "--data", f"{month}.csv"]) == 0
    text = (
        Path("2026-08.csv")
        .read_text(encoding="utf-8")
        .replace("甲,2026-08-03,100", "甲,2026-08-03,300")
    )
    Path("right.csv").write_text(text, encoding="utf-8")
    assert run(["correct", "2026-08", "--reason", "漏单", "--data", "right.csv"]) == 0
    found = told(capsys, "new.yaml", "--history", "history")
    gains = {row["agent"]: row for row in found["gains"]}
    assert (gains["甲"]["paid_then"], gains["甲"]["would_be_paid"]) == ("280.00", "360.00")
    assert (gains["戊"]["paid_then"], gains["戊"]["difference"]) == ("200.00", "100.00")


def test_another_plan_takes_the_place_of_what_was_paid(capsys: Said) -> None:
    given = ["--data", "2026-08.csv", "--months", "2026-08", "--against", "old.yaml"]
    found = told(capsys, "new.yaml", *given)
    assert [(row["agent"], row["difference"]) for row in found["gains"]] == [
        *(("戊", "100.00"), ("丁", "40.00"), ("丙", "30.00"), ("乙", "20.00"), ("甲", "10.00"))
    ]
    assert "5 gain, 0 lose" in found["notes"][-1]["note"]


def test_a_month_that_was_never_closed_is_told(capsys: Said) -> None:
    assert run(["close", "2026-08", "old.yaml", "--data", "2026-08.csv"]) == 0
    given = ["--data", "{period}.csv", "--months", "2026-08~2026-09", "--history", "history"]
    found = told(capsys, "new.yaml", *given)
    assert found["notes"][-1]["note"].startswith("2026-09 was never closed")
    assert {row["agent"] for row in found["gains"]} == set("甲乙丙丁戊")


def test_without_sales_or_five_people_nothing_is_made_up(capsys: Said) -> None:
    Path("few.csv").write_text("客服,订单数\n甲,3\n乙,4\n", encoding="utf-8")
    plan = PLAN.format(rate="20%").replace("of: 销售额, rate: 20%", "of: 订单数, each: 5")
    Path("orders.yaml").write_text(plan, encoding="utf-8")
    found = told(capsys, "orders.yaml", "--data", "few.csv")
    assert found["plan_months"][0]["of_sales"] is None
    assert found["pay_spread"][0]["median"] is None


def test_what_another_plan_would_pay_is_not_said_to_be_paid(capsys: Said) -> None:
    given = ["new.yaml", "--data", "2026-08.csv", "--months", "2026-08", "--against", "old.yaml"]
    assert run(["--lang", "en", "simulate", *given]) == 0
    shown = capsys.readouterr().out
    assert "By the old plan" in shown
    assert "Paid then" not in shown


def test_a_month_between_that_is_not_there_is_not_named() -> None:
    assert span_of(["2026-06", "2026-07", "2026-09"]) == "2026-06~2026-07, 2026-09"
    assert span_of(["2025-12", "2026-01"]) == "2025-12~2026-01"
    assert span_of(["2026-09"]) == "2026-09"
