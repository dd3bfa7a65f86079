"""Small rules of the plan language that the published cases do not use, each counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from csperf.errors import CsperfError
from csperf.payroll import Request, calculate

HEAD = 'csperf: 1\nplan: p\nversion: "1"\n'
DATA = (
    "客服,组,班次,净销售额,出勤情况,平均响应时间,投诉数,夜班津贴额\n"
    "小美,一组,早班,1000,全勤,20秒,0,0\n"
    "小王,一组,晚班,3000,迟到,30秒,1,0\n"
    "小红,二组,早班,500,全勤,20秒,3,0\n"
)
OWN = "metrics: {出勤情况: {unit: text}}\n"


def paid(tmp_path: Path, plan: str, name: str) -> list[str]:
    (tmp_path / "plan.yaml").write_text(HEAD + plan, encoding="utf-8")
    (tmp_path / "month.csv").write_text(DATA, encoding="utf-8")
    request = Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "month.csv"),))
    return [str(value) for value in calculate(request).sheet.cells[name]]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("团队合计", ["450.00", "450.00", "450.00"]),  # 10% of 1000 + 3000 + 500
        ("团队平均", ["150.00", "150.00", "150.00"]),  # 10% of 4500 / 3
        ("组合计", ["400.00", "400.00", "50.00"]),  # 10% of 1000 + 3000, of 500
        ("班次平均", ["75.00", "300.00", "75.00"]),  # 10% of (1000 + 500) / 2, of 3000
    ],
)
def test_a_plan_says_sum_or_mean_and_among_whom(
    tmp_path: Path, scope: str, expected: list[str]
) -> None:
    plan = f"pay: {{团队提成: {{commission: {{of: {scope}.净销售额, rate: 10%}}}}}}\n"
    assert paid(tmp_path, plan, "团队提成") == expected


def test_a_gate_can_ask_for_a_word(tmp_path: Path) -> None:
    plan = OWN + (
        "pay: {全勤奖: {bonus: {fixed: 200}}}\n"
        "gates: {迟到: {when: {出勤情况: {is: 迟到}}, cancel: [全勤奖]}}\n"
    )
    assert paid(tmp_path, plan, "全勤奖") == ["200.00", "0", "200.00"]


def test_all_conditions_of_a_gate_must_hold(tmp_path: Path) -> None:
    plan = OWN + (
        "pay: {奖: {bonus: {fixed: 200}}}\n"
        "gates: {两条: {when: {净销售额: {under: 3001, over: 999}, 投诉数: {at_least: 1}}, "
        "cancel: [奖]}}\n"
    )
    assert paid(tmp_path, plan, "奖") == ["200.00", "0", "200.00"]


def test_a_factor_has_limits_of_its_own(tmp_path: Path) -> None:
    plan = (
        "indicators: {投诉数: {weight: 100%, "
        "per_unit: {start: 130, each: -20, at_least: 0}}}\n"
        "pay: {提成: {commission: {of: 净销售额, rate: 10%}, "
        "factor: {per_point: 1%, at_most: 100%, at_least: 80%}}}\n"
    )
    # scores 130, 110, 70: factors 100%, 100%, 80%
    assert paid(tmp_path, plan, "提成") == ["100.00", "300.00", "40.00"]


def test_a_board_can_be_turned_round(tmp_path: Path) -> None:
    plan = "pay: {慢跑奖: {rank_prize: {by: 净销售额, better: lower, prizes: [90, 60]}}}\n"
    assert paid(tmp_path, plan, "慢跑奖") == ["60.00", "0.00", "90.00"]


def test_points_by_rank_can_be_turned_round_and_share_the_better_place(tmp_path: Path) -> None:
    plan = (
        "indicators: {平均响应时间: {weight: 100%, better: higher, "
        "ranks: {points: [100, 60], others: 0}}}\n"
    )
    assert paid(tmp_path, plan, "score") == ["60.00", "100.00", "60.00"]


def test_a_line_pays_at_least_and_at_most(tmp_path: Path) -> None:
    plan = (
        "pay: {提成: {commission: {of: 净销售额, rate: 10%}, at_least: 80, at_most: 200}}\n"
        "limits: {应发合计: {at_most: 150}}\n"
    )
    assert paid(tmp_path, plan, "提成") == ["100.00", "200.00", "80.00"]
    assert paid(tmp_path, plan, "total") == ["100.00", "150", "80.00"]


@pytest.mark.parametrize(
    ("metric", "told"),
    [
        ("夜班津贴", "metric-not-supplied"),  # resembles the heading 夜班津贴额
        ("询单转化率", "metric-lacks-parts"),  # neither it nor what it is computed from
        ("满意率", "metric-not-exported"),
    ],
)
def test_a_metric_that_no_export_has_is_told_in_one_of_three_ways(
    tmp_path: Path, metric: str, told: str
) -> None:
    plan = (
        "metrics: {夜班津贴: {unit: percent}}\n"
        f"pay: {{奖: {{bonus: {{by: {metric}, bands: [{{at_least: 1%, pay: 1}}, "
        "{otherwise: 0}]}}}\n"
    )
    with pytest.raises(CsperfError) as caught:
        paid(tmp_path, plan, "奖")
    assert [problem.id for problem in caught.value.problems] == [told]
