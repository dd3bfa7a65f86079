"""A trial of a plan as tables: the rule of full and half, what goes together, month by month.

Rows are made twice, in the reader's language and (without one) as programs read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from csperf.exact import CENT, HUNDRED, exactly, fixed, rounded
from csperf.insight.months import span_of
from csperf.insight.relation import Relation
from csperf.insight.spread import named
from csperf.insight.trying import Cost, Judged, Trial
from csperf.output.tables import Field, Section, Table
from csperf.texts import Lang, say
from csperf.units import Unit, show

_SHARE, _MEAN = Decimal("0.001"), 5
_WORDS = frozenset({"name", "best-who", "worst-who", "holds", "period", "first", "second", "goes"})


def trial_sections(trial: Trial, lang: Lang) -> list[Section]:
    """All tables; those of months only where there are several."""
    periods = span_of(trial.periods) or say("periods.unsaid", lang)
    title = say("tried.title", lang, plan=trial.plan, periods=periods)
    tables = [_rule(trial, lang), _relations(trial, lang), _costs(trial, lang)]
    if len(trial.periods) > 1:
        tables.append(_by_month(trial, lang))
    about = ((Field("plan", say("field.plan", lang)), trial.plan),)
    return [Section(title, tuple(replace(table, about=about) for table in tables))]


def _rule(trial: Trial, lang: Lang) -> Table:
    rows, data = ([_judged(one, to) for one in trial.judged] for to in (lang, None))
    people = ("name", "full", "count", "best", "best-who", "mean", "worst", "worst-who")
    fields = _fields(lang, *people, "at-full", "below-half", "most-alike", "holds")
    means = [
        one.spread.mean if one.spread and one.full == HUNDRED else None for one in trial.judged
    ]
    return Table("judged", say("title-judged", lang), fields, rows, data=data, bars={_MEAN: means})


def _judged(one: Judged, lang: Lang | None) -> tuple[str, ...]:
    found = one.spread
    assert found is not None  # noqa: S101 - somebody was judged
    verdict = _verdict(one)
    return (
        _name(one, lang),
        _figure(one.full, one),
        str(found.count),
        *(_figure(found.best.value, one), named(found.whose_best, lang)),
        _figure(found.mean, one),
        *(_figure(found.worst.value, one), named(found.whose_worst, lang)),
        *_counts(one),
        say(f"tried.{verdict}", lang) if lang else verdict,
    )


def _figure(value: Decimal | None, one: Judged) -> str:
    """Points and money, which are written alike in every language."""
    return "" if value is None else show(rounded(value), one.column.unit)


def _name(one: Judged, lang: Lang | None) -> str:
    return say("heading-score", lang) if lang and one.column.name == "score" else one.name


def _counts(one: Judged) -> tuple[str, str, str]:
    """How many have full marks, how many not half, and which share has the same."""
    below = one.below_half
    full = "" if one.at_full is None else str(one.at_full)
    return full, "" if below is None else str(len(below)), _share(one.same[0], len(one.seen))


def _verdict(one: Judged) -> str:
    """The rule in a word; the worst comes first."""
    if one.saturated:
        return "saturated"
    if one.full is None:
        return "no-full"
    if one.below_half:
        return "below-half" if one.at_full else "neither"
    return "holds" if one.at_full else "nobody-full"


def _relations(trial: Trial, lang: Lang) -> Table:
    """Pairs of indicators, the closest first."""
    known = [(pair, one) for pair, one in trial.relations.items() if one.rho is not None]
    known.sort(key=lambda each: -abs(each[1].rho or Decimal(0)))
    rows, data = (
        [(*pair, *_related(one), _goes(one, to)) for pair, one in known] for to in (lang, None)
    )
    fields = _fields(lang, "first", "second", "count", "rho", "low", "high", "goes")
    return Table("relations", say("title-relations", lang), fields, rows, data=data)


def _related(one: Relation) -> Iterator[str]:
    yield str(one.size)
    for value in (one.rho, one.low, one.high):
        yield "" if value is None else fixed(rounded(value))


def _goes(one: Relation, lang: Lang | None) -> str:
    word = {1: "together", -1: "against", 0: "untold"}[one.direction]
    return say(f"goes.{word}", lang) if lang else word


def _costs(trial: Trial, lang: Lang) -> Table:
    """What each month cost and brought, and what changed since the month before."""
    changes = [("", ""), *(_changes(a, b) for a, b in pairwise(trial.costs))]
    rows = [
        (
            *(one.period, str(one.people), _amount(one.score), _amount(one.bonus)),
            *(_amount(one.total), _amount(one.sales)),
            *(_of_sales(one.bonus, one), _of_sales(one.total, one), *change),
        )
        for one, change in zip(trial.costs, changes, strict=True)
    ]
    amounts = ("period", "people", "mean-score", "bonus", "total", "sales")
    fields = _fields(lang, *amounts, "bonus-share", "pay-share", "more-pay", "more-sales")
    return Table("costs", say("title-costs", lang), fields, rows)


def _changes(before: Cost, after: Cost) -> tuple[str, str]:
    """How much more was paid and sold than in the month before."""
    pairs = ((before.total, after.total), (before.sales, after.sales))
    with exactly():
        pay, sales = ("" if a is None or b is None else _signed(b - a) for a, b in pairs)
    return pay, sales


def _signed(amount: Decimal) -> str:
    text = _amount(amount)
    return text if amount < 0 else f"+{text}"


def _by_month(trial: Trial, lang: Lang) -> Table:
    """Every indicator in every month: does it still tell people apart?"""
    months = [(one, period) for one in trial.judged for period in trial.periods]
    known = [(one.in_period(period), period) for one, period in months]
    rows, data = (
        [
            (_name(one, to), period, str(len(one.seen)), *_ends(one), *_counts(one))
            for one, period in known
            if one.seen
        ]
        for to in (lang, None)
    )
    ends = ("name", "period", "count", "best", "mean", "worst")
    fields = _fields(lang, *ends, "at-full", "below-half", "most-alike")
    return Table("judged_by_month", say("title-by-month", lang), fields, rows, data=data)


def _ends(one: Judged) -> Iterator[str]:
    found = one.spread
    assert found is not None  # noqa: S101 - somebody was judged
    for value in (found.best.value, found.mean, found.worst.value):
        yield _figure(value, one)


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else show(rounded(amount, CENT), Unit.MONEY)


def _of_sales(amount: Decimal | None, cost: Cost) -> str:
    if amount is None or cost.sales is None or cost.sales <= 0:
        return ""
    with exactly():
        return show(rounded(amount / cost.sales, _SHARE), Unit.PERCENT)


def _share(part: int, whole: int) -> str:
    with exactly():
        return show(rounded(Decimal(part) / whole, _SHARE), Unit.PERCENT)


def _fields(lang: Lang, *keys: str) -> tuple[Field, ...]:
    return tuple(
        Field(key.replace("-", "_"), say(f"field.{key}", lang), key not in _WORDS) for key in keys
    )
