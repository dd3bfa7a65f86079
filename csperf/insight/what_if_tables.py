"""What a change would make of sales, as tables: the factors, what each change brings, everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from csperf.exact import ONE, ZERO, exactly, rounded
from csperf.insight.sales_factors import Named, Sales, Sold
from csperf.insight.weighed import called, columns, difference, figure, grown, money, without
from csperf.insight.what_if import FACTORS, UNITS, Effect, Factors, changed, pooled
from csperf.insight.what_if import Change as FactorChange
from csperf.output.safe import safe_text
from csperf.output.tables import Table
from csperf.texts import Lang, say
from csperf.units import Unit, show


def effect_table(
    effect: Effect, times: Sequence[tuple[str, Decimal]], named: Named | None, lang: Lang
) -> Table:
    """Each factor and the sales before and after; `times` are text ids of sales and multiples.

    The factors are called by the metrics that they are, where data has them.
    """
    before, after = effect.before, effect.after
    found = [(factor, before.of(factor), after.of(factor), UNITS[factor]) for factor in FACTORS]
    with exactly():
        sales = [
            (name, before.sales * multiple, after.sales * multiple, Unit.MONEY)
            for name, multiple in times
        ]
    every = (*found, *sales)
    data = [(name, *_both(old, new, unit)) for name, old, new, unit in every]
    words = factor_words(named, lang)
    rows = [
        (words.get(name) or say(f"whatif.{name}", lang), was, will, _more(old, new, unit, lang), by)
        for (name, was, will, _, by), (_, old, new, unit) in zip(data, every, strict=True)
    ]
    if not effect.alone:
        fields = columns(lang, "figure", "value")
        short = [row[:2] for row in rows]
        return Table(
            "factors_now",
            say("title-whatif-figures", lang),
            fields,
            short,
            data=[row[:2] for row in data],
        )
    fields = columns(lang, "figure", "before", "after", "difference", "grown")
    return Table("factors_changed", say("title-whatif-effect", lang), fields, rows, data=data)


def factor_words(named: Named | None, lang: Lang) -> dict[str, str]:
    """What readers call the factors: by the metrics that they were read from."""
    if named is None:
        return {factor: say(f"whatif.{factor}", lang) for factor in FACTORS}
    value = called(named.order_value, lang) if named.order_value else ""
    return {
        "receptions": called(named.receptions, lang),
        "conversion": called(named.conversion, lang),
        "order_value": value or say("whatif.order_value", lang),
    }


def _more(before: Decimal, after: Decimal, unit: Unit, lang: Lang) -> str:
    with exactly():
        return difference(after - before, unit, lang)


def _both(before: Decimal, after: Decimal, unit: Unit) -> tuple[str, str, str, str]:
    with exactly():
        change = after - before
    was, will, more = (figure(value, unit) for value in (before, after, change))
    return was, will, more, grown(before, after)


def shares_table(effect: Effect, named: Named | None, lang: Lang) -> Table:
    """What each change brings alone, and what comes only of all of them together."""
    parts: list[tuple[str, Decimal]] = [*effect.alone]
    if len(parts) > 1:
        parts.append(("together", effect.together))
    before = effect.before.sales
    with exactly():
        data = [(name, money(more), grown(before, before + more)) for name, more in parts]
    words = factor_words(named, lang)
    rows = [(words.get(name) or say(f"whatif.{name}", lang), *cells) for name, *cells in data]
    totals = [say("heading-sum", lang), money(effect.more), grown(before, effect.after.sales)]
    fields = columns(lang, "what-changes", "extra", "of-before")
    title = say("title-whatif-shares", lang)
    return Table("changes", title, fields, rows, totals if rows else (), data=data)


def people_table(
    sales: Sales, changes: Sequence[tuple[Sold, Sequence[FactorChange]]], lang: Lang
) -> Table:
    """Everybody's factors and product, what it would be, and what the exports call sales."""
    rows = [_person(one, own, lang) for one, own in changes]
    team = [one for _, one in sales.known]
    after = [changed(f, own) for one, own in changes if (f := one.factors) is not None]
    totals = [
        say("heading-sum", lang),
        *_cells(pooled(team), pooled(after), sales.exported),
    ]
    fields = columns(
        lang,
        *("agent", "receptions", "conversion", "order-value", "multiplied"),
        *("would-be", "extra", "exported", "beyond"),
    )
    words = factor_words(sales.named, lang)
    fields = tuple(replace(one, heading=words.get(one.key, one.heading)) for one in fields)
    title = say("title-whatif-people", lang)
    table = Table("sold", title, fields, rows, totals if team else ())
    return table if any(own for _, own in changes) else without(table, "would_be", "extra")


def _person(one: Sold, changes: Sequence[FactorChange], lang: Lang) -> list[str]:
    name = safe_text(one.agent.name)
    if one.factors is None:
        blank = show(None, Unit.MONEY, lang)
        return [name, *[blank] * 6, money(one.exported), blank]
    return [name, *_cells(one.factors, changed(one.factors, changes), one.exported)]


def _cells(before: Factors, after: Factors, exported: Decimal | None) -> list[str]:
    with exactly():
        extra = after.sales - before.sales
        beyond = None if exported is None else exported - before.sales
    own = [figure(before.of(factor), UNITS[factor]) for factor in FACTORS]
    return [*own, *map(money, (before.sales, after.sales, extra, exported, beyond))]


def product_notes(sales: Sales, lang: Lang) -> list[str]:
    """By which columns the product was made, and why the exports have other sales."""
    named, exported = sales.named, sales.exported
    by = f"{called(named.receptions, lang)} × {called(named.conversion, lang)}"
    if not named.order_value:
        return [say("whatif.by-sales", lang, by=by, sales=called(named.sales, lang))]
    notes = [say("whatif.by", lang, by=f"{by} × {called(named.order_value, lang)}")]
    team = pooled(factors for _, factors in sales.known)
    if exported is None or not team.order_value:
        return notes
    with exactly():
        beyond = exported - team.sales
        people = rounded(abs(beyond) / team.order_value, ONE)
    if not people:
        return notes
    facts = {
        "sales": called(named.sales, lang),
        "difference": money(abs(beyond)),
        "share": grown(team.sales, exported),
        "people": show(people, Unit.COUNT),
        "value": money(team.order_value),
    }
    return [*notes, say("whatif.beyond" if beyond > ZERO else "whatif.below", lang, **facts)]


def change_notes(sales: Sales, changes: Sequence[FactorChange], lang: Lang) -> list[str]:
    """Of whom, and of what time, receptions are that were typed as a number."""
    numbers = [one for one in changes if one.factor == "receptions" and one.how != "times"]
    receptions = called(sales.named.receptions, lang)
    return [say("whatif.whose", lang, receptions=receptions)] if numbers else []
