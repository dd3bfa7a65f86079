"""A plan on past months as tables: its cost, how pay is spread, who gains, whose pay swings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from csperf.exact import ZERO, exactly, rounded
from csperf.insight.months import span_of
from csperf.insight.simulating import Cost, Simulation
from csperf.insight.spread import FEWEST
from csperf.insight.two_plans import Paid
from csperf.insight.weighed import columns, grown, money, notes_table, section_of, without
from csperf.output.columns import UNKNOWN
from csperf.output.run_tables import run_title
from csperf.output.safe import safe_text
from csperf.output.tables import Field, Section, Table
from csperf.texts import Lang, say
from csperf.units import Unit, show

_SHARE: Final = Decimal("0.0001")


def simulation_sections(
    found: Simulation, gains: Sequence[Paid], notes: Sequence[str], lang: Lang, *, planned: bool
) -> list[Section]:
    """Everything that a plan would have done; `planned`: gains are those over another plan."""
    tables = (
        _costs(found, lang),
        _lines(found, lang),
        _spreads(found, lang),
        _gains(gains, lang, planned=planned),
        _swings(found, lang),
        notes_table([*_notes(found, lang), *notes], lang),
    )
    title = run_title(found.runs[-1], lang, [_span(found)])
    return [section_of(title, tables)]


def _span(found: Simulation) -> str:
    return span_of([run.period for run in found.runs])


def _costs(found: Simulation, lang: Lang) -> Table:
    """What each month costs, and which share of sales that is."""
    rows = [[one.period or UNKNOWN, *_cost(one)] for one in found.costs]
    totals = [say("heading-sum", lang), *_cost(found.whole)] if len(rows) > 1 else []
    fields = columns(lang, "period", "people", "all-pay", "team-sales", "of-sales")
    totalled = {2: [one.total for one in found.costs]}
    return Table("plan_months", say("title-sim-months", lang), fields, rows, totals, bars=totalled)


def _cost(one: Cost) -> list[str]:
    people = one.pay.people if one.pay else 0
    return [str(people), money(one.total), money(one.sales), _percent(one.share)]


def _lines(found: Simulation, lang: Lang) -> Table:
    """What each line pays by month, in all, and as a share of all pay."""
    periods = list(dict.fromkeys(run.period for run in found.runs))
    whole = found.whole.total
    rows: list[list[str]] = []
    sums: list[Decimal | None] = []
    lines, limits = found.lines(), found.limits()
    if any(limits.values()):
        lines[say("sim.limits", lang)] = limits
    for line, months in lines.items():
        with exactly():
            total = sum(months.values(), ZERO)
            share = total / whole if whole > ZERO else None
        sums.append(total)
        amounts = [money(months.get(period)) for period in periods]
        rows.append([safe_text(line), *amounts, money(total), _percent(share)])
    fields = (
        *columns(lang, "line"),
        *(Field(period or "period", period or UNKNOWN, is_number=True) for period in periods),
        *columns(lang, "line-sum", "line-share"),
    )
    bars = {len(periods) + 1: sums}
    table = Table("line_costs", say("title-sim-lines", lang), fields, rows, bars=bars)
    return table if len(periods) > 1 else without(table, periods[0] or "period")


def _spreads(found: Simulation, lang: Lang) -> Table:
    """How pay is spread: least, quartiles, mean, most, and what the best paid fifth has."""
    several = len(found.runs) > 1
    whole = [(say("sim.all-months", lang), found.whole)] if several else []
    costs = [(one.period or UNKNOWN, one) for one in found.costs]
    rows = [[name, *_spread(one, lang)] for name, one in (*costs, *whole)]
    fields = columns(
        lang,
        *("period", "pays", "least", "lower-quarter", "median", "mean", "upper-quarter", "most"),
        *("top-count", "top-share"),
    )
    return Table("pay_spread", say("title-sim-spread", lang), fields, rows)


def _spread(one: Cost, lang: Lang) -> list[str]:
    if one.pay is None:
        return ["0", *[UNKNOWN] * 8]
    low, middle, high = one.pay.quartiles or (None,) * 3
    few = say("weigh.too-few", lang)
    inner = [few if value is None else money(value) for value in (low, middle, one.pay.mean, high)]
    top = [UNKNOWN, UNKNOWN] if one.top is None else [str(one.top[0]), _percent(one.top[1])]
    ends = (money(one.pay.worst.value), money(one.pay.best.value))
    return [str(one.pay.count), ends[0], *inner, ends[1], *top]


def _gains(gains: Sequence[Paid], lang: Lang, *, planned: bool) -> Table:
    """Everybody, whoever gains most first."""
    rows = [
        [
            *map(safe_text, one.who),
            *(money(one.before), money(one.after), money(one.difference)),
            grown(one.before, one.after),
        ]
        for one in gains
    ]
    with exactly():
        before = sum((one.before for one in gains), ZERO)
        after = sum((one.after for one in gains), ZERO)
        change = after - before
    totals = [say("heading-sum", lang), "", money(before), money(after), money(change)]
    fields = columns(lang, "agent", "id", "paid-then", "would-be-paid", "difference", "grown")
    if planned:  # it was computed, and nobody was paid it
        old = say("field.by-old-plan", lang)
        fields = tuple(replace(f, heading=old) if f.key == "paid_then" else f for f in fields)
    title = say("title-sim-gains", lang)
    table = Table("gains", title, fields, rows, [*totals, grown(before, after)] if rows else ())
    return table if any(one.who[1] for one in gains) else without(table, "id")


def _swings(found: Simulation, lang: Lang) -> Table:
    """Whose pay swings most from month to month."""
    swings = found.swings
    rows = [
        [
            *map(safe_text, one.who),
            str(one.pay.count),
            *(money(one.pay.worst.value), one.pay.worst.period),
            *(money(one.pay.best.value), one.pay.best.period, money(one.width)),
        ]
        for one in swings
    ]
    keys = ("agent", "id", "pays", "least", "least-in", "most", "most-in", "swing")
    bars = {7: [one.width for one in swings]}
    table = Table("swings", say("title-sim-swings", lang), columns(lang, *keys), rows, bars=bars)
    return table if any(one.who[1] for one in swings) else without(table, "id")


def _notes(found: Simulation, lang: Lang) -> list[str]:
    notes = [say("sim.how", lang, count=FEWEST)]
    if any(one.sales is None for one in found.costs):
        notes.append(say("sim.no-sales", lang))
    return notes


def gain_notes(gains: Sequence[Paid], unknown: Sequence[str], lang: Lang) -> list[str]:
    """How many gain and lose, and which months nothing was paid for."""
    notes = []
    if gains:
        up, down = (sum(sign * one.difference > ZERO for one in gains) for sign in (1, -1))
        even = len(gains) - up - down
        notes.append(say("sim.gain", lang, up=up, down=down, even=even))
    if unknown:
        notes.append(say("sim.not-closed", lang, periods=tuple(one or UNKNOWN for one in unknown)))
    return notes


def _percent(share: Decimal | None) -> str:
    return show(None if share is None else rounded(share, _SHARE), Unit.PERCENT)
