"""Whether a month's files were all last saved before the month was over.

Why only all of them: shifts, scores and daily exports are rightly saved while the month goes on,
but somebody must have exported its last day after that. A copy is as new as the copying, so a late
time proves nothing, and nothing is said of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from csperf.errors import Place, Problem, warning
from csperf.history.kept import Input
from csperf.plan.dates import first_and_last
from csperf.project.months import zone_of


def saved_early(
    files: Iterable[Input], period: str, zone: str, environment: Mapping[str, str] = os.environ
) -> list[Problem]:
    """A warning with the file that was saved last, if that was within the period.

    With SOURCE_DATE_EPOCH the clock is another than that of the files, whose times say nothing.
    """
    span = first_and_last(period)
    saved = [(when, one.name) for one in files if (when := _saved(one.source, zone))]
    if span is None or not saved or environment.get("SOURCE_DATE_EPOCH"):
        return []
    when, name = max(saved)
    if not span[0] <= when.isoformat() <= span[1]:
        return []
    return [warning("data-saved-early", Place(name), saved=when.isoformat(), last=span[1])]


def _saved(path: str, zone: str) -> date | None:
    with suppress(OSError, ValueError, OverflowError):  # a file that is not there is told elsewhere
        return datetime.fromtimestamp(int(Path(path).stat().st_mtime), zone_of(zone)).date()
    return None
