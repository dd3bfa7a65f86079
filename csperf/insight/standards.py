"""The band tables that a plan judges people by, each with everybody whom it judged.

They are read from the formulas that made the points: what is judged (a figure, or its ratio to the
team), who is judged by which table (by level, with a large enough sample, without an agreement of
their own) and where every bound stands in the plan are known there and nowhere twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from csperf.errors import Place
from csperf.formula import Cell, Choose, Column, Constant, Sign
from csperf.inputs import Inputs
from csperf.insight.spread import Seen, Way
from csperf.next_band import table_of
from csperf.output.run import Run
from csperf.sheet import Sheet, meets

_DOWNWARD: frozenset[Sign] = frozenset({"at_least", "over"})
_CLOSED: frozenset[Sign] = frozenset({"at_least", "at_most"})


@dataclass(frozen=True)
class Written:
    """A number of a table, with the place where it stands in the plan."""

    value: Decimal
    place: Place


@dataclass(frozen=True)
class Standard:
    """A band table of an indicator: `bounds` as they are written, with one more of `points`.

    `name` is the indicator, of a part with what it is a part of before it; `judged` the column of
    the figure that is judged. `seen` are the figures of all periods, the oldest first.
    """

    name: str
    column: Column
    judged: Column
    sign: Sign
    bounds: tuple[Written, ...]
    points: tuple[Written, ...]
    seen: tuple[Seen, ...] = ()

    @property
    def place(self) -> Place:
        """Where its first bound stands, which tells it from every other."""
        return self.bounds[0].place

    @property
    def full(self) -> Decimal:
        """The most points that it gives."""
        return max(one.value for one in self.points)

    @property
    def best_first(self) -> bool | None:
        """Whether its first row is the best one; None if points neither fall nor rise throughout.

        >>> rows = [Written(Decimal(n), Place()) for n in (100, 60, 80)]
        >>> column = Column("", "points", "points")
        >>> Standard("", column, column, "over", (), tuple(rows)).best_first is None
        True
        """
        pairs = [(a.value, b.value) for a, b in pairwise(self.points)]
        if all(a > b for a, b in pairs):
            return True
        return False if all(a < b for a, b in pairs) else None

    @property
    def way(self) -> Way | None:
        """Which end of the figure it rewards; None where it is neither."""
        if self.best_first is None:
            return None
        return "higher" if self.best_first == (self.sign in _DOWNWARD) else "lower"

    @property
    def owns_bound(self) -> bool:
        """Whether a figure just at a bound has the better of the two rows."""
        return bool(self.best_first) == (self.sign in _CLOSED)

    def met(self, value: Decimal) -> int:
        """The position of the row that holds for a figure."""
        held = (at for at, one in enumerate(self.bounds) if meets(value, self.sign, one.value))
        return next(held, len(self.bounds))

    def scored(self, value: Decimal) -> Decimal:
        """The points of a figure."""
        return self.points[self.met(value)].value


@dataclass
class _Gathered:
    """The tables of several runs while figures are added to them."""

    found: dict[Place, Standard] = field(default_factory=dict)
    seen: dict[Place, list[Seen]] = field(default_factory=dict)

    def add(self, run: Run, column: Column, agent: int, name: str) -> None:
        sheet = run.sheet
        table = None if column.formula is None else table_of(sheet, agent, column.formula)
        if table is None or not isinstance(table.subject, Cell):
            return
        place = table.rows[0].bound.place
        if place not in self.found:
            self.found[place] = _standard(sheet, column, table, table.subject.column)
            self.seen[place] = []
        value = sheet.value(agent, table.subject.column)
        if isinstance(value, Decimal):
            self.seen[place].append(Seen(value, name, run.period))


def with_seen(standards: Sequence[Standard], others: Sequence[Standard]) -> list[Standard]:
    """The standards with what the same tables have judged elsewhere put before."""
    more = {one.place: one.seen for one in others}
    return [replace(one, seen=(*more.get(one.place, ()), *one.seen)) for one in standards]


def standards_of(runs: Sequence[Run]) -> list[Standard]:
    """Every band table that points of these runs come from, as it stands in the plan."""
    gathered = _Gathered()
    for run in runs:
        for column in run.sheet.of_kind("points", "part"):
            for agent, name in enumerate(Inputs(run.sheet.agents, {}).names):
                gathered.add(run, column, agent, name)
    found = sorted(gathered.found.items())
    return [replace(one, seen=tuple(gathered.seen[place])) for place, one in found]


def _standard(sheet: Sheet, column: Column, table: Choose, judged: str) -> Standard:
    bounds = tuple(_written(row.bound) for row in table.rows)
    points = tuple(_written(one) for one in _results(table))
    name = column.name.rpartition(".")[0]
    return Standard(name, column, sheet.column(judged), table.rows[0].sign, bounds, points)


def _results(table: Choose) -> Iterator[Constant]:
    for result in (*(row.result for row in table.rows), table.otherwise):
        assert isinstance(result, Constant)  # noqa: S101 - bands give figures, `table_of` sees to it
        yield result


def _written(constant: Constant) -> Written:
    assert isinstance(constant.value, Decimal)  # noqa: S101 - as above
    return Written(constant.value, constant.place)
