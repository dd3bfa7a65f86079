"""Lines of a plan's page: sentences broken at 80 cells, and small tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

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

    def line(self, name: str, told: str, indent: int = 0) -> list[str]:
        """`name: told`."""
        return put(say("page.line", self.lang, name=name, told=told), indent)

    def says(self, column: Column, indent: int) -> list[str]:
        """The policy's own sentence, if the plan has one."""
        return put(say("words.says", self.lang, says=column.says), indent) if column.says else []


def put(text: str, indent: int = 0) -> list[str]:
    """A sentence as lines, broken where it is too wide."""
    return wrapped(text, WIDTH, " " * indent, "  ")


def listed(told: Sequence[str], lang: Lang) -> str:
    """Several facts in one line."""
    return ("，" if lang == "zh" else ", ").join(told)


def table(rows: Sequence[tuple[str, ...]], indent: int) -> Iterator[str]:
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
