"""Tables as JSON: one object a row, English keys, under the name of its table.

Every cell is a text or a list of texts, null where nothing stands: money `1140.00`, other numbers
as a plan writes them (`36.99%`, `22s`). csperf/schema/tables.schema.json describes the keys.
"""

from __future__ import annotations

from collections.abc import Sequence

from csperf import __version__
from csperf.output.tables import Datum, Section, Table, tables_in
from csperf.output.text_files import SCHEMA, Json, laid_out


def tables_json(sections: Sequence[Section]) -> str:
    """All tables; those of one name in one list."""
    whole: dict[str, Json] = {"csperf": __version__, "schema": SCHEMA}
    lists: dict[str, list[Json]] = {}
    for table in tables_in(sections):
        lists.setdefault(table.name, []).extend(_objects(table))
    return laid_out({**whole, **lists})


def _objects(table: Table) -> list[Json]:
    keys = [field.key for field in table.for_programs]
    return [dict(zip(keys, map(_value, record), strict=True)) for record in table.records()]


def _value(datum: Datum) -> Json:
    return (datum or None) if isinstance(datum, str) else list(datum)
