"""Fields of records in a dialect: which heading is which field of an order, a chat, a refund."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

from csperf.errors import Fact
from csperf.intake.dialect_reader import Reader, key_of, nearest, shown_as, value_of
from csperf.intake.layout import Layout, Together, Use, Uses
from csperf.intake.spelling import fold, unit_of
from csperf.metrics.records import SORTS, Records
from csperf.yaml_text import Listing, Table, Tree, Written

RECORD_KEYS = ("record", "fields", "also", "time_zone", "once")
_MORE = tuple(one.name for one in fields(Use))[1:]
_USE_KEYS = ("field", *_MORE)
_UNITS = ("秒", "分钟", "小时", "毫秒", "元", "万元")


@dataclass(frozen=True)
class Found:
    """What a table of a dialect says of records."""

    records: Mapping[str, Uses]
    time_zone: str = ""
    once: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that is a field, or may be one."""
        each = [(h, *use.other) for uses in self.records.values() for h in uses for use in uses[h]]
        return tuple(dict.fromkeys(heading for headings in each for heading in headings))

    def into(self, layout: Layout) -> Layout:
        """The layout with its records."""
        return replace(layout, records=self.records, time_zone=self.time_zone, once=self.once)


def records_of(reader: Reader, table: Table, name: Written) -> Found:
    """The records that the rows of a table are."""
    record = _sort(reader, table, "record")
    records: dict[str, Uses] = {}
    if record:
        records[record] = _uses(reader, reader.table(table, "fields", least=1), record, name)
    also = reader.table(table, "also")
    for sort in also:
        if sort not in SORTS:
            _unknown_sort(reader, sort, str(sort), "also")
        else:
            records[str(sort)] = _uses(reader, reader.table(also, sort), str(sort), sort)
    once = reader.choice(table, "once", ("true", "false")) == "true"
    return Found(records, _zone(reader, table), once)


def _sort(reader: Reader, table: Table, key: str) -> str:
    found = reader.text(table, key)
    if found and found not in SORTS:
        _unknown_sort(reader, key_of(table, key), found, key)
        return ""
    return found


def _unknown_sort(reader: Reader, at: Written, found: str, key: str) -> None:
    near = nearest(found, SORTS)
    reader.tell("not-a-choice", at.place, key=key, found=found, allowed=tuple(SORTS), near=near)


def _zone(reader: Reader, table: Table) -> str:
    found = reader.text(table, "time_zone")
    if found and not is_zone(found):
        reader.tell("dialect-time-zone", key_of(table, "time_zone").place, found=found)
        return ""
    return found


def is_zone(name: str) -> bool:
    """Whether a time zone has this name.

    >>> is_zone("Asia/Shanghai"), is_zone("Beijing"), is_zone("../etc")
    (True, False, False)
    """
    try:
        return bool(ZoneInfo(name).key)
    except (ValueError, OSError, LookupError):
        return False


def _uses(reader: Reader, table: Table, sort: str, name: Written) -> Uses:
    """What each heading is to this sort; every needed field must be there, and each but once."""
    records = SORTS[sort]
    found: dict[str, tuple[Use, ...]] = {}
    first: dict[str, Written] = {}
    for heading, value in table.items():
        uses = tuple(_each(reader, heading, value, records))
        found[str(heading)] = uses
        for use in uses:
            before = first.setdefault(use.name, heading)
            if before is not heading:
                facts: dict[str, Fact] = {"heading": str(heading), "field": use.name}
                facts |= {"first": str(before), "line": before.place.line}
                reader.tell("dialect-field-twice", heading.place, **facts)
    reader.distinct([*table])
    told = bool(reader.problems)
    for one in records.fields.values():
        if one.needed and one.name not in first and not told:
            facts = {"part": str(name), "field": one.name, "record": sort}
            reader.tell("dialect-field-needed", name.place, **facts)
    return found


def _each(reader: Reader, heading: Written, value: Tree, records: Records) -> Iterator[Use]:
    """The fields that one column is: mostly one."""
    for one in value if isinstance(value, Listing) else (value,):
        if isinstance(one, Table):
            reader.keys(one, _USE_KEYS, ("field",), heading)
            use = _use(reader, one, records)
        elif isinstance(one, Written) and one.strip():
            use = Use(_field(reader, one, records))
        else:
            place = one.place if isinstance(one, Written) else heading.place
            reader.blank.add(place)
            reader.tell("expected-text", place, key=str(heading), found=shown_as(one))
            continue
        if use.name:
            yield use


def _use(reader: Reader, table: Table, records: Records) -> Use:
    named = value_of(table, "field")
    field = _field(reader, named, records) if isinstance(named, Written) else ""
    unit = reader.text(table, "unit")
    known = unit_of(f"({unit})")[1]
    if unit and not known:
        place = key_of(table, "unit").place
        reader.tell("not-a-choice", place, key="unit", found=unit, allowed=_UNITS, near="")
    words = reader.table(table, "words")
    return Use(
        field,
        unit=known,
        day=reader.text(table, "day"),
        after=reader.text(table, "after"),
        times=reader.text(table, "times"),
        rows=cast("Together", reader.choice(table, "rows", get_args(Together)[1:])),
        has=reader.text(table, "has"),
        drop=tuple(map(str, reader.texts(table, "drop"))),
        words={str(word): reader.text(words, word) for word in words},
        other=tuple(map(str, reader.texts(table, "other"))),
    )


def _field(reader: Reader, written: Written, records: Records) -> str:
    """The name of the field that is named here, by csperf's own name or in either language."""
    found = _named(records.name).get(fold(written))
    if found is None:
        names = (*records.fields, *(one.zh for one in records.fields.values()))
        facts: dict[str, Fact] = {"name": str(written), "record": records.name}
        facts |= {"known": tuple(records.fields), "near": nearest(str(written), names)}
        reader.tell("dialect-field-unknown", written.place, **facts)
    return found or ""


@cache
def _named(sort: str) -> Mapping[str, str]:
    each = SORTS[sort].fields.values()
    return {fold(text): one.name for one in each for text in (one.en, one.zh, one.name)}


def plain_records(layout: Layout) -> dict[str, Any]:
    """What a layout says of records, for `dialects.json`."""
    if not layout.records:
        return {}
    records = {
        sort: {heading: [_short(use) for use in each] for heading, each in uses.items()}
        for sort, uses in layout.records.items()
    }
    plain: dict[str, Any] = {"records": records}
    if layout.time_zone:
        plain["time_zone"] = layout.time_zone
    return plain | ({"once": True} if layout.once else {})


def _short(use: Use) -> str | dict[str, object]:
    told = {key: value for key in _MORE if (value := getattr(use, key))}
    return {"name": use.name, **told} if told else use.name


def record_parts(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The same read back."""
    records = {
        sort: {heading: tuple(map(_long, each)) for heading, each in uses.items()}
        for sort, uses in raw.get("records", {}).items()
    }
    return {"records": records}


def _long(raw: str | Mapping[str, Any]) -> Use:
    if isinstance(raw, str):
        return Use(raw)
    tuples: Mapping[str, Sequence[str]] = {key: raw[key] for key in ("drop", "other") if key in raw}
    return Use(**{**raw, **{key: tuple(value) for key, value in tuples.items()}})
