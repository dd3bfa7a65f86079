"""Numbers counted again from the rows that a measure lists, by plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engines import collected

from csperf.metrics.measure import Frame, Measure


def recounted(view: Frame, measures: Sequence[Measure]) -> dict[str, dict[str, int]]:
    """For every agent the number of each measure, made of nothing but the rows it lists."""
    found: dict[str, dict[str, int]] = {row["agent"]: {} for row in collected(view)}
    for measure in measures:
        rows = collected(measure.rows(view))
        for agent, figures in found.items():
            number = _number(measure, [row for row in rows if row["agent"] == agent])
            if number is not None:
                figures[measure.metric] = number
    return found


def _number(measure: Measure, rows: list[dict[str, Any]]) -> int | None:
    values: list[int] = [row[measure.value] for row in rows] if measure.value else []
    match measure.how:
        case "rows":
            return len(rows)
        case "people":
            return len({(row["buyer"], row["day"]) for row in rows})
        case "sum":
            return sum(values)
        case "max":
            return max(values, default=None)
