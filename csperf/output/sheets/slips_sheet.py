"""The slips that are cut apart and handed out: each person's pay under headings of its own.

A slip names company, month and person, for that is all that its reader will hold. It shows only
what his plan has; what is too wide for paper is broken into several pairs of headings and figures.
No page ends within a slip: the sheet is printed at a fixed size, and so many slips stand on a page
as fit on it. What HR fills in on the sheet of pay is looked up there by the number of the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csperf.output.run import Payroll
from csperf.output.sheets.cells import at, down
from csperf.output.sheets.paper import ROW_HEIGHT, Cell, Laid, Paper, Styles
from csperf.output.sheets.pay_sheet import Wishes, headline
from csperf.output.sheets.table import height
from csperf.output.strips import Live, Strip
from csperf.texts import Lang, say

_WIDEST = 137  # widths of a digit on one line: A4 across at four fifths of the full size
_PAPER = 110  # widths of a digit that A4 across takes at full size, in the widest of fonts
_CUT = 16
_SMALLEST, _FULL = 40, 100


@dataclass(frozen=True)
class _Slips:
    """The slips of one run: which columns of the sheet of pay, so many on a line, whose rows."""

    columns: tuple[int, ...]
    on_a_line: int
    rows: range

    def lines(self) -> Iterator[tuple[int, ...]]:
        """The columns of each pair of headings and figures."""
        for start in range(0, len(self.columns), self.on_a_line):
            yield self.columns[start : start + self.on_a_line]


def slips_sheet(
    paper: Paper, styles: Styles, payroll: Payroll, laid: Laid, wishes: Wishes, lang: Lang
) -> None:
    """Write a slip for everybody on the sheet of pay."""
    strips = laid.strips
    all_slips = [_slips(laid, position) for position in range(len(laid.runs))]
    lines = [line for slips in all_slips for line in slips.lines() if slips.rows]
    if not lines:
        return
    across = max(map(len, lines))
    wide = [max(strips[line[n]].width for line in lines if n < len(line)) for n in range(across)]
    paper.widths(wide)
    paper.size(max(_SMALLEST, min(_FULL, _PAPER * _FULL // sum(wide))))
    title = headline(payroll, wishes, say("sheet-slips", lang), lang)
    for slips in all_slips:
        for row in slips.rows:
            paper.together(_high(slips, strips, row))
            _slip(paper, styles, laid, slips, row, title, across)


def _slips(laid: Laid, run: int) -> _Slips:
    """Of one run: who stands where, and the columns in which anybody of it has anything."""
    start = laid.row_of(run, 0) - laid.first_row
    rows = range(start, start + len(laid.runs[run].sheet.agents))
    columns = tuple(
        column
        for column, strip in enumerate(laid.strips)
        if strip.by in {"hr", "sheet"}
        or (strip.by == "csperf" and any(strip.cells[row] != "" for row in rows))
    )
    total = sum(laid.strips[column].width for column in columns)
    pairs = -(-total // _WIDEST)
    return _Slips(columns, max(1, -(-len(columns) // max(1, pairs))), rows)


def _high(slips: _Slips, strips: Sequence[Strip], row: int) -> float:
    """How high a slip is, in points."""
    lines = [[strips[column] for column in line] for line in slips.lines()]
    return ROW_HEIGHT + sum(sum(_heights(line, row)) for line in lines) + _CUT


def _heights(line: Sequence[Strip], row: int) -> tuple[float, float]:
    """How high the headings of a line are, and the figures below them."""
    widths = [strip.width for strip in line]
    told = [strip.cells[row] if strip.is_long else "" for strip in line]
    return height([strip.heading for strip in line], widths), height(told, widths)


def _slip(
    paper: Paper, styles: Styles, laid: Laid, slips: _Slips, row: int, title: str, across: int
) -> None:
    """One person's: what it is, pairs of headings and figures, where to cut."""
    strips = laid.strips
    paper.say(title, styles.label)
    number = paper.row + 1  # below the headings stands the number of the row
    for line in slips.lines():
        own = [strips[column] for column in line]
        above, below = _heights(own, row)
        paper.put([strip.heading for strip in own], [styles.heading] * len(own), above)
        cells = [_cell(laid, column, row, number) for column in line]
        paper.put(cells, map(styles.figure, own), below)
    paper.put([""] * across, [styles.cut] * across, _CUT)


def _cell(laid: Laid, column: int, row: int, number: int) -> Cell:
    """A figure as the sheet of pay has it; what HR completes there is looked up."""
    strip = laid.strips[column]
    if strip.by not in {"hr", "sheet"}:
        return strip.cells[row]
    last = laid.first_row + len(strip.cells) - 1
    cells = down(column, laid.first_row, last, laid.sheet)
    numbers = down(0, laid.first_row, last, laid.sheet)
    found = f"INDEX({cells},MATCH({at(number, 0)},{numbers},0))"
    known = strip.cells[row]
    return Live(f'=IF({found}="","",{found})', known if isinstance(known, str) else "")
