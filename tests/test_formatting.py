"""Formatting and translating a plan never change what it says, and settle after one turn."""

from __future__ import annotations

import random
import shutil
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.cli.formatter import Outcome, outcomes, settle
from csperf.payroll import Request, calculate
from csperf.plan.formatting import formatted
from csperf.plan.model import PlanFile
from csperf.plan.vocabulary import chinese_keys, every_part
from csperf.yaml_text import Table, read_tree, walk

ROOT = Path(__file__).parent.parent
PLANS = sorted(
    [
        *(ROOT / "plans").glob("*.yaml"),
        *(ROOT / "examples").glob("*.yaml"),
        *(ROOT / "tests" / "cases").glob("*/*.yaml"),
    ]
)
PAID = ["ties", "caps_and_floors", "p15_boards_others_move_up", "tiers_graduated"]
ENGLISH = {key for part in every_part(PlanFile) for one in part.models for key in one.keys()}  # noqa: SIM118


def text_of(plan: Path) -> str:
    return plan.read_text(encoding="utf-8")


def shaped(text: str, keys: str | None = None) -> str:
    written, problems = formatted(
        text, "plan.yaml", "zh" if keys == "zh" else "en" if keys else None
    )
    assert not problems, problems
    return written


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.parent.name}/{plan.stem}")
def test_a_plan_goes_into_chinese_and_back(plan: Path) -> None:
    assert shaped(shaped(text_of(plan))) == shaped(text_of(plan))
    once = shaped(text_of(plan), "en")
    chinese = shaped(once, "zh")
    assert shaped(once) == once
    assert shaped(chinese) == chinese
    assert shaped(chinese, "en") == once
    assert shaped(shaped(chinese, "en"), "zh") == chinese


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.parent.name}/{plan.stem}")
def test_no_comment_is_lost(plan: Path) -> None:
    def comments(text: str) -> list[str]:
        return sorted(line.partition("#")[2].strip() for line in text.splitlines() if "#" in line)

    assert comments(shaped(text_of(plan))) == comments(text_of(plan))


@pytest.mark.parametrize("case", PAID)
def test_both_languages_pay_the_same(case: str, tmp_path: Path) -> None:
    folder = tmp_path / case
    shutil.copytree(ROOT / "tests" / "cases" / case, folder)
    data = [str(file) for file in sorted(folder.glob("data*.csv"))]
    request = Request(str(folder / "plan.yaml"), tuple(data))
    english = calculate(request).sheet
    plan = folder / "plan.yaml"
    plan.write_text(shaped(text_of(plan), "zh"), encoding="utf-8")
    chinese = calculate(request).sheet
    assert chinese.cells == english.cells


def turned(text: str, chance: random.Random) -> str:
    """The plan with the entries of its one-line tables in any order."""
    lines = []
    for line in text.splitlines():
        head, brace, rest = line.partition("{")
        inner, closing, tail = rest.partition("}")
        if brace and closing and not set("{[\"'#") & set(inner) and not tail.strip(" ,]}"):
            entries = [entry.strip() for entry in inner.split(",")]
            chance.shuffle(entries)
            lines.append(f"{head}{{{', '.join(entries)}}}{tail}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(PLANS), st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n"]))
def test_any_order_of_keys_and_any_line_end_settles(
    plan: Path, chance: random.Random, end: str
) -> None:
    text = turned(text_of(plan), chance).replace("\n", end)
    written, problems = formatted(text, "plan.yaml")
    if not problems:  # names in another order are another plan, and may be a wrong one
        assert "\r" not in written
        assert shaped(written) == written
        assert shaped(shaped(written, "zh"), "en") == written


@pytest.mark.parametrize(
    "plan", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda plan: str(plan.stem)
)
def test_a_chinese_plan_has_no_english_key(plan: Path) -> None:
    tree, _ = read_tree(shaped(text_of(plan), "zh"), "plan.yaml")
    assert isinstance(tree, Table)
    assert not (ENGLISH - {"csperf"}) & {str(word) for word in walk(tree)}
    assert set(tree) <= set(chinese_keys(PlanFile))


UNTIDY = """\
# 店铺方案

# 这一版
plan: 店
csperf: 1
version: 1
pay:   # 工资
  底薪:
    # 按出勤
    prorate: {of: 应出勤天数,
      days: 出勤天数}  # 天\t
    base: {fixed: 3000}
      # 三千元
    says: |
      第一行 \t
      第二行
indicators:
  权重: {bands: [{points: 100, at_least: 50％}, {otherwise: 0}], weight: "100%", metric: 询单转化率}
examples:
- name: 小王
  expect: {得分: 100}
  given: {询单转化率: 60%, 出勤天数: 1, 应出勤天数: 1}
# 末尾

"""
TIDY = """\
# 店铺方案

csperf: 1
# 这一版
plan: 店
version: 1
indicators:
  权重: {weight: "100%", metric: 询单转化率, bands: [{at_least: 50%, points: 100}, {otherwise: 0}]}
pay:   # 工资
  底薪:
    says: |
      第一行 \t
      第二行
    base: {fixed: 3000}
      # 三千元
    # 按出勤
    prorate: {days: 出勤天数,
      of: 应出勤天数}  # 天
examples:
- name: 小王
  given: {询单转化率: 60%, 出勤天数: 1, 应出勤天数: 1}
  expect: {得分: 100}
# 末尾
"""


def test_comments_move_with_their_entries_and_texts_stay() -> None:
    assert shaped(UNTIDY) == TIDY
    assert shaped(UNTIDY.replace("\n", "\r\n")) == TIDY


def test_names_are_not_translated_even_where_they_are_words() -> None:
    chinese = shaped(UNTIDY, "zh")
    assert (
        '  权重: {权重: "100%", 指标: 询单转化率, 区间: [{达到: 50%, 分值: 100}, {否则: 0}]}'
        in chinese
    )
    assert "    底薪: {固定: 3000}" in chinese
    assert "  给定: {询单转化率: 60%, 出勤天数: 1, 应出勤天数: 1}" in chinese


def test_a_figure_of_csperfs_own_is_translated_unless_the_plan_names_something_so() -> None:
    plan = "csperf: 1\nplan: p\nversion: 1\n"
    plan += "indicators: {主管打分: {weight: 100%, points: as_is}}\n"
    pay = "pay:\n  奖: {bonus: {by: score, bands: [{at_least: 90, pay: 5}, {otherwise: 0}]}}\n"
    assert "{按: 得分, 区间:" in shaped(plan + pay, "zh")
    named = plan.replace("indicators", "metrics: {等级: {unit: text}}\nindicators")
    assert "{按: score, 区间:" in shaped(named + pay, "zh")


def test_a_faulty_plan_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("plan: x\ncsperf: 1\n", encoding="utf-8")
    (outcome,) = outcomes([str(file)], None)
    assert [problem.id for problem in settle(outcome)] == ["missing-key"]
    assert text_of(file) == "plan: x\ncsperf: 1\n"


def test_a_rewritten_file_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    shutil.copy(ROOT / "plans" / "presale.yaml", file)
    file.chmod(0o640)
    (outcome,) = outcomes([str(file)], "zh")
    assert settle(outcome) == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert "方案:" in text_of(file)


def test_what_would_mean_something_else_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csperf.plan.formatting._ordered", lambda text: text.replace("3000", "30"))
    written, problems = formatted(UNTIDY, "plan.yaml")
    assert not written
    assert [problem.id for problem in problems] == ["fmt-changes-meaning"]
    assert not Outcome("plan.yaml", "a", "b", tuple(problems)).differs
