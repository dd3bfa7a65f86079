"""The desk at which a plan is lowered: resolves names to columns, keeps columns and problems.

Kinds ask the desk for the value of a name and hand it their formulas; they never see each other.
A column is added when it is first read, so the list stays in the order of computation and a name
can only mean something that stands before its reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from csperf.errors import NOWHERE, Place, Problem, Term, problem
from csperf.exact import RoundingMode
from csperf.formula import (
    WHO,
    Aggregate,
    Cell,
    Choose,
    Column,
    Condition,
    Constant,
    Difference,
    Distribution,
    Formula,
    Product,
    Quotient,
    Round,
    Sum,
    Whole,
)
from csperf.inputs import Part
from csperf.metrics.catalogue import Better, Combine
from csperf.plan.expression import DEEPEST, names_in, parse
from csperf.plan.fields import near
from csperf.plan.names import (
    NAMED_SCOPES,
    RESERVED,
    SCOPES,
    SPOKEN,
    metric_before,
    named_whole,
)
from csperf.units import Unit, rounding_of
from csperf.yaml_text import Written

_MAKERS = {"score": "indicators", "rank": "indicators", "grade": "grades", "total": "pay"}
Combining = Combine | Literal["mean"]
MissingPoints = Literal["error", "zero", "skip", "renormalise"]
Tested = Callable[[], tuple[Condition, ...] | None]
COUNTABLE = frozenset({Unit.COUNT, Unit.DAYS, Unit.RATIO, Unit.POINTS})


@dataclass(frozen=True)
class Definition:
    """What a metric's name means in this plan: the catalogue's entry or the plan's own.

    `combine` says how several rows of one agent become one value, `weight` by which metric they are
    weighted; `stated` whether the plan itself gives the headings.
    """

    name: str
    unit: Unit
    better: Better = "neutral"
    formula: Written | None = None
    headings: tuple[str, ...] = ()
    rounding: Decimal | None = None
    fraction: bool | None = None
    own: bool = False
    place: Place = NOWHERE
    combine: Combining = "never"
    weight: str = ""
    stated: bool = False
    part: Part | None = None

    @property
    def metric(self) -> str:
        """The metric's own name, whichever part of the month this is about."""
        return self.part.bare(self.name) if self.part else self.name

    def within(self, part: Part) -> Definition:
        """The metric of one part of the month; what is the same on every day stays itself.

        So does what was last month: it has no part in this one.
        """
        if self.combine == "same" or self.unit is Unit.TEXT or metric_before(self.name):
            return self
        return replace(self, name=part.named(self.name), part=part)


@dataclass(frozen=True)
class Reading:
    """What a name stands for: a cell, its unit, and which direction is better."""

    cell: Cell
    unit: Unit
    better: Better = "neutral"


_FigureFault = Literal["base", "deduction", "days", "adjustment", "weight"]
Fault = _FigureFault | Literal["pool", "parts", "person", "season"]


@dataclass(frozen=True)
class Watch:
    """What a pay line asks to be looked at in every month's figures: which fault, in which columns.

    The line itself names the columns that it reads, so a look cannot miss them by another spelling.
    """

    fault: Literal[
        "base", "deduction", "days", "adjustment", "weight", "pool", "parts", "person", "season"
    ]
    line: str
    columns: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Missing:
    """A metric that the plan reads and no export supplies."""

    name: str
    place: Place
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoundingRule:
    """To what money and scores are rounded, and which way halves go."""

    money: Decimal
    score: Decimal
    mode: RoundingMode


@dataclass
class Desk:
    """Columns and problems of one lowering; `supplied` None means: no data yet, only the plan.

    `barred` are, by pay line, the conditions of gates that take people off its board or pool; they
    are read where the line is, since they may name what stands just before it. `overrides` puts
    into points what was agreed with single people. The desk of a `part` of the month reads its
    metrics from the rows of that part, and names its columns so; what is the same in every part it
    reads at the desk of the `whole`, and of all days that are scored at the desk `counted`.
    `factors` are, by pay line, those of the seasons, with the part whose base bears each (None: the
    whole period); `shops` the shops that are scored apart.
    """

    definitions: Mapping[str, Definition]
    rounding: RoundingRule
    supplied: frozenset[str] | None = None
    later: Mapping[str, Place] = field(default_factory=dict)
    missing_policy: MissingPoints = "error"
    absent: frozenset[str] = frozenset()
    period: str = ""
    tables: Mapping[str, Desk] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    watches: list[Watch] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    barred: dict[str, list[Tested]] = field(default_factory=dict)
    overrides: Callable[[Formula, str], Formula] | None = None
    open: list[str] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)
    factors: Mapping[str, tuple[tuple[Part | None, Constant | None], ...]] = field(
        default_factory=dict
    )
    shops: tuple[Part, ...] = ()
    part: Part | None = None
    whole: Desk | None = None
    counted: Desk | None = None
    divided: dict[Part, Desk] = field(default_factory=dict)

    @property
    def of_one_shop(self) -> bool:
        """Whether only the rows of one shop are read, where not everybody works."""
        return self.part is not None and bool(self.part.shop)

    def of_part(self, part: Part) -> Desk:
        """The desk of one part of the month; its columns and problems stand among these."""
        if part not in self.divided:
            known = in_part(self.definitions, part)
            own: dict[str, Reading] = {}
            self.divided[part] = replace(
                self, definitions=known, part=part, whole=self, readings=own, barred={}, open=[]
            )
        return self.divided[part]

    def note(self, problem: Problem) -> None:
        """Keeps a problem; what several lines stumble over is told once."""
        if problem not in self.problems:
            self.problems.append(problem)

    def add(self, column: Column, better: Better = "neutral") -> Reading:
        """Puts a column at the end of the sheet; the same column again is the first one.

        Two different columns of one name would let one be read for the other.
        """
        name = column.name
        if self.part is not None:
            label = self.part.named(column.label) if column.label else ""
            column = replace(column, name=self.part.named(name), label=label)
        before = next((c for c in self.columns if c.name == column.name), None)
        if before is None:
            self.columns.append(column)
            self.readings[column.name] = Reading(Cell(column.name), column.unit, better)
        elif (before.formula, before.unit) != (column.formula, column.unit):
            self.note(problem("name-taken", column.place, name=column.name))
        self.readings[name] = self.readings[column.name]
        return self.readings[name]

    def read(self, name: Written) -> Reading | None:
        """What the name stands for here, or None after noting why it stands for nothing."""
        wanted = RESERVED.get(name, str(name))
        if wanted in self.readings:
            return self.readings[wanted]
        scope, _, metric = str(name).partition(".")
        nested = metric.partition(".")[0] in NAMED_SCOPES
        if metric and scope in NAMED_SCOPES and not nested:
            return self.of_scope(scope, Written(metric, name.place), name)
        if wanted in self.definitions:
            return self.metric(self.definitions[wanted], name.place)
        if wanted in self.absent:
            self.note(
                problem("nothing-called", name.place, name=str(name), section=_MAKERS[wanted])
            )
            return None
        if wanted in self.later or wanted in RESERVED.values():
            at = self.later.get(wanted, NOWHERE)
            self.note(problem("reads-later", name.place, name=str(name), line=at.line or ""))
            return None
        known = [*self.definitions, *self.readings]
        self.note(problem("unknown-name", name.place, name=str(name), near=near(name, known)))
        return None

    def of_scope(self, scope: str, metric: Written, name: Written) -> Reading | None:
        """`团队.X`, `团队平均.X`, `团队合计.X`: for money and counts the plan says which."""
        among, how = NAMED_SCOPES[scope]
        reading = self.read(metric)
        if reading is None:
            return None
        if how is None and reading.unit in {Unit.MONEY, Unit.COUNT}:
            mean, total = SPOKEN[among]
            facts = {"mean": f"{mean}.{metric}", "sum": f"{total}.{metric}"}
            self.note(problem("say-mean-or-sum", name.place, name=str(name), **facts))
            return None
        if how == "pooled":
            return self.pooled(among, metric)
        return self.aggregate(among, metric, how or "mean")

    def names_given(self, name: str) -> tuple[str, ...]:
        """Every text that the plan itself can give in a column, as grades are; none for data."""
        match next((c.formula for c in self.columns if c.name == name), None):
            case Choose(rows=rows, otherwise=otherwise):
                results = [*(row.result for row in rows), otherwise]
            case Distribution(shares=shares, others=others):
                results = [*(grade for grade, _ in shares), others]
            case _:
                return ()
        texts = (str(one.value) for one in results if isinstance(one, Constant) and one.value)
        return tuple(dict.fromkeys(texts))

    def who(self) -> str:
        """The column of the agents' names."""
        self.add(Column(WHO, "aid", Unit.TEXT))
        return WHO

    def number(self, name: Written) -> Reading | None:
        """What the name stands for, if it is a number."""
        reading = self.read(name)
        if reading is not None and reading.unit is Unit.TEXT:
            self.note(problem("text-not-number", name.place, name=str(name)))
            return None
        return reading

    def countable(self, name: Written, units: frozenset[Unit] = COUNTABLE) -> Reading | None:
        """What the name stands for, if so much can be paid for each of it."""
        reading = self.number(name)
        if reading is not None and reading.unit not in units:
            unit = Term(f"unit.{reading.unit}")
            self.note(problem("not-countable", name.place, name=str(name), unit=unit))
            return None
        return reading

    def comparable(self, name: Written, own: Reading, other: Written) -> Reading | None:
        """What the other name stands for, if the first can be divided by it."""
        reading = self.number(other)
        if reading is None or reading.unit is own.unit or {reading.unit, own.unit} <= COUNTABLE:
            return reading
        at = other.place if other.place.line else name.place
        self.note(problem("units-differ", at, name=str(name), other=str(other)))
        return None

    def metric(self, definition: Definition, place: Place) -> Reading | None:
        """A metric's column: read from the data, or computed when the data lacks it."""
        if definition.name in self.readings:
            return self.readings[definition.name]
        if self.whole is not None and definition.part is None:
            return self.whole.metric(definition, place)
        supplied = self.supplied is None or definition.metric in self.supplied
        if definition.formula is not None and (definition.own or not supplied):
            text = definition.formula
            return self.computed(definition, text if definition.own else Written(text, place))
        if not supplied:
            self.lack(Missing(definition.metric, place))
        at = definition.place if definition.place.line else place
        column = Column(definition.name, "metric", definition.unit, place=at)
        return self.add(column, definition.better)

    def lack(self, missing: Missing) -> None:
        """Keeps a metric that no export supplies; what several parts of the month lack, once."""
        if missing not in self.missing:
            self.missing.append(missing)

    def computed(self, definition: Definition, text: Written) -> Reading | None:
        """A metric by its small formula, rounded to what its unit shows."""
        if definition.name in self.open:
            self.note(problem("circular-metric", text.place, name=definition.name))
            return None
        if len(self.open) == DEEPEST:
            self.note(problem("metrics-too-deep", text.place, name=definition.name, limit=DEEPEST))
            return None
        self.open.append(definition.name)
        self.begun.add(definition.name)
        before = len(self.missing)
        formula = self.parsed(text, self.cell if definition.own else self.cells_at(text.place))
        self.open.pop()
        parts = self.missing[before:]
        if parts and not definition.own:
            names = tuple(part.name for part in parts)
            del self.missing[before:]
            self.lack(Missing(definition.metric, text.place, names))
        if formula is None:
            return None
        if definition.rounding or needs_rounding(formula):
            to = definition.rounding or rounding_of(definition.unit)
            formula = Round(formula, to, self.rounding.mode)
        column = Column(definition.name, "metric", definition.unit, formula, text.place)
        return self.add(column, definition.better)

    def parsed(self, text: Written, cell: Callable[[Written], Formula | None]) -> Formula | None:
        """A small formula; while its grammar is at fault, its names are not judged."""
        before = len(self.problems)
        formula, problems = parse(text, cell)
        if problems:
            self.problems[before:] = problems
        return formula

    def cells_at(self, place: Place) -> Callable[[Written], Formula | None]:
        """How the catalogue's formulas read names: they stand where the plan reads the metric."""
        return lambda name: self.cell(Written(name, place))

    def cell(self, name: Written) -> Formula | None:
        """A name inside a formula."""
        reading = self.read(name)
        if reading is None:
            return None
        if reading.unit is Unit.TEXT:
            self.note(problem("text-in-formula", name.place, name=str(name)))
            return None
        return reading.cell

    def aggregate(self, scope: str, name: Written, how: Whole = "mean") -> Reading | None:
        """A metric's mean, sum or extreme over team, group, shift or level, as its own column."""
        reading = self.read(name)
        within = self.within(scope, name.place)
        if reading is None or within == "":
            return None
        if reading.unit is Unit.TEXT:
            self.note(problem("text-in-formula", name.place, name=str(name)))
            return None
        whole: Formula = Aggregate(how, reading.cell.column, within)
        if how == "mean":
            whole = Round(whole, rounding_of(reading.unit), self.rounding.mode)
        title = named_whole(scope, how, str(name))
        column = Column(title, "team", reading.unit, whole, name.place)
        return self.add(column, reading.better)

    def pooled(self, scope: str, name: Written) -> Reading | None:
        """The team's own ratio: the metric's formula over the summed parts.

        Who lacks one of the parts is left out of all of them: a numerator without its denominator
        would move everybody else's standard.
        """
        definition = self.definitions.get(name)
        text = definition.formula if definition else None
        if definition is None or text is None:
            self.note(problem("no-parts-to-pool", name.place, name=str(name)))
            return None
        within = self.within(scope, name.place)
        parts = tuple(dict.fromkeys(names_in(text)))
        read = [self.read(Written(part, name.place)) for part in parts]
        columns = tuple(reading.cell.column for reading in read if reading is not None)

        def summed(part: Written) -> Formula | None:
            reading = self.read(part)
            if reading is None:
                return None
            return Aggregate("sum", reading.cell.column, within or None, columns)

        formula = self.parsed(text, summed)
        if formula is None:
            return None
        rounded = Round(formula, rounding_of(definition.unit), self.rounding.mode)
        title = named_whole(scope, "pooled", str(name))
        column = Column(title, "team", definition.unit, rounded, name.place)
        return self.add(column, definition.better)

    def within(self, scope: str, place: Place) -> str | None:
        """The column whose equal values make a group; '' if it cannot be read."""
        column = SCOPES[scope]
        if column is None:
            return None
        reading = self.read(Written(column, place))
        return reading.cell.column if reading else ""


def in_part(definitions: Mapping[str, Definition], part: Part) -> dict[str, Definition]:
    """What every metric name means in one part of the month."""
    known = {id(one): one.within(part) for one in definitions.values()}
    return {name: known[id(one)] for name, one in definitions.items()}


def needs_rounding(formula: Formula) -> bool:
    """Whether exact inputs may give endless digits; sums and differences never do."""
    match formula:
        case Sum(terms=terms):
            return any(needs_rounding(term) for term in terms)
        case Difference(left=left, right=right):
            return needs_rounding(left) or needs_rounding(right)
        case Product() | Quotient():
            return True
        case _:
            return False
