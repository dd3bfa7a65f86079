"""The library of ready plans: each is sound, says what it is for, and pays its sample month.

`cases/library.csv` has figures of the samples worked out by hand, with the arithmetic.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from csperf.output import library
from csperf.output.run import Run
from csperf.payroll import Request, calculate
from csperf.units import figure_of
from csperf.validation import validate_plan

ROOT = Path(__file__).parents[1]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
MONTH = "2026-10"
LEAST_EXAMPLES = 2
CJK = re.compile("[\u3400-\u9fff]")

every_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)


@cache
def sample_of(plan: Path) -> Run:
    """The month that lies beside the plan."""
    return calculate(Request(str(plan), (str(plan.with_suffix(".csv")),), None, None, MONTH))


def by_hand() -> list[dict[str, str]]:
    with (ROOT / "tests/cases/library.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@every_plan
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_plan_is_sound_and_its_examples_hold(plan: Path, lang: Any) -> None:
    verdict = validate_plan(str(plan), lang)
    assert verdict.problems == ()
    assert verdict.examples >= LEAST_EXAMPLES


@every_plan
def test_its_first_lines_say_what_it_is_for(plan: Path) -> None:
    """What it is for in Chinese and in English; then where it is for, and the editor's schema."""
    title, *head = plan.read_text(encoding="utf-8").splitlines()[:4]
    chinese, _, english = title.removeprefix("# ").partition(" / ")
    assert CJK.search(chinese)
    assert english
    assert not CJK.search(english)
    schema = "plan.zh.schema.json" if plan.stem == "presale_chinese" else "plan.schema.json"
    assert f"# yaml-language-server: $schema=../csperf/schema/{schema}" in head


@every_plan
def test_its_sample_month_pays_without_a_warning(plan: Path) -> None:
    run = sample_of(plan)
    assert [one.id for one in run.warnings if one.id != "rows-not-counted"] == []
    assert all(run.sheet.value(place, "total") for place in range(len(run.sheet.agents)))


@every_plan
def test_its_sample_opens_in_excel_as_utf8(plan: Path) -> None:
    assert plan.with_suffix(".csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("row", by_hand(), ids=lambda row: f"{row['plan']}-{row['column']}")
def test_samples_pay_what_was_worked_out_by_hand(row: dict[str, str]) -> None:
    sheet = sample_of(ROOT / "plans" / f"{row['plan']}.yaml").sheet
    people = {agent.name: place for place, agent in enumerate(sheet.agents)}
    figure = figure_of(row["value"])
    assert figure is not None
    assert sheet.value(people[row["agent"]], row["column"]) == figure.value, row


def test_every_plan_has_a_figure_worked_out_by_hand() -> None:
    assert {row["plan"] for row in by_hand()} == {plan.stem for plan in PLANS}


def test_the_page_of_the_library_is_current() -> None:
    """`python -m csperf.output.library` writes it anew after a change of a plan."""
    page = library.FILE.read_text(encoding="utf-8")
    assert library.with_library(page) == page
    assert all(f"<summary>{plan.name} · " in page for plan in PLANS)
