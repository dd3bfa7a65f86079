"""A month of raw exports, opened: records on an engine, whose the nicks are, which days count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from csperf.agent_table import AgentTable, agent_table
from csperf.engines.engine import Choice, Engine
from csperf.errors import Place, Problem, stopping, warning
from csperf.held import Held, held
from csperf.inputs import Agent
from csperf.intake.days import spoken as spoken_days
from csperf.intake.exports import Reading, open_exports
from csperf.intake.nicks import Whose, bound_of, unmatched, whose
from csperf.intake.roster import Roster
from csperf.intake.strangers import Stranger
from csperf.measuring import Asked, Counts, Told, count, silent
from csperf.metrics.attribution import Attribution
from csperf.metrics.coverage import Reach, no_lead_in, outside, reaches
from csperf.metrics.doubts import EARLY, doubts, lacking, too_long
from csperf.metrics.finality import not_final
from csperf.metrics.measure import AGENT, DAY_OF, NOBODY
from csperf.metrics.needs import measurable
from csperf.metrics.notes import Note, PlaceOf, notes_in, read_notes
from csperf.metrics.outsourcing import with_people
from csperf.metrics.persons import nicks_in
from csperf.metrics.records import FILE, ROW, day_of, number_of
from csperf.metrics.views import Settings
from csperf.not_told import not_told
from csperf.shop_columns import columns_beside, groupings
from csperf.unknown_words import unknown_words

_FINAL_BY = frozenset({"orders", "refunds"})


@dataclass(frozen=True)
class Wish:
    """Which files are measured, of whose people, by which settings and on which engine."""

    data: tuple[str, ...]
    roster: str | None = None
    reading: Reading = field(default_factory=Reading)
    settings: Settings = field(default_factory=Settings)
    choice: Choice = field(default_factory=Choice)


@dataclass(frozen=True, eq=False)
class RawMonth:
    """Records that are open, and everything that is asked of them."""

    engine: Engine
    records: Held
    wish: Wish
    asked: Asked
    people: Roster | None = None
    whose: Whose | None = None
    untold: tuple[Problem, ...] = ()
    reached: Mapping[str, Reach] = field(default_factory=dict)

    @property
    def agents(self) -> Mapping[str, Agent]:
        """The people by the names by which results tell them apart, in the roster's order."""
        return self.whose.agents if self.whose else {}

    @property
    def left_out(self) -> frozenset[int]:
        """The days of which nothing counts, as the plan says."""
        return frozenset(map(number_of, self.wish.reading.policies.left_out))

    def spot(self, row: Mapping[str, object]) -> tuple[str, Place]:
        """On which day a row of a view is, and where its record stands."""
        values = (row[name] for name in (DAY_OF, FILE, ROW))
        day, file, number = (one if isinstance(one, int) else 0 for one in values)
        return day_of(day).isoformat(), self.records.place(file, number)

    def counts(self, told: Told = silent) -> tuple[Counts, list[Problem]]:
        """What can be counted of the records, and who has figures without being known."""
        found = count(self.engine, self.asked, told).without(self.left_out)
        problems = [*self.untold, *self.not_final(found), *doubts(found.doubts)]
        rule, first_day = self.wish.settings.attribution, self.asked.days[0]
        problems += no_lead_in(self.reached, rule, first_day, found.doubts[EARLY])
        if self.whose is None or self.people is None:
            return found, problems
        names = [name for (name,) in found.over([AGENT]) if name != NOBODY]
        problems += unmatched(names, self.whose, self.people, self.wish.reading.policies)
        return found, problems

    def not_final(self, counts: Counts) -> list[Problem]:
        """Which figures may still change, because the records end too early."""
        last = {sort: one.last for sort, one in self.reached.items() if sort in _FINAL_BY}
        if "orders" not in last:
            return []
        metrics = [metric.name for metric in self.table(counts).metrics]
        return not_final(metrics, self.wish.settings.selling, self.asked.days[1], last)

    def table(self, counts: Counts, by: tuple[str, ...] = (AGENT,)) -> AgentTable:
        """The figures of everybody who is known, in the roster's order, or else by name."""
        order = {name: number for number, name in enumerate(self.agents)}
        at = by.index(AGENT) if AGENT in by else None
        found = counts.over(by)
        if at is not None:
            known = (key for key in found if key[at] != NOBODY and (not order or key[at] in order))
            kept = sorted(known, key=lambda key: (order.get(key[at], 0), key))
            found = {key: found[key] for key in kept}
        beside = columns_beside(counts, tuple(found), by) if at is not None else {}
        return agent_table(found, counts.measures, beside)


@contextmanager
def raw_month(
    wish: Wish, told: Told | None = None
) -> Iterator[tuple[RawMonth | None, list[Problem]]]:
    """The records of these files, open as long as the block lasts; None if they cannot be read."""
    people, problems = _people(wish)
    with held(wish.data, wish.reading, wish.choice, told) as (records, found):
        problems += found
        if records is None or stopping(problems):
            yield None, problems
            return
        measures, missing = measurable(records.facts, wish.settings.service, wish.settings.selling)
        with records.engine(wish.choice) as engine:
            asked = Asked(_days(wish.reading), measures, wish.settings, besides=groupings(measures))
            untold = (*not_told(missing, records), *unknown_words(engine, records))
            problems += _of_attribution(engine, records, wish.settings.attribution)
            reached, faults = _reached(engine, records, wish.reading)
            problems += faults
            month = RawMonth(engine, records, wish, asked, people, untold=untold, reached=reached)
            month, faults = _named(month)
            problems += faults
            yield (None if stopping(problems) else month), problems


def _people(wish: Wish) -> tuple[Roster | None, list[Problem]]:
    """The people of the roster, if there is one."""
    if wish.roster is None:
        return None, []
    exports, problems = open_exports((), wish.roster, {}, wish.reading)
    problems += exports.roster.problems if exports.roster else []
    return exports.people, problems


def _reached(
    engine: Engine, records: Held, reading: Reading
) -> tuple[Mapping[str, Reach], list[Problem]]:
    """How far the records reach, if a month is measured, and which are of other days."""
    if reading.month is None:
        return {}, []
    tables = {sort: engine.whole(sort) for sort in records.sorts}
    found = reaches(tables, _days(reading), engine.collect)
    return found, list(outside(found, spoken_days(reading.month)))


def _of_attribution(engine: Engine, records: Held, rule: Attribution) -> Iterator[Problem]:
    """What attribution asks for and nobody gave, and shifts whose times cannot be."""
    if "orders" in records.sorts:
        yield from lacking(records.sorts, rule)
    if rule.shift_owner and "shifts" in records.sorts:
        for file, row in too_long(engine.whole("shifts"), engine.collect):
            yield warning("shift-too-long", records.place(file, row))


def _named(month: RawMonth) -> tuple[RawMonth, list[Problem]]:
    """The month with the persons whose nicks and notes stand in its records."""
    engine, place, people = month.engine, month.records.place, month.people
    problems: list[Problem] = []
    if people is not None:
        tables = {sort: engine.whole(sort) for sort in month.records.sorts}
        seen = nicks_in(tables, month.asked.days, engine.collect)
        owners, problems = whose(seen, people, place)
        asked = replace(month.asked, nicks=owners.nicks)
        month = replace(month, asked=asked, whose=owners)
    known = _names(people, month.agents)
    attribution, found = with_people(month.asked.settings.attribution, known)
    problems += found
    settings = replace(month.asked.settings, attribution=attribution)
    month = replace(month, asked=replace(month.asked, settings=settings))
    rule = attribution.note
    if rule is not None and "orders" in month.records.sorts:
        notes = notes_in(engine.whole("orders"), engine.collect)
        noted, found = read_notes(notes, rule, known, place)
        problems += found
        month = replace(
            month,
            asked=replace(month.asked, noted=noted),
            whose=_with_noted(month.whose, notes, noted, place),
        )
    return month, problems


def _with_noted(
    whose: Whose | None,
    notes: Sequence[Note],
    noted: Mapping[str, Sequence[str]],
    place: PlaceOf,
) -> Whose | None:
    """Whoever is named by a note and is nobody of the roster is a stranger like any other."""
    if whose is None:
        return None
    named = dict(zip(noted["note"], noted["noted"], strict=True))
    strangers = {
        who: Stranger(who, who, place(one.file, one.row), one.orders)
        for one in reversed(notes)
        if (who := named.get(one.text)) is not None
    }
    return replace(whose, strangers={**strangers, **whose.strangers})


def _names(people: Roster | None, agents: Mapping[str, Agent]) -> dict[str, str]:
    """Whose each name, id and nick of the roster is; a nick that was handed on is nobody's."""
    names = list(agents)
    owners = people.keys.items() if people else ()
    return {key: names[who[0]] for key, who in owners if len(who) == 1}


def _days(reading: Reading) -> tuple[int, int]:
    month = reading.month
    first, last = (month.first, month.last) if month else (date.min, date.max)
    return bound_of(first), bound_of(last)
