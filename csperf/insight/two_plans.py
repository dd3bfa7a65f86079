"""Two plans on the same months: whose pay differs, in which line, by which rule, at what cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from csperf.errors import CsperfError, problem
from csperf.exact import ZERO, exactly
from csperf.history.diffing import LineChange, changes_of_pay, lines_of_changes
from csperf.history.results import Who, result_of
from csperf.history.sides import Side
from csperf.insight.again import total_of
from csperf.insight.budget import Neutral, neutral, variable_lines
from csperf.output.run import Run
from csperf.texts import Lang


@dataclass(frozen=True)
class Paid:
    """What one person is paid by the one plan and by the other, in all months."""

    who: Who
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """How much more the other plan pays."""
        with exactly():
            return self.after - self.before


@dataclass(frozen=True)
class TwoPlans:
    """The months, each computed by both plans."""

    old: tuple[Run, ...]
    new: tuple[Run, ...]

    @property
    def totals(self) -> tuple[Decimal, Decimal]:
        """What each plan pays in all months."""
        with exactly():
            old, new = (sum((total_of(r.sheet) for r in s), ZERO) for s in (self.old, self.new))
        return old, new


def two_plans(old: Sequence[Run], new: Sequence[Run]) -> TwoPlans:
    """The months by both plans; raises CsperfError where they are not the same months."""
    if [run.period for run in old] != [run.period for run in new]:
        raise CsperfError([problem("compare-other-months")])
    alike = [replace(b, role=a.role) for a, b in zip(old, new, strict=True)]
    return TwoPlans(tuple(old), tuple(alike))


def people_of(plans: TwoPlans) -> list[Paid]:
    """Everybody, whoever gains most first."""
    return paid_by(all_totals(plans.old), all_totals(plans.new))


def paid_by(before: Mapping[Who, Decimal], after: Mapping[Who, Decimal]) -> list[Paid]:
    """Everybody who is paid on one side or the other, whoever gains most first."""
    found = [Paid(who, before.get(who, ZERO), after.get(who, ZERO)) for who in {**before, **after}]
    return sorted(found, key=lambda one: -one.difference)


def all_totals(runs: Sequence[Run]) -> dict[Who, Decimal]:
    """Everybody's pay of all months."""
    sums: dict[Who, Decimal] = {}
    for run in runs:
        for who, total in totals_of(run).items():
            with exactly():
                sums[who] = sums.get(who, ZERO) + total
    return sums


def totals_of(run: Run) -> dict[Who, Decimal]:
    """Everybody's pay of a month, where it could be computed."""
    cells = run.sheet.cells.get("total", ())
    people = zip(run.sheet.agents, cells, strict=False)
    return {(one.name, one.id): cell for one, cell in people if isinstance(cell, Decimal)}


def lines_of(plans: TwoPlans) -> list[tuple[str, Decimal, Decimal]]:
    """What each line pays by either plan, in the order of the new one."""
    old, new = _by_line(plans.old), _by_line(plans.new)
    return [(line, old.get(line, ZERO), new.get(line, ZERO)) for line in {**new, **old}]


def _by_line(runs: Sequence[Run]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for run in runs:
        for column in run.sheet.of_kind("pay"):
            cells = [c for c in run.sheet.cells[column.name] if isinstance(c, Decimal)]
            with exactly():
                sums[column.name] = sum(cells, sums.get(column.name, ZERO))
    return sums


def reasons_of(plans: TwoPlans, lang: Lang) -> list[tuple[str, LineChange]]:
    """Every line of everybody that pays something else, with its month and the rules behind it."""
    found: list[tuple[str, LineChange]] = []
    for old, new in zip(plans.old, plans.new, strict=True):
        before, after = (Side(run.plan_file, result_of(run), (run,)) for run in (old, new))
        changes = changes_of_pay(before, after)
        found += [(new.period, one) for one in lines_of_changes(changes, before, after, lang)]
    return found


def neutral_lines(plans: TwoPlans, wanted: Sequence[str]) -> list[Neutral]:
    """The factors that keep the total: of the lines named together, or of each and of all."""
    known = dict.fromkeys(c.name for run in plans.new for c in run.sheet.of_kind("pay"))
    if unknown := tuple(line for line in wanted if line not in known):
        raise CsperfError([problem("compare-no-line", found=unknown, known=tuple(known))])
    target, _ = plans.totals
    sheets = [run.sheet for run in plans.new]
    if wanted:
        return [neutral(sheets, tuple(wanted), target)]
    every = variable_lines(plans.new[-1])
    single = [neutral(sheets, (line,), target) for line in every]
    return [*single, *([neutral(sheets, every, target)] if len(every) > 1 else [])]
