"""Columns: all cells of one column are read together, for a bare 0.5 means nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import cast

import polars as pl

from csperf.errors import Fact
from csperf.exact import ONE, exactly, hundredfold, plain
from csperf.formula import Value
from csperf.intake.cells import Bare, Fault, Reading, folded_text, read_cell
from csperf.units import Unit, show

# A share above 1000% is unheard of, so a bare number above 10 shows that percents are meant; a
# column of 0.95 and 1.05 may hold fractions (an achieved target), and guessing would pay 1/100.
SURELY_PERCENT = Decimal(10)
_FACTORS = {
    "秒": ONE,
    "分钟": Decimal(60),
    "小时": Decimal(3600),
    "毫秒": Decimal("0.001"),
    "元": ONE,
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
_AMOUNTS = {"元", "万元", "亿元"}
_HUNDREDTH = Decimal("0.01")
_SAYS_NONE = {"无", "none", "nil"}
_DECIDED_BY_COLUMN = {Unit.PERCENT, Unit.RATIO, Unit.SECONDS}
_SHORT = r"^[0-9]{1,9}(?:\.[0-9]{1,6})?$"
_SHORT_WHOLE = r"^[0-9]{1,9}$"
_OWN_UNIT = re.compile("[元万亿¥￥]")


@dataclass(frozen=True)
class Finding:
    """Something to say about the cells in some rows, one by one or (`whole`) as a column."""

    id: str
    rows: tuple[int, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    stops: bool = True
    whole: bool = False


@dataclass(frozen=True)
class Asked:
    """How to read a column: its unit, its heading's unit, whether bare shares are fractions."""

    unit: Unit
    heading_unit: str = ""
    fraction: bool | None = None


def read_column(texts: pl.Series, asked: Asked) -> tuple[Sequence[Value | None], list[Finding]]:
    """The values of the cells, and what is wrong with them, rows counted from 0.

    >>> read_column(pl.Series(["25", "--"]), Asked(Unit.SECONDS, "秒"))
    ([Decimal('25'), None], [])
    """
    if not _agrees(asked):
        return [], [Finding("heading-unit", whole=True)]
    read, bare = _read(texts.unique(), asked.unit)
    findings = [*_faults(texts, read), *_words_for_none(texts, asked)]
    factor, said = _meaning(bare, read, asked)
    if said:
        findings.append(_at(said, texts, bare))
    if any(finding.stops for finding in findings):
        return [], findings
    with exactly():
        if asked.heading_unit in _AMOUNTS:
            read = {text: _amount(text, value, asked.heading_unit) for text, value in read.items()}
        read |= bare if factor == ONE else {text: n * factor for text, n in bare.items()}
    if asked.unit is Unit.PERCENT:
        findings += _small(texts, bare, factor, asked) + _huge(texts, read)
    return cast("list[Value | None]", list(map(read.__getitem__, texts.to_list()))), findings


def _read(distinct: pl.Series, unit: Unit) -> tuple[dict[str, Reading], dict[str, Decimal]]:
    """The reading of each text; those whose meaning the column decides come apart as numbers.

    Most cells are short plain numbers: these skip the tests for every other way to write one.
    """
    short = distinct.str.contains(_SHORT_WHOLE if unit is Unit.COUNT else _SHORT) & (
        unit is not Unit.TEXT
    )
    texts = distinct.filter(short).to_list()
    plain = dict(zip(texts, map(Decimal, texts), strict=True))
    read = {text: read_cell(text, unit) for text in distinct.filter(~short).to_list()}
    bare = {text: value.number for text, value in read.items() if isinstance(value, Bare)}
    if unit in _DECIDED_BY_COLUMN:
        return read, plain | bare
    return {**read, **plain}, {}


def _agrees(asked: Asked) -> bool:
    """Whether the unit in the heading can be one of this metric's."""
    match asked.heading_unit:
        case "":
            return True
        case "%":
            return asked.unit in {Unit.PERCENT, Unit.RATIO}
        case unit if unit in _AMOUNTS:
            return asked.unit is Unit.MONEY
        case "分钟":
            return asked.unit in {Unit.SECONDS, Unit.POINTS}
        case _:
            return asked.unit is Unit.SECONDS


def _faults(texts: pl.Series, read: Mapping[str, Reading]) -> list[Finding]:
    """Each faulty text with its rows."""
    faulty = {text: value for text, value in read.items() if isinstance(value, Fault)}
    rows: dict[str, list[int]] = {text: [] for text in faulty}
    if faulty:
        for row, text in enumerate(texts.to_list()):
            if text in rows:
                rows[text].append(row)
    return [Finding(f.id, tuple(rows[text]), f.facts) for text, f in faulty.items()]


def _meaning(
    bare: Mapping[str, Decimal], read: Mapping[str, Reading], asked: Asked
) -> tuple[Decimal, Finding | None]:
    """By what bare numbers are multiplied, and what is to be said about that."""
    numbers = [number for number in bare.values() if number]
    if not numbers:
        return ONE, None
    signed = any(isinstance(value, Decimal) for value in read.values())
    if asked.unit is Unit.SECONDS:
        if asked.heading_unit:
            return _FACTORS[asked.heading_unit], None
        return ONE, Finding("column-mixed-duration") if signed else Finding(
            "column-seconds-assumed", stops=False
        )
    if signed:
        return ONE, Finding("column-mixed-percent")
    return _share(numbers, asked)


def _share(numbers: Sequence[Decimal], asked: Asked) -> tuple[Decimal, Finding | None]:
    if asked.fraction is not None:
        return (ONE if asked.fraction else _HUNDREDTH), None
    if asked.heading_unit == "%":
        return _HUNDREDTH, None
    if asked.unit is Unit.RATIO:
        return ONE, None
    largest = max(numbers)
    if largest > SURELY_PERCENT:
        return _HUNDREDTH, None
    return ONE, Finding("column-ambiguous-percent", facts={"largest": largest})


def _at(finding: Finding, texts: pl.Series, bare: Mapping[str, Decimal]) -> Finding:
    """The finding with the rows of the bare numbers that it is about."""
    rows = tuple(row for row, text in enumerate(texts.to_list()) if bare.get(text))
    facts = {"text": texts[rows[0]], **finding.facts}
    return Finding(finding.id, rows, facts, finding.stops, whole=True)


def _words_for_none(texts: pl.Series, asked: Asked) -> list[Finding]:
    """Counts for which somebody wrote `无`: most mean 0, but it is read as unknown."""
    if asked.unit is not Unit.COUNT:
        return []
    return _telling("column-says-none", texts, lambda text: text.casefold() in _SAYS_NONE)


def _small(
    texts: pl.Series, bare: Mapping[str, Decimal], factor: Decimal, asked: Asked
) -> list[Finding]:
    """Bare 0.55 beside 55: read as 0.55%, but the writer may have meant 55%."""
    largest = max(bare.values(), default=ONE)
    if factor != _HUNDREDTH or largest <= SURELY_PERCENT or asked.fraction is not None:
        return []
    small = {text for text, number in bare.items() if number and abs(number) <= ONE}
    found = _telling("column-small-percent", texts, small.__contains__)
    return [_with(f, _meant(bare[texts[f.rows[0]]]) | {"largest": plain(largest)}) for f in found]


def _meant(number: Decimal) -> dict[str, Fact]:
    return {"text": plain(number), "meant": plain(hundredfold(number))}


def _huge(texts: pl.Series, read: Mapping[str, Reading]) -> list[Finding]:
    """Percents above 1000%: a growth may be so large, but a lost point is likelier."""
    values = ((text, value) for text, value in read.items() if isinstance(value, Decimal))
    huge = {text for text, value in values if value > SURELY_PERCENT}
    found = _telling("column-huge-percent", texts, huge.__contains__)
    return [
        _with(f, {"text": show(cast("Decimal", read[texts[f.rows[0]]]), Unit.PERCENT)})
        for f in found
    ]


def _with(finding: Finding, facts: Mapping[str, Fact]) -> Finding:
    return replace(finding, facts={**finding.facts, **facts})


def _telling(
    id: str,  # noqa: A002 - its name
    texts: pl.Series,
    told: Callable[[str], bool],
) -> list[Finding]:
    """A warning about the cells whose text is to be told, if there are any."""
    chosen = {text for text in texts.unique().to_list() if told(text)}
    rows = tuple(row for row, text in enumerate(texts.to_list()) if text in chosen)
    if not rows:
        return []
    said = {"text": folded_text(texts[rows[0]])}
    return [Finding(id, rows, said, stops=False, whole=True)]


def _amount(text: str, reading: Reading, heading_unit: str) -> Reading:
    """An amount under a heading like `(万元)`, unless the cell names its own unit."""
    if isinstance(reading, Decimal) and not _OWN_UNIT.search(text):
        return reading * _FACTORS[heading_unit]
    return reading
