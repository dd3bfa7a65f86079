"""The commands about months that are over: close, correct, reopen, diff, history.

They stand apart from `app.py` because what they have in common is the history and not the month.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csperf.cli.app import (
    Data,
    Dialects,
    Formats,
    HistoryFolder,
    KnownOn,
    Lang,
    Past,
    Period,
    PlanFiles,
    RosterFile,
    Scenario,
    SheetName,
    Strict,
    UnpaidRoles,
    app,
)
from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import Format, tables_text
from csperf.cli.helptext import BilingualCommand, help_of
from csperf.cli.report import report
from csperf.errors import CsperfError, Exit, Fact
from csperf.texts import say

if TYPE_CHECKING:
    from csperf.output.tables import Section

__all__ = ["app"]


Reason = Annotated[
    str, typer.Option("--reason", help=help_of("reason"), metavar="TEXT", show_default=False)
]


@contextmanager
def _alone(folder: Path | None) -> Iterator[None]:
    """Nobody else changes the history meanwhile; a new one is nobody else's yet."""
    from csperf.history.journal import is_history
    from csperf.project.locks import locked
    from csperf.project.settings import history_folder

    history = history_folder(folder)
    with locked(history) if is_history(history) else nullcontext():
        yield


def _print(sections: Sequence[Section], format: Format) -> None:  # noqa: A002 - the option's name
    sys.stdout.write(tables_text(sections, format))


@app.command(cls=BilingualCommand, help=help_of("close"))
def close(
    plan: PlanFiles,
    data: Data = None,
    roster: RosterFile = None,
    sheet: SheetName = None,
    period: Period = "",
    dialect: Dialects = None,
    past: Past = None,
    history: HistoryFolder = None,
    known_on: KnownOn = "",
    scenario: Scenario = "",
    unpaid_role: UnpaidRoles = None,
    strict: Strict = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Makes a month final."""
    from csperf.cli.asking import to_close
    from csperf.history.closing import close as close_month
    from csperf.opening import Request

    own, unpaid, before = (tuple(one or ()) for one in (dialect, unpaid_role, past))
    entries = (known_on, scenario)
    request = Request("", tuple(data or ()), roster, sheet, period, own, *entries, unpaid, before)
    with _alone(history), to_close(plan, request, history) as asked:
        result = asked.computed()
        code = report([*asked.told(), *result.warnings], strict=strict)
        if code == Exit.WARNED:
            raise typer.Exit(code)
        done = close_month(asked.history, asked.asked, asked.inputs, result)
    facts: dict[str, Fact] = {"period": asked.asked.request.period, "folder": str(done.path)}
    facts |= {"people": done.people, "total": done.total, "currency": done.currency}
    print(say("close.unchanged" if done.unchanged else "close.done", SPOKEN, **facts))


@app.command(cls=BilingualCommand, help=help_of("correct"))
def correct(
    words: Annotated[
        list[str],
        typer.Argument(
            help=help_of("correct-words"), metavar="YYYY-MM [PLAN.yaml...]", show_default=False
        ),
    ],
    reason: Reason,
    data: Data = None,
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
    strict: Strict = False,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Records what a closed month is worth by better data or another plan."""
    from csperf.cli.asking import to_correct
    from csperf.history.correcting import correct as correct_month
    from csperf.history.listing import due_table
    from csperf.opening import Request
    from csperf.output.tables import Section

    own, unpaid, before = (tuple(one or ()) for one in (dialect, unpaid_role, past))
    entries = (known_on, scenario)
    request = Request("", tuple(data or ()), roster, sheet, period, own, *entries, unpaid, before)
    with _alone(history), to_correct(words, request, reason, history) as asked:
        result = asked.computed()
        code = report(result.warnings, machine=format is Format.json, strict=strict)
        if code == Exit.WARNED:
            raise typer.Exit(code)
        done = correct_month(asked.history, asked.asked, asked.inputs, result, reason)
    facts: dict[str, Fact] = {"period": asked.asked.request.period, "folder": str(done.path or "")}
    told = say("correct.done" if done.path else "correct.nothing", SPOKEN, **facts)
    print(told, file=sys.stderr)
    table = due_table(done.due, say("title-corrections", SPOKEN), SPOKEN)
    _print([Section("", (table,))], format)


@app.command(cls=BilingualCommand, help=help_of("reopen"))
def reopen(
    period: Annotated[str, typer.Argument(help=help_of("period"), metavar="YYYY-MM")],
    reason: Reason,
    history: HistoryFolder = None,
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Lets a closed month be closed anew."""
    from csperf.cli.asking import history_in
    from csperf.history.closing import reopen as reopen_month

    with _alone(history):
        for path in reopen_month(history_in(history), period, reason):
            print(say("reopen.done", SPOKEN, period=period, folder=str(path)))


@app.command(cls=BilingualCommand, help=help_of("diff-command"))
def diff(
    before: Annotated[
        str, typer.Argument(help=help_of("diff-before"), metavar="A", show_default=False)
    ],
    after: Annotated[
        str, typer.Argument(help=help_of("diff-after"), metavar="B", show_default=False)
    ],
    history: HistoryFolder = None,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Says who is paid differently, by how much and why."""
    from contextlib import ExitStack

    from csperf.cli.asking import history_in
    from csperf.history.diff_tables import diff_sections
    from csperf.history.sides import beside, side_of

    found = history_in(history)
    with ExitStack() as stack:
        old, new = (side_of(word, found, stack) for word in (before, after))
        sections = diff_sections(beside(old, new), beside(new, old), SPOKEN)
    if not any(table.rows for section in sections for table in section.tables):
        print(say("diff.nothing", SPOKEN, before=before, after=after), file=sys.stderr)
    _print(sections, format)


@app.command("history", cls=BilingualCommand, help=help_of("history"))
def history_of(
    period: Annotated[
        str, typer.Argument(help=help_of("history-period"), metavar="[YYYY-MM]", show_default=False)
    ] = "",
    history: HistoryFolder = None,
    check: Annotated[
        bool, typer.Option("--check", help=help_of("history-check"), show_default=False)
    ] = False,
    format: Formats = Format.table,  # noqa: A002 - the option's name
    lang: Lang = None,  # noqa: ARG001 - read before the parser runs
) -> None:
    """Lists the months of the history, or shows one."""
    from csperf.cli.asking import history_in
    from csperf.history.listing import month_sections, months_sections
    from csperf.project.settings import history_folder

    found = history_in(history_folder(history))
    if check:
        if faults := list(found.faults()):
            raise CsperfError(faults)
        print(say("history.sound", SPOKEN, count=found.size), file=sys.stderr)
    sections = month_sections(found, period, SPOKEN) if period else months_sections(found, SPOKEN)
    _print(sections, format)
