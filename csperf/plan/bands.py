"""Band tables: rows with one bound each, checked so that no value falls in a gap or an overlap.

Why one bound a row: printed plans write closed intervals (`45%~50%`, `86-90`), and real numbers
fall between them; every system that takes `from` and `to` has paid a silent 0 there. With one bound
word a table and a last row `otherwise`, a gap cannot be written. Closed intervals are recognised
only to show the hole in them and the table to write instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Protocol, TypeVar

from pydantic import Field

from csperf.errors import Place, Problem, Term, problem
from csperf.exact import exactly
from csperf.formula import Choose, Constant, Formula, Row, Sign
from csperf.plan.fields import Bound, Model, Money, Number, Percent, Text
from csperf.units import Figure, Unit, fits, show
from csperf.yaml_text import Written

WORDS: tuple[Sign, ...] = ("at_least", "over", "at_most", "under")
_DOWNWARD = ("at_least", "over")


class BandRow(Model):
    """What every band row shares: exactly one of the four bound words (or `otherwise`)."""

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
Result = Callable[[AnyRow], Figure | Written | None]


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
    problems = check_table(rows, key, unit, place)
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


def check_table(rows: Sequence[AnyRow], key: str, unit: Unit, place: Place) -> list[Problem]:
    """Everything that is wrong with a band table, in the order of reading."""
    if not rows:
        return [problem("empty-table", place)]
    if any(row.from_ or row.to or len(row.bounds()) > 1 for row in rows):
        return [_closed_intervals(rows, key, unit, place)]
    found = [*_check_rows(rows, key, place), *_check_units(rows, unit)]
    return found or _check_order(rows, unit)


def _check_rows(rows: Sequence[AnyRow], key: str, place: Place) -> list[Problem]:
    found: list[Problem] = []
    words = {word for row in rows for word in row.bounds()}
    if len(words) > 1:
        found.append(problem("mixed-bounds", place, words=tuple(sorted(words))))
    for row in rows[:-1]:
        at = _row_place(row, place)
        if _otherwise(row) is not None:
            found.append(problem("otherwise-not-last", at))
        elif not row.bounds():
            found.append(problem("row-without-bound", at, words=WORDS))
        if _otherwise(row) is None and getattr(row, key) is None:
            found.append(problem("row-without-result", at, key=key))
    if _otherwise(rows[-1]) is None:
        found.append(problem("no-otherwise", _row_place(rows[-1], place)))
    elif rows[-1].bounds():
        found.append(problem("otherwise-with-bound", _row_place(rows[-1], place)))
    return found


def _check_units(rows: Sequence[AnyRow], unit: Unit) -> list[Problem]:
    figures = [figure for row in rows for figure in row.bounds().values()]
    return [wrong_unit(figure, unit) for figure in figures if not fits(figure, unit)]


def wrong_unit(figure: Figure, unit: Unit) -> Problem:
    """A bound whose unit is not its metric's."""
    return problem(
        "wrong-unit",
        figure.place,
        found=_as_written(figure),
        unit=Term(f"unit.{unit}"),
        example=Term(f"example.{unit}"),
    )


def _check_order(rows: Sequence[AnyRow], unit: Unit) -> list[Problem]:
    """Rows are tried from the top, so a bound out of order can never be reached."""
    steps = [(word, figure) for row in rows for word, figure in row.bounds().items()]
    found: list[Problem] = []
    for (word, before), (_, after) in pairwise(steps):
        falls = after.value < before.value
        if after.value == before.value or falls != (word in _DOWNWARD):
            found.append(
                problem(
                    "unreachable-row",
                    after.place,
                    bound=show(after.value, unit),
                    before=show(before.value, unit),
                    word=Term(f"sign.{word}"),
                    way=Term("order.falling" if word in _DOWNWARD else "order.rising"),
                )
            )
    return found


def _otherwise(row: BandRow) -> Figure | Written | None:
    return getattr(row, "otherwise", None)


def _row_place(row: BandRow, place: Place) -> Place:
    figures = [*row.bounds().values(), row.from_, row.to, _otherwise(row)]
    return next((figure.place for figure in figures if figure is not None), place)


def _as_written(figure: Figure) -> str:
    return show(figure.value, figure.unit or Unit.RATIO)


def _closed_intervals(rows: Sequence[AnyRow], key: str, unit: Unit, place: Place) -> Problem:
    """Shows the hole (or the impossible or doubled value) of closed intervals, and the cure."""
    spans = [_span(row) for row in rows if _otherwise(row) is None]
    at = next((_row_place(row, place) for row in rows if row.from_ or row.to), place)
    return problem(
        "closed-intervals",
        at if at.line else place,
        fault=_fault_of(spans, unit),
        table=_rewritten(rows, key),
    )


def _span(row: BandRow) -> tuple[Decimal | None, Decimal | None]:
    low = row.from_ or row.at_least or row.over
    high = row.to or row.at_most or row.under
    return (low.value if low else None, high.value if high else None)


def _fault_of(spans: Sequence[tuple[Decimal | None, Decimal | None]], unit: Unit) -> str:
    """`[45%, 50%] is empty`, `54%..55%: a value between them`: the first thing that cannot hold."""
    for low, high in spans:
        if low is not None and high is not None and low > high:
            return f"{show(low, unit)} > {show(high, unit)}"
    ordered = sorted(spans, key=lambda span: (span[0] is not None, span[0] or Decimal(0)))
    for (_, end), (start, _) in pairwise(ordered):
        if end is not None and start is not None:
            with exactly():
                between = show((end + start) / 2, unit)
            return f"{show(end, unit)} ~ {show(start, unit)} ({between}?)"
    return "?"


def _rewritten(rows: Sequence[AnyRow], key: str) -> str:
    """The same bands with one bound a row, highest first."""
    spans = [(low, row) for row in rows if (low := (row.from_ or row.at_least or row.over))]
    ordered = sorted(spans, key=lambda span: span[0].value, reverse=True)
    lines = [
        f"{{at_least: {_as_written(low)}, {key}: {_result(row, key)}}}" for low, row in ordered
    ]
    rest = next((row for row in rows if not (row.from_ or row.at_least or row.over)), None)
    lines.append(f"{{otherwise: {_result(rest, key) if rest else '...'}}}")
    return ", ".join(lines)


def _result(row: BandRow, key: str) -> str:
    result = getattr(row, key) or _otherwise(row)
    return _as_written(result) if isinstance(result, Figure) else str(result or "...")
