"""Indicators scored relative to others: to a mean, a pooled ratio, a metric, a target."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from csperf.errors import problem
from csperf.exact import ZERO
from csperf.formula import (
    Column,
    Constant,
    Quotient,
    Round,
)
from csperf.plan.bands import OVER, wrong_unit
from csperf.plan.desk import Desk, Reading
from csperf.plan.fields import (
    Bound,
    Model,
    Name,
    Words,
    as_written,
    one_of,
)
from csperf.plan.names import derived_name
from csperf.units import Figure, Unit, fits
from csperf.yaml_text import Written

RATIO_DIGITS = Decimal("0.0001")


class RelativeTo(Model):
    """A reference other than a team's mean: another metric of the row, or a fixed target."""

    metric: Name | None = Field(None, description="参照的指标 / the metric to compare with")
    target: Bound | None = Field(None, description="固定目标值 / a fixed target")


def _reference_kind(raw: object) -> str:
    return "@named" if isinstance(raw, str) else "@table"


_NAMED = Words(
    (
        *("team_mean", "team_pooled", "group_mean", "group_pooled", "shift_mean", "shift_pooled"),
        *("level_mean", "level_pooled", "shop"),
    )
)

Reference = Annotated[
    Annotated[Name, _NAMED, Tag("@named")]
    | Annotated[RelativeTo, one_of("metric", "target"), Tag("@table")],
    Discriminator(_reference_kind),
]


_SCOPE_NAMES = {"team": "团队", "group": "组", "shift": "班次", "level": "级别"}


def compared(
    metric: Written, own: Reading, relative: Written | RelativeTo, desk: Desk
) -> Reading | None:
    """The metric's ratio to what it is compared with, as a column."""
    if own.unit is Unit.TEXT:
        desk.note(problem("text-not-number", metric.place, name=str(metric)))
        return None
    reference = _reference(metric, own, relative, desk)
    return None if reference is None else _ratio(own, reference, metric, desk)


def _reference(
    metric: Written, own: Reading, relative: Written | RelativeTo, desk: Desk
) -> Reading | None:
    """What the metric is compared with, as a column."""
    if isinstance(relative, RelativeTo):
        if relative.target is not None:
            return _target(relative.target, metric, own, desk)
        other = relative.metric
        return None if other is None else desk.comparable(metric, own, other)
    scope, _, how = str(relative).partition("_")
    if scope == "shop" and not how:
        prefix = "shop_" if str(metric).isascii() else "店铺"
        return desk.read(Written(prefix + metric, relative.place))
    if scope not in {"team", "group", "shift", "level"} or how not in {"mean", "pooled"}:
        desk.note(problem("unknown-reference", relative.place, found=str(relative)))
        return None
    spoken = _SCOPE_NAMES[scope] if not str(metric).isascii() else scope
    at = Written(metric, relative.place)
    return desk.aggregate(spoken, at) if how == "mean" else desk.pooled(spoken, at)


def _target(target: Figure, metric: Written, own: Reading, desk: Desk) -> Reading | None:
    if not fits(target, own.unit):
        desk.note(wrong_unit(target, own.unit))
        return None
    if target.value <= ZERO:
        desk.note(problem("not-above-zero", target.place))
        return None
    name = f"{derived_name(str(metric), 'target')} {as_written(target)}"
    constant = Constant(target.value, own.unit, target.place)
    return desk.add(Column(name, "aid", own.unit, constant, target.place))


def _ratio(own: Reading, reference: Reading, metric: Written, desk: Desk) -> Reading:
    name = f"{own.cell.column}{OVER}{reference.cell.column}"
    if name in desk.readings:
        return desk.readings[name]
    formula = Round(Quotient(own.cell, reference.cell), RATIO_DIGITS, desk.rounding.mode)
    return desk.add(Column(name, "metric", Unit.PERCENT, formula, metric.place), own.better)
