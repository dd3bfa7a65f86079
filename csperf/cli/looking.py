"""What the commands that look at several months have in common: which months, from which files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csperf.cli.arguments import SPOKEN
from csperf.cli.helptext import help_of

if TYPE_CHECKING:
    from csperf.errors import Problem
    from csperf.opening import Request
    from csperf.output.tables import Section

Months = Annotated[
    str,
    typer.Option(
        "--months", "--period", help=help_of("months"), metavar="FIRST~LAST", show_default=False
    ),
]
DataOfMonths = Annotated[
    list[str] | None,
    typer.Option("--data", "-d", help=help_of("months-data"), metavar="FILE", show_default=False),
]
HistoryOfMonths = Annotated[
    Path | None,
    typer.Option("--history", help=help_of("months-history"), metavar="DIR", show_default=False),
]


@dataclass(frozen=True)
class Looked:
    """What is looked at beside a plan: files or a history, and what is typed with them."""

    data: Sequence[str] | None
    history: Path | None
    months: str
    roster: str | None
    sheet: str | None
    dialects: Sequence[str] | None


@contextmanager
def looked_at(plan: str, looked: Looked) -> Iterator[list[Request]]:
    """One request for each month that the options mean, the oldest first."""
    from csperf.insight.months import months_asked
    from csperf.opening import Request

    data, dialects = tuple(looked.data or ()), tuple(looked.dialects or ())
    request = Request(plan, data, looked.roster, looked.sheet, dialects=dialects)
    with months_asked(request, looked.months, looked.history) as requests:
        yield requests


def tried_on(plans: Sequence[str], looked: Looked) -> tuple[list[Section], list[Problem]]:
    """What these months say of each plan."""
    from csperf.insight.months import runs_of, told_once
    from csperf.insight.trial_tables import trial_sections
    from csperf.insight.trying import findings, tried

    sections: list[Section] = []
    problems: list[Problem] = []
    for plan in plans:
        with looked_at(plan, looked) as requests:
            runs = runs_of(requests)
        trial = tried(runs)
        sections += trial_sections(trial, SPOKEN)
        problems += [*told_once(runs), *findings(trial)]
    return sections, problems
