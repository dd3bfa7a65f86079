"""What goes together, as tables: how it was observed, every look at every pair, what was left out.

Why a word beside the numbers: whoever does not know what a rank correlation is reads that column,
and it never says what causes what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from csperf.exact import ONE, fixed, rounded
from csperf.insight.drivers import Driver, Drivers, Outcome
from csperf.insight.halves import Halves
from csperf.insight.relation import FEWEST, Relation
from csperf.metrics.catalogue import find, spoken
from csperf.output.columns import UNKNOWN
from csperf.output.safe import safe_text
from csperf.output.tables import Field, Section, Table, fields_of
from csperf.texts import Lang, say
from csperf.units import Unit, rounding_of, show, show_difference

_NUMBERS = {"rho-agent", "of-agent", "rho-all", "of-all", "rho-volume", "of-volume"}
_LOOKS = (
    *("rho-agent", "interval-agent", "of-agent"),
    *("rho-all", "interval", "of-all"),
    *("rho-volume", "interval-volume", "of-volume"),
)
_HALVES = ("middle", "count-lower", "mean-lower", "count-higher", "mean-higher", "mean-difference")


def drivers_sections(found: Drivers, lang: Lang) -> list[Section]:
    """One section for the whole, and one for each outcome."""
    whole = Section(say("drivers.title", lang), (_about(found, lang),))
    return [whole, *(_section(found, one, lang) for one in found.outcomes)]


def _about(found: Drivers, lang: Lang) -> Table:
    """What was observed, and how the numbers are to be read."""
    rows = found.observed.rows
    times = sorted({row.time for row in rows if row.time})
    span = times[0] if len(times) == 1 else "~".join((times[0], times[-1])) if times else UNKNOWN
    volume = metric_word(found.volume, lang) if found.volume else UNKNOWN
    told = {
        "observed": say(f"drivers.by-{found.observed.by}", lang),
        "observations": str(len(rows)),
        "agents": str(len(set(found.observed.agents))),
        "span": span,
        "volume": volume,
        "looks": say("drivers.looks", lang, count=found.looks)
        if found.looks
        else say("drivers.no-looks", lang),
        "basis": _basis(found, lang),
        "read": say("drivers.read", lang),
    }
    heads = fields_of(lang, *told)
    return Table("drivers_about", say("drivers.about", lang), heads, [(*told.values(),)], who=None)


def _basis(found: Drivers, lang: Lang) -> str:
    """What intervals count as one; below five agents nothing is told between them."""
    agents = len(set(found.observed.agents))
    told = say("drivers.basis", lang, count=len(found.observed.rows), agents=agents)
    return told + say("drivers.basis-few", lang, agents=agents) if agents < FEWEST else told


def _section(found: Drivers, outcome: Outcome, lang: Lang) -> Section:
    name = metric_word(outcome.metric.name, lang)
    title = say("drivers.of", lang, name=name, count=outcome.size)
    tables = (_relations(outcome, name, lang), _halves(outcome, name, lang))
    return Section(title, (*tables, _left_out(found, outcome, name, lang)))


def _relations(outcome: Outcome, name: str, lang: Lang) -> Table:
    keys = ("metric", *_LOOKS, "reads")
    fields = tuple(
        Field(one.key, one.heading, is_number=key in _NUMBERS)
        for key, one in zip(keys, fields_of(lang, *keys), strict=True)
    )
    rows = [
        (
            metric_word(one.metric.name, lang),
            *_looks(one, UNKNOWN),
            say(f"drivers.{reads(one)}", lang),
        )
        for one in outcome.drivers
    ]
    data = [(_english(one.metric.name), *_looks(one, ""), reads(one)) for one in outcome.drivers]
    strengths = [None if r is None else abs(r) for r in (d.by_agent.rho for d in outcome.drivers)]
    at = keys.index("rho-agent")
    bars = {at: strengths} if any(strengths) else {}
    about = ((fields_of(lang, "outcome")[0], _english(outcome.metric.name)),)
    title = say("drivers.relations", lang, name=name)
    table = Table("drivers", title, fields, rows, about=about, about_words=(name,), data=data)
    return replace(table, bars=bars, full={at: ONE})


def _looks(one: Driver, unknown: str) -> tuple[str, ...]:
    """Each look, its interval, and how many observations or agents both rest on."""
    looks = (one.by_agent, one.between, one.by_volume)
    return tuple(text for look in looks for text in _look(look, unknown))


def reads(one: Driver) -> str:
    """What the looks together say, as the id of its words.

    Ranks and means may disagree: a day with one rating is at the top or at the bottom, and never
    where a day of many is. Then neither is believed.
    """
    inside, whole = one.by_agent, one.between
    split = one.halves.direction if one.halves else 0
    words = {1: "together", -1: "apart"}
    if whole.direction and split == -whole.direction:
        return "mixed"
    if inside.direction:
        turned = -inside.direction in {whole.direction, split}
        return f"{words[inside.direction]}-turned" if turned else words[inside.direction]
    if whole.direction:
        alone = "unsplit" if inside.rho is None else "whole"
        return f"{words[whole.direction]}-{alone}"
    return "unclear"


def _look(look: Relation | None, unknown: str) -> tuple[str, str, str]:
    if look is None:
        return unknown, unknown, unknown
    if look.rho is None or look.low is None or look.high is None:
        return unknown, unknown, str(look.size)
    interval = f"{fixed(rounded(look.low))} ~ {fixed(rounded(look.high))}"
    return fixed(rounded(look.rho)), interval, str(look.size)


def _halves(outcome: Outcome, name: str, lang: Lang) -> Table:
    known = [(one, one.halves) for one in outcome.drivers if one.halves is not None]
    keys = ("metric", *_HALVES, "interval")
    fields = tuple(
        Field(one.key, one.heading, is_number=key in _HALVES)
        for key, one in zip(keys, fields_of(lang, *keys), strict=True)
    )
    unit = outcome.metric.unit
    rows = [
        (metric_word(one.metric.name, lang), *_half(split, one.metric.unit, unit, lang))
        for one, split in known
    ]
    data = [
        (_english(one.metric.name), *_half(split, one.metric.unit, unit, "en"))
        for one, split in known
    ]
    about = ((fields_of(lang, "outcome")[0], _english(outcome.metric.name)),)
    title = say("drivers.halves", lang, name=name)
    return Table("driver_halves", title, fields, rows, about=about, about_words=(name,), data=data)


def _half(split: Halves, own: Unit, unit: Unit, lang: Lang) -> tuple[str, ...]:
    def of(value: Decimal, of_unit: Unit) -> str:
        return show(rounded(value, rounding_of(of_unit)), of_unit, lang)

    def apart(value: Decimal) -> str:
        return show_difference(rounded(value, rounding_of(unit)), unit, lang)

    return (
        of(split.middle, own),
        str(split.lower),
        of(split.of_lower, unit),
        str(split.higher),
        of(split.of_higher, unit),
        apart(split.difference),
        f"{apart(split.low)} ~ {apart(split.high)}",
    )


def _left_out(found: Drivers, outcome: Outcome, name: str, lang: Lang) -> Table:
    """What was not looked at, and why."""
    reasons: dict[str, tuple[str, ...]] = {"shop": found.shops, "total": found.totals}
    reasons = {**{str(why): names for why, names in outcome.left.items()}, **reasons}
    kept = {why: names for why, names in reasons.items() if names}
    rows = [
        (say(f"drivers.{why}", lang, name=name), _listed(names, lang))
        for why, names in kept.items()
    ]
    data = [(why, tuple(map(_english, names))) for why, names in kept.items()]
    fields = fields_of(lang, "why-left", "metrics")
    return Table("drivers_left_out", say("drivers.left-out", lang), fields, rows, data=data)


def _listed(names: Sequence[str], lang: Lang) -> str:
    """The first of many; programs are given all."""
    found = spoken(names)
    return safe_text(found.zh if lang == "zh" else found.en)


def metric_word(name: str, lang: Lang) -> str:
    """What a reader calls a metric."""
    known = find(name)
    return safe_text(name if known is None or lang == "zh" else known.label)


def _english(name: str) -> str:
    known = find(name)
    return known.english if known else safe_text(name)
