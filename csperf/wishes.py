"""What is to be measured, from the words of a command: settings, period, engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from csperf.engines.engine import LOCAL, Choice, Name
from csperf.errors import Problem, problem, stopping
from csperf.intake.dialect import read_dialects
from csperf.intake.exports import Reading
from csperf.metrics.catalogue import catalogue
from csperf.opening import policies
from csperf.plan.dates import first_and_last
from csperf.plan.definitions import definitions
from csperf.plan.period import check_period
from csperf.plan.read import Plan, read_plan
from csperf.raw_month import Wish
from csperf.shop_settings import settings_of
from csperf.targets import Target, targets_of


@dataclass(frozen=True)
class Given:
    """What stands on the command line."""

    data: tuple[str, ...]
    plan: str = ""
    roster: str | None = None
    period: str = ""
    dialects: tuple[str, ...] = ()
    sheet: str | None = None
    engine: str = "polars"
    master: str = ""


def wish_of(given: Given) -> tuple[Wish | None, list[Problem]]:
    """The files, the settings and the engine; without a plan, the defaults of each."""
    plan, problems = read_plan(given.plan) if given.plan else (None, [])
    known = definitions(plan, catalogue())[0] if plan else {}
    names = list(known or catalogue())
    dialects, found = read_dialects(given.dialects, names)
    problems += found + wrong_period(plan, given.period)
    reading = Reading(given.sheet, given.period, dialects)
    if plan is not None:
        reading = replace(reading, policies=policies(plan))
    choice = Choice(cast("Name", given.engine), given.master or LOCAL)
    if stopping(problems):
        return None, problems
    wish = Wish(given.data, given.roster, reading, settings_of(plan), choice)
    return wish, problems


def wrong_period(plan: Plan | None, period: str) -> list[Problem]:
    """A period that is none, or in which the plan is not valid."""
    if plan is not None:
        return check_period(plan, period)
    return [problem("not-a-period", found=period)] if period and not first_and_last(period) else []


def targets_in(given: Given) -> list[Target]:
    """What the plan aims at; nothing without a plan."""
    plan, _ = read_plan(given.plan) if given.plan else (None, [])
    return targets_of(plan, given.period) if plan else []
