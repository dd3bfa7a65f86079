"""The ring: what an explanation says is true, and its arithmetic gives the figure that is paid.

The calculator below shares nothing with csperf: it reads the printed text, computes in fractions
and rounds with integers, so a figure that cannot be redone from what is printed fails here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import CASES, run_of
from formulas import NAMES, NUMBERS, formulas
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.errors import Place
from csperf.formula import WHO, Aggregate, Column, Constant, Formula, Prize, Rank, Round, parts
from csperf.inputs import Agent, Inputs
from csperf.output.run import Run
from csperf.output.words import Told, explain, tell_cell
from csperf.sheet import Sheet, evaluate
from csperf.texts import Lang
from csperf.units import Unit

NUMBER = r"-?\d+(?:\.\d+)?"
TOKEN = re.compile(rf"\s*(?:({NUMBER})(%|秒|s)?|([+−×÷()]))")
COMPARED = re.compile(r"(\S+) ([≥>≤<=≠]) ([^\s，,]+)")
LIMITED = re.compile(rf"(.+) = ({NUMBER}(?:%|秒|s)?)(…?) ([<>]) (\S+)")
STEPPED = re.compile(r"(.+) → (\S+) \((.+)\)")
MODES = {"一律舍去": "down", "always down": "down", "四舍六入五成双": "half_even"} | {
    "halves to even": "half_even",
    "一律进位": "up",
    "always up": "up",
}
DAYS = re.compile(r"(\d{4}-\d\d-\d\d) ~ (\d{4}-\d\d-\d\d)")  # how days are counted
HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "≥": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "≤": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "≠": lambda a, b: a != b,
}


def number_in(text: str) -> Fraction | None:
    match = TOKEN.fullmatch(text)
    if match is None or match[1] is None:
        return None
    return Fraction(match[1]) / (100 if match[2] == "%" else 1)


def worth(text: str) -> Fraction:
    """The value of printed arithmetic, with a pocket calculator's precedence."""
    tokens: list[str | Fraction] = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        assert match is not None, f"{text!r} at {at}"
        sign = match[3]
        tokens.append(sign or number_in(match[0].strip()) or Fraction(0))
        at = match.end()
    value = _sum(tokens)
    assert not tokens, f"{text!r} leaves {tokens}"
    return value


def _sum(tokens: list[str | Fraction]) -> Fraction:
    value = _product(tokens)
    while tokens and tokens[0] in ("+", "−"):
        value = value + _product(tokens) if tokens.pop(0) == "+" else value - _product(tokens)
    return value


def _product(tokens: list[str | Fraction]) -> Fraction:
    value = _atom(tokens)
    while tokens and tokens[0] in ("×", "÷"):
        value = value * _atom(tokens) if tokens.pop(0) == "×" else value / _atom(tokens)
    return value


def _atom(tokens: list[str | Fraction]) -> Fraction:
    first = tokens.pop(0)
    if isinstance(first, Fraction):
        return first
    assert first == "("
    value = _sum(tokens)
    assert tokens.pop(0) == ")"
    return value


def nearest(value: Fraction, told: str) -> Fraction:
    """The value rounded as the text says: its last number is the step, halves go up by default."""
    steps = re.findall(NUMBER, told)
    if not steps:
        return value
    step = Fraction(steps[-1])
    mode = next((mode for words, mode in MODES.items() if words in told), "half_up")
    units, rest = divmod(abs(value) / step, 1)
    half = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and (mode != "half_even" or units % 2))
    more = {"down": False, "up": rest > 0}.get(mode, bool(half))
    return (units + more) * step * (-1 if value < 0 else 1)


def constants(formula: Formula) -> Iterator[Fraction]:
    """Every number that the plan writes in a formula."""
    match formula:
        case Constant(value=Decimal() as value):
            yield Fraction(value)
        case Prize(prizes=prizes, others=others):
            for prize in (*prizes, others):
                yield from constants(prize)
        case _:
            pass
    for part in parts(formula):
        yield from constants(part)


def check_reason(reason: str) -> None:
    """A reason that compares or computes must be true as printed."""
    if limited := LIMITED.fullmatch(reason):
        works, value, cut, sign, bound = limited.groups()
        shown = worth(value)
        exact = worth(works)
        assert abs(exact - shown) <= (Fraction(1, 10**6) if cut else 0), reason
        assert HOLDS[sign](exact, worth(bound)), reason
    elif stepped := STEPPED.fullmatch(reason):
        works, value, told = stepped.groups()
        assert nearest(worth(works), told) == worth(value), reason
    else:
        for left, sign, right in COMPARED.findall(reason):
            a, b = number_in(left), number_in(right)
            if a is None or b is None:
                assert (left == right) == (sign == "="), reason
            else:
                assert HOLDS[sign](a, b), reason


def check_value(sheet: Sheet, agent: int, told: Told, name: str) -> None:
    """The shown value is what the works give, or else a figure of the plan or the data."""
    value, formula = sheet.value(agent, name), sheet.column(name).formula
    if not isinstance(value, Decimal):
        assert told.value == (value or "—")
        return
    shown = Fraction(value)
    assert number_in(told.value) == shown
    if isinstance(formula, Aggregate) and formula.how in {"min", "max"}:
        members = [cell for cell in sheet.cells[formula.column] if isinstance(cell, Decimal)]
        assert value == (min if formula.how == "min" else max)(members)
        return
    if days := DAYS.fullmatch(told.works):
        first, last = map(date.fromisoformat, days.groups())
        assert (last - first).days + 1 == shown
        return
    if told.works:
        assert nearest(worth(told.works), told.rounding) == shown, (told.title, told.works)
        return
    read = [sheet.value(agent, part) for part in told.parts]
    known = {Fraction(part) for part in read if isinstance(part, Decimal)}
    known |= {Fraction(row[0].value) for row in told.rows}
    steps = {worth(found[2]) for reason in told.reasons if (found := STEPPED.fullmatch(reason))}
    written = set(constants(formula)) if formula is not None else set()
    assert formula is None or shown in known | steps | written | {Fraction(0)}, told
    assert formula is None or shown or told.reasons or told.parts, told


CELLS = [
    pytest.param(case, lang, id=f"{case.name}-{lang}") for case in CASES for lang in ("zh", "en")
]


@pytest.mark.parametrize(("folder", "lang"), CELLS)
def test_every_explanation_is_true_and_gives_its_figure(folder: Path, lang: Lang) -> None:
    month = run_of(folder).sheet
    for sheet in (month, *(detail.sheet for detail in month.details.values())):
        for agent in range(len(sheet.agents)):
            for column in sheet.columns:
                told = tell_cell(sheet, agent, column.name, lang)
                for reason in told.reasons:
                    check_reason(reason)
                check_value(sheet, agent, told, column.name)


def test_every_data_cell_names_its_cell_and_every_figure_its_line(run: Run) -> None:
    sheet = run.sheet
    for column in sheet.columns:
        for agent, value in enumerate(sheet.cells[column.name]):
            told = tell_cell(sheet, agent, column.name, "zh")
            place = told.place
            if column.formula is not None:
                assert place.line, column.name
                assert place.col, column.name
            elif value is not None and column.name != WHO:
                counts_rows = column.kind == "aid" and column.unit is Unit.COUNT
                assert place.cell or counts_rows or DAYS.fullmatch(told.works), column.name


def test_a_line_that_pays_nothing_says_why(run: Run) -> None:
    sheet = run.sheet
    for column in sheet.of_kind("pay"):
        for agent, value in enumerate(sheet.cells[column.name]):
            if value == 0:
                told = tell_cell(sheet, agent, column.name, "zh")
                assert told.works or told.reasons, (column.name, sheet.agents[agent].name)


def test_as_many_people_are_better_as_a_place_says(run: Run) -> None:
    sheet = run.sheet
    for column in sheet.of_kind("rank"):
        assert isinstance(column.formula, Rank)
        name, way = column.formula.keys[0]
        for agent, own in enumerate(sheet.cells[name]):
            told = tell_cell(sheet, agent, column.name, "en")
            if not told.works:
                continue
            said = re.match(r"\d+", " ".join(told.reasons))
            better = [
                other
                for other, place in zip(sheet.cells[name], sheet.cells[column.name], strict=True)
                if place and isinstance(other, Decimal) and isinstance(own, Decimal)
                if (other > own if way == "higher" else other < own)
            ]
            assert said is not None
            assert len(better) <= int(said[0])
            assert len(better) == int(said[0]) or "in turn" in told.reasons[0]


def test_an_explanation_reaches_the_data_below_it(run: Run) -> None:
    sheet = run.sheet
    last = [column.name for column in sheet.columns if column.kind in {"total", "score"}][-1:]
    for name in last:
        for agent in range(len(sheet.agents)):
            found = explain(sheet, agent, name, "zh")
            places = [told.place for told in found]
            places += [row[0].place for told in found for row in told.rows]
            agreed = any("单独约定" in reason for told in found for reason in told.reasons)
            assert agreed or any(place.cell for place in places)


@given(formulas(of_cells=True), st.tuples(NUMBERS, NUMBERS, NUMBERS))
@settings(max_examples=1000)
def test_the_explanation_of_any_formula_gives_its_figure(
    formula: Formula, person: tuple[Decimal, Decimal, Decimal]
) -> None:
    units = (Unit.MONEY, Unit.PERCENT, Unit.SECONDS)
    line = Column("line", "pay", Unit.MONEY, Round(formula, Decimal("0.01")), Place("plan", 1, 1))
    columns = [
        *(Column(name, "metric", unit) for name, unit in zip(NAMES, units, strict=True)),
        line,
    ]
    data = {name: [value] for name, value in zip(NAMES, person, strict=True)}
    sheet = evaluate(columns, Inputs((Agent("A"),), data))
    told = tell_cell(sheet, 0, "line", "zh")
    if sheet.value(0, "line") is None:
        return
    for reason in told.reasons:
        check_reason(reason)
    check_value(sheet, 0, told, "line")
