"""A shop that works in English: English ids, headings, roster and scopes, and the same pay."""

from __future__ import annotations

from pathlib import Path

from csperf.payroll import Request, calculate

PLAN = """\
csperf: 1
plan: Support bonus
version: "1"
indicators:
  final_conversion: {weight: 60%, bands: [{at_least: 50%, points: 100}, {otherwise: 60}]}
  sales_per_buyer:
    weight: 40%
    relative_to: level_mean
    bands: [{at_least: 100%, points: 100}, {otherwise: 50}]
pay:
  Base pay: {base: {by: level, amounts: {P1: 3000, P2: 3500}}}
  Bonus: {bonus: {per_point: 10}}
"""


def test_an_english_plan_reads_english_headings_and_groups_by_level(tmp_path: Path) -> None:
    plan, month, roster = (tmp_path / name for name in ("plan.yaml", "month.csv", "roster.csv"))
    plan.write_text(PLAN, encoding="utf-8")
    month.write_text(
        "Agent,Inquiry-to-paid conversion,Average order value per buyer\n"
        "shop:mei,55%,120.00\nshop:wang,40%,80.00\n",
        encoding="utf-8",
    )
    roster.write_text("Name,Nickname,Level\nMei,mei,P1\nWang,wang,P1\n", encoding="utf-8")
    sheet = calculate(Request(str(plan), (str(month),), str(roster))).sheet
    assert [agent.name for agent in sheet.agents] == ["Mei", "Wang"]
    assert [str(value) for value in sheet.cells["level.sales_per_buyer"]] == ["100.00", "100.00"]
    assert [str(value) for value in sheet.cells["score"]] == ["100.00", "56.00"]
    assert [str(value) for value in sheet.cells["total"]] == ["4000.00", "3560.00"]
