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
    Formula,
    Product,
    Quotient,
    Round,
)
from csperf.plan.bands import OVER, wrong_unit
from csperf.plan.desk import Desk, Reading
from csperf.plan.fields import (
    Bound,
    Model,
    Name,
    Percent,
    Words,
    as_written,
    one_of,
)
from csperf.plan.line import AnyFactor, Factor
from csperf.plan.names import OWN_PAST, derived_name, of_last_month
from csperf.units import Figure, Unit, fits
from csperf.yaml_text import Written

RATIO_DIGITS = Decimal("0.0001")


Times = Annotated[
    Annotated[Percent, Tag("@percent")] | Annotated[AnyFactor, Tag("@table")],
    Discriminator(lambda raw: "@percent" if isinstance(raw, (str, Figure)) else "@table"),
]
"""What a reference is multiplied with: growth, or a factor of the agent's level."""


_NAMED = Words(
    (
        *("team_mean", "team_pooled", "group_mean", "group_pooled", "shift_mean", "shift_pooled"),
        *("level_mean", "level_pooled", "shop", "own_past"),
    )
)


class RelativeTo(Model):
    """A reference other than a team's mean: another metric of the row, or a fixed target."""

    metric: Name | None = Field(None, description="参照的指标 / the metric to compare with")
    target: Bound | None = Field(None, description="固定目标值 / a fixed target")
    to: Annotated[Name, _NAMED] | None = Field(
        None, description="参照对象，如 team_mean、shop / a reference by name, e.g. team_mean"
    )
    times: Times | None = Field(
        None, description="参照值再乘多少，如 105% 或按级别 / the reference times this"
    )


def _reference_kind(raw: object) -> str:
    return "@named" if isinstance(raw, str) else "@table"


Reference = Annotated[
    Annotated[Name, _NAMED, Tag("@named")]
    | Annotated[RelativeTo, one_of("metric", "target", "to"), Tag("@table")],
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
        reference = _plain_reference(metric, own, relative, desk)
        return reference and times_of(reference, relative.times, metric, desk)
    scope, _, how = str(relative).partition("_")
    if scope == "shop" and not how:
        prefix = "shop_" if str(metric).isascii() else "店铺"
        return desk.read(Written(prefix + metric, relative.place))
    if str(relative) == OWN_PAST:
        return desk.read(Written(of_last_month(metric), relative.place))
    if scope not in {"team", "group", "shift", "level"} or how not in {"mean", "pooled"}:
        desk.note(problem("unknown-reference", relative.place, found=str(relative)))
        return None
    spoken = _SCOPE_NAMES[scope] if not str(metric).isascii() else scope
    at = Written(metric, relative.place)
    return desk.aggregate(spoken, at) if how == "mean" else desk.pooled(spoken, at)


def _plain_reference(
    metric: Written, own: Reading, relative: RelativeTo, desk: Desk
) -> Reading | None:
    """The reference before it is multiplied."""
    if relative.target is not None:
        return _target(relative.target, metric, own, desk)
    if relative.to is not None:
        return _reference(metric, own, relative.to, desk)
    other = relative.metric
    return None if other is None else desk.comparable(metric, own, other)


def times_of(
    reference: Reading, times: Figure | Factor | None, name: Written, desk: Desk
) -> Reading | None:
    """The reference times growth or a factor, as a column."""
    if times is None:
        return reference
    if isinstance(times, Figure):
        factor: Formula | None = Constant(times.value, Unit.PERCENT, times.place)
        said = as_written(times)
    else:
        factor, said = times.formula(name.place, desk), str(times.metric or times.by)
    if factor is None:
        return None
    title = f"{reference.cell.column} × {said}"
    formula = Product((reference.cell, factor))
    return desk.add(Column(title, "aid", reference.unit, formula, name.place), reference.better)


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
