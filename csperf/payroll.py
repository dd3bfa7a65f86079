"""The main job from top to bottom: a plan and a month's files become scores, ranks and pay."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf import __version__, checks
from csperf.errors import CsperfError, Place, Problem, problem, stopping
from csperf.exact import ZERO
from csperf.formula import Cell, Column, reads
from csperf.intake.exports import Exports, nearest_headings, open_exports, read_inputs
from csperf.metrics.catalogue import catalogue
from csperf.output.run import Run
from csperf.plan.desk import Definition, Missing
from csperf.plan.expression import names_in
from csperf.plan.lower import Lowered, definitions, lower
from csperf.plan.read import Plan, read_plan
from csperf.sheet import Sheet, evaluate
from csperf.units import Unit

_PERIOD = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_SALES = ("净销售额", "net_sales", "销售额", "sales")


@dataclass(frozen=True)
class Request:
    """What the user asked for: the plan, the month's files, and which month it is."""

    plan: str
    data: tuple[str, ...]
    roster: str | None = None
    sheet: str | None = None
    period: str = ""


def calculate(request: Request) -> Run:
    """The month's result; raises CsperfError with every problem found, warnings included."""
    plan, problems = read_plan(request.plan)
    if plan is None:
        raise CsperfError(problems)
    known, found = definitions(plan, catalogue())
    problems += found + check_period(plan, request.period)
    headings = {d.name: d.headings for d in known.values() if d.headings and not d.own}
    exports, found = open_exports(request.data, request.roster, headings, request.sheet)
    problems += found
    lowered, found = lower(plan, known, exports.supplied)
    problems += found
    if not stopping(problems):
        problems += [_not_supplied(missing, exports) for missing in lowered.missing]
    _stop_on(problems)
    derived = derivable(plan, known, lowered.columns, exports.supplied)
    adjusted = (watch.columns for watch in lowered.watches if watch.fault == "adjustment")
    sparse = frozenset(name for columns in adjusted for name in columns)
    read = needed([*lowered.columns, *derived])
    inputs, found = read_inputs(exports, read, declared(known), sparse)
    problems += found
    _stop_on(problems)
    if inputs is None:
        raise CsperfError(problems)
    sheet = evaluate(lowered.columns, inputs)
    problems += judge(lowered, sheet) + checks.disagreements(sheet, evaluate(derived, inputs))
    _stop_on(problems)
    return _run(request, plan, sheet, exports, problems)


def needed(columns: Sequence[Column]) -> dict[str, Unit]:
    """The metrics that must be read from the data, with their units."""
    return {column.name: column.unit for column in columns if column.formula is None}


def declared(known: Mapping[str, Definition]) -> dict[str, bool]:
    """The metrics whose bare percents the plan says how to read: 0.5 is 50% (True) or 0.5%."""
    return {d.name: d.fraction for d in known.values() if d.fraction is not None}


def judge(lowered: Lowered, sheet: Sheet) -> list[Problem]:
    """Everything that must not be paid in silence."""
    return [
        *checks.unknown_figures(sheet),
        *checks.watched(sheet, lowered.watches),
        *checks.totals_below_zero(sheet),
        *checks.shared_prizes(sheet),
    ]


def check_period(plan: Plan, period: str) -> list[Problem]:
    """The month must be written as one and lie inside the plan's validity."""
    rules = plan.rules
    if not period:
        return []
    if not _PERIOD.fullmatch(period):
        return [problem("not-a-period", found=period)]
    too_early = rules.from_ is not None and period < rules.from_[:7]
    too_late = rules.until is not None and period > rules.until[:7]
    if too_early or too_late:
        at = rules.from_ if too_early else rules.until
        return [
            problem(
                "period-outside-plan",
                at.place if at is not None else Place(plan.file),
                period=period,
                start=str(rules.from_ or "…"),
                end=str(rules.until or "…"),
            )
        ]
    return []


def _stop_on(problems: Sequence[Problem]) -> None:
    if stopping(problems):
        raise CsperfError(problems)


def _not_supplied(missing: Missing, exports: Exports) -> Problem:
    """A metric that is not there: under a similar heading, as its parts, or not at all."""
    if found := nearest_headings(exports, missing.name):
        return problem("metric-not-supplied", missing.place, name=missing.name, found=found)
    if missing.parts:
        parts = missing.parts
        return problem("metric-lacks-parts", missing.place, name=missing.name, parts=parts)
    return problem("metric-not-exported", missing.place, name=missing.name)


def derivable(
    plan: Plan,
    known: Mapping[str, Definition],
    columns: Sequence[Column],
    supplied: frozenset[str],
) -> list[Column]:
    """The metrics that an export gives although it gives their parts too, computed from the parts.

    The given value is paid from; a disagreement between the two is worth knowing.
    """
    doubted = {
        column.name
        for column in columns
        if column.kind == "metric" and column.formula is None and column.name in known
        if (text := known[column.name].formula) is not None and supplied >= set(names_in(text))
    }
    if not doubted:
        return []
    lowered, _ = lower(plan, known, supplied - doubted)
    formulas = {column.name: column.formula for column in lowered.columns}
    below = frozenset[str]().union(*(reads(Cell(name), formulas) for name in doubted))
    return [column for column in lowered.columns if column.name in below]


def _run(
    request: Request, plan: Plan, sheet: Sheet, exports: Exports, problems: Sequence[Problem]
) -> Run:
    rules = plan.rules
    return Run(
        sheet=sheet,
        plan=str(rules.plan),
        version=str(rules.version),
        period=request.period,
        currency=str(rules.currency),
        plan_file=request.plan,
        plan_sha256=plan.sha256,
        inputs=tuple(exports.digests.items()),
        csperf=__version__,
        warnings=tuple(problems),
        role=str(rules.role or ""),
        sales=_team_sales(sheet),
    )


def _team_sales(sheet: Sheet) -> Decimal | None:
    """The team's sales, net if the plan reads them, for the share that pay takes of them."""
    for name in _SALES:
        values = sheet.cells.get(name)
        if values and all(isinstance(value, Decimal) for value in values):
            return sum((value for value in values if isinstance(value, Decimal)), ZERO)
    return None
