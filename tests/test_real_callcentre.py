"""A real call centre's quarter: its calls counted by agent, then paid by csperf from CSV and XLSX.

What is prepared here by hand, because csperf measures raw calls only in a later version: counting
calls, answered and resolved ones, and summing speed, talk time and rating, per agent.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from csperf.exact import rounded
from csperf.output.text_files import json_text
from csperf.payroll import Request, calculate

ROOT = Path(__file__).parent.parent
FOLDER = ROOT.parent / "shared" / "data" / "pwc_callcentre"
PLAN = ROOT / "tests" / "real" / "pwc_callcentre" / "plan.yaml"
SIX = Decimal("0.000001")

pytestmark = pytest.mark.skipif(
    not FOLDER.exists(),
    reason="SKIPPED LOUDLY: the real call-centre data is not beside the project",
)


def seconds(value: object) -> int:
    if isinstance(value, dt.time):
        return value.hour * 3600 + value.minute * 60 + value.second
    hours, minutes, rest = str(value).split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def counted(calls: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    agents: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for call in calls:
        agent = agents[call["Agent"]]
        agent["calls"] += 1
        if call["Answered (Y/N)"] == "Y":
            agent["answered"] += 1
            agent["resolved"] += call["Resolved"] == "Y"
            agent["speed_sum"] += int(call["Speed of answer in seconds"])
            agent["talk_sum"] += seconds(call["AvgTalkDuration"])
            agent["rating_sum"] += int(call["Satisfaction rating"])
    return agents


def from_csv() -> dict[str, dict[str, int]]:
    with (FOLDER / "Call-Center-Dataset.csv").open(encoding="utf-8-sig", newline="") as file:
        return counted(csv.DictReader(file))


def from_xlsx() -> dict[str, dict[str, int]]:
    book = openpyxl.load_workbook(FOLDER / "01 Call-Center-Dataset.xlsx", data_only=True)
    sheet = book.worksheets[0]
    heading, *rows = sheet.iter_rows(values_only=True)
    return counted(dict(zip(map(str, heading), row, strict=True)) for row in rows)


def table(agents: dict[str, dict[str, int]]) -> list[list[object]]:
    headings = ["calls", "answered", "resolved", "speed_sum", "talk_sum", "rating_sum"]
    rows: list[list[object]] = [["Agent", *headings]]
    rows += [[name, *(figures[h] for h in headings)] for name, figures in sorted(agents.items())]
    return rows


@pytest.fixture
def exports(tmp_path: Path) -> dict[str, str]:
    text, book = tmp_path / "agents.csv", tmp_path / "agents.xlsx"
    with text.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table(from_csv()))
    workbook = openpyxl.Workbook()
    for row in table(from_xlsx()):
        workbook.worksheets[0].append(row)
    workbook.save(book)
    return {"csv": str(text), "xlsx": str(book)}


def test_xlsx_and_csv_give_the_same_payroll(exports: dict[str, str]) -> None:
    runs = [calculate(Request(str(PLAN), (file,), period="2021-03")) for file in exports.values()]
    assert json_text(runs[0]) == json_text(runs[1])
    assert len(runs[0].sheet.agents) == 8


def test_the_aggregates_equal_the_independent_reference(exports: dict[str, str]) -> None:
    reference = json.loads((FOLDER / "reference.json").read_text(encoding="utf-8"))["agents"]
    sheet = calculate(Request(str(PLAN), (exports["csv"],))).sheet
    counts = {
        "Calls": "calls",
        "Answered": "answered",
        "Resolved": "resolved",
        "Speed sum": "speed_sum",
        "Talk sum": "talk_seconds_sum",
        "Rating sum": "rating_sum",
    }
    rates = {
        "Answer rate": "answer_rate",
        "Resolution of calls": "resolution_rate_of_calls",
        "Resolution rate": "resolution_rate_of_answered",
        "Speed of answer": "speed_mean",
        "Talk time": "talk_seconds_mean",
        "Rating": "rating_mean",
    }
    for position, agent in enumerate(sheet.agents):
        expected = reference[agent.name]
        for column, key in counts.items():
            assert sheet.value(position, column) == Decimal(expected[key])
        for column, key in rates.items():
            shown = rounded(Decimal(str(expected[key])), SIX)
            assert sheet.value(position, column) == shown, (agent.name, column)
