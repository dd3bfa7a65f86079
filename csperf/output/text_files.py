"""A run as JSON, as CSV and as TSV.

Why the JSON names no input file, no hash of one and no warning: the same month exported as GBK CSV
and as a workbook must give the same bytes, so that a comparison of two results finds differences
of pay and nothing else. The inputs stand on the workbook's About sheet, warnings go to stderr.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from csperf.exact import plain
from csperf.formula import Column, Kind, Value
from csperf.inputs import Agent
from csperf.output.columns import (
    OVERALL_RANK,
    balances,
    boards,
    headings,
    in_order,
    money_columns,
    place_of,
)
from csperf.output.delimited import csv_word, written_csv
from csperf.output.run import Run
from csperf.output.safe import is_safe, unsafe
from csperf.output.summary import Summary, summarise
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit, show

SCHEMA = 1
_BMP_END = 0xFFFF

Text = TypeVar("Text", str, str | None)
Json = str | int | None | list["Json"] | dict[str, "Json"]
Written = Callable[[Sequence[str], Iterable[Sequence[str]]], str]


def json_text(run: Run, _lang: Lang = "en") -> str:
    """The run as JSON, alike in every language; csperf/schema/result.schema.json describes it.

    Every number but a place and a count is a text: money `1140.00`, other values as a plan writes
    them (`36.99%`, `22s`). The language is taken only so that all formats are called alike.
    """
    whole: dict[str, Json] = {
        "csperf": run.csperf,
        "schema": SCHEMA,
        "plan": plan_json(run),
        "period": run.period,
        "currency": run.currency,
        "agents": agents_json(run.sheet),
        "summary": summary_json(summarise(run)),
    }
    return laid_out(whole)


def plan_json(run: Run) -> Json:
    """Which plan paid."""
    plan = {"name": run.plan, "version": run.version, "role": run.role}
    return {**plan, "sha256": run.plan_sha256}


def laid_out(whole: dict[str, Json], indent: str = "") -> str:
    """An object with a line a key, its lists with a line an entry."""
    lines = (f'{indent}  "{key}": {_laid_out(value, indent)}' for key, value in whole.items())
    return f"{indent}{{\n" + ",\n".join(lines) + f"\n{indent}}}\n"


def _laid_out(value: Json, indent: str) -> str:
    """A value on one line, a list with one line an entry, so that two results can be compared."""
    if isinstance(value, list) and value:
        between = f",\n{indent}    "
        return f"[\n{indent}    {between.join(one_line(one) for one in value)}\n{indent}  ]"
    return one_line(value)


def one_line(value: Json) -> str:
    """A value without a line break, and without characters that a terminal must not be sent."""
    text = json.dumps(value, ensure_ascii=False)
    return text if is_safe(text) else "".join(_escaped(c) if unsafe(c) else c for c in text)


def csv_text(run: Run, lang: Lang, written: Written = written_csv) -> str:
    """The run as CSV (or as TSV), one row an agent.

    Percent keep their sign, durations are seconds, unknown is an empty cell. Text that a
    spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    columns = [column for group in CSV_GROUPS for column in group(run.sheet)]
    words = [say("heading-name", lang), say("heading-id", lang), *headings(columns, lang)]
    return written(words, csv_rows(run, columns))


def csv_rows(run: Run, columns: Sequence[Column | None]) -> list[tuple[str, ...]]:
    """Name, id and the cells of each person in the order shown; None is a column of blanks."""
    people = run.sheet.agents
    blank = [""] * len(people)
    names = [csv_word(person.name) for person in people]
    ids = [csv_word(person.id) for person in people]
    texts = [_texts(run.sheet, column, _csv_cell) if column else blank for column in columns]
    rows = list(zip(names, ids, *texts, strict=True))
    return [rows[agent] for agent in in_order(run.sheet)]


def _texts(
    sheet: Sheet, column: Column, written: Callable[[Value | None, Column], Text]
) -> list[Text]:
    """A column's cells as they are written; equal values, which are many, are written once.

    Values that are equal but show different digits (1.5 and 1.50) cannot meet in one column: each
    unit says how many digits are shown.
    """
    cells = sheet.cells[column.name]
    known = {value: written(value, column) for value in set(cells)}
    return [known[value] for value in cells]


def agents_json(sheet: Sheet) -> list[Json]:
    """Everyone, in the order in which they are shown."""
    overall = sheet.cells.get(OVERALL_RANK, [None] * len(sheet.agents))
    pay = [(c.label or c.name, _texts(sheet, c, _text)) for c in sheet.of_kind("pay")]
    metrics, points = (_named(sheet, *kinds) for kinds in (("metric", "team"), ("points", "part")))
    left = _named(sheet, "balance")
    boarded = {key: sheet.cells[column.name] for key, column in _keys(boards(sheet)).items()}
    single = {
        name: _texts(sheet, sheet.column(name), _text)
        for name in ("score", "grade", "total")
        if name in sheet.cells
    }

    def one(agent: int) -> Json:
        person: Agent = sheet.agents[agent]
        lines: list[Json] = [{"line": line, "amount": texts[agent]} for line, texts in pay]
        return {
            "name": person.name,
            "id": person.id,
            "rank": place_of(overall[agent]),
            "score": single["score"][agent] if "score" in single else None,
            "grade": single["grade"][agent] if "grade" in single else None,
            "metrics": {key: texts[agent] for key, texts in metrics.items()},
            "points": {key: texts[agent] for key, texts in points.items()},
            "ranks": {key: place_of(cells[agent]) for key, cells in boarded.items()},
            "pay": lines,
            "total": single["total"][agent] if "total" in single else None,
            **({"balances": {key: texts[agent] for key, texts in left.items()}} if left else {}),
        }

    return [one(agent) for agent in in_order(sheet)]


def summary_json(found: Summary) -> dict[str, Json]:
    """The sums; what nobody's pay can tell is null."""
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


def _named(sheet: Sheet, *kinds: Kind) -> dict[str, list[str | None]]:
    """The cells of all columns of these kinds as texts, under the words that the plan shows."""
    return {
        key: _texts(sheet, column, _text) for key, column in _keys(sheet.of_kind(*kinds)).items()
    }


def _text(value: Value | None, column: Column) -> str | None:
    return None if value is None else show(value, column.unit, "en")


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else show(amount, Unit.MONEY)


def _escaped(character: str) -> str:
    r"""The JSON escape of a character that must not reach a terminal as it is."""
    code = ord(character)
    if code <= _BMP_END:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


CSV_GROUPS: Final[tuple[Callable[[Sheet], list[Column]], ...]] = (
    lambda sheet: sheet.of_kind("metric", "team"),
    lambda sheet: sheet.of_kind("points", "part"),
    lambda sheet: sheet.of_kind("score"),
    lambda sheet: sheet.of_kind("grade"),
    lambda sheet: sheet.of_kind("rank"),
    money_columns,
    balances,
)


def _csv_cell(value: Value | None, column: Column) -> str:
    if isinstance(value, str):
        return csv_word(value)
    if value is None:
        return ""
    if column.kind == "rank":
        return str(place_of(value) or "")
    return plain(value) if column.unit is Unit.SECONDS else show(value, column.unit)
