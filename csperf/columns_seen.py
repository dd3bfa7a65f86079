"""Columns as they were understood: what each heading of one table means to csperf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal

from csperf.errors import Problem
from csperf.intake.cells import read_cell
from csperf.intake.headings import Heading, Table, choose
from csperf.intake.spelling import unit_of
from csperf.plan.combine import recomputed
from csperf.plan.desk import Definition
from csperf.units import Unit

Role = Literal["agent", "agent-too", "date", "shop", "metric", "ignored", "unknown"]
# fmt: off
Together = Literal[
    "sum", "max", "min", "same", "never", "mean", "weighted", "weight-lacking", "parts",
    "parts-lacking",
]
# fmt: on
Choice = Literal["only", "chosen", "passed-over", "doubtful"]

_NEAREST = 3
_COMPARED = 24  # of the headings that are like one, before units are looked at
_LIKE, _LIKE_IN_LETTERS, _CLOSE = (
    0.5,
    0.72,
    0.75,
)  # letters are few, so words of them are alike by chance
_LONGEST = 60  # signs of a heading that are compared with those csperf knows
_MOST_COMPARED = 60  # headings of a table
_SAMPLED = 200
_UNITS = {
    **dict.fromkeys(("秒", "分钟", "小时", "毫秒"), Unit.SECONDS),
    **dict.fromkeys(("元", "万元", "亿元"), Unit.MONEY),
    "%": Unit.PERCENT,
}
# What the last signs of a heading say of bare numbers under it: a guess, told as one.
_ENDINGS = (
    (("额", "金", "工资", "单价", "amount"), Unit.MONEY),
    (("数", "量", "次", "count"), Unit.COUNT),
    (("分", "score"), Unit.POINTS),
)
# What a column may be whose cells look like this: 12 may be anything that is counted or measured,
# 12.5 no count, and 12% or 12秒 nothing else.
_FIGURES = frozenset(Unit) - {Unit.TEXT}
_FITTING = {
    Unit.COUNT: _FIGURES,
    Unit.MONEY: _FIGURES - {Unit.COUNT},
    Unit.POINTS: _FIGURES - {Unit.MONEY},
    Unit.PERCENT: frozenset({Unit.PERCENT}),
    Unit.SECONDS: frozenset({Unit.SECONDS}),
    Unit.TEXT: frozenset({Unit.TEXT}),
}
_GUESSED = (Unit.PERCENT, Unit.SECONDS, Unit.COUNT, Unit.MONEY)


@dataclass(frozen=True, slots=True)
class Near:
    """A heading that csperf knows and that resembles an unknown one, with its metric.

    `close`: most of their signs agree; of others a person has to choose.
    """

    heading: str
    metric: str
    close: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """The metric that a column carries.

    `together` says what becomes of several rows of one agent, by `weight` or by `formula`; `bare`
    is the unit of numbers that name none; `choice` whether this column is read where several carry
    the metric, `other` is then another of them. `elsewhere` is the metric that this heading would
    be by the catalogue, while this platform means another one by it.
    """

    name: str
    unit: Unit
    together: Together
    weight: str = ""
    formula: str = ""
    bare: str = ""
    choice: Choice = "only"
    other: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One column of a table; `unit` is a guess from the cells of an unknown one, None if blank."""

    letter: str
    heading: str
    role: Role
    metrics: tuple[Meant, ...] = ()
    hidden: bool = False
    near: tuple[Near, ...] = ()
    unit: Unit | None = None


def columns_seen(
    table: Table, definitions: Mapping[str, Definition], samples: Mapping[str, Sequence[str]]
) -> tuple[Seen, ...]:
    """Every column with a heading, as they stand; `samples` are the first cells of the unknown."""
    meant = _metrics(table, definitions)
    units = {one: unit_guessed(one, samples.get(one.letter, ())) for one in table.unknown}
    near = _nearest(table, definitions, units)
    return tuple(
        Seen(
            one.letter,
            one.text,
            _role(table, one),
            meant.get(one.letter, ()),
            hidden=one.letter in table.grid.hidden_columns,
            near=near.get(one, ()),
            unit=units.get(one),
        )
        for one in table.every
    )


def _role(table: Table, heading: Heading) -> Role:
    if heading in table.agents:
        return "agent" if heading == table.agents[0] else "agent-too"
    if heading in (table.date, table.shop):
        return "date" if heading == table.date else "shop"
    if heading in table.ignored:
        return "ignored"
    return "unknown" if heading in table.unknown else "metric"


def _metrics(table: Table, definitions: Mapping[str, Definition]) -> dict[str, tuple[Meant, ...]]:
    """What the column of each letter carries."""
    by_name = {d.name: d for d in definitions.values()}
    supplied = frozenset(table.columns)
    again = recomputed(definitions, supplied, supplied)
    elsewhere = {own: listed for listed, own in table.elsewhere.items()}
    found: dict[str, tuple[Meant, ...]] = {}
    for metric, headings in table.columns.items():
        for heading in headings:
            weight = _weight(by_name[metric], table)
            choice, other = _choice(table, metric, heading)
            formula = by_name[metric].formula
            told = Meant(
                metric,
                by_name[metric].unit,
                _together(by_name[metric], table, weight, again),
                weight,
                str(formula or ""),
                heading.unit,
                choice,
                other,
                elsewhere.get(metric, ""),
            )
            found[heading.letter] = (*found.get(heading.letter, ()), told)
    return found


def _weight(definition: Definition, table: Table) -> str:
    """What several rows are weighted by: the plan's word, the platform's, the catalogue's."""
    stated = definition.weight if definition.place.line else ""
    return stated or table.weights.get(definition.name, "") or definition.weight


def _together(definition: Definition, table: Table, weight: str, again: frozenset[str]) -> Together:
    if definition.combine == "weighted":
        return "weighted" if weight in table.columns else "weight-lacking"
    if definition.combine == "parts":
        return "parts" if definition.name in again else "parts-lacking"
    return definition.combine


def _choice(table: Table, metric: str, heading: Heading) -> tuple[Choice, str]:
    """Whether this one of several columns of a metric is read, and which other there is."""
    others = [one for one in table.columns[metric] if one.letter != heading.letter]
    if not others:
        return "only", ""
    chosen = choose(table, metric)
    if isinstance(chosen, Problem):
        return "doubtful", others[0].letter
    if chosen.letter == heading.letter:
        return "chosen", others[0].letter
    return "passed-over", chosen.letter


def _nearest(
    table: Table, definitions: Mapping[str, Definition], units: Mapping[Heading, Unit | None]
) -> dict[Heading, tuple[Near, ...]]:
    """For each unknown heading those like it, of metrics that the table does not have yet.

    A metric in whose unit the column cannot be written is not like it.
    """
    every = {one.name: one for one in definitions.values()} if units else {}
    known = {
        unit_of(heading)[0]: (Near(heading, d.name), d.unit)
        for d in every.values()
        if d.name not in table.columns and not d.own
        for heading in reversed(d.headings)
    }
    wanted = list(units)[:_MOST_COMPARED]
    return {one: _near(unit_of(one.text)[0], known, units[one]) for one in wanted}


def _near(stem: str, known: Mapping[str, tuple[Near, Unit]], unit: Unit | None) -> tuple[Near, ...]:
    if len(stem) > _LONGEST:
        return ()
    cutoff = _LIKE_IN_LETTERS if stem.isascii() else _LIKE
    fitting = _FITTING[unit] if unit else frozenset(Unit)
    if unit in _ended(stem):
        fitting = frozenset({*_ended(stem)})
    close = get_close_matches(stem, known, n=_COMPARED, cutoff=_CLOSE)
    found: dict[str, Near] = {}
    for text in get_close_matches(stem, known, n=_COMPARED, cutoff=cutoff):
        near, its = known[text]
        if its in fitting:
            found.setdefault(near.metric, replace(near, close=text in close))
    return tuple(found.values())[:_NEAREST]


def unit_guessed(heading: Heading, cells: Sequence[str]) -> Unit | None:
    """In which unit a column seems to be written; None where it holds nothing."""
    texts = {text for text in cells[:_SAMPLED] if read_cell(text, Unit.TEXT) is not None}
    if not texts:
        return None
    if heading.unit in _UNITS:
        return _UNITS[heading.unit]
    surely = (unit for unit in _GUESSED if all(_is_figure(text, unit) for text in texts))
    unit = next(surely, Unit.TEXT)
    bare = unit in {Unit.COUNT, Unit.MONEY}
    likely = (one for one in _ended(unit_of(heading.text)[0]) if bare)
    return next((one for one in likely if one is not Unit.COUNT or unit is one), unit)


def _ended(stem: str) -> tuple[Unit, ...]:
    """The unit that the end of a heading speaks of, if it does."""
    return tuple(unit for ends, unit in _ENDINGS if stem.endswith(ends))


def _is_figure(text: str, unit: Unit) -> bool:
    """Whether a cell is a figure of this unit and says so itself."""
    whole = unit is not Unit.COUNT or "." not in text
    return whole and isinstance(read_cell(text, unit), Decimal)
