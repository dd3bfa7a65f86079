"""Every plan of `bad_plans` holds one fault, and beside it stand the exact lines said about it.

`CSPERF_UPDATE=1 pytest tests/test_bad_plans.py` records the lines anew; read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from csperf.texts import Lang, say, tell
from csperf.validation import validate_plan

FOLDER = Path(__file__).parent / "bad_plans"
PLANS = sorted(FOLDER.glob("*.yaml"))


def told(plan: Path, lang: Lang) -> str:
    """The lines of `csperf validate`, errors first, each in the order of its place."""
    problems = validate_plan(plan.name, lang).problems
    kinds = {True: "cli.error", False: "cli.warning"}
    return "".join(
        f"{say(kinds[problem.stops], lang)}[{problem.id}] {tell(problem, lang)}\n"
        for problem in sorted(problems, key=lambda problem: (not problem.stops, problem.place))
    )


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(plan.stem))
def test_the_fault_is_told_in_these_words(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    said = f"{told(plan, 'zh')}\n{told(plan, 'en')}"
    expected = plan.with_suffix(".expected")
    if os.environ.get("CSPERF_UPDATE"):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said.strip(), "this plan is not bad"
    assert said == expected.read_text(encoding="utf-8")


def test_weights_that_sum_exactly_are_fine(tmp_path: Path) -> None:
    plan = (FOLDER / "weights_99.yaml").read_text(encoding="utf-8")
    good = plan.replace("weight: 60%", "weight: 33.3%").replace("weight: 39%", "weight: 66.7%")
    (tmp_path / "plan.yaml").write_text(good, encoding="utf-8")
    assert not validate_plan(str(tmp_path / "plan.yaml"), "zh").problems
