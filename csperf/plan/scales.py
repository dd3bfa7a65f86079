"""From a column to an amount or a factor, by a table of names or of bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csperf.errors import Place, Term, problem
from csperf.formula import Choose, Constant, Formula, Row
from csperf.plan.bands import FactorRow, PayRow, choose
from csperf.plan.desk import Desk, Reading
from csperf.units import Figure, Unit
from csperf.yaml_text import Written

SCORE = Written("score")


def placed(name: Written, place: Place) -> Written:
    """A name at the place that it was written, or at this one if it is a default."""
    return name if getattr(name, "place", Place()).line else Written(name, place)


def constant_of(figure: Figure | None, unit: Unit) -> Constant | None:
    """The figure as a constant in this unit, if there is one."""
    return Constant(figure.value, unit, figure.place) if figure else None


def by_name(value: Reading, table: Mapping[Written, Figure], unit: Unit, place: Place) -> Choose:
    """A table of names, as levels and amounts by level are; no row, no value."""
    rows = tuple(
        Row("is", Constant(str(key), Unit.TEXT, key.place), Constant(fig.value, unit, fig.place))
        for key, fig in table.items()
    )
    return Choose(value.cell, rows, None, place)


def table_by_name(
    reading: Reading,
    by: Written,
    table: dict[Written, Figure],
    unit: Unit,
    place: Place,
    desk: Desk,
) -> Formula | None:
    """A table of names over a text column."""
    if reading.unit is not Unit.TEXT:
        desk.note(problem("number-not-text", place, name=str(by)))
        return None
    given = desk.names_given(reading.cell.column)
    if missing := tuple(name for name in given if name not in table):
        at = next((key.place for key in table), place)
        desk.note(problem("names-without-row", at, name=str(by), missing=missing))
        return None
    return by_name(reading, table, unit, place)


def table_by_bands(
    reading: Reading,
    by: Written,
    rows: Sequence[FactorRow] | Sequence[PayRow],
    key: str,
    unit: Unit,
    place: Place,
    desk: Desk,
) -> Formula | None:
    """A band table over a number column."""
    if reading.unit is Unit.TEXT:
        desk.note(problem("text-not-number", place, name=str(by)))
        return None
    return choose(reading.cell, reading.unit, list(rows), key, unit, desk, place)


def money_of(name: Written, desk: Desk) -> Formula | None:
    """A column that must hold money."""
    reading = desk.read(name)
    if reading is not None and reading.unit is not Unit.MONEY:
        desk.note(
            problem("not-money", name.place, name=str(name), unit=Term(f"unit.{reading.unit}"))
        )
        return None
    return reading.cell if reading else None


def amount_by(
    by: Written,
    amounts: dict[Written, Figure] | None,
    bands: list[PayRow] | None,
    place: Place,
    desk: Desk,
) -> Formula | None:
    """An amount by names or by bands of a column."""
    if (amounts is None) == (bands is None):
        desk.note(problem("amounts-or-bands", place))
        return None
    reading = desk.read(placed(by, place))
    if reading is None:
        return None
    if amounts is not None:
        return table_by_name(reading, by, amounts, Unit.MONEY, place, desk)
    return table_by_bands(reading, by, bands or [], "pay", Unit.MONEY, place, desk)
