"""What corrections are still to be paid, and by which closing the others were.

Why a closing names what it paid: opening it again makes that due once more, without anybody having
to think of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from csperf.corrections import Due
from csperf.errors import Place
from csperf.history.journal import Entry, History, roles_of
from csperf.output.run import Payroll, Run
from csperf.output.text_files import Json
from csperf.units import Unit, show

PAID: Final = "corrections.json"
CHANGES: Final = "changes.csv"
COLUMNS: Final = ("role", "name", "id", "line", "paid", "worth", "difference")
_AMOUNTS = ("paid", "worth")


def due_in(history: History, period: str) -> tuple[Due, ...]:
    """The corrections that a month pays: those that it was closed with, and what is left since."""
    month = history.month(period)
    own = [one for entry in month.closings for one in paid_by(entry)]
    closed = {role for entry in month.closings for role in roles_of(entry)}
    left = [one for one in unpaid(history) if one.period < period and one.role not in closed]
    return (*own, *left)


def unpaid(history: History) -> list[Due]:
    """Every correction that no closing has paid, the oldest first."""
    paid = {
        _key(one)
        for month in history.months.values()
        for entry in month.closings
        for one in paid_by(entry)
    }
    return [one for one in _every(history) if _key(one) not in paid]


def _key(one: Due) -> tuple[str, ...]:
    return one.event, one.role, one.name, one.id, one.line


def _every(history: History) -> Iterator[Due]:
    for month in history.months.values():
        for entry in month.corrections:
            yield from due_of(entry)


def due_of(entry: Entry) -> Iterator[Due]:
    """What a correction found to be due."""
    facts, witness = entry.facts, entry.witness
    says = " · ".join([witness["when"][:10], witness["reason"], *facts["files"]])
    event = f"{entry.period}/{entry.name}"
    cell = chr(ord("A") + len(COLUMNS) - 1)
    for row, one in enumerate(facts["changes"], 2):
        yield Due(
            event=event,
            period=entry.period,
            number=facts["number"],
            role=one["role"],
            name=one["name"],
            id=one["id"],
            line=one["line"],
            paid=Decimal(one["paid"]),
            worth=Decimal(one["worth"]),
            says=says,
            place=Place(f"{event}/{CHANGES}", cell=f"{cell}{row}"),
        )


def paid_by(entry: Entry) -> list[Due]:
    """The corrections that a closing paid."""
    if PAID not in entry.sealed.files:
        return []
    return [_read(one) for one in entry.json(PAID)["corrections"]]


def columns_paid(entry: Entry) -> list[str]:
    """The lines of a closing that are about earlier months."""
    return [one.column for one in paid_by(entry)]


def taken(result: Run | Payroll, due: Iterable[Due]) -> list[Due]:
    """Which of these corrections a result pays."""
    runs = (result,) if isinstance(result, Run) else result.runs
    agents = [
        (agent, {c.name for c in run.sheet.columns}) for run in runs for agent in run.sheet.agents
    ]
    return [
        one
        for one in due
        if any(one.column in columns and one.is_of(agent) for agent, columns in agents)
    ]


def words_of_due(due: Sequence[Due]) -> list[Json]:
    """Corrections as a closing writes them down."""
    return [_written(one) for one in due]


def _written(one: Due) -> dict[str, Json]:
    plain = {word.name: getattr(one, word.name) for word in fields(Due)}
    amounts = {word: show(plain[word], Unit.MONEY) for word in _AMOUNTS}
    place = {"file": one.place.file, "cell": one.place.cell}
    return {**plain, **amounts, "place": place}


def _read(words: Any) -> Due:
    amounts = {word: Decimal(words[word]) for word in _AMOUNTS}
    place = Place(words["place"]["file"], cell=words["place"]["cell"])
    return Due(**{**words, **amounts, "place": place})
