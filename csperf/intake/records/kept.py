"""Which rows of a table are records; ragged ones, totals and rows that do not count are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from csperf.errors import Fact, Place, Problem, problem
from csperf.intake.grid import FIELDS, ROW
from csperf.intake.records.heads import Head
from csperf.intake.records.sources import cell
from csperf.intake.rows import NOT_PEOPLE
from csperf.metrics.records import SORTS

_TOLD = 5
_SHOWN = 8
_UNTOLD = r"[\s:：]"


@dataclass
class Kept:
    """Picks the records out of the batches of one table; what is left out is counted by reason."""

    head: Head
    rows: dict[str, list[int]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    ragged: list[tuple[int, int]] = field(default_factory=list)
    ragged_count: int = 0
    _marks: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.UInt64()))

    def records(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The rows that are records."""
        rows = batch.filter(pl.col(ROW) > self.head.row)
        ragged = rows.filter(self._is_ragged())
        if len(ragged):
            self.ragged_count += len(ragged)
            self.ragged += ragged.select(ROW, FIELDS).rows()[: _TOLD - len(self.ragged)]
            rows = rows.filter(~self._is_ragged())
        for reason, left in self._others(rows):
            if rows.select(left.any()).item():
                self._leave(reason, rows.filter(left)[ROW])
                rows = rows.filter(~left)
        return rows

    def clean(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The rows that are records at first sight, for a look ahead that tells nothing."""
        return batch.filter(pl.col(ROW) > self.head.row, ~self._suspect())

    def problems(self, place: Place) -> Iterator[Problem]:
        """What was left out, and the rows that break the table."""
        width = self.head.width
        for row, fields in self.ragged:
            yield problem("csv-ragged", cell(place, "A", row), fields=fields, expected=width)
        if self.ragged_count > len(self.ragged):
            at = cell(place, "A", self.ragged[0][0])
            yield problem("records-ragged-more", at, count=self.ragged_count - len(self.ragged))
        for reason, rows in self.rows.items():
            facts: dict[str, Fact] = {"count": self.counts[reason], "rows": tuple(map(str, rows))}
            yield Problem(reason, place, facts, stops=reason == "records-without-id")

    def _leave(self, reason: str, rows: pl.Series) -> None:
        if reason == "":  # a row of blanks is nothing to speak of
            return
        self.counts[reason] += len(rows)
        known = self.rows.setdefault(reason, [])
        known += rows.head(_SHOWN - len(known)).to_list()

    def _is_ragged(self) -> pl.Expr:
        most = max(self.head.width, self.head.fields)
        fields = pl.col(FIELDS)
        return (fields > 0) & ((fields < self.head.width) | (fields > most))

    @property
    def _key(self) -> tuple[pl.Expr, bool]:
        """The first column that no record lacks, and whether it is an id."""
        record = self.head.layout.record
        first = next(one for one in SORTS[record].fields.values() if one.needed)
        letter = self.head.columns[record][first.name].letter
        return pl.col(letter), first.kind == "id" and first.name == SORTS[record].key[0]

    def _suspect(self) -> pl.Expr:
        return (self._key[0] == "") | _is_label(self._key[0])

    def _others(self, rows: pl.DataFrame) -> Iterator[tuple[str, pl.Expr]]:
        """Which rows are no records, with the reason."""
        columns = [*self.head.columns[self.head.layout.record].values()]
        letters = [name for name in rows.columns if name not in (ROW, FIELDS)]
        again = pl.all_horizontal(pl.col(one.letter) == one.heading for one in columns)
        if len(columns) > 1:
            yield "records-header-again", again
        if rows.select(self._suspect().any()).item():
            yield "", pl.all_horizontal(pl.col(name) == "" for name in letters)
            label = pl.any_horizontal(_is_label(pl.col(name)) for name in letters)
            yield "records-totals", self._suspect() & label
            key, is_id = self._key
            if is_id:
                yield "records-without-id", key == ""
        if self.head.layout.once:
            yield "records-twice", self._seen(rows.select(letters))
        for one in columns:
            for word in one.use.drop:
                yield "records-dropped", pl.col(one.letter).str.contains(word, literal=True)

    def _seen(self, texts: pl.DataFrame) -> pl.Expr:
        """Whether a row says in all its cells what one above it says."""
        marks = texts.hash_rows()
        again = ~marks.is_first_distinct() | marks.is_in(self._marks.implode())
        self._marks = pl.concat([self._marks, marks])
        return pl.lit(again)


def _is_label(text: pl.Expr) -> pl.Expr:
    """Whether a cell says that its row is a total."""
    return text.str.to_lowercase().str.replace_all(_UNTOLD, "").is_in(NOT_PEOPLE)
