"""The past in a plan: `上月.X` and `last_month.X` are the metric X of the month before.

Why names and no history: a plan only ever compares with figures that somebody supplies, be it a
column headed 上月.X, last month's exports, or whatever keeps them one day; the names stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from csperf.errors import NOWHERE
from csperf.plan.desk import Definition
from csperf.plan.names import OWN_PAST, PAST, metric_before, of_last_month
from csperf.texts.vocabulary import words_of

_NAMED = re.compile(rf"(?:{'|'.join(PAST)})\.([^\s+\-*/×÷()（）\[\]]+)")


def past_definitions(
    words: Iterable[str], known: Mapping[str, Definition]
) -> dict[str, Definition]:
    """What the past names in a plan mean: unit and direction of the metric, read from a column.

    Several rows of one person are refused: nobody can tell parts of last month's figure from the
    same figure repeated.
    """
    found: dict[str, Definition] = {}
    words = frozenset(words)
    for word in words:
        for match in _NAMED.finditer(word):
            if match[1] in known:
                found[match[0]] = _past(match[0], match[1], known[match[1]])
    spoken = {OWN_PAST, *words_of((OWN_PAST,))}
    for word in words if spoken & words else ():
        if word in known and not metric_before(word):
            name = of_last_month(word)
            found.setdefault(name, _past(name, word, known[word]))
    return found


def _past(name: str, metric: str, definition: Definition) -> Definition:
    """The past of one metric, under every heading of its own with the month in front."""
    titles = dict.fromkeys((metric, definition.name, *definition.headings))
    headings = [
        f"{prefix}{title}" for title in titles for prefix in ("上月.", "上月", "last_month.")
    ]
    return replace(
        definition,
        name=name,
        formula=None,
        headings=(name, *headings),
        rounding=None,
        own=False,
        place=NOWHERE,
        combine="never",
        weight="",
        stated=False,
    )
