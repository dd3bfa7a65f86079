"""The commands of a project file: run, which is all that a clock needs to start, and config.

They stand apart because all their options have a second and a third place to come from.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from csperf.cli.app import (
    Company,
    Dialects,
    Formats,
    HistoryFolder,
    Lang,
    Past,
    RosterFile,
    SheetName,
    UnpaidRoles,
)
from csperf.cli.app import Data as DataFiles
from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import Format, tables_text
from csperf.cli.helptext import BilingualCommand, help_of
from csperf.cli.measured import EngineName, app
from csperf.cli.report import report

__all__ = ["app"]


Config = Annotated[
    str, typer.Option("--config", help=help_of("config-file"), metavar="FILE", show_default=False)
]
Plans = Annotated[
    list[str] | None,
    typer.Option("--plan", help=help_of("run-plan"), metavar="PLAN.yaml", show_default=False),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option("--output", "-o", help=help_of("output"), metavar="FILE", show_default=False),
]
Slips = Annotated[
    str | None,
    typer.Option("--payslips", help=help_of("run-payslips"), metavar="DIR", show_default=False),
]
Zone = Annotated[
    str | None,
    typer.Option("--time-zone", help=help_of("time-zone"), metavar="ZONE", show_default=False),
]
Engine = Annotated[
    EngineName | None, typer.Option("--engine", help=help_of("run-engine"), show_default=False)
]
Log = Annotated[
    str | None, typer.Option("--log", help=help_of("log"), metavar="FILE", show_default=False)
]
Strictly = Annotated[
    bool | None,
    typer.Option("--strict/--no-strict", help=help_of("strict"), show_default=False),
]
NetColumns = Annotated[
    bool | None,
    typer.Option("--net-columns/--no-net-columns", help=help_of("net-columns"), show_default=False),
]
Protected = Annotated[
    bool | None,
    typer.Option("--protect/--no-protect", help=help_of("protect"), show_default=False),
]


@app.command(cls=BilingualCommand, help=help_of("run"))
def run(
    period: Annotated[
        str, typer.Argument(help=help_of("run-period"), metavar="[YYYY-MM]", show_default=False)
    ] = "",
    config: Config = "",
    close: Annotated[
        bool, typer.Option("--close", help=help_of("run-close"), show_default=False)
    ] = False,
    early: Annotated[
        bool, typer.Option("--early", help=help_of("run-early"), show_default=False)
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=help_of("force"), show_default=False)
    ] = False,
    wait: Annotated[
        int,
        typer.Option("--wait", help=help_of("wait"), metavar="SECONDS", min=0, show_default=False),
    ] = 0,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    plan: Plans = None,
    data: DataFiles = None,
    roster: RosterFile = None,
    past: Past = None,
    dialect: Dialects = None,
    sheet: SheetName = None,
    unpaid_role: UnpaidRoles = None,
    history: HistoryFolder = None,
    output: Outputs = None,
    payslips: Slips = None,
    company: Annotated[str | None, Company.__metadata__[0]] = None,
    net_columns: NetColumns = None,
    protect: Protected = None,
    time_zone: Zone = None,
    engine: Engine = None,
    log: Log = None,
    strict: Strictly = None,
    lang: Lang = None,
) -> None:
    """Computes a month as the project file says."""
    from csperf.cli.running import Wish, run_logged

    flags = _flags(locals())
    wish = Wish(period, close, early, force, wait, machine=format is Format.json)
    code, section = run_logged(config, flags, wish)
    if section is not None:
        sys.stdout.write(tables_text([section], format))
    raise typer.Exit(code)


@app.command(cls=BilingualCommand, help=help_of("config"))
def config(
    config: Config = "",
    format: Formats = Format.table,  # noqa: A002 - the option's name
    plan: Plans = None,
    data: DataFiles = None,
    roster: RosterFile = None,
    past: Past = None,
    dialect: Dialects = None,
    sheet: SheetName = None,
    unpaid_role: UnpaidRoles = None,
    history: HistoryFolder = None,
    output: Outputs = None,
    payslips: Slips = None,
    company: Annotated[str | None, Company.__metadata__[0]] = None,
    net_columns: NetColumns = None,
    protect: Protected = None,
    time_zone: Zone = None,
    engine: Engine = None,
    log: Log = None,
    strict: Strictly = None,
    lang: Lang = None,
) -> None:
    """Lists the settings with where they come from."""
    from csperf.cli.settings_list import settings_section
    from csperf.project.settings import project_of

    project, problems = project_of(config, _flags(locals()))
    section = settings_section(project, SPOKEN)
    sys.stdout.write(tables_text([section], format))
    sys.stdout.flush()
    raise typer.Exit(report(problems, machine=format is Format.json))


def _flags(given: dict[str, object]) -> dict[str, str | bool | tuple[str, ...] | None]:
    """The options that set something of the project, by the setting's name."""
    from csperf.project.settings import KEYS

    renamed = {"plan": "plans", "dialect": "dialects", "unpaid_role": "unpaid_roles"}
    found: dict[str, str | bool | tuple[str, ...] | None] = {}
    for name, value in given.items():
        key = renamed.get(name, name)
        if key not in KEYS or value is None:
            continue
        if isinstance(value, bool):
            found[key] = value
        else:
            found[key] = tuple(map(str, value)) if isinstance(value, list) else str(value)
    return found
