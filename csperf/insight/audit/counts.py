"""Figures that cannot be, or are too good for how little they are made of.

- `paid-over-asked`: more customers paid than enquired, more enquired than were served, and so on
  down `PAIRS`; or a rate that is a share of a whole stands above 100%.
- `same-figures`: two people, or one in two months, with the same numbers in everything.
- `perfect-on-little`: a perfect rate made of far fewer customers than the team's median, and (from
  the third month on, so that part-time staff are not told every month) than one's own before.
- `impossible-mean`: a mean response time that nobody can type in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from csperf.errors import Fact
from csperf.exact import ONE, ZERO
from csperf.insight.audit.flags import Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.wording import cell_of, figure_word, is_read, metric_word
from csperf.insight.figures import Figures
from csperf.units import Unit

PAIRS: Final = (
    ("最终付款人数", "询单人数"),
    ("最终付款人数", "最终下单人数"),
    ("最终下单人数", "询单人数"),
    ("次日付款人数", "询单人数"),
    ("询单人数", "接待人数"),
    ("接待人数", "咨询人数"),
    ("回复人数", "接待人数"),
    ("下单付款人数", "落实下单人数"),
    ("解决量", "处理量"),
)
"""Each first is a part of its second."""
SHARES: Final = (
    *("询单转化率", "次日付款转化率", "最终下单转化率", "下单付款成功率", "回复率"),
    *("三分钟人工响应率", "三分钟回复率", "三十秒应答率", "满意率", "评价满意率", "解决率"),
)
PERFECT: Final = {
    "回复率": ("接待人数", "接待量", "咨询人数"),
    "三分钟人工响应率": ("接待人数", "接待量"),
    "应答率": ("接待量", "接待人数"),
    "评价满意率": ("评价量",),
    "满意率": ("评价量", "接待人数"),
    "解决率": ("处理量",),
}
"""A rate that cannot be better than 100%, and what it may be made of."""
MEANS: Final = ("首次响应时间", "平均响应时间", "人工首次响应时间", "平均人工响应时长")
_TEAM, _BEFORE = 5, 2


def paid_over_asked(material: Material, _limits: Limits) -> Look:
    """Parts that are more than their whole."""
    return each_of(material.months, _over, "audit-why.no-figures")


def _over(month: Figures) -> Look:
    pairs = [(a, b) for a, b in PAIRS if a in month.cells and b in month.cells]
    rates = [name for name in SHARES if name in month.cells]
    if not pairs and not rates:
        return Look(why="audit-why.no-pairs")
    flags = [flag for part, whole in pairs for flag in _more(month, part, whole)]
    told = {flag.agent for flag in flags}
    flags += (flag for name in rates for flag in _above(month, name) if flag.agent not in told)
    return Look(tuple(flags))


def _more(month: Figures, part: str, whole: str) -> Iterator[Flag]:
    wholes = month.known(whole)
    for at, value in month.known(part).items():
        if at in wholes and value > wholes[at]:
            facts: dict[str, Fact] = {
                "part": metric_word(part),
                "whole": metric_word(whole),
                "value": figure_word(value, Unit.COUNT),
                "other": figure_word(wholes[at], Unit.COUNT),
            }
            rows = (cell_of(month, at, part), cell_of(month, at, whole))
            yield Flag("seen.part-over-whole", month.period, month.agents[at].name, facts, rows)


def _above(month: Figures, name: str) -> Iterator[Flag]:
    for at, value in month.known(name).items():
        if value > ONE:
            facts: dict[str, Fact] = {
                "metric": metric_word(name),
                "value": figure_word(value, Unit.PERCENT),
            }
            rows = (cell_of(month, at, name),)
            yield Flag("seen.over-all", month.period, month.agents[at].name, facts, rows)


def same_figures(material: Material, limits: Limits) -> Look:
    """Rows of figures that are another row's, of another person or of another month."""
    first: dict[tuple[tuple[str, Decimal], ...], tuple[Figures, int]] = {}
    flags: list[Flag] = []
    looked = False
    for month in material.months:
        for at, numbers in _rows_of(month).items():
            if len(set(numbers.values())) < limits["same_least"]:
                continue
            looked = True
            one = first.setdefault(tuple(numbers.items()), (month, at))
            if one != (month, at):
                flags.append(_copied(month, at, *one, [*numbers]))
    return Look(tuple(flags)) if looked else Look(why="audit-why.few-figures")


def _copied(month: Figures, at: int, first: Figures, who: int, names: Sequence[str]) -> Flag:
    facts: dict[str, Fact] = {"other": first.agents[who].name, "count": len(names)}
    seen = "seen.same-figures-beside"
    if first.period != month.period:
        seen, facts = "seen.same-figures", facts | {"month": first.period}
    rows = (cell_of(*cell, name) for name in names for cell in ((month, at), (first, who)))
    return Flag(seen, month.period, month.agents[at].name, facts, tuple(rows))


def _rows_of(month: Figures) -> dict[int, dict[str, Decimal]]:
    """Everybody's numbers that are read and are not the same for the whole team."""
    found: dict[int, dict[str, Decimal]] = {}
    for metric in month.metrics:
        known = month.known(metric.name)
        if len(set(known.values())) > 1:
            for at, value in known.items():
                if value != ZERO and is_read(month, at, metric.name):
                    found.setdefault(at, {})[metric.name] = value
    return found


def perfect_on_little(material: Material, limits: Limits) -> Look:
    """Perfect rates of people who served few, and more in earlier months, where there are any."""
    before: dict[str, list[Decimal]] = {}
    return each_of(material.months, lambda m: _perfect(m, before, limits), "audit-why.no-figures")


def _perfect(month: Figures, before: dict[str, list[Decimal]], limits: Limits) -> Look:
    """One flag a person, for the first of the rates that is perfect."""
    flags: dict[int, Flag] = {}
    looked = False
    for rate, bases in PERFECT.items():
        base = next((name for name in bases if name in month.cells), "")
        volumes = month.known(base) if base else {}
        if rate not in month.cells or len(volumes) < _TEAM:
            continue
        looked = True
        middle = median(volumes.values())
        rates = month.known(rate)
        for at, volume in volumes.items():
            past = before.setdefault(f"{rate}\n{month.agents[at].name}", [])
            usual = median(past) if len(past) >= _BEFORE else 2 * volume + 1
            little = 0 < volume < middle * limits["little"] and 2 * volume < usual
            if rates.get(at) == ONE and little:
                flags.setdefault(at, _easy(month, at, (rate, base), volumes))
            past.append(volume)
    return Look(tuple(flags.values())) if looked else Look(why="audit-why.no-rates")


def _easy(month: Figures, at: int, names: tuple[str, str], volumes: Mapping[int, Decimal]) -> Flag:
    facts: dict[str, Fact] = {
        "metric": metric_word(names[0]),
        "base": metric_word(names[1]),
        "value": figure_word(volumes[at], Unit.COUNT),
        "median": figure_word(median(volumes.values()), Unit.COUNT),
        "size": len(volumes),
    }
    rows = tuple(cell_of(month, at, name) for name in names)
    return Flag("seen.perfect-on-little", month.period, month.agents[at].name, facts, rows)


def impossible_mean(material: Material, limits: Limits) -> Look:
    """Mean response times that are too short for a person."""
    return each_of(material.months, lambda m: _instant(m, limits), "audit-why.no-figures")


def _instant(month: Figures, limits: Limits) -> Look:
    means = [name for name in MEANS if name in month.cells]
    served = month.known(next((n for n in ("接待人数", "接待量") if n in month.cells), ""))
    flags = tuple(
        Flag(
            "seen.impossible-mean",
            month.period,
            month.agents[at].name,
            {"metric": metric_word(name), "value": figure_word(value, Unit.SECONDS)},
            (cell_of(month, at, name),),
        )
        for name in means
        for at, value in month.known(name).items()
        if value < limits["fastest_reply"] and served.get(at, ONE) > 0
    )
    return Look(flags) if means else Look(why="audit-why.no-times")


RULES: Final = (
    Rule("paid-over-asked", (), paid_over_asked),
    Rule("same-figures", ("same_least",), same_figures),
    Rule("perfect-on-little", ("little",), perfect_on_little),
    Rule("impossible-mean", ("fastest_reply",), impossible_mean),
)
