"""A shop and its agents on one screen: figures of the month and of its days, targets, load, losses.

Why the shop is counted again and not added up: a customer of two agents is two people of theirs and
one of the shop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from csperf.agent_table import AgentTable, Counted, agent_table, exact
from csperf.by_product import goods_sold, titles
from csperf.measuring import Counts, Grouping, Told, count, silent
from csperf.metrics import losses, receptions
from csperf.metrics.catalogue import catalogue
from csperf.metrics.deals import GOODS
from csperf.metrics.measure import AGENT, DAY_OF, NOBODY, Measure
from csperf.metrics.shop import SIDE, with_side
from csperf.metrics.workload import ShiftMean
from csperf.raw_month import RawMonth
from csperf.shop_columns import SHARE, SOLD, of_shop, share_of_agents, shifts_of
from csperf.targets import Target

HOURS = range(24)
_LOAD, _LOSSES, _SIDES, _GOODS, _ALONE = "load", "losses", "sides", "goods", "goods alone"
_OF_SIDES = ("销售额", "销售人数", "订单数", "销售量", "退款金额")


@dataclass(frozen=True)
class Products:
    """What was sold of each product, what of it sold by itself, and what each is called."""

    sold: AgentTable
    silently: AgentTable
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Overview:
    """What is looked at: of the shop, of every agent and of every day; and what was aimed at.

    `sides` are what agents sold and what sold by itself. `hours` are the receptions of each agent
    by clock hour; `lost` how many enquired and were lost by how soon they were answered; `shifts`
    what each shift served, and how many agents.
    """

    shop: AgentTable
    agents: AgentTable
    days: AgentTable
    sides: AgentTable
    products: Products
    targets: tuple[Target, ...]
    hours: Mapping[str, Sequence[int]]
    lost: Mapping[str, tuple[int, int]]
    shifts: Mapping[str, ShiftMean]


def overview(
    month: RawMonth, counts: Counts, targets: Iterable[Target], told: Told = silent
) -> Overview:
    """The overview of an opened month, of which the agents' figures are counted already."""
    asked = replace(month.asked, by=(DAY_OF,), besides=_besides(month))
    whole = count(month.engine, asked, told).without(month.left_out)
    besides = whole.besides
    agents = month.table(counts)
    known = {key[0] for key in agents.keys}
    hours = _by_hour(besides[_LOAD].over([AGENT, receptions.HOUR_OF]))
    return Overview(
        _shop(counts, whole),
        agents,
        agent_table(whole.over([DAY_OF]), whole.measures),
        agent_table(besides[_SIDES].over([SIDE]), besides[_SIDES].measures),
        _products(month, besides),
        tuple(one for one in targets if one.metric in agents.figures),
        {agent: each for agent, each in hours.items() if agent in known},
        _by_band(besides[_LOSSES].over([losses.BAND])),
        shifts_of(counts),
    )


def lost_by_band(month: RawMonth) -> Mapping[str, tuple[int, int]]:
    """How many enquired and how many of them were lost, by how soon they were answered."""
    asked = replace(
        month.asked, by=(DAY_OF,), measures=(), besides={_LOSSES: _besides(month)[_LOSSES]}
    )
    found = count(month.engine, asked).without(month.left_out).besides[_LOSSES]
    return _by_band(found.over([losses.BAND]))


def _besides(month: RawMonth) -> dict[str, Grouping]:
    """What is counted of the shop by other keys than its days."""
    told = {measure.metric for measure in month.asked.measures}
    lost = losses.MEASURES if {"询单人数", "首次响应次数"} <= told else ()
    sides = tuple(one for one in month.asked.measures if one.metric in _OF_SIDES)
    loaded = (Measure("接待量", receptions.VIEW, "rows"),)
    return {
        _LOAD: Grouping((AGENT, receptions.HOUR_OF, DAY_OF), loaded),
        _LOSSES: Grouping((losses.BAND, DAY_OF), lost),
        _SIDES: Grouping((SIDE, DAY_OF), sides, with_side),
        _GOODS: goods_sold(month, (GOODS,)),
        _ALONE: goods_sold(month, (GOODS,), silently=True),
    }


def _shop(counts: Counts, whole: Counts) -> AgentTable:
    """The shop's figures; of its sales, the share that agents sold."""
    figures = of_shop(counts, whole.over([]).get((), {}))
    beside = {name: [exact(one, catalogue()[name].unit)] for name, one in figures.items()}
    share = {SHARE: [share_of_agents(figures)]} if SOLD in figures else {}
    return agent_table(whole.over([]), whole.measures, {**beside, **share})


def _products(month: RawMonth, besides: Mapping[str, Counts]) -> Products:
    """What was sold of each product, the best first."""
    found = agent_table(besides[_GOODS].over([GOODS]), besides[_GOODS].measures)
    alone = agent_table(besides[_ALONE].over([GOODS]), besides[_ALONE].measures)
    return Products(found, alone, titles(month) if found.keys else {})


def _by_hour(counted: Counted) -> dict[str, list[int]]:
    hours: dict[str, list[int]] = {}
    for (agent, hour), found in counted.items():
        if agent != NOBODY:
            hours.setdefault(agent, [0] * len(HOURS))[int(hour)] = found["接待量"]
    return hours


def _by_band(counted: Counted) -> dict[str, tuple[int, int]]:
    found = {
        band: (one.get("询单人数", 0), one.get("询单流失人数", 0))
        for band in losses.BANDS
        if (one := counted.get((band,)))
    }
    return {band: pair for band, pair in found.items() if pair[0]}
