"""Tables of records as a person writes them: aligned columns, yuan, dates, `-` for blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl
from engines import at, collected, on, records

from csperf.metrics.deals import deals
from csperf.metrics.measure import Frame, Measure, figures
from csperf.metrics.records import DAY, SORTS
from csperf.metrics.selling import Selling

OWNERS = ("agent", "ordered_by", "paid_by", "followed_by")


def written(sort: str, text: str) -> pl.DataFrame:
    """The records of a text table whose first line names the fields; two blanks part the cells."""
    return _records(sort, _cells(text))


def owned(text: str, owners: str = "") -> pl.DataFrame:
    """Orders with their owners, which may stand in a second table by the order.

    Who is not told apart had the order placed and paid as its `agent`; `-` is nobody.
    """
    told = {row["order"]: row for row in _cells(owners)} if owners else {}
    rows = [{**row, **told.get(row["order"], {})} for row in _cells(text)]
    by_owner = {
        name: [
            _nobody(row.get(name, "-" if name == "followed_by" else row["agent"])) for row in rows
        ]
        for name in OWNERS
    }
    own = [{name: cell for name, cell in row.items() if name not in OWNERS} for row in rows]
    return _records("orders", own).with_columns(
        pl.col("buyer").fill_null(""),
        *(pl.Series(name, cells) for name, cells in by_owner.items()),
        day=pl.col("created") // DAY,
    )


def _cells(text: str) -> list[dict[str, str]]:
    header, *lines = (re.split(r" {2,}", line.strip()) for line in text.strip().splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


def _records(sort: str, rows: Sequence[Mapping[str, str]]) -> pl.DataFrame:
    return records(sort, [{f: _value(sort, f, cell) for f, cell in row.items()} for row in rows])


def _nobody(cell: str) -> str:
    return "" if cell == "-" else cell


def _value(sort: str, field: str, cell: str) -> object:
    if cell == "-":
        return None
    kind = SORTS[sort].fields[field].kind
    if kind == "moment":
        return at(f"2026-{cell}:00" if ":" in cell else f"2026-{cell}")
    if kind == "money":
        return int(Decimal(cell) * 100)
    if kind == "flag":
        return cell == "yes"
    return cell if kind in {"id", "text"} else int(cell)


def numbers(text: str) -> dict[str, int]:
    """The figures a person expects: `name number` by twos, yuan with their fen, `#` remarks."""
    told = " ".join(line.partition("#")[0] for line in text.splitlines()).split()
    pairs = zip(told[::2], told[1::2], strict=True)
    return {name: int(Decimal(number) * (100 if "." in number else 1)) for name, number in pairs}


def above_zero(figures_of: Mapping[str, int]) -> dict[str, int]:
    """The figures that are not zero, so that the others need not be written down."""
    return {metric: number for metric, number in figures_of.items() if number}


def shop_orders(
    engine: str, orders: pl.DataFrame, selling: Selling, **tables: pl.DataFrame
) -> Frame:
    """The deals of a shop, counted once and laid down as a table of the engine."""
    found = deals(frames(engine, **tables), on(engine, orders), selling)
    return on(engine, found.collect("polars").to_native())


def frames(engine: str, **tables: pl.DataFrame) -> dict[str, Frame]:
    """The tables by their sorts, on an engine."""
    return {sort: on(engine, table) for sort, table in tables.items()}


def counted(
    views: Mapping[str, Frame], measures: Sequence[Measure], by: Sequence[str] = ("agent",)
) -> dict[str, dict[str, int]]:
    """The figures of every agent over all views."""
    found: dict[str, dict[str, int]] = {}
    for name, view in views.items():
        of_view = [measure for measure in measures if measure.view == name]
        for key, values in figures(view, of_view, by, collected).items():
            found.setdefault(" ".join(map(str, key)), {}).update(values)
    return found


def by_their_rows(
    views: Mapping[str, Frame], measures: Sequence[Measure], agent: str
) -> dict[str, int]:
    """An agent's numbers from the listed rows alone: how many, what they add up to, or who."""
    return {
        measure.metric: _from_rows(measure, measure.rows(views[measure.view]), agent)
        for measure in measures
    }


def _from_rows(measure: Measure, listed: Frame, agent: str) -> int:
    rows = [row for row in collected(listed) if row["agent"] == agent]
    if measure.how == "people":
        return len({(row["buyer"], row["day"]) for row in rows})
    if not measure.value:
        return len(rows)
    values = [int(row[measure.value]) for row in rows]
    return sum(values) if measure.how == "sum" else max(values, default=0)
