"""What several tests need: the case folders, and the run of one of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from csperf.output.run import Payroll, Run
from csperf.payroll import Request, calculate
from csperf.roles import calculate_roles

CASES = sorted(plan.parent for plan in Path(__file__).parent.glob("cases/*/plan.yaml"))
ROLE_CASES = sorted({plan.parent for plan in Path(__file__).parent.glob("cases/*/plan-*.yaml")})
UNPAID = "店长"  # the role of the cases that no plan pays


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Path:
    """A folder with a plan, a month's exports and the figures that a source expects."""
    folder: Path = request.param
    return folder


@pytest.fixture
def run(case: Path) -> Run:
    """The month of a case."""
    return run_of(case)


@cache
def run_of(case: Path) -> Run:
    """The month of a case, computed once however many tests look at it."""
    exports = sorted(str(file) for file in case.glob("data*"))
    roster = case / "roster.csv"
    people = str(roster) if roster.exists() else None
    request = Request(str(case / "plan.yaml"), tuple(exports), people)
    return calculate(replace(request, **options_of(case)))


@cache
def payroll_of(case: Path) -> Payroll:
    """The month of a case of several roles, each with its `plan-ROLE.yaml`."""
    plans = sorted(map(str, case.glob("plan-*.yaml")))
    exports = tuple(sorted(str(file) for file in case.glob("data*")))
    request = Request(plans[0], exports, str(case / "roster.csv"), unpaid_roles=(UNPAID,))
    return calculate_roles(replace(request, **options_of(case)), plans)


def options_of(case: Path) -> dict[str, Any]:
    """What else a case asks for: the lines of its `options.txt`, such as `--period 2026-10`."""
    options = case / "options.txt"
    lines = options.read_text(encoding="utf-8").splitlines() if options.exists() else []
    words = [line.removeprefix("--").split(" ", 1) for line in lines]
    found: dict[str, Any] = {name.replace("-", "_"): value for name, value in words}
    if "past" in found:
        found["past"] = (str(case / found["past"]),)
    return found
