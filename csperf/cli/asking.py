"""What a month is computed from: files that are named, or those that the history keeps of it.

A period where a plan is expected stands for the closed month: `csperf calc 2026-10` computes again
what was closed, `csperf explain 2026-10 -a Mei` explains it. `--past 2026-09` stands for that
month's exports and results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from csperf.errors import CsperfError, Exit, Place, Problem, problem
from csperf.history.closing import check_closing
from csperf.history.comparing import compared
from csperf.history.correcting import check_correction
from csperf.history.due import due_in
from csperf.history.journal import History, is_history, periods, read_history
from csperf.history.kept import Asked, Input, kept
from csperf.history.last_saved import saved_early
from csperf.history.months import again, filled, latest, past_of
from csperf.intake.paths import files_of
from csperf.opening import Request
from csperf.output.run import Payroll, Run
from csperf.past_results import told_apart
from csperf.project.months import CHINA
from csperf.project.settings import history_folder
from csperf.roles import calculate_all, plan_files


@dataclass(frozen=True)
class Wanted:
    """The months that were asked for, one a closing where the history is asked."""

    history: History
    months: tuple[Asked, ...]
    recalled: bool = False

    @property
    def sources(self) -> list[Path]:
        """The files that are read, which no output may replace."""
        if self.recalled:
            return []
        asked, request = self.months[0], self.months[0].request
        files, _ = files_of([*request.data, *request.past], request.roster)
        return [Path(one) for one in (*asked.plans, *files, *filter(None, [request.roster]))]

    @property
    def results(self) -> list[str]:
        """Results of earlier months, for a report."""
        return [one for asked in self.months for one in asked.results]

    @property
    def shelf(self) -> dict[str, str]:
        """Where the files lie that the history keeps."""
        return {name: at for asked in self.months for name, at in asked.request.shelf.items()}

    def computed(self) -> Run | Payroll:
        """The result."""
        results = [calculate_all(one.request, one.plans) for one in self.months]
        return results[0] if len(results) == 1 else _together(results)

    def told(self, result: Run | Payroll) -> list[Problem]:
        """What is to be said of a result: its warnings, and what the history knows of the month.

        The latter is no part of the result, which is the same before and after it is closed.
        """
        found = compared(self.history, result, self.months[0].request.period)
        if self.recalled:  # that it is closed goes without saying
            found = [one for one in found if one.id != "month-closed"]
        return [*result.warnings, *found]


def _together(results: Sequence[Run | Payroll]) -> Payroll:
    """The payroll of roles that were closed apart."""
    runs = [one for r in results for one in (r.runs if isinstance(r, Payroll) else (r,))]
    return Payroll(tuple(runs), tuple(told for one in results for told in one.warnings))


def history_in(folder: Path | None) -> History:
    """The history that is named here or by the project file, or the one in the usual place."""
    if folder is not None and not is_history(folder):
        raise CsperfError([problem("history-none", Place(str(folder)))])
    return read_history(history_folder(folder))


@contextmanager
def wanted(words: Sequence[str], request: Request, folder: Path | None) -> Iterator[Wanted]:
    """What these words and options ask for; kept files are at hand only inside.

    `words` are plan files or a period; the request has its other parts as they were typed.
    """
    named, plans = periods(words)
    history = history_in(folder)
    with ExitStack() as stack:
        if named and not plans and not request.data:
            months = [one for period in named for one in again(history, period, stack)]
            yield Wanted(history, tuple(months), recalled=True)
            return
        asked = past_of(history, _named(plans, request, named), stack)
        yield Wanted(history, (_with_due(history, asked),))


@dataclass(frozen=True)
class ToClose:
    """A month to be closed, by the names that are kept, with the files behind them."""

    history: History
    asked: Asked
    inputs: tuple[Input, ...]

    def computed(self) -> Run | Payroll:
        """The result, as it will always be computed from what is kept."""
        return calculate_all(self.asked.request, self.asked.plans)

    def told(self, zone: str = CHINA) -> list[Problem]:
        """What the files' own times say, which are no part of the result."""
        request = self.asked.request
        data = [one for one in self.inputs if one.name in request.data]
        return saved_early(data, request.period, zone)


@contextmanager
def to_close(words: Sequence[str], request: Request, folder: Path | None) -> Iterator[ToClose]:
    """What these words and options ask to be closed."""
    named, plans = periods(words)
    history = read_history(history_folder(folder))
    with ExitStack() as stack:
        asked = past_of(history, _named(plans, request, named), stack)
        problems = check_closing(history, asked)
        asked, inputs, found = kept(asked)
        _stop_on([*problems, *found])
        yield ToClose(history, _with_due(history, asked), inputs)


def _with_due(history: History, asked: Asked) -> Asked:
    """The month with the corrections of earlier ones that it has to pay."""
    period = asked.request.period
    due = due_in(history, period) if period else ()
    return replace(asked, request=replace(asked.request, due=due))


@contextmanager
def to_correct(
    words: Sequence[str], request: Request, reason: str, folder: Path | None
) -> Iterator[ToClose]:
    """What these words and options say of a closed month; the rest is as it was closed."""
    named, plans = periods(words)
    history = history_in(folder)
    period = next(iter({*named, *filter(None, [request.period])}), "")
    _stop_on(check_correction(history, period, reason))
    with ExitStack() as stack:
        known = latest(history, period, stack)
        if known is None:
            asked = past_of(history, _named(plans, request, named), stack)
        else:
            files, found = plan_files(plans)
            _stop_on(found)
            asked = filled(known, files, request)
        asked, inputs, found = kept(asked)
        _stop_on(found)
        yield ToClose(history, asked, inputs)


def _named(words: Sequence[str], request: Request, named: Sequence[str]) -> Asked:
    """A month of files that are named."""
    files, problems = plan_files(words)
    found = {*named, *filter(None, [request.period])}
    if len(found) > 1:
        problems.append(problem("two-periods", periods=tuple(sorted(found))))
    if not files and not problems:
        problems.append(Problem("plan-not-named", exit=Exit.USAGE))
    if not request.data:
        problems.append(Problem("data-not-named", exit=Exit.USAGE))
    _stop_on(problems)
    period = next(iter(found), "")
    exports, results = told_apart(request.past)
    request = replace(request, plan=files[0], period=period, past=tuple(exports))
    return Asked(tuple(files), request, tuple(results))


def _stop_on(problems: Sequence[Problem]) -> None:
    if problems:
        raise CsperfError(problems)
