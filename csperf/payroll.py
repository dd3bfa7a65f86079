"""The main job from top to bottom: a plan and a month's files become scores, ranks and pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from csperf import __version__, checks
from csperf.corrections import corrected
from csperf.details import evaluate_tables
from csperf.errors import CsperfError, Problem, about, speaking, stopping
from csperf.exact import ZERO
from csperf.law import warnings_of_law
from csperf.metrics.catalogue import catalogue
from csperf.opening import Request, about_read, open_month, read_month
from csperf.output.run import Rules, Run
from csperf.plan.definitions import definitions
from csperf.plan.demand import demand_of
from csperf.plan.lower import Lowered, lower
from csperf.plan.part_months import part_months, undecided
from csperf.plan.period import check_period
from csperf.plan.read import Plan, read_plan
from csperf.plan.seasons import needs_period
from csperf.sheet import Sheet, evaluate
from csperf.supplied import lacking

__all__ = ["Request", "calculate"]
_SALES = ("净销售额", "net_sales", "销售额", "sales", "出库金额", "询单支付金额")


def calculate(request: Request) -> Run:
    """The month's result; raises CsperfError with every problem found, warnings included."""
    plan, problems = read_plan(request.plan, request.at(request.plan))
    if plan is None:
        raise CsperfError(problems)
    with speaking(plan.keys):
        return _calculated(request, plan)


def _calculated(request: Request, plan: Plan) -> Run:
    """The month's result by a plan that could be read."""
    known, problems = definitions(plan, catalogue())
    problems += check_period(plan, request.period, tried=request.tried)
    problems += needs_period(plan.rules.seasons, request.period)
    month, found = open_month(request, plan, known)
    problems += found
    lowered, found = lower(plan, known, month.supplied, request.period, month.shops)
    problems += found
    problems += [] if stopping(problems) else lacking(lowered, month.exports)
    _stop_on(problems)
    demand = demand_of(plan, known, lowered, month.supplied, month.repeated, month.again)
    problems = about_read(problems, {one.metric for one in demand.wanted})
    inputs, found = read_month(month, demand, lowered)
    problems += found
    if inputs is None or stopping(problems):
        raise CsperfError(problems)
    problems += part_months(undecided(plan.rules), inputs.agents, month.days)
    details, found = evaluate_tables(lowered.rows, inputs)
    problems += found
    _stop_on(problems)
    columns, inputs = corrected(demand.columns, inputs, request.due)
    sheet = evaluate(columns, inputs, details=details)
    problems += judge(lowered, sheet) + warnings_of_law(plan.rules, sheet, lowered.watches)
    problems += checks.disagreements(sheet, evaluate(demand.derived, inputs))
    _stop_on(problems)
    tables = {name: rows.columns for name, rows in lowered.rows.items()}
    better = {metric.name: metric.better for metric in known.values()}
    rules = Rules(plan, lowered.columns, tables, better)
    return _run(request, rules, sheet, month.digests, problems)


def judge(lowered: Lowered, sheet: Sheet) -> list[Problem]:
    """Everything that must not be paid in silence."""
    return [
        *checks.unknown_figures(sheet),
        *checks.watched(sheet, lowered.watches),
        *checks.totals_below_zero(sheet),
        *checks.shared_prizes(sheet),
        *checks.unpaid_pools(sheet),
    ]


def _stop_on(problems: Sequence[Problem]) -> None:
    if stopping(problems):
        raise CsperfError(problems)


def _run(
    request: Request,
    made_by: Rules,
    sheet: Sheet,
    digests: Mapping[str, str],
    problems: Sequence[Problem],
) -> Run:
    plan, rules = made_by.plan, made_by.plan.rules
    return Run(
        sheet=sheet,
        plan=str(rules.plan),
        version=str(rules.version),
        period=request.period,
        currency=str(rules.currency),
        plan_file=request.plan,
        plan_sha256=plan.sha256,
        inputs=tuple(digests.items()),
        csperf=__version__,
        warnings=tuple(about(problems, plan.keys)),
        role=str(rules.role or ""),
        sales=_team_sales(sheet),
        rules=made_by,
    )


def _team_sales(sheet: Sheet) -> Decimal | None:
    """The team's sales, net if the plan reads them, for the share that pay takes of them."""
    metrics = {column.name for column in sheet.of_kind("metric")}
    for name in (name for name in _SALES if name in metrics):
        values = [value for value in sheet.cells[name] if isinstance(value, Decimal)]
        return sum(values, ZERO) if len(values) == len(sheet.agents) else None
    return None
