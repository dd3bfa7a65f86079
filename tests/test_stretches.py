"""Amounts of a few days are not measured by a month's bounds in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from csperf.payroll import Request, calculate

PLAN = """\
csperf: 1
plan: 分段
version: "1"
indicators:
  {indicator}
seasons:
  双11: {{from: 2026-11-01, until: 2026-11-01, weights: {{{name}: 100%}}{bands}}}
pay:
  提成: {{commission: {{of: 销售额, rate: 1%}}}}
"""
AMOUNT = "销售额: {weight: 100%, bands: [{at_least: 3000, points: 100}, {otherwise: 60}]}"
RATIO = "询单转化率: {weight: 100%, bands: [{at_least: 50%, points: 100}, {otherwise: 60}]}"
AMONG = "销售额: {weight: 100%, ranks: {points: [100], others: 60}}"
OWN = ", bands: {销售额: [{at_least: 1000, points: 100}, {otherwise: 60}]}"
ROWS = "客服,日期,销售额,询单人数,最终付款人数\n甲,2026-11-01,2000,10,5\n甲,2026-11-02,2000,10,5\n"


@pytest.mark.parametrize(
    ("indicator", "bands", "period", "told"),
    [
        (AMOUNT, "", "2026-11-01~2026-11-02", True),
        (AMOUNT, OWN, "2026-11-01~2026-11-02", False),
        (RATIO, "", "2026-11-01~2026-11-02", False),
        (AMONG, "", "2026-11-01~2026-11-02", False),
        (AMOUNT, "", "2026-11-02~2026-11-02", False),
    ],
)
def test_an_amount_scored_in_stretches_is_told(
    tmp_path: Path, indicator: str, bands: str, period: str, *, told: bool
) -> None:
    name = indicator.partition(":")[0]
    text = PLAN.format(indicator=indicator, bands=bands, name=name)
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    rows = ROWS if "01~" in period else "客服,日期,销售额\n甲,2026-11-02,2000\n"
    (tmp_path / "日.csv").write_text(rows, encoding="utf-8")
    asked = Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "日.csv"),), period=period)
    found = [problem.id for problem in calculate(asked).warnings]
    assert ("amount-in-stretches" in found) is told


def test_a_season_of_factors_alone_leaves_the_score_whole(tmp_path: Path) -> None:
    text = PLAN.replace("weights: {{{name}: 100%}}", "factors: {{提成: 80%}}")
    text = text.format(indicator=AMOUNT, bands="")
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "日.csv").write_text(ROWS, encoding="utf-8")
    period = "2026-11-01~2026-11-02"
    run = calculate(
        Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "日.csv"),), period=period)
    )
    assert str(run.sheet.cells["score"][0]) == "100.00"  # 4000 in the month reach 3000
    assert str(run.sheet.cells["提成"][0]) == "36.00"  # (2000 x 80% + 2000) x 1%
