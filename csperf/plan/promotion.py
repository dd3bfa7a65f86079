"""Promotion: the ladder of levels, what each asks of a window of months, and what is commended.

Nothing here changes a pay: `csperf review` reads it, proposes a roster, and once that is approved
the level's own standards hold by the roster's dated rows.
Why a level asks the same of whoever climbs to it and of whoever has it: the policies that promote
twice a year say so, and whoever no longer meets it is told and not thrown down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from csperf.exact import ONE
from csperf.formula import Sign
from csperf.plan.bands import wrong_unit
from csperf.plan.desk import Desk
from csperf.plan.fields import Bound, Limits, Model, Name, Number, Text, some_of
from csperf.units import Figure, fits
from csperf.yaml_text import Written

How = Literal["mean", "sum", "every_month"]
HOWS: tuple[How, ...] = ("mean", "sum", "every_month")
WINDOWS = (1, 2, 3, 4, 6, 12)
SIGNS: tuple[Sign, ...] = ("at_least", "over", "at_most", "under")


def _whole_months(times: Figure) -> Figure:
    """So many windows a year as each has the same whole months."""
    if times.value not in WINDOWS:
        raise PydanticCustomError("not-windows", "windows", {"allowed": tuple(map(str, WINDOWS))})
    return times


class Asked(Limits):
    """What a figure must be."""

    at_least: Bound | None = Field(None, description="大于等于 / at least (>=)")
    over: Bound | None = Field(None, description="大于 / over (>)")
    at_most: Bound | None = Field(None, description="小于等于 / at most (<=)")
    under: Bound | None = Field(None, description="小于 / under (<)")

    def bounds(self) -> list[tuple[Sign, Figure]]:
        """Every bound with its sign."""
        found = ((sign, getattr(self, sign)) for sign in SIGNS)
        return [(sign, bound) for sign, bound in found if bound is not None]


AnyAsked = Annotated[Asked, some_of(*SIGNS)]


class Requirement(Model):
    """What a level asks of the months of a window."""

    months: Number | None = Field(
        None, description="至少做满几个月 / at least so many months with figures"
    )
    mean: dict[Name, AnyAsked] = Field(
        default_factory=dict, description="各月的平均 / the mean of the months"
    )
    sum: dict[Name, AnyAsked] = Field(
        default_factory=dict, description="各月相加 / the months added up"
    )
    every_month: dict[Name, AnyAsked] = Field(
        default_factory=dict, description="每个月都要 / in each of the months"
    )
    says: Text | None = Field(None, description="制度原文 / the policy's own sentence")

    def asked(self) -> Iterator[tuple[How, Written, Asked]]:
        """Every figure that is asked for."""
        for how in HOWS:
            named: dict[Written, Asked] = getattr(self, how)
            yield from ((how, name, asked) for name, asked in named.items())


class Award(Model):
    """Who is commended: the first by a figure over the window."""

    by: Name = Field(description="按什么排，如 得分 / by which figure")
    top: Number = Field(Figure(ONE), description="前几名，默认 1 / how many places, default 1")
    combine: Literal["mean", "sum"] = Field(
        "mean", description="各月平均（默认）或相加 / the months' mean (default) or their sum"
    )
    months: Number | None = Field(
        None, description="至少做满几个月才参评 / takes part with at least so many months"
    )
    says: Text | None = Field(None, description="制度原文 / the policy's own sentence")


class Promotion(Model):
    """Levels, their requirements and awards, looked at in windows of months."""

    by: Name = Field(
        Written("级别"), description="花名册里写级别的那一列 / the roster's column with the level"
    )
    per_year: Annotated[Number, AfterValidator(_whole_months)] = Field(
        Figure(Decimal(2)),
        description="一年考核几次：1、2、3、4、6、12，默认 2"
        " / windows a year: 1, 2, 3, 4, 6 or 12, default 2",
    )
    ladder: dict[Name, Requirement] = Field(
        min_length=1,
        description="各级别的要求，从低到高；升到这一级和留在这一级都按它"
        " / what each level asks, lowest first, to be reached and to be kept",
    )
    awards: dict[Name, Award] = Field(
        default_factory=dict, description="评优：每次考核表彰谁 / whom each window commends"
    )


def check_promotion(rules: Promotion | None, desk: Desk) -> None:
    """Every figure that is asked for is one of the plan, and its bound has the unit of it."""
    if rules is None:
        return
    aside = replace(
        desk,
        supplied=None,
        columns=[*desk.columns],
        readings={**desk.readings},
        problems=[],
        missing=[],
    )
    for requirement in rules.ladder.values():
        for _, name, asked in requirement.asked():
            reading = aside.number(name)
            for _, bound in asked.bounds() if reading else ():
                if reading is not None and not fits(bound, reading.unit):
                    aside.note(wrong_unit(bound, reading.unit))
    for award in rules.awards.values():
        aside.number(award.by)
    for found in aside.problems:
        desk.note(found)
