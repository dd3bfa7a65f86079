"""Two plans on the same months: who gains, by which rule, and the factor that costs the same."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.cli.main import run
from csperf.formula import Cell, Column, Constant, Product, Round, Sum
from csperf.inputs import Agent, Inputs
from csperf.insight.budget import neutral
from csperf.sheet import evaluate
from csperf.units import Unit

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "csperf/schema/tables.schema.json").read_text(encoding="utf-8"))
PLAN = """csperf: 1
plan: 提成
version: "{version}"
pay:
  底薪: {{base: {{fixed: 100}}}}
  提成: {{commission: {{of: 销售额, rate: {rate}}}}}
  奖金:
    bonus:
      by: 销售额
      bands: [{{at_least: 1000, pay: 50}}, {{otherwise: 0}}]
    at_most: {most}
"""
DATA = "客服,销售额\n小美,1000.10\n大勇,500.05\n阿英,300\n"

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text(PLAN.format(version="1", rate="10%", most=50), encoding="utf-8")
    Path("new.yaml").write_text(PLAN.format(version="2", rate="12%", most=50), encoding="utf-8")
    Path("10月.csv").write_text(DATA, encoding="utf-8")


def told(capsys: Said, *arguments: str) -> dict[str, list[dict[str, Any]]]:
    assert run(["compare", *arguments, "--format", "json"]) == 0
    found: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, SCHEMA)
    return found


def test_whose_pay_differs_and_why(capsys: Said) -> None:
    """10% of 1000.10, 500.05, 300 is 100.01, 50.01, 30.00; 12% is 120.01, 60.01, 36.00."""
    found = told(capsys, "old.yaml", "new.yaml", "--data", "10月.csv")
    assert [(row["agent"], row["difference"]) for row in found["plan_people"]] == [
        ("小美", "20.00"),
        ("大勇", "10.00"),
        ("阿英", "6.00"),
    ]
    assert [(row["line"], row["before"], row["after"]) for row in found["plan_lines"]] == [
        ("底薪", "300.00", "300.00"),
        ("提成", "180.02", "216.02"),
        ("奖金", "50.00", "50.00"),
    ]
    assert {(row["line"], *row["reasons"]) for row in found["plan_reasons"]} == {
        ("提成", "the plan has another 提成 [new.yaml:6:3]")
    }


def test_the_factor_that_costs_the_same_is_tried_to_the_fen(capsys: Said) -> None:
    """530.02 were paid. 216.018 unrounded must become 180.02: by 180.02 / 216.018 = 83.3356%.

    With it 100.0127, 50.0063 and 30.0008 are rounded to 100.01, 50.01 and 30.00: no fen off.
    The bonus alone, 50 of one person, must become 14.00: by 28%.
    """
    rows = told(capsys, "old.yaml", "new.yaml", "--data", "10月.csv")["neutral"]
    found = {(*row["line"],): (row["factor"], row["after_factor"], row["off"]) for row in rows}
    assert found["提成",] == ("83.3356%", "180.02", "0")
    assert found["奖金",] == ("28%", "14.00", "0")
    # both: 216.018 + 50 must become 230.02
    assert found["提成", "奖金"][0] == "86.4678%"
    (row,) = told(capsys, "old.yaml", "new.yaml", "-d", "10月.csv", "--line", "提成")["neutral"]
    assert row["factor"] == "83.3356%"


def test_a_plan_costs_what_it_costs_itself(capsys: Said) -> None:
    """Rounded pay is 180.02, unrounded 180.015: nothing has to be multiplied by 100.0028%."""
    rows = told(capsys, "old.yaml", "old.yaml", "--data", "10月.csv")["neutral"]
    assert {(row["factor"], row["off"]) for row in rows} == {("100%", "0")}


def test_a_line_that_cannot_keep_the_total_is_told(capsys: Said) -> None:
    """Without base pay it cannot be made up: 500 more would have to come out of a bonus of 50."""
    text = Path("old.yaml").read_text(encoding="utf-8")
    Path("less.yaml").write_text(text.replace("fixed: 100", "fixed: 300"), encoding="utf-8")
    rows = told(capsys, "old.yaml", "less.yaml", "--data", "10月.csv", "--line", "奖金")
    assert rows["neutral"][0]["factor"] is None
    assert rows["notes"][1]["note"].startswith("奖金: ")


def test_where_a_cap_binds_the_factor_is_found_by_trying(capsys: Said) -> None:
    """Twice the rate, and nobody has more than 250: 100 + 200.02, 200.01 and 160 become 610.01.

    In step it would be (480.02 - 300) / 310.01 = 58%, which pays 29 too much, as 小美 is below her
    cap there. What keeps the 480.02 of the old plan is the old rate, that is half of the new one.
    """
    text = Path("old.yaml").read_text(encoding="utf-8").replace("pay: 50", "pay: 0")
    Path("less.yaml").write_text(text, encoding="utf-8")
    limits = "limits: {应发合计: {at_most: 250}}\n"
    Path("capped.yaml").write_text(text.replace("10%", "20%") + limits, encoding="utf-8")
    found = told(capsys, "less.yaml", "capped.yaml", "-d", "10月.csv", "--line", "提成")
    (row,) = found["neutral"]
    assert (row["factor"], row["total_after"], row["off"]) == ("50%", "480.02", "0")
    assert found["notes"][1]["note"].startswith("提成: caps, floors")


def test_several_months_are_added_and_told_apart(capsys: Said) -> None:
    for month in ("2026-09", "2026-10"):
        Path(f"{month}.csv").write_text(DATA, encoding="utf-8")
    given_ = ["--data", "{period}.csv", "--months", "2026-09~2026-10"]
    found = told(capsys, "old.yaml", "new.yaml", *given_)
    assert found["plan_people"][0]["difference"] == "40.00"
    assert {row["period"] for row in found["plan_reasons"]} == {"2026-09", "2026-10"}


def test_a_line_that_the_new_plan_has_not_is_refused(capsys: Said) -> None:
    assert run(["compare", "old.yaml", "new.yaml", "-d", "10月.csv", "--line", "年终奖"]) == 1
    assert "[compare-no-line]" in capsys.readouterr().err


AMOUNT = st.decimals(0, 100_000, places=3)


@settings(max_examples=40)
@given(
    st.lists(AMOUNT, min_size=1, max_size=6).filter(any), st.decimals("0.2", 3, places=2), AMOUNT
)
def test_with_the_factor_only_rounding_keeps_the_total_from_what_was_wanted(
    amounts: list[Decimal], share: Decimal, base: Decimal
) -> None:
    """A fixed amount and a line of so much for everybody; the line is to pay a share of its own."""
    line = Round(Product((Cell("销售额"), Constant(Decimal("0.37")))), Decimal("0.01"))
    fixed = Round(Constant(base), Decimal("0.01"))
    columns = [
        Column("销售额", "metric", Unit.MONEY),
        Column("底薪", "pay", Unit.MONEY, fixed),
        Column("提成", "pay", Unit.MONEY, line),
        Column("total", "total", Unit.MONEY, Sum((Cell("底薪"), Cell("提成")))),
    ]
    people = tuple(Agent(str(n)) for n, _ in enumerate(amounts))
    sheet = evaluate(columns, Inputs(people, {"销售额": amounts}))
    rest = sum((cell for cell in sheet.cells["底薪"] if isinstance(cell, Decimal)), Decimal(0))
    wanted = (rest + sum(amounts, Decimal(0)) * Decimal("0.37") * share).quantize(Decimal("0.01"))
    found = neutral([sheet], ["提成"], wanted)
    assert found.off is not None
    assert abs(found.off) <= len(amounts)
    assert found.total == wanted + found.off / 100
