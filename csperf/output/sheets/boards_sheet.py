"""The boards of one role: who stands where by score, pay, each board and each indicator; charts.

The plan's own boards have the places that it pays by. The others are ranked by the same rule, with
nothing of the plan's tests: whoever has a figure stands on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from csperf.formula import Column, Rank
from csperf.inputs import Cells
from csperf.output.clauses import ordinary
from csperf.output.columns import (
    OVERALL_RANK,
    evidence,
    heading,
    in_order,
    is_number,
    place_of,
)
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.sheets.paper import ROW_HEIGHT, TITLE_HEIGHT, Cell, Laid, Look, Paper, Styles
from csperf.output.sheets.rank_charts import ROWS, Shown, charts_of
from csperf.output.strips import TEXT, strips_of
from csperf.texts import Lang, say
from csperf.wholes import ranked

MOST = 40  # people on a board; of a larger team the first `FIRST` are shown
FIRST = 20
_SIDE_BY_SIDE = 4
_WIDTHS = (7, 14, 13, 2)
_PERCENT = 80
_ABOVE = 3  # rows of a board above its places
_TOP = 3


@dataclass(frozen=True)
class Board:
    """A board: its title, the column of the figure that decides, everyone's place."""

    title: str
    by: Column
    places: Cells


@dataclass(frozen=True)
class _Shown:
    """A board as it is written: title, what the figure is, and (place, name, figure) rows."""

    title: str
    by: str
    number_format: str
    rows: Sequence[tuple[int, str, Cell]]

    @property
    def marks(self) -> bool:
        """Whether the first three are marked: not where half the team is equal to them."""
        top = sum(place <= _TOP for place, _, _ in self.rows)
        return top <= max(_TOP, len(self.rows) // 2)


def boards_sheet(
    paper: Paper,
    styles: Styles,
    run: Run,
    scores: Laid,
    pay: tuple[Laid, int] | None,
    lang: Lang,
) -> None:
    """Write the boards side by side, then charts that read the sheets already written.

    `pay` is the sheet of pay with the position of the run on it.
    """
    people = len(run.sheet.agents)
    shown = FIRST if people > MOST else people
    _head(paper, styles, run, shown, lang)
    found = [_shown(run, board, shown, lang) for board in boards_of(run, lang)]
    for start in range(0, len(found), _SIDE_BY_SIDE):
        beside = found[start : start + _SIDE_BY_SIDE]
        paper.together(ROW_HEIGHT * (max(len(one.rows) for one in beside) + _ABOVE))
        _row_of_boards(paper, styles, beside, lang)
    paid = None if pay is None else Shown(*pay, shown)
    for chart in charts_of(run, Shown(scores, 0, shown), paid, lang):
        paper.together(ROW_HEIGHT * (ROWS + 1))
        paper.skip()
        paper.draw(chart, 0, ROWS)
        paper.skip(ROWS)


def _head(paper: Paper, styles: Styles, run: Run, shown: int, lang: Lang) -> None:
    """The title, how equals are ranked, and how many are shown."""
    title = say("title-boards", lang, plan=run.plan, period=run.period)
    people = len(run.sheet.agents)
    paper.widths(_WIDTHS * _SIDE_BY_SIDE)
    paper.size(_PERCENT)
    paper.together(TITLE_HEIGHT + ROW_HEIGHT * 2)
    paper.say(title, styles.title, TITLE_HEIGHT)
    paper.say(say("boards-ties", lang), styles.small)
    if shown < people:
        paper.say(say("boards-first", lang, count=shown, all=people), styles.small)


def boards_of(run: Run, lang: Lang) -> list[Board]:
    """The overall board or the scores, pay, the plan's boards, metrics that have a better end."""
    sheet = run.sheet
    ranks = {column.name: _of_plan(run, column, lang) for column in sheet.of_kind("rank")}
    scores = [ranks.pop(OVERALL_RANK, None)]
    scores = (
        scores if scores[0] else [_ranked(run, c, "higher", lang) for c in sheet.of_kind("score")]
    )
    pay = [_ranked(run, column, "higher", lang) for column in sheet.of_kind("total")]
    better = {} if run.rules is None else run.rules.better
    metrics = [
        _ranked(run, column, way, lang)
        for column in evidence(sheet, "metric")
        if is_number(column) and (way := better.get(column.name, "neutral")) != "neutral"
    ]
    return [board for board in (*scores, *pay, *ranks.values(), *metrics) if board is not None]


def _ranked(run: Run, column: Column, way: str, lang: Lang) -> Board:
    """A board that the plan does not have: by one figure, whoever has it."""
    node = Rank(((column.name, "lower" if way == "lower" else "higher"),))
    places = ranked(node, run.sheet.cells, len(run.sheet.agents))
    return Board(heading(column, lang), column, places)


def _of_plan(run: Run, column: Column, lang: Lang) -> Board | None:
    """A board of the plan's, if it is known by which column it goes first."""
    formula = None if column.formula is None else ordinary(column.formula)
    if not isinstance(formula, Rank):
        return None
    by = run.sheet.column(formula.keys[0][0])
    overall = column.name == OVERALL_RANK
    title = heading(by if overall else column, lang)
    return Board(title, by, run.sheet.cells[column.name])


def _shown(run: Run, board: Board, most: int, lang: Lang) -> _Shown:
    """The first of a board, equals in the order of the data; who has no place is not on it."""
    (strip,) = strips_of(run, [board.by], lang)
    figures = dict(zip(in_order(run.sheet), strip.cells, strict=True))
    on_it = {a: place for a, value in enumerate(board.places) if (place := place_of(value))}
    first = islice(sorted(on_it, key=lambda agent: on_it[agent]), most)
    rows = [
        (on_it[agent], safe_text(run.sheet.agents[agent].name), figures[agent]) for agent in first
    ]
    return _Shown(board.title, strip.heading, strip.number_format, rows)


def _row_of_boards(paper: Paper, styles: Styles, shown: Sequence[_Shown], lang: Lang) -> None:
    """Boards side by side: titles, headings, then place by place."""
    gap: Cell = None
    paper.skip()
    paper.put(
        [cell for one in shown for cell in (one.title, None, None, gap)],
        [styles.label] * (len(_WIDTHS) * len(shown)),
    )
    words = (say("heading-rank", lang), say("heading-name", lang))
    paper.put(
        [cell for one in shown for cell in (*words, one.by, gap)],
        [styles.heading] * (len(_WIDTHS) * len(shown)),
    )
    start = paper.row
    for position in range(max(len(one.rows) for one in shown)):
        cells: list[Cell] = []
        looks: list[Look] = []
        for one in shown:
            own, look = _line(styles, one, position)
            cells += own
            looks += look
        paper.put(cells, looks)
    for nth, one in enumerate(shown):
        if one.rows:
            column = nth * len(_WIDTHS) + 2
            paper.bars(column, start, start + len(one.rows) - 1)


def _line(styles: Styles, shown: _Shown, position: int) -> tuple[list[Cell], list[Look]]:
    """One line of one board, with the gap behind it."""
    figure = styles.cell(shown.number_format)
    if position >= len(shown.rows):
        return [None] * len(_WIDTHS), [figure] * len(_WIDTHS)
    place, name, value = shown.rows[position]
    cells: list[Cell] = [Decimal(place), name, value, None]
    medal = styles.place(place if shown.marks else 0)
    return cells, [medal, styles.cell(TEXT), figure, figure]
