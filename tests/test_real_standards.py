"""Standards of a real call centre: ends and middle of its quarter counted by hand, and its luck."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest

from csperf.exact import rounded
from csperf.insight.calibrating import calibrated
from csperf.insight.months import months_asked, runs_of
from csperf.opening import Request

ROOT = Path(__file__).parent.parent
FILE = ROOT.parent / "shared" / "data" / "pwc_callcentre" / "Call-Center-Dataset.csv"
MAPPING = ROOT / "tests" / "real" / "pwc_callcentre" / "mapping.yaml"
PLAN = """\
csperf: 1
plan: calls
version: "1"
indicators:
  首次响应时间: {weight: 50%, bands: [{at_most: 60s, points: 100}, {otherwise: 50}]}
  满意评分: {weight: 50%, bands: [{at_least: 4.5, points: 100}, {otherwise: 50}]}
"""

pytestmark = pytest.mark.skipif(
    not FILE.exists(),
    reason="SKIPPED LOUDLY: the real call-centre data is not beside the project",
)


def by_hand(column: str) -> list[Decimal]:
    """The mean of every agent in every month, to the cent."""
    values: dict[tuple[str, str], list[int]] = defaultdict(list)
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        for call in csv.DictReader(file):
            if call["Answered (Y/N)"] == "Y":
                values[call["Agent"], call["Date"][:7]].append(int(call[column]))
    return [rounded(Decimal(sum(each)) / len(each)) for each in values.values()]


def test_a_quarter_of_calls(tmp_path: Path) -> None:
    """Eight agents who hardly differ: whoever was rated well in February was not so in March."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    request = Request(str(plan), (str(FILE),), dialects=(str(MAPPING),))
    with months_asked(request, "2021-01~2021-03", None) as requests:
        runs = runs_of(requests)
    found, told = calibrated(runs, PLAN, str(plan), Decimal("0.05"), "en")
    columns = ("Speed of answer in seconds", "Satisfaction rating")
    for one, column, way in zip(found.proposals, columns, (min, max), strict=True):
        figures, hand = found.over(found.windows[-1], one.standard), by_hand(column)
        assert figures
        assert figures.quartiles
        assert figures.best.value == way(hand)
        assert figures.worst.value == (max if way is min else min)(hand)
        assert figures.quartiles[1] == median(hand)
    assert [one.facts["name"] for one in told if one.id == "calibrate-luck"] == [
        "首次响应时间",
        "满意评分",
    ]
