"""Jumps: figures far better than the person's own months before, or than the whole team's.

- `own-jump`: a figure as a share of the team's median of that month, compared with the same share
  in the person's own earlier months. As a share, since in a promotion everybody sells more.
- `peer-jump`: a rate or a mean compared with all others of the month. No amounts: who works three
  days sells less than who works thirty.

Both go by the modified z-score (`chances.score`), only upwards in the better direction, and leave
out figures that are made of too few customers to say anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from csperf.errors import Fact
from csperf.exact import ZERO, exactly, rounded
from csperf.insight.audit.chances import score
from csperf.insight.audit.flags import Evidence, Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.wording import cell_of, figure_word, metric_word
from csperf.insight.figures import Figures, Measured
from csperf.units import Unit

BASES: Final = {
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
AMOUNTS: Final = ("销售额", "订单数", "接待人数", "接待量")
_WORTH = Decimal("0.01")


def peer_jump(material: Material, limits: Limits) -> Look:
    """Rates and means far from everybody else's of the month."""
    return each_of(material.months, lambda m: _among(m, limits), "audit-why.no-figures")


def _among(month: Figures, limits: Limits) -> Look:
    flags: list[Flag] = []
    looked = False
    for metric in (one for one in month.metrics if one.name in BASES):
        solid = _solid(month, metric.name, limits)
        if len(solid) - 1 < limits["jump_peers"]:
            continue
        looked = True
        for at, value in solid.items():
            others = [other for who, other in solid.items() if who != at]
            found = _better(metric, value, others, limits)
            if found is not None:
                facts: dict[str, Fact] = {
                    "metric": metric_word(metric.name),
                    "value": figure_word(value, metric.unit),
                    "median": figure_word(_shown(median(others), metric.unit), metric.unit),
                    "size": len(others),
                    "score": str(found),
                }
                rows = (cell_of(month, at, metric.name),)
                flags.append(
                    Flag("seen.peer-jump", month.period, month.agents[at].name, facts, rows)
                )
    return Look(tuple(flags)) if looked else Look(why="audit-why.few-peers")


def _better(
    metric: Measured, value: Decimal, others: Sequence[Decimal], limits: Limits
) -> Decimal | None:
    """The score of a value that is far better than the others; None for any other."""
    found = score(value, others, limits["jump_floor"])
    if found is None:
        return None
    upwards = -found if metric.better == "lower" else found
    return rounded(upwards, Decimal("0.1")) if upwards >= limits["jump_score"] else None


def _solid(month: Figures, name: str, limits: Limits) -> dict[int, Decimal]:
    """The figures that are made of enough, as far as the month tells of what."""
    known = month.known(name)
    base = next((one for one in BASES.get(name, ()) if one in month.cells), "")
    if not base:
        return known
    made_of = month.known(base)
    return {at: v for at, v in known.items() if made_of.get(at, ZERO) >= limits["jump_volume"]}


def own_jump(material: Material, limits: Limits) -> Look:
    """Figures far from the same person's earlier months."""
    if len(material.months) <= limits["jump_months"]:
        return Look(why="audit-why.few-months")
    names = dict.fromkeys(
        one.name for month in material.months for one in month.metrics
        if one.name in BASES or one.name in AMOUNTS
    )  # fmt: skip
    flags = [flag for name in names for flag in _over_time(material.months, name, limits)]
    return Look(tuple(flags))


def _over_time(months: Sequence[Figures], name: str, limits: Limits) -> Iterator[Flag]:
    """The months in which somebody's share of the team's median jumps."""
    before: dict[str, list[tuple[Figures, int, Decimal]]] = {}
    for month in months:
        for at, share in _shares(month, name, limits).items():
            agent = month.agents[at].name
            past = before.setdefault(agent, [])
            metric = next(one for one in month.metrics if one.name == name)
            if len(past) >= limits["jump_months"]:
                found = _better(metric, share, [one for _, _, one in past], limits)
                if found is not None:
                    yield _jumped(month, at, metric, past, found)
            past.append((month, at, share))


def _jumped(
    month: Figures,
    at: int,
    metric: Measured,
    past: Sequence[tuple[Figures, int, Decimal]],
    found: Decimal,
) -> Flag:
    own = [value for one, who, _ in past if (value := one.known(metric.name).get(who)) is not None]
    facts: dict[str, Fact] = {
        "metric": metric_word(metric.name),
        "value": figure_word(month.known(metric.name)[at], metric.unit),
        "median": figure_word(_shown(median(own), metric.unit), metric.unit),
        "size": len(past),
        "score": str(found),
    }
    rows: tuple[Evidence, ...] = (
        cell_of(month, at, metric.name),
        *(cell_of(one, who, metric.name) for one, who, _ in reversed(past)),
    )
    return Flag("seen.own-jump", month.period, month.agents[at].name, facts, rows)


def _shares(month: Figures, name: str, limits: Limits) -> dict[int, Decimal]:
    """Everybody's figure as a share of the team's median."""
    solid = _solid(month, name, limits)
    middle = median(solid.values()) if solid else ZERO
    if middle <= 0:
        return {}
    with exactly():
        return {at: value / middle for at, value in solid.items()}


def _shown(value: Decimal, unit: Unit) -> Decimal:
    return rounded(value, Decimal("0.0001") if unit in {Unit.PERCENT, Unit.RATIO} else _WORTH)


_BOTH: Final = ("jump_score", "jump_floor", "jump_volume")
RULES: Final = (
    Rule("own-jump", ("jump_months", *_BOTH), own_jump),
    Rule("peer-jump", ("jump_peers", *_BOTH), peer_jump),
)
