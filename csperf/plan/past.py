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

OWN_PAST = "own_past"
_PREFIXES = ("上月", "last_month")
_NAMED = re.compile(rf"(?:{'|'.join(_PREFIXES)})\.([^\s+\-*/×÷()（）\[\]]+)")


def of_last_month(metric: str) -> str:
    """The name of a metric's value in the month before, in the language of its name.

    >>> of_last_month("客单价"), of_last_month("sales")
    ('上月.客单价', 'last_month.sales')
    """
    return f"{_PREFIXES[1] if metric.isascii() else _PREFIXES[0]}.{metric}"


def metric_before(name: str) -> str:
    """The metric whose past a name means; '' if it means none.

    >>> metric_before("上月.客单价"), metric_before("上月结转")
    ('客单价', '')
    """
    prefix, _, metric = name.partition(".")
    return metric if prefix in _PREFIXES else ""


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
    for word in words if OWN_PAST in words else ():
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
