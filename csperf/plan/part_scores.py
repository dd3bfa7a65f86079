"""Scores of parts: the period's score from those of its stretches of days, or of each shop.

Each part is measured from its own rows, and its score is a column of its own, rounded like any
score. Who has no row in a part has no score of it, whatever is known of them for the whole month:
of a stretch of days that is a matter of the plan's `missing`, of a shop it only means that they do
not work there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from csperf.errors import Place
from csperf.exact import ONE, ZERO
from csperf.formula import (
    Cell,
    Column,
    Constant,
    Formula,
    Given,
    Product,
    Quotient,
    Round,
    Sum,
    WeightedMean,
)
from csperf.inputs import Part
from csperf.plan.desk import Desk
from csperf.plan.seasons import Season, Stretch, rows_in, score_named
from csperf.units import Unit
from csperf.yaml_text import Written

Scored = Callable[[Season | None, Desk], Formula]


def score_by_days(
    stretches: Sequence[Stretch], scored: Scored, missing: str, place: Place, desk: Desk
) -> Formula:
    """The mean of the stretches' scores, weighted by their days."""
    scores: list[tuple[Formula, Constant]] = []
    for one in stretches:
        if one.part is None:
            return scored(one.season, desk)
        own = desk.of_part(one.part)
        _, score = _where_there_are_rows(scored(one.season, own), one.part, place, own)
        cell: Formula = _score_column(score, one.part, place, own)
        if missing == "zero":
            cell = Given(cell, Constant(ZERO, Unit.POINTS), "why.missing-zero")
        scores.append((cell, Constant(Decimal(len(one.days)), Unit.DAYS)))
    skipped = frozenset(range(len(scores))) if missing == "renormalise" else frozenset[int]()
    mean = WeightedMean(tuple(scores), skipped)
    return Round(mean, desk.rounding.score, desk.rounding.mode)


def score_by_shop(
    weighted_by: Written | None, scored: Scored, place: Place, desk: Desk
) -> Formula | None:
    """The mean of the scores in the shops where somebody works, all alike or by a count."""
    scores: list[Formula] = []
    weights: list[Formula] = []
    for part in desk.shops:
        own = desk.of_part(part)
        rows, score = _where_there_are_rows(scored(None, own), part, place, own)
        cell = _score_column(score, part, place, own)
        weight = _weight(weighted_by, own)
        if weight is None:
            return None
        term = cell if weighted_by is None else Product((cell, weight))
        nothing = Constant(ZERO, Unit.POINTS)
        scores.append(Given(term, nothing, "why.not-in-shop", rows) if rows else term)
        none = Constant(ZERO, Unit.COUNT)
        weights.append(Given(weight, none, "why.not-in-shop", rows) if rows else weight)
    mean = Quotient(Sum(tuple(scores)), Sum(tuple(weights)))
    return Round(mean, desk.rounding.score, desk.rounding.mode)


def _weight(name: Written | None, desk: Desk) -> Formula | None:
    if name is None:
        return Constant(ONE, Unit.COUNT)
    reading = desk.countable(name, frozenset({Unit.COUNT}))
    return None if reading is None else reading.cell


def _score_column(score: Formula, part: Part, place: Place, desk: Desk) -> Cell:
    title = score_named(part)
    column = Column(title, "score", Unit.POINTS, score, place, label=title, required=False)
    return desk.add(column, "higher").cell


def _where_there_are_rows(
    score: Formula, part: Part, place: Place, desk: Desk
) -> tuple[Cell | None, Formula]:
    """How many rows there are in the part, and its score where there are any.

    A part for which nothing is read apart from the month's figures has no rows of its own.
    """
    if not any(c.formula is None and part.bare(c.name) != c.name for c in desk.columns):
        return None, score
    rows = desk.add(Column(rows_in(part), "aid", Unit.COUNT, place=place)).cell
    return rows, Given(score, rows, "why.no-rows-of-part", rows)
