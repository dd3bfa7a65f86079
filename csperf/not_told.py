"""Not told: metrics that could not be measured, and what exports would have to tell for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from csperf.errors import NOWHERE, Place, Problem, Word, warning
from csperf.held import Held
from csperf.metrics.catalogue import spoken
from csperf.metrics.needs import Fact
from csperf.metrics.records import SORTS, Field


def not_told(lacking: Mapping[Fact, Sequence[str]], records: Held) -> list[Problem]:
    """What could not be measured: a word for every table that could tell more."""
    found: dict[Place, tuple[list[Fact], list[str]]] = {}
    for fact, names in lacking.items():
        facts, metrics = found.setdefault(_where(fact, records), ([], []))
        facts.append(fact)
        metrics += (name for name in names if name not in metrics)
    return [
        warning(
            "metrics-not-told",
            place,
            columns=_spoken(facts, _sorts_at(place, records)),
            names=spoken(metrics),
        )
        if place != NOWHERE
        else warning(
            "metrics-no-table",
            NOWHERE,
            tables=_tables(facts),
            names=spoken(metrics),
        )
        for place, (facts, metrics) in found.items()
    ]


def _tables(facts: Sequence[Fact]) -> Word:
    """The tables that were not given."""
    sorts = dict.fromkeys(fact[0].partition(".")[0] for fact in facts)
    named = [SORTS[sort] for sort in sorts]
    return Word("、".join(one.zh for one in named), ", ".join(one.en for one in named))


def _spoken(facts: Sequence[Fact], here: Collection[str]) -> Word:
    """The missing facts, each by the fields of the tables that stand here; one of them would do."""
    own = [[name for name in fact if name.partition(".")[0] in here] for fact in facts]
    fields = [[_field(name) for name in names] for names in own]
    zh = ["或".join(dict.fromkeys(one.zh for one in each)) for each in fields]
    en = [" or ".join(dict.fromkeys(one.en for one in each)) for each in fields]
    return Word("、".join(zh), ", ".join(en))


def _where(fact: Fact, records: Held) -> Place:
    """The first table that could tell the fact and does not."""
    sorts = {name.partition(".")[0] for name in fact}
    for sheet in records.sheets.values():
        for sort, letters in sheet.letters.items():
            if sort in sorts and not any(f"{sort}.{name}" in fact for name in letters):
                return sheet.place
    return NOWHERE


def _field(fact: str) -> Field:
    sort, _, name = fact.partition(".")
    return SORTS[sort].fields[name]


def _sorts_at(place: Place, records: Held) -> frozenset[str]:
    sheets = (sheet for sheet in records.sheets.values() if sheet.place == place)
    return frozenset(sort for sheet in sheets for sort in sheet.letters)
