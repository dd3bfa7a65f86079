"""Findings: what was found in the cells of a column becomes problems with the places of cells."""

from __future__ import annotations

from collections.abc import Sequence

from csperf.errors import Problem, problem
from csperf.intake.columns import Finding
from csperf.intake.headings import Heading
from csperf.intake.rows import Rows

_SHOWN = 8
_CELLS_TOLD = 5


def told_of(rows: Rows, heading: Heading, findings: Sequence[Finding]) -> list[Problem]:
    """A problem for each cell in the order of rows, and one for each finding about the column."""
    cells = _of_cells(rows, heading, [finding for finding in findings if not finding.whole])
    return cells + [_of_column(rows, heading, finding) for finding in findings if finding.whole]


def merged_cells(rows: Rows, heading: Heading) -> list[Problem]:
    """Merged ranges over the column's data: all but the first row of each would be blank."""
    if not rows.table.grid.merged:
        return []
    numbers = set(rows.numbers)
    return [
        problem("cell-merged", rows.table.place(heading, merged.first), range=merged.name)
        for merged in rows.table.grid.merged
        if heading.letter in merged.letters
        and not numbers.isdisjoint(range(merged.first, merged.last + 1))
    ]


def _of_cells(rows: Rows, heading: Heading, findings: Sequence[Finding]) -> list[Problem]:
    """One problem a cell in the order of rows, and one for all those too many to tell."""
    numbers = rows.numbers_at(heading.letter)
    cells = [(numbers[row], finding) for finding in findings for row in finding.rows]
    cells.sort(key=lambda pair: pair[0])
    told = [
        problem(finding.id, rows.table.place(heading, row), heading=heading.text, **finding.facts)
        for row, finding in cells[:_CELLS_TOLD]
    ]
    if len(cells) > _CELLS_TOLD:
        place = rows.table.place(heading, cells[_CELLS_TOLD][0])
        count = len(cells) - _CELLS_TOLD
        told.append(problem("cells-more", place, heading=heading.text, count=count))
    return told


def _of_column(rows: Rows, heading: Heading, finding: Finding) -> Problem:
    """What is said of a column as a whole, with the first cells that it is about."""
    numbers = rows.numbers_at(heading.letter)
    cells = tuple(f"{heading.letter}{numbers[row]}" for row in finding.rows[:_SHOWN])
    place = rows.table.place(heading, numbers[finding.rows[0]] if finding.rows else None)
    facts = {"heading": heading.text, "cells": cells, "count": len(finding.rows), **finding.facts}
    return Problem(finding.id, place, facts, stops=finding.stops)
