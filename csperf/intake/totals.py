"""Totals: a total row that was left out tells whether all the rows it adds up were read.

Only money is compared: a customer served by two agents is one in the total of customers.
"""

from __future__ import annotations

from decimal import Decimal

from csperf.errors import Fact, Problem
from csperf.exact import ZERO, exactly
from csperf.intake.cells import read_cell
from csperf.intake.grid import ROW
from csperf.intake.tables import TableColumn
from csperf.units import Unit, show


def total_differs(part: TableColumn, unit: Unit) -> list[Problem]:
    """A warning where the last total under a column of money is not the sum of its rows."""
    rows = part.placed.rows
    if unit is not Unit.MONEY or rows.totals is None or rows.totals.height != 1:
        return []
    with exactly():
        added = sum((value for value in part.values if isinstance(value, Decimal)), ZERO)
    stated = read_cell(rows.totals[part.heading.letter][0], unit)
    if not isinstance(stated, Decimal) or stated == added or part.heading.unit not in {"", "元"}:
        return []
    place = rows.table.place(part.heading, rows.totals[ROW][0])
    facts: dict[str, Fact] = {"heading": part.heading.text, "stated": show(stated, unit)}
    return [Problem("total-differs", place, facts | {"added": show(added, unit)}, stops=False)]
