"""What months say of a plan: whether somebody has full marks and everybody half, and what it costs.

The rule is the one that people design plans by: whoever does well can have full marks, and whoever
does not still has half. It is asked of every indicator, of the score and of every bonus that the
score decides, over all people of all months.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from csperf.errors import Fact, Problem, Term, warning
from csperf.exact import ZERO, exactly
from csperf.formula import Cell, Column, Formula, reads
from csperf.inputs import Inputs
from csperf.insight.full_marks import full_marks
from csperf.insight.relation import Relation, relation
from csperf.insight.spread import FEWEST, Seen, Spread, spread
from csperf.output.run import Run
from csperf.plan.pay import BonusLine
from csperf.units import show

_SHOWN = 3
_SAME = Decimal("0.9")
"""From this share of equal figures on an indicator tells hardly anybody apart."""


@dataclass(frozen=True)
class Judged:
    """What a plan gave people by one of its columns: points, the score, a bonus.

    `full` is the most that it can give, None where that cannot be told.
    """

    column: Column
    full: Decimal | None
    seen: tuple[Seen, ...]

    @property
    def name(self) -> str:
        """The indicator (of a part with what it is a part of), or the pay line."""
        own = self.column.kind in {"points", "part"}
        return self.column.name.rpartition(".")[0] if own else self.column.name

    @cached_property
    def spread(self) -> Spread | None:
        """How it is spread over all people and months."""
        return spread(self.seen, "higher")

    @property
    def at_full(self) -> int | None:
        """How many have full marks."""
        return None if self.full is None else sum(one.value >= self.full for one in self.seen)

    @property
    def below_half(self) -> tuple[Seen, ...] | None:
        """Who has not even half, the worst first."""
        if self.full is None:
            return None
        with exactly():
            below = [one for one in self.seen if one.value * 2 < self.full]
        return tuple(sorted(below, key=lambda one: one.value))

    @property
    def same(self) -> tuple[int, Decimal]:
        """How many have the figure that most have, and that figure."""
        value, count = Counter(one.value for one in self.seen).most_common(1)[0]
        return count, value

    @property
    def saturated(self) -> bool:
        """Whether nearly everybody has the same."""
        with exactly():
            return len(self.seen) >= FEWEST and self.same[0] >= _SAME * len(self.seen)

    def in_period(self, period: str) -> Judged:
        """The same of one month."""
        seen = tuple(one for one in self.seen if one.period == period)
        return Judged(self.column, self.full, seen)


@dataclass(frozen=True)
class Cost:
    """What a month cost and brought: how many were paid, the bonuses by score, all pay, sales."""

    period: str
    people: int
    score: Decimal | None
    bonus: Decimal | None
    total: Decimal | None
    sales: Decimal | None


@dataclass(frozen=True)
class Trial:
    """A plan tried on months, the oldest first."""

    plan: str
    periods: tuple[str, ...]
    judged: tuple[Judged, ...]
    relations: Mapping[tuple[str, str], Relation]
    costs: tuple[Cost, ...]


def tried(runs: Sequence[Run]) -> Trial:
    """What these months, all computed by one plan, say of it."""
    judged = tuple(_judged(runs))
    periods = tuple(dict.fromkeys(run.period for run in runs))
    points = [one for one in judged if one.column.kind == "points"]
    pairs = list(combinations(points, 2))
    related = {(a.name, b.name): _related(runs, a, b, len(pairs)) for a, b in pairs}
    bonuses = [one.column.name for one in judged if one.column.kind == "pay"]
    costs = tuple(_cost(run, bonuses) for run in runs)
    return Trial(runs[-1].plan_file, periods, judged, related, costs)


def _judged(runs: Sequence[Run]) -> Iterator[Judged]:
    """Indicators and their parts, the score, and the bonuses that it decides, as months have them.

    What full is, is told by the last month that has the column.
    """
    every = {column.name: (run, column) for run in runs for column in run.sheet.columns}
    for name, (run, column) in every.items():
        columns = {one.name: one for one in run.sheet.columns}
        bonus = name in _bonuses(run) and _by_score(column, columns)
        if column.kind in {"points", "part"} or name == "score" or bonus:
            full = full_marks(column, columns)
            if column.kind == "pay" and full is None:
                continue
            seen = tuple(one for run in runs for one in _seen(run, name))
            if seen:
                yield Judged(column, full, seen)


def _bonuses(run: Run) -> frozenset[str]:
    """The plan's lines that are bonuses."""
    lines = run.rules.plan.rules.pay if run.rules else {}
    return frozenset(str(name) for name, line in lines.items() if isinstance(line, BonusLine))


def _by_score(column: Column, columns: Mapping[str, Column]) -> bool:
    """Whether a column is decided by the score."""
    if column.formula is None:
        return False
    formulas: dict[str, Formula | None] = {name: one.formula for name, one in columns.items()}
    return "score" in reads(column.formula, formulas)


def _seen(run: Run, name: str) -> Iterator[Seen]:
    names = Inputs(run.sheet.agents, {}).names
    for who, value in zip(names, run.sheet.cells.get(name, ()), strict=False):
        if isinstance(value, Decimal):
            yield Seen(value, who, run.period)


def _related(runs: Sequence[Run], first: Judged, second: Judged, among: int) -> Relation:
    """How points of two indicators go together among the people of a month."""
    columns = [
        [v if isinstance(v, Decimal) else None for run in runs for v in _cells(run, one)]
        for one in (first, second)
    ]
    periods = [run.period for run in runs for _ in run.sheet.agents]
    return relation(columns[0], columns[1], periods, among)


def _cells(run: Run, one: Judged) -> Sequence[object]:
    return run.sheet.cells.get(one.column.name) or [None] * len(run.sheet.agents)


def _cost(run: Run, bonuses: Sequence[str]) -> Cost:
    scores = [one.value for one in _seen(run, "score")]
    with exactly():
        mean = sum(scores, ZERO) / len(scores) if scores else None
    paid = [one.value for name in bonuses for one in _seen(run, name)]
    totals = [one.value for one in _seen(run, "total")]
    return Cost(
        run.period,
        len(run.sheet.agents),
        mean,
        sum(paid, ZERO) if bonuses else None,
        sum(totals, ZERO) if totals else None,
        run.sales,
    )


def findings(trial: Trial) -> Iterator[Problem]:
    """What is to be said of the plan: nobody has full marks, some not half, all have the same."""
    for one in trial.judged:
        facts: dict[str, Fact] = {"name": one.name, "count": len(one.seen)}
        if one.column.name == "score":
            facts["name"] = Term("heading-score")
        if one.saturated:
            same, value = one.same
            shown = show(value, one.column.unit)
            yield warning("tried-saturated", one.column.place, **facts, same=same, value=shown)
        if one.full is None:
            continue
        full = show(one.full, one.column.unit)
        given = one.column.name == "score" or isinstance(one.column.formula, Cell)
        if one.at_full == 0 and not given and one.spread is not None:
            best = show(one.spread.best.value, one.column.unit)
            who = one.spread.whose_best
            yield warning(
                "tried-nobody-full", one.column.place, **facts, full=full, best=best, who=who
            )
        if below := one.below_half:
            names = tuple(dict.fromkeys(each.agent for each in below))
            facts |= {"below": len(below), "names": names[:_SHOWN], "full": full}
            yield warning("tried-below-half", one.column.place, **facts)
