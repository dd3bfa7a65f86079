"""What bands bring and cost, and how conversion went with response times, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from csperf.exact import exactly, rounded
from csperf.formula import Sign
from csperf.inputs import Agent
from csperf.insight.band_prices import Price, Priced, priced
from csperf.insight.figures import Figures
from csperf.insight.response import METRICS, Band, answered, in_thirds
from csperf.insight.sales_factors import Named, sold
from csperf.insight.spread import FEWEST
from csperf.insight.weighed import called, columns, figure, money, notes_table, section_of
from csperf.insight.what_if_tables import factor_words
from csperf.metrics.catalogue import catalogue
from csperf.output.columns import UNKNOWN, heading
from csperf.output.overview_tables import losses_table
from csperf.output.phrases import SIGNS
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.tables import Section, Table
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit, rounding_of, show


def prices(
    run: Run, months: Sequence[Figures], named: Named, margin: Decimal | None, lang: Lang
) -> list[Section]:
    """What the bands of the last month's plan bring and cost in that month.

    With a gross margin also what is left of the sales of each step once it is paid.
    """
    seen = {metric: answered(months, metric, named) for metric in METRICS}
    at = {(one.name, one.id): n for n, one in enumerate(run.sheet.agents)}
    last = [sold(months[-1], n, named) for n, _ in enumerate(months[-1].agents)]
    own = {at[one.agent.name, one.agent.id]: one for one in last if _is_in(one.agent, at)}
    found = priced(run.sheet, own, seen)
    title = say("title-prices", lang, period=_period(run.period, lang))
    if not found:
        note = say("price.none", lang)
        return [section_of(title, [notes_table([note], lang)])]
    told = price_notes(found, run.period, margin, lang)
    told += [say("price.rows-stay", lang)] if run.sheet.details else []
    notes = notes_table(told, lang)
    tables = (steps_table(found, margin, lang), own_table(found, run.sheet, margin, lang), notes)
    return [section_of(title, tables)]


def _period(period: str, lang: Lang) -> str:
    """The month that is priced, or what stands for it where no month is told."""
    return period or say("price.this-data", lang)


def _is_in(agent: Agent, at: Mapping[tuple[str, str], int]) -> bool:
    return (agent.name, agent.id) in at


def responses(
    months: Sequence[Figures], named: Named, lost: Mapping[str, tuple[int, int]], lang: Lang
) -> list[Section]:
    """How conversion went with response times; of raw exports also who was lost after waiting."""
    seen = {metric: in_thirds(answered(months, metric, named)) for metric in METRICS}
    tables = [response_table(metric, bands, named, lang) for metric, bands in seen.items() if bands]
    if lost:
        tables.append(losses_table(lost, lang))
    if not tables:
        return []
    notes = notes_table([say("price.no-cause", lang)], lang)
    return [section_of(say("title-responses", lang), (*tables, notes))]


def steps_table(priced: Sequence[Priced], margin: Decimal | None, lang: Lang) -> Table:
    """Each step of the whole team: all below it rise to it."""
    keys = ("indicator", "step", "below", "counted", *_of_price(margin))
    rows, data = (_steps(priced, margin, one) for one in _both(lang))
    return Table("steps", say("title-price-steps", lang), columns(lang, *keys), rows, data=data)


def _steps(priced: Sequence[Priced], margin: Decimal | None, lang: Lang) -> list[list[str]]:
    return [
        [
            heading(one.column, lang),
            bound_text(step.sign, step.bound, one.judged.unit, lang),
            str(step.below),
            str(step.counted),
            *_price(step.price, margin),
        ]
        for one in priced
        for step in one.steps
    ]


def own_table(priced: Sequence[Priced], sheet: Sheet, margin: Decimal | None, lang: Lang) -> Table:
    """Everybody's next better band, by person."""
    keys = ("agent", "indicator", "value", "step", *_of_price(margin))
    rows, data = (_own(priced, sheet, margin, one) for one in _both(lang))
    return Table("next_steps", say("title-price-own", lang), columns(lang, *keys), rows, data=data)


def _both(lang: Lang) -> tuple[Lang, Lang]:
    """The reader's language, and that of programs."""
    return lang, "en"


def _of_price(margin: Decimal | None) -> tuple[str, ...]:
    keys = ("extra-sales", "extra-pay", "for-points", "cost-share")
    return keys if margin is None else (*keys, "left-over")


def _own(
    priced: Sequence[Priced], sheet: Sheet, margin: Decimal | None, lang: Lang
) -> list[list[str]]:
    found = [(own.agent, one, own) for one in priced for own in one.own]
    return [
        [
            safe_text(sheet.agents[agent].name),
            heading(one.column, lang),
            show(own.stand.value, one.judged.unit, lang),
            bound_text(own.goal.sign, own.goal.bound, one.judged.unit, lang),
            *_price(own.price, margin),
        ]
        for agent, one, own in sorted(found, key=lambda row: row[0])
    ]


def _price(price: Price, margin: Decimal | None) -> list[str]:
    share, left = UNKNOWN, None
    with exactly():
        if price.sales:
            share = show(rounded(price.pay / price.sales, Decimal("0.0001")), Unit.PERCENT)
        if price.sales is not None and margin is not None:
            left = price.sales * margin - price.pay
    shown = [money(price.sales), money(price.pay), money(price.judged), share]
    return shown if margin is None else [*shown, money(left)]


def bound_text(sign: Sign, bound: Decimal, unit: Unit, lang: Lang) -> str:
    """A bound with its sign: `≥ 55%`."""
    return f"{SIGNS[sign]} {show(bound, unit, lang)}"


def response_table(metric: str, bands: Sequence[Band], named: Named, lang: Lang) -> Table:
    """The bands of a response time with the conversion in each."""
    title = say("title-response", lang, metric=called(metric, lang))
    keys = ("answered-in", "observations", "receptions", "conversion", "order-value")
    about = (columns(lang, "metric")[0], catalogue()[metric].english)
    rows, data = (_bands(bands, one) for one in _both(lang))
    words = factor_words(named, lang)
    fields = tuple(
        replace(one, heading=words.get(one.key, one.heading)) for one in columns(lang, *keys)
    )
    called_so = (called(metric, lang),)
    return Table("response", title, fields, rows, data=data, about=(about,), about_words=called_so)


def _bands(bands: Sequence[Band], lang: Lang) -> list[list[str]]:
    few = [say("weigh.too-few", lang)] * 3
    return [
        [_range(one, lang), str(one.size), *(few if one.factors is None else _known(one))]
        for one in bands
    ]


def _known(band: Band) -> list[str]:
    assert band.factors is not None  # noqa: S101 - asked before
    found = band.factors
    pairs = (
        (found.receptions, Unit.COUNT),
        (found.conversion, Unit.PERCENT),
        (found.order_value, Unit.MONEY),
    )
    return [figure(value, unit) for value, unit in pairs]


def _range(band: Band, lang: Lang) -> str:
    ends = [band.fastest, band.slowest]
    texts = [show(rounded(one, rounding_of(Unit.SECONDS)), Unit.SECONDS, lang) for one in ends]
    return "~".join(dict.fromkeys(texts))


def price_notes(
    priced: Sequence[Priced], period: str, margin: Decimal | None, lang: Lang
) -> list[str]:
    """How the steps are to be read."""
    notes = [say("price.how", lang, period=_period(period, lang))]
    if margin is None:
        notes.append(say("price.margin", lang))
    else:
        notes.append(say("price.left", lang, margin=show(margin, Unit.PERCENT)))
    told = [each.price for one in priced for each in one.steps]
    told += [each.price for one in priced for each in one.own]
    if any(one.kind == "response" for one in priced):
        notes.append(say("price.response", lang))
    if any(price.sales is None for price in told):
        notes.append(say("price.unknown-sales", lang, count=FEWEST))
    return notes
