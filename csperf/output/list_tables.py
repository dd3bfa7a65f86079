"""Lists of a month's rows as tables: one for each part, with the columns that hold anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from csperf.inputs import Agent
from csperf.metrics.lists import COLUMNS, Shows
from csperf.output.safe import safe_text
from csperf.output.tables import Field, Section, Table, fields_of
from csperf.row_lists import Listed
from csperf.texts import Lang, say

_NUMBERS = {"money", "duration", "count"}


def list_sections(rows: Sequence[Listed], people: Mapping[str, Agent], lang: Lang) -> list[Section]:
    """A table for each part of the list."""
    parts = groupby(rows, key=lambda one: one.part)
    return [Section("", tuple(_table(part, list(own), people, lang) for part, own in parts))]


def _table(part: str, rows: Sequence[Listed], people: Mapping[str, Agent], lang: Lang) -> Table:
    held = [name for name in COLUMNS if any(row.cells.get(name) for row in rows)]
    fields = (
        *fields_of(lang, "day", "agent"),
        *(Field(name, say(f"field.{name}", lang), COLUMNS[name] in _NUMBERS) for name in held),
        *fields_of(lang, "place"),
    )
    data = [
        (
            row.day,
            safe_text(people[row.agent].name if row.agent in people else row.agent),
            *(safe_text(row.cells.get(name, "")) for name in held),
            safe_text(str(row.place)),
        )
        for row in rows
    ]
    told = [_told(row, held, lang) for row in data]
    title = say(f"title-list-{part}", lang, count=len(rows))
    return Table(f"{part}", title, fields, told, data=data)


def _told(row: tuple[str, ...], held: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """The row as a person reads it: codes in words, what is nobody's as silent."""
    day, agent, *cells, place = row
    texts = (_word(COLUMNS[name], cell, lang) for name, cell in zip(held, cells, strict=True))
    return (day, agent or say("agent.nobody", lang), *texts, place)


def _word(shows: Shows, cell: str, lang: Lang) -> str:
    """A cell in words, where it is a code."""
    if not cell:
        return ""
    match shows:
        case "why":
            return say(f"why.{cell}", lang)
        case "kind":
            return say(f"kind.{cell}", lang)
        case "band":
            return say(f"band.{cell}", lang)
        case "flag":
            return say(f"flag.{cell}", lang)
        case "duration" if lang == "zh":
            return cell.replace("s", "秒")
        case _:
            return cell
