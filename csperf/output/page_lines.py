"""A plan's page: its sentences and small tables, and how they are laid out in 80 cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import TypeAlias

from csperf.formula import Column
from csperf.output.clauses import Teller
from csperf.output.wrapping import cells, wrapped
from csperf.plan.walk import Step
from csperf.texts import Lang, say

WIDTH = 80
_GAP = 3
Worth = Mapping[tuple[str, Decimal], Step]


@dataclass(frozen=True)
class Page:
    """What the page is written from.

    `worth` is what each bound is worth, `missing` what becomes of missing data where an indicator
    has a policy of its own.
    """

    teller: Teller
    worth: Worth
    missing: Mapping[str, str]

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.teller.lang

    def line(self, name: str, told: str, indent: int = 0) -> list[Said]:
        """`name: told`."""
        return line(name, told, self.lang, indent)

    def says(self, column: Column, indent: int) -> list[Said]:
        """The policy's own sentence, if the plan has one."""
        return put(say("words.says", self.lang, says=column.says), indent) if column.says else []


@dataclass(frozen=True)
class Said:
    """A sentence of the page: its text, how far in it stands; of what it tells, what it tells.

    An indicator `judges`, with its `weight`. A heading opens a section.
    """

    text: str
    indent: int = 0
    name: str = ""
    told: str = ""
    weight: str = ""
    judges: bool = False
    is_heading: bool = False


@dataclass(frozen=True)
class Band:
    """A bound, what it gives, and by how much score and pay are better there than beyond it."""

    bound: str
    gives: str
    score: str = ""
    pay: str = ""


@dataclass(frozen=True)
class Bands:
    """A table of the page."""

    rows: tuple[Band, ...]
    indent: int


Part: TypeAlias = Said | Bands


def put(text: str, indent: int = 0) -> list[Said]:
    """A sentence."""
    return [Said(text, indent)]


def line(name: str, told: str, lang: Lang, indent: int = 2) -> list[Said]:
    """`name: told`."""
    return [Said(say("page.line", lang, name=name, told=told), indent, name, told)]


def section(text: str, name: str = "") -> list[Said]:
    """The first line of a section, which may say more than its name."""
    return [Said(text, name=name or text.rstrip("：:"), is_heading=True)]


def laid_out(parts: Iterable[Part], lang: Lang) -> Iterator[str]:
    """The page's lines: sentences broken where they are too wide, tables side by side."""
    for part in parts:
        if isinstance(part, Said):
            yield from wrapped(part.text, WIDTH, " " * part.indent, "  ")
        else:
            yield from _table([_texts(row, lang) for row in part.rows], part.indent)


def listed(told: Sequence[str], lang: Lang) -> str:
    """Several facts in one line."""
    return ("，" if lang == "zh" else ", ").join(told)


def _texts(band: Band, lang: Lang) -> tuple[str, ...]:
    """A band's cells, one below the other."""
    worth = (("page.worth-points", band.score), ("page.worth-pay", band.pay))
    told = (say(word, lang, change=change) if change else "" for word, change in worth)
    return band.bound, band.gives, *told


def _table(rows: Sequence[tuple[str, ...]], indent: int) -> Iterator[str]:
    """Bounds above, what they give below, as many side by side as a line holds."""
    line: list[tuple[str, ...]] = []
    for row in rows:
        if line and indent + sum(_wide(one) for one in (*line, row)) > WIDTH:
            yield from _side_by_side(line, indent)
            line = []
        line.append(row)
    yield from _side_by_side(line, indent)


def _wide(row: tuple[str, ...]) -> int:
    return max(map(cells, row)) + _GAP


def _side_by_side(rows: Sequence[tuple[str, ...]], indent: int) -> Iterator[str]:
    for line in filter(any, zip_longest(*rows, fillvalue="")):
        texts = [
            " " * (_wide(row) - cells(text)) + text for row, text in zip(rows, line, strict=True)
        ]
        yield (" " * (indent - _GAP + 1) + "".join(texts)).rstrip()
