"""What each step of the bands brings and costs, and how conversion went with response times."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from csperf.cli.main import run
from csperf.inputs import Cells
from csperf.insight.again import again, total_of
from csperf.insight.band_prices import priced
from csperf.insight.figures import figures_of
from csperf.insight.moving import Move, moved
from csperf.insight.sales_factors import sales_of
from csperf.insight.what_if import Change, changed
from csperf.opening import Request
from csperf.payroll import calculate

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "csperf/schema/tables.schema.json").read_text(encoding="utf-8"))
PLAN = """csperf: 1
plan: 方案
version: "1"
indicators:
  {metric}:
    weight: 100%
    bands: {bands}
pay:
  提成: {{commission: {{of: 销售额, rate: 1%}}}}
  奖金: {{bonus: {{per_point: 1}}}}
"""
CONVERSION = (
    "[{at_least: 50%, points: 100}, {at_least: 45%, points: 60}, {otherwise: 0}]",
    """客服,询单人数,最终付款人数,询单转化率,客单价,销售额
小美,100,45,45%,100,4700
大勇,200,80,40%,50,4000
""",
)
SOON = "[{at_most: 25s, points: 100}, {otherwise: 0}]"
PEOPLE = "甲乙丙丁戊己庚辛壬癸"

Said = pytest.CaptureFixture[str]
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture
def told(capsys: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)

    def of(metric: str, bands: str, data: str) -> Tables:
        Path("plan.yaml").write_text(PLAN.format(metric=metric, bands=bands), encoding="utf-8")
        Path("10月.csv").write_text(data, encoding="utf-8")
        assert run(["whatif", "plan.yaml", "--data", "10月.csv", "--format", "json"]) == 0
        found: Tables = json.loads(capsys.readouterr().out)
        jsonschema.validate(found, SCHEMA)
        return found

    return of


def price(row: dict[str, Any]) -> tuple[str | None, ...]:
    return row["extra_sales"], row["extra_pay"], row["for_points"], row["cost_share"]


def test_each_step_is_priced_by_the_plan_itself(told: Any) -> None:
    """大勇 below 45%: 200 × 5% × 50 = 500 more is sold, 60 points and 1% of 500 more are paid.

    Then both rise to 50%: 100 × 5% × 100 and 200 × 5% × 50 are sold, 40 points and 5 paid to each.
    What 小美 sold to those who never asked (4700 - 4500) stays what it is.
    """
    found = told("询单转化率", *CONVERSION)
    steps = {row["step"]: (row["below"], *price(row)) for row in found["steps"]}
    assert steps == {
        "≥ 45%": ("1", "500.00", "65.00", "60.00", "13%"),
        "≥ 50%": ("2", "1000.00", "90.00", "80.00", "9%"),
    }
    own = {row["agent"]: (row["value"], row["step"], *price(row)) for row in found["next_steps"]}
    assert own == {
        "小美": ("45%", "≥ 50%", "500.00", "45.00", "40.00", "9%"),
        "大勇": ("40%", "≥ 45%", "500.00", "65.00", "60.00", "13%"),
    }


def test_with_a_margin_a_step_shows_what_is_left(told: Any, capsys: Said) -> None:
    """10% of 500 is 50, 65 are paid: 15 more than is earned; 10% of 1000 less 90 leaves 10."""
    told("询单转化率", *CONVERSION)
    words = ["whatif", "plan.yaml", "-d", "10月.csv", "--margin", "10%", "--format", "json"]
    assert run(words) == 0
    steps = json.loads(capsys.readouterr().out)["steps"]
    assert [row["left_over"] for row in steps] == ["-15.00", "10.00"]


def test_a_ratio_to_the_team_moves_the_order_value_behind_it(told: Any) -> None:
    """小美's 100 and 大勇's 50 are 133.33% and 66.67% of 75; to 100% is half as much again: 2000.

    10 points and 1% of 80 × 25.00 are paid: 66.67% × 1.49993 is 100%.
    """
    relative = "[{at_least: 100%, points: 10}, {otherwise: 0}]\n    relative_to: team_mean"
    (row,) = told("客单价", relative, CONVERSION[1])["next_steps"]
    assert (row["agent"], row["value"], row["step"]) == ("大勇", "66.67%", "≥ 100%")
    assert price(row) == ("1999.70", "30.00", "10.00", "1.5%")


def answering(fast: int, slow: int) -> str:
    """So many who answer within 20 seconds and sell to half, so many after 40 who sell to 40%."""
    rows = [f"{name},100,50,50%,10,500,20秒" for name in PEOPLE[:fast]]
    rows += [f"{name},100,40,40%,10,400,40秒" for name in PEOPLE[fast : fast + slow]]
    return "\n".join(["客服,询单人数,最终付款人数,询单转化率,客单价,销售额,平均响应时间", *rows])


def test_a_response_time_is_priced_by_the_shops_own_conversion(told: Any) -> None:
    """Five slow ones at 40%, five fast ones at 50%: 100 × 10% × 10 more is sold by each of five."""
    found = told("平均响应时间", SOON, answering(5, 5))
    (step,) = found["steps"]
    assert (step["step"], step["below"]) == ("≤ 25s", "5")
    assert price(step) == ("500.00", "505.00", "500.00", "101%")
    seen = {row["answered_in"]: row for row in found["response"]}
    assert (seen["20s"]["conversion"], seen["40s"]["conversion"]) == ("50%", "40%")
    assert (seen["20s"]["observations"], seen["20s"]["receptions"]) == ("5", "500")


def test_too_few_in_a_band_tell_nothing(told: Any) -> None:
    """Four fast ones are too few: what the step pays is known, what is sold for it is not."""
    found = told("平均响应时间", SOON, answering(4, 5))
    assert [price(row) for row in found["steps"]] == [(None, "500.00", "500.00", None)]
    assert {row["conversion"] for row in found["response"]} == {None, "40%"}
    assert any("fewer than 5" in row["note"] for row in found["notes"])


def test_who_cannot_be_priced_is_counted_all_the_same(told: Any) -> None:
    """Five within 20 seconds at 50%, five after 30 at 40%; the two after 60 are too few to tell.

    To 40 seconds the two rise, for 50 points each. To 25 seconds all seven, and of five it is known
    what they sell for it: 5 × 100 × 10% × 10; they get 50 points and 1% of 100 each.
    """
    slow = "\n".join(f"{name},100,30,30%,10,300,60秒" for name in "子丑")
    data = answering(5, 5).replace("40秒", "30秒") + "\n" + slow
    bands = "[{at_most: 25s, points: 100}, {at_most: 40s, points: 50}, {otherwise: 0}]"
    found = told("平均响应时间", bands, data)
    steps = [(row["step"], row["below"], row["counted"], *price(row)) for row in found["steps"]]
    assert steps == [
        ("≤ 40s", "2", "2", None, "100.00", "100.00", None),
        ("≤ 25s", "7", "5", "500.00", "255.00", "250.00", "51%"),
    ]
    assert {row["indicator"] for row in found["steps"]} == {"平均响应时间"}
    assert any("which is no cause, and answering" in row["note"] for row in found["notes"])


def test_a_plan_without_such_bands_says_so(told: Any) -> None:
    bands = "[{at_least: 2, points: 10}, {otherwise: 0}]"
    found = told("客件数", bands, CONVERSION[1].replace("客单价", "客件数"))
    assert any(row["note"].startswith("No bands can be priced") for row in found["notes"])
    assert "steps" not in found


def test_a_prize_that_changes_hands_is_no_more_pay(
    told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """大勇 at 50% has 40 points more than 60, and passes 小美: her prize of 300 is his.

    The shop pays 40 more for him, and not 340. 小美 is already first.
    """
    prize = "  排行奖: {{rank_prize: {{by: 询单转化率, prizes: [300]}}}}\n"
    monkeypatch.setattr(f"{__name__}.PLAN", PLAN + prize)
    data = """客服,询单人数,最终付款人数,询单转化率,客单价,销售额
小美,100,49,49%,100,4900
大勇,200,94,47%,50,4700
"""
    bands = "[{at_least: 50%, points: 100}, {at_least: 45%, points: 60}, {otherwise: 0}]"
    own = {row["agent"]: row for row in told("询单转化率", bands, data)["next_steps"]}
    assert [(row["for_points"], row["extra_pay"]) for row in own.values()] == [
        ("40.00", "41.00"),  # 100 × 1% × 100 more is sold by 小美, and 1% of it paid
        ("40.00", "43.00"),  # 200 × 3% × 50 by 大勇
    ]


def test_one_person_alone_is_the_sheet_computed_again() -> None:
    """The next step of each of 15 people, with boards and means, as the whole sheet has it."""
    data = ("10月-售前明细.csv", "主管打分.csv")
    files = tuple(str(ROOT / "examples" / name) for name in data)
    request = Request(
        str(ROOT / "examples/plan.yaml"), files, str(ROOT / "examples/花名册.csv"), period="2026-10"
    )
    sheet = calculate(request).sheet
    month, _ = figures_of(request)
    sales, _ = sales_of([month])
    assert sales is not None
    sold = dict(enumerate(sales.people))
    before = total_of(sheet)
    checked = 0
    for one in priced(sheet, sold, {}):
        for own in one.own:
            cells = list(sheet.cells[one.judged.name])
            cells[own.agent] = own.goal.figure
            given: dict[str, Cells] = {one.judged.name: cells}
            factors = sold[own.agent].factors
            if one.kind != "response" and factors is not None:
                assert own.stand.value is not None
                times = own.goal.figure / own.stand.value
                after = changed(factors, [Change(one.kind, "times", times)])  # type: ignore[arg-type]
                given = {**moved(sheet, {own.agent: Move(sold[own.agent], after)}), **given}
            assert own.price.pay == total_of(again(sheet, given)) - before
            checked += 1
    assert checked > 30
