"""The page that `validate` prints: it fits 80 columns and has every line of every known plan."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from csperf.errors import stopping
from csperf.output.columns import heading
from csperf.output.verdict import verdict_text
from csperf.output.wrapping import cells
from csperf.texts import Lang
from csperf.validation import validate_plan

ROOT = Path(__file__).parents[1]
READY = sorted((ROOT / "plans").glob("*.yaml"))
PLANS = sorted(chain(READY, (ROOT / "tests" / "cases").glob("*/plan*.yaml")))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.parent.name}-{plan.stem}")
def test_a_page_fits_and_has_every_line(plan: Path) -> None:
    verdict = validate_plan(str(plan), "zh")
    if stopping(verdict.problems):
        return  # a plan that needs its month to be complete
    for lang in ("zh", "en"):
        _looked_at(verdict_text(verdict, lang), plan, lang)


def _looked_at(text: str, plan: Path, lang: Lang) -> None:
    verdict = validate_plan(str(plan), lang)
    assert max(map(cells, text.splitlines())) <= 80
    lines = [line.strip() for line in text.splitlines()]
    for column in verdict.columns:
        if column.kind in {"pay", "total"}:
            title = heading(column, lang)
            assert any(line.startswith(title) for line in lines), title
        if column.kind in {"points", "part"}:
            assert any(line.startswith(column.label) for line in lines), column.label


@pytest.mark.parametrize("plan", READY, ids=lambda plan: str(plan.stem))
def test_a_ready_plan_is_one_page(plan: Path) -> None:
    text = verdict_text(validate_plan(str(plan), "zh"), "zh")
    assert len(text.splitlines()) <= 85
