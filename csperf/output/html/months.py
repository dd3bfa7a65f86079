"""The months before in a report: what a role paid, and each person's score and pay by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf.inputs import Agent
from csperf.output.columns import OVERALL_RANK, UNKNOWN, money_text, place_of
from csperf.output.run import Run
from csperf.output.summary import summarise
from csperf.past_results import PastFigures, PastResult
from csperf.units import Unit, show

_MOST = 6  # with this one; so many can be told apart on a phone


@dataclass(frozen=True)
class OneMonth:
    """A person's figures of one month, as they are written."""

    period: str
    rank: str
    score: str
    total: str


@dataclass(frozen=True)
class Months:
    """The earlier months of a role, oldest first, and the run that follows them."""

    past: Sequence[PastResult]
    run: Run

    @property
    def periods(self) -> list[str]:
        """The months, this one last."""
        return [*(one.period for one in self.past), self.run.period]

    def sums(self) -> list[tuple[str, Decimal]]:
        """What was paid in each month in which anybody was."""
        paid = [(one.period, one.total) for one in self.past]
        if self.run.sheet.of_kind("total"):
            paid.append((self.run.period, summarise(self.run).total))
        return [(period, total) for period, total in paid if total is not None]

    def of(self, agent: int) -> list[tuple[str, PastFigures]]:
        """A person's months, found by name and staff id; months without the person are left out."""
        who = _key(self.run.sheet.agents[agent])
        found = [(one.period, one.people[who]) for one in self.past if who in one.people]
        return [*found, (self.run.period, self._now(agent))] if found else []

    def told(self, agent: int) -> list[OneMonth]:
        """The same as it is written."""
        return [
            OneMonth(
                period,
                UNKNOWN if one.rank is None else str(one.rank),
                show(one.score, Unit.POINTS),
                money_text(one.total),
            )
            for period, one in self.of(agent)
        ]

    def _now(self, agent: int) -> PastFigures:
        cells = self.run.sheet.cells

        def figure(name: str) -> Decimal | None:
            value = cells[name][agent] if name in cells else None
            return value if isinstance(value, Decimal) else None

        rank = place_of(cells[OVERALL_RANK][agent]) if OVERALL_RANK in cells else None
        return PastFigures(rank, figure("score"), figure("total"))


def months_of(run: Run, past: Sequence[PastResult]) -> Months:
    """The last months of this run's role."""
    return Months([one for one in past if one.role == run.role][1 - _MOST :], run)


def _key(agent: Agent) -> tuple[str, str]:
    return agent.name, agent.id
