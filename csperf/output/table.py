"""Terminal tables of a run: scores, pay, and the team's summary.

Why stacked blocks: a table that does not fit its terminal is cut by Rich (`123…`), and a cut figure
is a wrong figure. So a table is either printed whole or turned into one block of lines a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from rich.box import ASCII, SIMPLE
from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table as Drawn
from rich.text import Text

from csperf.output.bars import WIDTH, bars
from csperf.output.columns import UNKNOWN
from csperf.output.meter_lines import shows_pictures
from csperf.output.plain import blocks
from csperf.output.run import Payroll, Run
from csperf.output.run_tables import (
    pay_table,
    roles_table,
    run_title,
    score_tables,
    summary_table,
)
from csperf.output.tables import Section, Table
from csperf.output.wrapping import wrapped
from csperf.texts import Lang

_UNLIMITED = 1_000_000


@dataclass(frozen=True)
class _Paper:
    """Where the tables are printed; `width` None is a pipe, which has no edge."""

    console: Console
    width: int | None
    ascii_only: bool
    pictures: bool = False

    def text(self, text: str, style: str = "") -> Text:
        """Text that Rich prints as it is."""
        return Text(text.replace(UNKNOWN, "-") if self.ascii_only else text, style=style)


def render(
    run: Run,
    lang: Lang,
    *,
    width: int | None,
    color: bool,
    encoding: str = "utf-8",
    pictures: bool = False,
) -> str:
    """The tables as text for a terminal of this width, or for a pipe (width None)."""
    paper, written = _paper(width, encoding, color=color, pictures=pictures)
    _print_run(paper, run, lang, [run.period])
    _print_summary(paper, run, lang)
    return written.getvalue()


def render_roles(
    payroll: Payroll,
    lang: Lang,
    *,
    width: int | None,
    color: bool,
    encoding: str = "utf-8",
    pictures: bool = False,
) -> str:
    """Each role's tables, then one table with the sums of all roles."""
    paper, written = _paper(width, encoding, color=color, pictures=pictures)
    for number, run in enumerate(payroll.runs):
        if number:
            paper.console.print()
        _print_run(paper, run, lang, [run.role, run.period])
    _print_table(paper, roles_table(payroll, lang))
    return written.getvalue()


def render_tables(
    sections: Sequence[Section],
    *,
    width: int | None,
    color: bool,
    encoding: str = "utf-8",
    pictures: bool = False,
) -> str:
    """Tables that are no month's result."""
    paper, written = _paper(width, encoding, color=color, pictures=pictures)
    for number, section in enumerate(sections):
        if number:
            paper.console.print()
        if section.title:
            paper.console.print(paper.text(section.title, "bold"))
        for table in section.tables:
            if table.who is None:
                _print_facts(paper, table)
            else:
                _print_table(paper, table)
    return written.getvalue().lstrip("\n")


def _paper(
    width: int | None, encoding: str, *, color: bool, pictures: bool
) -> tuple[_Paper, StringIO]:
    written = StringIO()
    console = Console(
        file=written,
        width=width or _UNLIMITED,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    ascii_only = not shows_pictures(encoding)
    return _Paper(console, width, ascii_only, pictures), written


def _print_run(paper: _Paper, run: Run, lang: Lang, after: Sequence[str]) -> None:
    """A run's title, its scores and its pay."""
    paper.console.print(paper.text(run_title(run, lang, after), "bold"))
    _print_table(paper, *score_tables(run, lang))
    _print_table(paper, pay_table(run, lang))


def _print_table(paper: _Paper, *tables: Table) -> None:
    """The first of the tables that fits, the fullest standing first; the last in blocks if none.

    A table that fits without its bars is never given up for them.
    """
    if not tables[0].rows:
        return
    ways = [True, False] if paper.pictures else [False]
    drawn = ((table, _drawn(paper, table, with_bars=way)) for table in tables for way in ways)
    table, fitting = next((t for t in drawn if _fits(paper, t[1])), (tables[-1], None))
    paper.console.print()
    if table.title:
        paper.console.print(paper.text(table.title, "bold"))
    if fitting is not None:
        paper.console.print(fitting)
    else:
        _print_blocks(paper, table)


def _fits(paper: _Paper, drawn: Drawn) -> bool:
    unlimited = paper.console.options.update(width=_UNLIMITED)
    needed = Measurement.get(paper.console, unlimited, drawn).maximum
    return paper.width is None or needed <= paper.width


def _drawn(paper: _Paper, table: Table, *, with_bars: bool) -> Drawn:
    box = ASCII if paper.ascii_only else SIMPLE
    drawn = Drawn(box=box, show_edge=False, show_footer=bool(table.totals))
    totals = table.totals or [""] * len(table.fields)
    columns: list[list[Text]] = []
    for at, (field, total, *texts) in enumerate(
        zip(table.fields, totals, *table.rows, strict=True)
    ):
        drawn.add_column(
            paper.text(field.heading, "bold"),
            paper.text(total, "bold"),
            justify="right" if field.is_number else "left",
            width=max(map(cell_len, (field.heading, total, *texts))),  # else Rich measures twice
            no_wrap=True,
            overflow="fold",
        )
        columns.append([paper.text(text) for text in texts])
        if with_bars and at in table.bars:
            drawn.add_column(width=WIDTH, no_wrap=True)
            full = table.full.get(at)
            beside = bars(table.bars[at], ascii_only=paper.ascii_only, full=full)
            columns.append([Text(bar, style="cyan") for bar in beside])
    for row in zip(*columns, strict=True):
        drawn.add_row(*row)
    return drawn


def _print_blocks(paper: _Paper, table: Table) -> None:
    for line in blocks(table):
        paper.console.print(paper.text(line, "" if line.startswith("  ") else "bold"))


def _print_summary(paper: _Paper, run: Run, lang: Lang) -> None:
    _print_facts(paper, summary_table(run, lang))


def _print_facts(paper: _Paper, table: Table) -> None:
    """A row without a name: a line a fact."""
    paper.console.print()
    paper.console.print(paper.text(table.title, "bold"))
    for line in blocks(table):
        for part in wrapped(line.strip(), paper.width, "  ", "  "):
            paper.console.print(paper.text(part))
