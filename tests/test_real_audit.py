"""What an audit finds in real tickets is what a count by hand does: answers before the question."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from csperf.insight.audit.flags import Material
from csperf.insight.audit.limits import limits_of
from csperf.insight.audit.records import facts_of
from csperf.insight.audit.replies import impossible
from csperf.intake.dialect import read_dialects
from csperf.intake.exports import Reading
from csperf.raw_month import Wish, raw_month

ROOT = Path(__file__).parent.parent
FOLDER = ROOT.parent / "shared" / "data" / "ecom_csat"
MAPPING = ROOT / "tests" / "real" / "ecom_csat" / "mapping.yaml"

pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="SKIPPED LOUDLY: the real tickets are not beside the project"
)


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M")  # noqa: DTZ007 - the desk's own clock


def test_answers_before_their_question_are_told_of_whoever_has_five_of_them() -> None:
    file = FOLDER / "ecom_csat_test20pct.csv"
    early, every = Counter[str](), Counter[str]()
    with file.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            asked, answered = moment(row["Issue_reported at"]), moment(row["issue_responded"])
            if f"{asked:%Y-%m}" == "2023-08":
                every[row["Agent_name"]] += 1
                early[row["Agent_name"]] += answered < asked
    often = {who: n for who, n in early.items() if n >= 5 and n >= 0.05 * every[who]}
    dialects, faults = read_dialects([str(MAPPING)])
    assert not faults
    month_of = Wish((str(file),), reading=Reading(period="2023-08", dialects=dialects))
    limits, _ = limits_of([])
    with raw_month(month_of) as (month, problems):
        assert month is not None, problems
        facts = facts_of(month, "2023-08", limits)
    flags = impossible(Material((), (facts,)), limits).flags
    assert {flag.says for flag in flags} == {"seen.early"}  # whole minutes tell no more
    assert {flag.agent: len(flag.evidence) for flag in flags} == often
