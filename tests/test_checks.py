"""What must not be paid in silence: each finding names the agent, the cell and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from csperf.errors import CsperfError
from csperf.output.columns import headings
from csperf.output.verdict import verdict_text
from csperf.output.words import tell_cell
from csperf.output.words_text import find_column
from csperf.payroll import Request, calculate
from csperf.texts import tell
from csperf.validation import validate_plan

PLAN = """\
csperf: 1
plan: 检查
version: "1"
indicators:
  询单转化率:
    weight: 100%
    bands: [{at_least: 50%, points: 100}, {otherwise: 50}]
score: {missing: error}
pay:
  底薪: {base: {by: 级别, amounts: {P1: 3000, P2: 3500}}}
  销售提成: {commission: {of: 净销售额, rate: 2%}}
  排行奖: {rank_prize: {by: 询单转化率, prizes: [100, 0, 0], ties: share}}
  手工调整: {adjustment: {of: 调整金额, reason: 调整原因}}
"""
HEADING = "客服,询单人数,最终付款人数,净销售额,级别,调整金额,调整原因"


def run(tmp_path: Path, *rows: str, plan: str = PLAN, heading: str = HEADING) -> list[str]:
    """Every message of a run, warnings included, in Chinese."""
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "月.csv").write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    try:
        request = Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "月.csv"),))
        problems = calculate(request).warnings
    except CsperfError as error:
        problems = error.problems
    return [tell(problem, "zh").replace(f"{tmp_path}/", "") for problem in problems]


def test_a_sound_month_says_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "小美,100,60,1000,P1,,", "小王,100,50,2000,P2,-20,迟到") == []


def test_a_blank_figure_is_told_with_its_cell_and_is_never_zero(tmp_path: Path) -> None:
    found = run(tmp_path, "小美,100,60,,P1,,", "小王,100,50,2000,P2,,")
    assert found == [("月.csv!D2: 小美 没有“净销售额”的数据，“销售提成”算不出来。请补上数据。")]


def test_a_division_by_zero_is_unknown_not_zero(tmp_path: Path) -> None:
    found = run(tmp_path, "小美,0,0,10,P1,,", "小王,100,50,2000,P2,,")
    assert len(found) == 1
    assert "plan.yaml" not in found[0].split("算不出来")[1]
    assert "最终付款人数 = 0、询单人数 = 0" in found[0]


def test_a_level_without_a_row_is_told(tmp_path: Path) -> None:
    found = run(tmp_path, "小美,100,60,10,P3,,", "小王,100,50,2000,P2,,")
    assert found == [
        (
            "plan.yaml:10:3: 小美 的“级别”是“P3”，“底薪”的表里没有这一项。"
            "请在表里加上“P3”，或更正数据。"
        )
    ]


def test_days_due_of_zero_are_not_blamed_on_the_table_of_levels(tmp_path: Path) -> None:
    plan = PLAN.replace("P2: 3500}}}", "P2: 3500}}, prorate: 出勤}")
    heading = f"{HEADING},出勤天数,应出勤天数"
    rows = ("小美,100,60,10,P1,,,0,0", "小王,100,50,2000,P3,,,20,22")
    assert run(tmp_path, *rows, plan=plan, heading=heading) == [
        ("月.csv!I2: 小美 的“底薪”算不出来（除以 0）：出勤天数 = 0、应出勤天数 = 0。请核对数据。"),
        (
            "plan.yaml:10:3: 小王 的“级别”是“P3”，“底薪”的表里没有这一项。"
            "请在表里加上“P3”，或更正数据。"
        ),
    ]


def test_only_points_can_be_excused_by_a_policy_not_yet_written(tmp_path: Path) -> None:
    rows = ("小美,,60,10,P1,,", "小王,100,50,2000,P2,,")
    (asked,) = run(tmp_path, *rows)
    assert asked.endswith("score: {missing: ...} 里写明。")
    written = PLAN.replace("missing: error", "missing: renormalise")
    (told, *_) = run(tmp_path, *rows, plan=written)
    assert told.endswith("请补上数据。")


def test_a_negative_base_needs_a_rule(tmp_path: Path) -> None:
    rows = ("小美,100,60,-120.50,P1,,", "小王,100,50,2000,P2,,")
    found = run(tmp_path, *rows)
    assert found == [
        (
            "月.csv!D2: 小美 的“净销售额”是负数（-120.50），方案没有说“销售提成”这时怎么算。"
            "请在这一项写 below_zero: zero（不发不扣）或 charge（倒扣）。"
        )
    ]
    for rule in ("zero", "charge"):
        plan = PLAN.replace("rate: 2%}", f"rate: 2%, below_zero: {rule}}}")
        assert run(tmp_path, *rows, plan=plan) == []


def test_an_adjustment_needs_a_reason(tmp_path: Path) -> None:
    found = run(tmp_path, "小美,100,60,10,P1,50,", "小王,100,50,2000,P2,,")
    assert found == ["月.csv!F2: 小美 的调整 50.00 没有写原因。请在“调整原因”一列写明。"]


def test_a_list_of_adjustments_need_not_name_everybody(tmp_path: Path) -> None:
    heading = HEADING.removesuffix(",调整金额,调整原因")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    month, extra = tmp_path / "月.csv", tmp_path / "调整.csv"
    month.write_text(f"{heading}\n小美,100,60,10,P1\n小王,100,50,2000,P2\n", encoding="utf-8")
    extra.write_text("客服,调整金额,调整原因\n小王,-20.00,迟到\n", encoding="utf-8")
    run = calculate(Request(str(tmp_path / "plan.yaml"), (str(month), str(extra))))
    assert [str(value) for value in run.sheet.cells["手工调整"]] == ["0.00", "-20.00"]


def test_a_cent_too_many_in_shared_prizes_is_told(tmp_path: Path) -> None:
    found = run(tmp_path, *(f"{name},100,60,10,P1,," for name in ("甲", "乙", "丙")))
    assert found == [
        "plan.yaml:12:3: “排行奖”第 1 名有 3 人并列平分，奖金 100.00，四舍五入后共发 99.99。"
    ]


def test_a_ratio_that_its_parts_contradict_is_told_and_used_as_given(tmp_path: Path) -> None:
    heading = HEADING.replace("客服,", "客服,询单转化率,")
    found = run(
        tmp_path, "小美,61.00%,100,60,10,P1,,", "小王,50.00%,100,50,2000,P2,,", heading=heading
    )
    assert found == [
        (
            "月.csv!B2: 小美 的“询单转化率”导出表写的是 61%，按分子分母算是 60%；"
            "这次用导出表的数。请核对导出表。"
        )
    ]


@pytest.mark.parametrize(
    ("missing", "score", "total"),
    [("zero", "50.00", "550.00"), ("renormalise", "100.00", "1050.00"), ("skip", "None", "50.00")],
)
def test_the_policies_for_missing_points(
    tmp_path: Path, missing: str, score: str, total: str
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"""\
csperf: 1
plan: 缺数据
version: "1"
indicators:
  回复率: {{weight: 50%, bands: [{{at_least: 90%, points: 100}}, {{otherwise: 0}}]}}
  主管打分: {{weight: 50%, points: as_is}}
score: {{missing: {missing}}}
pay:
  奖金: {{bonus: {{per_point: 10}}}}
  补贴: {{base: {{fixed: 50}}}}
""",
        encoding="utf-8",
    )
    (tmp_path / "月.csv").write_text(
        "客服,客服回复率,主管打分\n小美,95%,--\n小王,80%,70\n", encoding="utf-8"
    )
    run = calculate(Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "月.csv"),)))
    assert str(run.sheet.value(0, "score")) == score
    assert str(run.sheet.value(0, "total")) == total


@pytest.mark.parametrize(("written", "points"), [("fraction", "100"), ("percent", "0")])
def test_the_plan_says_how_bare_percents_are_written(
    tmp_path: Path, written: str, points: str
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"""\
csperf: 1
plan: 小数百分比
version: "1"
metrics: {{回复率: {{unit: percent, written_as: {written}}}}}
indicators:
  回复率: {{weight: 100%, bands: [{{at_least: 90%, points: 100}}, {{otherwise: 0}}]}}
""",
        encoding="utf-8",
    )
    (tmp_path / "月.csv").write_text("客服,客服回复率\n小美,0.95\n小王,0.9\n", encoding="utf-8")
    run = calculate(Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "月.csv"),)))
    assert str(run.sheet.value(0, "score")) == f"{points}.00"


def test_explanations_cite_the_section_or_the_row_that_held(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        """\
csperf: 1
plan: 出处
version: "1"
indicators:
  服务:
    weight: 100%
    made_of:
      投诉处理: {weight: 100%, metric: 主管打分, points: as_is}
grades:
  - {at_least: 90, grade: A}
  - {otherwise: D}
pay:
  底薪: {base: {fixed: 50}}
""",
        encoding="utf-8",
    )
    (tmp_path / "月.csv").write_text("客服,主管打分\n小美,95\n小王,70\n", encoding="utf-8")
    sheet = calculate(Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "月.csv"),))).sheet
    lines = {
        name: tell_cell(sheet, 1, name, "zh").place.line for name in ("score", "grade", "total")
    }
    assert lines == {"score": 4, "grade": 11, "total": 12}
    assert tell_cell(sheet, 0, "grade", "zh").place.line == 10
    for printed in [*headings(sheet.columns, "zh"), "投诉处理"]:
        assert not find_column(sheet, printed, "zh")[1], printed


def test_a_bound_that_moves_several_figures_is_one_line_with_its_total_once() -> None:
    plan = Path(__file__).parent.parent / "examples" / "plan.yaml"
    text = verdict_text(validate_plan(str(plan), "zh"), "zh")
    lines = text.replace("\n    ", "").splitlines()
    assert (
        "  得分 到 90.00: 销售提成 656.00 → 787.20，绩效奖金 600.00 → 1000.00，"
        "首个算例的应发 +531.20 元"
    ) in lines
    assert "  询单人数 到 500: 转化率奖.参评 0 → 1，首个算例的应发 +300.00 元" in lines
    assert sum("得分 到 90.00" in line for line in lines) == 1


BOARD = """\
csperf: 1
plan: 榜
version: "1"
pay:
  榜: {rank_prize: {by: 净销售额, prizes: [100, 50], eligible: {询单人数: {at_least: 10}}}}
"""


def test_who_may_not_take_part_because_of_a_blank_cell_is_told(tmp_path: Path) -> None:
    heading = "客服,询单人数,净销售额"
    found = run(tmp_path, "小美,,900", "小王,20,100", plan=BOARD, heading=heading)
    assert found == [
        "月.csv!B2: 小美 没有“询单人数”的数据，“榜”算不出来。请补上数据。",
    ]
