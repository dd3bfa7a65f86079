"""Measuring from top to bottom: records become persons', views are counted, agents get figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from csperf.agent_table import Counted
from csperf.engines.engine import Engine, Tables
from csperf.metrics.doubts import counted, tallies
from csperf.metrics.groups import in_groups
from csperf.metrics.measure import (
    AGENT,
    DAY_OF,
    Frame,
    Measure,
    numbers_in,
    of_agent,
    reduced,
    together,
)
from csperf.metrics.persons import Nick, columns_of, of_persons
from csperf.metrics.records import day_of
from csperf.metrics.views import NOTED, Settings, views, whole_views
from csperf.metrics.workload import WHOLE

Numbers = Mapping[tuple[object, ...], Mapping[str, int]]
Days = tuple[int, int]
"""The first and the last day that are measured, as records count days."""
Told = Callable[[int, int], None]
"""Hears how many parts are done, of how many."""


def silent(done: int, of: int) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True, eq=False)
class Grouping:
    """What is counted by which keys; `of` is what becomes of a view before it is counted."""

    by: tuple[str, ...]
    measures: tuple[Measure, ...]
    of: Callable[[Frame], Frame] | None = None


@dataclass(frozen=True)
class Asked:
    """What is measured: on which days, by which settings, and whose the nicks are.

    `noted` are the columns of the small table that says whom each seller's note names. `besides`
    are counted in the same pass by keys of their own, such as the hour, each under its name.
    """

    days: Days
    measures: tuple[Measure, ...] = ()
    settings: Settings = field(default_factory=Settings)
    nicks: tuple[Nick, ...] = ()
    noted: Mapping[str, Sequence[str | int | None]] = field(default_factory=dict)
    by: tuple[str, ...] = (AGENT, DAY_OF)
    besides: Mapping[str, Grouping] = field(default_factory=dict)


@dataclass(frozen=True)
class Counts:
    """The numbers of every agent and day (of nobody too), and the measures that could be counted.

    A measure could be counted if there are records of the sorts that its view is made of. `doubts`
    are how many orders could be nobody's for want of a fact; `besides` what was counted by other
    keys, by the names under which that was asked for.
    """

    by: tuple[str, ...]
    numbers: Numbers
    measures: tuple[Measure, ...]
    doubts: Counter[str] = field(default_factory=Counter)
    besides: Mapping[str, Counts] = field(default_factory=dict)

    def without(self, days: Collection[int]) -> Counts:
        """The numbers of all other days."""
        if not days:
            return self
        besides = {name: one.without(days) for name, one in self.besides.items()}
        if DAY_OF not in self.by:
            return replace(self, besides=besides)
        at = self.by.index(DAY_OF)
        numbers = {key: one for key, one in self.numbers.items() if key[at] not in days}
        return replace(self, numbers=numbers, besides=besides)

    def over(self, by: Sequence[str]) -> Counted:
        """The numbers of fewer keys: of agents over all days, of days over all agents."""
        at = [self.by.index(name) for name in by]
        each = (
            {tuple(_said(k, n) for k, n in zip((key[i] for i in at), by, strict=True)): one}
            for key, one in self.numbers.items()
        )
        return dict(sorted(together(each, self.measures).items()))


def count(engine: Engine, asked: Asked, told: Told = silent) -> Counts:
    """Everything that is asked for and can be counted of these records."""
    own = Grouping(asked.by, asked.measures)
    found: dict[str, list[Numbers]] = {name: [] for name in ("", *asked.besides)}
    seen: set[str] = set()
    doubts: Counter[str] = Counter()
    for number, made in enumerate(parts_of(engine, asked)):
        told(min(number, engine.part_count), engine.part_count)
        seen |= made.keys()
        tallied = tallies(made)
        questions = list(_questions(made, {"": own, **asked.besides}))
        rows = engine.at_once([*tallied.values(), *(frame for _, _, frame in questions)])
        doubts += counted(dict(zip(tallied, rows, strict=False)))
        for (name, by, _), answer in zip(questions, rows[len(tallied) :], strict=True):
            found[name].append(numbers_in(answer, by))
    besides = {
        name: _counts(grouping, found[name], seen) for name, grouping in asked.besides.items()
    }
    return replace(_counts(own, found[""], seen), doubts=doubts, besides=besides)


def _questions(
    made: Mapping[str, Frame], groupings: Mapping[str, Grouping]
) -> Iterator[tuple[str, tuple[str, ...], Frame]]:
    """For every grouping's name and keys, the numbers of each view of one part."""
    for name, grouping in groupings.items():
        for view, frame in made.items():
            measures = [measure for measure in grouping.measures if measure.view == view]
            if measures:
                rows = frame if grouping.of is None else grouping.of(frame)
                yield name, grouping.by, reduced(rows, measures, grouping.by)


def _counts(grouping: Grouping, found: Sequence[Numbers], seen: Collection[str]) -> Counts:
    """The numbers of all parts as one."""
    measures = tuple(measure for measure in grouping.measures if measure.view in seen)
    return Counts(grouping.by, together(found, measures), measures)


def parts_of(engine: Engine, asked: Asked) -> Iterator[Mapping[str, Frame]]:
    """The views of one part after the other, then those that need all rows of an agent at once."""
    nicks = engine.small(columns_of(asked.nicks)) if asked.nicks else None
    noted = {NOTED: engine.small(asked.noted)} if any(asked.noted.values()) else {}
    every = (asked.measures, *(grouping.measures for grouping in asked.besides.values()))
    wanted = {measure.view for measures in every for measure in measures}
    sorts: tuple[str, ...] = ()
    for part in engine.parts():
        sorts = tuple(part)
        tables = {**_persons(part, nicks), **noted}
        yield views(tables, asked.settings, asked.days, engine.kept, wanted)
    whole = _persons({sort: engine.whole(sort) for sort in sorts}, nicks)
    if not wanted.isdisjoint(WHOLE):
        for group in in_groups(whole, engine.rows_at_once, engine.collect):
            yield whole_views(group, asked.settings, asked.days, engine.kept)


def _persons(tables: Tables, nicks: Frame | None) -> Tables:
    return tables if nicks is None else of_persons(tables, nicks)


def _said(key: object, name: str) -> str:
    """A key as text; a day as its date."""
    return day_of(key).isoformat() if name == DAY_OF and isinstance(key, int) else str(key)


def behind(
    engine: Engine, asked: Asked, agent: str, metrics: Collection[str]
) -> Iterator[tuple[Measure, Mapping[str, object]]]:
    """Every record that one of these metrics counts for an agent, with the measure that does."""
    for made in parts_of(engine, asked):
        named = [one for one in asked.measures if one.metric in metrics and one.view in made]
        rows = [of_agent(measure.rows(made[measure.view]), agent) for measure in named]
        for measure, answer in zip(named, engine.at_once(rows), strict=True):
            yield from ((measure, row) for row in answer)
