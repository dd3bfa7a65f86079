"""A plan becomes the columns of a sheet: metrics, points, score, grade, ranks, pay lines, total.

The order of the columns is the order of evaluation that the plan language promises: a line reads
only what stands before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from csperf.errors import Place, Problem, problem
from csperf.exact import CENT, ZERO
from csperf.formula import (
    Cell,
    Column,
    Constant,
    Formula,
    Limit,
    Round,
    Sum,
)
from csperf.inputs import Part
from csperf.plan.commission import CommissionLine
from csperf.plan.dates import days_of
from csperf.plan.desk import (
    Definition,
    Desk,
    Missing,
    RoundingRule,
    Watch,
)
from csperf.plan.gates import gated, gates_by_line
from csperf.plan.items import ClawbackLine, ItemCommissionLine
from csperf.plan.line import PayLine
from csperf.plan.model import PlanFile
from csperf.plan.names import RESERVED
from csperf.plan.overrides import check_names, overridden
from csperf.plan.points import where_scored
from csperf.plan.promotion import check_promotion
from csperf.plan.read import Plan
from csperf.plan.rows import RowSheet, row_desks, row_sheets
from csperf.plan.scoring import add_scores, check_name, rules_in, score_in
from csperf.plan.seasons import (
    check_changes,
    check_factors,
    check_seasons,
    divided,
    season_factors,
    taken_out,
)
from csperf.units import Unit
from csperf.yaml_text import Written


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
    add_scores(rules, desk, plan.sections)
    _pay(rules, desk, plan.sections)
    _check_unread(rules, desk)
    check_promotion(rules.promotion, desk)
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
            score_in(rules_in(rules, season), aside)
            for found in aside.problems:
                desk.note(found)
    if days_of(desk.period) and not divided(rules.seasons, desk.period):
        first = next(iter(rules.seasons))
        desk.note(problem("season-leaves-nothing", first.place, period=desk.period))


def _bears_factors(line: PayLine) -> bool:
    """Whether a line is paid on a base that can be told by days, or on rows that have a day."""
    return isinstance(line, (CommissionLine, ItemCommissionLine))


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


def _pay(rules: PlanFile, desk: Desk, sections: Mapping[str, Place]) -> None:
    """Every pay line with its gates, and the total of the printed lines."""
    gates = gates_by_line(rules, desk)
    check_names(rules.overrides, [*map(str, rules.pay)], [*map(str, rules.indicators)], desk)
    lines: list[Cell] = []
    for name, line in rules.pay.items():
        check_name(name, desk)
        if str(name) in desk.readings:
            desk.note(problem("name-taken", name.place, name=str(name)))
        formula = line.formula(name, desk)
        if formula is None:  # told; a line below that reads this one is not at fault
            desk.add(Column(str(name), "pay", Unit.MONEY, Constant(ZERO, Unit.MONEY), name.place))
            continue
        formula = where_scored(formula, Constant(ZERO, Unit.MONEY), desk)
        share = partial(_of_its_days, line, name, desk)
        formula = overridden(
            formula, str(name), of_line=True, rules=rules.overrides, desk=desk, share=share
        )
        agreed = {str(rule.line) for rule in rules.overrides}
        if line.balance is not None and str(name) in gates.keys() | agreed:
            desk.note(problem("balance-changed", line.balance.place, name=str(name)))
        formula = gated(str(name), formula, gates.get(str(name), []), rules, desk)
        says = str(line.says or "")
        column = Column(str(name), "pay", Unit.MONEY, formula, name.place, says)
        lines.append(desk.add(column, "higher").cell)
    if lines:
        at = sections.get("pay", lines_place(rules))
        total = _limited_total(Sum(tuple(lines)), rules, desk)
        desk.add(Column("total", "total", Unit.MONEY, total, at), "higher")
    elif not rules.pay and not rules.indicators:
        desk.note(problem("empty-plan", Place(rules.plan.place.file, 1)))


def _of_its_days(line: PayLine, name: Written, desk: Desk, amount: Formula) -> Formula:
    """An agreed amount, with the line's sign, for the days that it counts: it is a month's."""
    signed = line.signed(amount)
    prorated = line.prorated(name, signed, desk)
    if prorated is None or prorated is signed:
        return signed
    return Round(prorated, desk.rounding.money, desk.rounding.mode)


def lines_place(rules: PlanFile) -> Place:
    """Where the pay lines begin."""
    return next(iter(rules.pay)).place


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
