"""Records behind measured figures as tables: each with the place where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from csperf.behind import Record
from csperf.errors import NOWHERE, Place
from csperf.output.safe import safe_text
from csperf.output.tables import Section, Table, fields_of
from csperf.texts import Lang, say


def record_sections(records: Sequence[Record], agent: str, line: str, lang: Lang) -> list[Section]:
    """A row a record, under the metric that it counts for."""
    fields = fields_of(lang, "metric", "day", "about", "buyer", "value", "why", "place", "chat")
    rows = [_row(one, lang) for one in records]
    data = [(*row[:5], one.why, *row[6:]) for row, one in zip(rows, records, strict=True)]
    title = say("title-rows-behind", lang, agent=agent, line=line)
    return [Section("", (Table("records", title, fields, rows, data=data),))]


def _row(one: Record, lang: Lang) -> tuple[str, ...]:
    why = say(f"why.{one.why}", lang) if one.why else ""
    texts = (one.metric, one.day, one.about, one.buyer, one.value, why)
    return (*map(safe_text, texts), _at(one.place), _at(one.chat))


def _at(place: Place) -> str:
    return "" if place == NOWHERE else safe_text(str(place))


def record_lines(records: Sequence[Record], lang: Lang) -> list[str]:
    """How many records stand behind each metric, and in which files."""
    metrics = dict.fromkeys(one.metric for one in records)
    return [_told(metric, records, lang) for metric in metrics]


def _told(metric: str, records: Sequence[Record], lang: Lang) -> str:
    files = Counter(one.place.file for one in records if one.metric == metric)
    each = (say("behind.file", lang, file=file, count=count) for file, count in files.items())
    joined = ("、" if lang == "zh" else ", ").join(each)
    return say("behind.metric", lang, metric=metric, count=files.total(), files=joined)
