"""The commands that weigh figures and plans: whatif, compare, simulate.

Why apart from the others: each looks at several months, and none of them computes one to be paid.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from csperf.cli.app import Dialects, Formats, Lang, RosterFile, SheetName
from csperf.cli.arguments import SPOKEN
from csperf.cli.designing import app
from csperf.cli.formats import Format
from csperf.cli.handing import check_output, hand_over
from csperf.cli.helptext import BilingualCommand, help_of
from csperf.cli.looking import DataOfMonths, HistoryOfMonths, Looked, Months, looked_at
from csperf.cli.measured import Force, Output
from csperf.cli.report import report, stop_on
from csperf.errors import CsperfError, Exit, Fact, Problem, warning

__all__ = ["app"]

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csperf.insight.figures import Figures
    from csperf.output.tables import Section

PlanOrNone = Annotated[
    str,
    typer.Argument(help=help_of("whatif-plan"), metavar="[PLAN.yaml]", show_default=False),
]
Number = Annotated[
    int | None,
    typer.Option("--agents", help=help_of("whatif-agents"), metavar="N", min=1, show_default=False),
]
Days = Annotated[
    int | None,
    typer.Option("--days", help=help_of("whatif-days"), metavar="N", min=1, show_default=False),
]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set", "-s", help=help_of("whatif-set"), metavar="NAME=VALUE", show_default=False
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--agent", "-a", help=help_of("whatif-agent"), metavar="NAME", show_default=False),
]


@app.command(cls=BilingualCommand, help=help_of("whatif"))
def whatif(
    plan: PlanOrNone = "",
    receptions: Annotated[
        str,
        typer.Option(
            "--receptions", help=help_of("whatif-receptions"), metavar="N", show_default=False
        ),
    ] = "",
    conversion: Annotated[
        str,
        typer.Option(
            "--conversion", help=help_of("whatif-conversion"), metavar="P%", show_default=False
        ),
    ] = "",
    order_value: Annotated[
        str,
        typer.Option(
            "--order-value", help=help_of("whatif-order-value"), metavar="N", show_default=False
        ),
    ] = "",
    agents: Number = None,
    days: Days = None,
    sets: Sets = None,
    agent: Only = None,
    margin: Annotated[
        str,
        typer.Option("--margin", help=help_of("whatif-margin"), metavar="P%", show_default=False),
    ] = "",
    data: DataOfMonths = None,
    history: HistoryOfMonths = None,
    months: Months = "",
    roster: RosterFile = None,
    output: Output = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    sheet: SheetName = None,
    dialect: Dialects = None,
    force: Force = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints what a change of the factors would make of sales."""
    from csperf.insight.what_if import changes_of, margin_of

    check_output(output, data or (), plan, roster)
    changes, problems = changes_of(sets or ())
    share, found = margin_of(margin)
    problems += found
    if margin and not plan:
        problems.append(Problem("whatif-margin-alone", exit=Exit.USAGE))
    numbers = {
        "--receptions": receptions,
        "--conversion": conversion,
        "--order-value": order_value,
        "--agents": str(agents or ""),
        "--days": str(days or ""),
    }
    given = tuple(name for name, text in numbers.items() if text)
    read = bool(data or history or plan or agent)
    if given and read:
        problems.append(Problem("whatif-both", facts={"options": given}, exit=Exit.USAGE))
    elif not given and not read:
        problems.append(Problem("whatif-nothing", exit=Exit.USAGE))
    stop_on(problems)
    if given:
        from csperf.cli.what_if import of_numbers

        sections = of_numbers((receptions, conversion, order_value), (agents, days), changes)
    else:
        from csperf.cli.what_if import of_months

        looked = Looked(data, history, months, roster, sheet, dialect)
        with looked_at(plan, looked) as requests:
            sections, problems = of_months(requests, changes, agent or (), share)
        report(problems, machine=format is Format.json)
    hand_over(sections, output, format, force=force)


@app.command(cls=BilingualCommand, help=help_of("compare"))
def compare(
    old: Annotated[
        str, typer.Argument(help=help_of("compare-old"), metavar="OLD.yaml", show_default=False)
    ],
    new: Annotated[
        str, typer.Argument(help=help_of("compare-new"), metavar="NEW.yaml", show_default=False)
    ],
    data: DataOfMonths = None,
    history: HistoryOfMonths = None,
    months: Months = "",
    roster: RosterFile = None,
    line: Annotated[
        list[str] | None,
        typer.Option("--line", help=help_of("compare-line"), metavar="NAME", show_default=False),
    ] = None,
    output: Output = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    sheet: SheetName = None,
    dialect: Dialects = None,
    force: Force = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints whose pay another plan changes, why, and by which factor it would cost the same."""
    from csperf.history.journal import periods

    named, _ = periods([old, new])
    if len(named) == 1:
        words = (old, new)
        raise CsperfError([Problem("compare-mixed", facts={"words": words}, exit=Exit.USAGE)])
    looked = Looked(data, history, months, roster, sheet, dialect)
    if named:
        typed = [name for name, one in (("--months", months), ("--line", line)) if one]
        if typed:
            facts: dict[str, Fact] = {"options": tuple(typed)}
            raise CsperfError([Problem("compare-months-only", facts=facts, exit=Exit.USAGE)])
        check_output(output, data or (), roster)
        in_full = output is not None or format is not Format.table
        section, problems = _two_months(old, new, looked, in_full=in_full)
        report(problems, machine=format is Format.json)
        hand_over([section], output, format, force=force)
        return
    check_output(output, data or (), old, new, roster)
    sections, problems = _two_plans(old, new, line or (), looked)
    report(problems, machine=format is Format.json)
    hand_over(sections, output, format, force=force)


def _two_plans(
    old: str, new: str, line: Sequence[str], looked: Looked
) -> tuple[list[Section], list[Problem]]:
    """The same months by two plans."""
    from csperf.insight.comparison_tables import comparison_sections
    from csperf.insight.months import runs_of, told_once
    from csperf.insight.two_plans import neutral_lines, two_plans

    runs = []
    for plan in (old, new):
        with looked_at(plan, looked) as requests:
            runs.append(runs_of(requests))
    plans = two_plans(*runs)
    factors = neutral_lines(plans, line)
    return comparison_sections(plans, factors, SPOKEN), told_once([*chain(*runs)])


def _two_months(
    old: str, new: str, looked: Looked, *, in_full: bool
) -> tuple[Section, list[Problem]]:
    """The metrics of two months, whoever was paid by which plan."""
    from csperf.insight.figures import figures_of
    from csperf.insight.month_tables import months_section

    blanks = any("{" in one for one in looked.data or ())
    span = "~".join(sorted((old, new)))
    problems: list[Problem] = []
    sides: list[list[Figures]] = []
    for period in (old, new):
        months = period if blanks or not looked.data else span
        with looked_at("", replace(looked, months=months)) as requests:
            found = [figures_of(one) for one in requests if one.period == period]
        sides.append([figures for figures, _ in found])
        problems += [one for _, told in found for one in told if one not in problems]
    both = (sides[0], sides[1])
    return months_section((old, new), both, SPOKEN, in_full=in_full), problems


@app.command(cls=BilingualCommand, help=help_of("simulate"))
def simulate(
    plan: Annotated[
        str,
        typer.Argument(help=help_of("simulate-plan"), metavar="PLAN.yaml", show_default=False),
    ],
    data: DataOfMonths = None,
    history: HistoryOfMonths = None,
    months: Months = "",
    against: Annotated[
        str,
        typer.Option(
            "--against", help=help_of("simulate-against"), metavar="OLD.yaml", show_default=False
        ),
    ] = "",
    roster: RosterFile = None,
    output: Output = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    sheet: SheetName = None,
    dialect: Dialects = None,
    force: Force = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints what a plan would have cost and paid in past months."""
    from csperf.cli.asking import history_in
    from csperf.insight.months import runs_of, told_once
    from csperf.insight.simulating import Simulation, against_plan, really_paid
    from csperf.insight.simulation_tables import gain_notes, simulation_sections

    check_output(output, data or (), plan, against, roster)
    looked = Looked(data, history, months, roster, sheet, dialect)
    runs = []
    for one in filter(None, (plan, against)):
        with looked_at(one, looked) as requests:
            runs.append(runs_of(requests))
    gains, unknown = [], list[str]()
    if against:
        gains = against_plan(*runs)
    elif history or not data:
        gains, unknown = really_paid(runs[0], history_in(history))
    told = told_once([*chain(*runs)])
    if data and history and unknown == [""]:
        told.append(warning("simulate-no-month"))
        unknown = []
    report(told, machine=format is Format.json)
    found, notes = Simulation(tuple(runs[0])), gain_notes(gains, unknown, SPOKEN)
    sections = simulation_sections(found, gains, notes, SPOKEN, planned=bool(against))
    hand_over(sections, output, format, force=force)
