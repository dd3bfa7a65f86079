"""From indicators to the score: points, parts of the period, the score, the grade, the rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from csperf.errors import Place, problem, warning
from csperf.exact import ZERO
from csperf.formula import (
    Cell,
    Column,
    Constant,
    Formula,
    Rank,
    Round,
    Sum,
    WeightedMean,
)
from csperf.plan.desk import (
    Desk,
)
from csperf.plan.grades import add_grade
from csperf.plan.indicators import Indicator
from csperf.plan.model import PlanFile
from csperf.plan.names import RESERVED
from csperf.plan.overrides import overridden
from csperf.plan.part_scores import score_by_days, score_by_shop
from csperf.plan.points import check_weights, points_column, vetoed, with_policy
from csperf.plan.seasons import (
    Season,
    Stretch,
    counted,
    divided,
    in_season,
)
from csperf.units import Unit
from csperf.yaml_text import Written


def add_scores(rules: PlanFile, desk: Desk, sections: Mapping[str, Place]) -> None:
    """Points of every indicator, the score, the grade, and the rank by score."""
    if not rules.indicators:
        if rules.grades:
            desk.note(problem("grades-without-score", Place(rules.plan.place.file, 1)))
        return
    desk.overrides = partial(overridden, of_line=False, rules=rules.overrides, desk=desk)
    stretches = divided(rules.seasons, desk.period)
    _tell_of_amounts(rules, stretches, desk)
    part = counted(stretches, desk.period)
    desk.counted = desk.of_part(part) if part else desk
    score = _score_of_period(rules, stretches, desk)
    score = vetoed(rules.indicators, score, desk.counted)
    at = sections.get("indicators", next(iter(rules.indicators)).place)
    stated = sections.get("score", at)
    required = not may_skip(rules)
    desk.add(Column("score", "score", Unit.POINTS, score, stated, required=required), "higher")
    if rules.grades:
        add_grade(rules.grades, sections.get("grades", at), desk, required=required)
    desk.add(Column("rank", "rank", Unit.COUNT, Rank((("score", "higher"),)), at, required=False))


def may_skip(rules: PlanFile) -> bool:
    """Whether somebody may have no score this month."""
    stated = [one.missing for one in rules.indicators.values()]
    return rules.score.missing == "skip" or "skip" in stated


def _tell_of_amounts(rules: PlanFile, stretches: Sequence[Stretch], desk: Desk) -> None:
    """A warning for amounts of some days that are scored by bounds written for a whole month."""
    if sum(one.part is not None for one in stretches) < 2:  # noqa: PLR2004 - a whole is no stretch
        return
    seasons = [one.season for one in stretches if one.season is not None]
    for name, indicator in rules.indicators.items():
        stated = all(name in season.bands for season in seasons)
        if not stated and indicator.by_amount(name, desk):
            desk.note(warning("amount-in-stretches", name.place, name=str(name)))


def _score_of_period(rules: PlanFile, stretches: Sequence[Stretch], desk: Desk) -> Formula:
    """The score: of all rows, or from the scores of the period's stretches or of each shop."""
    stated, place = rules.score, next(iter(rules.indicators)).place

    def scored(season: Season | None, own: Desk) -> Formula:
        return score_in(rules_in(rules, season), own)

    if desk.shops and any(one.part for one in stretches):
        desk.note(problem("shops-in-seasons", next(iter(rules.seasons)).place))
    elif desk.shops:
        season = next((one.season for one in stretches), None)
        formula = score_by_shop(stated.weighted_by, lambda _, own: scored(season, own), place, desk)
        return formula or scored(season, desk)
    return score_by_days(stretches, scored, stated.missing, place, desk)


def score_in(rules: PlanFile, desk: Desk) -> Formula:
    """The points of every indicator, combined and rounded."""
    cells: list[tuple[Indicator, Cell]] = []
    for name, indicator in rules.indicators.items():
        check_name(name, desk)
        cell = points_column(str(name), name, indicator, "points", desk)
        if cell is not None:
            cells.append((indicator, cell))
    formula = _score_formula(rules, cells, desk)
    return Round(formula, desk.rounding.score, desk.rounding.mode)


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


def rules_in(rules: PlanFile, season: Season | None) -> PlanFile:
    """The plan with the indicators as they are in the season."""
    if season is None:
        return rules
    return rules.model_copy(update={"indicators": in_season(rules.indicators, season)})


def check_name(name: Written, desk: Desk) -> None:
    """Refuses a name that csperf's own columns have."""
    if str(name) in RESERVED:
        desk.note(problem("reserved-name", name.place, name=str(name)))
