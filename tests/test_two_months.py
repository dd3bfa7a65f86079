"""Two months beside each other: every metric of the team and of everybody, before and after."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from csperf.cli.main import run

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "csperf/schema/tables.schema.json").read_text(encoding="utf-8"))
HEAD = "客服,日期,接待人数,询单人数,最终付款人数,平均响应时间,客件数,满意度\n"
AUGUST = "小美,{m}-03,100,80,20,20秒,1.5,一般\n大勇,{m}-03,300,120,64,40秒,1.7,好\n"
SEPTEMBER = "小美,{m}-03,100,80,60,20秒,2,好\n新人,{m}-03,100,120,80,30秒,3,好\n"

Said = pytest.CaptureFixture[str]
Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    august, september = AUGUST.format(m="2026-08"), SEPTEMBER.format(m="2026-09")
    Path("2026-08.csv").write_text(HEAD + august, encoding="utf-8")
    Path("2026-09.csv").write_text(HEAD + september, encoding="utf-8")
    Path("both.csv").write_text(HEAD + august + september, encoding="utf-8")


def told(capsys: Said, *arguments: str) -> dict[str, Rows]:
    assert run(["compare", "2026-08", "2026-09", *arguments, "--format", "json"]) == 0
    found: dict[str, Rows] = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.mark.parametrize("data", ["{period}.csv", "both.csv"], ids=["a file a month", "one file"])
def test_the_team_before_and_after(capsys: Said, data: str) -> None:
    """Conversion 84 of 200 is 42%, 140 of 200 is 70%: the article's rise of a shop.

    Times by receptions: (100 × 20 + 300 × 40) / 400 = 35, (100 × 20 + 100 × 30) / 200 = 25.
    Items by the mean of people, 1.6 and 2.5, as nobody knows how many bought.
    """
    team = {row["metric"]: row for row in told(capsys, "--data", data)["metrics_team"]}
    assert list(team["final_conversion"].values())[1:] == [
        *("42%", "70%", "28%", "66.67%", "better", "pooled")
    ]
    assert list(team["average_response_time"].values())[1:] == [
        *("35s", "25s", "-10s", "-28.57%", "better", "weighted")
    ]
    items = team["items_per_buyer"]
    assert (items["before"], items["after"], items["how_made"]) == ("1.6", "2.5", "mean")
    # fewer were served, and that is no verdict
    assert team["customers_served"]["turn"] == "neutral"


def test_rates_without_their_parts_are_weighted_by_what_they_are_of(capsys: Said) -> None:
    """Of 100 and 300 who asked, 20% and 60% are 200 of 400: 50%, and not 40%.

    Sales of 2000 at 100 a buyer are of 20 buyers, 18000 at 50 of 360: 20000 / 380 = 52.63. Later
    10% and 50% of 300 and 100 are 20%; 3000 / 30 and 10000 / 50 make 13000 / 230 = 56.52.
    In a month of 31 days and one of 30 nobody works better or worse.
    """
    head = "客服,询单人数,询单转化率,客单价,销售额\n"
    Path("2026-08.csv").write_text(
        f"{head}小美,100,20%,100,2000\n大勇,300,60%,50,18000\n", encoding="utf-8"
    )
    Path("2026-09.csv").write_text(
        f"{head}小美,300,10%,100,3000\n大勇,100,50%,50,10000\n", encoding="utf-8"
    )
    found = told(capsys, "--data", "{period}.csv")
    team = {row["metric"]: (*row.values(),) for row in found["metrics_team"]}
    assert team["final_conversion"][1:3] == ("50%", "20%")
    assert team["sales_per_buyer"][1:3] == ("52.63", "56.52")
    assert {team[one][-1] for one in ("final_conversion", "sales_per_buyer")} == {"weighted"}
    assert "period_days" not in team


def test_a_part_that_somebody_lacks_is_not_counted_as_nothing(capsys: Said) -> None:
    """20 of 大勇's 80 paid; how many of 小美's 20 did, nobody knows: not 20 of 100."""
    text = "客服,询单人数,最终付款人数\n小美,20,\n大勇,80,20\n"
    Path("2026-08.csv").write_text(text, encoding="utf-8")
    Path("2026-09.csv").write_text(text.replace("20,\n", "20,10\n"), encoding="utf-8")
    team = {row["metric"]: row for row in told(capsys, "-d", "{period}.csv")["metrics_team"]}
    row = team["final_conversion"]
    assert (row["before"], row["after"]) == ("25%", "30%")


def test_everybody_who_is_in_both_months(capsys: Said) -> None:
    found = told(capsys, "--data", "{period}.csv")
    own = {row["metric"]: row for row in found["metrics_people"]}
    assert {row["agent"] for row in found["metrics_people"]} == {"小美"}
    assert (own["final_conversion"]["before"], own["final_conversion"]["after"]) == ("25%", "75%")
    assert own["average_response_time"]["turn"] == "same"
    assert [row["note"] for row in found["notes"]][1:] == [
        "In the later month alone: 新人.",
        "In the earlier month alone: 大勇.",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["2026-08", "plan.yaml"], "compare-mixed"),
        (["2026-08", "2026-09", "--line", "提成"], "compare-months-only"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    capsys: Said, arguments: list[str], expected: str
) -> None:
    assert run(["compare", *arguments, "--data", "both.csv"]) == 2
    assert f"[{expected}]" in capsys.readouterr().err
