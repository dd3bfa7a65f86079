"""Several months at hand: what is asked of each, and each computed by one plan.

Why whole runs and not figures alone: whoever judges a plan needs the points and the pay that it
makes of a month, and a run has these beside the figures, each with its formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from csperf.errors import CsperfError, Place, Problem, problem
from csperf.history.journal import Entry, History, is_history, read_history, roles_of
from csperf.history.months import again, filled, latest
from csperf.opening import Request
from csperf.output.run import Run
from csperf.payroll import calculate
from csperf.plan.dates import first_and_last
from csperf.plan.read import read_plan
from csperf.project.months import filled as blanks_filled
from csperf.project.months import previous
from csperf.project.settings import history_folder

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_LONGEST = 120


def months_of(text: str) -> tuple[tuple[str, ...], list[Problem]]:
    """The periods that `2026-05~2026-10`, `2026-10` or two days stand for; none for nothing.

    >>> months_of("2026-11~2027-01")[0]
    ('2026-11', '2026-12', '2027-01')
    """
    first, _, last = text.partition("~")
    if not text or first_and_last(text):
        return (text,) if text else (), []
    if not (_MONTH.fullmatch(first) and _MONTH.fullmatch(last) and first <= last):
        return (), [problem("not-months", found=text)]
    found = [last]
    while found[-1] > first and len(found) < _LONGEST:
        found.append(previous(found[-1]))
    return tuple(reversed(found)), []


def span_of(periods: Sequence[str]) -> str:
    """The periods in short, so that a month between them that is not there is not said to be.

    >>> span_of(["2026-06", "2026-07", "2026-09"])
    '2026-06~2026-07, 2026-09'
    """
    spans: list[list[str]] = []
    for period in dict.fromkeys(periods):
        follows = spans and _MONTH.fullmatch(period) and previous(period) == spans[-1][-1]
        if follows:
            spans[-1].append(period)
        else:
            spans.append([period])
    return ", ".join("~".join(dict.fromkeys((one[0], one[-1]))) for one in spans)


@contextmanager
def months_asked(request: Request, months: str, history: Path | None) -> Iterator[list[Request]]:
    """One request for each month, the oldest first; kept files are at hand only inside.

    The request has the plan ("": each month's own) and what was typed beside it. Names of data
    may have blanks such as `{period}`; without data the closed months of the history are meant,
    of these all if no months are named. A plan that is named is tried on months that it need not
    be valid in. Raises CsperfError with what does not fit.
    """
    request = replace(request, tried=bool(request.plan))
    periods, problems = months_of(months)
    if problems:
        raise CsperfError(problems)
    if request.data:
        yield _of_files(request, periods)
        return
    folder = history_folder(history)
    if not is_history(folder):
        told = problem("history-none", Place(str(folder))) if history else problem("months-nowhere")
        raise CsperfError([told])
    with ExitStack() as stack:
        yield _of_history(request, periods, read_history(folder), stack)


def _of_files(request: Request, periods: Sequence[str]) -> list[Request]:
    """The months of files: each its own where names have blanks, else parts of the same ones."""
    named = any("{" in one for one in request.data)
    if named and not periods:
        raise CsperfError([problem("months-not-named", data=request.data)])
    request = replace(request, opener=cache(request.opener))
    return [
        replace(
            request,
            data=tuple(blanks_filled(one, period) for one in request.data),
            roster=blanks_filled(request.roster, period) if request.roster else None,
            past=tuple(blanks_filled(one, period) for one in request.past),
            period=period,
            narrowed=not named and len(periods) > 1,
        )
        for period in periods
    ] or [request]


def _of_history(
    request: Request, periods: Sequence[str], history: History, stack: ExitStack
) -> list[Request]:
    """The closed months, as they were last corrected, by the plan that is named or by their own."""
    closed = [one.period for one in history.months.values() if one.closings]
    wanted = periods or sorted(closed)
    missing = [one for one in wanted if one not in closed]
    if missing or not wanted:
        facts = {"periods": tuple(missing) or ("—",), "known": tuple(sorted(closed)) or ("—",)}
        raise CsperfError([problem("months-not-closed", Place(str(history.folder)), **facts)])
    role = _role_of(request.plan)
    return [
        replace(one, plan=plan, tried=request.tried)
        for period in wanted
        for plans, one in _kept(request, history, period, role, stack)
        for plan in plans
    ]


def _kept(
    request: Request, history: History, period: str, role: str, stack: ExitStack
) -> Iterator[tuple[tuple[str, ...], Request]]:
    """A closed month's request, with its plans; of roles closed apart that of this role."""
    plans = (request.plan,) if request.plan else ()
    known = latest(history, period, stack)
    every = [known] if known else again(history, period, stack)
    entries = history.month(period).closings[: len(every)]
    for one in (m for m, e in zip(every, entries, strict=True) if known or _pays(e, role)):
        asked = filled(one, plans, request)
        yield asked.plans, asked.request


def _pays(entry: Entry, role: str) -> bool:
    return not role or role in roles_of(entry)


def _role_of(plan: str) -> str:
    """The role that a plan pays; raises what is wrong with the plan."""
    if not plan:
        return ""
    read, problems = read_plan(plan)
    if read is None:
        raise CsperfError(problems)
    return str(read.rules.role or "")


def runs_of(requests: Sequence[Request]) -> list[Run]:
    """The result of each month; raises CsperfError with the problems of all of them."""
    runs: list[Run] = []
    problems: list[Problem] = []
    for one in requests:
        try:
            runs.append(calculate(one))
        except CsperfError as error:
            problems += [told for told in error.problems if told not in problems]
    if problems:
        raise CsperfError(problems)
    return runs


def told_once(runs: Sequence[Run]) -> list[Problem]:
    """What is to be warned of in any of the months, each thing once."""
    found: list[Problem] = []
    for run in runs:
        found += [one for one in run.warnings if one not in found]
    return found
