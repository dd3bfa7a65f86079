"""Seasons: days on which a plan weighs, scores or pays otherwise, and a period divided by them.

A period that lies wholly inside a season, or outside all of them, is scored once, by that season's
weights and bands or by the plan's own; any data will do. Else the period has parts: the days of
each season and the other days. Each part is measured from the rows of its own days alone, scored by
its own weights and bands, and the period's score is the mean of the parts' scores weighted by
their days, so the data must say its days.

Why by days and not by how much was served on each: the plan says when other weights hold, not that
a busy day counts more; whoever wants that has it in the indicators.
Why a line's factor is not a rate of its own: a ladder's tiers count the whole period's base, so the
factor bears on the share of the pay that the season's base has in it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from csperf.errors import Fact, Problem, problem
from csperf.exact import ONE, ZERO
from csperf.formula import Constant
from csperf.inputs import Part
from csperf.plan.bands import PointsRow
from csperf.plan.dates import Date, days_between, days_of
from csperf.plan.desk import Desk
from csperf.plan.fields import (
    Model,
    Name,
    Percent,
    Text,
    as_written,
    goes_with,
    near,
    some_of,
)
from csperf.plan.indicators import AnyIndicator, BandsIndicator
from csperf.units import Figure, Unit, show
from csperf.yaml_text import Written

_DAY = timedelta(days=1)
_DECEMBER = 12
ORDINARY = ("平日", "ordinary days")
PAID_APART = ("其余日子", "other days")
COUNTED = {True: "counted days", False: "计入的日子"}


class Season(Model):
    """Days with other weights, bands or rates, or days that are left out."""

    from_: Date = Field(alias="from", description="第一天 / the first day")
    until: Date = Field(description="最后一天（含）/ the last day, inclusive")
    weights: dict[Name, Percent] = Field(
        default_factory=dict,
        description="这些天的权重，只写变了的，合计仍须 100%"
        " / weights that differ on these days; all must still sum to 100%",
    )
    bands: dict[Name, list[PointsRow]] = Field(
        default_factory=dict,
        description="这些天的区间表 / the band tables that differ on these days",
    )
    factors: dict[Name, Percent] = Field(
        default_factory=dict,
        description="提成系数：这些天的基数按薪资项的比例再乘它"
        " / what the base of these days earns of a commission line's own rates",
    )
    exclude_days: list[Date] = Field(
        default_factory=list, description="不计的日子 / days that are left out"
    )
    excluded_from: Literal["indicators", "all"] = Field(
        "indicators",
        description="不计入什么：indicators 考核项（默认，提成照算），all 全部"
        " / left out of the indicators (default; pay keeps them), or of everything",
    )
    says: Text | None = Field(None, description="制度原文 / the policy's own sentence")

    @field_validator("until", mode="after")
    @classmethod
    def ends_after_it_begins(cls, until: Written, info: ValidationInfo) -> Written:
        """Refuses a season that ends before it begins."""
        start = info.data.get("from_")
        if start is not None and until < start:
            raise PydanticCustomError("season-dates-inverted", "dates", {"start": str(start)})
        return until

    @property
    def days(self) -> frozenset[date]:
        """Every day of the season."""
        return frozenset(days_between(date.fromisoformat(self.from_), _day(self.until)))

    @property
    def excluded(self) -> frozenset[date]:
        """The days that are left out."""
        return frozenset(map(_day, self.exclude_days))

    @property
    def period(self) -> str:
        """The season as a period that could be paid."""
        return f"{self.from_}~{self.until}"


AnySeason = Annotated[
    Season,
    goes_with(excluded_from=("exclude_days",)),
    some_of("weights", "bands", "factors", "exclude_days"),
]


def _day(text: str) -> date:
    return date.fromisoformat(text)


@dataclass(frozen=True)
class Stretch:
    """Days of a period that are scored alike: of a season, or (None) the other days.

    `part` names them where they are not all that is scored, and their rows must be told apart.
    """

    season: Season | None = None
    days: frozenset[date] = frozenset()
    part: Part | None = None


def divided(
    seasons: Mapping[Written, Season], period: str, *, for_scores: bool = True
) -> tuple[Stretch, ...]:
    """The stretches of a period in the order of the plan, the other days last.

    For scores a season that changes neither weights nor bands is no stretch of its own: what is
    scored alike is measured together, as if there were no season. For pay every season is one.

    Without a period everything is one stretch of ordinary days; of a period whose days are all
    left out nothing remains.
    """
    whole = days_of(period)
    left, stretches = whole, list[tuple[str, Season | None, frozenset[date]]]()
    for name, season in seasons.items():
        if for_scores and not (season.weights or season.bands):
            left -= season.excluded
            continue
        stretches.append((str(name), season, (whole & season.days) - season.excluded))
        left -= season.days
    stretches.append((ordinary(seasons), None, left))
    stretches = [one for one in stretches if one[2]]
    counted = whole - taken_out(seasons.values())
    if not whole:
        return (Stretch(),)
    if len(stretches) == 1 and stretches[0][2] == counted:
        return (Stretch(stretches[0][1], counted),)
    return tuple(Stretch(season, days, Part(name, days)) for name, season, days in stretches)


def ordinary(seasons: Iterable[str]) -> str:
    """What the days outside all seasons are called, in the language of the seasons' names."""
    return ORDINARY[all(map(_is_english, seasons))]


def counted(stretches: Sequence[Stretch], period: str) -> Part | None:
    """All days that are scored as one part; None where they are the whole period."""
    days = frozenset[date]().union(*(one.days for one in stretches))
    parts = [one.part for one in stretches if one.part is not None]
    if not parts or days == days_of(period):
        return None
    return (
        parts[0] if len(parts) == 1 else Part(COUNTED[all(p.name.isascii() for p in parts)], days)
    )


def score_named(part: Part) -> str:
    """What the score of a part is called, in the language of the part's name."""
    return part.named("score" if _is_english(part.name) else "得分")


def rows_in(part: Part) -> str:
    """What the number of an agent's rows in a part is called."""
    return part.named("rows" if _is_english(part.name) else "数据行数")


def _is_english(name: str) -> bool:
    """Whether a name is written in Latin letters; 618 is a Chinese season."""
    return name.isascii() and any(map(str.isalpha, name))


def taken_out(seasons: Iterable[Season]) -> frozenset[date]:
    """The days whose rows count for nothing at all."""
    return frozenset[date]().union(*(s.excluded for s in seasons if s.excluded_from == "all"))


def in_season(
    indicators: Mapping[Written, AnyIndicator], season: Season | None
) -> dict[Written, AnyIndicator]:
    """The indicators with the weights and bands of the season."""
    if season is None:
        return dict(indicators)
    return {name: _changed(name, indicator, season) for name, indicator in indicators.items()}


def _changed(name: str, indicator: AnyIndicator, season: Season) -> AnyIndicator:
    changes: dict[str, Any] = {}
    if name in season.weights:
        changes["weight"] = season.weights[Written(name)]
    if name in season.bands and isinstance(indicator, BandsIndicator):
        changes["bands"] = season.bands[Written(name)]
    return indicator.model_copy(update=changes) if changes else indicator


def check_seasons(
    seasons: Mapping[Written, Season], valid: tuple[Written | None, Written | None], desk: Desk
) -> None:
    """Notes seasons that overlap, lie outside the plan's validity, or leave odd days out."""
    for name, season in seasons.items():
        if str(name) in ORDINARY:
            desk.note(problem("reserved-name", name.place, name=str(name)))
        first, last = valid
        early = first is not None and season.from_ < first
        if early or (last is not None and season.until > last):
            facts: dict[str, Fact] = {"start": str(first or "…"), "end": str(last or "…")}
            facts |= {"name": str(name), "period": season.period}
            desk.note(problem("season-outside-plan", season.from_.place, **facts))
        for day in season.exclude_days:
            if _day(day) not in season.days:
                facts = {"name": str(name), "day": str(day), "period": season.period}
                desk.note(problem("season-day-outside", day.place, **facts))
    for (one, first_season), (other, second) in combinations(seasons.items(), 2):
        if shared := first_season.days & second.days:
            facts = {"name": str(one), "other": str(other), "day": min(shared).isoformat()}
            desk.note(problem("seasons-overlap", second.from_.place, **facts))


def check_changes(
    name: Written,
    season: Season,
    indicators: Mapping[Written, AnyIndicator],
    desk: Desk,
    *,
    weighted: bool,
) -> bool:
    """Whether the season's weights and bands can be taken; notes why they cannot."""
    before = len(desk.problems)
    known = [str(one) for one in indicators]
    for one in (*season.weights, *season.bands):
        if str(one) not in known:
            facts: dict[str, Fact] = {"name": str(one), "season": str(name)}
            facts |= {"near": near(one, known), "known": tuple(known)}
            desk.note(problem("season-unknown-indicator", one.place, **facts))
    for one in season.bands:
        if str(one) in known and not isinstance(indicators[one], BandsIndicator):
            facts = {"name": str(one), "season": str(name)}
            desk.note(problem("season-bands-kind", one.place, **facts))
    if weighted and season.weights and len(desk.problems) == before:
        _check_sum(name, season, indicators, desk)
    return len(desk.problems) == before


def _check_sum(
    name: Written, season: Season, indicators: Mapping[Written, AnyIndicator], desk: Desk
) -> None:
    weights = {str(one): i.weight for one, i in in_season(indicators, season).items() if i.weight}
    total = sum((weight.value for weight in weights.values()), ZERO)
    if total == ONE:
        return
    desk.note(
        problem(
            "season-weights-sum",
            next(iter(season.weights)).place,
            season=str(name),
            total=show(total, Unit.PERCENT),
            shown=" + ".join(f"{one} {as_written(weight)}" for one, weight in weights.items()),
            lines=_lines(weights.values()),
        )
    )


def _lines(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(str(figure.place.line) for figure in figures)


def check_factors(
    season: Season, lines: Sequence[str], commissions: Container[str], desk: Desk
) -> None:
    """Notes factors on lines that the plan does not have, or that are no commission."""
    for line in season.factors:
        if str(line) not in lines:
            facts: dict[str, Fact] = {"name": str(line), "near": near(line, lines)}
            desk.note(problem("unknown-line", line.place, known=tuple(lines), **facts))
        elif str(line) not in commissions:
            desk.note(problem("season-factor-line", line.place, name=str(line)))


def season_factors(
    seasons: Mapping[Written, Season], period: str
) -> dict[str, tuple[tuple[Part | None, Constant | None], ...]]:
    """For every line with a factor in some season: each stretch of the period with its factor."""
    stretches = _paid(seasons, period)
    lines = dict.fromkeys(str(line) for season in seasons.values() for line in season.factors)
    return {
        line: tuple((one.part, _factor(line, one.season)) for one in stretches) for line in lines
    }


def _factor(line: str, season: Season | None) -> Constant | None:
    found = season.factors.get(Written(line)) if season else None
    return Constant(found.value, Unit.PERCENT, found.place) if found else None


def _paid(seasons: Mapping[Written, Season], period: str) -> tuple[Stretch, ...]:
    """The stretches of a period that pay counts: days left out of the indicators alone are paid."""
    kept = {
        name: season
        if season.excluded_from == "all"
        else season.model_copy(update={"exclude_days": []})
        for name, season in seasons.items()
    }
    scored = {one.part.name: one.part for one in divided(seasons, period) if one.part}
    return tuple(
        one
        if one.part is None or scored.get(one.part.name, one.part) == one.part
        else replace(one, part=replace(one.part, name=_as_paid(one, seasons)))
        for one in divided(kept, period, for_scores=False)
    )


def _as_paid(one: Stretch, seasons: Iterable[str]) -> str:
    """What days are called for pay that are not scored as they are paid."""
    if one.season is None or one.part is None:
        return PAID_APART[all(map(_is_english, seasons))]
    return _all_of(one.part.name)


def _all_of(name: str) -> str:
    """What a season is called where its days that are not scored belong to it too."""
    return f"{name}, all days" if _is_english(name) else f"{name}全部"


def needs_period(seasons: Mapping[Written, Season], period: str) -> list[Problem]:
    """Without a period nobody knows which season it is."""
    if not seasons or period:
        return []
    first, season = next(iter(seasons.items()))
    example = str(season.from_)[:7]
    return [problem("season-without-period", first.place, name=str(first), example=example)]
