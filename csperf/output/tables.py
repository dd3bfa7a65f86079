"""What a command prints as tables: titles, headings, rows of texts; every format is made of this.

Why two readings of a row: a person reads `22秒`, `+4.50分` and a dash for what is unknown; a
program reads `22s`, `4.50` and nothing, alike in every language. A table has the second only where
it differs from the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from csperf.texts import Lang, say

Datum: TypeAlias = str | tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column: its key for programs, its heading for people, whether its cells are numbers."""

    key: str
    heading: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings.

    `who` is the position of the field that names a row, None for a single row without a name.
    `about` are fields that have one value in every row: columns for programs, while people read
    them in the section's title; `about_words` are these values in words, for a workbook, where
    they differ. `data` are the rows as programs read them, `bars` the numbers
    beside which bars may be drawn, by the position of their field; `full` the number whose bar is
    whole, where that is not the largest of them.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[str]]
    totals: Sequence[str] = ()
    who: int | None = 0
    about: tuple[tuple[Field, str], ...] = ()
    about_words: tuple[str, ...] = ()
    data: Sequence[Sequence[Datum]] | None = None
    bars: Mapping[int, Sequence[Decimal | None]] = field(default_factory=dict)
    full: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def headings(self) -> list[str]:
        """The words above the columns."""
        return [one.heading for one in self.fields]

    @property
    def for_programs(self) -> tuple[Field, ...]:
        """The fields of a record."""
        return (*(one for one, _ in self.about), *self.fields)

    def records(self) -> Iterator[tuple[Datum, ...]]:
        """The rows as programs read them, with what all of them have in common."""
        common = [value for _, value in self.about]
        for row in self.rows if self.data is None else self.data:
            yield (*common, *row)


@dataclass(frozen=True)
class Section:
    """Tables under one title."""

    title: str
    tables: tuple[Table, ...]


def fields_of(lang: Lang, *keys: str) -> tuple[Field, ...]:
    """Columns of texts under csperf's own words."""
    return tuple(Field(key.replace("-", "_"), say(f"field.{key}", lang)) for key in keys)


def tables_in(sections: Sequence[Section]) -> list[Table]:
    """The tables that have anything to show."""
    return [table for section in sections for table in section.tables if table.rows]
