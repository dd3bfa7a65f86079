"""Service hours: moments at their edges, on every engine."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from engines import ENGINES, at, collected, on

from csperf.metrics.hours import in_hours
from csperf.metrics.service import HOUR, Hours, Service

# 2026-10-05 is a Monday, 2026-10-10 a Saturday, 2026-11-01 a Sunday.
EIGHT_TO_ELEVEN = {
    "2026-10-05 07:59:59": False,
    "2026-10-05 08:00:00": True,
    "2026-10-05 22:59:59": True,
    "2026-10-05 23:00:00": False,
    "2026-10-06 00:00:00": False,
    "2026-10-31 22:59:59": True,
    "2026-11-01 08:00:00": True,
}
TO_MIDNIGHT = Hours(8 * HOUR, 24 * HOUR)
LATE = Hours(18 * HOUR, 26 * HOUR)
NIGHTS = Service(hours=(*(TO_MIDNIGHT,) * 5, LATE, None))
BY_WEEKDAY = {
    "2026-10-09 23:59:59": True,  # Friday, to midnight
    "2026-10-10 00:00:00": False,  # Friday's hours end with the day
    "2026-10-10 17:59:59": False,  # Saturday begins at 18
    "2026-10-10 18:00:00": True,
    "2026-10-11 01:59:59": True,  # Saturday's night is on Sunday's morning
    "2026-10-11 02:00:00": False,
    "2026-10-11 18:00:00": False,  # nobody serves on Sundays
    "2026-10-12 01:00:00": False,  # nor in the night after
    "2026-10-12 08:00:00": True,
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("service", "moments"), [(Service(), EIGHT_TO_ELEVEN), (NIGHTS, BY_WEEKDAY)]
)
def test_a_moment_lies_in_the_hours_of_its_weekday(
    engine: str, service: Service, moments: dict[str, bool]
) -> None:
    table = pl.DataFrame({"at": [at(text) for text in moments], "said": list(moments)})
    found = on(engine, table).with_columns(serves=in_hours(service, nw.col("at")))
    assert {row["said"]: row["serves"] for row in collected(found)} == moments


def test_where_nobody_serves_no_moment_is_in_hours() -> None:
    table = on("polars", pl.DataFrame({"at": [0, 43_200]}))
    closed = Service(hours=(None,) * 7)
    found = table.with_columns(serves=in_hours(closed, nw.col("at")))
    assert [row["serves"] for row in collected(found)] == [False, False]
