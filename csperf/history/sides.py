"""The two sides of a comparison: results in JSON or in a workbook, and closed months.

Why a closed month is computed again: its columns know what they were made of, so that a difference
can be followed down to the cell or the line of the plan that made it. A JSON has the figures alone,
a workbook what was paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from csperf.errors import CsperfError, Place, file_problem, problem, reason_of
from csperf.exact import decimal_of
from csperf.history.closing import runs_of
from csperf.history.journal import History, periods
from csperf.history.months import again
from csperf.history.results import Person, Result, RoleResult, Who, read_result, result_of
from csperf.intake.files import open_file
from csperf.intake.grid import Grid
from csperf.output.run import Run
from csperf.roles import calculate_all
from csperf.texts import Lang, say

_LANGS: tuple[Lang, Lang] = ("zh", "en")


@dataclass(frozen=True)
class Side:
    """A result, with its runs where it could be computed again; `files` are (name, sha256)."""

    name: str
    result: Result
    runs: tuple[Run, ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    def run_of(self, role: str) -> Run | None:
        """The run of a role."""
        return next((run for run in self.runs if run.role == role), None)


def beside(one: Side, other: Side) -> Side:
    """The side with its role as the other says: the workbook of one plan does not name it."""
    roles, others = one.result.roles, other.result.roles
    if [role.role for role in roles] != [""] or len(others) != 1 or one.runs:
        return one
    return replace(one, result=replace(one.result, roles=(replace(roles[0], role=others[0].role),)))


def side_of(word: str, history: History, stack: ExitStack) -> Side:
    """What a word names: a closed month, a JSON or a workbook; raises why it is none."""
    if periods([word])[0]:
        return _closed(word, history, stack)
    return _workbook(word) if word.lower().endswith(".xlsx") else _json(word)


def _closed(period: str, history: History, stack: ExitStack) -> Side:
    asked = again(history, period, stack)
    results = [calculate_all(one.request, one.plans) for one in asked]
    runs = tuple(run for one in results for run in runs_of(one))
    found = [result_of(one) for one in results]
    roles = tuple(role for one in found for role in one.roles)
    files = dict(pair for run in runs for pair in run.inputs)
    files |= {run.plan_file: run.plan_sha256 for run in runs if run.plan_file}
    result = Result(period, found[0].currency, found[0].csperf, roles)
    return Side(period, result, runs, tuple(files.items()))


def _json(file: str) -> Side:
    place = Place(file)
    try:
        return Side(file, read_result(Path(file).read_bytes()))
    except OSError as error:
        told = file_problem("diff-unread", place, reason=reason_of(error))
        raise CsperfError([told]) from None
    except ValueError:
        raise CsperfError([problem("diff-strange", place)]) from None


def _workbook(file: str) -> Side:
    """The pay sheets of a workbook of csperf."""
    opened = open_file(file)
    if opened.problems:
        raise CsperfError(opened.problems)
    roles = next(filter(None, map(_pay, opened.grids)), ())
    if not roles:
        raise CsperfError([problem("diff-no-pay-sheet", Place(file))])
    return Side(file, Result("", "", "", roles))


def _pay(grid: Grid) -> tuple[RoleResult, ...]:
    """The people of a sheet that has names, lines and a total, as csperf writes them."""
    rows = [[str(cell or "").strip() for cell in row] for row in grid.frame.rows()]
    for lang in _LANGS:
        name, total = say("heading-name", lang), say("heading-total", lang)
        head = next((n for n, row in enumerate(rows) if name in row and total in row), None)
        if head is not None:
            return tuple(_roles(rows[head], rows[head + 1 :], lang))
    return ()


def _roles(head: Sequence[str], rows: Sequence[Sequence[str]], lang: Lang) -> Iterator[RoleResult]:
    """The people by role, down to the row of sums."""
    at = {word: number for number, word in enumerate(head) if word}
    name, number, role, total = (
        at.get(say(f"heading-{word}", lang)) for word in ("name", "id", "role", "total")
    )
    first = max(one for one in (name, number, role) if one is not None)
    lines = {word: column for word, column in at.items() if first < column < (total or 0)}
    found: dict[str, dict[Who, Person]] = {}
    for row in rows:
        paid = _amount(row, total)
        if not (called := _text(row, name)) or paid is None:
            break
        who = (called, _text(row, number))
        amounts = {line: _amount(row, column) for line, column in lines.items()}
        known = {line: amount for line, amount in amounts.items() if amount is not None}
        found.setdefault(_text(row, role), {})[who] = Person(*who, {}, known, paid)
    yield from (RoleResult(role, {}, people, None) for role, people in found.items())


def _text(row: Sequence[str], column: int | None) -> str:
    return "" if column is None else row[column]


def _amount(row: Sequence[str], column: int | None) -> Decimal | None:
    return decimal_of(_text(row, column))
