"""A comparison as tables: whose pay differs, in which lines and why, and which files do."""

from __future__ import annotations

from decimal import Decimal

from csperf.exact import exactly
from csperf.history.diffing import changes_of_pay, difference, lines_of_changes, sources
from csperf.history.results import Change
from csperf.history.sides import Side
from csperf.output.tables import Datum, Field, Section, Table
from csperf.texts import Lang, say
from csperf.units import Unit, show

_NUMBERS = frozenset({"before", "after", "difference"})


def diff_sections(before: Side, after: Side, lang: Lang) -> list[Section]:
    """Everything that differs; no table has a row where nothing does."""
    changes = changes_of_pay(before, after)
    title = say("diff.title", lang, before=before.name, after=after.name)
    lines = _lines(changes, before, after, lang)
    return [Section(title, (_people(changes, lang), lines, _files(before, after, lang)))]


def _people(changes: list[Change], lang: Lang) -> Table:
    """By how much, with those who came and those who left."""
    data = [
        (
            *(one.role, one.person.name, one.person.id, _state(one)),
            *(_money(one.before.total if one.before else None),),
            *(_money(one.after.total if one.after else None), _money(one.amount)),
        )
        for one in changes
    ]
    rows = [(*row[:3], say(f"diff.{row[3]}", lang), *row[4:]) for row in data]
    totals = ("", say("heading-sum", lang), "", "", "", "", _money(difference(changes)))
    fields = _fields(lang, "role", "agent", "id", "change", "before", "after", "difference")
    about = say("title-diff-people", lang)
    return Table("people", about, fields, rows, totals if rows else (), who=1, data=data)


def _state(change: Change) -> str:
    if change.before is None:
        return "came"
    return "left" if change.after is None else "changed"


def _lines(changes: list[Change], before: Side, after: Side, lang: Lang) -> Table:
    """Line by line, with the reasons."""
    found = [*lines_of_changes(changes, before, after, lang)]
    with exactly():
        heads = [
            (
                *(one.role, one.name, one.id, one.line, _money(one.before), _money(one.after)),
                _money((one.after or Decimal(0)) - (one.before or Decimal(0))),
            )
            for one in found
        ]
    between = "；" if lang == "zh" else "; "
    rows = [(*head, between.join(one.why)) for head, one in zip(heads, found, strict=True)]
    data: list[tuple[Datum, ...]] = [
        (*head, one.why) for head, one in zip(heads, found, strict=True)
    ]
    fields = _fields(
        lang, "role", "agent", "id", "line", "before", "after", "difference", "reasons"
    )
    return Table("lines", say("title-diff-lines", lang), fields, rows, who=1, data=data)


def _files(before: Side, after: Side, lang: Lang) -> Table:
    """Which plans and exports are not the same, where both sides say what they were made of."""
    rows = sources(before, after) if before.files and after.files else []
    fields = _fields(lang, "file", "sha256-before", "sha256-after")
    return Table("sources", say("title-diff-sources", lang), fields, rows)


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else show(amount, Unit.MONEY)


def _fields(lang: Lang, *keys: str) -> tuple[Field, ...]:
    return tuple(
        Field(key.replace("-", "_"), say(f"field.{key}", lang), key in _NUMBERS) for key in keys
    )
