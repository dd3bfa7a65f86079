"""The sheet: agents down, columns across; evaluates formulas exactly and keeps every cell.

Why column by column: each node is visited once for the whole team and works on a list, so the
interpreter's cost does not grow with the agents, and rank, mean and sum need nothing special.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from types import MappingProxyType
from typing import assert_never

from csperf.errors import NOWHERE, CsperfError, Place, problem
from csperf.exact import ONE, ZERO, exactly, rounding
from csperf.formula import (
    WHO,
    Aggregate,
    AnyOf,
    Cell,
    Choose,
    Column,
    Condition,
    Constant,
    Difference,
    Distribution,
    Each,
    Formula,
    Given,
    Ladder,
    Limit,
    Mode,
    Not,
    Prize,
    Product,
    Quotient,
    Rank,
    Round,
    Share,
    Sign,
    Source,
    Sum,
    Test,
    Tier,
    Value,
    WeightedMean,
    When,
    names,
    reads_whole_columns,
)
from csperf.inputs import Agent, Cells, Inputs
from csperf.wholes import aggregated, as_number, distributed, prizes, ranked, shared


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A text in which `*` stands for anything, nothing included."""
    return re.compile(".*".join(map(re.escape, text.split("*"))), re.DOTALL)


def _like(value: Value, pattern: Value) -> bool:
    return _pattern(str(pattern)).fullmatch(str(value)) is not None


_OF_TEXTS: frozenset[Sign] = frozenset({"is", "like"})
_HOLDS: Mapping[Sign, Callable[[Value, Value], bool]] = {
    "is": operator.eq,
    "like": _like,
    "at_least": operator.ge,
    "over": operator.gt,
    "at_most": operator.le,
    "under": operator.lt,
}


@dataclass(frozen=True)
class Sheet:
    """Every column of a run with every agent's value, in the order of computation."""

    agents: tuple[Agent, ...]
    columns: tuple[Column, ...]
    cells: Mapping[str, Cells]
    sources: Mapping[str, Source] = field(default_factory=dict)
    details: Mapping[str, Detail] = field(default_factory=dict)

    def column(self, name: str) -> Column:
        """The column of this name."""
        return next(column for column in self.columns if column.name == name)

    def value(self, agent: int, name: str) -> Value | None:
        """One cell."""
        return self.cells[name][agent]

    def worth(self, agent: int, formula: Formula) -> Value | None:
        """What a part of a formula is worth for one agent, from the kept cells.

        A part that looks at the whole team is evaluated over it, any other over this row alone.
        """
        with exactly():
            if reads_whole_columns(formula):
                return values(formula, self.cells, len(self.agents), self.details)[agent]
            row = {name: [self.cells[name][agent]] for name in names(formula)}
            return values(formula, row, 1)[0]

    def of_kind(self, *kinds: str) -> list[Column]:
        """The columns of these kinds, in order."""
        return [column for column in self.columns if column.kind in kinds]

    def place(self, agent: int, name: str) -> Place:
        """The cell of the export that a data column's value was read from."""
        source = self.sources.get(name)
        return source.place(agent) if source else NOWHERE


@dataclass(frozen=True)
class Detail:
    """The rows of a table that count, as a sheet of their own: its "agents" are the rows' owners.

    `owners` are the positions of these people on the month's sheet; `left_out` tells how many more
    rows each has that do not count.
    """

    sheet: Sheet
    owners: tuple[int, ...]
    left_out: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def rows(self) -> Mapping[int, tuple[int, ...]]:
        """The rows of each person who has any."""
        found: dict[int, list[int]] = {}
        for row, owner in enumerate(self.owners):
            found.setdefault(owner, []).append(row)
        return {owner: tuple(rows) for owner, rows in found.items()}

    def counted(self, agent: int, node: Each) -> tuple[int, ...]:
        """The rows of a person that count for a sum: all, or those with the largest amounts.

        Rows below zero count always: nobody may sell so much that a refund is no longer charged.
        """
        rows, cells = self.rows.get(agent, ()), self.sheet.cells[node.column]
        if node.most is None or len(rows) <= node.most or any(cells[row] is None for row in rows):
            return rows
        amounts = {row: as_number(cells[row] or ZERO) for row in rows}
        below = [row for row in rows if amounts[row] < ZERO]
        largest = sorted(set(rows).difference(below), key=lambda row: (-amounts[row], row))
        return tuple(sorted([*below, *largest[: node.most]]))


def evaluate(
    columns: Sequence[Column],
    inputs: Inputs,
    given: Mapping[str, Cells] | None = None,
    details: Mapping[str, Detail] | None = None,
) -> Sheet:
    """The sheet of these columns, each reading only columns before it or the inputs.

    `given` overrides computed columns (a plan's examples state team values and places so); they
    stand in the sheet as data, without a formula. `details` are the tables of rows, evaluated.
    """
    given, details = given or {}, details or {}
    size = len(inputs.agents)
    cells: dict[str, Cells] = {}
    columns = [replace(c, formula=None) if c.name in given else c for c in columns]
    with exactly():
        for column in columns:
            if column.name in given:
                cells[column.name] = given[column.name]
            elif column.name == WHO and column.formula is None:
                cells[WHO] = inputs.names
            elif column.formula is None:
                cells[column.name] = inputs.columns.get(column.name, [None] * size)
            else:
                try:
                    cells[column.name] = values(column.formula, cells, size, details)
                except InvalidOperation:  # more digits than the exact context holds
                    name = column.label or column.name
                    raise CsperfError([problem("beyond-exact", column.place, name=name)]) from None
    return Sheet(inputs.agents, tuple(columns), cells, inputs.sources, details)


def values(  # noqa: C901, PLR0911, PLR0912 - one case a node
    formula: Formula,
    cells: Mapping[str, Cells],
    size: int,
    details: Mapping[str, Detail] = MappingProxyType({}),
) -> Cells:
    """The formula's value for each of `size` rows; call inside `exactly()`."""

    def of(part: Formula) -> Cells:
        return values(part, cells, size, details)

    match formula:
        case Constant(value=value):
            return [value] * size
        case Cell(column=name):
            return cells[name]
        case Sum(terms=terms):
            return _fold(operator.add, [of(term) for term in terms])
        case Difference(left=left, right=right):
            return _fold(operator.sub, [of(left), of(right)])
        case Product(factors=factors):
            return _fold(operator.mul, [of(factor) for factor in factors])
        case Quotient(over=over, under=under):
            return [_divided(a, b) for a, b in zip(of(over), of(under), strict=True)]
        case Round(value=value, to=to, mode=mode):
            nearest = rounding(to, mode)
            return [nearest(v) if isinstance(v, Decimal) else v for v in of(value)]
        case Limit(value=value, at_least=low, at_most=high):
            limited = of(value)
            limited = limited if low is None else _fold(max, [limited, of(low)])
            return limited if high is None else _fold(min, [limited, of(high)])
        case Choose(subject=subject):
            return _chosen(formula, of(subject), of, size)
        case When():
            return _gated(formula, of, size)
        case Ladder(base=base, tiers=tiers, mode=mode, owns_start=owns):
            return [
                None if v is None else ladder(as_number(v), tiers, mode, owns_start=owns)
                for v in of(base)
            ]
        case Aggregate():
            return aggregated(formula, cells, size)
        case Each(table=table):
            return _added(formula, details.get(table), size)
        case Rank():
            return ranked(formula, cells, size)
        case Prize():
            return prizes(formula, cells)
        case Share(pool=pool):
            return shared(formula, of(pool), cells)
        case Distribution():
            return distributed(formula, cells)
        case Given(value=value, otherwise=other, subject=subject):
            known = of(value if subject is None else subject)
            rows = zip(known, of(value), of(other), strict=True)
            return [b if k is None else a for k, a, b in rows]
        case WeightedMean():
            return _weighted_mean(formula, of, size)
        case _:
            assert_never(formula)


def meets(value: Value, sign: Sign, bound: Value) -> bool:
    """Whether `value` stands to `bound` as the sign says: the one place where bounds are compared.

    Raises TypeError when a text meets a number; the plan's units keep them apart.
    """
    if sign in _OF_TEXTS:
        return _HOLDS[sign](value, bound)
    return _HOLDS[sign](as_number(value), as_number(bound))


def ladder_parts(
    base: Decimal, tiers: Sequence[Tier], mode: Mode, *, owns_start: bool
) -> list[tuple[Decimal, Decimal]]:
    """The (amount, rate) pairs that a ladder pays on: the parts of `base`, or all of it once.

    >>> tiers = [Tier(Constant(Decimal(s)), Constant(Decimal(r))) for s, r in
    ...          (("0", "0.01"), ("50000", "0.015"))]
    >>> ladder_parts(Decimal(80000), tiers, "graduated", owns_start=True)
    [(Decimal('50000'), Decimal('0.01')), (Decimal('30000'), Decimal('0.015'))]
    >>> ladder_parts(Decimal(50000), tiers, "whole", owns_start=False)
    [(Decimal('50000'), Decimal('0.01'))]
    """
    holds = _HOLDS["at_least" if owns_start else "over"]
    reached = [tier for tier in tiers if holds(base, tier.start.value)]
    if not reached:
        return []
    if mode == "whole":
        return [(base, as_number(reached[-1].rate.value))]
    starts = [as_number(tier.start.value) for tier in reached]
    rates = [as_number(tier.rate.value) for tier in reached]
    return list(zip(map(operator.sub, [*starts[1:], base], starts), rates, strict=True))


def ladder(base: Decimal, tiers: Sequence[Tier], mode: Mode, *, owns_start: bool) -> Decimal:
    """What a ladder pays on `base`, unrounded."""
    return sum(
        (part * rate for part, rate in ladder_parts(base, tiers, mode, owns_start=owns_start)), ZERO
    )


def _fold(operation: Callable[..., Decimal], parts: list[Cells]) -> Cells:
    """The operation over the parts, row by row; unknown wherever one of them is."""
    result = parts[0]
    for part in parts[1:]:
        try:
            result = list(map(operation, result, part))
        except TypeError:  # some are unknown
            result = [
                None if a is None or b is None else operation(a, b)
                for a, b in zip(result, part, strict=True)
            ]
    return result


def _divided(over: Value | None, under: Value | None) -> Decimal | None:
    if over is None or under is None or under == ZERO:
        return None
    return as_number(over) / as_number(under)


def _chosen(node: Choose, subject: Cells, of: Callable[[Formula], Cells], size: int) -> Cells:
    """Distinct subjects are few (a percent has 10,001 at most), so each is looked up once."""
    rows = node.rows
    tests = [
        (_HOLDS[row.sign], row.bound.value if row.sign in _OF_TEXTS else as_number(row.bound.value))
        for row in rows
    ]
    found: dict[Value, int] = {}
    for value in set(subject):
        if value is not None:
            met = (i for i, (holds, bound) in enumerate(tests) if holds(value, bound))
            found[value] = next(met, len(rows))
    branches = (*(row.result for row in rows), node.otherwise)
    if all(branch is None or isinstance(branch, Constant) for branch in branches):
        constants = [b.value if isinstance(b, Constant) else None for b in branches]
        table: dict[Value | None, Value | None] = {v: constants[i] for v, i in found.items()}
        return list(map(table.get, subject))
    results = [[None] * size if branch is None else of(branch) for branch in branches]
    return [None if v is None else results[found[v]][i] for i, v in enumerate(subject)]


def _gated(node: When, of: Callable[[Formula], Cells], size: int) -> Cells:
    held = all_hold(node.tests, of, size)
    rows = zip(held, of(node.then), of(node.otherwise), strict=True)
    return [None if h is None else then if h else otherwise for h, then, otherwise in rows]


def all_hold(
    conditions: Sequence[Condition], of: Callable[[Formula], Cells], size: int
) -> list[bool | None]:
    """For each row whether every condition holds; None where an unknown figure would decide."""
    held: list[bool | None] = [True] * size
    for condition in conditions:
        outcomes = _holds(condition, of, size)
        held = [_both(a, b) for a, b in zip(held, outcomes, strict=True)]
    return held


def _holds(
    condition: Condition, of: Callable[[Formula], Cells], size: int
) -> Sequence[bool | None]:
    match condition:
        case Test(subject=subject, sign=sign, bound=bound):
            rows = zip(of(subject), of(bound), strict=True)
            return [None if a is None or b is None else meets(a, sign, b) for a, b in rows]
        case Not(conditions=inner):
            return [None if h is None else not h for h in all_hold(inner, of, size)]
        case AnyOf(groups=groups):
            columns = [all_hold(group, of, size) for group in groups]
            rows = zip(*columns, strict=True)
            return [True if True in row else None if None in row else False for row in rows]
        case _:
            assert_never(condition)


def _both(a: bool | None, b: bool | None) -> bool | None:  # noqa: FBT001 - three values
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def _added(node: Each, detail: Detail | None, size: int) -> Cells:
    """Each person's rows added; unknown without the table, and where one of the rows is."""
    if detail is None:
        return [None] * size
    cells = detail.sheet.cells[node.column]
    sums: list[Value | None] = []
    for agent in range(size):
        amounts = [cells[row] for row in detail.counted(agent, node)]
        known = [as_number(amount) for amount in amounts if amount is not None]
        sums.append(sum(known, ZERO) if len(known) == len(amounts) else None)
    return sums


def _weighted_mean(node: WeightedMean, of: Callable[[Formula], Cells], size: int) -> Cells:
    columns = [of(points) for points, _ in node.parts]
    weights = [as_number(weight.value) for _, weight in node.parts]
    full = sum(weights, ZERO)
    try:
        weighted = [_times(c, w) for c, w in zip(columns, weights, strict=True)]
        totals = [sum(row, ZERO) for row in zip(*weighted, strict=True)]
    except TypeError:  # some are unknown
        return [_known_mean(row, weights, node) for row in zip(*columns, strict=True)]
    if not columns or not full:
        return [None] * size
    return totals if full == ONE else [total / full for total in totals]


def _times(column: Cells, weight: Decimal) -> list[Decimal]:
    """Each value times the weight; equal points, which are many, are multiplied once."""
    products = {value: value * weight for value in set(column)}  # type: ignore[operator]
    return [products[value] for value in column]


def _known_mean(
    points: tuple[Value | None, ...], weights: Sequence[Decimal], node: WeightedMean
) -> Decimal | None:
    """One row's mean where some points are unknown."""
    known = [(as_number(v), w) for v, w in zip(points, weights, strict=True) if v is not None]
    share = sum((w for _, w in known), ZERO)
    unknown = {i for i, v in enumerate(points) if v is None}
    if not share or unknown - node.optional:
        return None
    return sum((v * w for v, w in known), ZERO) / share
