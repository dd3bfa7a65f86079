"""Figures that once could come out wrong without a word: each pays right now, or is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from csperf.errors import CsperfError
from csperf.output.run import Run
from csperf.payroll import Request, calculate

HEAD = 'csperf: 1\nplan: p\nversion: "1"\n'


def paid(tmp_path: Path, plan: str, data: str) -> Run:
    (tmp_path / "plan.yaml").write_text(HEAD + plan, encoding="utf-8")
    (tmp_path / "month.csv").write_text(data, encoding="utf-8")
    return calculate(Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "month.csv"),)))


def refused(tmp_path: Path, plan: str, data: str) -> list[str]:
    with pytest.raises(CsperfError) as caught:
        paid(tmp_path, plan, data)
    return sorted({problem.id for problem in caught.value.problems if problem.stops})


def column(run: Run, name: str) -> list[str]:
    return [str(value) for value in run.sheet.cells[name]]


def test_a_column_that_the_plan_names_is_the_one_that_is_read(tmp_path: Path) -> None:
    plan = (
        "metrics: {净销售额: {column: 退后销售, unit: money}}\n"
        "pay: {提成: {commission: {of: 净销售额, rate: 1%}}}\n"
    )
    both = paid(tmp_path, plan, "客服,净销售额,退后销售\n小美,100000,50000\n")
    assert column(both, "提成") == ["500.00"]
    alone = paid(tmp_path, plan, "客服,退后销售\n小美,50000\n")
    assert column(alone, "提成") == ["500.00"]


@pytest.mark.parametrize("name", ["询单转化率", "final_conversion"])
def test_both_names_of_a_metric_mean_the_plans_own_definition(tmp_path: Path, name: str) -> None:
    plan = (
        "metrics: {询单转化率: {formula: 最终下单人数 / 询单人数, unit: percent}}\n"
        f"indicators: {{{name}: {{weight: 100%, bands: [{{at_least: 50%, points: 100}}, "
        "{otherwise: 0}]}}\n"
    )
    data = "客服,询单人数,最终下单人数,最终付款人数\n小美,100,60,10\n"
    assert column(paid(tmp_path, plan, data), "score") == ["100.00"]


@pytest.mark.parametrize(("of", "other"), [("net_sales", "净销售额"), ("净销售额", "净销售额")])
def test_a_negative_base_is_seen_under_any_name(tmp_path: Path, of: str, other: str) -> None:
    plan = (
        f"pay:\n  提成: {{commission: {{of: {of}, rate: 1%}}}}\n  奖: {{bonus: {{fixed: 1}}}}\n"
        f"gates: {{门槛: {{when: {{{other}: {{under: 0}}}}, cancel: [奖]}}}}\n"
    )
    assert refused(tmp_path, plan, "客服,净销售额\n小美,-3000\n") == ["base-below-zero"]


def test_a_negative_base_is_seen_when_the_line_is_called_like_its_metric(tmp_path: Path) -> None:
    plan = "pay: {净销售额: {commission: {of: 净销售额, rate: 1%}}}\n"
    assert refused(tmp_path, plan, "客服,净销售额\n小美,-3000\n") == ["base-below-zero"]


def test_two_targets_of_one_metric_are_two_targets(tmp_path: Path) -> None:
    plan = (
        "indicators:\n"
        "  甲: {metric: 客单价, weight: 50%, relative_to: {target: 100}, "
        "bands: [{at_least: 100%, points: 100}, {otherwise: 0}]}\n"
        "  乙: {metric: 客单价, weight: 50%, relative_to: {target: 200}, "
        "bands: [{at_least: 100%, points: 100}, {otherwise: 0}]}\n"
        "pay: {奖金: {bonus: {per_point: 10}}}\n"
    )
    assert column(paid(tmp_path, plan, "客服,客单价\n小美,150\n"), "奖金") == ["500.00"]


def test_the_mean_and_the_pooled_ratio_are_two_standards(tmp_path: Path) -> None:
    band = "bands: [{at_least: 100%, points: 100}, {otherwise: 0}]"
    plan = (
        "indicators:\n"
        f"  甲: {{metric: 询单转化率, weight: 50%, relative_to: team_mean, {band}}}\n"
        f"  乙: {{metric: 询单转化率, weight: 50%, relative_to: team_pooled, {band}}}\n"
        "pay: {奖金: {bonus: {per_point: 10}}}\n"
    )
    data = "客服,询单人数,最终付款人数\n小美,1000,300\n小王,10,9\n小红,100,40\n"
    run = paid(tmp_path, plan, data)
    assert column(run, "团队.询单转化率") == ["0.5333"] * 3
    assert column(run, "团队合并.询单转化率") == ["0.3144"] * 3
    assert column(run, "奖金") == ["0.00", "1000.00", "500.00"]


def test_a_pooled_ratio_counts_the_same_people_above_and_below(tmp_path: Path) -> None:
    plan = (
        "indicators: {询单转化率: {weight: 100%, relative_to: team_pooled, "
        "bands: [{at_least: 100%, points: 100}, {otherwise: 0}]}}\n"
    )
    data = (
        "客服,询单转化率,询单人数,最终付款人数\n小美,40%,100,40\n小王,45%,100,45\n小丽,60%,1000,\n"
    )
    assert column(paid(tmp_path, plan, data), "团队合并.询单转化率") == ["0.4250"] * 3


def test_no_score_excuses_only_what_needs_the_score(tmp_path: Path) -> None:
    plan = (
        "indicators: {主管打分: {weight: 100%, points: as_is}}\n"
        "score: {missing: skip}\n"
        "pay: {提成: {commission: {of: 净销售额, rate: 1%}, factor: {per_point: 1%}}}\n"
    )
    known = "客服,主管打分,净销售额\n小美,100,\n小王,90,100\n"
    assert refused(tmp_path, plan, known) == ["missing-value"]
    unscored = "客服,主管打分,净销售额\n小美,,500\n小王,90,100\n"
    assert column(paid(tmp_path, plan, unscored), "提成") == ["0", "0.90"]


@pytest.mark.parametrize(
    ("line", "heading", "value"),
    [
        ("{deduction: {of: 有效投诉, each: 50}}", "有效投诉", "-2"),
        ("{deduction: {of: 罚款金额}}", "罚款金额", "-50"),
    ],
)
def test_a_negative_deduction_does_not_pay(
    tmp_path: Path, line: str, heading: str, value: str
) -> None:
    own = "metrics: {罚款金额: {column: 罚款金额, unit: money}}\n"
    plan = f"{own}pay:\n  底薪: {{base: {{fixed: 3000}}}}\n  扣款: {line}\n"
    found = refused(tmp_path, plan, f"客服,{heading}\n小美,{value}\n")
    assert set(found) <= {"deduction-below-zero", "cell-below-zero"}


@pytest.mark.parametrize("days", ["31", "-15"])
def test_more_days_than_there_are_do_not_pay_more(tmp_path: Path, days: str) -> None:
    plan = "pay: {底薪: {base: {fixed: 3000}, prorate: 出勤}}\n"
    found = refused(tmp_path, plan, f"客服,出勤天数,应出勤天数\n小美,{days},26\n")
    assert set(found) <= {"days-out-of-range", "cell-below-zero"}


def test_an_unknown_key_that_decides_a_tie_is_asked_for(tmp_path: Path) -> None:
    plan = "pay: {奖: {rank_prize: {by: 净销售额, prizes: [500, 100], then_by: [满意率]}}}\n"
    tied = "客服,净销售额,满意率\n小美,100,\n小王,100,90%\n"
    assert refused(tmp_path, plan, tied) == ["missing-value"]
    apart = "客服,净销售额,满意率\n小美,200,\n小王,100,90%\n"
    assert column(paid(tmp_path, plan, apart), "奖") == ["500.00", "100.00"]


def test_a_total_below_zero_is_told(tmp_path: Path) -> None:
    plan = "pay: {扣款: {deduction: {of: 有效投诉, each: 50}}}\n"
    run = paid(tmp_path, plan, "客服,有效投诉\n小美,2\n")
    assert [problem.id for problem in run.warnings] == ["total-below-zero"]
