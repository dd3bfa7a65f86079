"""The commands and their options.

Why imports stand inside the commands: `--help` and `validate` must not pay for Polars and the
workbook libraries, whose import takes longer than the work; a test holds which are loaded.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csperf import __version__
from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import Format, printed, printed_result
from csperf.cli.handing import check_output, hand_over, put
from csperf.cli.helptext import BilingualCommand, BilingualGroup, help_of
from csperf.cli.looking import Months
from csperf.cli.report import report, stop_on
from csperf.errors import Exit, problem, stopping

if TYPE_CHECKING:
    from csperf.output.tables import Section


class SlipFormat(StrEnum):
    """What a payslip is written as."""

    html = "html"
    xlsx = "xlsx"


class Language(StrEnum):
    """The languages of all texts."""

    zh = "zh"
    en = "en"


app = typer.Typer(
    cls=BilingualGroup,
    help=help_of("csperf"),
    epilog=help_of("exit-codes"),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

PlanFiles = Annotated[
    list[str],
    typer.Argument(help=help_of("plans"), metavar="PLAN.yaml...", show_default=False),
]
UnpaidRoles = Annotated[
    list[str] | None,
    typer.Option("--unpaid-role", help=help_of("unpaid-role"), metavar="ROLE", show_default=False),
]
Data = Annotated[
    list[str] | None,
    typer.Option("--data", "-d", help=help_of("data"), metavar="FILE...", show_default=False),
]
RosterFile = Annotated[
    str | None,
    typer.Option("--roster", "-r", help=help_of("roster"), metavar="FILE", show_default=False),
]
SheetName = Annotated[
    str | None, typer.Option("--sheet", help=help_of("sheet"), metavar="NAME", show_default=False)
]
Dialects = Annotated[
    list[str] | None,
    typer.Option("--dialect", help=help_of("dialect"), metavar="NAME|FILE", show_default=False),
]
Period = Annotated[
    str,
    typer.Option("--period", "-p", help=help_of("period"), metavar="YYYY-MM", show_default=False),
]
KnownOn = Annotated[
    str, typer.Option("--known-on", help=help_of("known-on"), metavar="DATE", show_default=False)
]
Past = Annotated[
    list[str] | None,
    typer.Option("--past", help=help_of("past"), metavar="FILE...", show_default=False),
]
Scenario = Annotated[
    str, typer.Option("--scenario", help=help_of("scenario"), metavar="NAME", show_default=False)
]
HistoryFolder = Annotated[
    Path | None,
    typer.Option("--history", help=help_of("history-folder"), metavar="DIR", show_default=False),
]
Company = Annotated[
    str, typer.Option("--company", help=help_of("company"), metavar="NAME", show_default=False)
]
Lang = Annotated[Language | None, typer.Option("--lang", help=help_of("lang"), show_default=False)]
Formats = Annotated[Format, typer.Option("--format", "-f", help=help_of("format"))]
Pictures = Annotated[
    bool | None,
    typer.Option("--pictures/--no-pictures", help=help_of("pictures"), show_default=False),
]
Protect = Annotated[bool, typer.Option("--protect", help=help_of("protect"), show_default=False)]
Strict = Annotated[bool, typer.Option("--strict", help=help_of("strict"), show_default=False)]


def _version(*, wanted: bool) -> None:
    if wanted:
        print(f"csperf {__version__}")
        raise typer.Exit


@app.callback()
def csperf(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda value: _version(wanted=value),
            is_eager=True,
            help=help_of("version"),
            show_default=False,
        ),
    ] = False,
    lang: Lang = None,
) -> None:
    """Options before the command."""


@app.command(cls=BilingualCommand, help=help_of("calc"))
def calc(
    plan: PlanFiles,
    data: Data = None,
    roster: RosterFile = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help=help_of("output"), metavar="FILE", show_default=False),
    ] = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    pictures: Pictures = None,
    sheet: SheetName = None,
    period: Period = "",
    dialect: Dialects = None,
    past: Past = None,
    history: HistoryFolder = None,
    known_on: KnownOn = "",
    scenario: Scenario = "",
    unpaid_role: UnpaidRoles = None,
    company: Company = "",
    net_columns: Annotated[
        bool, typer.Option("--net-columns", help=help_of("net-columns"), show_default=False)
    ] = False,
    protect: Protect = False,
    force: Annotated[
        bool, typer.Option("--force", help=help_of("force"), show_default=False)
    ] = False,
    strict: Strict = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints the payroll, and writes it where asked."""
    from csperf.cli.asking import wanted
    from csperf.cli.results import content_of
    from csperf.opening import Request
    from csperf.output.write import check_target, differing
    from csperf.past_results import unused

    own, unpaid, before = (tuple(one or ()) for one in (dialect, unpaid_role, past))
    entries = (known_on, scenario)
    request = Request("", tuple(data or ()), roster, sheet, period, own, *entries, unpaid, before)
    with wanted(plan, request, history) as asked, ExitStack() as stack:
        stop_on([fault for path in output or [] for fault in check_target(path, asked.sources)])
        if output:
            stack.enter_context(alone_at(output))
        run = asked.computed()
        reported = any(path.suffix.lower() == ".html" for path in output or [])
        told = [*asked.told(run), *([] if reported else unused(asked.results))]
        code = report(told, machine=format is Format.json, strict=strict)
        if code == Exit.WARNED:
            raise typer.Exit(code)
        wishes = (company, net_columns, protect)
        contents = [
            (path, content_of(run, path, (asked.results, asked.shelf), wishes))
            for path in output or []
        ]
        stop_on([] if force else differing(contents))
        for path, content in contents:
            put(path, content, force=force)
    if format is not Format.table or not output or sys.stdout.isatty():
        sys.stdout.write(_printed(run, format, pictures))


def alone_at(paths: Sequence[Path]) -> AbstractContextManager[None]:
    """Nobody else writes these meanwhile; the library of locks is loaded only where needed."""
    from csperf.project.locks import locked_outputs

    return locked_outputs(paths)


def _printed(result: Any, format: Format, pictures: bool | None) -> str:  # noqa: A002, FBT001 - options
    """The result on standard output."""
    if format is not Format.table:
        return printed_result(result, format)
    from csperf.output.run import Run
    from csperf.output.table import render, render_roles

    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else None
    shown: dict[str, Any] = {"width": width, "color": terminal and _colour()}
    shown["encoding"] = sys.stdout.encoding or "utf-8"
    shown["pictures"] = terminal if pictures is None else pictures
    if isinstance(result, Run):
        return render(result, SPOKEN, **shown)
    return render_roles(result, SPOKEN, **shown)


def _canvas(pictures: bool | None) -> Any:  # noqa: FBT001 - the option
    """Where `explain` draws, a Canvas; None in a pipe, unless asked."""
    from csperf.output.meter_lines import Canvas, shows_pictures

    terminal = sys.stdout.isatty()
    if not (terminal if pictures is None else pictures):
        return None
    width = shutil.get_terminal_size().columns if terminal else None
    return Canvas(width, ascii_only=not shows_pictures(sys.stdout.encoding or "utf-8"))


def _colour() -> bool:
    import os

    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@app.command(cls=BilingualCommand, help=help_of("inspect"))
def inspect(
    exports: Annotated[
        list[str], typer.Argument(help=help_of("exports"), metavar="FILE...", show_default=False)
    ],
    plan: Annotated[
        str,
        typer.Option(
            "--plan", help=help_of("inspect-plan"), metavar="PLAN.yaml", show_default=False
        ),
    ] = "",
    sheet: SheetName = None,
    period: Period = "",
    dialect: Dialects = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    write_dialect: Annotated[
        Path | None,
        typer.Option(
            "--write-dialect",
            help=help_of("write-dialect"),
            metavar="FILE.yaml",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=help_of("force"), show_default=False)
    ] = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints what csperf makes of exports."""
    from csperf import inspection

    asked = inspection.Question(tuple(exports), plan, sheet, period, tuple(dialect or ()))
    if write_dialect is not None:
        from csperf.cli.dialect_file import check_dialect_file

        stop_on(check_dialect_file(write_dialect, exports))
    found, problems = inspection.inspect(asked)
    if write_dialect is not None:
        from csperf.cli.dialect_file import write_dialect_file

        lines, faults = write_dialect_file(found, write_dialect, problems, force=force)
        stop_on(faults)
        print("\n".join(lines))
        return
    sys.stdout.write(_inspected(found, format))
    sys.stdout.flush()
    raise typer.Exit(report(problems, machine=format is Format.json))


def _inspected(found: Any, format: Format) -> str:  # noqa: A002 - an Inspection; the option's name
    """The inspection on standard output."""
    if format is Format.json:
        from csperf.output.inspection_json import inspection_json

        return inspection_json(found, SPOKEN)
    if format in {Format.table, Format.plain}:
        from csperf.output.inspection_text import inspection_text

        wide = format is Format.plain or not sys.stdout.isatty()
        width = None if wide else shutil.get_terminal_size().columns
        return inspection_text(found, SPOKEN, width)
    from csperf.output.inspection_table import inspection_sections

    return printed(inspection_sections(found, SPOKEN), format)


@app.command(cls=BilingualCommand, help=help_of("validate"))
def validate(
    plans: Annotated[
        list[str], typer.Argument(help=help_of("plan"), metavar="PLAN.yaml...", show_default=False)
    ],
    format: Formats = Format.table,  # noqa: A002 - the option's name
    strict: Strict = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help=help_of("quiet"), show_default=False)
    ] = False,
    data: Annotated[
        list[str] | None,
        typer.Option(
            "--data", "-d", help=help_of("tried-data"), metavar="FILE...", show_default=False
        ),
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option("--history", help=help_of("tried-history"), metavar="DIR", show_default=False),
    ] = None,
    months: Months = "",
    roster: RosterFile = None,
    sheet: SheetName = None,
    dialect: Dialects = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help=help_of("tried-output"), metavar="FILE", show_default=False
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=help_of("force"), show_default=False)
    ] = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Says whether plans are sound, and what their bounds are worth."""
    from csperf.output.verdict import verdict_sections, verdict_text
    from csperf.validation import validate_plan

    check_output(output, data or (), *plans, roster)
    machine, table = format is Format.json, format is Format.table
    verdicts = [validate_plan(plan, SPOKEN) for plan in plans]
    code = max(Exit(report(one.problems, machine=machine, strict=strict)) for one in verdicts)
    sound = [one for one in verdicts if not stopping(one.problems)]
    for one in sound if table and not quiet else ():
        sys.stdout.write(verdict_text(one, SPOKEN))
    sections: list[Section] = []
    if data or history or months:
        from csperf.cli.looking import Looked, tried_on

        looked = Looked(data, history, months, roster, sheet, dialect)
        sections, told = tried_on([one.file for one in sound], looked)
        code = max(code, Exit(report(told, machine=machine, strict=strict)))
    if output is not None or not table:
        sections = [*sections, *verdict_sections(sound, SPOKEN)]
    if output is not None or ((sections or not table) and not quiet):
        hand_over(sections, output, format, force=force)
    raise typer.Exit(code)


@app.command(cls=BilingualCommand, help=help_of("fmt"))
def fmt(
    plans: Annotated[
        list[str],
        typer.Argument(help=help_of("fmt-plans"), metavar="PLAN.yaml...", show_default=False),
    ],
    keys: Annotated[
        Language | None, typer.Option("--keys", help=help_of("keys"), show_default=False)
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help=help_of("check"), show_default=False)
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help=help_of("diff"), show_default=False)] = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Rewrites plans in one order and spelling."""
    from csperf.cli.formatter import outcomes, settle

    code = Exit.DONE
    for outcome in outcomes(plans, keys.value if keys else None):
        if diff:
            sys.stdout.write(outcome.difference() if outcome.differs else "")
        if check and outcome.differs:
            print(outcome.file)
            code = Exit.REFUSED
        problems = outcome.problems if check or diff else settle(outcome)
        code = max(code, Exit(report(problems)))
    raise typer.Exit(code)


@app.command(cls=BilingualCommand, help=help_of("explain"))
def explain(
    plan: PlanFiles,
    agent: Annotated[
        str,
        typer.Option("--agent", "-a", help=help_of("agent"), metavar="NAME", show_default=False),
    ],
    data: Data = None,
    line: Annotated[
        str, typer.Option("--line", "-l", help=help_of("line"), metavar="NAME", show_default=False)
    ] = "",
    rows: Annotated[bool, typer.Option("--rows", help=help_of("rows"), show_default=False)] = False,
    roster: RosterFile = None,
    sheet: SheetName = None,
    period: Period = "",
    dialect: Dialects = None,
    past: Past = None,
    history: HistoryFolder = None,
    known_on: KnownOn = "",
    scenario: Scenario = "",
    unpaid_role: UnpaidRoles = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    pictures: Pictures = None,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints how a figure came about."""
    from csperf.cli.asking import wanted
    from csperf.cli.rows import asked_of, counted_text, record_text
    from csperf.opening import Request
    from csperf.output.run import Run
    from csperf.output.words_table import explanation_sections
    from csperf.output.words_text import explained_among, explanation_text

    own, unpaid, before = (tuple(one or ()) for one in (dialect, unpaid_role, past))
    entries = (known_on, scenario)
    request = Request("", tuple(data or ()), roster, sheet, period, own, *entries, unpaid, before)
    with wanted(plan, request, history) as asked:
        run = asked.computed()
        told = asked.told(run)
    report(told, machine=format is Format.json)
    runs = [run] if isinstance(run, Run) else run.runs
    found, faults = explained_among(runs, agent, line, SPOKEN)
    stop_on(faults)
    if found is None:
        return
    behind = asked_of(runs, agent, found)
    if rows:
        sys.stdout.write(record_text(asked.months[0].request, behind, format))
    elif format is Format.table:
        sys.stdout.write(explanation_text(found, SPOKEN, _canvas(pictures)))
        sys.stdout.write(counted_text(asked.months[0].request, behind))
    else:
        sys.stdout.write(printed(explanation_sections(found, SPOKEN), format))


@app.command(cls=BilingualCommand, help=help_of("payslips"))
def payslips(
    plan: PlanFiles,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help=help_of("payslips-output"), metavar="DIR", show_default=False
        ),
    ],
    data: Data = None,
    agent: Annotated[
        list[str] | None,
        typer.Option(
            "--agent", "-a", help=help_of("payslips-agent"), metavar="NAME", show_default=False
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        SlipFormat, typer.Option("--format", "-f", help=help_of("payslips-format"))
    ] = SlipFormat.html,
    company: Company = "",
    protect: Protect = False,
    roster: RosterFile = None,
    sheet: SheetName = None,
    period: Period = "",
    dialect: Dialects = None,
    past: Past = None,
    history: HistoryFolder = None,
    known_on: KnownOn = "",
    scenario: Scenario = "",
    unpaid_role: UnpaidRoles = None,
    force: Annotated[
        bool, typer.Option("--force", help=help_of("force"), show_default=False)
    ] = False,
    strict: Strict = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Writes a payslip a person."""
    from csperf.cli.asking import wanted
    from csperf.cli.payslips import Wish, check_wish, of_nobody, write_payslips
    from csperf.opening import Request

    own, unpaid, before = (tuple(one or ()) for one in (dialect, unpaid_role, past))
    entries = (known_on, scenario)
    request = Request("", tuple(data or ()), roster, sheet, period, own, *entries, unpaid, before)
    with wanted(plan, request, history) as asked, ExitStack() as stack:
        names, sources = tuple(agent or ()), tuple(asked.sources)
        wish = Wish(output, names, f".{format.value}", company, force, sources, protect)
        stop_on(check_wish(wish))
        stack.enter_context(alone_at([output]))
        run = asked.computed()
        code = report([*asked.told(run), *of_nobody(run, output)], strict=strict)
        if code == Exit.WARNED:
            raise typer.Exit(code)
        told, found = write_payslips(run, wish)
    stop_on(found)
    print(told, file=sys.stderr)


@app.command(cls=BilingualCommand, help=help_of("schema"))
def schema(
    result: Annotated[
        bool, typer.Option("--result", help=help_of("result"), show_default=False)
    ] = False,
    tables: Annotated[
        bool, typer.Option("--tables", help=help_of("tables"), show_default=False)
    ] = False,
    keys: Annotated[
        Language, typer.Option("--keys", help=help_of("schema-keys"), show_default=False)
    ] = Language.en,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Prints a JSON Schema."""
    from importlib.resources import files

    plan = "plan.schema.json" if keys is Language.en else "plan.zh.schema.json"
    name = "result.schema.json" if result else "tables.schema.json" if tables else plan
    sys.stdout.write((files("csperf") / "schema" / name).read_text(encoding="utf-8"))


@app.command(cls=BilingualCommand, help=help_of("init"))
def init(
    folder: Annotated[Path, typer.Argument(help=help_of("folder"), metavar="FOLDER")] = Path(),
    role: Annotated[
        str, typer.Option("--role", help=help_of("role"), metavar="ROLE", show_default=False)
    ] = "",
    plan: Annotated[
        str, typer.Option("--plan", help=help_of("init-plan"), metavar="NAME", show_default=False)
    ] = "",
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Writes a commented plan and a sample export."""
    from csperf.cli.starter import start

    lines, found = start(folder, role, plan)
    stop_on(found)
    print("\n".join(lines))


@app.command("plans", cls=BilingualCommand, help=help_of("ready-plans"))
def ready(
    words: Annotated[
        list[str] | None,
        typer.Argument(help=help_of("ready-words"), metavar="[NAME|WORDS]", show_default=False),
    ] = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Lists the ready plans, or prints one."""
    from csperf.output.ready_list import ready_lines, ready_sections
    from csperf.ready import ready_file, ready_plans

    wanted = words or []
    if format is Format.table and any([one.name] == wanted for one in ready_plans()):
        from csperf.cli.starter import schema_beside

        text, _ = schema_beside(ready_file(f"{wanted[0]}.yaml").decode("utf-8"))
        sys.stdout.write(text)
        return
    found = ready_plans(wanted)
    if not found:
        stop_on([problem("no-plan-about", found=" ".join(wanted))])
    if format is Format.table:
        sys.stdout.write("\n".join(ready_lines(found, SPOKEN)) + "\n")
    else:
        sys.stdout.write(printed(ready_sections(found, SPOKEN), format))


@app.command(cls=BilingualCommand, help=help_of("metrics"))
def metrics(
    words: Annotated[
        list[str] | None,
        typer.Argument(help=help_of("words"), metavar="[WORDS]", show_default=False),
    ] = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Lists the metric catalogue."""
    from csperf.metrics.catalogue import search
    from csperf.output.metric_list import metric_lines, metric_sections

    wanted = " ".join(words or [])
    found = search(wanted)
    if not found:
        stop_on([problem("no-such-metric", found=wanted)])
    if format is Format.table:
        sys.stdout.write("\n".join(metric_lines(found, SPOKEN)) + "\n")
    else:
        sys.stdout.write(printed(metric_sections(found, SPOKEN), format))
