"""Every way to turn an indicator's value into points: a class a kind, fields and `formula()`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from csperf.errors import Place, Term, problem
from csperf.exact import HUNDRED, ONE, ZERO
from csperf.formula import (
    Cell,
    Choose,
    Column,
    Constant,
    Difference,
    Formula,
    Limit,
    Product,
    Quotient,
    Rank,
    Round,
    Row,
    Sign,
    Sum,
    WeightedMean,
)
from csperf.plan.bands import PointsRow, choose, wrong_unit
from csperf.plan.boards import direction
from csperf.plan.desk import Desk, MissingPoints, Reading
from csperf.plan.fields import (
    Bound,
    Limits,
    Model,
    Name,
    Number,
    Percent,
    Text,
    kind_of,
    one_of,
)
from csperf.plan.names import derived_name
from csperf.plan.points import Veto, check_weights, points_column, with_policy
from csperf.plan.relative import Reference, Times, compared, times_of
from csperf.plan.scales import by_name
from csperf.units import Figure, Unit, fits
from csperf.yaml_text import Written


class Sample(Limits):
    """How much must lie behind a value before it counts."""

    of: Name = Field(description="样本量看哪个指标，如 评价数 / the metric that is the sample")
    at_least: Bound | None = Field(None, description="至少这么多才算 / counts from so many on")
    over: Bound | None = Field(None, description="超过这么多才算 / counts over so many")
    below: AnyBelow = Field(
        description="样本不够时：固定分值、leave_out 当作没有数据，或另一种计分"
        " / with fewer: so many points, leave_out as if unknown, or another way to score"
    )


class Indicator(Model):
    """What every indicator says besides how it is scored."""

    weight: Percent | None = Field(None, description="权重，如 35% / the weight, e.g. 35%")
    metric: Name | None = Field(
        None,
        description="读取的指标，默认与考核项同名 / the metric read, by default of this name",
    )
    relative_to: Reference | None = Field(
        None,
        description="与谁相比：team_mean、team_pooled、group_mean、shift_mean、level_mean、shop、"
        "own_past、{metric: 指标}、{target: 数值}、{to: …, times: …} / compared with whom",
    )
    missing: MissingPoints | None = Field(
        None,
        description="这一项没有数据时，默认同 score.missing"
        " / when its value is unknown; by default as score.missing",
    )
    sample: Annotated[Sample, one_of("at_least", "over")] | None = Field(
        None, description="最小样本量 / the smallest sample that counts"
    )
    veto: Veto | None = Field(
        None, description="一票否决：满足时总分直接变成 score / alone decides the whole score"
    )
    says: Text | None = Field(
        None, description="制度原文，会印在解释里 / the policy's own sentence"
    )

    def value(self, name: Written, desk: Desk) -> Reading | None:
        """What is scored: the metric, or its ratio to the reference."""
        metric = self.metric or name
        reading = desk.read(metric)
        if reading is None or self.relative_to is None:
            return reading
        return compared(metric, reading, self.relative_to, desk)

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """Points from the value, unrounded."""
        raise NotImplementedError

    def by_amount(self, name: Written, desk: Desk) -> bool:
        """Whether it scores an amount that grows with the days, by figures that do not."""
        metric = desk.definitions.get(str(self.metric or name))
        return metric is not None and metric.combine == "sum" and self.relative_to is None

    def scored(self, name: Written, path: str, desk: Desk) -> Formula | None:  # noqa: ARG002
        """Points from the value, unrounded, where the sample is large enough."""
        return self.in_samples(self.formula(name, self.value(name, desk), desk), name, desk)

    def in_samples(self, scored: Formula | None, name: Written, desk: Desk) -> Formula | None:
        """The points, or what smaller samples get."""
        if self.sample is None or scored is None:
            return scored
        return sampled(self.sample, scored, self.missing, name, desk)


class BandsIndicator(Indicator):
    """Points of the band that the value falls in."""

    bands: list[PointsRow] = Field(description="区间表 / the band table")

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """The first row that holds."""
        if value is None:
            return None
        if value.unit is Unit.TEXT:
            desk.note(problem("text-not-number", name.place, name=value.cell.column))
            return None
        return choose(value.cell, value.unit, self.bands, "points", Unit.POINTS, desk, name.place)


class BandsByIndicator(Indicator):
    """Points of the band that the value falls in, with a table for every level of the agent."""

    bands_by: dict[Name, dict[Name, list[PointsRow]]] = Field(
        min_length=1,
        max_length=1,
        description="按级别各用各的区间表，如 {级别: {P1: [...], P2: [...]}}"
        " / a band table of its own for each level",
    )

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """The table of the agent's own level, then the first row that holds."""
        ((by, tables),) = self.bands_by.items()
        level = desk.read(by)
        if value is None or level is None:
            return None
        if level.unit is not Unit.TEXT:
            desk.note(problem("number-not-text", by.place, name=str(by)))
            return None
        found = {
            key: BandsIndicator(bands=rows).formula(Written(name, key.place), value, desk)
            for key, rows in tables.items()
        }
        rows = tuple(
            Row("is", Constant(str(key), Unit.TEXT, key.place), table)
            for key, table in found.items()
            if table is not None
        )
        return Choose(level.cell, rows, None, by.place) if len(rows) == len(found) else None


class LinearSpan(Model):
    """Two values and the points at them."""

    from_: Bound = Field(
        alias="from", description="得 0 分（或 points_from）的数值 / value at the low end"
    )
    to: Bound = Field(description="得 100 分（或 points_to）的数值 / value at the high end")
    points_from: Number | None = Field(
        None, description="from 处的分值，默认 0 / points at from, default 0"
    )
    points_to: Number | None = Field(
        None, description="to 处的分值，默认 100 / points at to, default 100"
    )


class LinearIndicator(Indicator):
    """Points in proportion between two values, flat outside."""

    linear: LinearSpan = Field(description="线性得分 / in proportion between two values")

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """Low + (value - from) / (to - from) x (high - low), limited to both ends."""
        span = self.linear
        if value is None or not _all_fit([span.from_, span.to], value, name, desk):
            return None
        if span.from_.value == span.to.value:
            desk.note(problem("linear-without-span", span.to.place))
            return None
        low = span.points_from.value if span.points_from else ZERO
        high = span.points_to.value if span.points_to else HUNDRED
        start = Constant(span.from_.value, value.unit, span.from_.place)
        width = Constant(span.to.value - span.from_.value, value.unit, span.to.place)
        share = Quotient(Difference(value.cell, start), width)
        rise = Product((share, _points(high - low)))
        points = rise if low == ZERO else Sum((_points(low), rise))
        return Limit(points, _points(min(low, high)), _points(max(low, high)))


class LevelsIndicator(Indicator):
    """Points by a named level."""

    levels: dict[Name, Number] = Field(description="等级对应分值 / points by level")

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """The row of the value's own name; another word is unknown."""
        if value is None:
            return None
        if value.unit is not Unit.TEXT:
            desk.note(problem("number-not-text", name.place, name=value.cell.column))
            return None
        return by_name(value, self.levels, Unit.POINTS, name.place)


class Target(Limits):
    """A target and the limits of the points."""

    target: Bound | None = Field(None, description="目标值 / the target")
    metric: Name | None = Field(None, description="以另一指标为目标 / a metric that is the target")
    times: Times | None = Field(
        None, description="目标再乘多少，如 105% 或按级别 / the target times this"
    )
    at_most: Number | None = Field(None, description="最高分值 / at most so many points")
    at_least: Number | None = Field(None, description="最低分值 / at least so many points")


class RatioIndicator(Indicator):
    """Own value over target, times 100 (target over own value where lower is better)."""

    ratio_to: Annotated[Target, one_of("target", "metric")] = Field(
        description="目标完成率得分 / points by ratio to a target"
    )

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """Ratio x 100, limited."""
        target = self.target(name, value, desk)
        if value is None or target is None:
            return None
        ratio = (
            Quotient(target, value.cell)
            if value.better == "lower"
            else Quotient(value.cell, target)
        )
        return _limited(
            Product((ratio, _points(HUNDRED))), self.ratio_to.at_least, self.ratio_to.at_most
        )

    def target(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """The target as a formula."""
        target = self.ratio_to.target
        if self.ratio_to.metric is not None:
            if value is None or not _all_fit([], value, name, desk):
                return None
            reading = desk.comparable(name, value, self.ratio_to.metric)
            reading = reading and times_of(reading, self.ratio_to.times, name, desk)
            return reading.cell if reading else None
        if target is None or value is None or not _all_fit([target], value, name, desk):
            return None
        if target.value <= ZERO:
            desk.note(problem("not-above-zero", target.place))
            return None
        return Constant(target.value, value.unit, target.place)


class PerUnit(Limits):
    """So many points for each unit, from a start."""

    start: Number = Field(description="起始分值 / points to start from")
    each: Number = Field(
        description="每单位加减的分值（扣分写负数）/ points for each unit, negative to deduct"
    )
    per: Bound | None = Field(None, description="一个单位是多少，如 1%、10s / the size of one unit")
    beyond: Bound | None = Field(None, description="只算超过它的部分 / only what is beyond this")
    short_of: Bound | None = Field(
        None, description="只算低于它的差额 / only what is short of this"
    )
    fractions: Literal["pro_rata", "whole_only"] | None = Field(
        None, description="不足一个单位：按比例 pro_rata 或不计 whole_only / parts of a unit"
    )
    at_least: Number | None = Field(None, description="最低分值 / at least so many points")
    at_most: Number | None = Field(None, description="最高分值 / at most so many points")


class PerUnitIndicator(Indicator):
    """A start, and points more or less for each unit."""

    per_unit: Annotated[PerUnit, one_of("beyond", "short_of", needed=False)] = Field(
        description="按单位加减分 / points for each unit"
    )

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """Start + each x units, limited."""
        rule = self.per_unit
        figures = [f for f in (rule.per, rule.beyond, rule.short_of) if f is not None]
        if value is None or not _all_fit(figures, value, name, desk):
            return None
        units = self.units(value, name, desk)
        if units is None:
            return None
        each = Constant(rule.each.value, Unit.POINTS, rule.each.place)
        start = Constant(rule.start.value, Unit.POINTS, rule.start.place)
        return _limited(Sum((start, Product((each, units)))), rule.at_least, rule.at_most)

    def units(self, value: Reading, name: Written, desk: Desk) -> Formula | None:
        """How many units count."""
        rule = self.per_unit
        amount: Formula = value.cell
        zero = Constant(ZERO, value.unit)
        if rule.beyond:
            amount = Limit(Difference(value.cell, _bound(rule.beyond, value)), zero)
        elif rule.short_of:
            amount = Limit(Difference(_bound(rule.short_of, value), value.cell), zero)
        if rule.per is None:
            if value.unit not in {Unit.COUNT, Unit.DAYS}:
                desk.note(problem("per-needed", name.place, unit=Term(f"unit.{value.unit}")))
                return None
            return amount
        if rule.per.value <= ZERO:
            desk.note(problem("not-above-zero", rule.per.place))
            return None
        units = Quotient(amount, _bound(rule.per, value))
        if rule.fractions is None:
            desk.note(problem("say-fractions", rule.per.place))
            return None
        return units if rule.fractions == "pro_rata" else Round(units, ONE, "down")


class AsIsIndicator(Indicator):
    """The value itself is the points, as a supervisor's score is."""

    points: Literal["as_is"] = Field(description="数值即分值 / the value is the points")

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """The cell."""
        if value is not None and value.unit not in {Unit.POINTS, Unit.RATIO, Unit.COUNT}:
            desk.note(
                problem("not-points", name.place, name=str(name), unit=Term(f"unit.{value.unit}"))
            )
            return None
        return value.cell if value else None


class RankPoints(Model):
    """Points by place."""

    points: list[Number] = Field(
        min_length=1, description="第 1、2、3… 名的分值 / points of places 1, 2, 3 ..."
    )
    others: Number = Field(description="其余名次的分值 / points of every other place")


class RanksIndicator(Indicator):
    """Points by place on the board; equals share the better place."""

    ranks: RankPoints = Field(description="按名次得分 / points by rank")
    better: Literal["higher", "lower"] | None = Field(
        None, description="哪头好 / which end is better"
    )

    def by_amount(self, name: Written, desk: Desk) -> bool:  # noqa: ARG002 - places, not figures
        """A place is the same whoever counted how many days."""
        return False

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:
        """The place, then its points."""
        if value is None or not _all_fit([], value, name, desk):
            return None
        way = direction(self.better, value, name, desk)
        if way is None:
            return None
        board = derived_name(value.cell.column, "points-rank")
        rank = desk.add(
            Column(board, "rank", Unit.COUNT, Rank(((value.cell.column, way),)), name.place)
        )
        rows = tuple(
            Row(
                "is",
                Constant(Decimal(place), Unit.COUNT),
                Constant(points.value, Unit.POINTS, points.place),
            )
            for place, points in enumerate(self.ranks.points, start=1)
        )
        others = Constant(self.ranks.others.value, Unit.POINTS, self.ranks.others.place)
        return Choose(rank.cell, rows, others, name.place)


class CompositeIndicator(Indicator):
    """A weighted score of its own, of indicators below it."""

    made_of: dict[Name, AnyIndicator] = Field(
        description="组成部分，权重自成 100% / parts with weights of their own"
    )

    def by_amount(self, name: Written, desk: Desk) -> bool:  # noqa: ARG002 - it has parts instead
        """Whether one of its parts does."""
        return any(part.by_amount(below, desk) for below, part in self.made_of.items())

    def scored(self, name: Written, path: str, desk: Desk) -> Formula | None:
        """Points from those of its parts, whose columns have its path before their names."""
        inner = self.formula(Written(path, name.place), None, desk)
        return self.in_samples(inner, name, desk)

    def value(self, name: Written, desk: Desk) -> Reading | None:  # noqa: ARG002 - it has parts instead
        """A composite reads nothing itself."""
        return None

    def formula(self, name: Written, value: Reading | None, desk: Desk) -> Formula | None:  # noqa: ARG002
        """The weighted mean of its parts' points, each a column."""
        check_weights(self.made_of, name.place, desk, str(name))
        cells: list[tuple[Indicator, Cell]] = []
        weights: list[Constant] = []
        for part, indicator in self.made_of.items():
            if indicator.veto is not None:
                desk.note(problem("veto-in-part", part.place, name=str(part)))
            cell = points_column(f"{name}/{part}", part, indicator, "part", desk)
            if cell is not None and indicator.weight is not None:
                weight = indicator.weight
                cells.append((indicator, cell))
                weights.append(Constant(weight.value, Unit.PERCENT, weight.place))
        if len(cells) < len(self.made_of):
            return None
        points, optional = with_policy(cells, desk)
        return WeightedMean(tuple(zip(points, weights, strict=True)), optional)


def sampled(
    rule: Sample, scored: Formula, missing: MissingPoints | None, name: Written, desk: Desk
) -> Formula | None:
    """The points where the sample is large enough, else what the plan says of fewer."""
    reading = (desk.counted or desk).countable(rule.of)  # enough in the month, not in a part of it
    bound = rule.at_least or rule.over
    if reading is None or bound is None:
        return None
    if not fits(bound, reading.unit):
        desk.note(wrong_unit(bound, reading.unit))
        return None
    below = rule.below
    otherwise: Formula | None = None
    if isinstance(below, Indicator):
        _check_below(below, rule.of.place, desk)
        own = below.metric or name
        otherwise = below.formula(own, below.value(own, desk), desk)
        if otherwise is None:
            return None
    elif isinstance(below, Figure):
        otherwise = Constant(below.value, Unit.POINTS, below.place)
    elif (missing or desk.missing_policy) == "error":
        desk.note(problem("sample-needs-missing", rule.of.place, name=str(name)))
        return None
    sign: Sign = "at_least" if rule.at_least is not None else "over"
    limit = Constant(bound.value, reading.unit, bound.place)
    return Choose(reading.cell, (Row(sign, limit, scored),), otherwise, name.place)


def _check_below(below: Indicator, place: Place, desk: Desk) -> None:
    """The way to score small samples is a way to score, and no indicator of its own."""
    for key in ("weight", "missing", "sample", "veto"):
        if getattr(below, key) is not None:
            desk.note(problem("below-takes-no", place, key=key))


def _points(value: Decimal) -> Constant:
    return Constant(value, Unit.POINTS)


def _bound(figure: Figure, value: Reading) -> Constant:
    return Constant(figure.value, value.unit, figure.place)


def _limited(value: Formula, low: Figure | None, high: Figure | None) -> Formula:
    if low is None and high is None:
        return value
    return Limit(
        value,
        Constant(low.value, Unit.POINTS, low.place) if low else None,
        Constant(high.value, Unit.POINTS, high.place) if high else None,
    )


def _all_fit(figures: list[Figure], value: Reading, name: Written, desk: Desk) -> bool:
    if value.unit is Unit.TEXT:
        desk.note(problem("text-not-number", name.place, name=value.cell.column))
        return False
    wrong = [figure for figure in figures if not fits(figure, value.unit)]
    for figure in wrong:
        desk.note(wrong_unit(figure, value.unit, value.cell.column))
    return not wrong


KINDS = {
    "bands": "@bands",
    "bands_by": "@bands_by",
    "linear": "@linear",
    "levels": "@levels",
    "ratio_to": "@ratio_to",
    "per_unit": "@per_unit",
    "points": "@points",
    "ranks": "@ranks",
    "made_of": "@made_of",
}


AnyIndicator = Annotated[
    Annotated[BandsIndicator, Tag("@bands")]
    | Annotated[BandsByIndicator, Tag("@bands_by")]
    | Annotated[LinearIndicator, Tag("@linear")]
    | Annotated[LevelsIndicator, Tag("@levels")]
    | Annotated[RatioIndicator, Tag("@ratio_to")]
    | Annotated[PerUnitIndicator, Tag("@per_unit")]
    | Annotated[AsIsIndicator, Tag("@points")]
    | Annotated[RanksIndicator, Tag("@ranks")]
    | Annotated[CompositeIndicator, Tag("@made_of")],
    kind_of(KINDS),
    one_of(*KINDS),
]


def _below_kind(raw: object) -> str:
    if isinstance(raw, (Mapping, Indicator)):
        return "@indicator"
    return "@word" if raw == "leave_out" else "@points"


AnyBelow = Annotated[
    Annotated[Literal["leave_out"], Tag("@word")]
    | Annotated[Number, Tag("@points")]
    | Annotated[AnyIndicator, Tag("@indicator")],
    Discriminator(_below_kind),
]
