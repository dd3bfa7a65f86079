"""Several months at hand: from files whose names have blanks, parts of one file, or a history."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from csperf.cli.asking import to_close
from csperf.errors import CsperfError
from csperf.history.closing import close
from csperf.insight.figures import figures_of
from csperf.insight.months import months_asked, runs_of
from csperf.opening import Request

ROWS = """客服,日期,销售额,询单人数,最终付款人数
小雨,{a},100.10,10,5
小雨,{b},200.20,20,4
阿杰,{a},50,8,2
"""
PLAN = """csperf: 1
plan: 提成
version: "1"
pay:
  提成: {commission: {of: 销售额, rate: 10%}}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    for month in ("2026-08", "2026-09"):
        rows = ROWS.format(a=f"{month}-03", b=f"{month}-20")
        Path(f"{month}.csv").write_text(rows, encoding="utf-8")
    both = Path("2026-08.csv").read_text(encoding="utf-8").splitlines()
    both += Path("2026-09.csv").read_text(encoding="utf-8").splitlines()[1:]
    Path("both.csv").write_text("\n".join(both) + "\n", encoding="utf-8")
    return tmp_path


def totals(request: Request, months: str, history: Path | None = None) -> dict[str, list[str]]:
    with months_asked(request, months, history) as requests:
        return {run.period: [str(t) for t in run.sheet.cells["total"]] for run in runs_of(requests)}


BY_MONTH = {"2026-08": ["30.03", "5.00"], "2026-09": ["30.03", "5.00"]}  # 10% of 300.30 and of 50


@pytest.mark.usefixtures("shop")
def test_names_with_blanks_and_parts_of_one_file_are_the_same_months() -> None:
    blanks = Request("plan.yaml", ("{period}.csv",))
    assert totals(blanks, "2026-08~2026-09") == BY_MONTH
    assert totals(Request("plan.yaml", ("both.csv",)), "2026-08~2026-09") == BY_MONTH


def test_closed_months_are_computed_again_by_another_plan(shop: Path) -> None:
    for month in BY_MONTH:
        with to_close(["plan.yaml"], Request("", (f"{month}.csv",), period=month), shop / "h") as a:
            close(a.history, a.asked, a.inputs, a.computed())
        shutil.move(f"{month}.csv", f"gone-{month}.csv")
    Path("twice.yaml").write_text(PLAN.replace("10%", "20%"), encoding="utf-8")
    assert totals(Request("", ()), "", shop / "h") == BY_MONTH
    found = totals(Request("twice.yaml", ()), "2026-09", shop / "h")
    assert found == {"2026-09": ["60.06", "10.00"]}
    with pytest.raises(CsperfError) as raised:
        totals(Request("", ()), "2026-07~2026-08", shop / "h")
    assert [one.id for one in raised.value.problems] == ["months-not-closed"]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("data", "months", "told"),
    [
        (("{period}.csv",), "", "months-not-named"),
        ((), "", "months-nowhere"),
        ((), "08", "not-months"),
    ],
)
def test_months_that_cannot_be_meant_are_refused(
    data: tuple[str, ...], months: str, told: str
) -> None:
    with pytest.raises(CsperfError) as raised:
        totals(Request("plan.yaml", data), months)
    assert [one.id for one in raised.value.problems] == [told]


@pytest.mark.usefixtures("shop")
def test_figures_are_those_of_the_files_and_what_follows_from_them() -> None:
    """30 asked and 9 paid is 30%; 8 asked and 2 paid is 25%."""
    figures, _ = figures_of(Request("", ("2026-08.csv",), period="2026-08"))
    assert [agent.name for agent in figures.agents] == ["小雨", "阿杰"]
    assert [str(one) for one in figures.cells["销售额"]] == ["300.30", "50"]
    assert [str(one) for one in figures.cells["询单转化率"]] == ["0.3000", "0.2500"]
    assert figures.known("最终付款人数") == {0: 9, 1: 2}


@pytest.mark.usefixtures("shop")
def test_what_only_one_row_of_the_month_tells_is_its_figure_whatever_other_months_tell() -> None:
    rows = "客服,日期,满意率\n小雨,2026-08-03,90%\n小雨,2026-09-03,96%\n"
    Path("both.csv").write_text(rows, encoding="utf-8")
    with months_asked(Request("", ("both.csv",)), "2026-08~2026-09", None) as requests:
        found = [figures_of(one)[0].cells["满意率"] for one in requests]
    assert [str(one) for (one,) in found] == ["0.90", "0.96"]
