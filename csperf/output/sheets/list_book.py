"""A workbook of tables: each on its own sheet, numbers as numbers, to be sorted and read again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from csperf.exact import plain
from csperf.output.columns import UNKNOWN
from csperf.output.safe import safe_text
from csperf.output.sheets.paper import bound
from csperf.output.sheets.table import lay, spread
from csperf.output.sheets.tabs import tabs
from csperf.output.strips import TEXT, Strip
from csperf.output.tables import Datum, Section, Table, tables_in
from csperf.texts import Lang, say
from csperf.units import Figure, Unit, figure_of


def list_bytes(sections: Sequence[Section], lang: Lang) -> bytes:
    """The workbook's bytes, the same for the same tables whenever they are written."""
    tables = tables_in(sections)
    written = BytesIO()
    title = tables[0].title if tables else ""
    with bound(written, title, f"&C{say('page-footer', lang)}") as book:
        for table, name in zip(tables, tabs(iter([one.title for one in tables])), strict=True):
            paper = book.paper(name)
            laid = lay(paper, book.styles, _strips(table, lang), ())
            spread(paper, laid, table.title)
            first = laid.first_row
            for at in table.bars:
                column = len(table.about) + at
                paper.bars(column, first, first + len(table.rows) - 1, table.full.get(at))
    return written.getvalue()


def _strips(table: Table, lang: Lang) -> list[Strip]:
    """The columns of a table: numbers as programs read them, texts as people do."""
    common = table.about_words or [value for _, value in table.about]
    shown = zip(*((*common, *row) for row in table.rows), strict=True)
    columns = zip(*table.records(), strict=True)
    return [
        _numbers(field.heading, cells, lang) if field.is_number else _texts(field.heading, texts)
        for field, cells, texts in zip(table.for_programs, columns, shown, strict=True)
    ]


def _texts(heading: str, cells: Sequence[Datum]) -> Strip:
    texts = [cell if isinstance(cell, str) else "; ".join(cell) for cell in cells]
    return Strip(safe_text(heading), ["" if one == UNKNOWN else safe_text(one) for one in texts])


def _numbers(heading: str, cells: Sequence[Datum], lang: Lang) -> Strip:
    """A column of figures, of one unit or of several; what is no figure stays the text it is."""
    figures = [figure_of(cell) if isinstance(cell, str) else None for cell in cells]
    known = [figure for figure in figures if figure is not None]
    written = [
        _texts("", [cell]).cells[0] if figure is None else figure.value
        for cell, figure in zip(cells, figures, strict=True)
    ]
    longest = max((len(str(cell)) for cell in cells), default=0)
    if len({figure.unit for figure in known}) > 1:
        looks = [TEXT if one is None else _look(one.unit, _written(one), lang) for one in figures]
        return Strip(safe_text(heading), written, TEXT, longest, looks=looks)
    return Strip(safe_text(heading), written, _look_of_all(known, lang), longest)


def _look_of_all(figures: Sequence[Figure], lang: Lang) -> str:
    """As many decimals as the longest number has: figures of one unit stand below each other."""
    if not figures:
        return TEXT
    unit = figures[0].unit
    shift = 2 if unit is Unit.PERCENT else 0
    return _look(unit, max(_places(figure.value.scaleb(shift)) for figure in figures), lang)


def _look(unit: Unit | None, places: int, lang: Lang) -> str:
    """A number with so many decimals and the sign of its unit."""
    digits = f"0.{'0' * places}" if places else "0"
    if unit is Unit.SECONDS:
        return f'{digits}"秒"' if lang == "zh" else f'{digits}"s"'
    return f"{digits}%" if unit is Unit.PERCENT else digits


def _written(figure: Figure) -> int:
    """How many decimals the figure was written with: money keeps its cents, a count has none."""
    tail = format(figure.value, "f").partition(".")[2]
    return max(0, len(tail) - (2 if figure.unit is Unit.PERCENT else 0))


def _places(value: Decimal) -> int:
    return len(plain(value).partition(".")[2])
