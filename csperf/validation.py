"""What `csperf validate` finds: faults of a plan and its examples, what its bounds are worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from csperf import checks
from csperf.errors import CsperfError, Fact, Problem, Term, about, stopping, warning
from csperf.exact import ONE, ZERO, plain
from csperf.formula import Cell, Column, reads
from csperf.metrics.catalogue import Better, catalogue
from csperf.output.words import tell_cell
from csperf.plan.bands import OVER
from csperf.plan.commission import CommissionLine
from csperf.plan.definitions import definitions
from csperf.plan.desk import Definition
from csperf.plan.examples import run_examples
from csperf.plan.fields import as_written
from csperf.plan.guarantee import GuaranteeLine
from csperf.plan.indicators import (
    CompositeIndicator,
    Indicator,
    PerUnitIndicator,
    RanksIndicator,
)
from csperf.plan.items import ItemCommission, ItemCommissionLine, ItemRate
from csperf.plan.lower import Lowered, lower
from csperf.plan.prizes import RankPrizeLine
from csperf.plan.read import Plan, read_plan
from csperf.plan.walk import Step, falling, out_of_reach, steps_of
from csperf.sheet import Sheet
from csperf.texts import Lang
from csperf.units import Figure, Unit
from csperf.yaml_text import Written


@dataclass(frozen=True)
class Verdict:
    """A plan with its columns in order of evaluation, its problems, and its bounds."""

    file: str
    problems: tuple[Problem, ...]
    plan: Plan | None = None
    columns: tuple[Column, ...] = ()
    steps: tuple[Step, ...] = ()
    examples: int = 0
    tables: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)


def validate_plan(file: str, lang: Lang) -> Verdict:
    """Everything that can be said about a plan without a month's data."""
    plan, problems = read_plan(file)
    if plan is None:
        return Verdict(file, tuple(problems))
    return verdict_of(plan, lang)


def verdict_of(plan: Plan, lang: Lang) -> Verdict:
    """What a plan that could be read is worth."""
    verdict = _verdict(plan, lang)
    return replace(verdict, problems=tuple(about(verdict.problems, plan.keys)))


def _verdict(plan: Plan, lang: Lang) -> Verdict:
    file = plan.file
    known, problems = definitions(plan, catalogue())
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
        steps += [step for rows in lowered.rows.values() for step in steps_of(rows.columns, ())]
    except CsperfError as error:
        return Verdict(file, (*problems, *error.problems), plan)
    problems += found
    for outcome in outcomes:
        problems += checks.watched(outcome.sheet, lowered.watches)
    problems += falling(steps, _directions(known, lowered.columns))
    problems += out_of_reach(lowered.columns)
    problems += [one for one in _odd_seasons(plan, known) if one not in problems]
    problems += _odd_rates(plan, lowered)
    problems += _odd_signs(plan.rules.indicators, known)
    problems += _odd_places(plan) + _only_sales(plan, lowered) + _restored(plan)
    tables = {name: rows.columns for name, rows in lowered.rows.items()}
    examples = len(plan.rules.examples)
    return Verdict(file, tuple(problems), plan, lowered.columns, tuple(steps), examples, tables)


def _odd_seasons(plan: Plan, known: Mapping[str, Definition]) -> list[Problem]:
    """What is odd in the tables that hold in a season alone."""
    found: list[Problem] = []
    for season in plan.rules.seasons.values():
        columns = lower(plan, known, period=season.period)[0].columns
        found += falling(steps_of(columns, ()), _directions(known, columns))
        found += out_of_reach(columns)
    return found


def _directions(known: Mapping[str, Definition], columns: tuple[Column, ...]) -> dict[str, Better]:
    """Which end of each column is better; a ratio to a mean follows its metric."""
    ways: dict[str, Better] = {d.name: d.better for d in known.values()}
    for column in columns:
        metric = column.name.partition(OVER)[0]
        if column.name not in ways and metric in ways:
            ways[column.name] = ways[metric]
    return ways | {"score": "higher"}


def _odd_rates(plan: Plan, lowered: Lowered) -> list[Problem]:
    """Lines that pay more than what they are paid on are usually slips of a sign or a word."""
    found: list[Problem] = []
    for name, line in plan.rules.pay.items():
        if isinstance(line, ItemCommissionLine):
            found += _odd_item_rates(name, line.item_commission)
        if not isinstance(line, CommissionLine):
            continue
        rule, tiers = line.commission, line.commission.tiers or []
        found += [
            warning("rate-over-100", rate.place, line=str(name), rate=as_written(rate))
            for rate in (rule.rate, *(tier.rate for tier in tiers))
            if rate is not None and rate.value > ONE
        ]
        base = str(rule.of)
        columns = lowered.rows[str(rule.for_each)].columns if rule.for_each else lowered.columns
        money = {column.name for column in columns if column.unit is Unit.MONEY}
        found += [
            warning("each-over-base", each.place, line=str(name), name=base, each=plain(each.value))
            for each in (rule.each, *(tier.each for tier in tiers))
            if each is not None and each.value > ONE and base in money
        ]
    return found


def _odd_item_rates(name: Written, rule: ItemCommission) -> list[Problem]:
    """Products that pay more than they are sold for."""
    every = [*rule.rates.values(), *([rule.otherwise] if rule.otherwise else [])]
    rates = [one.rate if isinstance(one, ItemRate) else one for one in every]
    return [
        warning("rate-over-100", rate.place, line=str(name), rate=as_written(rate))
        for rate in rates
        if rate is not None and rate.value > ONE
    ]


def _odd_signs(
    indicators: Mapping[Written, Indicator], known: Mapping[str, Definition]
) -> list[Problem]:
    """Points for each unit that go to whoever is worse at what is counted."""
    found: list[Problem] = []
    for name, indicator in _every(indicators):
        metric = str(indicator.metric or name)
        if not isinstance(indicator, PerUnitIndicator) or metric not in known:
            continue
        rule, better = indicator.per_unit, known[metric].better
        rises = (rule.each.value > ZERO) != (rule.short_of is not None)
        if rule.each.value != ZERO and better == ("lower" if rises else "higher"):
            facts: dict[str, Fact] = {"each": plain(rule.each.value), "metric": metric}
            facts |= {"name": str(name), "better": Term(f"better.{better}")}
            found.append(warning("each-against-better", rule.each.place, **facts))
    return found


def _restored(plan: Plan) -> list[Problem]:
    """Lines that a gate takes away and a guarantee pays back."""
    cancelled = {str(line): name for name, gate in plan.rules.gates.items() for line in gate.lines}
    return [
        warning("guarantee-restores", of.place, line=str(name), of=str(of), gate=str(gate))
        for name, line in plan.rules.pay.items()
        if isinstance(line, GuaranteeLine)
        for of in line.guarantee.of
        if (gate := cancelled.get(str(of))) is not None
    ]


def _odd_places(plan: Plan) -> list[Problem]:
    """Places that are worth more than the place before them."""
    boards: list[tuple[Written, list[Figure]]] = []
    for name, line in plan.rules.pay.items():
        if isinstance(line, RankPrizeLine):
            rule = line.rank_prize
            boards.append((name, [*rule.prizes, *([rule.others] if rule.others else [])]))
    boards += [
        (name, [*one.ranks.points, one.ranks.others])
        for name, one in _every(plan.rules.indicators)
        if isinstance(one, RanksIndicator)
    ]
    return [
        warning(
            "place-pays-more",
            after.place,
            name=str(name),
            position=position,
            before=as_written(before),
            after=as_written(after),
        )
        for name, prizes in boards
        for position, (before, after) in enumerate(pairwise(prizes), start=2)
        if after.value > before.value
    ]


def _every(indicators: Mapping[Written, Indicator]) -> Iterator[tuple[Written, Indicator]]:
    """Every indicator with its name, the parts of composites among them."""
    for name, indicator in indicators.items():
        yield name, indicator
        if isinstance(indicator, CompositeIndicator):
            yield from _every(indicator.made_of)


def _only_sales(plan: Plan, lowered: Lowered) -> list[Problem]:
    """Pay that nothing but sales decides: on a day of promotion everybody sells.

    Where rows are paid one by one nobody here knows what else they tell, so nothing is said.
    """
    rules = plan.rules
    lines = [line for line in rules.pay.values() if isinstance(line, CommissionLine)]
    if rules.indicators or rules.gates or rules.tables or not lines:
        return []
    formulas = {column.name: column.formula for column in lowered.columns}
    paid = reads(Cell("total"), formulas)
    read = [c for c in lowered.columns if c.name in paid and c.formula is None]
    decides = {column.unit for column in read} - {Unit.TEXT, Unit.DAYS}
    if decides != {Unit.MONEY}:
        return []
    place = next(name.place for name in rules.pay)
    names = tuple(column.name for column in read if column.unit is Unit.MONEY)
    return [warning("only-sales-decide", place, names=names)]
