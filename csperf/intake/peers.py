"""What an export says of other shops: its rows 同行同层优秀 and 同行同层均值, which are nobody's.

Why the whole column is read: whether a bare 45 is 45% shows in the cells of the people beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import polars as pl

from csperf.errors import Place
from csperf.intake.columns import Asked, read_column
from csperf.intake.grid import ROW
from csperf.intake.headings import Heading, Table, choose
from csperf.intake.spelling import fold
from csperf.units import Unit

Among = Literal["top", "mean"]
_LABELS: Mapping[str, Among] = {
    **dict.fromkeys(("同行同层优秀", "同行优秀", "行业优秀", "peertop"), "top"),
    **dict.fromkeys(("同行同层均值", "同行均值", "行业均值", "同行平均", "peermean"), "mean"),
}


@dataclass(frozen=True)
class Peer:
    """A figure of other shops: that of the good ones, or their mean."""

    metric: str
    among: Among
    value: Decimal
    place: Place


def peers_in(tables: Sequence[Table], units: Mapping[str, Unit]) -> dict[tuple[str, Among], Peer]:
    """The figures of other shops, of each metric those that stand last."""
    found = (one for table in tables for one in _in_table(table, units))
    return {(one.metric, one.among): one for one in found}


def _in_table(table: Table, units: Mapping[str, Unit]) -> Iterator[Peer]:
    below = table.grid.frame.filter(pl.col(ROW) > table.header)
    names = [below[heading.letter].to_list() for heading in table.agents]
    labels = [
        next((_LABELS[t] for t in map(fold, row) if t in _LABELS), None)
        for row in zip(*names, strict=True)
    ]
    if not any(labels):
        return
    for metric in table.columns:
        heading, unit = choose(table, metric), units.get(metric, Unit.TEXT)
        if not isinstance(heading, Heading) or unit is Unit.TEXT:
            continue
        values, findings = read_column(below[heading.letter], Asked(unit, heading.unit))
        if any(one.stops for one in findings):
            continue
        for label, value, row in zip(labels, values, below[ROW].to_list(), strict=True):
            if label is not None and isinstance(value, Decimal):
                yield Peer(metric, label, value, table.place(heading, row))


def _label(names: Sequence[str]) -> Among | None:
    """Which of the other shops a row is about, if it is about them."""
    return next((_LABELS[name] for name in map(fold, names) if name in _LABELS), None)
