"""What stands behind a measured figure: the records that counted, each with its place.

Why by measuring again: a figure and its rows are one definition, so the rows are what the figure's
own measures leave when they are not reduced; nothing is kept that could disagree with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from csperf.agent_table import exact
from csperf.errors import NOWHERE, Place
from csperf.measuring import behind
from csperf.metrics.catalogue import catalogue
from csperf.metrics.measure import DAY_OF, Measure
from csperf.metrics.views import QUOTIENTS
from csperf.plan.expression import names_in
from csperf.raw_month import RawMonth
from csperf.units import show

_ABOUT = ("order", "refund", "reception", "message", "case", "call", "review")


@dataclass(frozen=True)
class Record:
    """One record that a metric counts: when, about what and whom, how much, why, and where.

    `chat` is where the chat stands by which an order is the agent's.
    """

    metric: str
    day: str
    about: str
    buyer: str
    value: str
    why: str
    place: Place
    chat: Place = NOWHERE


def parts_of_metric(name: str) -> frozenset[str]:
    """What a metric is made of, down to what is measured; itself if it is."""
    found, open_ones = {name}, [name]
    quotients = {one.metric: (one.over, one.under, one.less) for one in QUOTIENTS}
    while open_ones:
        metric = catalogue().get(open_ones.pop())
        if metric is None:
            continue
        parts = [*quotients.get(metric.name, ()), *names_in(metric.formula or "")]
        new = {part for part in parts if part and part not in found}
        found |= new
        open_ones += new
    return frozenset(found)


def records_behind(month: RawMonth, agent: str, metric: str) -> list[Record]:
    """The records behind a metric of an agent (of its parts, where it is a rate), by day."""
    wanted = _measured(month, metric)
    rows = (
        _record(month, measure, row)
        for measure, row in behind(month.engine, month.asked, agent, wanted)
        if row[DAY_OF] not in month.left_out
    )
    return sorted(rows, key=lambda one: (one.metric, one.day, one.place))


def _measured(month: RawMonth, metric: str) -> frozenset[str]:
    """The metric if it is measured, else its parts."""
    names = {measure.metric for measure in month.asked.measures}
    return frozenset({metric}) if metric in names else parts_of_metric(metric) & names


def _record(month: RawMonth, measure: Measure, row: Mapping[str, object]) -> Record:
    number = row.get(measure.value) if measure.value else None
    unit = catalogue()[measure.metric].unit
    value = show(exact(number, unit), unit, "en") if isinstance(number, int) else ""
    day, place = month.spot(row)
    told = [str(row[name]) for name in _ABOUT if row.get(name)]
    return Record(
        measure.metric,
        day,
        told[0] if told else "",
        str(row.get("buyer") or ""),
        value,
        str(row.get("why") or ""),
        place,
        _chat(month, row),
    )


def _chat(month: RawMonth, row: Mapping[str, object]) -> Place:
    file, number = row.get("chat_file"), row.get("chat_row")
    if isinstance(file, int) and isinstance(number, int):
        return month.records.place(file, number)
    return NOWHERE
