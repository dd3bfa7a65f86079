"""The worked examples inside a plan: a person's given values and what must come out of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from csperf.errors import Problem, Term, problem
from csperf.formula import Column, reads
from csperf.inputs import Agent, Inputs
from csperf.plan.desk import Definition, Missing
from csperf.plan.fields import in_range, near
from csperf.plan.lower import lower
from csperf.plan.model import Example
from csperf.plan.names import RESERVED, column_named
from csperf.plan.read import Plan
from csperf.sheet import Sheet, evaluate
from csperf.units import Unit, figure_of, fits, show
from csperf.yaml_text import Written

Works = Callable[[Sheet, str], str]


@dataclass(frozen=True)
class Outcome:
    """An example with the sheet it gave."""

    example: Example
    sheet: Sheet
    missing: tuple[Missing, ...] = ()


def run_examples(
    plan: Plan, known: Mapping[str, Definition], works: Works
) -> tuple[list[Outcome], list[Problem]]:
    """Every example's sheet, and what differs from what it expects; `works` explains a figure."""
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    for example in plan.rules.examples:
        outcome, found = run_example(plan, known, example)
        problems += found
        if outcome is not None:
            outcomes.append(outcome)
            problems += _differences(outcome, works)
    return outcomes, problems


def run_example(
    plan: Plan, known: Mapping[str, Definition], example: Example
) -> tuple[Outcome | None, list[Problem]]:
    """The sheet of one person with the given values."""
    own = {_column_of(name, known) for name in example.given}
    season = plan.rules.seasons.get(example.season) if example.season else None
    if example.season and season is None:
        facts = {"name": str(example.season), "near": near(example.season, plan.rules.seasons)}
        return None, [problem("unknown-season", example.season.place, **facts)]
    lowered, faults = lower(plan, known, frozenset(own), season.period if season else "")
    if faults:
        return None, []  # told by the plan's own check, once
    columns = {column.name: column for column in lowered.columns}
    problems: list[Problem] = []
    given: dict[str, list[Decimal | str | None]] = {}
    for name, text in example.given.items():
        column = columns.get(_column_of(name, known))
        value, found = _value(example, name, text, column, list(columns))
        problems += found
        if column is not None:
            given[column.name] = [value]
    if problems:
        return None, problems
    agent = Agent(str(example.name))
    sheet = evaluate(lowered.columns, Inputs((agent,), given), given)
    return Outcome(example, sheet, lowered.missing), []


def _column_of(name: str, known: Mapping[str, Definition]) -> str:
    """The column that a given name means."""
    return known[name].name if name in known else column_named(str(name))


def _value(
    example: Example, name: Written, text: Written, column: Column | None, names: list[str]
) -> tuple[Decimal | str | None, list[Problem]]:
    """A given value in its column's unit."""
    if column is None:
        facts = {"example": str(example.name), "name": str(name), "near": near(name, names)}
        return None, [problem("example-unknown-name", name.place, **facts)]
    if column.unit is Unit.TEXT:
        return str(text), []
    figure = figure_of(str(text))
    if figure is None or not fits(figure, column.unit) or not in_range(figure):
        return None, [_unreadable(example, name, text, column)]
    return figure.value, []


def _unreadable(example: Example, name: Written, text: Written, column: Column) -> Problem:
    return problem(
        "example-unreadable",
        text.place,
        example=str(example.name),
        name=str(name),
        found=str(text),
        unit=Term(f"unit.{column.unit}"),
        example_text=Term(f"example.{column.unit}"),
    )


def _differences(outcome: Outcome, works: Works) -> list[Problem]:
    """What the example expects and the plan does not give."""
    problems: list[Problem] = []
    columns = {column.name: column for column in outcome.sheet.columns}
    titles = {column.label: column for column in columns.values() if column.kind == "points"}
    for name, text in outcome.example.expect.items():
        column = columns.get(RESERVED.get(name, str(name))) or titles.get(str(name))
        if str(name) in titles:
            column = titles[str(name)]
        if column is None:
            nearest = near(name, [*columns, *titles, *RESERVED])
            facts = {"example": str(outcome.example.name), "name": str(name), "near": nearest}
            problems.append(problem("example-unknown-result", name.place, **facts))
        else:
            problems += _difference(outcome, name, text, column, works)
    return problems


def _difference(
    outcome: Outcome, name: Written, text: Written, column: Column, works: Works
) -> list[Problem]:
    example, sheet = outcome.example, outcome.sheet
    if lacking := _lacking(outcome, column):
        facts = {"example": str(example.name), "name": str(name)}
        return [problem("example-lacks", name.place, missing=tuple(lacking), **facts)]
    found = sheet.value(0, column.name)
    expected: Decimal | str = str(text)
    if column.unit is not Unit.TEXT:
        figure = figure_of(str(text))
        if figure is None or not fits(figure, column.unit):
            return [_unreadable(example, name, text, column)]
        expected = figure.value
    if found == expected:
        return []
    return [
        problem(
            "example-differs",
            text.place,
            example=str(example.name),
            name=str(name),
            expected=str(text),
            found=show(found, column.unit),
            works=works(sheet, column.name),
        )
    ]


def _lacking(outcome: Outcome, column: Column) -> list[str]:
    """What an expected figure reads and a single person cannot supply unless it is given."""
    sheet = outcome.sheet
    given = {column_named(str(name)) for name in outcome.example.given}
    formulas = {c.name: None if c.name in given else c.formula for c in sheet.columns}
    below = reads(column.formula, formulas) if column.formula is not None else frozenset()
    lacking = []
    for other in sheet.columns:
        if other.name not in below or other.name in given:
            continue
        of_many = other.kind == "team" or (other.kind == "rank" and other.name != "rank")
        if of_many or (other.formula is None and sheet.value(0, other.name) is None):
            lacking.append(other.name)
    wholes = {part: metric.name for metric in outcome.missing for part in metric.parts}
    return list(dict.fromkeys(wholes.get(name, name) for name in lacking))
