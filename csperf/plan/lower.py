"""A plan becomes the columns of a sheet: metrics, points, score, grade, ranks, pay lines, total.

The order of the columns is the order of evaluation that the plan language promises: a line reads
only what stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from csperf.errors import Fact, Place, Problem, problem
from csperf.exact import CENT, ZERO
from csperf.formula import (
    Cell,
    Column,
    Constant,
    Formula,
    Given,
    Limit,
    Product,
    Rank,
    Round,
    Sum,
    WeightedMean,
    When,
    reads,
)
from csperf.inputs import Part
from csperf.metrics.catalogue import Metric
from csperf.plan.bands import wrong_unit
from csperf.plan.combine import wrong_combining
from csperf.plan.commission import CommissionLine
from csperf.plan.conditions import tests_of
from csperf.plan.desk import (
    Combining,
    Definition,
    Desk,
    Missing,
    RoundingRule,
    Watch,
    definitions_of,
)
from csperf.plan.fields import near
from csperf.plan.grades import add_grade
from csperf.plan.indicators import Indicator
from csperf.plan.items import ClawbackLine, ItemCommissionLine
from csperf.plan.line import PayLine
from csperf.plan.model import Gate, MetricRule, PlanFile
from csperf.plan.names import RESERVED, derived_name
from csperf.plan.overrides import check_names, overridden
from csperf.plan.part_scores import score_by_days, score_by_shop
from csperf.plan.past import past_definitions
from csperf.plan.points import check_weights, points_column, vetoed, with_policy
from csperf.plan.read import Plan
from csperf.plan.rows import RowSheet, row_desks, row_sheets
from csperf.plan.seasons import (
    Season,
    check_changes,
    check_factors,
    check_seasons,
    days_of,
    divided,
    in_season,
    season_factors,
    taken_out,
)
from csperf.units import Unit, fits
from csperf.yaml_text import Written

_HUNDREDFOLD = re.compile(r"[*×] *100(?:\.0+)?(?![\d.%％])|(?<![\d.])100(?:\.0+)? *[*×]")


@dataclass(frozen=True)
class Lowered:
    """The columns of a plan, the metrics that no export supplies, and what lines ask to watch."""

    columns: tuple[Column, ...]
    missing: tuple[Missing, ...] = ()
    watches: tuple[Watch, ...] = ()
    period: str = ""
    rows: Mapping[str, RowSheet] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    @property
    def shops(self) -> tuple[Part, ...]:
        """The parts that are shops."""
        return tuple(part for part in self.parts if part.shop)


def definitions(
    plan: Plan, catalogue: Mapping[str, Metric]
) -> tuple[dict[str, Definition], list[Problem]]:
    """What every metric name means in this plan: the catalogue, and over it the plan's own.

    A metric has a Chinese and an English name; both always mean the same, the plan's own rule if it
    has one. A pay line may be called like the metric that it is paid from (底薪): the metric's own
    column then has the suffix 原值, and the name means the line as soon as the line stands.
    """
    known = definitions_of(catalogue, plan.words)
    problems: list[Problem] = []
    for name, rule in plan.rules.metrics.items():
        listed = known.get(str(name))
        if listed is not None and listed.place.line:
            problems.append(problem("name-taken", name.place, name=str(name)))
        definition, found = _own(name, rule, listed)
        problems.extend(found)
        _rename(known, str(name), definition)
    for name, rule in plan.rules.metrics.items():
        problems += wrong_combining(name, rule, known)
    for line in plan.rules.pay:
        if listed := known.get(str(line)):
            _rename(known, str(line), replace(listed, name=derived_name(str(line), "data")))
    return past_definitions(plan.words, known) | known, problems


def _rename(known: dict[str, Definition], name: str, definition: Definition) -> None:
    """Puts a definition under the name and under every other name of the same metric."""
    before = known.get(name)
    aliases = [alias for alias, one in known.items() if one is before] if before else []
    known.update(dict.fromkeys((*aliases, name), definition))


def _own(
    name: Written, rule: MetricRule, listed: Definition | None
) -> tuple[Definition, list[Problem]]:
    """A metric of the plan's own; unit and direction may come from the catalogue's entry."""
    problems: list[Problem] = []
    if str(name) in RESERVED:
        problems.append(problem("reserved-name", name.place, name=str(name)))
    if rule.formula is not None and rule.column is not None:
        problems.append(problem("two-kinds", name.place, keys=("formula", "column"), key=str(name)))
    unit = Unit(rule.unit) if rule.unit else listed.unit if listed else None
    if unit is None:
        problems.append(problem("unit-missing", name.place, name=str(name), units=tuple(Unit)))
    if rule.formula is not None and unit is Unit.PERCENT and _HUNDREDFOLD.search(rule.formula):
        problems.append(problem("percent-times-100", rule.formula.place, name=str(name)))
    if rule.combine is not None and rule.weighted_by is not None:
        keys = ("combine", "weighted_by")
        problems.append(problem("two-kinds", name.place, keys=keys, key=str(name)))
    for key, stated in (("combine", rule.combine), ("weighted_by", rule.weighted_by)):
        if stated is not None and rule.formula is not None:
            facts: dict[str, Fact] = {"key": key, "others": ("column",)}
            problems.append(problem("unused-key", name.place, **facts))
    if rule.formula is not None and unit is Unit.TEXT:
        problems.append(problem("formula-of-text", name.place, name=str(name)))
    if rule.round is not None and unit is Unit.PERCENT and not fits(rule.round, unit):
        problems.append(wrong_unit(rule.round, unit))
    headings = tuple(str(h) for h in rule.column) if rule.column else (str(name),)
    if listed and not rule.column:
        headings = (*headings, *listed.headings)
    formula = rule.formula
    if formula is None and rule.column is None and listed is not None:
        formula = listed.formula
    return Definition(
        listed.name if listed else str(name),
        unit or Unit.RATIO,
        rule.better or (listed.better if listed else "neutral"),
        formula,
        headings,
        rule.round.value if rule.round else None,
        None if rule.written_as is None else rule.written_as == "fraction",
        own=rule.formula is not None,
        place=name.place,
        combine=_combine(rule, listed),
        weight=str(rule.weighted_by or (listed.weight if listed else "")),
        stated=rule.column is not None,
    ), problems


def _combine(rule: MetricRule, listed: Definition | None) -> Combining:
    """How rows of a metric of the plan's own are put together; nobody guesses that."""
    if rule.weighted_by is not None:
        return "weighted"
    if rule.combine is not None:
        return rule.combine
    return listed.combine if listed else "never"


def lower(
    plan: Plan,
    known: Mapping[str, Definition],
    supplied: frozenset[str] | None = None,
    period: str = "",
    shops: tuple[Part, ...] = (),
) -> tuple[Lowered, list[Problem]]:
    """The plan's columns for data that supplies these metrics (None: for the plan alone).

    `period` is the month that is paid, '' where nobody said which; `shops` those scored apart.
    """
    rules = plan.rules
    policy, lines = rules.score.missing, _places_of_lines(rules)
    desk = Desk(known, rounding_rule(rules), supplied, lines, policy, period=period, shops=shops)
    desk.absent = _absent(rules)
    _seasons(plan, desk)
    desk.factors = season_factors(rules.seasons, period)
    left_out = taken_out(rules.seasons.values()) & days_of(period)
    desk.tables = row_desks(rules.tables, counted_by(rules), left_out, desk)
    _scores(rules, desk, plan.sections)
    _pay(rules, desk, plan.sections)
    _check_unread(rules, desk)
    watches, parts = tuple(desk.watches), tuple(desk.divided)
    columns, missing, rows = tuple(desk.columns), tuple(desk.missing), row_sheets(desk)
    lowered = Lowered(columns, missing, watches, period, rows, parts)
    return lowered, desk.problems


def _seasons(plan: Plan, desk: Desk) -> None:
    """Checks every season, also those that are not in the period."""
    rules = plan.rules
    check_seasons(rules.seasons, (rules.from_, rules.until), desk)
    lines = [str(name) for name in rules.pay]
    commissions = {str(n) for n, line in rules.pay.items() if _bears_factors(line)}
    weighted = rules.score.combine != "sum" and rules.score.weights != "normalise"
    for name, season in rules.seasons.items():
        check_factors(season, lines, commissions, desk)
        sound = check_changes(name, season, rules.indicators, desk, weighted=weighted)
        if sound and rules.indicators:
            aside = Desk(desk.definitions, desk.rounding, absent=desk.absent, period=season.period)
            _score_in(_rules_in(rules, season), aside)
            for found in aside.problems:
                desk.note(found)
    if days_of(desk.period) and not divided(rules.seasons, desk.period):
        first = next(iter(rules.seasons))
        desk.note(problem("season-leaves-nothing", first.place, period=desk.period))


def _bears_factors(line: PayLine) -> bool:
    """Whether a line is paid on a base that can be told by days, or on rows that have a day."""
    return isinstance(line, (CommissionLine, ItemCommissionLine))


def _rules_in(rules: PlanFile, season: Season | None) -> PlanFile:
    """The plan with the indicators as they are in the season."""
    if season is None:
        return rules
    return rules.model_copy(update={"indicators": in_season(rules.indicators, season)})


def counted_by(rules: PlanFile) -> dict[str, Written]:
    """By which day the rows of a table count, where a line says so."""
    lines = (line for line in rules.pay.values() if isinstance(line, ClawbackLine))
    return {str(line.clawback.for_each): line.clawback.date for line in lines}


def _check_unread(rules: PlanFile, desk: Desk) -> None:
    """A formula that nobody reads yet is checked too."""
    aside = Desk(desk.definitions, desk.rounding, later=desk.later, absent=desk.absent)
    for name, rule in rules.metrics.items():
        if rule.formula is not None and str(name) not in desk.begun | aside.begun:
            aside.read(name)
    for found in aside.problems:
        desk.note(found)


def _absent(rules: PlanFile) -> frozenset[str]:
    """The figures that this plan has no section for."""
    sections = {
        "score": bool(rules.indicators),
        "rank": bool(rules.indicators),
        "grade": bool(rules.indicators and rules.grades),
    }
    return frozenset(name for name, there in sections.items() if not there)


def rounding_rule(rules: PlanFile) -> RoundingRule:
    """The plan's rounding, with its printed defaults."""
    stated = rules.rounding
    return RoundingRule(
        stated.money.value if stated.money else CENT,
        stated.score.value if stated.score else CENT,
        stated.mode,
    )


def _places_of_lines(rules: PlanFile) -> dict[str, Place]:
    return {str(name): name.place for name in rules.pay}


def _scores(rules: PlanFile, desk: Desk, sections: Mapping[str, Place]) -> None:
    """Points of every indicator, the score, the grade, and the rank by score."""
    if not rules.indicators:
        if rules.grades:
            desk.note(problem("grades-without-score", Place(rules.plan.place.file, 1)))
        return
    desk.overrides = partial(overridden, of_line=False, rules=rules.overrides, desk=desk)
    score = _score_of_period(rules, desk)
    at = sections.get("indicators", next(iter(rules.indicators)).place)
    stated = sections.get("score", at)
    required = not _may_skip(rules)
    desk.add(Column("score", "score", Unit.POINTS, score, stated, required=required), "higher")
    if rules.grades:
        add_grade(rules.grades, sections.get("grades", at), desk, required=required)
    desk.add(Column("rank", "rank", Unit.COUNT, Rank((("score", "higher"),)), at, required=False))


def _may_skip(rules: PlanFile) -> bool:
    """Whether somebody may have no score this month."""
    stated = [one.missing for one in rules.indicators.values()]
    return rules.score.missing == "skip" or "skip" in stated


def _score_of_period(rules: PlanFile, desk: Desk) -> Formula:
    """The score: of all rows, or from the scores of the period's stretches or of each shop."""
    stretches, place = divided(rules.seasons, desk.period), next(iter(rules.indicators)).place
    stated = rules.score

    def scored(season: Season | None, own: Desk) -> Formula:
        return _score_in(_rules_in(rules, season), own)

    if desk.shops and any(one.part for one in stretches):
        desk.note(problem("shops-in-seasons", next(iter(rules.seasons)).place))
    elif desk.shops:
        season = next((one.season for one in stretches), None)
        formula = score_by_shop(stated.weighted_by, lambda _, own: scored(season, own), place, desk)
        return formula or scored(season, desk)
    return score_by_days(stretches, scored, stated.missing, place, desk)


def _score_in(rules: PlanFile, desk: Desk) -> Formula:
    """The points of every indicator, combined and rounded; a veto decides over all of them."""
    cells: list[tuple[Indicator, Cell]] = []
    for name, indicator in rules.indicators.items():
        _check_name(name, desk)
        cell = points_column(str(name), name, indicator, "points", desk)
        if cell is not None:
            cells.append((indicator, cell))
    formula = _score_formula(rules, cells, desk)
    score: Formula = Round(formula, desk.rounding.score, desk.rounding.mode)
    for name, indicator in rules.indicators.items():
        score = vetoed(name, indicator, score, desk)
    return score


def _score_formula(rules: PlanFile, cells: Sequence[tuple[Indicator, Cell]], desk: Desk) -> Formula:
    """Points combined as the plan says, unknown points by the policy of each."""
    points, optional = with_policy(cells, desk)
    place = next(iter(rules.indicators)).place
    if rules.score.combine == "sum":
        for name, indicator in rules.indicators.items():
            if indicator.weight is not None:
                desk.note(problem("weight-in-sum", indicator.weight.place, name=str(name)))
        if optional:
            desk.note(problem("renormalise-sum", place))
        return Sum(tuple(points))
    if rules.score.weights != "normalise":
        check_weights(rules.indicators, place, desk)
    weights = [_weight(indicator) for indicator, _ in cells]
    return WeightedMean(tuple(zip(points, weights, strict=True)), optional)


def _weight(indicator: Indicator) -> Constant:
    weight = indicator.weight
    return Constant(weight.value, Unit.PERCENT, weight.place) if weight else Constant(ZERO)


def _check_name(name: Written, desk: Desk) -> None:
    if str(name) in RESERVED:
        desk.note(problem("reserved-name", name.place, name=str(name)))


def _pay(rules: PlanFile, desk: Desk, sections: Mapping[str, Place]) -> None:
    """Every pay line with its gates, and the total of the printed lines."""
    gates = _gates_by_line(rules, desk)
    check_names(rules.overrides, [*map(str, rules.pay)], [*map(str, rules.indicators)], desk)
    lines: list[Cell] = []
    for name, line in rules.pay.items():
        _check_name(name, desk)
        if str(name) in desk.readings:
            desk.note(problem("name-taken", name.place, name=str(name)))
        formula = line.formula(name, desk)
        if formula is None:  # told; a line below that reads this one is not at fault
            desk.add(Column(str(name), "pay", Unit.MONEY, Constant(ZERO, Unit.MONEY), name.place))
            continue
        if _may_skip(rules) and _reads(formula, "score", desk):
            nothing = Constant(ZERO, Unit.MONEY)
            formula = Given(formula, nothing, "why.no-score", Cell("score"))
        formula = overridden(formula, str(name), of_line=True, rules=rules.overrides, desk=desk)
        if line.carry is not None and str(name) in gates:
            desk.note(problem("carry-gated", line.carry.place, name=str(name)))
        formula = _gated(str(name), formula, gates.get(str(name), []), rules, desk)
        says = str(line.says or "")
        column = Column(str(name), "pay", Unit.MONEY, formula, name.place, says)
        lines.append(desk.add(column, "higher").cell)
    if lines:
        at = sections.get("pay", lines_place(rules))
        total = _limited_total(Sum(tuple(lines)), rules, desk)
        desk.add(Column("total", "total", Unit.MONEY, total, at), "higher")
    elif not rules.pay and not rules.indicators:
        desk.note(problem("empty-plan", Place(rules.plan.place.file, 1)))


def lines_place(rules: PlanFile) -> Place:
    """Where the pay lines begin."""
    return next(iter(rules.pay)).place


def _reads(formula: Formula, column: str, desk: Desk) -> bool:
    """Whether a formula reads a column, directly or through others."""
    by_name = {c.name: c.formula for c in desk.columns}
    return column in reads(formula, by_name)


def _gates_by_line(rules: PlanFile, desk: Desk) -> dict[str, list[str]]:
    """For every pay line the names of the gates that cancel it."""
    gates: dict[str, list[str]] = {}
    lines = [str(name) for name in rules.pay]
    for name, gate in rules.gates.items():
        for line in gate.lines:
            if str(line) not in lines:
                nearest = near(line, lines)
                facts: dict[str, Fact] = {
                    "name": str(line),
                    "near": nearest,
                    "known": tuple(lines),
                }
                desk.note(problem("unknown-line", line.place, **facts))
            gates.setdefault(str(line), []).append(str(name))
            if gate.places == "move_up" and line in gate.cancel:
                barring = partial(tests_of, gate.when, desk)
                desk.barred.setdefault(str(line), []).append(barring)
        if not gate.when:
            desk.note(problem("empty-condition", name.place, name=str(name)))
    return gates


def _gated(line: str, formula: Formula, names: list[str], rules: PlanFile, desk: Desk) -> Formula:
    """The line, or nothing where a gate holds, or what a gate leaves of it."""
    for name, gate in rules.gates.items():
        if str(name) not in names:
            continue
        tests = tests_of(gate.when, desk)
        if tests is not None:
            reason = f"{name}: {gate.says}" if gate.says else str(name)
            left = _left_by(gate, line, formula, desk)
            formula = When(tests, left, formula, reason, name.place)
    return formula


def _left_by(gate: Gate, line: str, formula: Formula, desk: Desk) -> Formula:
    """What a gate that holds leaves of a line."""
    share = next((share for name, share in gate.reduce.items() if str(name) == line), None)
    if share is None:
        return Constant(ZERO, Unit.MONEY)
    reduced = Product((formula, Constant(share.value, Unit.PERCENT, share.place)))
    return Round(reduced, desk.rounding.money, desk.rounding.mode)


def _limited_total(total: Formula, rules: PlanFile, desk: Desk) -> Formula:
    for name, limit in rules.limits.items():
        if RESERVED.get(str(name)) != "total":
            desk.note(problem("unknown-limit", name.place, name=str(name)))
            continue
        low, high = limit.at_least, limit.at_most
        total = Limit(
            total,
            Constant(low.value, Unit.MONEY, low.place) if low else None,
            Constant(high.value, Unit.MONEY, high.place) if high else None,
        )
    return total
