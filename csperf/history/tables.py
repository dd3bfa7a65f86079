"""What of a closed month is kept as Parquet, for whoever reads it without csperf.

Every table says in each row which month and role it is of, so that all months of all roles are one
table to a reader of `history/*/*/*/figures.parquet`. Exact values are texts: a quotient has more
digits than any number type of Parquet keeps; `number` is the same to ten decimals, to be added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Final

import polars as pl

from csperf.exact import plain, rounded
from csperf.formula import Column, Value
from csperf.output.columns import in_order
from csperf.output.run import Run
from csperf.sheet import Sheet
from csperf.units import show

_DIGITS, _DECIMALS = 38, 10
_STEP: Final = Decimal((0, (1,), -_DECIMALS))
_LARGEST: Final = Decimal((0, (1,), _DIGITS - _DECIMALS))
Row = tuple[str | Decimal | None, ...]
_OF_RUN = ("period", "role", "plan", "version", "name", "id")
_FIGURES = (*_OF_RUN, "kind", "column", "label", "unit", "value", "number", "shown")


def tables_of(run: Run) -> dict[str, bytes]:
    """The Parquet files of a run, by their names."""
    columns = run.sheet.columns
    metrics = [one for one in columns if one.kind == "metric" or one.formula is None]
    return {
        "result.parquet": _wide(run),
        "figures.parquet": _parquet(_FIGURES, _figures(run, columns)),
        "metrics.parquet": _parquet(
            (*_FIGURES, "file", "sheet", "cell"), _with_places(run, metrics)
        ),
        "people.parquet": _parquet((*_OF_RUN, "nicks", "joined", "left"), _people(run)),
    }


def _wide(run: Run) -> bytes:
    """A row a person and a column a column, exact values as texts."""
    names = [f"{one.name}" for one in run.sheet.columns]
    rows = [
        (*_about(run, agent), *(_exact(run.sheet.cells[name][agent]) for name in names))
        for agent in in_order(run.sheet)
    ]
    return _parquet((*_OF_RUN, *_apart(names)), rows)


def _apart(names: Sequence[str]) -> list[str]:
    """Columns of a plan that are called as one of the first columns."""
    return [f"{one} (plan)" if one in _OF_RUN else one for one in names]


def _figures(run: Run, columns: Sequence[Column]) -> Iterator[Row]:
    for agent in in_order(run.sheet):
        for column in columns:
            yield (*_about(run, agent), *_figure(run.sheet, agent, column))


def _with_places(run: Run, columns: Sequence[Column]) -> Iterator[Row]:
    for agent in in_order(run.sheet):
        for column in columns:
            place = run.sheet.place(agent, column.name)
            where = (place.file or None, place.sheet or None, place.cell or None)
            yield (*_about(run, agent), *_figure(run.sheet, agent, column), *where)


def _people(run: Run) -> Iterator[Row]:
    for agent in in_order(run.sheet):
        person = run.sheet.agents[agent]
        facts = (" ".join(person.nicks) or None, person.joined or None, person.left or None)
        yield (*_about(run, agent), *facts)


def _about(run: Run, agent: int) -> Row:
    person = run.sheet.agents[agent]
    return run.period, run.role, run.plan, run.version, person.name, person.id


def _figure(sheet: Sheet, agent: int, column: Column) -> Row:
    value = sheet.cells[column.name][agent]
    shown = None if value is None else show(value, column.unit, "en")
    kind, label, unit = str(column.kind), column.label or column.name, str(column.unit)
    return kind, column.name, label, unit, _exact(value), _number(value), shown


def _exact(value: Value | None) -> str | None:
    return plain(value) if isinstance(value, Decimal) else value


def _number(value: Value | None) -> Decimal | None:
    if not isinstance(value, Decimal) or abs(value) >= _LARGEST:
        return None
    return rounded(value, _STEP)


def _parquet(names: Sequence[str], rows: Iterator[Row] | Sequence[Row]) -> bytes:
    decimal = pl.Decimal(_DIGITS, _DECIMALS)
    schema: Mapping[str, pl.DataType] = {
        name: decimal if name == "number" else pl.String() for name in names
    }
    buffer = BytesIO()
    pl.DataFrame(list(rows), schema=schema, orient="row").write_parquet(buffer)
    return buffer.getvalue()
