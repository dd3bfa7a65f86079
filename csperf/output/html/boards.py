"""The boards of a report: who stands where, with a bar for the figure that decided it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf.exact import ZERO, plain
from csperf.formula import Column, Rank
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
    places = {
        agent: place
        for agent, value in enumerate(sheet.cells[column.name])
        if (place := place_of(value)) is not None
    }
    if not places:
        return None
    by = _decides(run, column)
    figures = [sheet.value(agent, by.name) if by else None for agent in range(len(names))]
    known = [figure for figure in figures if isinstance(figure, Decimal)]
    first = sorted(places, key=lambda agent: places[agent])
    standings = [
        Standing(
            places[agent],
            names[agent],
            cell_text(figures[agent], by, lang) if by else "",
            _length(figures[agent]),
        )
        for agent in first[:SHOWN]
    ]
    more = len(first) - len(standings)
    return Board(
        say("report.board-overall", lang) if column.name == OVERALL_RANK else heading(column, lang),
        say("report.board-by", lang, name=heading_alone(by, lang)) if by else "",
        plain(max(known, default=ZERO)),
        standings,
        say("report.board-more", lang, count=more) if more else "",
    )


def _decides(run: Run, column: Column) -> Column | None:
    """The column that a board compares first."""
    formula = None if column.formula is None else ordinary(column.formula)
    return run.sheet.column(formula.keys[0][0]) if isinstance(formula, Rank) else None


def _length(figure: object) -> str:
    """The figure as the length of a bar; what is unknown or below zero has none."""
    return plain(figure) if isinstance(figure, Decimal) and figure > ZERO else "0"
