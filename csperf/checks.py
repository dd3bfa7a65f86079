"""What an evaluated sheet must not hold: unknown pay, bases below zero, money without a reason.

Every unknown figure is traced down the formulas to the cell that is blank, the division by zero or
the name without a row that caused it, and told once for each agent and cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from csperf.corrections import is_correction
from csperf.errors import Fact, Place, Problem, Term, problem, warning
from csperf.exact import ONE, ZERO, exactly, fixed, rounded
from csperf.formula import (
    Aggregate,
    Cell,
    Choose,
    Column,
    Condition,
    Distribution,
    Formula,
    Given,
    Prize,
    Quotient,
    Rank,
    Round,
    Share,
    WeightedMean,
    When,
    names,
    parts,
    reads,
)
from csperf.plan.desk import Watch
from csperf.plan.fields import near
from csperf.plan.names import metric_of
from csperf.plan.walk import spoken
from csperf.sheet import Sheet, all_hold
from csperf.units import Unit, show
from csperf.wholes import prize_of


def unknown_figures(sheet: Sheet) -> list[Problem]:
    """A problem for each cause of an unknown figure that the plan does not allow to be unknown."""
    found: dict[tuple[int, Cause], Problem] = {}
    for column in sheet.columns:
        if not column.required or column.kind not in {"points", "score", "pay", "balance", "total"}:
            continue
        for agent, value in enumerate(sheet.cells[column.name]):
            if value is None:
                cause = cause_of(sheet, agent, column.name)
                if isinstance(cause.part, Share) and _is_weighed(sheet, agent, cause.part):
                    continue  # somebody else's weight is unknown, and that is told
                found.setdefault((agent, cause), tell_unknown(sheet, agent, cause, column))
    return list(found.values())


def _is_weighed(sheet: Sheet, agent: int, node: Share) -> bool:
    return sheet.value(agent, node.weight) is not None and sheet.worth(agent, node.pool) is not None


@dataclass(frozen=True)
class Cause:
    """The deepest column that is unknown, and the part of its formula that has no value."""

    column: str
    part: Formula | None = None


def cause_of(sheet: Sheet, agent: int, name: str) -> Cause:
    """Why a figure is unknown: followed down only through parts that have no value themselves."""
    formula = sheet.column(name).formula
    return Cause(name) if formula is None else _cause_in(sheet, agent, name, formula)


def _cause_in(sheet: Sheet, agent: int, name: str, formula: Formula) -> Cause:
    if isinstance(formula, (Cell, Aggregate, Rank, Prize, Share, Distribution)):
        unknown = (below for below in names(formula) if sheet.value(agent, below) is None)
        below = next(unknown, None)
        return Cause(name, formula) if below is None else cause_of(sheet, agent, below)
    if isinstance(formula, Given) and formula.subject is None:
        return _cause_in(sheet, agent, name, formula.otherwise)
    inner = (part for part in parts(formula) if sheet.worth(agent, part) is None)
    part = next(inner, None)
    return Cause(name, formula) if part is None else _cause_in(sheet, agent, name, part)


def tell_unknown(sheet: Sheet, agent: int, cause: Cause, reader: Column) -> Problem:
    """The cause in words; what missing data means can be said in the plan for points only."""
    column, who = sheet.column(cause.column), sheet.agents[agent].name
    line = reader.label or spoken(reader.name)
    scored = reader.kind == "points" or (reader.kind == "score" and not _excused(reader.formula))
    match cause.part:
        case None:
            place = sheet.place(agent, cause.column)
            at = place if str(place) else column.place
            way = Term("way.fill-or-say" if scored else "way.fill")
            metric = metric_of(cause.column) if column.kind == "aid" else cause.column
            facts: dict[str, Fact] = {"metric": metric, "line": line, "way": way}
            return problem("missing-value", at, agent=who, **facts)
        case Choose(subject=Cell(column=subject)):
            value = str(sheet.value(agent, subject))
            facts = {"metric": subject, "value": value, "line": line}
            return problem("no-row-for", column.place, agent=who, **facts)
        case part:
            way = Term("way.check-or-say" if scored else "way.check")
            at = _zero_cell(sheet, agent, part) or column.place
            facts = {"metric": cause.column, "values": _shown(sheet, agent, part), "way": way}
            return problem("not-computable", at, agent=who, **facts)


def _excused(score: Formula | None) -> bool:
    """Whether the plan says already that the score does without what is missing."""
    if isinstance(score, WeightedMean) and score.optional:
        return True
    return score is not None and any(map(_excused, parts(score)))


def _shown(sheet: Sheet, agent: int, part: Formula) -> tuple[str, ...]:
    """The figures that the part reads, each with its value."""
    return tuple(
        f"{name} = {show(sheet.value(agent, name), sheet.column(name).unit)}"
        for name in dict.fromkeys(names(part))
    )


def _zero_cell(sheet: Sheet, agent: int, part: Formula) -> Place | None:
    """The cell of the data where the zero stands that the part divides by."""
    waiting = list(names(part.under if isinstance(part, Quotient) else part))
    for name in waiting:
        formula = sheet.column(name).formula
        if formula is not None:
            waiting += [below for below in names(formula) if below not in waiting]
        elif sheet.value(agent, name) == ZERO and str(place := sheet.place(agent, name)):
            return place
    return None


def watched(sheet: Sheet, watches: Sequence[Watch]) -> list[Problem]:
    """What pay lines asked to be looked at, for every agent."""
    return [
        told
        for watch in watches
        for agent in range(len(sheet.agents))
        if (told := _look(sheet, agent, watch)) is not None
    ]


def _look(sheet: Sheet, agent: int, watch: Watch) -> Problem | None:
    """One agent's figures under one watch."""
    if watch.fault == "person":
        return _nobody(sheet, watch) if agent == 0 else None
    first, *others = (sheet.value(agent, name) for name in watch.columns)
    if not isinstance(first, Decimal):
        return None
    match watch.fault:
        case "base" | "deduction" | "weight":
            return _figure_fault(sheet, agent, watch) if first < ZERO else None
        case "days":
            due = others[0]
            wrong = first < ZERO or (isinstance(due, Decimal) and first > due)
            return _figure_fault(sheet, agent, watch) if wrong else None
        case "adjustment":
            return _figure_fault(sheet, agent, watch) if first != ZERO and not others[0] else None
        case "season":
            return _figure_fault(sheet, agent, watch) if first < ZERO else None
        case "parts":
            return _parts_over(sheet, agent, watch)
        case "pool":
            return _differing_pool(sheet, agent, watch) if agent else None
        case _:
            assert_never(watch.fault)


def _nobody(sheet: Sheet, watch: Watch) -> Problem | None:
    """An override for somebody who is not paid is a slip of the name, or out of date."""
    who, name = watch.columns
    known = [str(value) for value in sheet.cells[who]]
    if name in known:
        return None
    facts: dict[str, Fact] = {"agent": name, "line": watch.line, "near": near(name, known)}
    return problem("override-of-nobody", watch.place, **facts)


def _parts_over(sheet: Sheet, agent: int, watch: Watch) -> Problem | None:
    """Stated percents of a pool that are more than the pool, told once for each sum."""
    sums = sheet.cells[watch.columns[0]]
    total = sums[agent]
    if not isinstance(total, Decimal) or total <= ONE or total in sums[:agent]:
        return None
    shown = show(total, Unit.PERCENT)
    return problem("pool-parts-over", watch.place, line=watch.line, total=shown)


def _differing_pool(sheet: Sheet, agent: int, watch: Watch) -> Problem | None:
    """A pool is one amount; of a figure that differs from person to person nobody knows whose."""
    title, *within = watch.columns
    groups = sheet.cells[within[0]] if within else [""] * len(sheet.agents)
    first = next(i for i, group in enumerate(groups) if group == groups[agent])
    pools = sheet.cells[title][first], sheet.cells[title][agent]
    if pools[0] == pools[1] or None in pools:
        return None
    names = (sheet.agents[first].name, sheet.agents[agent].name)
    shown = tuple(show(value, Unit.MONEY) for value in pools)
    return problem("pool-differs", watch.place, line=watch.line, names=names, values=shown)


_FAULTS = {
    "weight": "weight-below-zero",
    "season": "season-base-below-zero",
    "base": "base-below-zero",
    "deduction": "deduction-below-zero",
    "days": "days-out-of-range",
    "adjustment": "adjustment-without-reason",
}


def _figure_fault(sheet: Sheet, agent: int, watch: Watch) -> Problem:
    metric = watch.columns[0]
    place = sheet.place(agent, metric)
    return problem(
        _FAULTS[watch.fault],
        place if str(place) else watch.place,
        agent=sheet.agents[agent].name,
        line=watch.line,
        metric=metric,
        value=show(sheet.value(agent, metric), sheet.column(metric).unit),
        other=watch.columns[-1],
    )


def totals_below_zero(sheet: Sheet) -> list[Problem]:
    """A warning for everyone who would owe money at the end of the month."""
    told: list[Problem] = []
    past = [column.name for column in sheet.of_kind("pay") if is_correction(column)]
    for column in sheet.of_kind("total"):
        for agent, value in enumerate(sheet.cells[column.name]):
            if not isinstance(value, Decimal) or value >= ZERO:
                continue
            facts: dict[str, Fact] = {"agent": sheet.agents[agent].name, "value": fixed(value)}
            taken = tuple(name for name in past if sheet.value(agent, name) not in (ZERO, None))
            if taken:
                told.append(warning("corrected-below-zero", column.place, **facts, lines=taken))
            else:
                told.append(warning("total-below-zero", column.place, **facts))
    return told


def unpaid_pools(sheet: Sheet) -> list[Problem]:
    """A warning for each pool of which a part is paid to nobody.

    A line that is paid to nobody because its own condition failed, as a goal that was missed, is
    no surprise; a pool without people and a part that a gate cancelled are.
    """
    found = [
        (column, *shared)
        for column in sheet.of_kind("pay")
        if (shared := _share_of(column.formula)) is not None
    ]
    told = [_left_of(sheet, column, node, tests) for column, node, tests in found]
    return [one for one in told if one is not None]


def _share_of(formula: Formula | None) -> tuple[Share, tuple[Condition, ...]] | None:
    """The pool that a line pays as it is, and the line's own conditions."""
    match formula:
        case Round(value=Share() as node):
            return node, ()
        case When(tests=tests, then=Round(value=Share() as node), reason=""):
            return node, tests
        case When(otherwise=otherwise, reason=reason) if reason:
            return _share_of(otherwise)
        case _:
            return None


def _left_of(
    sheet: Sheet, column: Column, node: Share, tests: tuple[Condition, ...]
) -> Problem | None:
    size, paid = (
        len(sheet.agents),
        [value for value in sheet.cells[column.name] if isinstance(value, Decimal)],
    )
    if len(paid) < size:
        return None  # somebody's part is unknown, which stops the run
    groups = sheet.cells[node.within] if node.within else [""] * size
    with exactly():
        holds = all_hold(tests, lambda part: [sheet.worth(i, part) for i in range(size)], size)
        due = {group: agent for agent, group in enumerate(groups) if holds[agent]}
        pools = [sheet.worth(agent, node.pool) for agent in due.values()]
        known = [rounded(pool, node.to, node.mode) for pool in pools if isinstance(pool, Decimal)]
        pool, out = sum(known, ZERO), sum(paid, ZERO)
        left = pool - out
    if not known or left == ZERO:
        return None
    facts = {"pool": fixed(pool), "paid": fixed(out), "left": fixed(left)}
    return warning("pool-left", column.place, line=column.name, **facts)


def shared_prizes(sheet: Sheet) -> list[Problem]:
    """A warning where tied people's equal shares are a cent over or under the prizes.

    Only for lines that pay the prize as it is: with a factor or a gate the sum is not the prizes'.
    """
    told: list[Problem] = []
    for column in sheet.of_kind("pay"):
        match column.formula:
            case Round(value=Prize(ties="share") as node):
                told += _cents_of(sheet, column, node)
            case _:
                pass
    return told


def _cents_of(sheet: Sheet, column: Column, node: Prize) -> list[Problem]:
    """The places whose printed shares do not sum to their prizes."""
    told: list[Problem] = []
    places, paid = sheet.cells[node.rank], sheet.cells[column.name]
    held = Counter(place for place in places if isinstance(place, Decimal) and place > ZERO)
    for place, tied in sorted(held.items()):
        with exactly():
            due = prize_of(node, int(place), tied) * tied
            shares = [p for p, at in zip(paid, places, strict=True) if at == place]
            total = sum((share for share in shares if isinstance(share, Decimal)), ZERO)
        if abs(total - due) >= Decimal("0.005"):
            told.append(
                warning(
                    "prize-cents",
                    column.place,
                    line=column.name,
                    position=int(place),
                    count=tied,
                    due=fixed(due),
                    paid=fixed(total),
                )
            )
    return told


def disagreements(sheet: Sheet, derived: Sheet) -> list[Problem]:
    """Figures that an export gives and that its own parts contradict beyond rounding."""
    return [
        warning(
            "given-disagrees",
            sheet.place(agent, column.name),
            agent=sheet.agents[agent].name,
            metric=column.name,
            given=show(given, column.unit),
            computed=show(computed, column.unit),
        )
        for column in derived.of_kind("metric")
        if column.formula is not None and column.name in sheet.cells
        for agent, given, computed in _pairs(sheet, derived, column.name)
        if _differs(given, computed) and not _is_combined(derived, column, agent)
    ]


def _is_combined(derived: Sheet, column: Column, agent: int) -> bool:
    """Whether the parts of a ratio were put together from several rows, more than it speaks of."""
    formulas = {one.name: one.formula for one in derived.columns}
    below = reads(column.formula, formulas) if column.formula else frozenset[str]()
    sources = (derived.sources.get(name) for name in below)
    return any(source is not None and source.several(agent) is not None for source in sources)


def _pairs(sheet: Sheet, derived: Sheet, name: str) -> Iterator[tuple[int, Decimal, Decimal]]:
    pairs = zip(sheet.cells[name], derived.cells[name], strict=True)
    for agent, (given, computed) in enumerate(pairs):
        if isinstance(given, Decimal) and isinstance(computed, Decimal):
            yield agent, given, computed


def _differs(given: Decimal, computed: Decimal) -> bool:
    """Whether two values differ by more than one unit of the last digit that the export shows."""
    exponent = given.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(given - computed) > step
