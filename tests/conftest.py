"""What several tests need: the case folders, and the run of one of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

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
    return calculate(
        Request(str(case / "plan.yaml"), tuple(exports), str(roster) if roster.exists() else None)
    )


@cache
def payroll_of(case: Path) -> Payroll:
    """The month of a case of several roles, each with its `plan-ROLE.yaml`."""
    plans = sorted(map(str, case.glob("plan-*.yaml")))
    exports = tuple(sorted(str(file) for file in case.glob("data*")))
    request = Request(plans[0], exports, str(case / "roster.csv"), unpaid_roles=(UNPAID,))
    return calculate_roles(request, plans)
