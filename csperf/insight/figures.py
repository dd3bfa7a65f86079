"""All figures that a period's files hold of everybody, whichever of them a plan reads.

Why a plan that pays nothing where none is given: files are opened, people recognised and rows put
together by what a plan says of them, and without one by what holds where a plan says nothing. Only
people of the roster without figures stop nothing then, since nobody is to be paid.
Why a metric that cannot be put together is left out: nobody asked for it by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from csperf.agent_table import rates
from csperf.errors import CsperfError, Place, Problem, stopping
from csperf.formula import Column
from csperf.inputs import Agent, Cells
from csperf.intake.exports import Exports
from csperf.intake.payees import read_inputs
from csperf.metrics.catalogue import Better, catalogue
from csperf.opening import Month, Request, open_month
from csperf.plan.combine import spread, together
from csperf.plan.definitions import definitions
from csperf.plan.desk import Definition
from csperf.plan.lower import rounding_rule
from csperf.plan.read import Plan, plan_of, read_plan
from csperf.sheet import Sheet, evaluate
from csperf.units import Unit

_NO_PLAN = "csperf: 1\nplan: —\nversion: —\ndata: {without_data: leave_out}\n"
_UNPAID = "agents-idle-left-out"
NO_WORK: Final = {"底薪", "调整金额", "当月天数", "在职天数"}
"""Metrics that say nothing of anybody's work: facts of the roster and of the calendar."""
_KEPT = {"sum", "max", "min", "same", "parts", "weighted", "mean"}


@dataclass(frozen=True)
class Measured:
    """What a column of figures is: its metric as files and plans call it, unit and better end."""

    name: str
    unit: Unit
    better: Better = "neutral"


@dataclass(frozen=True)
class Figures:
    """The figures of a period: of each metric one value a person, None where it is unknown.

    `sheet` knows of each figure that was read, from which cell. `days` are the days that the rows
    are about, where each is about a single one.
    """

    period: str
    agents: tuple[Agent, ...]
    metrics: tuple[Measured, ...]
    cells: Mapping[str, Cells]
    sheet: Sheet
    days: tuple[str, ...] = ()

    def known(self, metric: str) -> dict[int, Decimal]:
        """The numbers of a metric by the positions of those who have one."""
        values = enumerate(self.cells.get(metric, ()))
        return {at: value for at, value in values if isinstance(value, Decimal)}

    def place(self, agent: int, metric: str) -> Place:
        """The cell that a figure was read from; nowhere, if it was computed."""
        return self.sheet.place(agent, metric)


def figures_of(request: Request) -> tuple[Figures, list[Problem]]:
    """Everybody's figures in the request's files, with what is to be warned of.

    Raises CsperfError with every problem, if the files cannot be read.
    """
    plan = plan_for(request)
    known, problems = definitions(plan, catalogue())
    month, found = open_month(request, plan, known)
    problems += found
    _stop_on(problems)
    columns = tuple(_columns(month, known))
    listed = {one.name: one for one in known.values()}
    mode = rounding_rule(plan.rules).mode
    columns, wanted = spread(columns, listed, month.repeated, frozenset(), mode)
    inputs, found = read_inputs(month.exports, wanted, together(columns))
    problems += found
    if inputs is None or stopping(problems):
        raise CsperfError(problems)
    figures = _figures(request.period, evaluate(columns, inputs), listed)
    told = [one for one in problems if request.plan or one.id != _UNPAID]
    return replace(figures, days=_days(month.exports)), told


def plan_for(request: Request) -> Plan:
    """The plan of the request, or one that says nothing."""
    if request.plan:
        plan, problems = read_plan(request.plan, request.at(request.plan))
    else:
        plan, problems = plan_of(_NO_PLAN, "")
    if plan is None:
        raise CsperfError(problems)
    return plan


def _columns(month: Month, known: Mapping[str, Definition]) -> Iterator[Column]:
    """A column for each metric that is supplied and is a number, as files give it."""
    again = month.repeated
    for one in {d.name: d for d in known.values()}.values():
        whole = one.name not in again or (one.combine in _KEPT and one.combine != "parts")
        if one.name in month.exports.supplied and one.unit is not Unit.TEXT and whole:
            yield Column(one.name, "metric", one.unit, place=one.place)


def _figures(period: str, sheet: Sheet, listed: Mapping[str, Definition]) -> Figures:
    """The figures of the sheet, and the rates that follow from them and no file gives."""
    read = {c.name: sheet.cells[c.name] for c in sheet.of_kind("metric")}
    numbers = {
        name: [one if isinstance(one, Decimal) else None for one in cells]
        for name, cells in read.items()
        if name in catalogue()
    }
    cells: dict[str, Cells] = {**rates(numbers, len(sheet.agents)), **read}
    metrics = tuple(
        Measured(name, listed[name].unit, listed[name].better) for name in cells if name in listed
    )
    return Figures(period, sheet.agents, metrics, cells, sheet)


def _days(exports: Exports) -> tuple[str, ...]:
    """The days of the period that rows are about; none where a row is about any other stretch."""
    every = [days for listed in exports.tables for days in listed.rows.days]
    if not all(days is not None and days.first == days.last for days in every):
        return ()
    period = exports.reading.month
    found = {days for days in every if days and (period is None or days.within(period))}
    return tuple(sorted(days.first.isoformat() for days in found))


def _stop_on(problems: list[Problem]) -> None:
    if stopping(problems):
        raise CsperfError(problems)
