"""Ready tables that were exported before the figures in them could be final.

Why only where a table says when: what a platform has already counted shows no day of its own, so
only the time of its export tells whether later payments and refunds can be in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from csperf.errors import Problem, Word
from csperf.intake.exports import Exports, Listed
from csperf.intake.own_table import MEASURED
from csperf.intake.taken import taken
from csperf.metrics.selling import Selling


def early_exports(exports: Exports, selling: Selling) -> list[Problem]:
    """A warning for each metric that some table was exported too early for; alike ones are one."""
    found = [one for listed in exports.tables for one in _of(exports, listed, selling)]
    times = Counter(map(_alike, found))
    first = {_alike(one): one for one in reversed(found)}
    return [
        replace(first[key], facts={**first[key].facts, "more": _more(count - 1)})
        for key, count in times.items()
    ]


def _more(count: int) -> Word:
    return Word(f"（另有 {count} 张表也是）", f" ({count} more like it)") if count else Word("", "")


def _alike(one: Problem) -> tuple[object, ...]:
    return one.id, one.facts["metrics"]


def _of(exports: Exports, listed: Listed, selling: Selling) -> Iterator[Problem]:
    span = _span(exports, listed)
    when = taken(listed.table) if span and listed.table.grid.sheet != MEASURED else None
    if span is None or when is None or when.day < span[0]:
        return  # a table that was made before its days began says something else
    from csperf.metrics.finality import too_early  # most tables do not say when they were made

    metrics = [*listed.table.columns]
    yield from too_early(metrics, selling, span[1], when.day, when.place)


def _span(exports: Exports, listed: Listed) -> tuple[date, date] | None:
    """The first and last day that a table is about: of its own rows, else of the month."""
    days = [one for one in listed.rows.days if one]
    if days:
        return min(one.first for one in days), max(one.last for one in days)
    return (exports.span.first, exports.span.last) if exports.span else None
