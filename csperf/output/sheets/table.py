"""A table of strips on a sheet: headings, a row a person, the sums below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from csperf.output.run import Run
from csperf.output.sheets.paper import ROW_HEIGHT, Cell, Laid, Paper, Styles
from csperf.output.strips import Strip, cells_wide

ACROSS = 190  # widths of a digit on one sheet of paper, which can still be read
_LINE = 15  # points, the height of one more line in a row


def lay(
    paper: Paper,
    styles: Styles,
    strips: Sequence[Strip],
    runs: Sequence[Run],
) -> Laid:
    """Write the headings and a row a person; what stands above is repeated on every page."""
    widths = [strip.width for strip in strips]
    paper.widths(widths)
    words = ["\n".join(filter(None, (strip.heading, strip.note))) for strip in strips]
    paper.put(words, map(styles.head, strips), height(words, widths))
    laid = Laid(paper.name, paper.row, strips, runs)
    looked = zip(*map(styles.each, strips), strict=True)
    long = any(strip.is_long for strip in strips)
    rows = zip(*(strip.cells for strip in strips), strict=True)
    for cells, looks in zip(rows, looked, strict=True):
        paper.put(cells, looks, height(cells, widths) if long else None)
    paper.keep(0, laid.first_row, names_end(strips))
    return laid


def height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """How high a row must be for its longest text to be read whole in columns of these widths."""
    lines = [
        sum(max(1, -(-cells_wide(line) // (width - 1))) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str)
    ]
    return ROW_HEIGHT + _LINE * (max(lines, default=1) - 1)


def sums(paper: Paper, styles: Styles, strips: Sequence[Strip]) -> None:
    """The row of sums, if any column has one."""
    if any(strip.total != "" for strip in strips):
        paper.put(
            [strip.total for strip in strips], [styles.of(strip, bold=True) for strip in strips]
        )


def spread(paper: Paper, laid: Laid, title: str, across: int = ACROSS) -> None:
    """Print a sheet that is written, wider than `across` on several pages side by side.

    Each begins with the names.
    """
    strips, names = laid.strips, names_end(laid.strips)
    repeated = sum(strip.width for strip in strips[:names])
    more = max(0, sum(strip.width for strip in strips) - across)
    pages = 1 + -(-more // max(1, across - repeated))
    paper.across(pages, names, title, (laid.first_row - 1, len(strips) - 1))


def names_end(strips: Sequence[Strip]) -> int:
    """How many columns there are down to the names."""
    return next(chain((n for n, s in enumerate(strips, 1) if s.names_people), (1,)))
