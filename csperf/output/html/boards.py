"""The boards of a report: who stands where, with a bar for the figure that decided it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from csperf.exact import ZERO, plain
from csperf.formula import Column, Rank, Value
from csperf.output.clauses import ordinary
from csperf.output.columns import OVERALL_RANK, cell_text, heading, heading_alone, place_of
from csperf.output.html.tables import shown_names
from csperf.output.run import Run
from csperf.texts import Lang, say

SHOWN = 10
_TOP = 3


@dataclass(frozen=True)
class Standing:
    """One line of a board; `length` is the bar's, in the figure's own digits."""

    place: int
    name: str
    figure: str
    length: str

    @property
    def is_top(self) -> bool:
        """Whether the place is one of the first three."""
        return self.place <= _TOP


@dataclass(frozen=True)
class Board:
    """A board: by what it ranks, the length of the longest bar, its first places, who follows."""

    title: str
    by: str
    longest: str
    standings: Sequence[Standing]
    more: str


def boards_of(run: Run, lang: Lang) -> list[Board]:
    """The overall board first, then each of the plan's own; boards without people are left out."""
    found = (_board(run, column, lang) for column in run.sheet.of_kind("rank"))
    return [board for board in found if board is not None]


def _board(run: Run, column: Column, lang: Lang) -> Board | None:
    sheet, names = run.sheet, shown_names(run.sheet)
    cells = enumerate(sheet.cells[column.name])
    places = {agent: place for agent, cell in cells if (place := place_of(cell)) is not None}
    if not places:
        return None
    first = sorted(places, key=lambda agent: places[agent])
    rank = None if column.formula is None else ordinary(column.formula)
    by = sheet.column(rank.keys[0][0]) if isinstance(rank, Rank) else None
    lowest = isinstance(rank, Rank) and rank.keys[0][1] == "lower"
    figures = {agent: sheet.value(agent, by.name) if by else None for agent in first}
    standings = [
        Standing(places[agent], names[agent], _text(figure, by, lang), _length(figure))
        for agent, figure in islice(figures.items(), SHOWN)
    ]
    known = [figure for figure in figures.values() if isinstance(figure, Decimal)]
    more = len(first) - len(standings)
    overall = column.name == OVERALL_RANK
    return Board(
        say("report.board-overall", lang) if overall else heading(column, lang),
        _ranked_by(by, lang, lowest=lowest),
        plain(max(known, default=ZERO)),
        standings,
        say("report.board-more", lang, count=more) if more else "",
    )


def _ranked_by(by: Column | None, lang: Lang, *, lowest: bool) -> str:
    """The figure that a board compares first, and whether the lowest one is best."""
    if by is None:
        return ""
    id_ = "report.board-by-lowest" if lowest else "report.board-by"
    return say(id_, lang, name=heading_alone(by, lang))


def _text(figure: Value | None, by: Column | None, lang: Lang) -> str:
    return "" if by is None else cell_text(figure, by, lang)


def _length(figure: Value | None) -> str:
    """The figure as the length of a bar; what is unknown or below zero has none."""
    return plain(figure) if isinstance(figure, Decimal) and figure > ZERO else "0"
