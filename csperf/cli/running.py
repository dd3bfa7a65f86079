"""One month of a project, from its files to all that is written of it.

Why the closing comes last: a run that is killed or finds the disk full leaves the month open, and
the next one does everything again; once a month is closed, its files are there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING, cast

from csperf.cli.arguments import SPOKEN
from csperf.cli.asking import ToClose, to_close
from csperf.cli.payslips import Wish as SlipWish
from csperf.cli.payslips import check_wish, of_nobody, write_payslips
from csperf.cli.report import report
from csperf.cli.results import content_of
from csperf.errors import CsperfError, Exit, Place, Problem, problem, stopping, warning
from csperf.history.closing import close as close_month
from csperf.history.comparing import differences, refusal
from csperf.history.journal import is_history, read_history, roles_of
from csperf.history.results import result_of
from csperf.opening import Request
from csperf.output.run import Payroll, Run
from csperf.output.tables import Section, Table, fields_of
from csperf.output.write import check_target, differing, holds, make_folder, sweep, write_result
from csperf.plan.dates import first_and_last
from csperf.plan.read import read_plan
from csperf.project.locks import locked, locked_outputs
from csperf.project.log import append
from csperf.project.months import filled, last_finished, today
from csperf.project.settings import Project, Setting, project_of
from csperf.roles import plan_files
from csperf.texts import say

if TYPE_CHECKING:
    from csperf.engines.engine import Name


@dataclass(frozen=True)
class Wish:
    """What is wanted of this one run."""

    period: str = ""
    close: bool = False
    early: bool = False
    force: bool = False
    wait: int = 0
    machine: bool = False


@dataclass
class _Course:
    """How a run went, for the log; it grows while the run goes on."""

    period: str = ""
    log: Path | None = None
    code: int = Exit.INTERNAL
    problems: list[Problem] = field(default_factory=list)
    milliseconds: dict[str, int] = field(default_factory=dict)
    private: str = ""

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """How long a part of the run takes, however it ends."""
        began = monotonic_ns()
        try:
            yield
        finally:
            self.milliseconds[what] = (monotonic_ns() - began) // 1_000_000

    def told(self) -> list[Problem]:
        """The problems, without the names of payslips, which are people's."""
        here = f"{self.private}{os.sep}"
        return [
            Problem(one.id, Place(self.private))
            if self.private and one.place.file.startswith(here)
            else one
            for one in self.problems
        ]


def run_logged(
    config: str, flags: Mapping[str, Setting | None], wish: Wish
) -> tuple[int, Section | None]:
    """Runs a month; its exit code and the files written. However it ends, the log has a line."""
    course = _Course(wish.period)
    try:
        with course.timed("all"):
            section = _run(config, flags, wish, course)
    except CsperfError as error:
        course.problems += error.problems
        course.code = max(one.exit for one in stopping(error.problems))
        raise
    except KeyboardInterrupt:
        course.code = Exit.INTERRUPTED
        raise
    except SystemExit as error:
        course.code = error.code if isinstance(error.code, int) else Exit.INTERNAL
        raise
    finally:
        if course.log is not None:
            command = "run --close" if wish.close else "run"
            line = (command, course.period, course.code, course.told(), course.milliseconds)
            report(append(course.log, *line))
    return course.code, section


def _run(
    config: str, flags: Mapping[str, Setting | None], wish: Wish, course: _Course
) -> Section | None:
    project, problems = project_of(config, flags)
    os.chdir(project.folder)  # names in outputs are then the same wherever csperf was started
    log = project.text("log")
    course.log = Path(log) if log else None
    _stop_on(problems)
    course.period = _period(project, wish)
    plans = _plans(project, course.period)
    outputs = [Path(filled(one, course.period)) for one in project.texts("output")]
    payslips = filled(project.text("payslips"), course.period)
    course.private = payslips
    with ExitStack() as stack:
        _prepare(project, outputs, payslips, wish, stack)
        request, told = _request(project, course.period)
        history = Path(project.text("history"))
        asked = stack.enter_context(to_close(plans, request, history))
        slips = SlipWish(
            Path(payslips),
            company=project.text("company"),
            force=wish.force,
            sources=tuple(_sources(asked)),
        )
        faults = [one for path in outputs for one in check_target(path, _sources(asked))]
        _stop_on([*faults, *(check_wish(slips) if payslips else [])])
        with course.timed("computing"):
            result = asked.computed()
            _stop_on(_closed_otherwise(asked, result))
        if not wish.early:
            told += asked.told(project.text("time_zone"))
        told += of_nobody(result, slips.folder) if payslips else []
        course.problems += (told := [*told, *result.warnings])
        course.code = report(told, machine=wish.machine, strict=project.says("strict"))
        if course.code == Exit.WARNED:
            return None
        with course.timed("writing"):
            rows = _write(project, asked, result, outputs, wish)
            if payslips:
                said, faults = write_payslips(result, slips)
                _stop_on(faults)
                rows.append((payslips, said))
        if wish.close:
            with course.timed("closing"):
                done = close_month(asked.history, asked.asked, asked.inputs, result)
            rows.append((str(done.path), say(_closed_word(unchanged=done.unchanged), SPOKEN)))
    title = say("title-run", SPOKEN, period=course.period)
    return Section("", (Table("files", title, fields_of(SPOKEN, "file", "state"), rows),))


def _closed_word(*, unchanged: bool) -> str:
    return "ran.still-closed" if unchanged else "ran.closed"


def _stop_on(problems: Sequence[Problem]) -> None:
    if stopping(problems):
        raise CsperfError(problems)


def _period(project: Project, wish: Wish) -> str:
    """The month that is meant, which is over or only looked at."""
    day = today(project.text("time_zone"))
    period = wish.period or last_finished(day)
    span = first_and_last(period)
    if span is None:
        raise CsperfError([problem("period-no-month", found=period)])
    if span[1] < day.isoformat() or (wish.early and not wish.close):
        return period
    if wish.close:
        raise CsperfError([problem("period-not-over-closed", period=period, last=span[1])])
    now = day.isoformat()
    raise CsperfError([problem("period-not-over", period=period, last=span[1], today=now)])


def _plans(project: Project, period: str) -> list[str]:
    """The plan files; raises what is lacking, and which plan is not of its role."""
    place = Place(os.path.relpath(project.file))
    lacking = [
        problem("project-lacks", place, key=key, example=example)
        for key, example in (("plans", "plan.yaml"), ("data", "{period}/*.xlsx"))
        if not project.texts(key)
    ]
    if lacking and not project.file.exists():
        lacking = [problem("project-none")]
    _stop_on(lacking)
    found: list[Problem] = []
    for pattern, role in project.roles.items():
        files, _ = plan_files([filled(pattern, period)])
        for file in files:
            found += _other_role(file, role, project.at("plans"))
    _stop_on(found)
    return [filled(one, period) for one in project.texts("plans")]


def _other_role(file: str, role: str, place: Place) -> list[Problem]:
    """That a plan is for others than the project says."""
    plan, _ = read_plan(file)
    own = "" if plan is None else plan.rules.role or ""
    if plan is None or own == role:
        return []
    return [problem("project-other-role", place, role=role, found=own or "—")]


def _request(project: Project, period: str) -> tuple[Request, list[Problem]]:
    """What is asked of the month; earlier months count as far as the history has them."""
    history = read_history(Path(project.text("history")))
    past: list[str] = []
    told: list[Problem] = []
    for one in project.texts("past"):
        name = filled(one, period)
        if first_and_last(name) and not history.month(name).closings:
            told.append(warning("project-past-missing", project.at("past"), period=name))
        else:
            past.append(name)
    names = {key: tuple(filled(one, period) for one in project.texts(key)) for key in ("data",)}
    dialects = tuple(filled(one, period) for one in project.texts("dialects"))
    request = Request(
        "",
        names["data"],
        roster=filled(project.text("roster"), period) or None,
        sheet=project.text("sheet") or None,
        period=period,
        dialects=dialects,
        unpaid_roles=project.texts("unpaid_roles"),
        past=tuple(past),
        engine=cast("Name", project.text("engine")),
    )
    return request, told


def _sources(asked: ToClose) -> list[Path]:
    """The files that are read, which no output may replace."""
    return [Path(one.source) for one in asked.inputs]


def _prepare(
    project: Project, outputs: Sequence[Path], payslips: str, wish: Wish, stack: ExitStack
) -> None:
    """The folders made where they are lacking; outputs locked, without what killed runs left."""
    history = Path(project.text("history"))
    written = [*outputs, *([Path(payslips)] if payslips else [])]
    for folder in sorted({one.parent for one in written}):
        _stop_on(make_folder(folder))
    stack.enter_context(locked_outputs(written, wish.wait))
    if payslips:
        sweep(Path(payslips))
    if wish.close or is_history(history):
        _stop_on(make_folder(history))
        stack.enter_context(locked(history, wish.wait))
        for folder in [history, *(one for one in history.iterdir() if one.is_dir())]:
            sweep(folder)


def _closed_otherwise(asked: ToClose, result: Run | Payroll) -> list[Problem]:
    """That the month was closed with another result, which no run may write over.

    Whose pay differs is told on a terminal only: what a clock starts is mailed and kept in logs.
    """
    now = result_of(result)
    told = [
        one
        for entry in asked.history.month(asked.asked.request.period).closings
        if now.names & {*roles_of(entry)} and (found := differences(entry, now))
        for one in refusal(entry, found)
    ]
    return told if sys.stderr.isatty() else [one for one in told if one.id == "closed-differs"]


def _write(
    project: Project, asked: ToClose, result: Run | Payroll, outputs: Sequence[Path], wish: Wish
) -> list[tuple[str, str]]:
    """Writes the outputs, all of them or none that could be known to fail; what became of each."""
    wishes = (project.text("company"), project.says("net_columns"), project.says("protect"))
    results, shelf = asked.asked.results, asked.asked.request.shelf
    contents = [(path, content_of(result, path, (results, shelf), wishes)) for path in outputs]
    _stop_on([] if wish.force else differing(contents))
    rows = []
    for path, content in contents:
        same = holds(path, content)
        _stop_on(write_result(path, content, force=wish.force))
        rows.append((str(path), say(_written_word(same=same), SPOKEN)))
    return rows


def _written_word(*, same: bool) -> str:
    return "ran.unchanged" if same else "ran.written"
