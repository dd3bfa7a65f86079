"""The main job from top to bottom: a plan and a month's files become scores, ranks and pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf import __version__, checks
from csperf.details import evaluate_tables
from csperf.errors import CsperfError, Place, Problem, about, problem, speaking, stopping
from csperf.exact import ZERO
from csperf.inputs import Part, Policies
from csperf.intake.details import not_found
from csperf.intake.dialect import read_dialects
from csperf.intake.employment import DayNames, why_not_counted
from csperf.intake.entries import Asked
from csperf.intake.exports import (
    Exports,
    Opener,
    Reading,
    among_rows,
    meant_elsewhere,
    nearest_headings,
    open_exports,
)
from csperf.intake.files import open_file
from csperf.intake.payees import read_inputs
from csperf.intake.roles import only_of_role
from csperf.law import warnings_of_law
from csperf.metrics.catalogue import catalogue
from csperf.month_before import read_past
from csperf.output.run import Run
from csperf.plan.combine import recomputed, together
from csperf.plan.dates import is_day
from csperf.plan.definitions import definitions
from csperf.plan.demand import demand_of
from csperf.plan.desk import Definition, Missing
from csperf.plan.lower import Lowered, counted_by, lower
from csperf.plan.names import metric_before
from csperf.plan.part_months import part_months, undecided
from csperf.plan.period import check_period
from csperf.plan.read import Plan, read_plan
from csperf.plan.rows import row_tables
from csperf.plan.seasons import needs_period, taken_out
from csperf.sheet import Sheet, evaluate
from csperf.yaml_text import Written

_SALES = ("净销售额", "net_sales", "销售额", "sales", "出库金额", "询单支付金额")


@dataclass(frozen=True)
class Request:
    """What the user asked for: the plan, the month's files, and which month it is.

    `unpaid_roles` are the roles of the roster that this plan does not pay and need not tell of;
    `opener` opens the files, once for all plans of a run.
    """

    plan: str
    data: tuple[str, ...]
    roster: str | None = None
    sheet: str | None = None
    period: str = ""
    dialects: tuple[str, ...] = ()
    known_on: str = ""
    scenario: str = ""
    unpaid_roles: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    opener: Opener = open_file


def calculate(request: Request) -> Run:
    """The month's result; raises CsperfError with every problem found, warnings included."""
    plan, problems = read_plan(request.plan)
    if plan is None:
        raise CsperfError(problems)
    with speaking(plan.keys):
        return _calculated(request, plan)


def _calculated(request: Request, plan: Plan) -> Run:
    """The month's result by a plan that could be read."""
    known, problems = definitions(plan, catalogue())
    problems += check_period(plan, request.period)
    problems += needs_period(plan.rules.seasons, request.period)
    reading, found = reading_of(request, plan, known)
    problems += found
    exports, found = open_exports(request.data, request.roster, headings(known), reading)
    problems += found
    role = plan.rules.role or Written("")
    exports, found = only_of_role(exports, role, role.place, request.unpaid_roles)
    problems += found
    repeated = exports.repeated
    again = recomputed(known, exports.supplied, repeated)
    files, roster = request.past, request.roster or ""
    past, found = read_past(plan, known, exports, files, roster)
    problems += [one for one in found if one not in problems]
    supplied = (exports.supplied - again) | past.supplied
    shops, found = shops_apart(plan, exports)
    problems += found
    lowered, found = lower(plan, known, supplied, request.period, shops)
    problems += found
    if not stopping(problems):
        problems += [not_supplied(missing, exports) for missing in lowered.missing]
        problems += tables_not_supplied(lowered, exports)
    _stop_on(problems)
    demand = demand_of(plan, known, lowered, supplied, repeated, again)
    divided = together(lowered.columns, lowered.parts)
    inputs, found = read_inputs(exports, demand.wanted, divided, demand.rows)
    problems += found
    _stop_on(problems)
    if inputs is None:
        raise CsperfError(problems)
    inputs = past.added_to(inputs)
    if span := exports.span:
        days = (span.first.isoformat(), span.last.isoformat())
        problems += part_months(undecided(plan.rules), inputs.agents, *days)
    details, found = evaluate_tables(lowered.rows, inputs)
    problems += found
    _stop_on(problems)
    sheet = evaluate(demand.columns, inputs, details=details)
    problems += judge(lowered, sheet) + warnings_of_law(plan.rules, sheet, lowered.watches)
    problems += checks.disagreements(sheet, evaluate(demand.derived, inputs))
    _stop_on(problems)
    return _run(request, plan, sheet, {**exports.digests, **past.digests}, problems)


def shops_apart(plan: Plan, exports: Exports) -> tuple[tuple[Part, ...], list[Problem]]:
    """The shops that are scored apart, if the plan asks for it."""
    if plan.rules.score.shops != "averaged":
        return (), []
    shops = exports.shops
    place = plan.sections.get("score", Place(plan.file))
    return shops, [] if shops else [problem("shops-unnamed", place)]


def headings(known: Mapping[str, Definition]) -> dict[str, tuple[str, ...]]:
    """The headings under which exports carry each metric; the plan's own formulas have none."""
    return {d.name: d.headings for d in known.values() if d.headings and not d.own}


def reading_of(
    request: Request, plan: Plan, known: Mapping[str, Definition]
) -> tuple[Reading, list[Problem]]:
    """How the month's files are to be read, by the request and by the plan's word."""
    stated = frozenset(d.name for d in known.values() if d.stated)
    own, problems = read_dialects(request.dialects, [d.name for d in known.values()])
    days = day_names(known)
    asked = Asked(request.known_on, request.scenario)
    problems += _entries_asked(request)
    tables = tuple(row_tables(plan.rules.tables, counted_by(plan.rules)).values())
    reading = Reading(
        sheet=request.sheet,
        period=request.period,
        dialects=own,
        stated=stated,
        policies=policies(plan),
        days=days,
        asked=asked,
        opener=request.opener,
        tables=tables,
    )
    return reading, problems


def _entries_asked(request: Request) -> list[Problem]:
    """Which entries of a roster are asked for: a day, and only where there is a roster."""
    problems: list[Problem] = []
    if request.known_on and not is_day(request.known_on):
        problems.append(problem("known-on-no-day", found=request.known_on))
    if (request.known_on or request.scenario) and request.roster is None:
        problems.append(problem("entries-without-roster"))
    return problems


def day_names(known: Mapping[str, Definition]) -> DayNames:
    """What the plan calls the days that are counted and not read."""
    return DayNames(*(_name_of(known, name) for name in ("在职天数", "当月天数")))


def _name_of(known: Mapping[str, Definition], metric: str) -> str:
    """What the plan calls a metric of the catalogue; '' where it defines its own."""
    found = known[metric]
    return "" if found.own or found.stated else found.name


def policies(plan: Plan) -> Policies:
    """What the plan says of rows and people that do not fit."""
    rules = plan.rules.data
    return Policies(
        rules.unmatched,
        rules.without_data,
        rules.look_alikes,
        rules.outside_period,
        rules.changes,
        taken_out(plan.rules.seasons.values()),
    )


def judge(lowered: Lowered, sheet: Sheet) -> list[Problem]:
    """Everything that must not be paid in silence."""
    return [
        *checks.unknown_figures(sheet),
        *checks.watched(sheet, lowered.watches),
        *checks.totals_below_zero(sheet),
        *checks.shared_prizes(sheet),
        *checks.unpaid_pools(sheet),
    ]


def not_supplied(missing: Missing, exports: Exports) -> Problem:
    """A metric that is not there: under a similar heading, as its parts, or not at all."""
    roster = exports.roster.table if exports.roster else None
    names, place = exports.reading.days, missing.place
    if told := why_not_counted(missing.name, names, exports.every, roster, place):
        return told
    if metric := metric_before(missing.name):
        return problem("past-not-supplied", missing.place, name=missing.name, metric=metric)
    if other := meant_elsewhere(exports, missing.name):
        table, meant = other
        facts = {"name": missing.name, "meant": meant, "table": str(table.grid.whole)}
        return problem("heading-elsewhere", missing.place, **facts)
    if rows := among_rows(exports, missing.name):
        return problem("metric-among-rows", place, name=missing.name, table=rows)
    if found := nearest_headings(exports, missing.name):
        return problem("metric-not-supplied", missing.place, name=missing.name, found=found)
    if missing.parts:
        parts = missing.parts
        return problem("metric-lacks-parts", missing.place, name=missing.name, parts=parts)
    return problem("metric-not-exported", missing.place, name=missing.name)


def tables_not_supplied(lowered: Lowered, exports: Exports) -> list[Problem]:
    """The tables of rows that a line is paid by and that no export is."""
    there = {declared.name for declared, _ in exports.details}
    needed = [sheet.table for name, sheet in lowered.rows.items() if name not in there]
    return [not_found(table, exports.missed) for table in needed]


def _stop_on(problems: Sequence[Problem]) -> None:
    if stopping(problems):
        raise CsperfError(problems)


def _run(
    request: Request,
    plan: Plan,
    sheet: Sheet,
    digests: Mapping[str, str],
    problems: Sequence[Problem],
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
        inputs=tuple(digests.items()),
        csperf=__version__,
        warnings=tuple(about(problems, plan.keys)),
        role=str(rules.role or ""),
        sales=_team_sales(sheet),
    )


def _team_sales(sheet: Sheet) -> Decimal | None:
    """The team's sales, net if the plan reads them, for the share that pay takes of them."""
    metrics = {column.name for column in sheet.of_kind("metric")}
    for name in (name for name in _SALES if name in metrics):
        values = [value for value in sheet.cells[name] if isinstance(value, Decimal)]
        return sum(values, ZERO) if len(values) == len(sheet.agents) else None
    return None
