"""Again: rows of one record come together, and a record given twice counts once.

Whoever exports every day gets the same order several times. Rows of one key are one record: within
a table as its dialect says (amounts of sub-orders are added up, all else must agree), between
tables the one whose state is farther on is the newer (unpaid, paid, shipped, then done or closed),
and what only the other knows is kept. Two of the same state that contradict each other are refused
with both places: nobody can tell which of them holds.

Records without an id are the same if they say the same of who, what and when, and are as often
there: the second of two like lines of one order is not the first one again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from csperf.errors import Place, Problem, problem, warning
from csperf.intake.layout import Together
from csperf.intake.records.states import ORDER_STATES
from csperf.metrics.records import FILE, ROW, SORTS

_NTH = "key.nth"
_RANK = "rank"
_TOLD = 5
_RANKS = {
    "open": 0,
    "unpaid": 0,
    "deposit": 1,
    "paid": 2,
    "shipped": 3,
    "refused": 4,
    "done": 4,
    "closed": 4,
}
_WITHOUT_ID = {
    "lines": ("order", "product", "title", "price", "pieces"),
    "refunds": ("order", "product", "amount", "requested"),
    "receptions": ("agent", "buyer", "started"),
    "messages": ("agent", "buyer", "at", "sender", "text"),
    "reviews": ("agent", "buyer", "at"),
    "cases": ("agent", "buyer", "order", "opened"),
    "calls": ("agent", "buyer", "at"),
}


@dataclass(frozen=True)
class Spot:
    """A table that records stand in: its place, the letter of each field, how rows come together.

    `several`: its rows are lines of a record, so that more than one of a key is no repetition.
    """

    place: Place
    letters: Mapping[str, str]
    together: Mapping[str, Together]
    several: bool = False

    def cell(self, field: str, row: int) -> Place:
        """Where a field of a record stands."""
        letter = self.letters.get(field, next(iter(self.letters.values()), "A"))
        return Place(self.place.file, sheet=self.place.sheet, cell=f"{letter}{row}")


def one_each(
    frame: pl.DataFrame, sort: str, spots: Mapping[int, Spot]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Each record once, in the order in which they came."""
    if _all_differ(frame, sort):
        return frame, []
    keyed, key = _keyed(frame, sort)
    again = keyed.select(pl.struct(key).is_duplicated()).to_series()
    if not again.any():
        return frame, []
    alone, many = keyed.filter(~again), keyed.filter(again)
    within, faults = _within_tables(many, sort, key, spots)
    across, more = _across_tables(within, sort, key, spots)
    names = frame.columns
    whole = pl.concat([alone.select(names), across.select(names)]).sort(FILE, ROW)
    return whole, [*faults, *more]


def _all_differ(frame: pl.DataFrame, sort: str) -> bool:
    """Whether it shows at first sight that no record is there twice, as in most tables."""
    ids = frame.select(SORTS[sort].key)
    unknown = ids.null_count().row(0)
    if not any(unknown):
        return ids.n_unique() == len(ids)
    return max(unknown) == len(ids) and sort in _WITHOUT_ID and frame[FILE].n_unique() <= 1


def _keyed(frame: pl.DataFrame, sort: str) -> tuple[pl.DataFrame, list[str]]:
    """With the columns that tell whether two are the same record, and the names of these columns.

    One with an id is told apart by that alone; one without by what it says, and by how many of the
    same table said the same before it.
    """
    ids = SORTS[sort].key
    more = [name for name in _WITHOUT_ID.get(sort, ()) if name not in ids]
    key = [f"key.{name}" for name in (*ids, *more)]
    has_id = pl.all_horizontal(pl.col(name).is_not_null() for name in ids)
    keyed = frame.with_columns(
        *(pl.col(name).alias(f"key.{name}") for name in ids),
        *(pl.when(~has_id).then(pl.col(name)).alias(f"key.{name}") for name in more),
        has_id.alias("has id"),
    )
    if not more:
        return keyed, key
    nth = pl.int_range(1, pl.len() + 1, dtype=pl.Int64()).over(*key, FILE)
    return keyed.with_columns(pl.when("has id").then(0).otherwise(nth).alias(_NTH)), [*key, _NTH]


def _within_tables(
    many: pl.DataFrame, sort: str, key: Sequence[str], spots: Mapping[int, Spot]
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of each table that are one record, put together."""
    parts: list[pl.DataFrame] = []
    problems: list[Problem] = []
    for (number,), every in many.sort(FILE, ROW).partition_by(FILE, as_dict=True).items():
        rows = every
        spot = spots[int(str(number))]
        fields = list(SORTS[sort].fields)
        if not spot.several:
            alike = rows.select(pl.struct(*key, *fields).is_first_distinct()).to_series()
            problems += _counted(rows.filter(~alike), spot)
            rows = rows.filter(alike)
        problems += _contradicting(rows, [f for f in fields if f not in spot.together], key, spots)
        each = [_together(name, spot.together.get(name, "")) for name in fields]
        parts.append(
            rows.group_by(key, maintain_order=True).agg(
                *each, pl.col(FILE).first(), pl.col(ROW).first()
            )
        )
    return pl.concat(parts), problems


def _together(name: str, how: Together) -> pl.Expr:
    """The one value of several rows."""
    known = pl.col(name).drop_nulls()
    if how == "sum":
        return pl.when(known.len() > 0).then(known.sum()).alias(name)
    if not how:
        return known.first().alias(name)
    if name == "state":
        places = {state: at for at, state in enumerate(ORDER_STATES)}
        rank = known.replace_strict(places, default=0, return_dtype=pl.Int64())
        return known.sort_by(rank, descending=how == "last").first().alias(name)
    return (known.min() if how == "first" else known.max()).alias(name)


def _across_tables(
    rows: pl.DataFrame, sort: str, key: Sequence[str], spots: Mapping[int, Spot]
) -> tuple[pl.DataFrame, list[Problem]]:
    """The newest of each record, with what only the others know."""
    fields = SORTS[sort].fields
    rank = (
        pl.col("state").replace_strict(_RANKS, default=-1, return_dtype=pl.Int64())
        if "state" in fields and sort in {"orders", "lines", "refunds"}
        else pl.lit(0, pl.Int64())
    )
    rows = rows.with_columns(rank.fill_null(-1).alias(_RANK))
    top = rows.filter(pl.col(_RANK) == pl.col(_RANK).max().over(key))
    problems = _contradicting(top, list(fields), key, spots)
    ordered = rows.sort([_RANK, FILE, ROW], descending=[True, False, False])
    whole = ordered.group_by(key, maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in fields),
        *(pl.col(name).first() for name in (FILE, ROW)),
        (pl.len() - 1).alias("others"),
        (pl.col(_RANK) < pl.col(_RANK).max()).sum().alias("older"),
    )
    if problems:
        return whole, problems
    told = whole.select(pl.col("others").sum() - pl.col("older").sum(), pl.col("older").sum()).row(
        0
    )
    for id_, count in zip(("records-again", "records-older"), told, strict=True):
        if count:
            first = whole.filter(pl.col("others") > 0).sort(FILE, ROW).row(0, named=True)
            at = spots[first[FILE]].cell(SORTS[sort].key[0], first[ROW])
            problems.append(_warned(id_, at, count))
    return whole, problems


def _warned(id: str, at: Place, count: int) -> Problem:  # noqa: A002 - its name
    if id == "records-again":
        return warning("records-again", at, count=count)
    return warning("records-older", at, count=count)


def _counted(left: pl.DataFrame, spot: Spot) -> list[Problem]:
    """Rows of one table that say what another one says."""
    if left.is_empty():
        return []
    shown = tuple(map(str, left[ROW].head(8).to_list()))
    return [warning("records-twice", spot.place, count=len(left), rows=shown)]


def _contradicting(
    rows: pl.DataFrame, fields: Sequence[str], key: Sequence[str], spots: Mapping[int, Spot]
) -> list[Problem]:
    """Records of one key that say different things, field by field."""
    if not fields or rows.is_empty():
        return []
    differs = rows.group_by(key, maintain_order=True).agg(
        (pl.col(name).drop_nulls().n_unique() > 1).alias(name) for name in fields
    )
    problems: list[Problem] = []
    for name in fields:
        found = differs.filter(pl.col(name))
        for values in found.head(_TOLD).select(key).rows(named=True):
            same = rows.filter(
                pl.all_horizontal(pl.col(part).eq_missing(pl.lit(values[part])) for part in key),
                pl.col(name).is_not_null(),
            ).unique(name, keep="first", maintain_order=True)
            first, second = (
                spots[one[FILE]].cell(name, one[ROW]) for one in same.head(2).to_dicts()
            )
            record = " / ".join(str(values[part]) for part in key if values[part] and part != _NTH)
            here = (first.file, first.sheet) == (second.file, second.sheet)
            id_ = "records-rows-disagree" if here else "records-contradict"
            problems.append(problem(id_, second, record=record, first=first))
        if len(found) > _TOLD:
            count = len(found) - _TOLD
            problems.append(problem("records-contradict-more", problems[-1].place, count=count))
    return problems
