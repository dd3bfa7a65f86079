"""Jumps: figures far better than the person's own months before, or than the whole team's.

- `own-jump`: a figure as a share of the team's median of that month, compared with the same share
  in the person's own earlier months. As a share, since in a promotion everybody sells more.
- `peer-jump`: a rate or a mean compared with all others of the month. No amounts: who works three
  days sells less than who works thirty.

Both go by the modified z-score (`chances.score`), only in the better direction. Figures that are
made of too few customers are left out, and of a rate what chance alone does to so many customers
is no jump either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from csperf.errors import Fact
from csperf.exact import ONE, ZERO, exactly, rounded
from csperf.insight.audit.chances import luck, score
from csperf.insight.audit.flags import Evidence, Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.wording import cell_of, figure_word, metric_word
from csperf.insight.figures import Figures, Measured
from csperf.units import Unit, rounding_of

RATES: Final = {
    "询单转化率": ("询单人数", "接待人数"),
    "客单价": ("销售人数", "最终付款人数", "订单数"),
    "客件数": ("销售人数", "最终付款人数", "订单数"),
    "平均响应时间": ("接待人数", "接待量"),
    "首次响应时间": ("首次响应次数", "接待人数", "接待量"),
    "回复率": ("接待人数", "接待量"),
    "评价满意率": ("评价量",),
    "满意评分": ("评价量",),
    "解决率": ("处理量",),
    "金额退款率": ("订单数", "销售人数"),
}
"""Rates and means, and what they may be made of."""
AMOUNTS: Final = {
    "销售额": ("销售人数", "最终付款人数", "订单数"),
    "订单数": ("订单数",),
    "接待人数": ("接待人数",),
    "接待量": ("接待量",),
}
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class _Number:
    """A figure of somebody in a month, as a part of `whole`, and how far chance alone moves it."""

    month: Figures
    agent: int
    value: Decimal
    whole: Decimal = ONE
    unsure: Decimal = ZERO

    @property
    def share(self) -> Decimal:
        """The figure as it is compared."""
        with exactly():
            return self.value / self.whole


def peer_jump(material: Material, limits: Limits) -> Look:
    """Rates and means far from everybody else's of the month."""
    return each_of(material.months, lambda m: _among(m, limits), "audit-why.no-figures")


def _among(month: Figures, limits: Limits) -> Look:
    flags: list[Flag] = []
    looked = False
    for metric in (one for one in month.metrics if one.name in RATES):
        solid = _solid(month, metric, limits)
        if len(solid) - 1 < limits["jump_peers"]:
            continue
        looked = True
        for one in solid:
            others = [other for other in solid if other is not one]
            found = _better(metric, one, others, limits)
            if found is not None:
                flags.append(_flag("seen.peer-jump", metric, one, others, found))
    return Look(tuple(flags)) if looked else Look(why="audit-why.few-peers")


def own_jump(material: Material, limits: Limits) -> Look:
    """Figures far from the same person's earlier months."""
    if len(material.months) <= limits["jump_months"]:
        return Look(why="audit-why.few-months")
    names = dict.fromkeys(one.name for month in material.months for one in month.metrics)
    wanted = [name for name in names if name in RATES or name in AMOUNTS]
    found = [one for name in wanted for one in _over_time(material.months, name, limits)]
    flags = tuple(one for one in found if one is not None)
    return Look(flags) if found else Look(why="audit-why.few-months")


def _over_time(months: Sequence[Figures], name: str, limits: Limits) -> Iterator[Flag | None]:
    """Everybody's months that can be compared: a flag where the share of the median jumps."""
    before: dict[str, list[_Number]] = {}
    for month in months:
        metric = next((one for one in month.metrics if one.name == name), None)
        for one in _shares(month, metric, limits) if metric else ():
            past = before.setdefault(month.agents[one.agent].name, [])
            if metric and len(past) >= limits["jump_months"]:
                found = _better(metric, one, past, limits)
                yield _flag("seen.own-jump", metric, one, past, found) if found else None
            past.append(one)


def _better(
    metric: Measured, one: _Number, others: Sequence[_Number], limits: Limits
) -> Decimal | None:
    """The score of a figure that is far better than the others; None for any other."""
    shares = [other.share for other in others]
    with exactly():
        floor = max(limits["jump_floor"] * abs(median(shares)), one.unsure / one.whole)
    found = score(one.share, shares, floor)
    if found is None:
        return None
    upwards = -found if metric.better == "lower" else found
    return rounded(upwards, _TENTH) if upwards >= limits["jump_score"] else None


def _solid(month: Figures, metric: Measured, limits: Limits) -> list[_Number]:
    """The figures that are made of enough, as far as the month tells of what."""
    known = month.known(metric.name)
    bases = (*RATES.get(metric.name, ()), *AMOUNTS.get(metric.name, ()))
    base = next((one for one in bases if one in month.cells), "")
    if not base:
        return [_Number(month, at, value) for at, value in known.items()]
    made_of = month.known(base)
    solid = {at: v for at, v in known.items() if made_of.get(at, ZERO) >= limits["jump_volume"]}
    middle = median(solid.values()) if solid and metric.unit is Unit.PERCENT else ZERO
    return [_Number(month, at, v, ONE, luck(middle, made_of[at])) for at, v in solid.items()]


def _shares(month: Figures, metric: Measured, limits: Limits) -> list[_Number]:
    """Everybody's figure as a share of the team's median."""
    solid = _solid(month, metric, limits)
    middle = median(one.value for one in solid) if solid else ZERO
    if middle <= 0:
        return []
    return [_Number(month, one.agent, one.value, middle, one.unsure) for one in solid]


def _flag(
    says: str, metric: Measured, one: _Number, others: Sequence[_Number], found: Decimal
) -> Flag:
    """A jump, with what it is compared with: all figures of the months before, newest first."""
    middle = rounded(median(other.value for other in others), rounding_of(metric.unit))
    facts: dict[str, Fact] = {
        "metric": metric_word(metric.name),
        "value": figure_word(one.value, metric.unit),
        "median": figure_word(middle, metric.unit),
        "size": len(others),
        "score": str(found),
    }
    of_before = others if says == "seen.own-jump" else ()
    rows: tuple[Evidence, ...] = tuple(
        cell_of(each.month, each.agent, metric.name) for each in (one, *reversed(of_before))
    )
    return Flag(says, one.month.period, one.month.agents[one.agent].name, facts, rows)


_BOTH: Final = ("jump_score", "jump_floor", "jump_volume")
RULES: Final = (
    Rule("own-jump", ("jump_months", *_BOTH), own_jump),
    Rule("peer-jump", ("jump_peers", *_BOTH), peer_jump),
)
