"""A run as JSON and as CSV.

Why the JSON names no input file, no hash of one and no warning: the same month exported as GBK CSV
and as a workbook must give the same bytes, so that a comparison of two results finds differences
of pay and nothing else. The inputs stand on the workbook's About sheet, warnings go to stderr.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO

from csperf.exact import exactly, plain
from csperf.formula import Column, Value
from csperf.output.columns import (
    OVERALL_RANK,
    boards,
    headings,
    in_order,
    money_columns,
    place_of,
)
from csperf.output.run import Run
from csperf.output.safe import safe_text, unsafe
from csperf.output.summary import summarise
from csperf.sheet import Agent, Sheet
from csperf.texts import Lang, say
from csperf.units import Unit, show

SCHEMA = 1
_FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")
_BOM = "\ufeff"
_BMP_END = 0xFFFF

Json = str | int | None | list["Json"] | dict[str, "Json"]


def json_text(run: Run, _lang: Lang = "en") -> str:
    """The run as JSON, alike in every language; csperf/schema/result.schema.json describes it.

    Every number but a place and a count is a text: money `1140.00`, other values as a plan writes
    them (`36.99%`, `22s`). The language is taken only so that all formats are called alike.
    """
    whole: dict[str, Json] = {
        "csperf": run.csperf,
        "schema": SCHEMA,
        "plan": {
            "name": run.plan,
            "version": run.version,
            "role": run.role,
            "sha256": run.plan_sha256,
        },
        "period": run.period,
        "currency": run.currency,
        "agents": [_agent_json(run.sheet, agent) for agent in in_order(run.sheet)],
        "summary": _summary_json(run),
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    return "".join(_escaped(c) if unsafe(c) and c != "\n" else c for c in text)


def csv_text(run: Run, lang: Lang) -> str:
    """The run as CSV, one row an agent, with the byte order mark by which Excel knows UTF-8.

    Percent keep their sign, durations are seconds, unknown is an empty cell. Text that a
    spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    columns = _csv_columns(run.sheet)
    words = [say("heading-name", lang), say("heading-id", lang), *headings(columns, lang)]
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([_csv_word(word) for word in words])
    for agent in in_order(run.sheet):
        person = run.sheet.agents[agent]
        cells = [_csv_cell(run.sheet.value(agent, column.name), column) for column in columns]
        writer.writerow([_csv_word(person.name), _csv_word(person.id), *cells])
    return _BOM + written.getvalue()


def _agent_json(sheet: Sheet, agent: int) -> Json:
    person: Agent = sheet.agents[agent]
    lines: list[Json] = [
        {"line": line.label or line.name, "amount": _text(sheet.value(agent, line.name), line)}
        for line in sheet.of_kind("pay")
    ]
    return {
        "name": person.name,
        "id": person.id,
        "rank": place_of(sheet.cells.get(OVERALL_RANK, [None] * len(sheet.agents))[agent]),
        "score": _first(sheet, agent, "score"),
        "grade": _first(sheet, agent, "grade"),
        "metrics": _named(sheet, agent, sheet.of_kind("metric", "team")),
        "points": _named(sheet, agent, sheet.of_kind("points", "part")),
        "ranks": {
            key: place_of(sheet.value(agent, column.name))
            for key, column in _keys(boards(sheet)).items()
        },
        "pay": lines,
        "total": _first(sheet, agent, "total"),
    }


def _summary_json(run: Run) -> Json:
    found = summarise(run)
    return {
        "people": found.people,
        "unpaid": found.unpaid,
        "total": _money(found.total),
        "mean": _money(found.mean),
        "highest": _money(found.highest),
        "lowest": _money(found.lowest),
        "sales": _money(found.sales),
        "share": None if found.share is None else show(found.share, Unit.PERCENT),
    }


def _keys(columns: Sequence[Column]) -> dict[str, Column]:
    """Each column under the word that the plan shows, under its own name where that repeats."""
    seen = Counter(column.label or column.name for column in columns)
    return {
        column.label if column.label and seen[column.label] == 1 else column.name: column
        for column in columns
    }


def _named(sheet: Sheet, agent: int, columns: Sequence[Column]) -> Json:
    return {
        key: _text(sheet.value(agent, column.name), column)
        for key, column in _keys(columns).items()
    }


def _first(sheet: Sheet, agent: int, kind: str) -> str | None:
    """The value of the only column of this kind, if there is one."""
    found = sheet.of_kind(kind)
    return _text(sheet.value(agent, found[0].name), found[0]) if found else None


def _text(value: Value | None, column: Column) -> str | None:
    if value is None:
        return None
    with exactly():
        return show(value, column.unit, "en")


def _money(amount: Decimal | None) -> str | None:
    if amount is None:
        return None
    with exactly():
        return show(amount, Unit.MONEY)


def _escaped(character: str) -> str:
    r"""The JSON escape of a character that must not reach a terminal as it is."""
    code = ord(character)
    if code <= _BMP_END:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def _csv_columns(sheet: Sheet) -> list[Column]:
    return [
        *sheet.of_kind("metric", "team"),
        *sheet.of_kind("points", "part"),
        *sheet.of_kind("score"),
        *sheet.of_kind("grade"),
        *sheet.of_kind("rank"),
        *money_columns(sheet),
    ]


def _csv_word(text: str) -> str:
    return ("'" if text.lstrip(" \u3000\xa0").startswith(_FORMULA_STARTS) else "") + safe_text(text)


def _csv_cell(value: Value | None, column: Column) -> str:
    if isinstance(value, str):
        return _csv_word(value)
    if value is None:
        return ""
    if column.kind == "rank":
        return str(place_of(value) or "")
    with exactly():
        return plain(value) if column.unit is Unit.SECONDS else show(value, column.unit)
