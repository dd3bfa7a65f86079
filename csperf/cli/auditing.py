"""The command that looks through months for what is worth a look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from csperf.cli.app import Dialects, Formats, Lang, RosterFile, SheetName
from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import Format
from csperf.cli.handing import check_output, hand_over
from csperf.cli.helptext import BilingualCommand, help_of
from csperf.cli.looking import DataOfMonths, HistoryOfMonths, Looked, Months, looked_at
from csperf.cli.measured import Force, Output
from csperf.cli.report import report, stop_on
from csperf.cli.unattended import app

__all__ = ["app"]

if TYPE_CHECKING:
    from csperf.insight.audit.limits import Limits

_OF_FIGURES = {"metrics-not-told", "metrics-no-table"}  # each rule says itself what it lacks


@app.command(cls=BilingualCommand, help=help_of("audit"))
def audit(
    data: DataOfMonths = None,
    history: HistoryOfMonths = None,
    months: Months = "",
    plan: Annotated[
        str,
        typer.Option("--plan", help=help_of("audit-plan"), metavar="PLAN.yaml", show_default=False),
    ] = "",
    roster: RosterFile = None,
    limit: Annotated[
        list[str] | None,
        typer.Option("--limit", help=help_of("limit"), metavar="KEY=VALUE", show_default=False),
    ] = None,
    rules: Annotated[
        bool, typer.Option("--rules", help=help_of("rules"), show_default=False)
    ] = False,
    output: Output = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    dialect: Dialects = None,
    sheet: SheetName = None,
    force: Force = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints what is worth a look, with the rows behind it and the rule that found it."""
    from csperf.insight.audit.auditing import audited
    from csperf.insight.audit.tables import FEW, audit_sections, rule_sections
    from csperf.metrics.finality import in_short

    limits = _limits(limit or [])
    plain = [name for name in data or [] if "{" not in name]
    check_output(output, plain, plan, roster)
    if rules:
        hand_over(rule_sections(limits, SPOKEN), output, format, force=force)
        return
    with looked_at(plan, Looked(data, history, months, roster, sheet, dialect)) as requests:
        found, problems = audited(requests, limits)
    told = [in_short(one) for one in problems if one.id not in _OF_FIGURES]
    report(told, machine=format is Format.json)
    in_full = output is not None or format is not Format.table
    hand_over(audit_sections(found, SPOKEN, None if in_full else FEW), output, format, force=force)


def _limits(typed: list[str]) -> Limits:
    """The limits of the project, and over them those that were typed."""
    from csperf.errors import Place
    from csperf.insight.audit.limits import limits_of
    from csperf.project.settings import project_of

    project, problems = project_of("", {})
    stop_on(problems)
    spoken = [(text, project.at_part("audit", text)) for text in project.texts("audit")]
    limits, problems = limits_of([*spoken, *((text, Place("--limit")) for text in typed)])
    stop_on(problems)
    return limits
