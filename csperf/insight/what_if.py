"""Sales as receptions times conversion times order value, and what a change of these would make.

Why sales of several people or months are pooled before they are multiplied: the mean of two
conversions is nobody's conversion. So pooled factors multiply to the sum of the products, whoever
and whatever months they are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal, get_args

from csperf.errors import Problem, problem
from csperf.exact import ONE, ZERO, decimal_of, exactly, rounded
from csperf.units import Unit, figure_of, rounding_of, show

Factor = Literal["receptions", "conversion", "order_value"]
How = Literal["to", "plus", "times"]

FACTORS: Final[tuple[Factor, ...]] = get_args(Factor)
UNITS: Final[dict[Factor, Unit]] = {
    "receptions": Unit.COUNT,
    "conversion": Unit.PERCENT,
    "order_value": Unit.MONEY,
}
_CALLED: Final[dict[Factor, tuple[str, ...]]] = {
    "receptions": ("receptions", "接待", "接待人数", "询单人数", "接待量"),
    "conversion": ("conversion", "转化率", "询单转化率"),
    "order_value": ("order-value", "order_value", "客单价"),
}
_NAMES: Final = {name: factor for factor, names in _CALLED.items() for name in names}
_CHANGE = re.compile(r"(?P<sign>[+-]?)(?P<number>\d+(?:\.\d+)?)\s?(?P<unit>%|％|pp|个百分点|)")


@dataclass(frozen=True)
class Factors:
    """What sales are the product of."""

    receptions: Decimal
    conversion: Decimal
    order_value: Decimal

    def of(self, factor: Factor) -> Decimal:
        """One of the three."""
        return {
            "receptions": self.receptions,
            "conversion": self.conversion,
            "order_value": self.order_value,
        }[factor]

    @property
    def buyers(self) -> Decimal:
        """How many of those who asked have bought."""
        with exactly():
            return self.receptions * self.conversion

    @property
    def sales(self) -> Decimal:
        """The product."""
        with exactly():
            return self.buyers * self.order_value


@dataclass(frozen=True)
class Change:
    """A factor put to a value, raised by an amount, or multiplied."""

    factor: Factor
    how: How
    amount: Decimal

    def of(self, value: Decimal) -> Decimal:
        """What the factor becomes, possible or not (see `impossible`).

        >>> Change("conversion", "times", Decimal("1.20")).of(Decimal("0.40"))
        Decimal('0.4800')
        """
        with exactly():
            match self.how:
                case "to":
                    return self.amount
                case "plus":
                    return value + self.amount
                case "times":
                    return value * self.amount


@dataclass(frozen=True)
class Effect:
    """What changes make of sales: each of them alone, and all together."""

    before: Factors
    after: Factors
    alone: tuple[tuple[Factor, Decimal], ...]

    @property
    def more(self) -> Decimal:
        """How much more is sold."""
        with exactly():
            return self.after.sales - self.before.sales

    @property
    def together(self) -> Decimal:
        """What comes only of several changes meeting: the rest of all of them alone."""
        with exactly():
            return self.more - sum((more for _, more in self.alone), ZERO)


def changes_of(texts: Sequence[str]) -> tuple[tuple[Change, ...], list[Problem]]:
    """The changes that `conversion=48%`, `conversion=+20%`, `order-value=+10` stand for.

    A percent with a sign is of what the factor was; `+5pp` are points of a conversion.
    """
    found: dict[Factor, Change] = {}
    problems: list[Problem] = []
    for text in texts:
        name, _, amount = text.partition("=")
        factor = _NAMES.get(name.strip())
        change = None if factor is None else _change(factor, amount.strip())
        if factor is None:
            problems.append(problem("whatif-no-factor", found=name))
        elif change is None:
            problems.append(problem("whatif-not-a-change", found=text))
        elif factor in found:
            problems.append(problem("whatif-changed-twice", found=text))
        else:
            found[factor] = change
    return tuple(found.values()), problems


def _change(factor: Factor, text: str) -> Change | None:
    match = _CHANGE.fullmatch(text)
    if match is None:
        return None
    signed, unit = bool(match["sign"]), match["unit"]
    number = Decimal(match["sign"] + match["number"])
    of_hundred = number.scaleb(-2)
    if unit in {"pp", "个百分点"}:
        fits = signed and factor == "conversion"
        return Change(factor, "plus", of_hundred) if fits else None
    if unit and signed:
        with exactly():
            return Change(factor, "times", ONE + of_hundred)
    if unit or factor == "conversion":
        fits = bool(unit) and factor == "conversion"
        return Change(factor, "to", of_hundred) if fits else None
    return Change(factor, "plus" if signed else "to", number)


def typed(
    receptions: str, conversion: str, order_value: str
) -> tuple[Factors | None, list[Problem]]:
    """The factors as they were typed: `100`, `40%`, `100`."""
    texts: dict[Factor, str] = {
        "receptions": receptions,
        "conversion": conversion,
        "order_value": order_value,
    }
    values = {factor: _typed(factor, text) for factor, text in texts.items()}
    problems = [
        problem("whatif-not-a-value", option="--" + factor.replace("_", "-"), found=texts[factor])
        for factor, value in values.items()
        if value is None
    ]
    known = [value for value in values.values() if value is not None]
    return (Factors(*known), []) if not problems else (None, problems)


def margin_of(text: str) -> tuple[Decimal | None, list[Problem]]:
    """The gross margin that was typed; None for nothing."""
    if not text:
        return None, []
    figure = figure_of(text)
    if figure is None or figure.unit is not Unit.PERCENT:
        return None, [problem("whatif-not-a-margin", found=text)]
    return figure.value, []


def _typed(factor: Factor, text: str) -> Decimal | None:
    if factor != "conversion":
        value = decimal_of(text)
        return value if value is not None and value >= ZERO else None
    figure = figure_of(text)
    if figure is None or figure.unit is not Unit.PERCENT:
        return None
    return figure.value if ZERO <= figure.value <= ONE else None


def pooled(parts: Iterable[Factors]) -> Factors:
    """The factors of all parts together, which multiply to the sum of their products."""
    every = tuple(parts)
    if len(every) == 1:
        return every[0]
    with exactly():
        receptions = sum((one.receptions for one in every), ZERO)
        buyers = sum((one.buyers for one in every), ZERO)
        sales = sum((one.sales for one in every), ZERO)
        conversion = buyers / receptions if receptions else ZERO
        return Factors(receptions, conversion, sales / buyers if buyers else ZERO)


def changed(factors: Factors, changes: Iterable[Change]) -> Factors:
    """The factors after the changes."""
    after = {change.factor: change.of(factors.of(change.factor)) for change in changes}
    return replace(factors, **after)


def effect_on(people: Sequence[tuple[Factors, Sequence[Change]]]) -> Effect:
    """What the changes make of all sales together, each person's by their own changes."""
    before = pooled(factors for factors, _ in people)
    after = pooled(changed(factors, changes) for factors, changes in people)
    every = dict.fromkeys(change.factor for _, changes in people for change in changes)
    with exactly():
        alone = tuple((factor, _alone(people, factor) - before.sales) for factor in every)
    return Effect(before, after, alone)


def impossible(people: Sequence[tuple[str, Factors, Sequence[Change]]]) -> list[Problem]:
    """What would be less than nothing, or more than all who convert, and whose; "" for nobody's."""
    found: dict[Factor, list[tuple[str, str]]] = {}
    for name, factors, changes in people:
        for change in changes:
            value = change.of(factors.of(change.factor))
            if value < ZERO or (change.factor == "conversion" and value > ONE):
                unit = UNITS[change.factor]
                shown = show(rounded(value, rounding_of(unit)), unit)
                found.setdefault(change.factor, []).append((name, shown))
    return [_too_far(factor, those) for factor, those in found.items()]


def _too_far(factor: Factor, those: Sequence[tuple[str, str]]) -> Problem:
    called = _CALLED[factor][0]
    if not those[0][0]:
        return problem("whatif-too-far", factor=called, value=those[0][1])
    told = tuple(f"{name} {value}" for name, value in those)
    return problem("whatif-too-far-for", factor=called, people=told)


def _alone(people: Sequence[tuple[Factors, Sequence[Change]]], factor: Factor) -> Decimal:
    """All sales if this factor alone had changed."""
    moved = (
        changed(factors, [change for change in changes if change.factor == factor])
        for factors, changes in people
    )
    return pooled(moved).sales
