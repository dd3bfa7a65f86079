"""A table of strips on a sheet: headings, a row a person, the sums below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from csperf.output.run import Run
from csperf.output.sheets.paper import Laid, Paper, Styles
from csperf.output.strips import Strip

_MOST_ACROSS = 14  # columns on one sheet of paper


def lay(paper: Paper, styles: Styles, strips: Sequence[Strip], runs: Sequence[Run]) -> Laid:
    """Write the headings and a row a person; what stands above is repeated on every page."""
    paper.widths(strip.width for strip in strips)
    paper.put([strip.heading for strip in strips], [styles.heading] * len(strips))
    laid = Laid(paper.name, paper.row, strips, runs)
    looks = [styles.cell(strip.number_format) for strip in strips]
    for cells in zip(*(strip.cells for strip in strips), strict=True):
        paper.put(cells, looks)
    paper.keep(0, laid.first_row, names_end(strips))
    return laid


def sums(paper: Paper, styles: Styles, strips: Sequence[Strip]) -> None:
    """The row of sums, if any column has one."""
    if any(strip.total != "" for strip in strips):
        looks = [styles.cell(strip.number_format, bold=True) for strip in strips]
        paper.put([strip.total for strip in strips], looks)


def spread(paper: Paper, strips: Sequence[Strip]) -> None:
    """As many pages across as can be read, each beginning with the names."""
    repeated = names_end(strips)
    more = max(0, len(strips) - _MOST_ACROSS)
    paper.across(1 + -(-more // (_MOST_ACROSS - repeated)), repeated)


def names_end(strips: Sequence[Strip]) -> int:
    """How many columns there are down to the names."""
    return next(chain((n for n, s in enumerate(strips, 1) if s.names_people), (1,)))
