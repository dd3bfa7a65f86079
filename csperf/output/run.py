"""`Run`: a sheet with what a reader must know of where it came from; `Payroll`: several runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from csperf.errors import CsperfError, Exit, Problem
from csperf.formula import Column
from csperf.inputs import Cells
from csperf.metrics.catalogue import Better
from csperf.plan.read import Plan
from csperf.sheet import Sheet


@dataclass(frozen=True)
class Rules:
    """What a run was made by: the plan, its columns, those of rows paid one by one.

    `better` tells of a metric which end of it is the better one.
    """

    plan: Plan
    columns: tuple[Column, ...]
    tables: Mapping[str, tuple[Column, ...]]
    better: Mapping[str, Better]


@dataclass(frozen=True)
class Run:
    """One month's result, ready to be shown; `inputs` are (file, sha256), `sales` the team's.

    Why it refuses NaN and infinity: a workbook would show them as an empty cell or an error, so no
    output ever sees one.
    """

    sheet: Sheet
    plan: str
    version: str
    period: str
    currency: str
    plan_file: str
    plan_sha256: str
    inputs: tuple[tuple[str, str], ...]
    csperf: str
    warnings: tuple[Problem, ...] = ()
    role: str = ""
    sales: Decimal | None = None
    rules: Rules | None = None

    def __post_init__(self) -> None:
        broken = [
            Problem(
                "output-not-a-number",
                facts={"agent": agent.name, "column": column.label or column.name},
                exit=Exit.INTERNAL,
            )
            for column in self.sheet.columns
            if not _all_finite(self.sheet.cells[column.name])
            for agent, value in zip(self.sheet.agents, self.sheet.cells[column.name], strict=True)
            if isinstance(value, Decimal) and not value.is_finite()
        ]
        if broken:
            raise CsperfError(broken)


@dataclass(frozen=True)
class Payroll:
    """The runs of one month, one a role, and what is to be said of them, each thing once."""

    runs: tuple[Run, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def roles(self) -> str:
        """The roles that are paid, as they are written."""
        return " ".join(run.role for run in self.runs)

    @property
    def inputs(self) -> tuple[tuple[str, str], ...]:
        """The files that any of them read, each once."""
        return tuple(dict(pair for run in self.runs for pair in run.inputs).items())


def _all_finite(cells: Cells) -> bool:
    """Whether a column has only finite numbers; False where it must be looked at cell by cell."""
    try:
        return all(map(Decimal.is_finite, cells))  # type: ignore[arg-type]
    except TypeError:  # a text or an unknown value among them
        return False
