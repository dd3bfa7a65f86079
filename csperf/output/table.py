"""Terminal tables of a run: scores, pay, and the team's summary.

Why stacked blocks: a table that does not fit its terminal is cut by Rich (`123…`), and a cut figure
is a wrong figure. So a table is either printed whole or turned into one block of lines a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO

from rich.box import ASCII, SIMPLE
from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from csperf.formula import Column
from csperf.output.columns import (
    OVERALL_RANK,
    UNKNOWN,
    balances,
    boards,
    cell_text,
    column_sum,
    evidence,
    headings,
    in_order,
    is_number,
    money_columns,
    money_text,
)
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.summary import Summary, summarise, summarise_all, summary_lines
from csperf.texts import Lang, say

_UNLIMITED = 1_000_000


@dataclass(frozen=True)
class _Grid:
    """A table's texts; `who` is the position of the agents' names, `right` of the numbers."""

    title: str
    headings: Sequence[str]
    who: int
    right: frozenset[int]
    rows: Sequence[Sequence[str]]
    totals: Sequence[str] = ()


@dataclass(frozen=True)
class _Paper:
    """Where the tables are printed; `width` None is a pipe, which has no edge."""

    console: Console
    width: int | None
    ascii_only: bool

    def text(self, text: str, style: str = "") -> Text:
        """Text that Rich prints as it is."""
        return Text(text.replace(UNKNOWN, "-") if self.ascii_only else text, style=style)


def render(run: Run, lang: Lang, *, width: int | None, color: bool, encoding: str = "utf-8") -> str:
    """The tables as text for a terminal of this width, or for a pipe (width None)."""
    paper, written = _paper(width, encoding, color=color)
    _print_run(paper, run, lang, [run.period])
    _print_summary(paper, run, lang)
    return written.getvalue()


def render_roles(
    payroll: Payroll, lang: Lang, *, width: int | None, color: bool, encoding: str = "utf-8"
) -> str:
    """Each role's tables, then one table with the sums of all roles."""
    paper, written = _paper(width, encoding, color=color)
    for number, run in enumerate(payroll.runs):
        if number:
            paper.console.print()
        _print_run(paper, run, lang, [run.role, run.period])
    _print_grid(paper, _all_roles(payroll, lang))
    return written.getvalue()


def _paper(width: int | None, encoding: str, *, color: bool) -> tuple[_Paper, StringIO]:
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
    return _Paper(console, width, ascii_only=not _shows(encoding, f"─{UNKNOWN}")), written


def _print_run(paper: _Paper, run: Run, lang: Lang, after: Sequence[str]) -> None:
    """A run's title, its scores and its pay."""
    named = say("title-plan", lang, plan=run.plan, version=run.version)
    title = " · ".join(part for part in (named, *after) if part)
    paper.console.print(paper.text(safe_text(title), "bold"))
    points = run.sheet.of_kind("points")
    _print_grid(
        paper,
        _scores(run, lang, evidence(run.sheet, "metric", "points")),
        _scores(run, lang, points),
    )
    _print_grid(paper, _pay(run, lang))


def _all_roles(payroll: Payroll, lang: Lang) -> _Grid:
    """A row a role, and the sums of all of them."""
    currency = safe_text(payroll.runs[0].currency)
    words = [say("heading-role", lang), say("heading-people", lang)]
    words += [say(f"summary-{name}", lang) for name in ("total", "mean", "highest", "lowest")]
    rows = [[safe_text(run.role), *_sums(summarise(run))] for run in payroll.runs]
    return _Grid(
        say("title-all-roles", lang, currency=currency),
        words,
        0,
        frozenset(range(1, len(words))),
        rows,
        [say("heading-sum", lang), *_sums(summarise_all(payroll))],
    )


def _sums(found: Summary) -> list[str]:
    amounts = (found.total, found.mean, found.highest, found.lowest)
    return [str(found.people), *map(money_text, amounts)]


def _shows(encoding: str, characters: str) -> bool:
    """GBK has box characters, but its terminals draw them two cells wide."""
    try:
        characters.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return encoding.lower().startswith("utf")


def _scores(run: Run, lang: Lang, judged_by: Sequence[Column]) -> _Grid:
    sheet = run.sheet
    overall = [column for column in sheet.of_kind("rank") if column.name == OVERALL_RANK]
    judged = [*judged_by, *sheet.of_kind("score", "grade"), *boards(sheet)]
    return _grid(run, lang, say("title-scores", lang), overall, judged)


def _pay(run: Run, lang: Lang) -> _Grid:
    money, left = money_columns(run.sheet), balances(run.sheet)
    title = say("title-pay", lang, currency=safe_text(run.currency))
    sums = [money_text(column_sum(run.sheet, column)) for column in money]
    totals = [say("heading-sum", lang), *sums, *("" for _ in left)]
    return replace(_grid(run, lang, title, [], [*money, *left]), totals=totals)


def _grid(
    run: Run, lang: Lang, title: str, before: Sequence[Column], after: Sequence[Column]
) -> _Grid:
    """One row an agent: the columns before the name, the name, the columns after it."""
    columns, who = [*before, *after], len(before)
    words = headings(columns, lang)
    rows = []
    for agent in in_order(run.sheet):
        row = [cell_text(run.sheet.value(agent, c.name), c, lang) for c in columns]
        rows.append([*row[:who], safe_text(run.sheet.agents[agent].name), *row[who:]])
    return _Grid(
        title,
        [*words[:who], say("heading-agent", lang), *words[who:]],
        who,
        frozenset(i + (i >= who) for i, column in enumerate(columns) if is_number(column)),
        rows,
    )


def _print_grid(paper: _Paper, *grids: _Grid) -> None:
    """The first of the grids that fits, the fullest standing first; the last in blocks if none."""
    if len(grids[0].headings) == 1:
        return
    tables = ((grid.title, _table(paper, grid)) for grid in grids)
    title, table = next((t for t in tables if _fits(paper, t[1])), (grids[-1].title, None))
    paper.console.print()
    paper.console.print(paper.text(title, "bold"))
    if table is not None:
        paper.console.print(table)
    else:
        _print_blocks(paper, grids[-1])


def _fits(paper: _Paper, table: Table) -> bool:
    unlimited = paper.console.options.update(width=_UNLIMITED)
    needed = Measurement.get(paper.console, unlimited, table).maximum
    return paper.width is None or needed <= paper.width


def _table(paper: _Paper, grid: _Grid) -> Table:
    box = ASCII if paper.ascii_only else SIMPLE
    table = Table(box=box, show_edge=False, show_footer=bool(grid.totals))
    totals = grid.totals or [""] * len(grid.headings)
    columns = zip(grid.headings, totals, *grid.rows, strict=True)
    for position, (word, total, *texts) in enumerate(columns):
        table.add_column(
            paper.text(word, "bold"),
            paper.text(total, "bold"),
            justify="right" if position in grid.right else "left",
            width=max(map(cell_len, (word, total, *texts))),  # else Rich measures each cell twice
            no_wrap=True,
            overflow="fold",
        )
    for row in grid.rows:
        table.add_row(*(paper.text(text) for text in row))
    return table


def _print_blocks(paper: _Paper, grid: _Grid) -> None:
    for row in [*grid.rows, *([grid.totals] if grid.totals else [])]:
        paper.console.print(paper.text(row[grid.who], "bold"))
        for position, (word, text) in enumerate(zip(grid.headings, row, strict=True)):
            if position != grid.who:
                paper.console.print(paper.text(f"  {word}: {text}"))


def _print_summary(paper: _Paper, run: Run, lang: Lang) -> None:
    paper.console.print()
    paper.console.print(paper.text(say("title-summary", lang), "bold"))
    for label, text in summary_lines(run, lang):
        paper.console.print(paper.text(f"  {label}: {text}"))
