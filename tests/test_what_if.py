"""Sales as receptions times conversion times order value, and what changes make of it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.cli.main import run
from csperf.insight.what_if import FACTORS, Change, Factors, changed, effect_on, pooled

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "csperf/schema/tables.schema.json").read_text(encoding="utf-8"))
SEED = [
    *("whatif", "--agents", "10", "--receptions", "100"),
    *("--conversion", "40%", "--order-value", "100", "--days", "30"),
]
DATA = """客服,询单人数,最终付款人数,客单价,销售额
小美,200,100,150,15600
大勇,100,20,80,1600
"""

Said = pytest.CaptureFixture[str]


def told(capsys: Said, *arguments: str) -> dict[str, list[dict[str, Any]]]:
    assert run([*arguments, "--format", "json"]) == 0
    found: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.mark.parametrize(
    "changes",
    [
        ["--set", "conversion=48%", "--set", "order-value=120"],
        ["--set", "conversion=+20%", "--set", "order-value=+20%"],
        ["--set", "转化率=+8pp", "--set", "客单价=+20"],
    ],
    ids=["values", "of what it was", "added"],
)
def test_the_numbers_of_the_trade_article_come_out(capsys: Said, changes: list[str]) -> None:
    """Chitu's article on plans: 40 000 a day become 57 600, 1.2 million 1.728 million, by 44%."""
    found = told(capsys, *SEED, *changes)
    sales = {
        row["figure"]: row for row in found["factors_changed"] if row["figure"].startswith("sales")
    }
    assert sales["sales-of-day"]["before"] == "40000.00"
    assert sales["sales-of-day"]["after"] == "57600.00"
    assert sales["sales-of-month"]["before"] == "1200000.00"
    assert sales["sales-of-month"]["after"] == "1728000.00"
    assert {row["grown"] for row in sales.values()} == {"44%"}
    assert [(row["what_changes"], row["extra"]) for row in found["changes"]] == [
        ("conversion", "8000.00"),
        ("order_value", "8000.00"),
        ("together", "1600.00"),
    ]


def test_a_difference_of_percents_is_told_in_points(capsys: Said) -> None:
    """48% is 8 points above 40%, and 20% more than it."""
    assert run([*SEED, "--set", "conversion=48%", "--format", "plain"]) == 0
    assert "Difference: 8 pp\n  Growth: +20%" in capsys.readouterr().out


def test_everybody_and_the_team_from_an_export(
    capsys: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """小美 200 × 50% × 150 = 15 000, exported 600 more; 大勇 100 × 20% × 80 = 1600.

    Ten receptions more for 小美 alone: 210 × 50% × 150 = 15 750.
    """
    monkeypatch.chdir(tmp_path)
    Path("10月.csv").write_text(DATA, encoding="utf-8")
    found = told(capsys, "whatif", "--data", "10月.csv", "--set", "receptions=+10", "-a", "小美")
    people = {row["agent"]: row for row in found["sold"]}
    assert [people["小美"][key] for key in ("multiplied", "would_be", "extra", "beyond")] == [
        "15000.00",
        "15750.00",
        "750.00",
        "600.00",
    ]
    assert [people["大勇"][key] for key in ("multiplied", "would_be", "beyond")] == [
        "1600.00",
        "1600.00",
        "0.00",
    ]
    team = {row["figure"]: row for row in found["factors_changed"]}
    assert (team["receptions"]["before"], team["conversion"]["before"]) == ("300", "40%")  # 120/300
    assert team["sales"] == {
        "figure": "sales",
        "before": "16600.00",
        "after": "17350.00",
        "difference": "750.00",
        "grown": "4.52%",
    }
    # 600 more than the product, at 16600 / 120 = 138.33 a buyer 4.3 people
    assert "600.00" in found["notes"][1]["note"]
    assert "138.33" in found["notes"][1]["note"]


def test_a_change_that_cannot_be_is_refused_by_name(
    capsys: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """小美 at 50% plus 60 points is 110%, 大勇 at 20% is 80%, which can be."""
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(DATA, encoding="utf-8")
    assert run(["whatif", "--data", "a.csv", "--set", "conversion=+60pp"]) == 1
    told = capsys.readouterr().err
    assert "conversion would become: 小美 110%" in told
    assert "大勇" not in told


def test_typed_receptions_are_of_one_agent(capsys: Said) -> None:
    """10 agents of 120 instead of 100 a day: 1200 × 40% × 100 is 48 000."""
    changed = told(capsys, *SEED, "--set", "receptions=120")["factors_changed"]
    after = {row["figure"]: row["after"] for row in changed}
    assert (after["receptions"], after["sales-of-day"]) == ("1200", "48000.00")


def test_sales_stand_in_for_an_order_value_that_no_file_has(
    capsys: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("客服,询单人数,最终付款人数,销售额\n小美,200,100,15600\n", "utf-8")
    (row,) = told(capsys, "whatif", "--data", "a.csv")["sold"]
    assert (row["order_value"], row["multiplied"], row["beyond"]) == ("156.00", "15600.00", "0.00")


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        ([], 2, "whatif-nothing"),
        ([*SEED[:5], "--data", "a.csv"], 2, "whatif-both"),
        ([*SEED[:5], "--conversion", "0.4"], 1, "whatif-not-a-value"),
        ([*SEED[1:], "--set", "price=3"], 1, "whatif-no-factor"),
        ([*SEED[1:], "--set", "conversion=48"], 1, "whatif-not-a-change"),
        ([*SEED[1:], "--set", "order-value=+5pp"], 1, "whatif-not-a-change"),
        ([*SEED[1:], "--set", "客单价=1", "--set", "order-value=2"], 1, "whatif-changed-twice"),
        ([*SEED[1:], "--set", "conversion=+70pp"], 1, "whatif-too-far"),
        ([*SEED[1:], "--set", "receptions=-2000"], 1, "whatif-too-far"),
        (["--data", "a.csv", "--set", "receptions=-150"], 1, "whatif-too-far-for"),
        (["--data", "a.csv", "-a", "小红"], 1, "whatif-no-agent"),
        (["--data", "b.csv"], 1, "whatif-no-factors"),
        (["--data", "a.csv", "--margin", "30%"], 2, "whatif-margin-alone"),
        (["plan.yaml", "--data", "a.csv", "--margin", "0.3"], 1, "whatif-not-a-margin"),
    ],
)
def test_what_cannot_be_asked_is_told(
    capsys: Said,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(DATA, encoding="utf-8")
    Path("b.csv").write_text("客服,询单人数,销售额\n小美,200,15600\n", encoding="utf-8")
    arguments = [one for one in arguments if one != "whatif"]
    assert run(["whatif", *arguments]) == code
    assert f"[{expected}]" in capsys.readouterr().err


amounts = st.decimals(0, 100_000, places=2)
factors = st.builds(Factors, amounts, st.decimals(0, 1, places=4), amounts)
changes = st.lists(
    st.builds(Change, st.sampled_from(FACTORS), st.just("times"), st.decimals(0, 3, places=2)),
    max_size=3,
    unique_by=lambda change: change.factor,
)
CENT = Decimal("0.01")


@settings(max_examples=60)
@given(st.lists(st.tuples(factors, changes), min_size=1, max_size=4))
def test_pooled_factors_multiply_to_the_sum_and_causes_add_up(
    people: list[tuple[Factors, list[Change]]],
) -> None:
    found = effect_on(people)
    whole = sum((one.sales for one, _ in people), Decimal(0))
    assert pooled(one for one, _ in people).sales.quantize(CENT) == whole.quantize(CENT)
    after = sum((changed(one, own).sales for one, own in people), Decimal(0))
    assert found.more.quantize(CENT) == (after - whole).quantize(CENT)
    causes = sum((more for _, more in found.alone), found.together)
    assert causes.quantize(CENT) == found.more.quantize(CENT)
