"""Lists of receptions, deals and losses: the rows of a month, each with its place in the export."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from csperf.agent_table import exact
from csperf.errors import Place
from csperf.measuring import parts_of
from csperf.metrics.lists import COLUMNS, Kind, Wanted, listed, shown
from csperf.metrics.losses import BAND
from csperf.metrics.measure import AGENT, Frame
from csperf.metrics.records import moment_of
from csperf.raw_month import RawMonth
from csperf.units import Unit, show

_UNITS = {"money": Unit.MONEY, "duration": Unit.SECONDS, "count": Unit.COUNT}
_ONLY_WITH = {BAND: ("首次响应次数",)}
"""Shown only where this is measured: who tells no answers does not say that none came."""
_MOMENTS = tuple(name for name, shows in COLUMNS.items() if shows == "moment")


@dataclass(frozen=True)
class Listed:
    """One row: in which part of the list, the texts of its columns by their names, and where."""

    part: str
    agent: str
    day: str
    cells: Mapping[str, str]
    place: Place

    @property
    def moment(self) -> str:
        """When it was: the first moment that it tells."""
        return next((self.cells[name] for name in _MOMENTS if self.cells.get(name)), "")


def rows_listed(month: RawMonth, kind: Kind, wanted: Wanted) -> list[Listed]:
    """The rows of a list, part by part, each by day, agent and moment."""
    found = list(_rows(month, kind, wanted))
    parts = list(dict.fromkeys(one.part for one in found))
    return sorted(
        found,
        key=lambda one: (parts.index(one.part), one.day, one.agent, one.moment, one.place),
    )


def _rows(month: RawMonth, kind: Kind, wanted: Wanted) -> Iterator[Listed]:
    told = {measure.metric for measure in month.asked.measures}
    for views in parts_of(month.engine, replace(month.asked, measures=())):
        items = list(listed(views, kind, wanted))
        frames = [frame.select(*_columns(frame, told)) for _, frame in items]
        for (item, _), rows in zip(items, month.engine.at_once(frames), strict=True):
            yield from (_listed(month, item.name, row) for row in rows)


def _columns(frame: Frame, told: Collection[str]) -> list[str]:
    """What a list shows of these rows, as far as the exports tell it."""
    return [name for name in shown(frame) if {*_ONLY_WITH.get(name, ())} <= {*told}]


def _listed(month: RawMonth, part: str, row: Mapping[str, object]) -> Listed:
    cells = {name: _text(name, row[name]) for name in COLUMNS if name in row}
    day, place = month.spot(row)
    return Listed(part, str(row[AGENT] or ""), day, cells, place)


def _text(name: str, value: object) -> str:
    """A cell as programs read it; a moment is the clock of the shop, the day stands beside it."""
    shows = COLUMNS[name]
    if value is None:
        return ""
    if shows == "moment" and isinstance(value, int):
        return moment_of(value)
    if shows in _UNITS and isinstance(value, int):
        unit = _UNITS[shows]
        number = exact(value, unit)
        return "" if number is None else show(number, unit, "en")
    if shows == "flag":
        return "yes" if value else "no"
    return str(value)
