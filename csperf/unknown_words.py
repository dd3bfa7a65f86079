"""Words of conversations that nobody knows: which figures lack what they say, and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from csperf.engines.engine import Engine
from csperf.errors import NOWHERE, Place, Problem, Word, warning
from csperf.held import Held
from csperf.metrics.meanings import strange_words
from csperf.metrics.records import SORTS
from csperf.metrics.wording import WORDS

_SHOWN = 8


def unknown_words(engine: Engine, records: Held) -> Iterator[Problem]:
    """How a chat came in or who began it, in words that mean nothing to csperf."""
    tables = {sort: engine.whole(sort) for sort in records.sorts if sort == "receptions"}
    for sort, name, words in strange_words(tables):
        found = {str(one["word"]): int(one["rows"]) for one in engine.collect(words)}
        if not found:
            continue
        label = SORTS[sort].fields[name]
        yield warning(
            "records-words-unknown",
            _place(sort, name, records),
            heading=Word(label.zh, label.en),
            words=tuple(sorted(found)[:_SHOWN]),
            count=sum(found.values()),
            first=min(found),
            meaning=next(iter(WORDS[sort][name])),
        )


def _place(sort: str, field: str, records: Held) -> Place:
    """The first table that has the field."""
    sheets = records.sheets.values()
    return next((one.place for one in sheets if field in one.letters.get(sort, ())), NOWHERE)
