"""The closed set of formula nodes, `Column`, and which columns a formula reads.

Why closed: an indicator or a pay line lowers to these nodes, and each reader (the exact evaluator,
the words of an explanation, a workbook's formulas) is one `match` over them that the type checker
holds complete. N kinds and M readers cost N + M pieces of code, never N times M, and an explanation
cannot disagree with the pay: both read the same tree.

A value is a Decimal, a text, or None for *unknown*. Unknown in means unknown out, except in the
nodes that name what to do about it (`Given`, and `WeightedMean` with its policy).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol, assert_never

from csperf.errors import NOWHERE, Place
from csperf.exact import RoundingMode
from csperf.units import Unit

Value = Decimal | str
Sign = Literal["at_least", "over", "at_most", "under", "is", "like"]
WHO = "agent"
"""The column of the agents' names, which no file supplies."""
Ties = Literal["share", "all_full", "next_drops"]
Mode = Literal["graduated", "whole"]
Whole = Literal["mean", "sum", "min", "max"]
How = Literal["sum", "max", "min", "same", "list", "never"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or text that the plan writes."""

    value: Value
    unit: Unit = Unit.RATIO
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Cell:
    """The value of another column in the same row."""

    column: str


@dataclass(frozen=True, slots=True)
class Sum:
    """All terms added up."""

    terms: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`left` less `right`."""

    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class Product:
    """All factors multiplied."""

    factors: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """`over` divided by `under`; unknown when `under` is zero, never 0 and never 100%."""

    over: Formula
    under: Formula


@dataclass(frozen=True, slots=True)
class Round:
    """The multiple of `to` nearest to the value."""

    value: Formula
    to: Decimal
    mode: RoundingMode = "half_up"


@dataclass(frozen=True, slots=True)
class Limit:
    """The value raised to at least one bound and lowered to at most the other."""

    value: Formula
    at_least: Formula | None = None
    at_most: Formula | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a band or level table: `sign bound -> result`."""

    sign: Sign
    bound: Constant
    result: Formula


@dataclass(frozen=True, slots=True)
class Choose:
    """The result of the first row whose bound the subject meets, else `otherwise`.

    Without `otherwise` (levels, amounts by level) a subject that no row names is unknown.
    """

    subject: Formula
    rows: tuple[Row, ...]
    otherwise: Formula | None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Test:
    """`subject sign bound`."""

    subject: Formula
    sign: Sign
    bound: Formula


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these groups holds, that is: every condition in it."""

    groups: tuple[tuple[Condition, ...], ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not every one of these conditions holds."""

    conditions: tuple[Condition, ...]


Condition = Test | AnyOf | Not


@dataclass(frozen=True, slots=True)
class When:
    """`then` if all conditions hold, else `otherwise`; `reason` names the gate for the payslip.

    Where a condition cannot be decided, because a figure is unknown, neither is this.
    """

    tests: tuple[Condition, ...]
    then: Formula
    otherwise: Formula
    reason: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier of a ladder; `rate` is multiplied with the part of the base that it takes."""

    start: Constant
    rate: Constant


@dataclass(frozen=True, slots=True)
class Ladder:
    """A tier table over an amount.

    `graduated`: each rate on the part inside its tier. `whole`: the rate of the tier reached on
    everything. `owns_start` tells which tier an amount exactly at a start belongs to. Below the
    first start nothing is due (a plan says what happens to negative amounts before this).
    """

    base: Formula
    tiers: tuple[Tier, ...]
    mode: Mode
    owns_start: bool = True
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Mean, sum or extreme of a column over the people of the same group (None: the whole team).

    Unknown values are left out, and so is who lacks one of the columns `alongside`; of nobody it
    is unknown.
    """

    how: Whole
    column: str
    within: str | None = None
    alongside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Each:
    """The sum of a column over an agent's own rows of a table; who has no row there has 0.

    `most`: only so many rows count, those with the largest amounts.
    """

    table: str
    column: str
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """The place on a board: 1 is best, equals share a place, the next place is skipped.

    `keys` are compared in order, each with its direction. Who is not eligible (a column of 1 and
    0) has place 0: not on the board. Whoever lacks a key that decides
    has no known place.
    """

    keys: tuple[tuple[str, Literal["higher", "lower"]], ...]
    eligible: str | None = None


@dataclass(frozen=True, slots=True)
class Prize:
    """The prize of a place on the board kept in column `rank`.

    `share`: tied people divide the prizes of the places that they cover. `all_full`: each gets the
    prize of their place. `next_drops`: each gets the prize of the last place that they cover.
    """

    rank: str
    prizes: tuple[Constant, ...]
    others: Constant
    ties: Ties
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Share:
    """One's part of a pool in proportion to the column `weight`, by largest remainder.

    The pool is rounded to a multiple of `to` and every part is one, so that the parts sum to it;
    equal remainders go by the names in the column `who`. Whoever has no weight gets nothing; where
    nobody has any, nothing is paid. `within` makes a pool for every group. An unknown weight leaves
    every part of its group unknown.
    """

    pool: Formula
    weight: str
    who: str
    to: Decimal
    mode: RoundingMode = "half_up"
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """The grade of a place on the board `rank`, where each grade has its share of the heads.

    `shares` are names with the share of all heads down to and with this one; so many heads, rounded
    by `heads`, have it or a better one. Tied people have the grade of the `better` or the `worse`
    end of the places that they cover. Place 0, not on the board, has the grade `others`.
    """

    rank: str
    shares: tuple[tuple[Constant, Constant], ...]
    others: Constant
    ties: Literal["better", "worse"]
    heads: RoundingMode = "half_up"
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Given:
    """The value, or `otherwise` where it is unknown; `reason` is a text id that says why.

    With a `subject`, `otherwise` stands where that is unknown; the value may be unknown for other
    reasons, and then is.
    """

    value: Formula
    otherwise: Formula
    reason: str = ""
    subject: Formula | None = None


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """Sum of points times weight, divided by the sum of weights.

    The parts at the positions `optional` are left out with their weights where they are unknown;
    any other unknown makes the mean unknown. No known points at all: unknown.
    """

    parts: tuple[tuple[Formula, Constant], ...]
    optional: frozenset[int] = frozenset()


Formula = (
    Constant
    | Cell
    | Sum
    | Difference
    | Product
    | Quotient
    | Round
    | Limit
    | Choose
    | When
    | Ladder
    | Aggregate
    | Each
    | Rank
    | Prize
    | Share
    | Distribution
    | Given
    | WeightedMean
)

Kind = Literal[
    "metric",
    "team",
    "points",
    "part",
    "score",
    "grade",
    "rank",
    "aid",
    "pay",
    "balance",
    "total",
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet: a name that the plan gives, a formula (None: read from the data).

    `part` marks points inside a composite, `aid` a column that only other columns read, `balance`
    what is left for next month (money carried, an advance owed, months in a row).
    """

    name: str
    kind: Kind
    unit: Unit
    formula: Formula | None = None
    place: Place = NOWHERE
    says: str = ""
    label: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Addend:
    """One of several rows that a value was put together from, with its weight if it has one."""

    value: Value | None
    place: Place
    weight: Decimal | None = None
    weight_place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Several:
    """The rows that one value was put together from, and how: added, the largest, all the same.

    Of `days` the first and the last one, which were counted; of `parts` the figures of which a
    past value was computed.
    """

    how: How | Literal["days", "parts"]
    addends: tuple[Addend, ...]


class Source(Protocol):
    """Where a column of the data was read."""

    def place(self, agent: int) -> Place:
        """The cell of this agent (by position): of several, the first one or a blank one."""

    def several(self, agent: int) -> Several | None:
        """The rows that this agent's value was put together from; None if it is one cell."""


def names(formula: Formula) -> Iterator[str]:
    """The columns that the formula itself names."""
    match formula:
        case Cell(column=column):
            yield column
        case Aggregate(column=column, within=within, alongside=others):
            yield from dict.fromkeys((column, *others))
            if within is not None:
                yield within
        case Rank(keys=keys, eligible=eligible):
            yield from (name for name, _ in keys)
            if eligible is not None:
                yield eligible
        case Prize(rank=rank) | Distribution(rank=rank):
            yield rank
        case Share(pool=pool, weight=weight, who=who, within=within):
            yield from (*names(pool), weight, who)
            if within is not None:
                yield within
        case _:
            for part in parts(formula):
                yield from names(part)


def parts(formula: Formula) -> tuple[Formula, ...]:  # noqa: PLR0911 - one case a node
    """The formulas directly inside a formula."""
    match formula:
        case Constant() | Cell() | Aggregate() | Each() | Rank() | Prize() | Distribution():
            return ()
        case Share(pool=pool):
            return (pool,)
        case Sum(terms=inner) | Product(factors=inner):
            return inner
        case Difference(left=left, right=right):
            return (left, right)
        case Quotient(over=over, under=under):
            return (over, under)
        case Round(value=value) | Ladder(base=value):
            return (value,)
        case Limit(value=value, at_least=low, at_most=high):
            return tuple(part for part in (value, low, high) if part is not None)
        case Choose(subject=subject, rows=rows, otherwise=otherwise):
            results = tuple(row.result for row in rows)
            return (subject, *results, *((otherwise,) if otherwise is not None else ()))
        case When(tests=tests, then=then, otherwise=otherwise):
            tested = tuple(part for test in tests_in(tests) for part in (test.subject, test.bound))
            return (*tested, then, otherwise)
        case Given(value=value, otherwise=otherwise, subject=subject):
            return (value, otherwise, *((subject,) if subject is not None else ()))
        case WeightedMean(parts=weighted):
            return tuple(points for points, _ in weighted)
        case _:
            assert_never(formula)


def tests_in(conditions: Iterable[Condition]) -> Iterator[Test]:
    """Every comparison in these conditions."""
    for condition in conditions:
        match condition:
            case Test():
                yield condition
            case AnyOf(groups=groups):
                for group in groups:
                    yield from tests_in(group)
            case Not(conditions=inner):
                yield from tests_in(inner)
            case _:
                assert_never(condition)


def reads_whole_columns(formula: Formula) -> bool:
    """Whether a formula looks at more than one row of its own sheet."""
    if isinstance(formula, (Aggregate, Each, Rank, Prize, Share, Distribution)):
        return True
    return any(reads_whole_columns(part) for part in parts(formula))


def reads(formula: Formula, formulas: Mapping[str, Formula | None]) -> frozenset[str]:
    """Every column below a formula."""
    found: set[str] = set()
    waiting = list(names(formula))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            inner = formulas.get(name)
            waiting.extend(names(inner) if inner is not None else ())
    return frozenset(found)
