"""What the commands that look at several months have in common: which months, from which files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csperf.cli.helptext import help_of

if TYPE_CHECKING:
    from csperf.opening import Request

Months = Annotated[
    str,
    typer.Option("--months", help=help_of("months"), metavar="FIRST~LAST", show_default=False),
]
DataOfMonths = Annotated[
    list[str] | None,
    typer.Option("--data", "-d", help=help_of("months-data"), metavar="FILE", show_default=False),
]
HistoryOfMonths = Annotated[
    Path | None,
    typer.Option("--history", help=help_of("months-history"), metavar="DIR", show_default=False),
]


@contextmanager
def looked_at(
    plan: str,
    data: list[str] | None,
    history: Path | None,
    months: str,
    *,
    roster: str | None = None,
    sheet: str | None = None,
    dialects: list[str] | None = None,
) -> Iterator[list[Request]]:
    """One request for each month that the options mean, the oldest first."""
    from csperf.insight.months import months_asked
    from csperf.opening import Request

    request = Request(plan, tuple(data or ()), roster, sheet, dialects=tuple(dialects or ()))
    with months_asked(request, months, history) as requests:
        yield requests
