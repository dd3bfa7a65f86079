"""Typing: a batch of text rows becomes records, each field of the kind that it has in records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from csperf.errors import Fact, Problem, problem, warning
from csperf.intake.cells import Fault
from csperf.intake.grid import FIELDS, ROW
from csperf.intake.records.heads import Column, Head
from csperf.intake.records.moments import CLOCK_ALONE, Clock, plain_moments, read_moments
from csperf.intake.records.sources import Source, cell
from csperf.intake.records.states import STATES, read_states
from csperf.intake.records.values import MOST_FEN, Value, Values, plain_values, value_of
from csperf.intake.rows import NOT_PEOPLE
from csperf.intake.spelling import fold
from csperf.metrics.records import DAY, FILE, SORTS, Kind
from csperf.metrics.records import ROW as RECORD_ROW

_TOLD = 5
_SHOWN = 8
_TYPES: Mapping[Kind, pl.DataType] = {"id": pl.String(), "text": pl.String(), "flag": pl.Boolean()}
_UNTOLD = r"[\s:：]"


def schema(sort: str) -> dict[str, pl.DataType]:
    """The columns of a table of these records."""
    fields = SORTS[sort].fields.values()
    types = {one.name: _TYPES.get(one.kind, pl.Int64()) for one in fields}
    return types | {FILE: pl.Int64(), RECORD_ROW: pl.Int64()}


@dataclass
class Faults:
    """What is wrong with the cells of a table: the first of each column, and how many."""

    source: Source
    cells: dict[str, list[tuple[int, str, Fault]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    headings: dict[str, str] = field(default_factory=dict)

    def add(self, column: Column, rows: Sequence[int], texts: Sequence[str], read: Values) -> None:
        """Cells of one column that cannot be read."""
        if column.letter in self.counts and self.headings[column.letter] != column.heading:
            return
        self.headings[column.letter] = column.heading
        self.counts[column.letter] += len(rows)
        told = self.cells.setdefault(column.letter, [])
        for row, text in zip(rows, texts, strict=True):
            fault = read[text]
            if len(told) < _TOLD and isinstance(fault, Fault):
                told.append((row, text, fault))

    def problems(self) -> Iterator[Problem]:
        """A problem a cell, column by column, and one for all those too many to tell."""
        for letter, told in self.cells.items():
            heading = self.headings[letter]
            for row, _, fault in told:
                at = cell(self.source.place, letter, row)
                yield problem(fault.id, at, heading=heading, **fault.facts)
            if self.counts[letter] > len(told):
                at = cell(self.source.place, letter, told[0][0])
                count = self.counts[letter] - len(told)
                yield problem("cells-more", at, heading=heading, count=count)


@dataclass
class Left:
    """Rows that are no records, or not of those that count, by the reason."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, reason: str, rows: pl.Series) -> None:
        """Rows that are left out for this reason."""
        if len(rows):
            self.counts[reason] += len(rows)
            known = self.rows.setdefault(reason, [])
            known += rows.head(_SHOWN - len(known)).to_list()


@dataclass
class Typing:
    """Types the batches of one source; what is wrong, and what was left out, is collected."""

    source: Source
    head: Head
    shop_clock: str
    faults: Faults = field(init=False)
    left: Left = field(default_factory=Left)
    ragged: list[tuple[int, int]] = field(default_factory=list)
    count: int = 0
    _marks: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.UInt64()))

    def __post_init__(self) -> None:
        self.faults = Faults(self.source)

    @property
    def clock(self) -> Clock:
        """The clocks of the table and of the shop."""
        return Clock(self.head.layout.time_zone, self.shop_clock)

    def batches(self) -> Iterator[Mapping[str, pl.DataFrame]]:
        """The records of each batch, by sort."""
        for batch in self.source.batches(self._letters):
            rows = self._records(batch)
            self.count += len(rows)
            if len(rows):
                yield {sort: self._typed(rows, sort) for sort in self.head.sorts}

    def problems(self) -> list[Problem]:
        """Everything that was found while typing."""
        place = self.source.place
        told = [
            problem("csv-ragged", cell(place, "A", row), fields=fields, expected=self.head.width)
            for row, fields in self.ragged[:_TOLD]
        ]
        told += self.faults.problems()
        for reason, rows in self.left.rows.items():
            shown = tuple(map(str, rows))
            facts: dict[str, Fact] = {"count": self.left.counts[reason], "rows": shown}
            told.append(Problem(reason, place, facts, stops=reason == "records-without-id"))
        if not self.count:
            told.append(warning("records-none", place))
        return told

    @property
    def _letters(self) -> list[str]:
        """The columns to read: of a source in memory all, for a total's label stands anywhere."""
        every = [n for n in self.source.rows.collect_schema().names() if n not in (ROW, FIELDS)]
        if self.source.in_memory or self.head.layout.once:
            return every
        uses = [one for columns in self.head.columns.values() for one in columns.values()]
        beside = {fold(text) for one in uses for text in (one.use.day, one.use.times) if text}
        needed = {one.letter for one in uses} | {self.head.letters.get(text) for text in beside}
        return [name for name in every if name in needed]

    # Rows

    def _records(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The rows that are records; all others are told."""
        rows = batch.filter(pl.col(ROW) > self.head.row)
        ragged = rows.filter(self._is_ragged())
        self.ragged += ragged.select(ROW, FIELDS).rows()[: _TOLD - len(self.ragged)]
        rows = rows.filter(~self._is_ragged()) if len(ragged) else rows
        for reason, left in self._others(rows):
            if rows.select(left.any()).item():
                self.left.add(reason, rows.filter(left)[ROW])
                rows = rows.filter(~left)
        return rows

    def _is_ragged(self) -> pl.Expr:
        most = max(self.head.width, self.head.fields)
        fields = pl.col(FIELDS)
        return (fields > 0) & ((fields < self.head.width) | (fields > most))

    def _others(self, rows: pl.DataFrame) -> Iterator[tuple[str, pl.Expr]]:
        """Which rows are no records, with the reason."""
        main = self.head.columns[self.head.layout.record]
        letters = [name for name in rows.columns if name not in (ROW, FIELDS)]
        key = pl.col(main[self._first_needed].letter)
        columns = list(main.values())
        again = pl.all_horizontal(pl.col(one.letter) == one.heading for one in columns)
        yield "records-header-again", again
        suspects = (key == "") | _is_label(key)
        if rows.select(suspects.any()).item():
            label = pl.any_horizontal(_is_label(pl.col(name)) for name in letters)
            yield "records-totals", suspects & label
            if SORTS[self.head.layout.record].fields[self._first_needed].kind == "id":
                yield "records-without-id", (key == "") & (key.len() > 0)
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

    @property
    def _first_needed(self) -> str:
        return next(
            one.name for one in SORTS[self.head.layout.record].fields.values() if one.needed
        )

    # Columns

    def _typed(self, rows: pl.DataFrame, sort: str) -> pl.DataFrame:
        columns = self.head.columns[sort]
        found: dict[str, pl.Series] = {}
        for name in self._order(columns):
            found[name] = self._column(rows, sort, columns[name], found)
        types = schema(sort)
        frame = pl.DataFrame({**found, RECORD_ROW: rows[ROW]})
        return frame.select(
            pl.lit(self.source.file, pl.Int64()).alias(FILE)
            if name == FILE
            else pl.col(name).cast(kind)
            if name in frame.columns
            else pl.lit(None, kind).alias(name)
            for name, kind in types.items()
        )

    @staticmethod
    def _order(columns: Mapping[str, Column]) -> list[str]:
        """The fields, those that lean on others behind these."""
        return sorted(columns, key=lambda name: bool(columns[name].use.after))

    def _column(
        self, rows: pl.DataFrame, sort: str, column: Column, found: Mapping[str, pl.Series]
    ) -> pl.Series:
        """The values of one field."""
        field_ = SORTS[sort].fields[column.use.name]
        texts = rows[column.letter]
        if column.use.has:
            return texts.str.contains(column.use.has, literal=True)
        if field_.kind == "moment":
            return self._moments(rows, column, found)
        if field_.name == "state" and sort in STATES:
            plain = pl.Series(texts.name, [None] * len(texts), dtype=pl.String)
            read = partial(read_states, sort, own=column.use.words)
            return self._read(column, rows[ROW], texts, plain, read)
        plain = plain_values(texts, field_.kind, column.unit)
        read = partial(_read_each, value_of(field_.kind, column.unit), column.use.words)
        values = self._read(column, rows[ROW], texts, plain, read)
        if field_.name == "agent":
            return self._nicks(values)
        return self._times(rows, column, values) if column.use.times else values

    def _read(
        self,
        column: Column,
        numbers: pl.Series,
        texts: pl.Series,
        plain: pl.Series,
        read: Callable[[Sequence[str]], Values],
    ) -> pl.Series:
        """The plain values, and what each distinct text of the others is."""
        rest = plain.is_null() & (texts != "")
        if not rest.any():
            return plain
        values = read(texts.filter(rest).unique(maintain_order=True).to_list())
        spoilt = [text for text, value in values.items() if isinstance(value, Fault)]
        if spoilt:
            bad = pl.DataFrame({"row": numbers, "text": texts}).filter(
                pl.col("text").is_in(spoilt) & rest
            )
            self.faults.add(column, bad["row"].to_list(), bad["text"].to_list(), values)
        good = {t: v for t, v in values.items() if v is not None and not isinstance(v, Fault)}
        if not good:
            return plain
        others = texts.replace_strict(
            list(good),
            pl.Series(list(good.values()), dtype=plain.dtype),
            default=None,
            return_dtype=plain.dtype,
        )
        frame = pl.DataFrame({"plain": plain, "other": others, "rest": rest})
        return frame.select(pl.when("rest").then("other").otherwise("plain")).to_series()

    def _moments(
        self, rows: pl.DataFrame, column: Column, found: Mapping[str, pl.Series]
    ) -> pl.Series:
        texts = self._dated(rows, column)
        plain = plain_moments(texts, self.clock)
        read = partial(read_moments, order=self.head.layout.dates, clock=self.clock)
        values = self._read(column, rows[ROW], texts, plain, read)
        start = found.get(column.use.after)
        if start is None:
            return values
        alone = rows[column.letter].str.contains(CLOCK_ALONE)
        frame = pl.DataFrame({"value": values, "start": start, "alone": alone})
        late = pl.col("alone") & (pl.col("value") < pl.col("start"))
        return frame.select(pl.col("value") + pl.when(late).then(DAY).otherwise(0)).to_series()

    def _dated(self, rows: pl.DataFrame, column: Column) -> pl.Series:
        """The texts of a column of moments; a clock alone is put behind the day beside it."""
        day = self.head.letters.get(fold(column.use.day)) if column.use.day else None
        if day is None:
            return rows[column.letter]
        clock, beside = pl.col(column.letter), pl.col(day)
        joined = pl.concat_str(beside.str.replace(r" 00:00:00$", ""), pl.lit(" "), clock)
        alone = clock.str.contains(CLOCK_ALONE) & (beside != "")
        return rows.select(pl.when(alone).then(joined).otherwise(clock)).to_series()

    def _nicks(self, values: pl.Series) -> pl.Series:
        """Agents without what this platform's exports write around a nick."""
        patterns = self.head.layout.nicks
        if not patterns:
            return values

        def bare(text: str) -> str:
            for pattern in patterns:
                text = pattern.sub("", text).strip() or text
            return text

        known = values.drop_nulls().unique().to_list()
        return values.replace_strict(
            known, list(map(bare, known)), default=None, return_dtype=pl.String
        )

    def _times(self, rows: pl.DataFrame, column: Column, values: pl.Series) -> pl.Series:
        """The values times the number beside them: whole numbers, so the product is exact."""
        letter = self.head.letters.get(fold(column.use.times))
        if letter is None:
            return pl.Series(values.name, [None] * len(values), dtype=pl.Int64)
        times = Column(letter, column.use.times, column.use)
        texts = rows[letter]
        plain = plain_values(texts, "count", "")
        counts = self._read(
            times, rows[ROW], texts, plain, partial(_read_each, value_of("count", ""), {})
        )
        frame = pl.DataFrame({"value": values, "times": counts})
        product = pl.col("value").cast(pl.Int128) * pl.col("times").cast(pl.Int128)
        found = frame.select(product).to_series()
        if (found.abs() >= MOST_FEN).any():
            found = frame.select(pl.when(product.abs() < MOST_FEN).then(product)).to_series()
            spoilt = pl.DataFrame({"row": rows[ROW], "text": texts}).filter(
                frame["value"].is_not_null() & found.is_null() & counts.is_not_null()
            )
            bad = {text: Fault("cell-digits", {"text": text}) for text in spoilt["text"].to_list()}
            self.faults.add(times, spoilt["row"].to_list(), spoilt["text"].to_list(), bad)
        return found.cast(pl.Int64)


def _read_each(
    one: Callable[[str], Value | Fault | None], words: Mapping[str, str], texts: Sequence[str]
) -> Values:
    """What each text is; the words of a dialect go first."""
    return {text: one(words.get(text, text)) for text in texts}


def _is_label(text: pl.Expr) -> pl.Expr:
    """Whether a cell says that its row is a total."""
    return text.str.to_lowercase().str.replace_all(_UNTOLD, "").is_in(NOT_PEOPLE)
