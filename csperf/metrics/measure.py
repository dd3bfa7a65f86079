"""Measures: which rows of a view count for a metric, and how they become a number of each agent.

Why one definition for two readers: the number is a measure's reduction, and the same measure
without the reduction is the list of the rows behind the number, so the two cannot disagree.
Why two groupings and no joins: all measures of a view are counted in one pass, where people are
counted first by person and day and then over them; that needs little memory, looks at the view once
and runs alike on Polars, DuckDB and Spark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import narwhals.stable.v2 as nw

Frame = nw.LazyFrame[Any]
How = Literal["rows", "people", "sum", "max"]
Key = tuple[Any, ...]
Collect = Callable[[Frame], Iterable[Mapping[str, Any]]]
AGENT, BUYER, DAY_OF = "agent", "buyer", "day"
NOBODY = ""
"""The agent of what is nobody's, such as silent orders: a text, since null joins nothing."""
_KNOWN = nw.col(BUYER) != NOBODY


@dataclass(frozen=True, eq=False)
class Measure:
    """One metric as it is measured: the rows of a view that count, and how.

    `rows` counts them, `sum` and `max` take the column `value`; `people` counts buyers, each once
    a day, and whoever is unknown is not counted as anybody. `where` says which rows count, all
    without it. Money comes as whole fen, durations as whole milliseconds. A null counts for
    nothing in a sum; a view says what it leaves out.
    """

    metric: str
    view: str
    how: How
    value: str = ""
    where: nw.Expr | None = None

    def rows(self, view: Frame) -> Frame:
        """The rows behind the number; of people, all rows that made them count."""
        counted = view if self.where is None else view.filter(self.where)
        if self.how == "people":
            return counted.filter(_KNOWN)
        return counted.filter(~nw.col(self.value).is_null()) if self.value else counted


def of_agent(rows: Frame, agent: str) -> Frame:
    """The rows that are this agent's."""
    return rows.filter(nw.col(AGENT) == agent)


@dataclass(frozen=True, slots=True)
class Quotient:
    """A mean or a rate that is made of measured numbers once they are added up: `over` / `under`.

    `less` is taken off `over` before, such as those answered late off all who asked. Nothing is
    divided in frames, and where `under` is 0 or any of the numbers is missing there is no quotient.
    """

    metric: str
    over: str
    under: str
    less: str = ""

    @property
    def formula(self) -> str:
        """The same as a formula of metrics, as the catalogue writes them."""
        over = f"({self.over} - {self.less})" if self.less else self.over
        return f"{over} / {self.under}"


def within(view: Frame, days: tuple[int, int]) -> Frame:
    """The rows of a view from the first to the last of these days."""
    return view.filter((nw.col(DAY_OF) >= days[0]) & (nw.col(DAY_OF) <= days[1]))


def figures(
    view: Frame, measures: Sequence[Measure], by: Sequence[str], collect: Collect
) -> dict[Key, dict[str, int]]:
    """For every group of a view (agents, or agents and days) the number of each of its measures.

    A group that has no row of the view is not there; one without a value to take the largest of
    lacks that number.
    """
    return numbers_in(collect(reduced(view, measures, by)), by)


def numbers_in(rows: Iterable[Mapping[str, Any]], by: Sequence[str]) -> dict[Key, dict[str, int]]:
    """The numbers of every group that stand in the rows of a `reduced` view."""
    return {
        tuple(row[name] for name in by): {
            name: int(number)
            for name, number in row.items()
            if name not in by and number is not None
        }
        for row in rows
    }


def together(
    parts: Iterable[Mapping[Key, Mapping[str, int]]], measures: Sequence[Measure]
) -> dict[Key, dict[str, int]]:
    """The figures of all parts of the records as one, where no buyer stands in two parts."""
    largest = {measure.metric for measure in measures if measure.how == "max"}
    found: dict[Key, dict[str, int]] = {}
    for key, figures_of in (pair for part in parts for pair in part.items()):
        group = found.setdefault(key, {})
        for metric, value in figures_of.items():
            before = group.get(metric)
            if before is None:
                group[metric] = value
            else:
                group[metric] = max(before, value) if metric in largest else before + value
    return found


def reduced(view: Frame, measures: Sequence[Measure], by: Sequence[str]) -> Frame:
    """Each group's numbers; where people are counted, first each person's on each day."""
    numbers = [_number(measure) for measure in measures]
    if all(measure.how != "people" for measure in measures):
        return view.group_by(*by).agg(*numbers)
    persons = view.group_by(*dict.fromkeys((*by, BUYER, DAY_OF))).agg(*numbers)
    return persons.group_by(*by).agg(*(_over_persons(measure) for measure in measures))


def _over_persons(measure: Measure) -> nw.Expr:
    """The number of all persons; of people, how many of them are known and have rows that count."""
    if measure.how == "people":
        counts = (nw.col(measure.metric) > 0) & _KNOWN
        return nw.when(counts).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias(measure.metric)
    each = nw.col(measure.metric)
    return each.max() if measure.how == "max" else each.sum()


def _number(measure: Measure) -> nw.Expr:
    """What a group of rows is reduced to; of people, how many rows of theirs count."""
    if measure.how == "max":
        return _counted(measure, nw.col(measure.value), None).max().alias(measure.metric)
    if measure.how == "sum":
        return _counted(measure, nw.col(measure.value), 0).sum().alias(measure.metric)
    if measure.where is None:
        return nw.len().alias(measure.metric)
    return _counted(measure, nw.lit(1), 0).sum().alias(measure.metric)


def _counted(measure: Measure, value: nw.Expr, otherwise: int | None) -> nw.Expr:
    """The value where a row counts, and something else where it does not."""
    if measure.where is None:
        return value
    return nw.when(measure.where).then(value).otherwise(nw.lit(otherwise))
