"""Where everybody stands in the plan's band tables, and what the next better band would have paid.

The tables are read from the formulas that were evaluated, and what would have been is found by
evaluating the same formulas again with one figure moved: no rule is written a second time. The
figure that is judged moves and nothing else: not what it was itself computed from, nor anybody
else's figures, though a place on a board may change.

Why only the columns between the figure and the pay are computed again: all of them, for everybody
and every indicator, is the month's work squared. Columns that look at one row alone are computed
once with everybody's figure moved; only those that look at the team, for each person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf.exact import ONE, ZERO, RoundingMode, exactly
from csperf.formula import (
    Cell,
    Choose,
    Column,
    Constant,
    Formula,
    Given,
    Round,
    Sign,
    Sum,
    Value,
    When,
    names,
    reads,
    reads_whole_columns,
)
from csperf.inputs import Cells
from csperf.sheet import Sheet, all_hold, meets, values
from csperf.units import Unit, rounding_of

_WANTED = ("points", "part", "score", "grade", "pay", "total")
_UPWARD: frozenset[Sign] = frozenset({"at_least", "over"})
_OTHER_SIDE: dict[Sign, Sign] = {
    "at_least": "under",
    "over": "at_most",
    "at_most": "over",
    "under": "at_least",
}


@dataclass(frozen=True)
class Band:
    """One row of a table: `sign bound -> result`; every other case has neither sign nor bound."""

    result: Decimal
    sign: Sign | None = None
    bound: Decimal | None = None


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: in the table of `column`, by the figure of the column `judged`.

    `bands` are the rows as the plan has them and `met` the position of the one that holds; None
    where the figure is unknown, and then no other band is the next.
    """

    column: Column
    judged: Column
    value: Decimal | None
    bands: tuple[Band, ...]
    met: int | None

    @property
    def best(self) -> bool:
        """Whether no band gives more."""
        most = max(band.result for band in self.bands)
        return self.met is not None and self.bands[self.met].result == most

    @property
    def goal(self) -> Goal | None:
        """The nearest better band; None in the best one, and where the figure is unknown."""
        if self.met is None or self.value is None:
            return None
        ways = (reversed(range(self.met)), range(self.met + 1, len(self.bands)))
        found = [goal for way in ways if (goal := self._better(way)) is not None]
        with exactly():
            return min(
                found, key=lambda goal: abs(goal.figure - (self.value or ZERO)), default=None
            )

    def _better(self, way: Sequence[int] | Iterator[int]) -> Goal | None:
        """The first better band on the way up or down the table, from where one comes to it."""
        now = self.bands[self.met or 0].result
        band = next((at for at in way if self.bands[at].result > now), None)
        if band is None:
            return None
        upward = band < (self.met or 0)
        edge = self.bands[band if upward else band - 1]
        if edge.sign is None or edge.bound is None:
            return None
        sign = edge.sign if upward else _OTHER_SIDE[edge.sign]
        return Goal(band, sign, edge.bound, _first_within(sign, edge.bound, self._step()))

    def _step(self) -> Decimal:
        """The smallest difference that the figure can have: counts and places are whole."""
        if isinstance(self.judged.formula, Round):
            return self.judged.formula.to
        bounds = [band.bound for band in self.bands if band.bound is not None]
        figures = [*bounds, *([] if self.value is None else [self.value])]
        counted = self.judged.unit is Unit.COUNT
        whole = counted and all(figure == figure.to_integral_value() for figure in figures)
        return ONE if whole else rounding_of(self.judged.unit)


@dataclass(frozen=True)
class Goal:
    """The next better band, by its position: reached at `sign bound`, first by this figure."""

    band: int
    sign: Sign
    bound: Decimal
    figure: Decimal


@dataclass(frozen=True)
class NextBand:
    """What the next better band would have brought: own figures by column, as they would be."""

    standing: Standing
    goal: Goal
    would_be: Mapping[str, Value | None]
    more: Decimal | None
    """How much more the total would be; None where there is none."""

    @property
    def band(self) -> Band:
        """The next better band."""
        return self.standing.bands[self.goal.band]


def standings(sheet: Sheet, agent: int) -> list[Standing]:
    """Where the agent stands: in the tables of indicators, of their parts and of pay lines."""
    columns = sheet.of_kind("points", "part", "pay")
    return [one for column in columns if (one := standing(sheet, agent, column.name)) is not None]


def standing(sheet: Sheet, agent: int, name: str) -> Standing | None:
    """Where the agent stands in the table of this column, if a table made the figure."""
    column = sheet.column(name)
    table = None if column.formula is None else table_of(sheet, agent, column.formula)
    if table is None or not isinstance(table.subject, Cell):
        return None
    judged = sheet.column(table.subject.column)
    value = sheet.value(agent, judged.name)
    bands = tuple(_bands(table))
    if not isinstance(value, Decimal):
        return Standing(column, judged, None, bands, None)
    held = (at for at, row in enumerate(table.rows) if meets(value, row.sign, row.bound.value))
    return Standing(column, judged, value, bands, next(held, len(table.rows)))


def next_bands(sheet: Sheet) -> dict[tuple[int, str], NextBand]:
    """For every agent and table the next better band, where there is one and it can be told.

    A month scored in parts is left out: the figure of some days cannot move without that of the
    month, and by how much is not known.
    """
    if len(sheet.of_kind("score")) > 1:
        return {}
    found: dict[tuple[int, str], NextBand] = {}
    for column in sheet.of_kind("points", "part", "pay"):
        stand = [standing(sheet, agent, column.name) for agent in range(len(sheet.agents))]
        for judged in dict.fromkeys(one.judged.name for one in stand if one is not None):
            own = [one if one and one.judged.name == judged else None for one in stand]
            found |= {(agent, column.name): band for agent, band in _all(sheet, judged, own)}
    return found


def next_band(sheet: Sheet, agent: int, stand: Standing) -> NextBand | None:
    """The same for one person and one table."""
    if len(sheet.of_kind("score")) > 1:
        return None
    own = [stand if one == agent else None for one in range(len(sheet.agents))]
    return dict(_all(sheet, stand.judged.name, own)).get(agent)


def _all(
    sheet: Sheet, judged: str, stand: Sequence[Standing | None]
) -> Iterator[tuple[int, NextBand]]:
    """The next band of everybody who is judged by this column and can do better."""
    found = [(at, one, one.goal) for at, one in enumerate(stand) if one is not None]
    goals = [(at, one, goal) for at, one, goal in found if goal is not None]
    figures = list(sheet.cells[judged])
    for agent, _, goal in goals:
        figures[agent] = goal.figure
    each = moved_alone(sheet, {judged: figures}, [agent for agent, _, _ in goals])
    for (agent, one, goal), would_be in zip(goals, each, strict=True):
        yield agent, NextBand(one, goal, would_be, more_paid(sheet, agent, would_be))


def moved_alone(
    sheet: Sheet, figures: Mapping[str, Cells], agents: Sequence[int]
) -> Iterator[Mapping[str, Value | None]]:
    """Each of these people's figures by column, if theirs alone were what these columns say."""
    path = _path(sheet, figures.keys())
    moved = _moved(sheet, figures, path)
    for agent in agents:
        yield _would_be(sheet, agent, moved, path)


def everybody_after(
    sheet: Sheet, figures: Mapping[str, Cells], agents: Sequence[int]
) -> Iterator[Mapping[str, Cells]]:
    """The whole team's columns, if one of these people's figures alone were what these columns say.

    A prize that is won from somebody else is in neither's column twice.
    """
    path = _path(sheet, figures.keys())
    moved = _moved(sheet, figures, path)
    for agent in agents:
        after = {
            name: [*sheet.cells[name][:agent], cells[agent], *sheet.cells[name][agent + 1 :]]
            for name, cells in moved.items()
        }
        cells = {**sheet.cells, **after}
        with exactly():
            for column in path.among:
                cells[column.name] = _values(sheet, column, cells)
        yield cells


def more_paid(sheet: Sheet, agent: int, would_be: Mapping[str, Value | None]) -> Decimal | None:
    """By how much the total would rise; as it may be through a board, it may also fall."""
    if "total" not in sheet.cells:
        return None
    before = sheet.value(agent, "total")
    after = would_be.get("total", before)
    if not isinstance(before, Decimal) or not isinstance(after, Decimal):
        return None
    with exactly():
        return after - before


@dataclass(frozen=True)
class _Path:
    """The columns that a figure moves on the way to the pay, in the order of computation.

    `alone` look at one row; `among` come after a look at the team, and those named in `whole` are
    looked at by the team in turn, so everybody's are needed.
    """

    alone: tuple[Column, ...]
    among: tuple[Column, ...]
    whole: frozenset[str]


def _path(sheet: Sheet, figures: Collection[str]) -> _Path:
    formulas = {column.name: column.formula for column in sheet.columns}
    wanted = {column.name for column in sheet.of_kind(*_WANTED)}
    below = wanted.union(*(reads(Cell(name), formulas) for name in wanted))
    moved, teams = {*figures}, set[str]()
    alone: list[Column] = []
    among: list[Column] = []
    for column in sheet.columns:
        read = set() if column.formula is None else set(names(column.formula))
        if column.name in figures or column.name not in below or not moved & read:
            continue
        moved.add(column.name)
        looks = column.formula is not None and reads_whole_columns(column.formula)
        if looks or teams & read:
            teams.add(column.name)
        (among if column.name in teams else alone).append(column)
    return _Path(tuple(alone), tuple(among), _needed_whole(among))


def _needed_whole(among: Sequence[Column]) -> frozenset[str]:
    """The columns that are looked at by the team, or read by one of those."""
    whole: set[str] = set()
    for column in reversed(among):
        formula = column.formula
        if formula is not None and (column.name in whole or reads_whole_columns(formula)):
            whole |= {column.name, *names(formula)}
    return frozenset(whole)


def _moved(sheet: Sheet, figures: Mapping[str, Cells], path: _Path) -> dict[str, Cells]:
    """The columns that look at one row, with everybody's figures moved at once."""
    moved: dict[str, Cells] = {**figures}
    cells = {**sheet.cells, **figures}
    with exactly():
        for column in path.alone:
            cells[column.name] = moved[column.name] = _values(sheet, column, cells)
    return moved


def _would_be(
    sheet: Sheet, agent: int, moved: Mapping[str, Cells], path: _Path
) -> dict[str, Value | None]:
    """One person's figures if theirs alone had moved."""
    own = {name: cells[agent] for name, cells in moved.items()}
    cells = dict(sheet.cells)
    for name in moved.keys() & path.whole:
        cells[name] = [*cells[name][:agent], own[name], *cells[name][agent + 1 :]]
    with exactly():
        for column in path.among:
            if column.name in path.whole:
                cells[column.name] = _values(sheet, column, cells)
                own[column.name] = cells[column.name][agent]
            else:
                own[column.name] = _of_row(sheet, agent, column, own)
    return own


def _values(sheet: Sheet, column: Column, cells: Mapping[str, Cells]) -> Cells:
    assert column.formula is not None  # noqa: S101 - data reads no column
    return values(column.formula, cells, len(sheet.agents), sheet.details)


def _of_row(
    sheet: Sheet, agent: int, column: Column, own: Mapping[str, Value | None]
) -> Value | None:
    """A column that looks at this row alone."""
    assert column.formula is not None  # noqa: S101 - as above
    read = set(names(column.formula))
    row = {name: [own[name] if name in own else sheet.cells[name][agent]] for name in read}
    return values(column.formula, row, 1)[0]


def table_of(sheet: Sheet, agent: int, formula: Formula) -> Choose | None:
    """The band table that made this agent's figure: past agreements, gates, samples and levels."""
    match formula:
        case Round(value=value):
            return table_of(sheet, agent, value)
        case Given(value=value, otherwise=otherwise, subject=subject):
            known = sheet.worth(agent, value if subject is None else subject) is not None
            return table_of(sheet, agent, value if known else otherwise)
        case When(tests=tests, then=then, otherwise=otherwise):
            (held,) = all_hold(tests, lambda part: [sheet.worth(agent, part)], 1)
            return None if held is None else table_of(sheet, agent, then if held else otherwise)
        case Choose() if _is_bands(formula):
            return formula
        case Choose(subject=subject, rows=rows, otherwise=other):
            figure = sheet.worth(agent, subject)
            if figure is None:
                return None
            met = (r.result for r in rows if meets(figure, r.sign, r.bound.value))
            chosen = next(met, other)
            return None if chosen is None else table_of(sheet, agent, chosen)
        case _:
            return None


def _is_bands(node: Choose) -> bool:
    """Whether every row compares one column's number with a bound and gives a figure."""
    results = [*(row.result for row in node.rows), node.otherwise]
    figures = [one for one in results if isinstance(one, Constant)]
    return (
        isinstance(node.subject, Cell)
        and bool(node.rows)
        and len(figures) == len(results)
        and all(isinstance(one.value, Decimal) for one in figures)
        and all(row.sign in _OTHER_SIDE for row in node.rows)
    )


def _bands(node: Choose) -> Iterator[Band]:
    for row in node.rows:
        if isinstance(row.result, Constant):
            yield Band(_number(row.result), row.sign, _number(row.bound))
    if isinstance(node.otherwise, Constant):
        yield Band(_number(node.otherwise))


def _number(constant: Constant) -> Decimal:
    assert isinstance(constant.value, Decimal)  # noqa: S101 - told from texts before
    return constant.value


def _first_within(sign: Sign, bound: Decimal, step: Decimal) -> Decimal:
    """The first multiple of the step that stands so to the bound.

    Strictly beyond a bound there is no first number, only the first one that a figure of this unit
    can be: 55.01% over 55%, 24.99 seconds under 25.
    """
    upward = sign in _UPWARD
    away = upward == (bound >= ZERO)  # rounding up means away from zero, down towards it
    mode: RoundingMode = "up" if away else "down"
    nearest: Formula = Round(Constant(bound), step, mode)
    beyond = Sum((nearest, Constant(step if upward else -step)))
    with exactly():
        first = values(nearest, {}, 1)[0]
        if first is None or not meets(first, sign, bound):
            first = values(beyond, {}, 1)[0]
    assert isinstance(first, Decimal)  # noqa: S101 - both are of numbers
    return first
