"""Opening a month: the plan's files read as far as what they supply, before anything is lowered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from csperf.corrections import Due
from csperf.early_exports import early_exports
from csperf.errors import CsperfError, Place, Problem, problem
from csperf.inputs import Inputs, Part, Policies, RowTable
from csperf.intake.dialect import read_dialects
from csperf.intake.employment import DayNames
from csperf.intake.entries import Asked
from csperf.intake.exports import (
    Exports,
    Opener,
    Reading,
    open_exports,
)
from csperf.intake.files import Opened, open_file
from csperf.intake.paths import files_of
from csperf.intake.payees import read_inputs
from csperf.intake.records.apart import is_ingested, raw_among
from csperf.intake.roles import only_of_role
from csperf.metrics.catalogue import catalogue
from csperf.month_before import Past, read_past
from csperf.plan.combine import recomputed, together
from csperf.plan.dates import is_day
from csperf.plan.demand import Demand
from csperf.plan.desk import Definition
from csperf.plan.lower import Lowered, counted_by
from csperf.plan.read import Plan
from csperf.plan.rows import row_tables
from csperf.plan.seasons import taken_out
from csperf.yaml_text import Written

if TYPE_CHECKING:
    from csperf.engines.engine import Name
    from csperf.raw_month import Wish

_OF_METRICS = {"not-final", "refunds-not-final", "table-not-final", "table-too-early"}


@dataclass(frozen=True)
class Request:
    """What the user asked for: the plan, the month's files, and which month it is.

    `unpaid_roles` are the roles of the roster that this plan does not pay and need not tell of;
    `due` are corrections of earlier months that this month pays.
    `shelf` tells where a file lies that is not where it is called, as in a history; `opener` opens
    the tables, once for all plans of a run; `engine` counts raw exports, and changes no result.
    `narrowed`: the files are known to hold more than the period, whatever the plan says of it.
    `tried`: what the plan would make of a month is asked, whether or not it is valid in it.
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
    shelf: Mapping[str, str] = field(default_factory=dict)
    due: tuple[Due, ...] = ()
    engine: Name = "polars"
    opener: Opener = open_file
    narrowed: bool = False
    tried: bool = False

    def at(self, file: str) -> str:
        """Where a file lies."""
        return self.shelf.get(file, file)


@dataclass(frozen=True, eq=False)
class Month:
    """What was opened: the exports of the people who are paid, and the month before.

    `repeated` are the metrics that somebody has in several rows, `again` the ratios among them that
    are computed from their parts; `shops` those that are scored apart. `raw` are the digests of the
    raw exports that were measured.
    """

    exports: Exports
    past: Past
    repeated: frozenset[str]
    again: frozenset[str]
    shops: tuple[Part, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)

    @property
    def supplied(self) -> frozenset[str]:
        """The metrics that can be read as they are."""
        return (self.exports.supplied - self.again) | self.past.supplied

    @property
    def days(self) -> tuple[str, str] | None:
        """The first and last day that are paid, where the files or somebody said so."""
        span = self.exports.span
        return (span.first.isoformat(), span.last.isoformat()) if span else None

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of every file, by the names given."""
        files = {file: one for file, one in self.exports.digests.items() if one}
        return {**files, **self.raw, **self.past.digests}


def open_month(
    request: Request, plan: Plan, known: Mapping[str, Definition]
) -> tuple[Month, list[Problem]]:
    """The month's files, opened for the people whom this plan pays."""
    reading, problems = reading_of(request, plan, known)
    data, raw, reading, found = _with_measured(request, plan, headings(known), reading)
    problems += found + (_rates_of_net_sales(plan, known) if raw else [])
    exports, found = open_exports(data, request.roster, headings(known), reading)
    problems += [one for one in found if one not in problems]
    problems += early_exports(exports, plan.rules.selling.settings)
    role = plan.rules.role or Written("")
    exports, found = only_of_role(exports, role, role.place, request.unpaid_roles)
    problems += found
    past, found = read_past(plan, known, exports, request.past, request.roster or "")
    problems += [one for one in found if one not in problems]
    shops, found = shops_apart(plan, exports)
    problems += found
    repeated = exports.repeated
    again = recomputed(known, exports.supplied, repeated)
    return Month(exports, past, repeated, again, shops, raw), problems


def _with_measured(
    request: Request, plan: Plan, heads: Mapping[str, tuple[str, ...]], reading: Reading
) -> tuple[tuple[str, ...], Mapping[str, str], Reading, list[Problem]]:
    """The files to read, raw exports among them as one measured table, and how each is opened."""
    wish, ready = raw_wish(request, plan, reading)
    if wish is None:
        return request.data, {}, reading, []
    from csperf.raw_exports import measured_file  # ready tables need not wait for the engines

    own, digests, problems = measured_file(wish, ready, heads, measured_by(plan))
    if own is None:
        raise CsperfError(problems)
    opener = reading.opener

    def opened(file: str, sheet: str | None) -> Opened:
        return own if file == own.file else opener(file, sheet)

    return (*ready, own.file), digests, replace(reading, opener=opened), problems


def _rates_of_net_sales(plan: Plan, known: Mapping[str, Definition]) -> list[Problem]:
    """That days or shops cannot be put together to the rate that a plan reads.

    Each row's rate is of its sales before refunds, but the formula by which rows are put together
    divides by the sales, which are less refunds then.
    """
    rate = catalogue()["金额退款率"]
    read = {rate.name, rate.english} & plan.words and not known[rate.name].own
    if not (plan.rules.selling.settings.less_refunds and read and len(measured_by(plan)) > 1):
        return []
    return [problem("refund-rate-net", plan.sections["selling"], name=known[rate.name].name)]


def raw_wish(request: Request, plan: Plan, reading: Reading) -> tuple[Wish | None, tuple[str, ...]]:
    """The raw exports among the files, to be measured, and the files that are read as they are.

    A file that the plan reads row by row is not measured where there are ready tables beside it.
    """
    folders = [name for name in request.data if is_ingested(name)]
    names, _ = files_of([name for name in request.data if name not in folders], request.roster)
    raw, by_rows = raw_among(names, reading)
    ready = [name for name in names if name not in raw]
    if not folders and (not raw or (raw == by_rows and ready)):
        return None, tuple(names)
    from csperf.engines.engine import Choice  # ready tables need not wait for the engines
    from csperf.raw_month import Wish
    from csperf.shop_settings import settings_of

    choice = Choice(request.engine)
    wish = Wish((*folders, *raw), request.roster, reading, settings_of(plan), choice)
    return wish, (*ready, *by_rows)


def measured_by(plan: Plan) -> tuple[str, ...]:
    """What raw exports make a row of: everybody, and each day and shop that the plan parts."""
    days = ("day",) if plan.rules.seasons else ()
    shops = ("shop",) if plan.rules.score.shops == "averaged" else ()
    return ("agent", *days, *shops)


def read_month(
    month: Month, demand: Demand, lowered: Lowered
) -> tuple[Inputs | None, list[Problem]]:
    """The figures that the plan asks for, each with its cell."""
    divided = together(lowered.columns, lowered.parts)
    inputs, problems = read_inputs(month.exports, demand.wanted, divided, demand.rows)
    return (None if inputs is None else month.past.added_to(inputs)), problems


def about_read(problems: Sequence[Problem], read: AbstractSet[str]) -> list[Problem]:
    """The problems, those about measured metrics as far as the plan reads these."""
    return [found for one in problems if (found := _as_read(one, read)) is not None]


def _as_read(one: Problem, read: AbstractSet[str]) -> Problem | None:
    metrics = one.facts.get("metrics")
    if one.id not in _OF_METRICS or not isinstance(metrics, tuple):
        return one
    names = {metric.name: metric.english for metric in catalogue().values()}
    left = tuple(name for name in metrics if {name, names.get(name)} & read)
    return replace(one, facts={**one.facts, "metrics": left}) if left else None


def headings(known: Mapping[str, Definition]) -> dict[str, tuple[str, ...]]:
    """The headings under which exports carry each metric; the plan's own formulas have none."""
    return {d.name: d.headings for d in known.values() if d.headings and not d.own}


def reading_of(
    request: Request, plan: Plan, known: Mapping[str, Definition]
) -> tuple[Reading, list[Problem]]:
    """How the month's files are to be read, by the request and by the plan's word."""
    stated = frozenset(d.name for d in known.values() if d.stated)
    own, problems = read_dialects(request.dialects, [d.name for d in known.values()], request.shelf)
    days = day_names(known)
    asked = Asked(request.known_on, request.scenario)
    problems += _entries_asked(request)
    reading = Reading(
        sheet=request.sheet,
        period=request.period,
        dialects=own,
        stated=stated,
        policies=policies(plan, narrowed=request.narrowed, tried=request.tried),
        days=days,
        asked=asked,
        opener=request.opener,
        tables=tables_of(plan),
    )
    return reading, problems


def tables_of(plan: Plan) -> tuple[RowTable, ...]:
    """The tables of rows that the plan declares."""
    return tuple(row_tables(plan.rules.tables, counted_by(plan.rules)).values())


def day_names(known: Mapping[str, Definition]) -> DayNames:
    """What the plan calls the days that are counted and not read."""
    return DayNames(*(_name_of(known, name) for name in ("在职天数", "当月天数")))


def _entries_asked(request: Request) -> list[Problem]:
    """Which entries of a roster are asked for: a day, and only where there is a roster."""
    problems: list[Problem] = []
    if request.known_on and not is_day(request.known_on):
        problems.append(problem("known-on-no-day", found=request.known_on))
    if (request.known_on or request.scenario) and request.roster is None:
        problems.append(problem("entries-without-roster"))
    return problems


def _name_of(known: Mapping[str, Definition], metric: str) -> str:
    """What the plan calls a metric of the catalogue; '' where it defines its own."""
    found = known[metric]
    return "" if found.own or found.stated else found.name


def policies(plan: Plan, *, narrowed: bool = False, tried: bool = False) -> Policies:
    """What the plan says of rows and people that do not fit; `narrowed` knows of other days.

    Where a plan is only tried, nobody goes unpaid for want of data: who has none is left out.
    """
    rules = plan.rules.data
    return Policies(
        rules.unmatched,
        "leave_out" if tried and rules.without_data == "error" else rules.without_data,
        rules.look_alikes,
        "leave_out" if narrowed else rules.outside_period,
        rules.changes,
        taken_out(plan.rules.seasons.values()),
    )


def shops_apart(plan: Plan, exports: Exports) -> tuple[tuple[Part, ...], list[Problem]]:
    """The shops that are scored apart, if the plan asks for it."""
    if plan.rules.score.shops != "averaged":
        return (), []
    shops = exports.shops
    place = plan.sections.get("score", Place(plan.file))
    return shops, [] if shops else [problem("shops-unnamed", place)]
