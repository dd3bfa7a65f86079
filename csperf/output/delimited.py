"""Rows as CSV and as TSV, in which no text becomes a formula and no cell breaks its line.

Why TSV has plain line ends and no byte order mark on a screen: it is read by `cut` and `awk`, and
pasted into a spreadsheet; CSV is opened by Excel.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from csperf.output.safe import safe_text
from csperf.output.tables import Datum, Field, Section, Table, tables_in
from csperf.texts import Lang, say

_FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")
_BOM = "\ufeff"


def csv_word(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return ("'" if text.lstrip(" \u3000\xa0").startswith(_FORMULA_STARTS) else "") + safe_text(text)


def written_csv(words: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Headings and rows as CSV, with the byte order mark by which Excel knows UTF-8."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([csv_word(word) for word in words])
    writer.writerows(rows)
    return _BOM + written.getvalue()


def written_tsv(words: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Headings and rows with a tab between cells; a tab inside one is shown as a sign."""
    written = StringIO()
    writer = csv.writer(written, "excel-tab", lineterminator="\n")
    writer.writerow([csv_word(word) for word in words])
    writer.writerows(rows)
    return _BOM + written.getvalue()


def rows_of(sections: Sequence[Section], lang: Lang) -> tuple[list[str], Iterator[tuple[str, ...]]]:
    """Headings and rows of one table; several stand below each other, with all their columns.

    The first column then says of which table a row is; what a table has no column for is empty.
    """
    tables = tables_in(sections)
    fields = {field.key: field for table in tables for field in table.for_programs}
    titles = {table.name: table.title for table in tables}
    words = [field.heading for field in fields.values()]
    if len(titles) > 1:
        words.insert(0, say("heading-table", lang))
    return words, (
        (*([csv_word(table.title)] if len(titles) > 1 else []), *row)
        for table in tables
        for row in _rows(table, list(fields))
    )


def _rows(table: Table, keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for record in table.records():
        cells = {
            field.key: _cell(datum, field)
            for field, datum in zip(table.for_programs, record, strict=True)
        }
        yield tuple(cells.get(key, "") for key in keys)


def _cell(datum: Datum, field: Field) -> str:
    text = datum if isinstance(datum, str) else "; ".join(datum)
    return text if field.is_number and _NUMBER.fullmatch(text) else csv_word(text)
