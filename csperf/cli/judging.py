"""The commands that judge what past months say of a shop and its people: drivers and review."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from csperf.cli.app import Dialects, Formats, Lang, RosterFile, SheetName
from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import Format
from csperf.cli.handing import check_output, hand_over
from csperf.cli.helptext import BilingualCommand, help_of
from csperf.cli.looking import DataOfMonths, HistoryOfMonths, Looked, Months, looked_at
from csperf.cli.measured import Force, Output
from csperf.cli.report import report
from csperf.cli.weighing import app

__all__ = ["app"]

if TYPE_CHECKING:
    from csperf.insight.observations import By


class Observed(StrEnum):
    """What one observation is of."""

    day = "day"
    month = "month"


PromotionPlan = Annotated[
    str,
    typer.Argument(help=help_of("review-plan"), metavar="PLAN.yaml", show_default=False),
]
Window = Annotated[
    str,
    typer.Option(
        "--window",
        "--months",
        "--period",
        help=help_of("window"),
        metavar="FIRST~LAST",
        show_default=False,
    ),
]


@app.command(cls=BilingualCommand, help=help_of("drivers"))
def drivers(
    data: DataOfMonths = None,
    history: HistoryOfMonths = None,
    months: Months = "",
    plan: Annotated[
        str,
        typer.Option(
            "--plan", help=help_of("drivers-plan"), metavar="PLAN.yaml", show_default=False
        ),
    ] = "",
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", help=help_of("with"), metavar="NAME", show_default=False),
    ] = None,
    metric: Annotated[
        list[str] | None,
        typer.Option("--metric", help=help_of("driver-metric"), metavar="NAME", show_default=False),
    ] = None,
    by: Annotated[
        Observed | None, typer.Option("--by", help=help_of("observe-by"), show_default=False)
    ] = None,
    roster: RosterFile = None,
    output: Output = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    dialect: Dialects = None,
    sheet: SheetName = None,
    force: Force = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints which metrics go with conversion and satisfaction."""
    from csperf.errors import CsperfError
    from csperf.insight.drivers import drivers as found_in
    from csperf.insight.drivers_tables import drivers_sections
    from csperf.insight.observations import observations
    from csperf.insight.outcomes import asked_for, judged_by, known_of
    from csperf.plan.read import read_plan

    check_output(output, data or (), plan, roster)
    with looked_at(plan, Looked(data, history, months, roster, sheet, dialect)) as requests:
        observed, problems = observations(requests, cast("By | None", by and by.value))
    known = [one.name for one in observed.metrics]
    outcomes, unknown = asked_for(with_ or (), known)
    wanted, others = known_of(metric or (), known)
    if unknown or others:
        raise CsperfError([*problems, *unknown, *others])
    rules = read_plan(plan)[0] if plan else None
    judged = judged_by(rules.rules.indicators) if rules else ()
    found = found_in(observed, outcomes, wanted, judged)
    problems += found.doubts
    report(problems, machine=format is Format.json)
    hand_over(drivers_sections(found, SPOKEN), output, format, force=force)


@app.command(cls=BilingualCommand, help=help_of("review"))
def review(
    plan: PromotionPlan,
    data: DataOfMonths = None,
    history: HistoryOfMonths = None,
    window: Window = "",
    roster: Annotated[
        str | None,
        typer.Option(
            "--roster", "-r", help=help_of("review-roster"), metavar="FILE", show_default=False
        ),
    ] = None,
    propose: Annotated[
        Path | None,
        typer.Option("--propose", help=help_of("propose"), metavar="FILE", show_default=False),
    ] = None,
    from_: Annotated[
        str,
        typer.Option("--from", help=help_of("propose-from"), metavar="DATE", show_default=False),
    ] = "",
    output: Output = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    dialect: Dialects = None,
    sheet: SheetName = None,
    force: Force = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints who is promoted, kept or at risk, and writes the roster to approve."""
    from csperf.cli.reviewing import Wish, propose_roster, reviewed

    check_output(output, data or (), plan, roster)
    check_output(propose, data or (), plan, roster, suffixes=(".csv", ".xlsx"))
    wish = Wish(
        plan, tuple(data or ()), history, window, roster, from_, sheet, tuple(dialect or ())
    )
    with reviewed(wish) as found:
        report(found.problems, machine=format is Format.json)
        hand_over(found.sections(SPOKEN), output, format, force=force)
        if propose is not None:
            propose_roster(found, propose, force=force)
