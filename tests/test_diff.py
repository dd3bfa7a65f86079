"""What differs between two results: everybody whose pay does, by how much, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import CASES, run_of

from csperf.cli.main import run
from csperf.history.diffing import bare
from csperf.output.workbook import workbook_bytes

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "csperf/schema/tables.schema.json").read_text(encoding="utf-8"))
PLAN = """csperf: 1
plan: 方案
version: "1"
role: 售前
indicators:
  转化:
    metric: 询单转化率
    weight: 100%
    bands:
      - {at_least: 55%, points: 100}
      - {at_least: 45%, points: 60}
      - {otherwise: 0}
pay:
  提成: {commission: {of: 净销售额, rate: 1%}}
  奖金: {bonus: {per_point: 5}}
  补贴: {bonus: {fixed: 50}}
"""
ROSTER = "姓名,工号,岗位\n小美,1,售前\n阿英,2,售前\n大勇,3,售前\n"
DATA = "客服,净销售额,询单转化率\n小美,100000,56%\n阿英,50000,50%\n{last}"

Said = pytest.CaptureFixture[str]
Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with September closed."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    Path("9月.csv").write_text(DATA.format(last="大勇,10000,40%\n"), encoding="utf-8")
    closed("2026-09", "9月.csv")
    return tmp_path


def closed(period: str, data: str, plan: str = "plan.yaml") -> None:
    roster = (
        ROSTER if "大勇" in Path(data).read_text("utf-8") else ROSTER.replace("大勇,3", "新人,4")
    )
    Path("roster.csv").write_text(roster, encoding="utf-8")
    given = ["--roster", "roster.csv", "--data", data]
    assert run(["close", period, plan, *given]) == 0
    assert run(["calc", period, "-o", f"{period}.json", "-o", f"{period}.xlsx"]) == 0


def compared(before: str, after: str, capsys: Said) -> tuple[Rows, Rows]:
    """Those who are paid differently, and their lines."""
    capsys.readouterr()
    assert run(["diff", before, after, "--format", "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    jsonschema.validate(whole, SCHEMA)
    return whole.get("people", []), whole.get("lines", [])


def test_a_figure_that_moves_a_band_is_told_with_its_cell(capsys: Said) -> None:
    text = DATA.format(last="大勇,10000,40%\n").replace("阿英,50000,50%", "阿英,60000,55%")
    Path("10月.csv").write_text(text, encoding="utf-8")
    closed("2026-10", "10月.csv")
    people, lines = compared("2026-09", "2026-10", capsys)
    # 阿英: 500.00 + 60 × 5 + 50 = 850.00, then 600.00 + 100 × 5 + 50 = 1150.00
    assert [(one["agent"], one["before"], one["after"], one["difference"]) for one in people] == [
        ("阿英", "850.00", "1150.00", "300.00")
    ]
    assert [(one["line"], one["before"], one["after"], one["difference"]) for one in lines] == [
        ("提成", "500.00", "600.00", "100.00"),
        ("奖金", "300.00", "500.00", "200.00"),
    ]
    (sales,), (rate, band, _score) = (one["reasons"] for one in lines)
    assert sales == "净销售额 50000.00 → 60000.00 [10月.csv!B3]"
    assert rate == "询单转化率 50% → 55% [10月.csv!C3]"
    assert "60.00 → 100.00 (" in band
    assert "45%" in band
    assert "55%" in band


def test_what_the_plan_changed_is_told_with_its_line(capsys: Said) -> None:
    changed = PLAN.replace("rate: 1%", "rate: 1.5%").replace("  补贴: {bonus: {fixed: 50}}\n", "")
    Path("plan2.yaml").write_text(f"{changed}  饭补: {{bonus: {{fixed: 80}}}}\n", encoding="utf-8")
    Path("10月.csv").write_text(Path("9月.csv").read_text("utf-8"), encoding="utf-8")
    closed("2026-10", "10月.csv", "plan2.yaml")
    people, lines = compared("2026-09", "2026-10", capsys)
    assert [(one["agent"], one["difference"]) for one in people] == [
        ("小美", "530.00"),
        ("阿英", "280.00"),
        ("大勇", "80.00"),
    ]
    own = {one["line"]: one["reasons"] for one in lines if one["agent"] == "小美"}
    assert own.keys() == {"提成", "饭补", "补贴"}
    assert all(len(why) == 1 for why in own.values())
    assert "plan2.yaml:14:3" in own["提成"][0]
    assert "plan2.yaml:16:3" in own["饭补"][0]
    assert "plan.yaml:16:3" in own["补贴"][0]


def test_who_came_and_who_left(capsys: Said) -> None:
    Path("10月.csv").write_text(DATA.format(last="新人,20000,40%\n"), encoding="utf-8")
    closed("2026-10", "10月.csv")
    people, lines = compared("2026-09", "2026-10", capsys)
    assert lines == []
    assert [(one["agent"], one["id"], one["change"], one["difference"]) for one in people] == [
        ("新人", "4", "came", "250.00"),
        ("大勇", "3", "left", "-150.00"),
    ]


def test_json_and_workbooks_tell_the_same_amounts(capsys: Said) -> None:
    text = DATA.format(last="新人,20000,40%\n").replace("50000", "60000")
    Path("10月.csv").write_text(text, encoding="utf-8")
    closed("2026-10", "10月.csv")
    by_month = compared("2026-09", "2026-10", capsys)
    for before, after in (
        ("2026-09.json", "2026-10.json"),
        ("2026-09.xlsx", "2026-10.xlsx"),
        ("2026-09", "2026-10.xlsx"),
        ("2026-09.xlsx", "2026-10.json"),
    ):
        people, lines = compared(before, after, capsys)
        role = None if before.endswith("xlsx") and after.endswith("xlsx") else "售前"
        assert people == [{**one, "role": role} for one in by_month[0]]
        known = [{**one, "role": role, "reasons": []} for one in by_month[1]]
        assert [{**one, "reasons": []} for one in lines] == known
    assert compared("2026-09.json", "2026-09.xlsx", capsys) == ([], [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_month_differs_from_itself_in_any_form(case: Path, capsys: Said) -> None:
    from csperf.output.text_files import json_text

    month = run_of(case)
    Path("same.json").write_text(json_text(month), encoding="utf-8")
    Path("same.xlsx").write_bytes(workbook_bytes(month, "zh"))
    if "total" in month.sheet.cells:
        assert compared("same.json", "same.xlsx", capsys) == ([], [])
    assert compared("same.json", "same.json", capsys) == ([], [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_where_a_formula_stands_is_no_difference(case: Path, tmp_path: Path) -> None:
    text = (case / "plan.yaml").read_text("utf-8")
    (tmp_path / "moved.yaml").write_text(f"# moved\n\n{text}", encoding="utf-8")
    from csperf.metrics.catalogue import catalogue
    from csperf.plan.definitions import definitions
    from csperf.plan.lower import lower
    from csperf.plan.read import read_plan

    columns = []
    for file in (str(case / "plan.yaml"), str(tmp_path / "moved.yaml")):
        plan, _ = read_plan(file)
        assert plan is not None
        known, _ = definitions(plan, catalogue())
        columns.append(lower(plan, known)[0].columns)
    old, new = columns
    assert [bare(one.formula) for one in old] == [bare(one.formula) for one in new]


@pytest.mark.parametrize(
    ("words", "told", "code"),
    [
        (["2026-09", "9月.csv"], "diff-strange", 1),
        (["2026-09", "none.json"], "diff-unread", 3),
        (["2026-09", "2026-10"], "month-not-closed", 1),
        (["2026-09", "roster.xlsx"], "diff-no-pay-sheet", 1),
    ],
)
def test_what_is_no_result_is_told(words: list[str], told: str, code: int, capsys: Said) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["姓名", "工号"])
    book.save("roster.xlsx")
    assert run(["diff", *words]) == code
    assert f"[{told}]" in capsys.readouterr().err
