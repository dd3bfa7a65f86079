"""Points on the sheet: rounded, with agreements, policies for unknown ones, weights and vetoes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from pydantic import Field

from csperf.errors import Fact, Place, problem
from csperf.exact import ONE, ZERO
from csperf.formula import (
    Cell,
    Choose,
    Column,
    Constant,
    Formula,
    Given,
    Limit,
    Round,
    When,
    reads,
)
from csperf.plan.conditions import Comparison, tests_on
from csperf.plan.desk import Desk, MissingPoints, Reading
from csperf.plan.fields import Number, as_written
from csperf.plan.names import derived_name
from csperf.units import Figure, Unit, show
from csperf.yaml_text import Written


class Veto(Comparison):
    """A value that alone decides the whole score."""

    score: Number = Field(description="总分变成多少，如 0 / what the whole score becomes, e.g. 0")


class Scored(Protocol):
    """What points ask of an indicator, whatever way it is scored."""

    @property
    def weight(self) -> Figure | None:
        """Its weight."""

    @property
    def missing(self) -> MissingPoints | None:
        """What is done when its points are unknown."""

    @property
    def veto(self) -> Veto | None:
        """The value that alone decides the score."""

    @property
    def says(self) -> Written | None:
        """The policy's own sentence."""

    def value(self, name: Written, desk: Desk) -> Reading | None:
        """What is scored."""

    def scored(self, name: Written, path: str, desk: Desk) -> Formula | None:
        """Its points, unrounded; `path` names it among the parts of a whole."""


def points_column(
    path: str, name: Written, indicator: Scored, kind: Literal["points", "part"], desk: Desk
) -> Cell | None:
    """The rounded points of an indicator as a column of the sheet."""
    formula = indicator.scored(name, path, desk)
    if formula is None:
        return None
    if not _is_written(formula):
        formula = Round(formula, desk.rounding.score, desk.rounding.mode)
    if desk.overrides is not None and kind == "points":
        formula = desk.overrides(formula, str(name))
    title = derived_name(path, "points")
    column = Column(
        title,
        kind,
        Unit.POINTS,
        formula,
        name.place,
        says=str(indicator.says or ""),
        label=str(name),
        required=policy(indicator, desk) == "error" and not desk.of_one_shop,
    )
    return desk.add(column, "higher").cell


def _is_written(formula: Formula) -> bool:
    """Whether the points are a figure that stands in the plan or the data, and need no rounding."""
    match formula:
        case Cell() | Constant():
            return True
        case Choose(rows=rows, otherwise=otherwise):
            results = [*(row.result for row in rows), *([otherwise] if otherwise else [])]
            return all(map(_is_written, results))
        case _:
            return False


def policy(indicator: Scored, desk: Desk) -> MissingPoints:
    """What is done when the points of this indicator are unknown."""
    return indicator.missing or desk.missing_policy


def with_policy(
    cells: Sequence[tuple[Scored, Cell]], desk: Desk
) -> tuple[list[Formula], frozenset[int]]:
    """The points as the score reads them, and the positions that it may leave out."""
    zero = Constant(ZERO, Unit.POINTS)
    policies = [policy(indicator, desk) for indicator, _ in cells]
    points: list[Formula] = [
        Given(cell, zero, "why.missing-zero") if stated == "zero" else cell
        for (_, cell), stated in zip(cells, policies, strict=True)
    ]
    return points, frozenset(i for i, one in enumerate(policies) if one == "renormalise")


def vetoed(indicators: Mapping[Written, Scored], score: Formula, desk: Desk) -> Formula:
    """The score, lowered to that of the severest veto that holds; no veto ever raises it.

    The severest is asked first, so that the order of the indicators decides nothing.
    """
    ruled = [(name, one, one.veto) for name, one in indicators.items() if one.veto is not None]
    found = score
    for name, indicator, rule in sorted(ruled, key=lambda veto: -veto[2].score.value):
        value = indicator.value(name, desk)
        tests = None if value is None else tests_on(value, name, rule, desk)
        if value is None or tests is None:
            continue
        most = Constant(rule.score.value, Unit.POINTS, rule.score.place)
        reason = derived_name(str(name), "veto")
        decided = When(tuple(tests), Limit(score, None, most), found, reason, name.place)
        known = policy(indicator, desk) == "error"
        found = decided if known else Given(decided, found, "why.no-veto", value.cell)
    return found


def asks_for_score(formula: Formula, desk: Desk) -> bool:
    """Whether a formula reads the score, directly or through other columns."""
    return "score" in reads(formula, {column.name: column.formula for column in desk.columns})


def where_scored(formula: Formula, otherwise: Formula, desk: Desk) -> Formula:
    """The formula; whoever may have no score, and has none, has `otherwise` if it asks for one."""
    score = next((column for column in desk.columns if column.name == "score"), None)
    if score is None or score.required or not asks_for_score(formula, desk):
        return formula
    return Given(formula, otherwise, "why.no-score", Cell("score"))


def check_weights(
    indicators: Mapping[Written, Scored], place: Place, desk: Desk, whole: str | None = None
) -> None:
    """Every indicator has a weight, none is zero, and they sum to 100%."""
    for name, indicator in indicators.items():
        if indicator.weight is None:
            desk.note(problem("weight-missing", name.place, name=str(name)))
        elif indicator.weight.value == ZERO:
            desk.note(problem("weight-zero", indicator.weight.place, name=str(name)))
    weights = {name: i.weight for name, i in indicators.items() if i.weight is not None}
    total = sum((weight.value for weight in weights.values()), ZERO)
    if len(weights) == len(indicators) and total != ONE:
        facts: dict[str, Fact] = {
            "total": show(total, Unit.PERCENT),
            "shown": " + ".join(f"{name} {as_written(weight)}" for name, weight in weights.items()),
            "lines": tuple(str(weight.place.line) for weight in weights.values()),
        }
        if whole is None:
            desk.note(problem("weights-sum", place, **facts))
        else:
            desk.note(problem("weights-of-parts-sum", place, name=str(whole), **facts))
