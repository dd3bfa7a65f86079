"""A band meter: every band of a table in words, the one that was met, and the next better one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from csperf.exact import ZERO, exactly, plain
from csperf.formula import Column
from csperf.next_band import Band, NextBand, Standing
from csperf.output.capitals import YUAN
from csperf.output.columns import heading, money_text
from csperf.output.phrases import SIGNS
from csperf.output.run import Run
from csperf.texts import Lang, say
from csperf.units import show


@dataclass(frozen=True)
class Step:
    """One band: from where, what it gives, and whether it is the one that was met."""

    bound: str
    worth: str
    met: bool


@dataclass(frozen=True)
class Meter:
    """The bands, poorest first, of the figure `judged`; what the next one would have brought.

    `aims` where there is a next one, so that a reader can be told what stays as it is.
    """

    judged: str
    steps: tuple[Step, ...]
    ahead: str
    aims: bool = False


def meter(run: Run, agent: int, stand: Standing, ahead: NextBand | None, lang: Lang) -> Meter:
    """The meter of where somebody stands."""
    worth = [_worth(run, band, stand.column, lang) for band in stand.bands]
    steps = [
        Step(_bound(band, stand.judged, lang), worth[at], at == stand.met)
        for at, band in enumerate(stand.bands)
    ]
    falling = stand.bands[0].result >= stand.bands[-1].result
    judged = heading(stand.judged, lang)
    said = _best(stand, lang) if ahead is None else next_words(run, agent, ahead, lang)
    return Meter(judged, tuple(reversed(steps) if falling else steps), said, aims=ahead is not None)


def next_words(run: Run, agent: int, ahead: NextBand, lang: Lang) -> str:
    """What the next better band would have brought: points, score, grade and pay."""
    sheet, goal, column = run.sheet, ahead.goal, ahead.standing.column
    bound = f"{SIGNS[goal.sign]}{show(goal.bound, ahead.standing.judged.unit, lang)}"
    told = [say("payslip.next", lang, bound=bound, worth=_worth(run, ahead.band, column, lang))]
    for name in ("score", "grade"):
        after = ahead.would_be.get(name)
        if after is not None and after != sheet.value(agent, name):
            of = sheet.column(name)
            told.append(f"{heading(of, lang)} {show(after, of.unit, lang)}")
    if ahead.more is not None:
        told.append(_more(run, ahead.more, lang))
    return ("，" if lang == "zh" else ", ").join(told)


def money(run: Run, amount: Decimal, lang: Lang) -> str:
    """An amount with its currency, as people say it."""
    return f"{money_text(amount)} {currency(run, lang)}"


def currency(run: Run, lang: Lang) -> str:
    """The currency as people say it."""
    return "元" if run.currency in YUAN and lang == "zh" else run.currency


def _more(run: Run, more: Decimal, lang: Lang) -> str:
    if more == ZERO:
        return say("payslip.same-pay", lang)
    with exactly():
        amount = money(run, abs(more), lang)
    return say("payslip.more" if more > ZERO else "payslip.less", lang, amount=amount)


def _best(stand: Standing, lang: Lang) -> str:
    """Why there is no next band, where that can be said."""
    if stand.met is None:
        return say("payslip.no-figure", lang)
    return say("payslip.best", lang) if stand.best else ""


def _bound(band: Band, judged: Column, lang: Lang) -> str:
    if band.sign is None:
        return say("clause.otherwise", lang)
    return f"{SIGNS[band.sign]}{show(band.bound, judged.unit, lang)}"


def _worth(run: Run, band: Band, column: Column, lang: Lang) -> str:
    """What a band gives: money or points."""
    if column.kind == "pay":
        return money(run, band.result, lang)
    return say("payslip.points", lang, points=plain(band.result))
