"""Closing a month: its result becomes final, and stays as it is until somebody says why not.

Why a re-run that gives the same is no fault: whoever starts a job twice, or again after a kill,
wants to hear that all is well; one that differs is refused, for what was paid cannot be unpaid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from csperf.errors import CsperfError, Fact, Place, Problem, file_problem, problem
from csperf.exact import ZERO, exactly
from csperf.history.comparing import differences, refusal
from csperf.history.due import PAID, taken, words_of_due
from csperf.history.journal import (
    FACTS,
    RESULT,
    WITNESS,
    Entry,
    History,
    add,
    read_history,
    roles_of,
    witnessed,
    written,
)
from csperf.history.kept import Asked, Input, words_of
from csperf.history.results import Result, result_of, text_of
from csperf.history.sealed import Packed
from csperf.output.payslip_names import folder_names
from csperf.output.run import Payroll, Run
from csperf.output.summary import summarise
from csperf.output.text_files import Json
from csperf.texts import tell
from csperf.units import Unit, show


@dataclass(frozen=True)
class Closed:
    """What closing did: where the closing is, of how many people and how much, or that it was."""

    path: Path
    people: int
    total: str
    currency: str
    unchanged: bool = False


def check_closing(history: History, asked: Asked) -> list[Problem]:
    """What can be known to be wrong before the calculation."""
    place = Place(str(history.folder))
    return [] if asked.request.period else [problem("close-without-period", place)]


def close(history: History, asked: Asked, inputs: Sequence[Input], result: Run | Payroll) -> Closed:
    """Makes the month final; raises why it cannot be."""
    month, now = history.month(asked.request.period), result_of(result)
    _stop_on(changed_meanwhile(runs_of(result), inputs))
    for entry in month.closings:
        if frozenset(roles_of(entry)) == now.names:
            return _again(entry, now)
        if both := now.names & {*roles_of(entry)}:
            facts: dict[str, Fact] = {"period": month.period, "roles": tuple(sorted(both))}
            _stop_on([problem("closed-in-part", Place(str(entry.sealed.folder)), **facts)])
    path, problems = add(history, month, "closed", _files(asked, inputs, result))
    _stop_on(problems)
    return _closed(path, now)


def _stop_on(problems: Sequence[Problem]) -> None:
    if problems:
        raise CsperfError(problems)


def _again(entry: Entry, now: Result) -> Closed:
    """The closing, if the same comes out again."""
    if found := differences(entry, now):
        _stop_on(refusal(entry, found))
    return _closed(entry.sealed.folder, now, unchanged=True)


def _closed(path: Path, result: Result, *, unchanged: bool = False) -> Closed:
    people = sum(len(role.people) for role in result.roles)
    with exactly():
        total = sum((role.total or ZERO for role in result.roles), ZERO)
    return Closed(path, people, show(total, Unit.MONEY), result.currency, unchanged)


def runs_of(result: Run | Payroll) -> tuple[Run, ...]:
    """The runs of a result, one a role."""
    return (result,) if isinstance(result, Run) else result.runs


def changed_meanwhile(runs: Sequence[Run], inputs: Sequence[Input]) -> list[Problem]:
    """Files that are not what was computed from: somebody saved them while csperf ran."""
    copies = {one.name: one.sha256 for one in inputs}
    return [
        file_problem("file-changing", Place(name))
        for name, digest in dict(pair for run in runs for pair in run.inputs).items()
        if copies.get(name, digest) != digest
    ]


def _files(
    asked: Asked, inputs: Sequence[Input], result: Run | Payroll
) -> dict[str, bytes | Packed]:
    """Everything that a closing holds."""
    from csperf.history.tables import tables_of  # its library is loaded only where it writes

    runs = runs_of(result)
    folders = folder_names([run.role or run.plan for run in runs])
    files: dict[str, bytes | Packed] = {one.copy: one.packed for one in inputs}
    files[FACTS] = written(_facts(asked, inputs, result, folders))
    paid = words_of_due(taken(result, asked.request.due))
    files |= {PAID: written({"corrections": paid})} if paid else {}
    files[WITNESS] = witnessed()
    files[RESULT] = text_of(result).encode()
    plans = {one.name: one.source for one in inputs}
    for run, folder in zip(runs, folders, strict=True):
        if run.plan_file:  # those who are not on this month's payroll have no plan
            files[f"{folder}/plan.yaml"] = Path(plans[run.plan_file]).read_bytes()
        files |= {f"{folder}/{name}": content for name, content in tables_of(run).items()}
    return files


def _facts(
    asked: Asked, inputs: Sequence[Input], result: Run | Payroll, folders: Sequence[str]
) -> dict[str, Any]:
    """What was computed, from what and by what; the same on every machine and day."""
    runs = runs_of(result)
    told = [
        {"code": one.id, "place": str(one.place), "zh": tell(one, "zh"), "en": tell(one, "en")}
        for one in result.warnings
    ]
    return {
        "csperf": runs[0].csperf,
        "schema": 1,
        "period": runs[0].period,
        "currency": runs[0].currency,
        "roles": [_role(run, folder) for run, folder in zip(runs, folders, strict=True)],
        "result_sha256": sha256(text_of(result).encode()).hexdigest(),
        "asked": words_of(asked),
        "inputs": copies_of(inputs),
        "warnings": told,
    }


def _role(run: Run, folder: str) -> dict[str, Json]:
    """One plan of a closing, and what it came to."""
    plan = {"plan": run.plan, "version": run.version, "plan_sha256": run.plan_sha256}
    sums: dict[str, Json] = {
        "people": len(run.sheet.agents),
        "total": show(summarise(run).total, Unit.MONEY),
    }
    return {"role": run.role, "folder": folder, **plan, **sums}


def copies_of(inputs: Sequence[Input]) -> list[Json]:
    """The kept files as they are written down."""
    return [{key: value for key, value in asdict(one).items() if key != "source"} for one in inputs]


def inputs_of(entry: Entry) -> tuple[Input, ...]:
    """The files that an event keeps."""
    return tuple(Input(**one) for one in entry.facts["inputs"])


def reopen(history: History, period: str, reason: str) -> list[Path]:
    """Records that a month may be closed anew, and why; raises why it may not."""
    month, place = history.month(period), Place(str(history.folder))
    if not month.closings:
        _stop_on([problem("reopen-not-closed", place, period=period)])
    if not reason.strip():
        _stop_on([problem("reopen-without-reason", place, period=period)])
    if month.corrections:
        last = month.corrections[-1].sealed.folder
        _stop_on([problem("reopen-corrected", Place(str(last)), period=period)])
    paths: list[Path] = []
    for entry in month.closings:
        facts = {"schema": 1, "closing": entry.name, "roles": entry.facts["roles"]}
        files = {FACTS: written(facts), WITNESS: witnessed(reason=reason.strip())}
        path, problems = add(history, read_history(history.folder).month(period), "reopened", files)
        _stop_on(problems)
        paths.append(path)
    return paths
