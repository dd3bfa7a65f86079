"""The sheet that recomputes the month, every column live, and tells whether it agrees.

Why a sheet of its own: what people sign must not change because somebody touched a figure. Here a
figure can be tried out, and the agreement tells that the signed sheets say something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from csperf.formula import Column
from csperf.inputs import Cells
from csperf.output.columns import UNKNOWN, cell_text, headings, in_order, is_number
from csperf.output.live.bench import Bench, LiveColumn, Page
from csperf.output.live.pieces import ROW, Piece, call, letters, on_sheet
from csperf.output.live.workings import Layout, tables_of, workings_of
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.sheets.paper import TITLE_HEIGHT, Cell, Laid, Live, Look, Paper, Styles
from csperf.output.sheets.table import height
from csperf.output.strips import ORDINAL, TEXT, cells_wide, number_format
from csperf.texts import Lang, say

_LAYOUT = Layout(first_row=5, first_column=3)
_SPREADSHEET = Context(prec=15)
_SAME = 6  # places after the point in which two figures must agree
_LONGEST, _TOGETHER = 6000, 20
_STARTS, _WIDTH = (6, 14, 8), 13
_AGREES = '"TRUE";"FALSE";"FALSE"'  # a truth is 1 or 0 to LibreOffice, which Excel never shows


@dataclass(frozen=True)
class Signed:
    """A table that was signed, and which of its runs is recomputed here."""

    laid: Laid
    run: int


def row_pages(run: Run, titles: Mapping[str, str]) -> dict[str, Page]:
    """The run's tables of rows, laid out on sheets of these names."""
    return tables_of(run.sheet, in_order(run.sheet), _LAYOUT, titles)


def workings_sheet(
    paper: Paper,
    styles: Styles,
    run: Run,
    pages: Mapping[str, Page],
    signed: Sequence[Signed],
    lang: Lang,
) -> None:
    """Write every column of the run as a live formula, the inputs as they were read."""
    order = in_order(run.sheet)
    bench = workings_of(run.sheet, order, _LAYOUT, pages)
    agrees = _agreement(bench, signed)
    title = say("title-workings", lang, plan=run.plan, period=run.period)
    _head(paper, styles, title, bench, lang)
    names = [safe_text(run.sheet.agents[agent].name) for agent in order]
    _column_heads(paper, styles, bench, say("heading-agrees", lang), lang)
    looks = [styles.cell(ORDINAL), styles.cell(TEXT), styles.cell(_AGREES, align="center")]
    looks += [_look(column, styles, lang) for column in bench.columns]
    for place, name in enumerate(names):
        row = _LAYOUT.first_row + place
        agreed = Live("=" + agrees.replace(ROW, str(row)), value=True)
        cells = [Decimal(place + 1), name, agreed, *_cells(bench, place, row)]
        paper.put(cells, looks, _height(cells))
    _print(paper, bench, title)


def rows_sheet(paper: Paper, styles: Styles, run: Run, page: Page, name: str, lang: Lang) -> None:
    """Write the rows of a table that count, each person's together."""
    bench = page.bench
    title = say("title-workings-rows", lang, name=name, period=run.period)
    _head(paper, styles, title, bench, lang)
    _column_heads(paper, styles, bench, "", lang)
    looks = [styles.cell(ORDINAL), styles.cell(TEXT), styles.cell(TEXT)]
    looks += [_look(column, styles, lang) for column in bench.columns]
    numbers = {row: place for place, rows in page.rows.items() for row in range(*_until(rows))}
    for place, agent in enumerate(bench.sheet.agents):
        row = _LAYOUT.first_row + place
        number = Decimal(numbers[row] + 1)
        cells = [number, safe_text(agent.name), "", *_cells(bench, place, row)]
        paper.put(cells, looks, _height(cells))
    _print(paper, bench, title)


def _until(rows: tuple[int, int]) -> tuple[int, int]:
    return rows[0], rows[1] + 1


def _head(paper: Paper, styles: Styles, title: str, bench: Bench, lang: Lang) -> None:
    """The title and how to read the sheet."""
    paper.widths(_widths(len(_STARTS) + len(bench.columns)))
    paper.say(title, styles.title, TITLE_HEIGHT)
    paper.say(say("workings-note", lang), styles.note)
    paper.say(say("workings-rounding", lang), styles.note)


def _column_heads(paper: Paper, styles: Styles, bench: Bench, third: str, lang: Lang) -> None:
    """The headings, the third of which is empty where nothing is compared."""
    words = [say("heading-number", lang), say("heading-name", lang), third]
    words += _headings(bench, lang)
    paper.put(words, [styles.heading] * len(words), height(words, _widths(len(words))))


def _widths(columns: int) -> list[int]:
    return [*_STARTS, *([_WIDTH] * (columns - len(_STARTS)))]


def _height(cells: Sequence[Cell]) -> float | None:
    """How high a row must be for its longest text; a row without one is as high as all."""
    long = any(isinstance(cell, str) and cells_wide(cell) >= _WIDTH for cell in cells[2:])
    return height(cells, _widths(len(cells))) if long else None


def _print(paper: Paper, bench: Bench, title: str) -> None:
    """Keep names and headings in sight, and on every page."""
    columns = len(bench.columns)
    paper.keep(3, 4, 3)
    paper.across(1 + (columns - 1) // 11, 3, title, (3, 2 + columns))


def _headings(bench: Bench, lang: Lang) -> list[str]:
    """The columns' words; an aid is named after the column that it was laid for."""
    named = [column.of for column in bench.columns if column.of is not None]
    words = dict(zip((one.name for one in named), headings(named, lang), strict=True))
    told: list[str] = []
    aids = 0
    for position, column in enumerate(bench.columns):
        if column.of is not None:
            told.append(words[column.name])
            aids = 0
            continue
        aids += 1
        whose = next((one.of for one in bench.columns[position:] if one.of is not None), None)
        name = words[whose.name] if whose else say("heading-agrees", lang)
        told.append(say("heading-of-aid", lang, name=name, number=aids))
    return told


def _look(column: LiveColumn, styles: Styles, lang: Lang) -> Look:
    """How a column's cells look; what was read is blue, as in the workbooks of accountants."""
    if column.of is None:
        return styles.cell("General", font_color="#808080")
    shown = [cell_text(value, column.of, lang) for value in column.cells]
    look = number_format(column.of, shown, lang)
    more = {} if column.of.formula is not None else {"font_color": "#0000FF"}
    wrap = {"text_wrap": True} if look == TEXT else {}
    return styles.cell(look, **(more | wrap))


def _cells(bench: Bench, place: int, row: int) -> Iterator[Cell]:
    for column in bench.columns:
        yield _cell(column, place, row)


def _cell(column: LiveColumn, place: int, row: int) -> Cell:
    """A figure as it was read, or a formula with what it comes to."""
    value = column.cells[place]
    value = safe_text(value) if isinstance(value, str) else value
    number = _SPREADSHEET.plus(value) if isinstance(value, Decimal) else value
    formula = column.in_row(place, row)
    if formula:
        return Live("=" + formula, number, fills=column.fills)
    return Live("=NA()", None) if number is None else number


def _agreement(bench: Bench, signed: Sequence[Signed]) -> str:
    """Whether each figure of a row is the one on the signed sheets."""
    tests = [test for one in signed for test in _tests(bench, one)]
    while sum(map(len, tests)) > _LONGEST:
        first, tests = tests[:_TOGETHER], tests[_TOGETHER:]
        ones: Cells = [Decimal(1)] * bench.size
        held = bench.aid(call("IF", call("AND", *first), "1", "0"), ones)
        tests.append(f"{held.text}=1")
    return call("AND", *tests).text if tests else "TRUE"


def _tests(bench: Bench, signed: Signed) -> list[str]:
    """A test for every computed column that stands on the signed sheet."""
    laid, computed = signed.laid, {one.name: one.of for one in bench.columns if one.formula}
    place = _place_on(bench, signed)
    tests = []
    for position, strip in enumerate(laid.strips):
        name = strip.of[signed.run] if strip.of else ""
        column = computed.get(name)
        if column is not None:
            there = call("INDEX", _stretch(signed, letters(position)), place)
            tests.append(_test(bench.spots[name].cell.text, there.text, column))
    return tests


def _place_on(bench: Bench, signed: Signed) -> Piece:
    """Where the person of this row stands on the signed sheet, by number if it has numbers.

    So a payroll that was sorted by somebody still agrees.
    """
    own = Piece(f"$A{ROW}")
    if signed.laid.strips[0].number_format != ORDINAL or signed.laid.strips[0].of:
        return own
    before = signed.laid.row_of(signed.run, 0) - signed.laid.first_row
    number = own if not before else Piece(f"{own.text}+{before}")
    places: Cells = [Decimal(before + place + 1) for place in range(bench.size)]
    return bench.aid(call("MATCH", number, _stretch(signed, "A"), "0"), places)


def _stretch(signed: Signed, column: str) -> Piece:
    """The cells of a column of the signed sheet: of everybody, or of those of this run alone."""
    laid = signed.laid
    first = laid.first_row + 1
    last = first + sum(len(run.sheet.agents) for run in laid.runs) - 1
    return Piece(f"{on_sheet(laid.sheet)}${column}${first}:${column}${last}")


def _test(live: str, there: str, column: Column) -> str:
    """Whether a figure is the same there, where a dash says that it is unknown."""
    dash = f'EXACT({there},"{UNKNOWN}")'
    if not is_number(column):
        return f"IF(ISNA({live}),{dash},EXACT({live},{there}))"
    if column.kind == "rank":
        return f"IF(IFERROR({live},0)=0,{dash},IFERROR({live}={there},FALSE))"
    return f"IF(ISNA({live}),{dash},IFERROR(ROUND({live}-{there},{_SAME})=0,FALSE))"
