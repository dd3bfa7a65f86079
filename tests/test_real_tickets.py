"""Three real sets of tickets, measured from their raw rows: every agent as `reference.json` says.

The reference was computed without csperf, by pandas and Polars; none of the data is in the project.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pytest
from by_hand import counted

from csperf.exact import rounded
from csperf.intake.dialect import read_dialects
from csperf.intake.exports import Reading
from csperf.intake.records.opened import open_records
from csperf.metrics.selling import Selling
from csperf.metrics.service import Service
from csperf.metrics.service_side import QUOTIENTS, service_measures, service_side, with_talks

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
ALL_DAYS = (0, 100_000)
SERVICE = Service(reply_within=3_600_000)
SIX = Decimal("0.000001")
Numbers = dict[str, dict[str, int]]

pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="SKIPPED LOUDLY: the real tickets are not beside the project"
)


def measured(name: str, file: str) -> Numbers:
    """What is measured of every agent of a set, its table named by the set's own mapping."""
    dialects, faults = read_dialects([str(ROOT / "tests" / "real" / name / "mapping.yaml")])
    found, problems = open_records([str(DATA / name / file)], Reading(dialects=dialects))
    assert not faults
    assert not [one for one in problems if one.stops]
    tables = {sort: nw.from_native(frame) for sort, frame in found.frames.items()}
    views = service_side(with_talks(tables, SERVICE, nw.to_native), SERVICE, Selling(), ALL_DAYS)
    return counted(views, service_measures(SERVICE))


def reference(name: str, *path: str) -> dict[str, dict[str, Any]]:
    text = (DATA / name / "reference.json").read_text(encoding="utf-8")
    found = json.loads(text, parse_float=Decimal)
    for part in path:
        found = found[part]
    return {str(agent): figures for agent, figures in found.items()}


def divided(numbers: dict[str, int], metric: str, by: int = 1) -> Decimal:
    """A mean to six places, for the reference has it from floats."""
    (quotient,) = (one for one in QUOTIENTS if one.metric == metric)
    value = Decimal(numbers[quotient.over]) / (Decimal(numbers[quotient.under]) * by)
    return rounded(value, SIX)


@pytest.mark.parametrize("file", ["Call-Center-Dataset.csv", "01 Call-Center-Dataset.xlsx"])
def test_calls_answered_solved_timed_and_rated(file: str) -> None:
    found = measured("pwc_callcentre", file)
    expected = reference("pwc_callcentre", "agents")
    assert found.keys() == expected.keys()
    for agent, figures in expected.items():
        numbers = found[agent]
        told = {
            "接待量": figures["calls"],
            "处理量": figures["calls"],
            "首次响应次数": figures["answered"],
            "未回复量": figures["abandoned"],
            "解决量": figures["resolved"],
            "首次响应总时长": figures["speed_sum"] * 1000,
            "外呼接通量": figures["answered"],
            "外呼通话时长": figures["talk_seconds_sum"] * 1000,
            "评价量": figures["rating_n"],
            "评分合计": figures["rating_sum"],
            "好评数": figures["rating_4_5"],
        }
        assert {metric: numbers[metric] for metric in told} == told, agent
        assert divided(numbers, "首次响应时间", 1000) == rounded(figures["speed_mean"], SIX)
        assert divided(numbers, "满意评分") == rounded(figures["rating_mean"], SIX)


def test_tickets_first_replies_and_solutions() -> None:
    found = measured("tech_support", "spaceoutfitters_support_data.csv")
    expected = reference("tech_support", "spaceoutfitters_csv", "agents")
    assert found.keys() == expected.keys()
    for agent, figures in expected.items():
        numbers = found[agent]
        told = {
            "接待量": figures["tickets"],
            "首次响应次数": figures["frt_n"],
            "解决量": figures["resolution_n"],
            "计时解决量": figures["resolution_n"],
            "评价量": figures["survey_n"],
            "评分合计": figures["survey_sum"],
        }
        assert {metric: numbers[metric] for metric in told} == told, agent
        assert divided(numbers, "首次响应时间", 1000) == rounded(figures["frt_seconds_mean"], SIX)
        assert divided(numbers, "解决时长", 3_600_000) == rounded(
            figures["resolution_hours_mean"], SIX
        )
        assert divided(numbers, "满意评分") == rounded(figures["survey_mean"], SIX)


def test_tickets_with_replies_before_their_question() -> None:
    found = measured("ecom_csat", "ecom_csat_test20pct.csv")
    expected = reference("ecom_csat", "agents")
    assert found.keys() == expected.keys()
    for agent, figures in expected.items():
        numbers = found[agent]
        told = {
            "接待量": figures["tickets"],
            "首次响应次数": figures["tickets"] - figures["resp_negative_rows"],
            "三分钟回复会话量": figures["resp_within_60min"],  # the limit is set to an hour
            "评分合计": figures["csat_sum"],
            "好评数": figures["satisfied_4_5"],
            "差评数": figures["dissatisfied_1_2"],
        }
        assert {metric: numbers[metric] for metric in told} == told, agent
        assert divided(numbers, "满意评分") == rounded(figures["csat_mean"], SIX)
