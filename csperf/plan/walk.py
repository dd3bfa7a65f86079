"""Walking a plan's bounds: what is just below, at and just above each one worth?

Every bound of every table, ladder and gate is evaluated at three values with the same formulas that
pay people. So a cliff, a better result that pays less, and a row that no score can reach are found
by looking, not by a second set of rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from csperf.errors import Fact, Place, Problem, Term, warning
from csperf.exact import ONE, ZERO, exactly, plain
from csperf.formula import (
    Cell,
    Choose,
    Column,
    Constant,
    Formula,
    Ladder,
    Limit,
    Rank,
    Round,
    Sum,
    WeightedMean,
    When,
    names,
    parts,
    tests_in,
)
from csperf.inputs import Cells, Inputs
from csperf.metrics.catalogue import Better
from csperf.plan.examples import Outcome
from csperf.plan.fields import as_written
from csperf.sheet import Sheet, evaluate, values
from csperf.units import Figure, Unit, rounding_of

Sheets = tuple[Sheet, ...]


@dataclass(frozen=True)
class Bound:
    """A value at which something may change: of which column, read by which."""

    column: str
    value: Decimal
    reader: str
    place: Place


@dataclass(frozen=True)
class Step:
    """What a bound is worth: the reader's figure around it; score and total for an example."""

    bound: Bound
    unit: Unit
    reader: Column
    below: Decimal
    at: Decimal
    above: Decimal
    score: Decimal | None = None
    total: Decimal | None = None


def bounds_of(columns: Sequence[Column]) -> list[Bound]:
    """Every numeric bound of the columns' tables, ladders and gates, each once."""
    found: dict[tuple[str, Decimal, str], Bound] = {}
    for column in columns:
        if column.formula is not None:
            for bound in _bounds_in(column.formula, column.name):
                found.setdefault((bound.column, bound.value, bound.reader), bound)
    return list(found.values())


def _bounds_in(formula: Formula, reader: str) -> Iterator[Bound]:
    match formula:
        case Choose(subject=Cell(column=column), rows=rows):
            for row in rows:
                if isinstance(row.bound.value, Decimal) and row.sign != "is":
                    yield Bound(column, row.bound.value, reader, row.bound.place)
        case When(tests=tests):
            for test in tests_in(tests):
                if isinstance(test.subject, Cell) and isinstance(test.bound, Constant):
                    value = test.bound.value
                    if isinstance(value, Decimal):
                        yield Bound(test.subject.column, value, reader, test.bound.place)
        case Ladder(base=Cell(column=column), tiers=tiers):
            for tier in tiers[1:]:
                yield Bound(column, Decimal(tier.start.value), reader, tier.start.place)
        case _:
            pass
    for part in parts(formula):
        yield from _bounds_in(part, reader)


def steps_of(columns: Sequence[Column], outcomes: Sequence[Outcome]) -> list[Step]:
    """Each bound's three values; score and total too where an example gives the rest."""
    by_name = {column.name: column for column in columns}
    base = next((o for o in outcomes if _has_pay(o.sheet)), outcomes[0] if outcomes else None)
    entry = {c.formula.eligible: c.name for c in columns if isinstance(c.formula, Rank)}
    around: dict[tuple[str, Decimal], Sheets | None] = {}
    steps: list[Step] = []
    for bound in bounds_of(columns):
        reader, unit = by_name[bound.reader], by_name[bound.column].unit
        near = _near(bound.value, unit)
        key = (bound.column, bound.value)
        if key not in around:
            around[key] = None if base is None else _around(base, bound.column, near, entry)
        sheets = around[key]
        alone = [_figure(reader, bound.column, value) for value in near]
        figures = _cells(sheets, reader.name) if None in alone else alone
        known = [figure for figure in figures if figure is not None]
        if len(known) != len(near):
            continue
        moves = bound.column != "score" and reader.name != "score"
        score = _jump(_cells(sheets, "score")) if moves else None
        total = _jump(_cells(sheets, "total"))
        below, at, above = known
        steps.append(Step(bound, unit, reader, below, at, above, score, total))
    return steps


def _has_pay(sheet: Sheet) -> bool:
    return any(c.name == "total" and sheet.value(0, "total") is not None for c in sheet.columns)


def _near(value: Decimal, unit: Unit) -> tuple[Decimal, Decimal, Decimal]:
    """Just below, at, just above."""
    step = ONE if unit in {Unit.COUNT, Unit.DAYS, Unit.SECONDS} else rounding_of(unit)
    return (value - step, value, value + step)


def _figure(reader: Column, name: str, value: Decimal) -> Decimal | None:
    """The reader's figure from this one value alone, if it needs no other."""
    if reader.formula is None or set(names(reader.formula)) != {name}:
        return None
    with exactly(), suppress(InvalidOperation):
        found = values(reader.formula, {name: [value]}, 1)[0]
        return found if isinstance(found, Decimal) else None
    return None


def _around(
    base: Outcome, name: str, near: Sequence[Decimal], entry: Mapping[str | None, str]
) -> Sheets:
    """The example's sheet, had this column each of these values.

    An example gives its place on a board; `entry` names the board of each column that says who
    takes part, so that whoever falls out of it loses the place.
    """
    sheet = base.sheet
    cells = {c.name: sheet.cells[c.name] for c in sheet.columns if c.formula is None}
    inputs = Inputs(sheet.agents, cells)
    found: list[Sheet] = []
    for value in near:
        given = cells | {name: [value]}
        tried = evaluate(sheet.columns, inputs, given)
        out: dict[str, Cells] = {
            board: [ZERO]
            for eligible, board in entry.items()
            if eligible is not None and board in cells and tried.cells[eligible][0] == ZERO
        }
        found.append(evaluate(sheet.columns, inputs, given | out) if out else tried)
    return tuple(found)


def _cells(sheets: Sheets | None, name: str) -> list[Decimal | None]:
    """One column's figure in each sheet, where it is a number."""
    found = [sheet.cells.get(name, (None,))[0] for sheet in sheets or ()]
    return [figure if isinstance(figure, Decimal) else None for figure in found]


def _jump(figures: Sequence[Decimal | None]) -> Decimal | None:
    """The larger of the two changes around a bound, which may belong to either side."""
    known = [figure for figure in figures if figure is not None]
    if len(known) < 2:  # noqa: PLR2004 - a change needs two
        return None
    with exactly():
        return max((after - before for before, after in pairwise(known)), key=abs)


def spoken(name: str) -> str | Term:
    """A column's name as a reader knows it."""
    return Term(f"heading-{name}") if name in {"score", "grade", "rank", "total"} else name


def falling(steps: Sequence[Step], better: Mapping[str, Better]) -> list[Problem]:
    """Bounds where a better result gives fewer points or less pay."""
    told: dict[tuple[str, str, Decimal], Problem] = {}
    for step in steps:
        way = better.get(step.bound.column, "neutral")
        if way == "neutral" or step.reader.kind not in {"points", "part", "pay"}:
            continue
        with exactly():
            rises = [step.at - step.below, step.above - step.at]
        worse = min(rises) < ZERO if way == "higher" else max(rises) > ZERO
        if not worse:
            continue
        low, high = (min(step.below, step.at, step.above), max(step.below, step.at, step.above))
        facts: dict[str, Fact] = {
            "name": step.reader.name,
            "column": spoken(step.bound.column),
            "bound": as_written(Figure(step.bound.value, step.unit)),
            "low": plain(low),
            "high": plain(high),
        }
        key = (step.reader.name, step.bound.column, step.bound.value)
        told.setdefault(key, warning("better-pays-less", step.bound.place, **facts))
    return list(told.values())


def out_of_reach(columns: Sequence[Column]) -> list[Problem]:
    """Bounds on the score that no combination of points can reach."""
    formulas = {column.name: column.formula for column in columns}
    highest = highest_of(Cell("score"), formulas) if "score" in formulas else None
    if highest is None:
        return []
    return [
        warning(
            "out-of-reach",
            bound.place,
            name=spoken(bound.reader),
            bound=plain(bound.value),
            highest=plain(highest),
        )
        for bound in bounds_of(columns)
        if bound.column == "score" and bound.value > highest
    ]


def highest_of(formula: Formula, formulas: Mapping[str, Formula | None]) -> Decimal | None:
    """The largest value a formula of points can have, or None if nothing bounds it."""
    match formula:
        case Constant(value=value):
            return value if isinstance(value, Decimal) else None
        case Cell(column=name):
            inner = formulas.get(name)
            return None if inner is None else highest_of(inner, formulas)
        case Round(value=value):
            return highest_of(value, formulas)
        case Limit(at_most=Constant(value=Decimal() as most)):
            return most
        case Choose(rows=rows, otherwise=otherwise):
            results = [*(row.result for row in rows), *([otherwise] if otherwise else [])]
            return _all(max, [highest_of(result, formulas) for result in results])
        case Sum(terms=terms):
            return _all(sum, [highest_of(term, formulas) for term in terms])
        case WeightedMean(parts=weighted):
            tops = [highest_of(points, formulas) for points, _ in weighted]
            weights = [w.value for _, w in weighted if isinstance(w.value, Decimal)]
            if None in tops or not sum(weights, ZERO):
                return None
            with exactly():
                total = sum(
                    (t * w for t, w in zip(tops, weights, strict=True) if t is not None), ZERO
                )
                return total / sum(weights, ZERO)
        case _:
            return None


def _all(combine: object, found: list[Decimal | None]) -> Decimal | None:
    known = [value for value in found if value is not None]
    if len(known) != len(found) or not callable(combine):
        return None
    with exactly():
        result = combine(known)
    return Decimal(result)
