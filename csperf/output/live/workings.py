"""The columns of a month's sheet, and of its tables of rows, laid out with live formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from csperf.output.live.bench import Bench, LiveColumn, Page
from csperf.output.live.nodes import lay_column
from csperf.sheet import Detail, Sheet


@dataclass(frozen=True)
class Layout:
    """Where a page's columns stand: its first row (from 1) and its first column (from 0)."""

    first_row: int
    first_column: int


def workings_of(
    sheet: Sheet, order: Iterable[int], layout: Layout, pages: Mapping[str, Page]
) -> Bench:
    """The sheet's columns in the order of computation, its people in this order."""
    return _laid(_in_order(sheet, list(order)), layout, pages)


def tables_of(
    sheet: Sheet, order: Iterable[int], layout: Layout, titles: Mapping[str, str]
) -> dict[str, Page]:
    """The pages of the tables of rows; each person's rows stand together, in the same order."""
    pages: dict[str, Page] = {}
    people = list(order)
    for name, detail in sheet.details.items():
        rows = [row for agent in people for row in detail.rows.get(agent, ())]
        bench = _laid(_in_order(detail.sheet, rows), layout, {})
        pages[name] = Page(titles[name], bench, _stretches(detail, people, layout.first_row))
    return pages


def _stretches(detail: Detail, people: list[int], first: int) -> dict[int, tuple[int, int]]:
    """The first and last row of everybody who has any, by their place in the order."""
    found: dict[int, tuple[int, int]] = {}
    row = first
    for place, agent in enumerate(people):
        count = len(detail.rows.get(agent, ()))
        if count:
            found[place] = (row, row + count - 1)
            row += count
    return found


def _in_order(sheet: Sheet, order: list[int]) -> Sheet:
    """The sheet with its rows in another order, and the tables' rows with them."""
    cells = {name: [column[row] for row in order] for name, column in sheet.cells.items()}
    places = {agent: place for place, agent in enumerate(order)}
    details = {
        name: replace(detail, owners=tuple(places[owner] for owner in detail.owners))
        for name, detail in sheet.details.items()
    }
    agents = tuple(sheet.agents[row] for row in order)
    return replace(sheet, agents=agents, cells=cells, details=details)


def _laid(sheet: Sheet, layout: Layout, pages: Mapping[str, Page]) -> Bench:
    bench = Bench(sheet, layout.first_row, layout.first_column, pages)
    for column in sheet.columns:
        if column.formula is None:
            bench.lay(LiveColumn(column.name, sheet.cells[column.name], column), None)
        else:
            lay_column(bench, column.name, column.formula)
    return bench
