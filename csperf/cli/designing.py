"""The command that draws up a plan's standards: calibrate."""

from __future__ import annotations

import difflib
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csperf.cli.app import Dialects, Formats, Lang, RosterFile, SheetName
from csperf.cli.arguments import SPOKEN
from csperf.cli.auditing import app
from csperf.cli.formats import Format
from csperf.cli.helptext import BilingualCommand, help_of
from csperf.cli.looking import DataOfMonths, HistoryOfMonths, Looked, Months, looked_at
from csperf.cli.measured import Force
from csperf.cli.report import report, stop_on
from csperf.errors import CsperfError, Exit, problem
from csperf.units import Unit, figure_of

if TYPE_CHECKING:
    from csperf.insight.calibrating import Calibration

__all__ = ["app"]

_PLANS = (".yaml", ".yml")
_MOST = Decimal("0.5")


@app.command(cls=BilingualCommand, help=help_of("calibrate"))
def calibrate(
    plan: Annotated[
        str, typer.Argument(help=help_of("plan"), metavar="PLAN.yaml", show_default=False)
    ],
    data: DataOfMonths = None,
    history: HistoryOfMonths = None,
    months: Months = "",
    roster: RosterFile = None,
    sheet: SheetName = None,
    dialect: Dialects = None,
    uplift: Annotated[str, typer.Option("--uplift", help=help_of("uplift"), metavar="N%")] = "5%",
    benchmark: Annotated[
        str,
        typer.Option("--benchmark", help=help_of("benchmark"), metavar="FILE", show_default=False),
    ] = "",
    diff: Annotated[
        bool, typer.Option("--diff", help=help_of("calibrate-diff"), show_default=False)
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help=help_of("calibrate-output"), metavar="FILE", show_default=False
        ),
    ] = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    force: Force = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Draws band tables anew from past months."""
    from csperf.cli.handing import TABLES, check_output, hand_over, put
    from csperf.insight.benchmarks import peers_of
    from csperf.insight.calibrating import calibrated
    from csperf.insight.calibration_tables import calibration_sections
    from csperf.insight.months import runs_of, told_once
    from csperf.insight.weeks import last_week
    from csperf.validation import validate_plan
    from csperf.yaml_text import read_text

    nudge, as_plan = _share(uplift), output is not None and output.suffix.lower() in _PLANS
    own = None if as_plan else plan  # with --force a plan may take the place of itself
    check_output(output, data or (), own, roster, suffixes=(*_PLANS, *TABLES))
    stop_on(validate_plan(plan, SPOKEN).problems)
    with looked_at(plan, Looked(data, history, months, roster, sheet, dialect)) as requests:
        runs = runs_of(requests)
        week, unknown = last_week(requests[-1])
        peers = peers_of(requests[-1], benchmark)
    text, problems = read_text(plan)
    stop_on(problems)
    found, told = calibrated(runs, text or "", plan, nudge, SPOKEN, week)
    found = replace(found, peers=peers)
    code = report([*told_once(runs), *unknown, *told], machine=format is Format.json)
    if code != Exit.DONE:
        raise typer.Exit(code)
    if output is not None and as_plan:
        put(output, found.after.encode("utf-8"), force=force)
        return
    if diff:
        sys.stdout.write(_difference(found))
        return
    hand_over(calibration_sections(found, SPOKEN), output, format, force=force)
    if output is None and format is Format.table and found.before != found.after:
        sys.stdout.write("\n" + _difference(found))


def _share(text: str) -> Decimal:
    """The uplift, not so much that no standard is left."""
    figure = figure_of(text)
    if figure is None or figure.unit is not Unit.PERCENT or not 0 <= figure.value <= _MOST:
        raise CsperfError([problem("uplift-no-percent", found=text)])
    return figure.value


def _difference(found: Calibration) -> str:
    """The lines that change, as `diff -u` shows them."""
    before, after = (one.splitlines(keepends=True) for one in (found.before, found.after))
    return "".join(difflib.unified_diff(before, after, found.plan, found.plan, n=2))
