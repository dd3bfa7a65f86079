"""`Run`: an evaluated sheet together with what a reader must know about where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from csperf.errors import CsperfError, Exit, Problem
from csperf.inputs import Cells
from csperf.sheet import Sheet


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


def _all_finite(cells: Cells) -> bool:
    """Whether a column has only finite numbers; False where it must be looked at cell by cell."""
    try:
        return all(map(Decimal.is_finite, cells))  # type: ignore[arg-type]
    except TypeError:  # a text or an unknown value among them
        return False
