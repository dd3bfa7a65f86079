"""Raw exports among a month's files: they are measured, and become one more table of the month.

Why a table, and not figures of their own: whatever holds for a table that was exported (whose a row
is, who is missing, how a season's days are read) then holds for one that was measured, and a table
that `measure` wrote gives the same pay as the exports it was measured from.
Why a ready table goes first: the platform counted what it shows with more than the exports tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from csperf.by_shop import counts_by
from csperf.errors import Fact, Place, Problem, stopping
from csperf.intake.exports import open_exports
from csperf.intake.files import Opened
from csperf.intake.own_table import MEASURED, opened_table
from csperf.intake.records.apart import is_ingested
from csperf.metrics.catalogue import catalogue
from csperf.output.measured_tables import measured_table
from csperf.output.tables import Datum, Table
from csperf.raw_month import Wish, raw_month

_SHOWN = 8
_OF_ALL = {"metrics-not-told", "metrics-no-table"}  # the plan says which of them it lacks
Heads = Mapping[str, tuple[str, ...]]


def measured_file(
    wish: Wish, ready: Sequence[str], heads: Heads, by: tuple[str, ...]
) -> tuple[Opened | None, Mapping[str, str], list[Problem]]:
    """The measured table of raw exports as a file would give it, and the digests of the exports.

    It has a row for each of the keys `by`, and no metric that the `ready` tables have.
    """
    exports, _ = open_exports(ready, wish.roster, heads, wish.reading)
    with raw_month(wish) as (month, problems):
        if month is None:
            return None, {}, problems
        counts, found = counts_by(month, by)
        problems.extend(one for one in found if one.id not in _OF_ALL)
        if stopping(problems):
            return None, {}, problems
        table = measured_table(month.table(counts, by), by, month.agents, "zh")
        digests = month.records.digests
    own, twice = _without(table, exports.supplied, heads)
    if twice:
        facts: dict[str, Fact] = {"names": twice[:_SHOWN], "count": len(twice)}
        problems.append(Problem("measured-not-taken", Place(wish.data[0]), facts, stops=False))
    return opened_table(_called(wish), MEASURED, *own), digests, problems


def _called(wish: Wish) -> str:
    """What places call the table: its exports, or a file in the folder that `ingest` wrote.

    The folder's own name would stand for the files in it.
    """
    folder = len(wish.data) == 1 and is_ingested(wish.data[0])
    return f"{wish.data[0]}/{MEASURED}" if folder else " + ".join(wish.data)


def _without(
    table: Table, supplied: AbstractSet[str], heads: Heads
) -> tuple[tuple[list[str], list[list[str]]], tuple[str, ...]]:
    """The columns that no ready table has, titled as the plan reads them; and which were left."""
    metrics = {metric.english: metric for metric in catalogue().values()}
    kept: list[int] = []
    headings: list[str] = []
    twice: list[str] = []
    for number, field in enumerate(table.fields):
        metric = metrics.get(field.key)
        names = (metric.name, metric.english) if metric else ()
        if metric and supplied & {*names}:
            twice.append(metric.name)
            continue
        kept.append(number)
        stated = next((heads[name][0] for name in names if name in heads), field.heading)
        headings.append(stated)
    rows = [[_text(row[number]) for number in kept] for row in table.data or ()]
    return (headings, rows), tuple(twice)


def _text(datum: Datum) -> str:
    return datum if isinstance(datum, str) else "; ".join(datum)
