"""Typing: a batch of text rows becomes records, each field of the kind that it has in records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from csperf.errors import Problem, warning
from csperf.intake.cells import Fault
from csperf.intake.days import Days, spoken
from csperf.intake.grid import FIELDS, ROW
from csperf.intake.records.faults import Faults
from csperf.intake.records.heads import Column, Head
from csperf.intake.records.kept import Kept
from csperf.intake.records.moments import (
    CLOCK_ALONE,
    Clock,
    clock_of,
    plain_moments,
    read_moments,
)
from csperf.intake.records.schema import schema
from csperf.intake.records.sources import Source
from csperf.intake.records.states import STATES, read_senders, read_states
from csperf.intake.records.values import MOST_FEN, Value, Values, plain_values, value_of
from csperf.intake.spelling import fold
from csperf.metrics.records import DAY, FILE, SORTS, Kind, number_of
from csperf.metrics.records import ROW as RECORD_ROW

Read = Callable[[Sequence[str]], Values]


@dataclass
class Typing:
    """Types the batches of one source; what is wrong, and what was left out, is collected."""

    source: Source
    head: Head
    shop_clock: str
    month: Days | None = None
    faults: Faults = field(default_factory=Faults)
    count: int = 0
    outside: int = 0
    kept: Kept = field(init=False)
    _ahead: dict[str, Values] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kept = Kept(self.head)

    @property
    def clock(self) -> Clock:
        """The clocks of the table and of the shop."""
        return Clock(self.head.layout.time_zone, self.shop_clock)

    def batches(self) -> Iterator[Mapping[str, pl.DataFrame]]:
        """The records of each batch, by sort."""
        if self.source.stored:
            yield from self._stored()
            return
        for batch in self.source.batches(self._letters):
            rows = self.kept.records(batch)
            self.count += len(rows)
            if len(rows):
                typed = {sort: self._typed(rows, sort) for sort in self.head.sorts}
                self._look_outside(typed[self.head.layout.record])
                yield typed

    def _stored(self) -> Iterator[Mapping[str, pl.DataFrame]]:
        """Records that csperf stored itself are typed already."""
        for batch in self.source.batches(list(schema(self.source.stored))):
            self.count += len(batch)
            self._look_outside(batch)
            numbered = batch.with_columns(pl.lit(self.source.file, pl.Int64()).alias(FILE))
            yield {self.source.stored: numbered.select(*schema(self.source.stored))}

    def problems(self) -> list[Problem]:
        """Everything that was found while typing."""
        place = self.source.place
        told = [*self.kept.problems(place), *self.faults.problems(place)]
        if not self.count and not told:
            told.append(warning("records-none", place))
        if self.outside and self.month is not None:
            count, of, period = self.outside, self.count, spoken(self.month)
            told.append(warning("records-outside", place, count=count, of=of, period=period))
        return told

    def _look_outside(self, records: pl.DataFrame) -> None:
        """Counts the records that are not of the month, by the first moment that they have."""
        fields = SORTS[self.head.layout.record].fields.values()
        moment = next((one.name for one in fields if one.kind == "moment"), None)
        if self.month is not None and moment is not None:
            first, last = number_of(self.month.first), number_of(self.month.last)
            at = pl.col(moment) // DAY
            self.outside += records.select(((at < first) | (at > last)).sum()).item()

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

    def _typed(self, rows: pl.DataFrame, sort: str) -> pl.DataFrame:
        """The records of one sort; fields that lean on another one are read behind it."""
        columns = self.head.columns[sort]
        self.faults.sort = sort
        found = {RECORD_ROW: rows[ROW]}
        for name in sorted(columns, key=lambda name: bool(columns[name].use.after)):
            found[name] = self._column(rows, sort, columns[name], found)
        known = pl.DataFrame([series.alias(name) for name, series in found.items()])
        return known.select(
            (pl.col(name) if name in found else pl.lit(self._constant(name))).cast(kind).alias(name)
            for name, kind in schema(sort).items()
        )

    def _constant(self, name: str) -> int | None:
        return self.source.file if name == FILE else None

    def _column(
        self, rows: pl.DataFrame, sort: str, column: Column, found: Mapping[str, pl.Series]
    ) -> pl.Series:
        """The values of one field."""
        what, use = SORTS[sort].fields[column.use.name], column.use
        texts = rows[column.letter]
        if use.has:
            return texts.str.contains(use.has, literal=True)
        if what.kind == "moment":
            return self._moments(rows, column, found)
        if (meant := self._meant(sort, column)) is not None:
            nothing = pl.Series(texts.name, [None], dtype=pl.String).new_from_index(0, len(texts))
            return self._read(column, rows[ROW], texts, nothing, meant)
        values = self._plain(rows, column, what.kind, column.unit)
        if what.name == "agent":
            return self._nicks(values)
        return self._times(rows, column, values) if use.times else values

    def _plain(self, rows: pl.DataFrame, column: Column, kind: Kind, unit: str) -> pl.Series:
        """The values of a column that need no other one."""
        texts = rows[column.letter]
        read = partial(_read_each, value_of(kind, unit), column.use.words)
        return self._read(column, rows[ROW], texts, plain_values(texts, kind, unit), read)

    @staticmethod
    def _meant(sort: str, column: Column) -> Read | None:
        """What reads a field whose words mean one of a few things."""
        if column.use.name == "state" and sort in STATES:
            return partial(read_states, sort, column.use.words)
        if column.use.name == "sender":
            return partial(read_senders, column.use.words)
        return None

    def _read(
        self, column: Column, numbers: pl.Series, texts: pl.Series, plain: pl.Series, read: Read
    ) -> pl.Series:
        """The plain values, and what each distinct text of the others is."""
        rest = plain.is_null() & (texts != "")
        if not rest.any():
            return plain
        values = read(texts.filter(rest).unique(maintain_order=True).to_list())
        spoilt = [text for text, value in values.items() if isinstance(value, Fault)]
        if spoilt:
            cells = pl.DataFrame({"row": numbers, "text": texts}).filter(rest)
            bad = cells.filter(pl.col("text").is_in(spoilt))
            self.faults.add(column, bad["row"].to_list(), bad["text"].to_list(), values)
        good = {t: v for t, v in values.items() if v is not None and not isinstance(v, Fault)}
        return _filled(plain, texts, good) if good else plain

    # Moments

    def _moments(
        self, rows: pl.DataFrame, column: Column, found: Mapping[str, pl.Series]
    ) -> pl.Series:
        texts = self._dated(rows, column)
        plain = plain_moments(texts, self.clock)
        values = self._read(column, rows[ROW], texts, plain, partial(self._read_moments, column))
        start = found.get(column.use.after)
        if start is None:
            return values
        alone = rows.select(clock_of(pl.col(column.letter)).str.contains(CLOCK_ALONE)).to_series()
        frame = pl.DataFrame({"value": values, "start": start, "alone": alone})
        late = pl.col("alone") & (pl.col("value") < pl.col("start"))
        return frame.select(pl.col("value") + pl.when(late).then(DAY).otherwise(0)).to_series()

    def _read_moments(self, column: Column, texts: Sequence[str]) -> Values:
        """What these texts are; one date tells of another, so those of all batches are read."""
        order, clock = self.head.layout.dates, self.clock
        if self.source.in_memory:
            return read_moments(texts, order, clock)
        if column.letter not in self._ahead:
            self._ahead[column.letter] = read_moments(self._all_odd(column), order, clock)
        return {text: self._ahead[column.letter][text] for text in texts}

    def _all_odd(self, column: Column) -> list[str]:
        """All texts of a column of moments that have no plain form."""
        odd: dict[str, None] = {}
        for batch in self.source.batches(self._letters):
            texts = self._dated(self.kept.clean(batch), column)
            rest = texts.filter(plain_moments(texts, self.clock).is_null() & (texts != ""))
            odd |= dict.fromkeys(rest.unique(maintain_order=True).to_list())
        return list(odd)

    def _dated(self, rows: pl.DataFrame, column: Column) -> pl.Series:
        """The texts of a column of moments; a clock alone is put behind the day beside it."""
        day = self.head.letters.get(fold(column.use.day)) if column.use.day else None
        if day is None:
            return rows[column.letter]
        clock, beside = clock_of(pl.col(column.letter)), pl.col(day)
        joined = pl.concat_str(beside.str.replace(r" 00:00:00$", ""), pl.lit(" "), clock)
        alone = clock.str.contains(CLOCK_ALONE) & (beside != "")
        return rows.select(pl.when(alone).then(joined).otherwise(clock)).to_series()

    # What leans on something else

    def _nicks(self, values: pl.Series) -> pl.Series:
        """Agents without what this platform's exports write around a nick."""
        patterns = self.head.layout.nicks
        if not patterns:
            return values

        def bare(text: str) -> str:
            for pattern in patterns:
                text = pattern.sub("", text).strip() or text
            return text

        known = values.drop_nulls().unique()
        bared = pl.Series([bare(text) for text in known.to_list()], dtype=pl.String)
        return values.replace_strict(known, bared, default=None, return_dtype=pl.String)

    def _times(self, rows: pl.DataFrame, column: Column, values: pl.Series) -> pl.Series:
        """The values times the number beside them: whole numbers, so the product is exact."""
        letter = self.head.letters.get(fold(column.use.times))
        if letter is None:
            return values.clear(len(values))
        beside = Column(letter, column.use.times, column.use)
        counts = self._plain(rows, beside, "count", "")
        whole = values.cast(pl.Int128) * counts.cast(pl.Int128)
        fits = whole.abs() < MOST_FEN
        if not fits.all():
            large = pl.DataFrame({"row": rows[ROW], "text": rows[letter]}).filter(~fits)
            texts = large["text"].to_list()
            faults: Values = {text: Fault("cell-digits", {"text": text}) for text in texts}
            self.faults.add(beside, large["row"].to_list(), texts, faults)
            return values.clear(len(values))
        return whole.cast(pl.Int64)


def _read_each(
    one: Callable[[str], Value | Fault | None], words: Mapping[str, str], texts: Sequence[str]
) -> Values:
    """What each text is; the words of a dialect go first."""
    return {text: one(words.get(text, text)) for text in texts}


def _filled(plain: pl.Series, texts: pl.Series, others: Mapping[str, Value]) -> pl.Series:
    """The plain values, with the others where these are."""
    new = pl.Series(list(others.values()), dtype=plain.dtype)
    read = texts.replace_strict(list(others), new, default=None, return_dtype=plain.dtype)
    return pl.select(pl.coalesce(plain, read)).to_series()
