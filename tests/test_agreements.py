"""What was agreed with single people holds for them, in their days, and is told to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from csperf.errors import CsperfError
from csperf.output.run import Run
from csperf.output.words_text import explained, explanation_text
from csperf.payroll import Request, calculate

PLAN = """\
csperf: 1
plan: 约定
version: "1"
pay:
  底薪: {base: {fixed: 3000}}
overrides:
  - {agent: 小王, line: 底薪, amount: 4200, reason: 老员工协议工资%s}
"""


def request(folder: Path, dates: str, period: str = "") -> Request:
    (folder / "plan.yaml").write_text(PLAN % dates, encoding="utf-8")
    (folder / "月.csv").write_text("客服,净销售额\n小王,1\n小李,1\n", encoding="utf-8")
    return Request(str(folder / "plan.yaml"), (str(folder / "月.csv"),), period=period)


def _explanation(run: Run, agent: str) -> str:
    found, _ = explained(run, agent, "底薪", "zh")
    assert found is not None
    return explanation_text(found, "zh")


def refused(asked: Request) -> list[str]:
    with pytest.raises(CsperfError) as error:
        calculate(asked)
    return [problem.id for problem in error.value.problems]


def test_only_its_person_is_paid_by_an_agreement_and_reads_of_it(tmp_path: Path) -> None:
    run = calculate(request(tmp_path, ""))
    assert [str(value) for value in run.sheet.cells["底薪"]] == ["4200", "3000.00"]
    own, other = (_explanation(run, name) for name in ("小王", "小李"))
    assert "单独约定：老员工协议工资" in own
    assert "小王" not in other
    assert "约定" not in other


def test_an_agreement_with_dates_asks_which_month_is_paid(tmp_path: Path) -> None:
    assert refused(request(tmp_path, ", from: 2026-10-01")) == ["override-needs-period"]


def test_half_a_month_of_an_agreement_is_not_guessed(tmp_path: Path) -> None:
    asked = request(tmp_path, ", from: 2026-10-15", "2026-10")
    assert refused(asked) == ["override-part-of-period"]


@pytest.mark.parametrize(("period", "paid"), [("2026-09", "3000.00"), ("2026-10", "4200")])
def test_an_agreement_holds_in_its_months(tmp_path: Path, period: str, paid: str) -> None:
    run = calculate(request(tmp_path, ", from: 2026-10-01", period))
    assert str(run.sheet.cells["底薪"][0]) == paid


def test_an_agreement_with_nobody_stops(tmp_path: Path) -> None:
    asked = request(tmp_path, "")
    (tmp_path / "月.csv").write_text("客服,净销售额\n小汪,1\n小李,1\n", encoding="utf-8")
    assert refused(asked) == ["override-of-nobody"]


def test_an_agreed_amount_is_a_months_and_keeps_the_sign_of_its_line(tmp_path: Path) -> None:
    plan = PLAN.replace("{base: {fixed: 3000}}", "{base: {fixed: 3000}, prorate: attendance}")
    plan = plan.replace("overrides:", "  扣款: {deduction: {of: 有效投诉, each: 50}}\noverrides:")
    plan += "  - {agent: 小李, line: 扣款, amount: 20, reason: 已协商}\n"
    asked = request(tmp_path, "")
    (tmp_path / "plan.yaml").write_text(plan % "", encoding="utf-8")
    rows = "客服,出勤天数,应出勤天数,有效投诉\n小王,11,22,1\n小李,22,22,3\n"
    (tmp_path / "月.csv").write_text(rows, encoding="utf-8")
    run = calculate(asked)
    assert [str(value) for value in run.sheet.cells["底薪"]] == ["2100.00", "3000.00"]
    assert [str(value) for value in run.sheet.cells["扣款"]] == ["-50.00", "-20"]
