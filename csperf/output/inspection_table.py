"""An inspection as tables: the sheets of each file, their columns, and what a plan can name."""

from __future__ import annotations

from collections.abc import Iterator

from csperf.inspection import Inspection
from csperf.output.inspection_text import column_told, formula_told, metric_name, sheet_told
from csperf.output.tables import Section, Table, fields_of
from csperf.texts import Lang, say


def inspection_sections(found: Inspection, lang: Lang) -> list[Section]:
    """The sheets, the columns of the tables among them, the metrics."""
    return [Section("", (_sheets(found, lang), _columns(found, lang), _metrics(found, lang)))]


def _sheets(found: Inspection, lang: Lang) -> Table:
    told = [
        (seen.file, sheet.title, sheet_told(sheet, seen, lang), sheet.state)
        for seen in found.files
        for sheet in seen.sheets
    ]
    return Table(
        "sheets",
        say("title-sheets", lang),
        fields_of(lang, "file", "sheet", "state"),
        [(file, sheet, state) for file, sheet, state, _ in told],
        data=[(file, sheet, state) for file, sheet, _, state in told],
    )


def _columns(found: Inspection, lang: Lang) -> Table:
    return Table(
        "columns",
        say("title-columns", lang),
        fields_of(lang, "file", "sheet", "column", "heading", "metric", "meaning"),
        list(_column_rows(found, lang)),
        who=3,
    )


def _column_rows(found: Inspection, lang: Lang) -> Iterator[tuple[str, ...]]:
    for seen in found.files:
        for sheet in seen.sheets:
            for column in sheet.table.columns if sheet.table else ():
                metrics = ", ".join(metric_name(one.name, lang) for one in column.metrics)
                told = column_told(sheet.table, column, lang) if sheet.table else ""
                yield seen.file, sheet.title, column.letter, column.heading, metrics, told


def _metrics(found: Inspection, lang: Lang) -> Table:
    """The metrics that a plan can name as they are, then those computed from them."""
    rows = [(metric_name(name, lang), "") for name in found.offered]
    rows += [
        (metric_name(one.name, lang), formula_told(one.formula, lang)) for one in found.derived
    ]
    return Table("metrics", say("title-metrics", lang), fields_of(lang, "metric", "formula"), rows)
