"""What each step of a plan's bands brings the shop in sales, and what the plan pays for it.

Why the sheet is computed again: the plan itself says what a step pays, through points, score,
bonus, commission and boards; a second formula would be another plan. What moves is the figure that
is judged and, with it, the sales and what is counted of them.
Why step by step from where people stand: all below a bound rise to it, then all below the next one,
so that the steps add up to everybody at full marks, and nobody is priced from where nobody is.
Why response times by the shop's own bands: no formula leads from seconds to sales. What conversion
was in a band is known where enough people were in it, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from csperf.exact import ONE, ZERO, exactly
from csperf.formula import Column, Sign, names
from csperf.inputs import Cells
from csperf.insight.again import again, total_of
from csperf.insight.moving import Kind, Move, kind_of, moved
from csperf.insight.response import Answered, in_bands
from csperf.insight.sales_factors import Sold
from csperf.insight.what_if import Factors
from csperf.next_band import Goal, Standing, everybody_after, standing
from csperf.sheet import Sheet, meets

_CAUSES: Final[frozenset[Kind | None]] = frozenset(
    ("receptions", "conversion", "order_value", "response")
)


@dataclass(frozen=True)
class Price:
    """What more is sold and paid; `judged` is paid for the figure alone, without more sales.

    `sales` is None where nothing tells what is sold for it.
    """

    sales: Decimal | None
    pay: Decimal
    judged: Decimal

    def less(self, other: Price) -> Price:
        """What this one has more than another."""
        with exactly():
            known = self.sales is not None and other.sales is not None
            sales = self.sales - other.sales if known else None  # type: ignore[operator]
            return Price(sales, self.pay - other.pay, self.judged - other.judged)


@dataclass(frozen=True)
class Step:
    """All who stand below a bound rise to it; `counted` are those of them who are priced."""

    sign: Sign
    bound: Decimal
    below: int
    counted: int
    price: Price


@dataclass(frozen=True)
class OwnStep:
    """One person reaches the next better band."""

    agent: int
    stand: Standing
    goal: Goal
    price: Price


@dataclass(frozen=True)
class Priced:
    """An indicator that has to do with sales: its steps from below, and everybody's next one."""

    column: Column
    judged: Column
    kind: Kind
    steps: tuple[Step, ...]
    own: tuple[OwnStep, ...]


Goals = Mapping[int, Goal]
_NOTHING: Final = Price(ZERO, ZERO, ZERO)


def priced(
    sheet: Sheet, sold: Mapping[int, Sold], seen: Mapping[str, Sequence[Answered]]
) -> list[Priced]:
    """Every indicator whose figure is a factor of sales, or a response time.

    `sold` are people's sales by their position on the sheet, `seen` the months of past response
    times by metric. A month that is scored in parts is not priced.
    """
    if len(sheet.of_kind("score")) > 1:
        return []
    found = (_desk(sheet, column, sold, seen) for column in sheet.of_kind("points", "part"))
    return [Priced(d.column, d.judged, d.kind, (*d.steps(),), (*d.own(),)) for d in found if d]


def _desk(
    sheet: Sheet,
    column: Column,
    sold: Mapping[int, Sold],
    seen: Mapping[str, Sequence[Answered]],
) -> _Desk | None:
    stands = [standing(sheet, agent, column.name) for agent in range(len(sheet.agents))]
    judged = next((one.judged for one in stands if one is not None), None)
    metric = None if judged is None else _metric(sheet, judged)
    kind = None if metric is None else kind_of(metric)
    if judged is None or metric is None or kind is None or kind not in _CAUSES:
        return None
    own = {at: one for at, one in enumerate(stands) if one and one.judged.name == judged.name}
    return _Desk(sheet, column, judged, kind, own, sold, seen.get(metric.name, ()))


def _metric(sheet: Sheet, judged: Column) -> Column | None:
    """The metric that is judged, itself or as a ratio to something."""
    below = () if judged.formula is None else tuple(names(judged.formula))
    columns = (judged, *(sheet.column(name) for name in below))
    return next((one for one in columns if kind_of(one) in _CAUSES), None)


@dataclass(frozen=True)
class _Desk:
    """What one indicator is priced with."""

    sheet: Sheet
    column: Column
    judged: Column
    kind: Kind
    stands: Mapping[int, Standing]
    sold: Mapping[int, Sold]
    seen: Sequence[Answered]

    def steps(self) -> Iterator[Step]:
        """The steps from below, each by what it adds to the one before.

        Where it is known of some what they sell for it, the step is priced by these alone, and
        else by what all are paid for it; how many stand below it is told in any case.
        """
        ways = self.ways()
        told = {agent: way for agent, way in ways.items() if way and self.move(agent, way[0])}
        others = {agent: way for agent, way in ways.items() if agent not in told}
        priced = {(one.sign, one.bound): one for one in (*self.walk(others), *self.walk(told))}
        for at in _bounds(ways):
            yield replace(priced[at], below=len(_rising(ways, at)))

    def walk(self, ways: Mapping[int, Sequence[Goal]]) -> Iterator[Step]:
        """The steps of these people alone, from below."""
        before, reached = _NOTHING, dict[int, Goal]()
        for at in _bounds(ways):
            rising = _rising(ways, at)
            reached |= rising
            price = self.price_of_all(reached)
            yield Step(*at, len(rising), len(rising), price.less(before))
            before = price

    def ways(self) -> dict[int, list[Goal]]:
        """The better bands above everybody, the nearest first."""
        return {agent: [*_above(stand)] for agent, stand in self.stands.items()}

    def own(self) -> Iterator[OwnStep]:
        """Everybody's next step, each taken alone."""
        nearest = {agent: way[0] for agent, way in self.ways().items() if way}
        moves = {agent: self.move(agent, goal) for agent, goal in nearest.items()}
        known = {agent: move for agent, move in moves.items() if move is not None}
        given = self.figures(nearest)
        people = list(nearest)
        alone = self.more_paid_for(given, people)
        selling = self.more_paid_for({**moved(self.sheet, known), **given}, people)
        for agent, judged, pay in zip(people, alone, selling, strict=True):
            sales = known[agent].more if agent in known else None
            yield OwnStep(agent, self.stands[agent], nearest[agent], Price(sales, pay, judged))

    def more_paid_for(self, given: Mapping[str, Cells], people: Sequence[int]) -> Iterator[Decimal]:
        """How much more the shop pays for each alone; a prize won from somebody is no more."""
        before = total_of(self.sheet)
        for cells in everybody_after(self.sheet, given, people):
            with exactly():
                yield total_of(replace(self.sheet, cells=cells)) - before

    def price_of_all(self, goals: Goals) -> Price:
        """What it brings and costs if all these people reach these goals."""
        moves = {agent: self.move(agent, goal) for agent, goal in goals.items()}
        known = {agent: move for agent, move in moves.items() if move is not None}
        known = known if len(known) == len(moves) else {}
        given = self.figures(goals)
        before = total_of(self.sheet)
        selling = total_of(again(self.sheet, {**moved(self.sheet, known), **given}))
        judged = total_of(again(self.sheet, given))
        with exactly():
            sales = sum((one.more for one in known.values()), ZERO)
            told = sales if len(known) == len(moves) else None
            return Price(told, selling - before, judged - before)

    def figures(self, goals: Goals) -> dict[str, Cells]:
        """The column that is judged, with the goals reached."""
        cells = list(self.sheet.cells[self.judged.name])
        for agent, goal in goals.items():
            cells[agent] = goal.figure
        return {self.judged.name: cells}

    def move(self, agent: int, goal: Goal) -> Move | None:
        """What is sold once the goal is reached; None where nothing tells it."""
        sold, stand = self.sold.get(agent), self.stands[agent]
        factors = None if sold is None else sold.factors
        if sold is None or factors is None or not stand.value:
            return None
        after = self.after(factors, stand, goal)
        return None if after is None else Move(sold, after)

    def after(self, factors: Factors, stand: Standing, goal: Goal) -> Factors | None:
        """The factors of sales once the goal is reached."""
        if self.kind == "response":
            return self.answering(factors, stand, goal)
        own = {"receptions": factors.receptions, "conversion": factors.conversion}
        value = own.get(self.kind, factors.order_value)
        with exactly():
            raised = value * (goal.figure / (stand.value or ONE))
        return replace(factors, **{self.kind: raised})

    def answering(self, factors: Factors, stand: Standing, goal: Goal) -> Factors | None:
        """As much more conversion as went with the better band; None where too few were in one."""
        bands = in_bands(self.seen, lambda value: _met(stand, value))
        here, there = (bands.get(at) for at in (stand.met or 0, goal.band))
        if here is None or there is None or here.factors is None or there.factors is None:
            return None
        with exactly():
            conversion = factors.conversion + there.factors.conversion - here.factors.conversion
        return replace(factors, conversion=min(max(conversion, ZERO), ONE))


def _bounds(ways: Mapping[int, Sequence[Goal]]) -> list[tuple[Sign, Decimal]]:
    """Every bound that somebody could reach, in the order in which one comes to them."""
    found = {(one.sign, one.bound) for way in ways.values() for one in way}
    rising = {sign in {"at_least", "over"} for sign, _ in found}
    return sorted(found, key=lambda one: one[1], reverse=rising == {False})


def _rising(ways: Mapping[int, Sequence[Goal]], at: tuple[Sign, Decimal]) -> dict[int, Goal]:
    """Who could reach this bound, and by which goal."""
    return {
        agent: goal
        for agent, goals in ways.items()
        for goal in goals
        if (goal.sign, goal.bound) == at
    }


def _above(stand: Standing) -> Iterator[Goal]:
    """The better bands above a standing, each from the one before."""
    while (goal := stand.goal) is not None:
        yield goal
        stand = replace(stand, value=goal.figure, met=goal.band)


def _met(stand: Standing, value: Decimal) -> int:
    """The row of the standing's table that holds for another figure."""
    held = (
        at
        for at, band in enumerate(stand.bands)
        if band.sign is None or band.bound is None or meets(value, band.sign, band.bound)
    )
    return next(held)
