"""Csperf's own tables of records: headed by the names of the fields, in either language.

Why they need no dialect: a table that somebody makes by hand, or that csperf wrote itself, is read
by the words in which the fields are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from csperf.intake.layout import Layout, Meaning, Use
from csperf.intake.spelling import fold
from csperf.metrics.records import SORTS, Records

NAME = "csperf"
_LEAST_KNOWN = (3, 5)  # at least 3 of 5 headings of the row are the sort's


@cache
def canonical() -> tuple[Layout, ...]:
    """A layout for each sort of record."""
    return tuple(map(_layout, SORTS.values()))


def _layout(sort: Records) -> Layout:
    uses = {
        field.zh: (Use(field.name, other=(field.en, field.name)),) for field in sort.fields.values()
    }
    headings = [text for field in sort.fields.values() for text in (field.zh, field.en, field.name)]
    return Layout(
        *(NAME, NAME, sort.name, "event"),
        columns={heading: Meaning(None) for heading in headings},
        zh=sort.zh,
        en=sort.en,
        records={sort.name: uses},
    )


def canonical_of(headings: Sequence[str]) -> Layout | None:
    """The sort whose needed fields all stand in this row, and most of its headings; None if unsure.

    Of several the one that knows most headings, then the one that needs most of them.
    """
    row = {fold(heading) for heading in headings if heading.strip()}
    ranked = sorted(
        ((_known(row, layout), _needed(layout), layout.name) for layout in canonical()),
        reverse=True,
    )
    by_name = {layout.name: layout for layout in canonical()}
    fit = [one for one in ranked if _fits(row, by_name[one[2]], one[0])]
    if not fit or (len(fit) > 1 and fit[0][:2] == fit[1][:2]):
        return None
    return by_name[fit[0][2]]


def _fits(row: set[str], layout: Layout, known: int) -> bool:
    part, whole = _LEAST_KNOWN
    sort = SORTS[layout.name]
    needed = all(
        row & {fold(text) for text in (one.zh, one.en, one.name)}
        for one in sort.fields.values()
        if one.needed
    )
    return needed and known * whole >= len(row) * part and known > 1


def _known(row: set[str], layout: Layout) -> int:
    return len(row & {fold(heading) for heading in layout.columns})


def _needed(layout: Layout) -> int:
    return sum(one.needed for one in SORTS[layout.name].fields.values())
