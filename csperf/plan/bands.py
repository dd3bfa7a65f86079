"""Band tables: rows with one bound each, checked so that no value falls in a gap or an overlap.

Why one bound a row: printed plans write closed intervals (`45%~50%`, `86-90`), and real numbers
fall between them; every system that takes `from` and `to` has paid a silent 0 there. With one bound
word a table and a last row `otherwise`, a gap cannot be written. Closed intervals are recognised
only to show the hole in them and the table to write instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Protocol, TypeVar

from pydantic import Field

from csperf.errors import NOWHERE, Fact, Place, Problem, Term, problem
from csperf.exact import ONE, exactly
from csperf.formula import Cell, Choose, Constant, Formula, Row, Sign
from csperf.plan.fields import Bound, Model, Money, Number, Percent, Text, as_written
from csperf.units import Figure, Unit, fits
from csperf.yaml_text import Written

WORDS: tuple[Sign, ...] = ("at_least", "over", "at_most", "under")
_DOWNWARD = ("at_least", "over")
OVER = " ÷ "  # between a metric and what it is compared with, in the name of their ratio
MOST_TIMES = 3  # nobody is asked to be more than so many times the average


class BandRow(Model):
    """What every band row shares: exactly one of the four bound words (or `otherwise`)."""

    refused: ClassVar[frozenset[str]] = frozenset({"from", "to"})

    at_least: Bound | None = Field(None, description="大于等于 / at least (>=)")
    over: Bound | None = Field(None, description="大于 / over (>)")
    at_most: Bound | None = Field(None, description="小于等于 / at most (<=)")
    under: Bound | None = Field(None, description="小于 / under (<)")
    from_: Bound | None = Field(
        None,
        alias="from",
        description="不要用：闭区间会留下空隙 / do not use: closed intervals leave holes",
    )
    to: Bound | None = Field(None, description="不要用 / do not use")

    def bounds(self) -> dict[Sign, Figure]:
        """The bound words that this row uses."""
        found: dict[Sign, Figure | None] = {
            "at_least": self.at_least,
            "over": self.over,
            "at_most": self.at_most,
            "under": self.under,
        }
        return {word: figure for word, figure in found.items() if figure is not None}


class PointsRow(BandRow):
    """A band of an indicator."""

    points: Number | None = Field(None, description="得到的分值 / the points of this band")
    otherwise: Number | None = Field(
        None, description="其余情况的分值 / points in every other case"
    )


class PayRow(BandRow):
    """A band of a bonus."""

    pay: Money | None = Field(None, description="发放金额 / the amount paid")
    otherwise: Money | None = Field(
        None, description="其余情况的金额 / the amount in every other case"
    )


class FactorRow(BandRow):
    """A band of a factor on a pay line."""

    factor: Percent | None = Field(None, description="系数 / the factor, in percent")
    otherwise: Percent | None = Field(None, description="其余情况的系数 / the factor otherwise")


class GradeRow(BandRow):
    """A band of the score that has a name."""

    grade: Text | None = Field(None, description="等级名称 / the grade's name")
    otherwise: Text | None = Field(None, description="其余情况的等级 / the grade otherwise")


class Desk(Protocol):
    """What band tables need of the place where a plan is lowered."""

    def note(self, problem: Problem) -> None:
        """Keeps a problem."""


AnyRow = TypeVar("AnyRow", bound=BandRow)


def choose(
    subject: Formula,
    unit: Unit,
    rows: Sequence[AnyRow],
    key: str,
    result_unit: Unit,
    desk: Desk,
    place: Place,
) -> Choose | None:
    """The checked table as a formula over `subject`; None after noting what is wrong with it."""
    name = subject.column if isinstance(subject, Cell) else ""
    problems = check_table(rows, key, unit, place, name)
    for found in problems:
        desk.note(found)
    if problems:
        return None
    last = rows[-1]
    steps = tuple(
        Row(
            sign,
            Constant(figure.value, unit, figure.place),
            _constant(getattr(row, key), result_unit),
        )
        for row in rows[:-1]
        for sign, figure in row.bounds().items()
    )
    return Choose(subject, steps, _constant(last.otherwise, result_unit), place)  # type: ignore[attr-defined]


def _constant(result: Figure | Written, unit: Unit) -> Constant:
    if isinstance(result, Figure):
        return Constant(result.value, unit, result.place)
    return Constant(str(result), Unit.TEXT, result.place)


def check_table(
    rows: Sequence[AnyRow], key: str, unit: Unit, place: Place, name: str = ""
) -> list[Problem]:
    """Everything that is wrong with a band table over this column, in the order of reading."""
    if not rows:
        return [problem("empty-table", place)]
    closed = [row for row in rows if row.from_ or row.to or len(row.bounds()) > 1]
    if any(_otherwise(row) is None for row in closed):
        return [_closed_intervals(rows, key, place)]
    found = [*_check_rows(rows, key, place), *_check_units(rows, unit, name)]
    return found or _check_order(rows)


def _check_rows(rows: Sequence[AnyRow], key: str, place: Place) -> list[Problem]:
    found: list[Problem] = []
    words = [word for row in rows if _otherwise(row) is None for word in row.bounds()]
    for row in rows:
        odd = next((word for word in row.bounds() if word != words[0]), None) if words else None
        at = _row_place(row, key, place)
        if _otherwise(row) is not None:
            if row.bounds() or row.from_ or row.to:
                found.append(problem("otherwise-with-bound", at))
            if row is not rows[-1]:
                found.append(problem("otherwise-not-last", at))
        elif odd is not None:
            found.append(problem("mixed-bounds", at, words=(words[0], odd)))
        elif not row.bounds():
            found.append(problem("row-without-bound", at, words=WORDS))
        if _otherwise(row) is None and getattr(row, key) is None:
            found.append(problem("row-without-result", at, key=key))
    if not found and _otherwise(rows[-1]) is None:
        found.append(problem("no-otherwise", _row_place(rows[-1], key, place)))
    return found


def _check_units(rows: Sequence[AnyRow], unit: Unit, name: str) -> list[Problem]:
    figures = [figure for row in rows for figure in row.bounds().values()]
    return [wrong_unit(figure, unit, name) for figure in figures if not fits(figure, unit)]


def wrong_unit(figure: Figure, unit: Unit, name: str = "") -> Problem:
    """A bound whose unit is not that of the column of this name."""
    found = as_written(figure)
    if OVER in name:
        plain_share = figure.unit is None and figure.value <= MOST_TIMES
        example = as_percent(figure.value) if plain_share else "100%"
        return problem("ratio-bound", figure.place, found=found, name=name, example=example)
    example_text = _with_its_sign(figure, unit) or Term(f"example.{unit}")
    facts: dict[str, Fact] = {"found": found, "unit": Term(f"unit.{unit}"), "example": example_text}
    return problem("wrong-unit", figure.place, **facts)


def _with_its_sign(figure: Figure, unit: Unit) -> str:
    """What a number was meant to be that only lacks the sign of its unit; or ''."""
    if figure.unit is None and unit is Unit.SECONDS:
        return f"{as_written(figure)}s"
    if figure.unit is None and unit is Unit.PERCENT:
        return as_percent(figure.value) if figure.value <= ONE else f"{as_written(figure)}%"
    return ""


def as_percent(share: Decimal) -> str:
    """The share as a plan writes it: 0.95 is 95%."""
    return as_written(Figure(share, Unit.PERCENT))


def _check_order(rows: Sequence[AnyRow]) -> list[Problem]:
    """Rows are tried from the top, so a bound out of order can never be reached."""
    steps = [(word, figure) for row in rows for word, figure in row.bounds().items()]
    found: list[Problem] = []
    for (word, before), (_, after) in pairwise(steps):
        falls = after.value < before.value
        if after.value == before.value:
            bound, line = as_written(after), before.place.line
            found.append(problem("bound-twice", after.place, bound=bound, line=line))
        elif falls != (word in _DOWNWARD):
            found.append(
                problem(
                    "unreachable-row",
                    after.place,
                    bound=as_written(after),
                    before=as_written(before),
                    word=Term(f"sign.{word}"),
                    way=Term("order.falling" if word in _DOWNWARD else "order.rising"),
                )
            )
    return found


def _otherwise(row: BandRow) -> Figure | Written | None:
    return getattr(row, "otherwise", None)


def _row_place(row: BandRow, key: str, place: Place) -> Place:
    parts = [*row.bounds().values(), row.from_, row.to, _otherwise(row), getattr(row, key, None)]
    return next((part.place for part in parts if part is not None), place)


def _closed_intervals(rows: Sequence[AnyRow], key: str, place: Place) -> Problem:
    """Shows the hole (or the impossible or doubled value) of closed intervals, and the cure."""
    spans = [_span(row, key, place) for row in rows if _otherwise(row) is None]
    fault, at, facts = _fault_of([span for span in spans if span is not None])
    first = next(row for row in rows if row.from_ or row.to or len(row.bounds()) > 1)
    at = at if at.line else _row_place(first, key, place)
    return problem(fault, at, **facts, table=_rewritten(rows, key))


@dataclass(frozen=True)
class _Span:
    """A row with two ends, as printed tables have them."""

    low: Figure | None
    high: Figure | None
    place: Place
    open_low: bool
    open_high: bool


def _span(row: BandRow, key: str, place: Place) -> _Span | None:
    low, high = row.from_ or row.at_least or row.over, row.to or row.at_most or row.under
    at = _row_place(row, key, place)
    if low is None and high is None:
        return None
    return _Span(low, high, at, row.over is not None, row.under is not None)


def _fault_of(spans: Sequence[_Span]) -> tuple[str, Place, dict[str, Fact]]:
    """The first thing that cannot hold: an empty row, a hole between two rows, a doubled value."""
    for span in spans:
        if span.low and span.high and span.low.value > span.high.value:
            facts: dict[str, Fact] = {"low": as_written(span.low), "high": as_written(span.high)}
            return "interval-empty", span.place, facts
    lowest = Decimal("-Infinity")
    for below, above in pairwise(sorted(spans, key=lambda s: s.low.value if s.low else lowest)):
        if below.high is None or above.low is None:
            continue
        end, start = below.high.value, above.low.value
        first, last = sorted((below.place.line, above.place.line))
        facts = {
            "end": as_written(below.high),
            "start": as_written(above.low),
            "line": first,
            "other": last,
        }
        if end == start and not (below.open_high or above.open_low):
            return "interval-doubled", above.place, facts
        if end < start:
            with exactly():
                between = Figure((end + start) / 2, above.low.unit)
            facts |= {"line": below.place.line, "other": above.place.line}
            return "interval-gap", above.place, {**facts, "between": as_written(between)}
        if end > start:
            return "interval-overlap", above.place, facts
    return "two-bounds", NOWHERE, {}


def _rewritten(rows: Sequence[AnyRow], key: str) -> str:
    """The same bands with one bound a row, in the direction in which they were written."""
    rising = any(row.at_most for row in rows) and not any(row.at_least or row.from_ for row in rows)
    word = "at_most" if rising else "at_least"
    ends = [(row.at_most if rising else row.from_ or row.at_least or row.over, row) for row in rows]
    spans = [(end, row) for end, row in ends if end is not None]
    ordered = sorted(spans, key=lambda span: span[0].value, reverse=not rising)
    lines = [f"{{{word}: {as_written(end)}, {key}: {_result(row, key)}}}" for end, row in ordered]
    rest = next((row for end, row in ends if end is None), None)
    lines.append(f"{{otherwise: {_result(rest, key) if rest else '...'}}}")
    return ", ".join(lines)


def _result(row: BandRow, key: str) -> str:
    result = getattr(row, key) or _otherwise(row)
    return as_written(result) if isinstance(result, Figure) else str(result or "...")
