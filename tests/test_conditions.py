"""Conditions hold as a reader of the plan would say, to any depth; what is unknown is no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from csperf.errors import CsperfError
from csperf.payroll import Request, calculate

PLAN = """\
csperf: 1
plan: 条件
version: "1"
metrics: {级别: {unit: text}, 目标: {unit: count}}
pay:
  奖: {bonus: {fixed: 10}, when: %s}
"""
ROWS = "客服,级别,差评数,目标\n甲,P1,0,1\n乙,P2,3,3\n丙,P3,3,2\n"


def paid(folder: Path, when: str, rows: str = ROWS) -> str:
    """Who is paid, by name."""
    (folder / "plan.yaml").write_text(PLAN % when, encoding="utf-8")
    (folder / "月.csv").write_text(rows, encoding="utf-8")
    run = calculate(Request(str(folder / "plan.yaml"), (str(folder / "月.csv"),)))
    lines = zip(run.sheet.agents, run.sheet.cells["奖"], strict=True)
    return "".join(agent.name for agent, amount in lines if amount)


@pytest.mark.parametrize(
    ("when", "who"),
    [
        ("{级别: {is: P1}}", "甲"),
        ("{级别: {is: [P1, P2]}}", "甲乙"),
        ("{级别: {is_not: [P1, P2]}}", "丙"),
        ("{差评数: {at_most: 目标}}", "甲乙"),
        ("{差评数: {over: 目标}}", "丙"),
        ("{级别: {is_not: P1}, 差评数: {over: 2}}", "乙丙"),
        ("{any: [{级别: {is: P1}}, {级别: {is: P3}, 差评数: {over: 2}}]}", "甲丙"),
        ("{all: [{级别: {is_not: P3}}, {差评数: {over: 2}}]}", "乙"),
        ("{not: {级别: {is: P2}, 差评数: {over: 2}}}", "甲丙"),
        ("{not: {any: [{级别: {is: [P1]}}, {差评数: {over: 目标}}]}}", "乙"),
        ("{any: [{not: {差评数: {over: 2}}}, {all: [{级别: {is: P3}}]}]}", "甲丙"),
    ],
)
def test_conditions_hold_as_they_read(tmp_path: Path, when: str, who: str) -> None:
    assert paid(tmp_path, when) == who


BLANK = "客服,级别,差评数,目标\n甲,P1,,1\n乙,P2,0,1\n"


def test_what_another_condition_decides_needs_no_figure(tmp_path: Path) -> None:
    assert paid(tmp_path, "{any: [{级别: {is: P1}}, {差评数: {over: 2}}]}", BLANK) == "甲"
    assert paid(tmp_path, "{级别: {is: P2}, 差评数: {at_most: 2}}", BLANK) == "乙"


def test_an_unknown_figure_that_decides_stops(tmp_path: Path) -> None:
    with pytest.raises(CsperfError) as error:
        paid(tmp_path, "{not: {差评数: {over: 2}}}", BLANK)
    assert [problem.facts["metric"] for problem in error.value.problems] == ["差评数"]
