"""What wage law says: a warning at the right fen, for the right days, and never another figure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.inputs import Agent, Inputs
from csperf.law import warnings_of_law
from csperf.metrics.catalogue import catalogue
from csperf.output.run import Run
from csperf.payroll import Request, calculate
from csperf.plan.definitions import definitions
from csperf.plan.lower import lower
from csperf.plan.read import plan_of
from csperf.sheet import evaluate

PLAN = """\
csperf: 1
plan: 扣款
version: "1"
{more}metrics:
  罚: {{column: 罚, unit: money}}
pay:
  底薪: {{base: {{metric: 底薪}}{prorate}}}
  扣款: {{deduction: {{of: 罚}}}}
"""
LAW = "law: {minimum_wage: 2000}\n"


def run_of(folder: Path, data: str, more: str = "", prorate: str = "") -> Run:
    (folder / "plan.yaml").write_text(PLAN.format(more=more, prorate=prorate), encoding="utf-8")
    (folder / "data.csv").write_text(data, encoding="utf-8")
    return calculate(Request(str(folder / "plan.yaml"), (str(folder / "data.csv"),)))


def told(run: Run) -> list[tuple[str, object]]:
    return [(warned.id, warned.facts["agent"]) for warned in run.warnings]


def test_a_fifth_may_be_taken_and_a_fen_more_is_told(tmp_path: Path) -> None:
    run = run_of(tmp_path, "客服,底薪,罚\n甲,3000,600\n乙,3000,600.01\n丙,3000,0\n")
    assert told(run) == [("deductions-over-fifth", "乙")]
    facts = run.warnings[0].facts
    assert (facts["taken"], facts["before"], facts["most"]) == ("600.01", "3000.00", "600.00")


def test_what_a_limit_spares_is_not_taken(tmp_path: Path) -> None:
    data = "客服,底薪,罚\n甲,3000,900\n"
    spared = run_of(tmp_path, data, "limits: {应发合计: {at_least: 2500}}\n")
    assert told(spared) == []
    still = run_of(tmp_path, data, "limits: {应发合计: {at_least: 2300}}\n")
    assert [warned.facts["taken"] for warned in still.warnings] == ["700.00"]


def test_pay_below_the_minimum_is_told_with_its_cause(tmp_path: Path) -> None:
    data = "客服,底薪,罚\n甲,2000,0\n乙,1999.99,0\n丙,2100,100.01\n"
    assert told(run_of(tmp_path, data, LAW)) == [
        ("below-minimum-wage", "乙"),
        ("deducted-below-minimum", "丙"),
    ]


def test_who_worked_half_the_month_is_held_to_half_the_minimum(tmp_path: Path) -> None:
    data = "客服,底薪,罚,出勤天数,应出勤天数\n甲,2000,0,13,26\n乙,1999,0,13,26\n"
    run = run_of(tmp_path, data, LAW, ", prorate: attendance")
    assert told(run) == [("below-minimum-wage", "乙")]
    assert run.warnings[0].facts["minimum"] == "1000.00"
    whole = run_of(tmp_path, "客服,底薪,罚\n甲,1000,0\n", LAW)
    assert str(whole.warnings[0].facts["how"]) != str(run.warnings[0].facts["how"])


def test_a_plan_in_another_currency_is_not_held_to_a_fifth(tmp_path: Path) -> None:
    data = "客服,底薪,罚\n甲,3000,900\n"
    assert told(run_of(tmp_path, data, "currency: USD\n")) == []
    assert told(run_of(tmp_path, data, "currency: CNY\n")) == [("deductions-over-fifth", "甲")]


def test_a_plan_that_pays_nothing_is_left_alone() -> None:
    text = "csperf: 1\nplan: x\nversion: '1'\nindicators: {质检分: {weight: 100%, points: as_is}}\n"
    plan, _ = plan_of(text, "plan.yaml")
    assert plan is not None
    lowered, _ = lower(plan, definitions(plan, catalogue())[0])
    sheet = evaluate(lowered.columns, Inputs((Agent("甲"),), {"质检分": [Decimal(90)]}))
    assert warnings_of_law(plan.rules, sheet, lowered.watches) == []


AMOUNTS = st.decimals(min_value=0, max_value=9000, places=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("law")


@given(base=AMOUNTS, taken=AMOUNTS)
@settings(max_examples=40, deadline=None)
def test_the_law_changes_no_figure_and_says_what_is_so(
    folder: Path, base: Decimal, taken: Decimal
) -> None:
    data = f"客服,底薪,罚\n甲,{base},{taken}\n"
    without, held = run_of(folder, data), run_of(folder, data, LAW)
    assert without.sheet.cells["total"] == held.sheet.cells["total"]
    ids = {warned.id for warned in held.warnings}
    assert ("deductions-over-fifth" in ids) == (taken * 5 > base > 0)
    assert bool(ids & {"below-minimum-wage", "deducted-below-minimum"}) == (base - taken < 2000)
