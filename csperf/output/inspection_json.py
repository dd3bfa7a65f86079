"""An inspection as JSON, alike in every language, for programs that check exports before a run."""

from __future__ import annotations

import json

from csperf import __version__
from csperf.columns_seen import Meant, Seen
from csperf.errors import Problem
from csperf.inspection import FileSeen, Inspection
from csperf.intake.days import spoken
from csperf.intake.headings import Heading
from csperf.metrics.catalogue import find
from csperf.output.safe import is_safe, unsafe
from csperf.tables_seen import People, SheetSeen, TableSeen
from csperf.texts import Lang, hint_of, tell

SCHEMA = 1
Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def inspection_json(found: Inspection, lang: Lang) -> str:
    """The whole inspection; only the messages of problems are in the reader's language."""
    whole: dict[str, Json] = {
        "csperf": __version__,
        "schema": SCHEMA,
        "files": [_file(one, lang) for one in found.files],
        "metrics": [_named(name) for name in found.offered],
        "derived": [_named(one.name) | {"formula": one.formula} for one in found.derived],
        "together": [_problem(one, lang) for one in found.together],
        "lacking": [_problem(one, lang) for one in found.lacking],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    lines = text.split("\n")
    return "\n".join(line if is_safe(line) else _escaped(line) for line in lines) + "\n"


def _escaped(line: str) -> str:
    """Signs that steer a terminal, as JSON itself writes them."""
    return "".join(json.dumps(sign)[1:-1] if unsafe(sign) else sign for sign in line)


def _file(seen: FileSeen, lang: Lang) -> Json:
    return {
        "file": seen.file,
        "kind": seen.look.kind or ("text" if seen.read_as not in {"", "xlsx"} else seen.read_as),
        "read_as": seen.read_as,
        "bytes": seen.look.size,
        "sha256": seen.digest,
        "usable": not seen.refused,
        "sheets": [_sheet(one, lang) for one in seen.sheets],
        "problems": [_problem(one, lang) for one in seen.problems],
    }


def _sheet(sheet: SheetSeen, lang: Lang) -> Json:
    level: Json = None
    if sheet.state == "other-level":
        level = sheet.layout.level if sheet.layout else "other"
    return {
        "sheet": sheet.title,
        "state": sheet.state,
        "level": level,
        "records": {sort: dict(fields) for sort, fields in sheet.records.items()},
        "why": None if sheet.fault is None else _problem(sheet.fault, lang),
        "table": None if sheet.table is None else _table(sheet.table),
    }


def _table(seen: TableSeen) -> Json:
    layout = seen.table.layout
    taken: Json = None
    if layout is not None:
        taken = {"dialect": layout.dialect, "table": layout.name, "zh": layout.zh, "en": layout.en}
        taken |= {"own": layout.own, "known": seen.known}
    return {
        "taken_for": taken,
        "header": seen.table.header,
        "two_header_rows": seen.two_rows,
        "headings": seen.headings,
        "agent": _letter(seen.table.agents[0] if seen.table.agents else None),
        "agent_guessed": _letter(seen.guessed),
        "date": _letter(seen.table.date),
        "shop": _letter(seen.table.shop),
        "columns": [_column(one) for one in seen.columns],
        "people": None if seen.people is None else _people(seen.people),
    }


def _letter(heading: Heading | None) -> Json:
    return None if heading is None else heading.letter


def _column(seen: Seen) -> Json:
    return {
        "column": seen.letter,
        "heading": seen.heading,
        "role": seen.role,
        "hidden": seen.hidden,
        "metrics": [_metric(one) for one in seen.metrics],
        "nearest": [_named(one.metric) | {"heading": one.heading} for one in seen.near],
        "unit_guessed": seen.unit,
    }


def _named(name: str) -> dict[str, Json]:
    metric = find(name)
    return {"metric": name, "english": metric.english if metric else None}


def _metric(meant: Meant) -> Json:
    return _named(meant.name) | {
        "unit": meant.unit,
        "several_rows": meant.together,
        "weight": meant.weight or None,
        "formula": meant.formula or None,
        "bare_unit": meant.bare or None,
        "choice": meant.choice,
        "other": meant.other or None,
        "catalogue_means": meant.elsewhere or None,
    }


def _people(people: People) -> Json:
    return {
        "agents": len(people.names),
        "names": list(people.names),
        "rows": people.rows,
        "with_several_rows": people.several,
        "most_rows": people.most,
        "skipped": [
            {"row": one.row, "text": one.text, "header_again": one.again} for one in people.skipped
        ],
        "blank_rows": people.blank,
        "hidden_rows": list(people.hidden),
        "days": [spoken(one) for one in people.days],
        "gaps": [spoken(one) for one in people.gaps],
    }


def _problem(found: Problem, lang: Lang) -> Json:
    return {
        "code": found.id,
        "severity": "error" if found.stops else "warning",
        "message": tell(found, lang),
        "hint": hint_of(found, lang),
        "file": found.place.file,
        "line": found.place.line,
        "sheet": found.place.sheet,
        "cell": found.place.cell,
    }
