"""An explanation as a table: a row a figure, with its arithmetic, its reasons and its place."""

from __future__ import annotations

from collections.abc import Iterator

from csperf.output.tables import Datum, Field, Section, Table, fields_of
from csperf.output.words import Told
from csperf.output.words_text import Explained
from csperf.texts import Lang, say

_KEYS = (
    *("figure", "value", "arithmetic", "rounding", "reasons", "policy"),
    *("next-band", "place", "row-of"),
)


def explanation_sections(found: Explained, lang: Lang) -> list[Section]:
    """The figure that was asked for first, then all that it is made of."""
    told = list(_with_rows(found))
    between = "；" if lang == "zh" else "; "
    rows = [
        (*_head(one, one.value), between.join(one.reasons), *_tail(one, *more))
        for one, *more in told
    ]
    data: list[tuple[Datum, ...]] = [
        (*_head(one, one.data), one.reasons, *_tail(one, *more)) for one, *more in told
    ]
    title = say("words.heading", lang, agent=found.agent, line=found.title)
    agent = Field("agent", say("field.agent", lang))
    table = Table(
        "figures", "", fields_of(lang, *_KEYS), rows, about=((agent, found.agent),), data=data
    )
    return [Section(title, (table,))]


def _head(told: Told, value: str) -> tuple[str, ...]:
    return told.title, value, told.works, told.rounding


def _tail(told: Told, row_of: str, ahead: str) -> tuple[str, ...]:
    return told.says, ahead, str(told.place), row_of


def _with_rows(found: Explained) -> Iterator[tuple[Told, str, str]]:
    """Every figure with its next band; the rows of a table, each with the figure it is a row of."""
    for told, bands in zip(found.told, found.meters, strict=True):
        yield told, "", bands.ahead if bands else ""
        for row in told.rows:
            yield from ((one, told.title, "") for one in row)
