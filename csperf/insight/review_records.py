"""What a window is judged by: of everybody the figures of each month, and the level at its end.

Why closed months stand as they were closed, each by its own plan: whoever is promoted by scores is
promoted by those that were paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from csperf.errors import CsperfError, Problem, problem, stopping
from csperf.formula import Column
from csperf.inputs import Agent, Cells
from csperf.insight.figures import Figures, figures_of
from csperf.insight.months import runs_of
from csperf.insight.reviewing import Measure, Record
from csperf.intake.payees import read_inputs
from csperf.metrics.catalogue import catalogue, find
from csperf.opening import Request, open_month
from csperf.output.run import Run
from csperf.plan.combine import spread, together
from csperf.plan.definitions import definitions
from csperf.plan.desk import Definition
from csperf.plan.lower import lower, rounding_rule
from csperf.plan.model import DataRules
from csperf.plan.names import RESERVED
from csperf.plan.promotion import Promotion
from csperf.plan.read import Plan, read_plan
from csperf.units import Unit

_YEAR = 12
_LEVELS: Mapping[str, str] = {
    "unmatched": "leave_out",
    "without_data": "keep",
    "look_alikes": "apart",
    "outside_period": "leave_out",
    "changes": "at_end",
}


def window_of(period: str, per_year: int) -> str:
    """The window that a month lies in, where so many fill a year.

    >>> window_of("2026-08", 2), window_of("2026-08", 4)
    ('2026-07~2026-12', '2026-07~2026-09')
    """
    length = _YEAR // per_year
    year, month = period.split("-")
    first = (int(month) - 1) // length * length + 1
    return f"{year}-{first:02}~{year}-{first + length - 1:02}"


def measures_of(plan: Plan, rules: Promotion) -> dict[str, Measure]:
    """What every name stands for that the requirements and awards speak of."""
    known, _ = definitions(plan, catalogue())
    lowered, _ = lower(plan, known)
    columns = {one.name: one for one in reversed(lowered.columns)}
    asked = (name for one in rules.ladder.values() for _, name, _ in one.asked())
    names = [*map(str, asked), *(str(award.by) for award in rules.awards.values())]
    return {name: _measure(name, columns, known) for name in dict.fromkeys(names)}


def _measure(name: str, columns: Mapping[str, Column], known: Mapping[str, Definition]) -> Measure:
    wanted = RESERVED.get(name, name)
    column = columns.get(wanted)
    if column is not None:
        better = known[wanted].better if wanted in known and column.kind == "metric" else "higher"
        return Measure(wanted, column.unit, better == "lower" or column.kind == "rank")
    definition = known[wanted]
    return Measure(definition.name, definition.unit, definition.better == "lower")


def of_role(requests: Sequence[Request], role: str) -> list[Request]:
    """The requests whose plan pays this role; all of them for no role."""
    if not role:
        return list(requests)
    plans = [read_plan(one.plan, one.at(one.plan))[0] for one in requests]
    return [
        one
        for one, plan in zip(requests, plans, strict=True)
        if plan is not None and str(plan.rules.role or "") in {role, ""}
    ]


def records_of(
    requests: Sequence[Request], measures: Mapping[str, Measure], levels: Mapping[str, str]
) -> list[Record]:
    """Everybody who has figures in one of the months, in the order of the last month."""
    people: dict[str, Agent] = {}
    months: dict[str, dict[str, dict[str, Decimal]]] = {}
    runs = runs_of(requests)
    for request, run in zip(reversed(requests), reversed(runs), strict=True):
        names = [one.name for one in measures.values()]
        absent = [name for name in names if name not in run.sheet.cells]
        figures = figures_of(request)[0] if absent else None
        for at, agent in enumerate(run.sheet.agents):
            key = key_of(agent)
            people.setdefault(key, agent)
            found = dict(_found(run, at, agent, names, figures))
            months.setdefault(key, {}).setdefault(run.period, {}).update(found)
    return [
        Record(agent, levels.get(key, ""), dict(sorted(months[key].items())))
        for key, agent in people.items()
    ]


def key_of(agent: Agent) -> str:
    """By what a person is known in every month."""
    return agent.id or agent.name


def _found(
    run: Run, at: int, agent: Agent, names: Sequence[str], figures: Figures | None
) -> Iterator[tuple[str, Decimal]]:
    """What is known of one person in one month."""
    others = {key_of(one): nth for nth, one in enumerate(figures.agents)} if figures else {}
    for name in names:
        if name in run.sheet.cells:
            value = run.sheet.cells[name][at]
        else:
            cells = _cells(figures, name) if figures else ()
            nth = others.get(key_of(agent))
            value = cells[nth] if cells and nth is not None else None
        if isinstance(value, Decimal):
            yield name, value


def _cells(figures: Figures, name: str) -> Cells:
    """A metric's figures, by whichever of its names the month's own plan spells it."""
    known = find(name)
    names = (known.name, known.english) if known else ()
    return next((figures.cells[one] for one in (name, *names) if one in figures.cells), ())


def levels_of(request: Request, plan: Plan, by: str) -> dict[str, str]:
    """Everybody's level at the end of the request's period, by the roster (or by the data).

    Raises CsperfError where neither tells of levels.
    """
    lenient = plan.rules.model_copy(update={"data": DataRules.model_validate(_LEVELS)})
    plan = replace(plan, rules=lenient)
    known, _ = definitions(plan, catalogue())
    month, problems = open_month(request, plan, known)
    named = known.get(by)
    if named is None or named.name not in month.exports.supplied:
        problems = [one for one in problems if one.stops]
        problems.append(problem("review-no-levels", name=by))
    _stop_on(problems)
    listed = {one.name: one for one in known.values()}
    column = Column(known[by].name, "metric", Unit.TEXT)
    columns, wanted = spread(
        [column], listed, month.repeated, frozenset(), rounding_rule(plan.rules).mode
    )
    inputs, problems = read_inputs(month.exports, wanted, together(columns))
    _stop_on(problems)
    if inputs is None:
        raise CsperfError(problems)
    cells = inputs.columns[column.name]
    return {
        key_of(agent): str(cell or "") for agent, cell in zip(inputs.agents, cells, strict=True)
    }


def _stop_on(problems: list[Problem]) -> None:
    if stopping(problems):
        raise CsperfError(problems)
