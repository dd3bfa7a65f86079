"""Correcting a closed month: what it is worth by better data or plans, against what was paid.

Why the worth and not the difference is kept: a second correction of the same month is computed
against everything paid and owed so far, and that is what the month was last found to be worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from csperf.corrections import Due
from csperf.errors import CsperfError, Fact, Place, Problem, problem
from csperf.exact import exactly
from csperf.history.closing import changed_meanwhile, copies_of, inputs_of, runs_of
from csperf.history.due import CHANGES, COLUMNS, due_of
from csperf.history.journal import (
    FACTS,
    RESULT,
    WITNESS,
    History,
    Month,
    add,
    read_history,
    witnessed,
    written,
)
from csperf.history.kept import Asked, Input, words_of
from csperf.history.results import Result, Who, result_of, text_of
from csperf.history.sealed import Packed
from csperf.history.worth import differing, worth_of
from csperf.output.delimited import csv_word, written_csv
from csperf.output.run import Payroll, Run
from csperf.units import Unit, show

_Row = tuple[str, Who, str, Decimal, Decimal]
"""Role, person, line, what was paid for it, what it is worth."""


@dataclass(frozen=True)
class Corrected:
    """What was found: the correction's folder, and what is due; no folder where nothing differs."""

    path: Path | None = None
    due: tuple[Due, ...] = ()


def check_correction(history: History, period: str, reason: str) -> list[Problem]:
    """What can be known to be wrong before the calculation."""
    place = Place(str(history.folder))
    if not period:
        return [problem("correct-without-period", place)]
    if not history.month(period).closings:
        return [problem("correct-not-closed", place, period=period)]
    return [] if reason.strip() else [problem("correct-without-reason", place, period=period)]


def correct(
    history: History, asked: Asked, inputs: Sequence[Input], result: Run | Payroll, reason: str
) -> Corrected:
    """Records what a closed month is worth by this result; raises why it cannot be."""
    month, now = history.month(asked.request.period), result_of(result)
    _stop_on([*changed_meanwhile(runs_of(result), inputs), *_unfit(month, now)])
    rows: list[_Row] = [
        (role.role, *row)
        for role in now.roles
        for row in differing(worth_of(month, role.role), role)
    ]
    if not rows:
        return Corrected()
    files: dict[str, bytes | Packed] = {one.copy: one.packed for one in inputs}
    files[FACTS] = written(_facts(month, asked, inputs, now, rows))
    files[WITNESS] = witnessed(reason=reason.strip())
    files[RESULT] = text_of(result).encode()
    files[CHANGES] = _table(rows).encode()
    path, problems = add(history, month, "corrected", files)
    _stop_on(problems)
    last = read_history(history.folder).month(month.period).corrections[-1]
    return Corrected(path, tuple(due_of(last)))


def _stop_on(problems: Sequence[Problem]) -> None:
    if problems:
        raise CsperfError(problems)


def _unfit(month: Month, now: Result) -> list[Problem]:
    """Why a result cannot correct a month: of other money, or of a role that is not closed."""
    closings = month.closings
    place, period = Place(str(closings[0].sealed.folder)), month.period
    paid = str(closings[0].facts["currency"])
    if now.currency != paid:
        return [problem("correct-currency", place, found=now.currency, currency=paid)]
    strangers = tuple(role for role in sorted(now.names) if month.closing_of(role) is None)
    facts: dict[str, Fact] = {"period": period, "roles": strangers}
    return [problem("correct-role", place, **facts)] if strangers else []


def _facts(
    month: Month, asked: Asked, inputs: Sequence[Input], now: Result, rows: Sequence[_Row]
) -> dict[str, Any]:
    """What was found, from what and by what; the same on every machine and day."""
    known = {one.sha256 for entry in month.closings for one in inputs_of(entry)}
    return {
        "csperf": now.csperf,
        "schema": 1,
        "period": month.period,
        "currency": now.currency,
        "number": len(month.corrections) + 1,
        "roles": [{"role": one.role} for one in now.roles],
        "files": [one.name for one in inputs if one.sha256 not in known],
        "asked": words_of(asked),
        "inputs": copies_of(inputs),
        "changes": [
            dict(zip(COLUMNS, (role, *who, line, _money(paid), _money(worth)), strict=False))
            for role, who, line, paid, worth in rows
        ],
    }


def _table(rows: Sequence[_Row]) -> str:
    """The changes for whoever reads the folder without csperf."""
    with exactly():
        cells = [
            (*map(csv_word, (role, *who, line)), _money(old), _money(new), _money(new - old))
            for role, who, line, old, new in rows
        ]
    return written_csv(COLUMNS, cells)


def _money(amount: Decimal) -> str:
    return show(amount, Unit.MONEY)
