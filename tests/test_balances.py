"""What next month reads stands in every output of this month."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

from conftest import run_of
from openpyxl import load_workbook

from csperf.output.table import render
from csperf.output.text_files import csv_text, json_text
from csperf.output.workbook import workbook_bytes

CASES = Path(__file__).parent / "cases"
RUN = run_of(CASES / "draw_and_carry")
NAMES = ["封顶结转.结转", "预支.余额"]


def test_csv_has_a_column_for_each() -> None:
    heading, *rows = csv_text(RUN, "zh").splitlines()
    assert heading.split(",")[-2:] == NAMES
    assert rows[0].startswith("oracle,")
    assert rows[0].endswith(",2700.00,0.00,800.00")


def test_json_gives_them_by_name() -> None:
    agents = {agent["name"]: agent for agent in json.loads(json_text(RUN))["agents"]}
    assert agents["oracle"]["balances"] == {"封顶结转.结转": "0.00", "预支.余额": "800.00"}
    assert agents["多还"]["balances"] == {"封顶结转.结转": "700.00", "预支.余额": "0.00"}
    other = json.loads(json_text(run_of(CASES / "pool_largest_remainder")))["agents"]
    assert all("balances" not in agent for agent in other)


def test_the_workbook_has_them_beside_the_total() -> None:
    page = load_workbook(BytesIO(workbook_bytes(RUN, "zh"))).worksheets[0]
    heading = [cell.value for cell in page[3]]
    assert set(NAMES) <= set(heading)
    oracle = next(row for row in page.iter_rows(min_row=4, values_only=True) if "oracle" in row)
    assert oracle[heading.index("预支.余额")] == 800


def test_the_table_has_them_and_no_sum_of_them() -> None:
    text = render(RUN, "zh", width=None, color=False)
    assert all(name in text for name in NAMES)
    assert "2300.00" not in text  # 800 + 500 + 1000 advanced to three people is nobody's figure
