"""Past results: what csperf itself paid in earlier months, read back from the JSON that it wrote.

Why results and not last month's exports computed again: a plan changes, and people were paid by the
one of their month. What was paid then stands in the result that was written then, and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from csperf.errors import (
    CsperfError,
    Place,
    Problem,
    file_problem,
    problem,
    reason_of,
    warning,
)
from csperf.exact import decimal_of
from csperf.intake.paths import files_of
from csperf.output.run import Payroll, Run

_SUFFIX = ".json"
_SCHEMA = 1
_LARGEST = 100_000_000  # bytes; ten thousand people take a twentieth of it


@dataclass(frozen=True)
class PastFigures:
    """What one person had in an earlier month; None where there was no such figure."""

    rank: int | None
    score: Decimal | None
    total: Decimal | None


@dataclass(frozen=True)
class PastResult:
    """One role's result of an earlier month; people go by name and staff id."""

    file: str
    sha256: str
    period: str
    currency: str
    role: str
    total: Decimal | None
    people: Mapping[tuple[str, str], PastFigures]


def told_apart(given: Iterable[str]) -> tuple[list[str], list[str]]:
    """What stands behind --past: exports of last month, and csperf's own results of any month."""
    names = list(given)
    results = [name for name in names if name.lower().endswith(_SUFFIX)]
    return [name for name in names if name not in results], files_of(results)[0]


def unused(results: Sequence[str]) -> list[Problem]:
    """That results of earlier months change no figure and stand in a report alone."""
    return [warning("past-result-unused", Place(file)) for file in results]


def past_results(
    files: Sequence[str], result: Run | Payroll, shelf: Mapping[str, str] | None = None
) -> list[PastResult]:
    """The earlier months of the roles that are paid, oldest first; raises every problem found.

    `shelf` tells where a file lies that is not where it is called.
    """
    places = shelf or {}
    runs = (result,) if isinstance(result, Run) else result.runs
    found: list[PastResult] = []
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        results, faults = _read(file, places.get(file, file))
        found += results
        problems += faults or _unfit(file, results, runs)
    problems += _twice(found)
    if problems:
        raise CsperfError(problems)
    return sorted(found, key=lambda one: one.period)


def _unfit(file: str, results: Sequence[PastResult], runs: Sequence[Run]) -> list[Problem]:
    """Why a result is none of an earlier month of these roles."""
    place, now = Place(file), runs[0]
    found = results[0].period if results else ""
    if not found or not now.period:
        return [problem("past-result-undated", place)]
    if found >= now.period:
        return [problem("past-result-not-before", place, found=found, period=now.period)]
    if results[0].currency != now.currency:
        facts = {"found": results[0].currency, "currency": now.currency}
        return [problem("past-result-currency", place, **facts)]
    if not {one.role for one in results} & {run.role for run in runs}:
        roles = tuple(run.role or "—" for run in runs)
        return [problem("past-result-role", place, roles=roles)]
    return []


def _twice(found: Sequence[PastResult]) -> list[Problem]:
    """Two results of one month and role: nobody can tell which of them was paid."""
    first: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for one in found:
        other = first.setdefault((one.period, one.role), one.file)
        if other != one.file:
            facts = {"period": one.period, "other": other}
            problems.append(problem("past-result-twice", Place(one.file), **facts))
    return problems


def _read(file: str, at: str) -> tuple[list[PastResult], list[Problem]]:
    """The results in a file, one a role."""
    try:
        with Path(at).open("rb") as opened:
            content = opened.read(_LARGEST)  # what is cut off is no JSON
    except OSError as error:
        return [], [file_problem("past-result-unread", Place(file), reason=reason_of(error))]
    try:
        whole = json.loads(content, parse_float=_no_float)
        return _results(file, hashlib.sha256(content).hexdigest(), whole), []
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return [], [problem("past-result-strange", Place(file))]


def _no_float(digits: str) -> Any:
    """No result of csperf has such a number; every figure in it is a text."""
    raise ValueError(digits)


def _results(file: str, sha256: str, whole: Any) -> list[PastResult]:
    """The parts of a result, as its schema has them."""
    if whole["schema"] != _SCHEMA:
        raise ValueError(file)
    parts = _list(whole.get("results", [whole]))
    return [
        PastResult(
            file,
            sha256,
            _text(whole["period"]),
            _text(whole["currency"]),
            _text(part["plan"]["role"]),
            _figure(part["summary"]["total"]),
            {
                (_text(one["name"]), _text(one["id"])): _figures(one)
                for one in _list(part["agents"])
            },
        )
        for part in parts
    ]


def _figures(one: Any) -> PastFigures:
    rank = one["rank"]
    if rank is not None and type(rank) is not int:
        raise ValueError(rank)
    return PastFigures(rank, _figure(one["score"]), _figure(one["total"]))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _figure(value: Any) -> Decimal | None:
    """A figure's text; nothing but a plain number is one."""
    if value is None:
        return None
    figure = decimal_of(_text(value))
    if figure is None:
        raise ValueError(value)
    return figure
