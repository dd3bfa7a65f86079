"""A plan's page as two tables: a row a band of each indicator, and a row a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from csperf.output.page_lines import Bands, Part, Said
from csperf.output.tables import Field, Table, fields_of
from csperf.texts import Lang, say

_FIRST = 2  # how far in the sentences of a section stand; those further in belong to one of them


def page_tables(page: Sequence[Part], lang: Lang) -> tuple[Table, Table]:
    """What is judged and by which bands; all else that the page says, with its section."""
    bands = list(_bands(page))
    rules = list(_rules(page))
    return (
        Table(
            "indicators",
            say("title-indicators", lang),
            (
                *fields_of(lang, "indicator", "weight", "how", "bound", "points"),
                Field("score", say("field.score-beyond", lang), is_number=True),
                Field("pay", say("field.pay-beyond", lang), is_number=True),
            ),
            bands,
            data=[(*row[:5], *(change.removeprefix("+") for change in row[5:])) for row in bands],
        ),
        Table(
            "rules",
            say("title-rules", lang),
            fields_of(lang, "section", "name", "rule"),
            rules,
            who=1,
        ),
    )


def _bands(page: Sequence[Part]) -> Iterator[tuple[str, ...]]:
    """A row a band; an indicator without bands has one row, which says how it is judged."""
    judged = over = Said("")
    for part, after in pairwise([*page, Said("")]):
        if isinstance(part, Bands):
            for band in part.rows:
                facts = (band.bound, band.gives, band.score, band.pay)
                yield over.name, over.weight, over.told, *facts
        elif part.judges:
            judged = over = part
            if not isinstance(after, Bands):
                yield part.name, part.weight, part.told, "", "", "", ""
        elif isinstance(after, Bands):
            over = replace(judged, name=_within(judged.name, part), told=part.told)
        elif part.name:
            judged = part


def _within(name: str, part: Said) -> str:
    """The name of a part of something: of a level's own bands, of a season's."""
    own = part.name or part.text
    return f"{name} · {own}" if name and part.indent > _FIRST else own


def _rules(page: Sequence[Part]) -> Iterator[tuple[str, str, str]]:
    """A row a sentence that is not told of an indicator's bands."""
    section = name = ""
    for part, after in pairwise([*page, Said("")]):
        if not isinstance(part, Said) or (isinstance(after, Bands) and not part.judges):
            continue
        if part.is_heading:
            section, name = part.name, ""
        elif part.judges:
            name = part.name
        elif part.name and part.indent > _FIRST:
            yield section, _within(name, part), part.told
        else:
            name = part.name or (name if part.indent > _FIRST else "")
            alone = not (part.name or part.indent)
            yield "" if alone else section, name, part.told or part.text
