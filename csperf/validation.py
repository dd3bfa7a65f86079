"""What `csperf validate` finds: faults of a plan and its examples, what its bounds are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from csperf.errors import CsperfError, Problem, stopping, warning
from csperf.exact import ONE, plain
from csperf.formula import Column
from csperf.metrics.catalogue import Better, catalogue
from csperf.output.words import tell_cell
from csperf.plan.commission import CommissionLine
from csperf.plan.desk import Definition
from csperf.plan.examples import run_examples
from csperf.plan.fields import as_written
from csperf.plan.lower import definitions, lower
from csperf.plan.read import Plan, read_plan
from csperf.plan.walk import Step, falling, out_of_reach, steps_of
from csperf.sheet import Sheet
from csperf.texts import Lang
from csperf.units import Unit


@dataclass(frozen=True)
class Verdict:
    """A plan with its columns in order of evaluation, its problems, and its bounds."""

    file: str
    problems: tuple[Problem, ...]
    plan: Plan | None = None
    columns: tuple[Column, ...] = ()
    steps: tuple[Step, ...] = ()
    examples: int = 0


def validate_plan(file: str, lang: Lang) -> Verdict:
    """Everything that can be said about a plan without a month's data."""
    plan, problems = read_plan(file)
    if plan is None:
        return Verdict(file, tuple(problems))
    known, found = definitions(plan, catalogue())
    problems += found
    lowered, found = lower(plan, known)
    problems += found
    if stopping(problems):
        return Verdict(file, tuple(problems), plan)

    def works(sheet: Sheet, column: str) -> str:
        told = tell_cell(sheet, 0, column, lang)
        return told.works or "；".join(told.reasons)

    try:
        outcomes, found = run_examples(plan, known, works)
        steps = steps_of(lowered.columns, outcomes)
    except CsperfError as error:
        return Verdict(file, (*problems, *error.problems), plan)
    problems += found
    problems += falling(steps, _directions(known, lowered.columns))
    problems += out_of_reach(lowered.columns)
    problems += _odd_rates(plan, lowered.columns)
    return Verdict(
        file, tuple(problems), plan, lowered.columns, tuple(steps), len(plan.rules.examples)
    )


def _directions(known: Mapping[str, Definition], columns: tuple[Column, ...]) -> dict[str, Better]:
    """Which end of each column is better; a ratio to a mean follows its metric."""
    ways: dict[str, Better] = {d.name: d.better for d in known.values()}
    for column in columns:
        metric = column.name.partition(" ÷ ")[0]
        if column.name not in ways and metric in ways:
            ways[column.name] = ways[metric]
    return ways | {"score": "higher"}


def _odd_rates(plan: Plan, columns: tuple[Column, ...]) -> list[Problem]:
    """Lines that pay more than what they are paid on are usually slips of a sign or a word."""
    found: list[Problem] = []
    money = {column.name for column in columns if column.unit is Unit.MONEY}
    for name, line in plan.rules.pay.items():
        if not isinstance(line, CommissionLine):
            continue
        rule, tiers = line.commission, line.commission.tiers or []
        found += [
            warning("rate-over-100", rate.place, line=str(name), rate=as_written(rate))
            for rate in (rule.rate, *(tier.rate for tier in tiers))
            if rate is not None and rate.value > ONE
        ]
        base = str(rule.of)
        found += [
            warning("each-over-base", each.place, line=str(name), name=base, each=plain(each.value))
            for each in (rule.each, *(tier.each for tier in tiers))
            if each is not None and each.value > ONE and base in money
        ]
    return found
