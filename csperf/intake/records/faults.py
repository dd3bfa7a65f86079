"""Faults: the cells of a table that cannot be read, the first of each column and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from csperf.errors import Place, Problem, problem
from csperf.intake.cells import Fault
from csperf.intake.records.heads import Column
from csperf.intake.records.sources import cell
from csperf.intake.records.values import Values

_TOLD = 5
_OF_COLUMNS = ("date-ambiguous", "date-orders")  # said of all cells at once


@dataclass
class Faults:
    """What is wrong with the cells of a table; `sort` is the one that is just being read."""

    cells: dict[str, list[tuple[int, Fault]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    owners: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    sort: str = ""

    def add(self, column: Column, rows: Sequence[int], texts: Sequence[str], read: Values) -> None:
        """Cells of one column that cannot be read; a column that is two fields is told once."""
        owner = (column.heading, column.use.name, self.sort)
        if self.owners.setdefault(column.letter, owner) != owner:
            return
        told = self.cells.setdefault(column.letter, [])
        for row, text in zip(rows, texts, strict=True):
            fault = read[text]
            if not isinstance(fault, Fault):
                continue
            if fault.id in _OF_COLUMNS and any(one.id == fault.id for _, one in told):
                continue
            self.counts[column.letter] += 1
            if len(told) < _TOLD:
                told.append((row, fault))

    def problems(self, place: Place) -> Iterator[Problem]:
        """A problem a cell, column by column, and one for all those too many to tell."""
        for letter, told in self.cells.items():
            heading = self.owners[letter][0]
            for row, fault in told:
                yield problem(fault.id, cell(place, letter, row), heading=heading, **fault.facts)
            if self.counts[letter] > len(told):
                count = self.counts[letter] - len(told)
                at = cell(place, letter, told[0][0])
                yield problem("cells-more", at, heading=heading, count=count)
