"""Several plans in one run: each pays the people of its role, and the runs make one payroll.

Why each plan runs alone: nobody's pay may depend on which other plans were named, so a mean, a
board or a pool of a plan is of the people of its role, whoever else stands in the exports.
"""

from __future__ import annotations

import glob
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from csperf.corrections import Due, absent, role_apart, sheet_of_absent
from csperf.errors import (
    NOWHERE,
    CsperfError,
    Place,
    Problem,
    about,
    problem,
    stopping,
    warning,
)
from csperf.intake.exports import open_exports
from csperf.intake.roles import Held, role_key, roles_held, same_role
from csperf.metrics.catalogue import catalogue
from csperf.opening import Request, headings, raw_wish, reading_of
from csperf.output.run import Payroll, Run
from csperf.payroll import calculate
from csperf.plan.definitions import definitions
from csperf.plan.lower import lower
from csperf.plan.period import check_period
from csperf.plan.read import Plan, read_plan
from csperf.yaml_text import Written

_PLANS = ("*.yaml", "*.yml")
_TOLD_BY_ALL = "table-unused"  # a table that one plan does not read may be another's


@dataclass(frozen=True)
class _Team:
    """A plan and the people of its role."""

    plan: Plan
    people: frozenset[int]

    @property
    def role(self) -> Written:
        """The role as the plan writes it."""
        return self.plan.rules.role or Written("")


def plan_files(given: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The plan files that these names stand for; a folder stands for the plans in it.

    A pattern is filled in where no shell has done it, as at the prompt of Windows.
    """
    files: list[str] = []
    problems: list[Problem] = []
    for name in given:
        path = Path(name)
        if path.is_dir():
            inside = sorted(str(file) for ending in _PLANS for file in path.glob(ending))
            problems += [] if inside else [problem("folder-no-plan", Place(name))]
            files += inside
        elif "*" in name and not path.exists():
            files += sorted(glob.glob(name)) or [name]  # noqa: PTH207 - a name as typed
        else:
            files.append(name)
    return list(dict.fromkeys(files)), problems


def calculate_all(request: Request, files: Sequence[str]) -> Run | Payroll:
    """The run of one plan, or the payroll of several, and of whom earlier months still owe."""
    result = calculate(request) if len(files) == 1 else calculate_roles(request, files)
    return _with_absent(result, request.due)


def _with_absent(result: Run | Payroll, due: Sequence[Due]) -> Run | Payroll:
    """The payroll with runs of those who have nothing but corrections, one a role, if any.

    Corrections of roles that this payroll does not pay wait for the payroll that does.
    """
    runs = (result,) if isinstance(result, Run) else result.runs
    missed = absent(due, [agent for run in runs for agent in run.sheet.agents])
    roles = {run.role for run in runs}
    own = [one for one in missed if roles & {one.role, ""} or not one.role]
    waiting = [one for one in missed if one not in own]
    told = tuple(_waits(waiting)) if waiting else ()
    if not own:
        return replace(result, warnings=(*result.warnings, *told))
    names = tuple(dict.fromkeys(one.name for one in own))
    told = (warning("corrected-absent", names=names), *told)
    ascii_only = all(one.column.isascii() for one in own)
    apart = [
        _apart(runs[0], role_apart(role, ascii_only=ascii_only), [d for d in own if d.role == role])
        for role in dict.fromkeys(one.role for one in own)
    ]
    return Payroll((*runs, *apart), (*result.warnings, *told))


def _apart(first: Run, word: str, due: Sequence[Due]) -> Run:
    """The run of people who have nothing but these corrections, without a plan."""
    sheet = sheet_of_absent(due)
    run = replace(first, sheet=sheet, plan=word, version=first.period, plan_file="", role=word)
    return replace(run, warnings=(), sales=None, rules=None, inputs=())


def _waits(due: Sequence[Due]) -> list[Problem]:
    """That corrections of other roles are not paid here."""
    roles = tuple(dict.fromkeys(one.role for one in due))
    names = tuple(dict.fromkeys(one.name for one in due))
    return [warning("corrections-wait", names=names, roles=roles)]


def calculate_roles(request: Request, files: Sequence[str]) -> Payroll:
    """The payroll of all plans; raises CsperfError with every problem of every plan."""
    request = replace(request, opener=cache(request.opener))
    plans, problems = _read(files, request)
    problems += _unfit(plans, request)
    _stop_on(problems)
    held, found = _staff(request, plans)
    problems += found
    teams = [_Team(plan, held.by(plan.rules.role or "")) for plan in plans] if held else []
    problems += _nobody_left_out(teams, held, request) if held else []
    _stop_on(problems)
    roles = tuple(str(team.role) for team in teams)
    runs: list[Run] = []
    for team in (team for team in teams if team.people):
        aside = (*roles, *request.unpaid_roles)
        try:
            runs.append(calculate(replace(request, plan=team.plan.file, unpaid_roles=aside)))
        except CsperfError as error:
            problems += error.problems
    problems = _once([*problems, *(fault for run in runs for fault in _warnings(run, runs))])
    _stop_on(problems)
    return Payroll(tuple(runs), tuple(problems))


def _stop_on(problems: Sequence[Problem]) -> None:
    if stopping(problems):
        raise CsperfError(_once(problems))


def _read(files: Iterable[str], request: Request) -> tuple[list[Plan], list[Problem]]:
    """Every plan, and every fault of every plan: nobody mends one to hear of the next."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for file in files:
        plan, found = read_plan(file, request.at(file))
        problems += found
        if plan is not None:
            known, found = definitions(plan, catalogue())
            found += lower(plan, known, period=request.period)[1]
            found += check_period(plan, request.period)
            problems += about(found, plan.keys)
            plans.append(plan)
    return plans, problems


def _unfit(plans: Sequence[Plan], request: Request) -> list[Problem]:
    """Plans that cannot make one payroll: of one role, of none, of other money."""
    problems: list[Problem] = []
    first: dict[str, Written] = {}
    for plan in plans:
        role, currency = plan.rules.role, plan.rules.currency
        if role is None or not role.strip():
            problems.append(problem("plan-without-role", Place(plan.file, 1)))
            continue
        before = first.setdefault(role_key(role), role)
        if before is not role:
            problems.append(problem("role-has-plan", role.place, role=role, first=before.place))
        if currency != plans[0].rules.currency:
            facts = {"currency": currency, "other": plans[0].rules.currency}
            at = currency.place if currency.place != NOWHERE else Place(plan.file, 1)
            problems.append(problem("plans-of-two-currencies", at, first=plans[0].file, **facts))
        changes, other = plan.rules.data.changes, plans[0].rules.data.changes
        if changes != other:
            at = plan.sections.get("data", Place(plan.file, 1))
            told = {"first": plans[0].file, "found": str(changes), "other": str(other)}
            problems.append(problem("plans-of-two-changes", at, **told))
        problems += [
            problem("unpaid-role-has-plan", role.place, role=unpaid)
            for unpaid in request.unpaid_roles
            if same_role(unpaid, role)
        ]
    return problems + ([problem("roles-need-roster")] if request.roster is None else [])


def _owned_twice(plans: Sequence[Plan]) -> list[Problem]:
    """Plans of raw exports that say differently whose an order is: two people would be paid it.

    How a shop serves and what it counts as sales each plan may say for its own role.
    """
    first, *others = plans
    return [
        problem(
            "plans-of-two-attributions",
            plan.sections.get("attribution", Place(plan.file, 1)),
            first=first.file,
        )
        for plan in others
        if plan.rules.attribution.settings != first.rules.attribution.settings
    ]


def _staff(request: Request, plans: Sequence[Plan]) -> tuple[Held | None, list[Problem]]:
    """Who of the roster holds which role; of raw exports, whether they can be of all plans."""
    plan = plans[0]
    known, _ = definitions(plan, catalogue())
    reading, problems = reading_of(request, plan, known)
    raw, ready = raw_wish(request, plan, reading)
    problems += _owned_twice(plans) if raw else []
    data = ready if raw else request.data
    exports, found = open_exports(data, request.roster, headings(known), reading)
    problems += found
    problems += exports.roster.problems if exports.roster else ()
    held, found = roles_held(exports)
    problems += found
    if not stopping(problems) and (held is None or not any(held.roles)):
        problems.append(problem("roster-without-roles", Place(request.roster or "")))
    return None if stopping(problems) else held, problems


def _nobody_left_out(teams: Sequence[_Team], held: Held, request: Request) -> list[Problem]:
    """Everyone of the roster is paid by a plan or left out by name; a plan may pay nobody."""
    paid = frozenset[int]().union(*(team.people for team in teams))
    aside = [i for role in request.unpaid_roles for i in held.by(role)]
    left = [i for i in range(len(held.roles)) if i not in paid and i not in aside]
    problems: list[Problem] = []
    known = tuple(str(team.role) for team in teams)
    for role in dict.fromkeys(role_key(held.roles[i]) for i in left):
        people = [i for i in left if role_key(held.roles[i]) == role]
        facts = {"role": held.roles[people[0]], "known": known, **held.told_of(people)}
        problems.append(problem("role-without-plan", held.places[people[0]], **facts))
    problems += [
        problem("unpaid-role-unknown", role=role, roles=held.known())
        for role in request.unpaid_roles
        if not held.by(role)
    ]
    idle = [team for team in teams if not team.people]
    return problems + [
        Problem(
            "plan-pays-nobody",
            team.role.place,
            {"role": team.role, "roles": held.known()},
            stops=len(idle) == len(teams),
        )
        for team in idle
    ]


def _warnings(run: Run, runs: Sequence[Run]) -> list[Problem]:
    """What is to be said of a run; that nobody reads a table only where no plan reads it."""
    told = [[fault.place for fault in one.warnings if fault.id == _TOLD_BY_ALL] for one in runs]
    return [
        fault
        for fault in run.warnings
        if fault.id != _TOLD_BY_ALL or all(fault.place in places for places in told)
    ]


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """What several plans have to say of the same files is told once."""
    told: dict[str, Problem] = {}
    for one in problems:
        told.setdefault(repr(one), one)
    return list(told.values())
