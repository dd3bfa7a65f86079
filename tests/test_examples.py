"""The example shop: its files are what make.py makes, and they give a payroll in every form."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from csperf.errors import CsperfError
from csperf.output.run import Run
from csperf.output.table import render
from csperf.output.text_files import json_text
from csperf.payroll import Request, calculate
from csperf.validation import validate_plan

ROOT = Path(__file__).parents[1]
SHOP = ROOT / "examples"


def run_of(export: str) -> Run:
    """October of the example shop from this export."""
    data = (str(SHOP / export), str(SHOP / "主管打分.csv"))
    roster = str(SHOP / "花名册.csv")
    return calculate(Request(str(SHOP / "plan.yaml"), data, roster, None, "2026-10"))


@pytest.fixture(scope="module")
def result() -> Any:
    return json.loads(json_text(run_of("10月-售前明细.xlsx")))


def test_the_files_are_those_that_the_script_makes() -> None:
    made = runpy.run_path(str(SHOP / "make.py"))["make"]()
    assert {name: (SHOP / name).read_bytes() == content for name, content in made.items()} == (
        dict.fromkeys(made, True)
    )


def test_the_csv_twin_gives_the_same_bytes() -> None:
    printed = []
    for export in ("10月-售前明细.xlsx", "10月-售前明细.csv"):
        command = [sys.executable, "-m", "csperf", "calc", "examples/plan.yaml", "--data"]
        command += [f"examples/{export}", "examples/主管打分.csv"]
        command += ["--roster", "examples/花名册.csv", "--period", "2026-10", "--format", "json"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        printed.append(done.stdout)
    assert printed[0] == printed[1]
    assert len(json.loads(printed[0])["agents"]) == 15


def test_only_the_row_of_totals_is_left_out() -> None:
    for export in ("10月-售前明细.xlsx", "10月-售前明细.csv"):
        assert [warning.id for warning in run_of(export).warnings] == ["rows-left-out"]


def test_a_payslip_that_a_pocket_calculator_agrees_with(result: Any) -> None:
    agent = next(agent for agent in result["agents"] if agent["name"] == "李小美")
    # 指标：100×30% + 90×20% + 97.84×30% + 100×10% + 95×10%
    assert (agent["score"], agent["grade"]) == ("96.85", "A")
    assert {line["line"]: line["amount"] for line in agent["pay"]} == {
        "底薪": "3900.00",
        "销售提成": "790.13",  # (40000×0.8% + 20000×1.2% + 6152.80×1.6%) × 120% = 790.1337…
        "绩效奖金": "1000.00",
        "转化率奖": "300.00",
        "全勤奖": "200.00",
        "投诉扣款": "0.00",
        "手工调整": "0.00",
    }
    assert agent["total"] == "6190.13"


def test_people_whom_a_rule_treats_apart(result: Any) -> None:
    paid = {
        agent["name"]: {line["line"]: line["amount"] for line in agent["pay"]}
        for agent in result["agents"]
    }
    assert paid["陆一鸣"]["底薪"] == "1615.38"  # 3000 × 14 ÷ 26, joined in mid-month
    assert paid["周子涵"]["手工调整"] == "-60.00"
    assert paid["高文博"]["投诉扣款"] == "-100.00"
    prizes = {name: lines["转化率奖"] for name, lines in paid.items()}
    assert {n: p for n, p in prizes.items() if p != "0.00"} == {
        "吴思琪": "500.00",
        "李小美": "300.00",
        "陈雨桐": "200.00",
    }


def test_the_totals_add_up(result: Any) -> None:
    for agent in result["agents"]:
        assert sum(Decimal(line["amount"]) for line in agent["pay"]) == Decimal(agent["total"])
    totals = sum(Decimal(agent["total"]) for agent in result["agents"])
    assert Decimal(result["summary"]["total"]) == totals


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_shows_everybody_in_either_language(lang: Any) -> None:
    run = run_of("10月-售前明细.xlsx")
    shown = render(run, lang, width=None, color=False)
    assert all(agent.name in shown for agent in run.sheet.agents)
    assert ("应发合计" in shown) == (lang == "zh")


def test_the_plan_says_what_a_wrong_month_is() -> None:
    with pytest.raises(CsperfError) as refused:
        calculate(Request(str(SHOP / "plan.yaml"), (), None, None, "2026-09"))
    assert "period-outside-plan" in [problem.id for problem in refused.value.problems]


@pytest.mark.parametrize(
    "plan", ["examples/plan.yaml", "plans/presale.yaml", "plans/aftersale.yaml"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_plan_of_ours_is_sound_and_its_examples_hold(plan: str, lang: Any) -> None:
    verdict = validate_plan(str(ROOT / plan), lang)
    assert verdict.problems == ()
    assert verdict.examples >= 2


@pytest.mark.parametrize("name", ["payroll.svg", "payroll.en.svg"])
def test_the_pictures_show_what_the_run_gives(name: str) -> None:
    drawn = runpy.run_path(str(SHOP / "picture.py"))
    assert (SHOP / name).read_text(encoding="utf-8") == drawn["picture"](drawn["PICTURES"][name])
