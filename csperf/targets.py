"""Targets: the best band that a plan has for a metric, and whether a figure is in it.

Why bands are targets: a plan says in them what is best; a second list could say something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from csperf.formula import Cell, Choose, Constant, Formula, Row, Sign, parts
from csperf.metrics.catalogue import catalogue, find
from csperf.plan.definitions import definitions
from csperf.plan.lower import lower
from csperf.plan.read import Plan
from csperf.sheet import meets


@dataclass(frozen=True)
class Target:
    """What a metric must be to be in the plan's best band."""

    metric: str
    sign: Sign
    bound: Decimal

    def hit(self, value: Decimal | None) -> bool | None:
        """Whether a figure is in it; None where there is no figure."""
        return None if value is None else meets(value, self.sign, self.bound)


def targets_of(plan: Plan, period: str) -> list[Target]:
    """The targets of all metrics that the plan puts into bands as they are, each once."""
    known, _ = definitions(plan, catalogue())
    lowered, _ = lower(plan, known, period=period)
    found = (
        target
        for column in lowered.columns
        if column.kind in {"points", "part"} and column.formula is not None
        for target in _targets(column.formula)
    )
    return list({target.metric: target for target in reversed(list(found))}.values())[::-1]


def _targets(formula: Formula) -> Iterator[Target]:
    if isinstance(formula, Choose) and isinstance(formula.subject, Cell):
        metric = find(formula.subject.column)
        best = max(formula.rows, key=_worth, default=None)
        if metric is not None and best is not None and isinstance(best.bound.value, Decimal):
            yield Target(metric.name, best.sign, best.bound.value)
    for part in parts(formula):
        yield from _targets(part)


def _worth(row: Row) -> Decimal:
    result = row.result
    number = result.value if isinstance(result, Constant) else None
    return number if isinstance(number, Decimal) else Decimal(0)
