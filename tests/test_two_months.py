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
    assert team["customers_served"]["turn"] == "worse"


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
