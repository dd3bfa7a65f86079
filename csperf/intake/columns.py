"""Columns: all cells of one column are read together, for a bare 0.5 means nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from csperf.errors import Fact
from csperf.exact import ONE, ZERO, exactly
from csperf.formula import Value
from csperf.intake.cells import Bare, Fault, Reading, read_cell
from csperf.units import Unit

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
_TIMES = {"秒", "分钟", "小时", "毫秒"}
_AMOUNTS = {"元", "万元", "亿元"}
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


def read_column(texts: Sequence[str], asked: Asked) -> tuple[Sequence[Value | None], list[Finding]]:
    """The values of the cells, and what is wrong with them, rows counted from 0.

    >>> read_column(["25", "--"], Asked(Unit.SECONDS, "秒"))
    ([Decimal('25'), None], [])
    """
    if not _agrees(asked):
        return [], [Finding("heading-unit", facts={"unit": asked.heading_unit}, whole=True)]
    read: dict[str, Reading] = {text: read_cell(text, asked.unit) for text in dict.fromkeys(texts)}
    findings = [Finding(fault.id, tuple(rows), fault.facts) for fault, rows in _faults(texts, read)]
    bare = {text: value.number for text, value in read.items() if isinstance(value, Bare)}
    factor, said = _meaning(bare, read, asked)
    if said:
        findings.append(_at(said, texts, bare))
    if any(finding.stops for finding in findings):
        return [], findings
    if bare or asked.heading_unit in _AMOUNTS:
        with exactly():
            read = {text: _value(text, reading, factor, asked) for text, reading in read.items()}
    return cast("list[Value | None]", [read[text] for text in texts]), findings


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


def _faults(texts: Sequence[str], read: Mapping[str, Reading]) -> Iterator[tuple[Fault, list[int]]]:
    """Each faulty text with its rows."""
    faulty = {text: value for text, value in read.items() if isinstance(value, Fault)}
    rows: dict[str, list[int]] = {text: [] for text in faulty}
    if faulty:
        for row, text in enumerate(texts):
            if text in rows:
                rows[text].append(row)
    return ((fault, rows[text]) for text, fault in faulty.items())


def _meaning(
    bare: Mapping[str, Decimal], read: Mapping[str, Reading], asked: Asked
) -> tuple[Decimal, Finding | None]:
    """By what bare numbers are multiplied, and what is to be said about that."""
    numbers = [number for number in bare.values() if number != ZERO]
    signed = any(isinstance(value, Decimal) for value in read.values())
    if not numbers or asked.unit not in {Unit.PERCENT, Unit.RATIO, Unit.SECONDS}:
        return ONE, None
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
    hundredth = Decimal("0.01")
    if asked.fraction is not None:
        return (ONE if asked.fraction else hundredth), None
    if asked.heading_unit == "%":
        return hundredth, None
    if asked.unit is Unit.RATIO:
        return ONE, None
    largest = max(numbers)
    if largest > SURELY_PERCENT:
        return hundredth, None
    return ONE, Finding("column-ambiguous-percent", facts={"largest": largest})


def _at(finding: Finding, texts: Sequence[str], bare: Mapping[str, Decimal]) -> Finding:
    """The finding with the rows of the bare numbers that it is about."""
    rows = tuple(row for row, text in enumerate(texts) if bare.get(text))
    facts = {"text": texts[rows[0]], **finding.facts}
    return Finding(finding.id, rows, facts, finding.stops, whole=True)


def _value(text: str, reading: Reading, factor: Decimal, asked: Asked) -> Value | None:
    if isinstance(reading, Bare):
        return reading.number * factor
    if (
        isinstance(reading, Decimal)
        and asked.heading_unit in _AMOUNTS
        and not _OWN_UNIT.search(text)
    ):
        return reading * _FACTORS[asked.heading_unit]
    if isinstance(reading, Fault):
        raise TypeError(reading.id)
    return reading
