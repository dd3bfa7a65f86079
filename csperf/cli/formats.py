"""The formats of standard output, and a result in each of them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from csperf.cli.arguments import SPOKEN

if TYPE_CHECKING:
    from csperf.output.run import Payroll, Run
    from csperf.output.tables import Section


class Format(StrEnum):
    """How a command prints what it found; `table` is for reading on a terminal."""

    table = "table"
    plain = "plain"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"


SUFFIXES: Final = {
    ".csv": Format.csv,
    ".json": Format.json,
    ".md": Format.markdown,
    ".tsv": Format.tsv,
}
_SPELLED: Final = str.maketrans(
    {"—": "-", "·": "-", "−": "-", "×": "x", "÷": "/", "→": "->", "≥": ">=", "≤": "<="}
)


def printed_result(result: Run | Payroll, format: Format) -> str:  # noqa: A002 - the option's name
    """A month's result for standard output, in any format but `table`."""
    return _shown(result_text(result, format), format)


def result_text(result: Run | Payroll, format: Format) -> str:  # noqa: A002 - the option's name
    """A month's result as a file, in any format but `table`."""
    from csperf.output.delimited import written_csv, written_tsv
    from csperf.output.role_files import roles_csv, roles_json
    from csperf.output.run import Run
    from csperf.output.run_tables import sections_of
    from csperf.output.text_files import csv_text, json_text

    if format is Format.json:
        return json_text(result) if isinstance(result, Run) else roles_json(result)
    if format in {Format.csv, Format.tsv}:
        written = written_csv if format is Format.csv else written_tsv
        if isinstance(result, Run):
            return csv_text(result, SPOKEN, written)
        return roles_csv(result, SPOKEN, written)
    return _page(sections_of(result, SPOKEN), format)


def tables_text(sections: Sequence[Section], format: Format) -> str:  # noqa: A002 - the option's name
    """Tables for standard output, in any format."""
    return shown(sections) if format is Format.table else printed(sections, format)


def shown(sections: Sequence[Section]) -> str:
    """Tables for reading on a terminal or in a pipe."""
    from csperf.output.table import render_tables

    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else None
    color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    encoding = sys.stdout.encoding or "utf-8"
    return render_tables(sections, width=width, color=color, encoding=encoding, pictures=terminal)


def printed(sections: Sequence[Section], format: Format) -> str:  # noqa: A002 - the option's name
    """Tables for standard output, in any format but `table`."""
    if format is Format.json:
        from csperf.output.records import tables_json

        return tables_json(sections)
    if format in {Format.csv, Format.tsv}:
        from csperf.output.delimited import rows_of, written_csv, written_tsv

        written = written_csv if format is Format.csv else written_tsv
        return _shown(written(*rows_of(sections, SPOKEN)), format)
    return _shown(_page(sections, format), format)


def _page(sections: Sequence[Section], format: Format) -> str:  # noqa: A002 - the option's name
    """Tables for reading."""
    from csperf.output.markdown import markdown_text
    from csperf.output.plain import plain_text

    return markdown_text(sections) if format is Format.markdown else plain_text(sections)


def _shown(text: str, format: Format) -> str:  # noqa: A002 - the option's name
    """The text without the mark of a file; on pages, signs that cannot be shown are spelled out.

    Records keep their signs: a minus spelled anew could begin a formula.
    """
    text = text.removeprefix("\ufeff")
    if format not in {Format.plain, Format.markdown}:
        return text
    try:
        "".join(map(chr, _SPELLED)).encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return text.translate(_SPELLED)
    return text
