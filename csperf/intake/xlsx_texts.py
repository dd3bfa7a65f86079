"""What the cells of a worksheet show: values under their styles become the texts of a CSV.

Almost all numbers stand in a file as they are shown, and whole columns of them are taken as they
are. What is left goes through `shown` and `moment`, each distinct value once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import polars as pl

from csperf.errors import CsperfError, Place, problem
from csperf.exact import plain
from csperf.intake.grid import LOST_DIGITS, NO_VALUE, cleaned, letter
from csperf.intake.shown import CERTAIN, is_date, lasts, moment, shown, shown_alike
from csperf.intake.xlsx_strings import unescaped

# At most 15 digits, and no zero at an end that a number would lose: written as it would be shown.
_AS_SHOWN = r"^(?:0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9])$"
_LONGEST_AS_SHOWN = 16
_DAY = 86_400_000
_TO_1900, _TO_1904 = 25_569, 24_107  # days from the workbook's epoch to 1970
_FIRST_SURE_DAY, _LAST_DAY = 61, 2_957_000  # without the day that never was
_BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


@dataclass(frozen=True)
class Look:
    """How a workbook shows its values: the format of each style, its texts, how it counts days."""

    formats: tuple[str, ...]
    strings: pl.Series = field(default_factory=lambda: pl.Series([], dtype=pl.String), repr=False)
    since_1904: bool = False
    stale: bool = False

    @cached_property
    def styles(self) -> pl.DataFrame:
        """For each style: whether it shows dates, spans of time, percents, and what follows."""
        rows = [
            (is_date(one), lasts(one), *(shown_alike(one) or (None, None))) for one in self.formats
        ]
        kinds = dict.fromkeys(("date", "lasts", "percent"), pl.Boolean())
        return pl.DataFrame(rows, schema={**kinds, "suffix": pl.String()}, orient="row")

    @cached_property
    def ordinary(self) -> pl.Series:
        """For each style, whether its numbers are shown as they are."""
        plain_number = (pl.col("suffix") == "") & ~pl.col("percent") & ~pl.col("date")
        return self.styles.select(plain_number.fill_null(value=False)).to_series()


def texts(cells: pl.DataFrame, look: Look, sheet: Place) -> pl.DataFrame:
    """The row, the column and the text of each cell that shows something."""
    page = _Page(look, sheet)
    page.check_styles(cells)
    unknown = cells.select(_without_result(stale=look.stale)).to_series()
    known = cells.filter(~unknown & cells["value"].is_not_null())
    ways = {"n": page.numbers, "s": page.shared, "b": page.booleans, "d": page.dates}
    ways |= {"str": page.written, "inlineStr": page.written}
    text = known["value"]
    for kind in known["kind"].unique().to_list():
        where = pl.col("kind") == kind
        if kind == "n":
            where &= ~(_as_shown() & look.ordinary.gather(known["style"]))
        if kind in ways:  # the value of an error is its text
            text = _put(text, known, where, ways[kind])
    return pl.concat(
        [
            known.select("row", "column", text=text),
            cells.filter(unknown).select("row", "column", text=pl.lit(NO_VALUE)),
        ]
    ).filter(pl.col("text") != "")


def _as_shown() -> pl.Expr:
    """Whether a number is written in the file as it would be shown."""
    value = pl.col("value")
    return value.str.contains(_AS_SHOWN) & (value.str.len_bytes() <= _LONGEST_AS_SHOWN)


def _without_result(*, stale: bool) -> pl.Expr:
    """Formulas that were never computed; a result that is an empty text is blank, not missing."""
    value, kind = pl.col("value"), pl.col("kind")
    missing = value.is_null() & (kind != "str")
    if stale:
        missing |= kind.is_in(["n", "b"]) & (value.cast(pl.Float64, strict=False) == 0)
    return pl.col("formula") & missing


def _put(
    text: pl.Series,
    cells: pl.DataFrame,
    where: pl.Expr,
    change: Callable[[pl.DataFrame], pl.Series],
) -> pl.Series:
    """The texts with those of the chosen cells changed."""
    chosen = cells.select(where.alias("chosen"))["chosen"]
    if not chosen.any():
        return text
    if chosen.all():
        return change(cells)
    changed = change(cells.filter(chosen))
    order = pl.when(chosen).then(chosen.cum_sum() + (len(text) - 1))
    at = pl.select(order.otherwise(pl.int_range(len(text)))).to_series()
    return pl.concat([text, changed]).gather(at)


@dataclass(frozen=True)
class _Page:
    """A sheet whose cells are turned into texts; a cell that cannot be is refused by its name."""

    look: Look
    sheet: Place

    def check_styles(self, cells: pl.DataFrame) -> None:
        """A style that is not in the list: its number format, say percent, would be lost."""
        count = len(self.look.formats)
        self._forbid(cells, ~pl.col("style").is_between(0, count - 1), "workbook-style-missing")

    def numbers(self, cells: pl.DataFrame) -> pl.Series:
        """Numbers, dates and spans of time."""
        style = self.look.styles[cells["style"]]
        cells = cells.select("row", "column", "style", "value").with_columns(style)
        if not style["date"].any():
            return self._figures(cells)
        dates = pl.col("date")
        text = _put(cells["value"], cells, ~dates, self._figures)
        return _put(text, cells, dates, self._moments)

    def shared(self, cells: pl.DataFrame) -> pl.Series:
        """Texts of the table that cells share."""
        number = cells["value"].cast(pl.Int64, strict=False)
        strings = self.look.strings
        outside = number.is_null() | (number < 0) | (number >= len(strings))
        self._forbid(cells, outside, "workbook-string-missing")
        return strings.gather(number)

    def written(self, cells: pl.DataFrame) -> pl.Series:
        """Texts that stand in the cells themselves."""
        return cleaned(unescaped(cells["value"]))

    def booleans(self, cells: pl.DataFrame) -> pl.Series:
        """True and false as a spreadsheet shows them."""
        text = cells["value"].replace_strict(_BOOLEANS, default=None, return_dtype=pl.String)
        self._forbid(cells, text.is_null(), "workbook-number")
        return text

    def dates(self, cells: pl.DataFrame) -> pl.Series:
        """Dates that are written as such, which few programs do."""
        text = _each(cells["value"], self._formats(cells), _date)
        self._forbid(cells, text == "", "workbook-number")
        return text

    def _figures(self, cells: pl.DataFrame) -> pl.Series:
        """Numbers that are no dates, with the sign or unit that their format puts behind them."""
        digits = _put(cells["value"], cells, ~_as_shown(), self._rounded)
        cells, whole = cells.with_columns(text=digits), pl.col("text") != LOST_DIGITS
        percent, after = pl.col("percent"), pl.col("suffix")
        found = _put(digits, cells, whole & percent, _percent)
        found = _put(found, cells, whole & ~percent & (after != ""), _with_unit)
        return _put(found, cells, whole & after.is_null(), self._peculiar)

    def _rounded(self, cells: pl.DataFrame) -> pl.Series:
        """The digits that a spreadsheet shows of a number: fifteen, however it was written."""
        numbers = self._floats(cells)
        lost = numbers.abs() >= CERTAIN
        digits = pl.Series([_digits(number) for number in numbers.to_list()], dtype=pl.String)
        return pl.select(pl.when(lost).then(pl.lit(LOST_DIGITS)).otherwise(digits)).to_series()

    def _floats(self, cells: pl.DataFrame) -> pl.Series:
        """The numbers in the binary form that spreadsheets compute with."""
        numbers = cells["value"].str.strip_chars().cast(pl.Float64, strict=False)
        self._forbid(cells, numbers.is_null() | ~numbers.is_finite(), "workbook-number")
        return numbers

    def _peculiar(self, cells: pl.DataFrame) -> pl.Series:
        """Numbers whose format shows some of them in another way than others."""
        return _each(self._floats(cells), self._formats(cells), shown)

    def _formats(self, cells: pl.DataFrame) -> pl.Series:
        return pl.Series(self.look.formats, dtype=pl.String).gather(cells["style"])

    def _moments(self, cells: pl.DataFrame) -> pl.Series:
        """Dates at once where they are whole seconds of a usual day, all others one by one."""
        number = pl.col("number")
        cells = cells.with_columns(
            self._floats(cells).alias("number"), self._formats(cells).alias("format")
        )
        usual = ~pl.col("lasts") & number.is_between(_FIRST_SURE_DAY, _LAST_DAY)
        usual &= _milliseconds(number) % 1000 == 0
        text = _put(cells["value"], cells, usual, self._usual_moments)
        return _put(text, cells, ~usual, self._unusual_moments)

    def _usual_moments(self, cells: pl.DataFrame) -> pl.Series:
        number = pl.col("number")
        days = number.floor().cast(pl.Int64) - (_TO_1904 if self.look.since_1904 else _TO_1900)
        milliseconds = days * _DAY + _milliseconds(number).cast(pl.Int64)
        moments = milliseconds.cast(pl.Datetime("ms")).dt.to_string("%Y-%m-%d %H:%M:%S")
        return cells.select(moments.str.strip_suffix(" 00:00:00")).to_series()

    def _unusual_moments(self, cells: pl.DataFrame) -> pl.Series:
        since_1904 = self.look.since_1904
        return _each(
            cells["number"],
            cells["format"],
            lambda number, number_format: moment(number, number_format, since_1904=since_1904),
        )

    def _forbid(self, cells: pl.DataFrame, where: pl.Expr | pl.Series, fault: str) -> None:
        """Refuse the first of the chosen cells, if there is one."""
        found = cells.filter(where).head(1)
        for row, column, value in found.select("row", "column", "value").iter_rows():
            place = replace(self.sheet, cell=f"{letter(column - 1)}{row}")
            raise CsperfError([problem(fault, place, text=value or "")])


def _digits(number: float) -> str:
    text = format(number, ".15g")
    return plain(Decimal(text)) if "e" in text or text == "-0" else text


def _percent(cells: pl.DataFrame) -> pl.Series:
    """The point moved by two digits."""
    text = pl.col("text")
    parts = text.str.strip_prefix("-").str.splitn(".", 2)
    after = parts.struct[1].fill_null("")
    whole = parts.struct[0] + after.str.pad_end(2, "0").str.slice(0, 2)
    whole = whole.str.strip_chars_start("0")
    rest = after.str.slice(2)
    return cells.select(
        pl.when(text.str.starts_with("-")).then(pl.lit("-")).otherwise(pl.lit(""))
        + pl.when(whole == "").then(pl.lit("0")).otherwise(whole)
        + pl.when(rest == "").then(pl.lit("")).otherwise("." + rest)
        + "%"
    ).to_series()


def _with_unit(cells: pl.DataFrame) -> pl.Series:
    return cells.select(pl.col("text") + pl.col("suffix")).to_series()


def _milliseconds(number: pl.Expr) -> pl.Expr:
    """The part of a day that a date's fraction is; what stands beyond is noise."""
    return ((number - number.floor()) * 86_400.0 * 1000.0).round(0)


def _date(value: str, number_format: str) -> str:
    """A date in ISO's form as a date by number would be shown, or nothing if it is none."""
    for read in (dt.time.fromisoformat, dt.datetime.fromisoformat):
        try:
            return shown(read(value.removesuffix("Z")), number_format)
        except ValueError:
            continue
    return ""


def _each(values: pl.Series, formats: pl.Series, text_of: Callable[[Any, str], str]) -> pl.Series:
    """The text of each value under its format, worked out once for all that are alike."""
    pairs = pl.DataFrame({"value": values, "format": formats})
    distinct = pairs.unique()
    found = [text_of(value, number_format) for value, number_format in distinct.iter_rows()]
    known = distinct.with_columns(pl.Series("text", found, dtype=pl.String))
    return pairs.join(known, on=["value", "format"], how="left", maintain_order="left")["text"]
