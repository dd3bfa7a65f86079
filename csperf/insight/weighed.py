"""What the tables of weighing have in common: columns, amounts, growth, notes, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from csperf.exact import ONE, ZERO, exactly, hundredfold, rounded
from csperf.metrics.catalogue import catalogue
from csperf.output.columns import UNKNOWN
from csperf.output.tables import Datum, Field, Section, Table
from csperf.texts import Lang, say
from csperf.units import Unit, rounding_of, show

_LANGS: Final[tuple[Lang, Lang]] = ("zh", "en")
_TEXTS: Final = frozenset(
    (
        *(
            "figure",
            "what-changes",
            "agent",
            "id",
            "note",
            "line",
            "period",
            "reasons",
            "indicator",
        ),
        *("step", "answered-in", "metric", "turn", "how-made", "least-in", "most-in"),
    )
)


def notes_table(notes: Sequence[str], lang: Lang) -> Table:
    """Sentences about what stands above."""
    fields = columns(lang, "note")
    return Table(
        "notes", say("title-weigh-notes", lang), fields, [[note] for note in notes], who=None
    )


def called(metric: str, lang: Lang) -> str:
    """What readers call a metric of the catalogue."""
    known = catalogue().get(metric)
    return metric if lang == "zh" or known is None else known.label


def without(table: Table, *keys: str) -> Table:
    """The table without the columns of these keys, which name no row."""
    kept = [at for at, field in enumerate(table.fields) if field.key not in keys]
    rows = [[row[at] for at in kept] for row in table.rows]
    data = None if table.data is None else [[row[at] for at in kept] for row in table.data]
    totals = [table.totals[at] for at in kept] if table.totals else ()
    who = None if table.who is None else kept.index(table.who)
    fields = tuple(table.fields[at] for at in kept)
    return replace(table, fields=fields, rows=rows, data=data, totals=totals, who=who)


def section_of(title: str, tables: Iterable[Table]) -> Section:
    """The tables that have anything to show; to programs what is not known is nothing."""
    kept = (table for table in tables if table.rows)
    return Section(title, tuple(replace(one, data=[*map(_known, _data(one))]) for one in kept))


def _data(table: Table) -> Sequence[Sequence[Datum]]:
    return table.rows if table.data is None else table.data


def _known(row: Sequence[Datum]) -> list[Datum]:
    nothing = {UNKNOWN, *(say("weigh.too-few", lang) for lang in _LANGS)}
    cells = ("" if isinstance(cell, str) and cell in nothing else cell for cell in row)
    return [cell.removeprefix("+") if isinstance(cell, str) else cell for cell in cells]


def columns(lang: Lang, *keys: str) -> tuple[Field, ...]:
    """Columns under csperf's own words; all but those of texts stand to the right."""
    return tuple(
        Field(key.replace("-", "_"), say(f"field.{key}", lang), key not in _TEXTS) for key in keys
    )


def figure(value: Decimal, unit: Unit, lang: Lang = "zh") -> str:
    """A computed value as a person reads it."""
    return show(rounded(value, rounding_of(unit)), unit, lang)


def difference(value: Decimal, unit: Unit, lang: Lang) -> str:
    """By how much a value is another: of percents in points, which are no percent of anything."""
    if unit is not Unit.PERCENT:
        return figure(value, unit, lang)
    points = show(hundredfold(rounded(value, rounding_of(unit))), Unit.COUNT)
    return say("weigh.points", lang, points=points)


def money(value: Decimal | None) -> str:
    """An amount to the fen, or a dash."""
    return show(None if value is None else rounded(value), Unit.MONEY)


def grown(before: Decimal, after: Decimal) -> str:
    """By which share of what it was a value has grown: `+44%`; a dash where it was nothing."""
    if not before:
        return show(None, Unit.PERCENT)
    with exactly():
        share = rounded(after / before - ONE, rounding_of(Unit.PERCENT))
    return ("+" if share > ZERO else "") + show(share, Unit.PERCENT)
