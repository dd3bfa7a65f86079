"""What a plan would have cost and paid in past months, and who gains and loses by it.

Why what was paid is taken from the history and not computed again: it is what people had, with
every correction since, whichever plan and files made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from csperf.exact import ZERO, exactly
from csperf.history.journal import History, Month, roles_of
from csperf.history.results import Who
from csperf.history.worth import same_person, worth_of
from csperf.insight.spread import Seen, Spread, spread
from csperf.insight.two_plans import Paid, all_totals, paid_by, totals_of
from csperf.output.run import Run

_TOP: Final = 5
"""The top that a share is told of is one in so many, and at least one person."""


@dataclass(frozen=True)
class Cost:
    """What a plan pays in one month, or in all: how pay is spread, and what share of sales it is.

    `top` is the share of all pay that the best paid fifth has, with how many they are.
    """

    period: str
    total: Decimal
    sales: Decimal | None
    pay: Spread | None
    top: tuple[int, Decimal] | None

    @property
    def share(self) -> Decimal | None:
        """All pay as a share of the team's sales."""
        with exactly():
            return self.total / self.sales if self.sales else None


@dataclass(frozen=True)
class Swing:
    """How much one person's pay swings from month to month, against its mean."""

    who: Who
    pay: Spread

    @property
    def width(self) -> Decimal:
        """From the least to the most."""
        with exactly():
            return self.pay.best.value - self.pay.worst.value


@dataclass(frozen=True)
class Simulation:
    """A plan on past months."""

    runs: tuple[Run, ...]

    @property
    def costs(self) -> list[Cost]:
        """Every month, the oldest first."""
        return [cost_of(run.period, [run]) for run in self.runs]

    @property
    def whole(self) -> Cost:
        """All months."""
        return cost_of("", self.runs)

    @property
    def swings(self) -> list[Swing]:
        """Who has pay in several months, whoever's swings most first."""
        seen: dict[Who, list[Seen]] = {}
        for run in self.runs:
            for who, total in totals_of(run).items():
                seen.setdefault(who, []).append(Seen(total, who[0], run.period))
        found = ((who, spread(own, "higher")) for who, own in seen.items() if len(own) > 1)
        swings = [Swing(who, own) for who, own in found if own is not None]
        return sorted(swings, key=lambda one: -one.width)

    def limits(self) -> dict[str, Decimal]:
        """What limits of the total add to the lines of each month, or take from them."""
        paid: dict[str, Decimal] = {one.period: one.total for one in self.costs}
        for months in self.lines().values():
            for period, amount in months.items():
                with exactly():
                    paid[period] -= amount
        return paid

    def lines(self) -> dict[str, dict[str, Decimal]]:
        """What each line pays in each month."""
        found: dict[str, dict[str, Decimal]] = {}
        for run in self.runs:
            for column in run.sheet.of_kind("pay"):
                cells = [c for c in run.sheet.cells[column.name] if isinstance(c, Decimal)]
                months = found.setdefault(column.name, {})
                with exactly():
                    months[run.period] = sum(cells, months.get(run.period, ZERO))
        return found


def cost_of(period: str, runs: Sequence[Run]) -> Cost:
    """What these runs pay together; pay is spread over people and months."""
    seen = [
        Seen(total, " ".join(who), run.period)
        for run in runs
        for who, total in totals_of(run).items()
    ]
    sales = [run.sales for run in runs if run.sales is not None]
    with exactly():
        total = sum((one.value for one in seen), ZERO)
        sold = sum(sales, ZERO) if len(sales) == len(runs) else None
    return Cost(period, total, sold, spread(seen, "higher"), _top(seen, total))


def _top(seen: Sequence[Seen], total: Decimal) -> tuple[int, Decimal] | None:
    """How many the best paid fifth are, and which share of all pay they have."""
    if not seen or total <= ZERO:
        return None
    count = max(len(seen) // _TOP, 1)
    with exactly():
        best = sum(sorted((one.value for one in seen), reverse=True)[:count], ZERO)
        return count, best / total


def against_plan(runs: Sequence[Run], others: Sequence[Run]) -> list[Paid]:
    """Everybody's pay by another plan and by this one, whoever gains most first."""
    return paid_by(all_totals(others), all_totals(runs))


def really_paid(runs: Sequence[Run], history: History) -> tuple[list[Paid], list[str]]:
    """Everybody's pay as it was paid and by this plan; and the months that were never closed."""
    before: dict[Who, Decimal] = {}
    now: dict[Who, Decimal] = {}
    unknown: list[str] = []
    for run in runs:
        month = history.month(run.period)
        roles = _roles(month, run.role)
        if not roles:
            unknown.append(run.period)
            continue
        paid = _worth(month, roles)
        for who, total in totals_of(run).items():
            known = same_person(who, paid) or who
            _add(now, known, total)
        for who, total in paid.items():
            _add(before, who, total)
    return paid_by(before, now), unknown


def _roles(month: Month, role: str) -> list[str]:
    """The roles of a closed month that a plan of this role would pay."""
    every = [one for entry in month.closings for one in roles_of(entry)]
    return [role] if role in every else every


def _worth(month: Month, roles: Iterable[str]) -> Mapping[Who, Decimal]:
    """What was paid to everybody of these roles, corrections included."""
    found: dict[Who, Decimal] = {}
    for role in roles:
        for who, lines in worth_of(month, role).items():
            for amount in lines.values():
                _add(found, who, amount)
    return found


def _add(sums: dict[Who, Decimal], who: Who, amount: Decimal) -> None:
    with exactly():
        sums[who] = sums.get(who, ZERO) + amount
