"""The history as tables: its months, or one month with all that happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from csperf.corrections import Due
from csperf.errors import CsperfError, Place, problem
from csperf.exact import ZERO, exactly
from csperf.history.closing import inputs_of
from csperf.history.due import due_of, unpaid
from csperf.history.journal import Entry, History, Month, roles_of
from csperf.output.tables import Field, Section, Table
from csperf.texts import Lang, say
from csperf.units import Unit, show

_NUMBERS = frozenset({"people", "total", "bytes", "paid-before", "worth-now", "difference"})


def months_sections(history: History, lang: Lang) -> list[Section]:
    """A row a month and role."""
    fields = _fields(
        lang,
        "period",
        "role",
        "plan-name",
        "version",
        "people",
        "total",
        "currency",
        "state",
        "when",
    )
    data = [row for month in history.months.values() for row in _month(month)]
    rows = [(*row[:-2], say(f"state.{row[-2]}", lang), row[-1]) for row in data]
    months = Table("months", say("title-months", lang), fields, rows, data=data)
    left = due_table(unpaid(history), say("title-corrections-due", lang), lang)
    return [Section("", (months, left))]


def _month(month: Month) -> Iterator[tuple[str, ...]]:
    """The roles that are closed, and those that wait to be closed again."""
    waiting: dict[str, Entry] = {}
    for entry in month.entries:
        if entry.kind == "reopened":
            waiting |= dict.fromkeys(roles_of(entry), entry)
    for entry in month.closings:
        facts, when = entry.facts, entry.witness["when"]
        for role in facts["roles"]:
            waiting.pop(role["role"], None)
            told = (role["role"], role["plan"], role["version"], str(role["people"]), role["total"])
            yield (month.period, *told, facts["currency"], entry.kind, when)
    for role, entry in waiting.items():
        yield (month.period, role, *[""] * 5, entry.kind, entry.witness["when"])


def month_sections(history: History, period: str, lang: Lang) -> list[Section]:
    """One month: what happened, the plans and files of what holds, and what everybody was paid."""
    month = history.month(period)
    if not month.entries:
        known = tuple(history.months) or ("—",)
        place = Place(str(history.folder))
        raise CsperfError([problem("history-no-month", place, period=period, known=known)])
    tables = [_events(month, lang)]
    found = [one for entry in month.corrections for one in due_of(entry)]
    tables.append(due_table(found, say("title-corrections", lang), lang))
    for entry in month.closings:
        tables += [_plans(entry, lang), _files(entry, lang), _people(entry, lang)]
    return [Section(period, tuple(tables))]


def _events(month: Month, lang: Lang) -> Table:
    data = [
        (one.name, one.kind, " ".join(roles_of(one)), *_said(one.witness)) for one in month.entries
    ]
    rows = [(name, say(f"state.{kind}", lang), *rest) for name, kind, *rest in data]
    fields = _fields(lang, "event", "happened", "role", "who", "when", "reason")
    return Table("events", say("title-events", lang), fields, rows, data=data)


def _said(witness: Mapping[str, str]) -> tuple[str, str, str]:
    return witness["who"], witness["when"], witness.get("reason", "")


def _plans(entry: Entry, lang: Lang) -> Table:
    keys = ("role", "plan-name", "version", "sha256")
    rows = [
        (one["role"], one["plan"], one["version"], one["plan_sha256"])
        for one in entry.facts["roles"]
    ]
    return Table("closed_plans", say("title-closed-plans", lang), _fields(lang, *keys), rows)


def _files(entry: Entry, lang: Lang) -> Table:
    """What the month was computed from."""
    rows = [(one.name, str(one.size), one.sha256, one.copy) for one in inputs_of(entry)]
    fields = _fields(lang, "file", "bytes", "sha256", "copy")
    return Table("closed_files", say("title-closed-files", lang), fields, rows)


def _people(entry: Entry, lang: Lang) -> Table:
    """What everybody was paid."""
    result = entry.result
    rows = [
        (role.role, one.name, one.id, _money(one.total))
        for role in result.roles
        for one in role.people.values()
    ]
    totals = ("", say("heading-sum", lang), "", _money(_sum([one.total for one in result.roles])))
    fields = _fields(lang, "role", "agent", "id", "total")
    return Table("closed_pay", say("title-closed-pay", lang), fields, rows, totals, who=1)


def due_table(due: Sequence[Due], title: str, lang: Lang) -> Table:
    """What corrections found: for each person and line what was paid, and what it is worth."""
    with exactly():
        rows = [
            (
                *(one.period, one.role, one.name, one.id, one.line or say("line.limits", lang)),
                *(_money(one.paid), _money(one.worth), _money(one.worth - one.paid), one.says),
            )
            for one in due
        ]
        whole = _money(sum((one.worth - one.paid for one in due), ZERO))
    fields = _fields(
        lang,
        "period",
        "role",
        "agent",
        "id",
        "line",
        "paid-before",
        "worth-now",
        "difference",
        "origin",
    )
    totals = ("", "", say("heading-sum", lang), "", "", "", "", whole, "")
    return Table("corrections", title, fields, rows, totals if rows else (), who=2)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    with exactly():
        return sum((one or ZERO for one in amounts), ZERO)


def _money(amount: Decimal | None) -> str:
    return show(amount, Unit.MONEY)


def _fields(lang: Lang, *keys: str) -> tuple[Field, ...]:
    return tuple(
        Field(key.replace("-", "_"), say(f"field.{key}", lang), key in _NUMBERS) for key in keys
    )
