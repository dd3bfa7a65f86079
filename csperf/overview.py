"""A shop and its agents on one screen: figures of the month and of its days, targets, load, losses.

Why the shop is counted again and not added up: a customer of two agents is two people of theirs and
one of the shop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from csperf.agent_table import AgentTable, agent_table
from csperf.measuring import Counts, Told, count, parts_of, silent
from csperf.metrics import losses, receptions
from csperf.metrics.measure import AGENT, DAY_OF, NOBODY, Measure, figures, together
from csperf.raw_month import RawMonth
from csperf.targets import Target

HOURS = range(24)


@dataclass(frozen=True)
class Overview:
    """What is looked at: of the shop, of every agent and of every day; and what was aimed at.

    `hours` are the receptions of each agent by clock hour; `lost` how many enquired and were lost
    by how soon they were answered.
    """

    shop: AgentTable
    agents: AgentTable
    days: AgentTable
    targets: tuple[Target, ...]
    hours: Mapping[str, Sequence[int]]
    lost: Mapping[str, tuple[int, int]]


def overview(
    month: RawMonth, counts: Counts, targets: Iterable[Target], told: Told = silent
) -> Overview:
    """The overview of an opened month, of which the agents' figures are counted already."""
    asked = replace(month.asked, by=(DAY_OF,))
    of_shop = count(month.engine, asked, told).without(month.left_out)
    days = agent_table(of_shop.over([DAY_OF]), of_shop.measures)
    shop = agent_table(of_shop.over([]), of_shop.measures)
    agents = month.table(counts)
    known = {key[0] for key in agents.keys}
    hours, lost = _load_and_losses(month)
    return Overview(
        shop,
        agents,
        days,
        tuple(one for one in targets if one.metric in agents.figures),
        {agent: each for agent, each in hours.items() if agent in known},
        lost,
    )


def _load_and_losses(
    month: RawMonth,
) -> tuple[dict[str, list[int]], dict[str, tuple[int, int]]]:
    """Receptions by agent and hour, and enquiries and losses by band, in one pass."""
    load: list[Mapping[tuple[object, ...], Mapping[str, int]]] = []
    bands: list[Mapping[tuple[object, ...], Mapping[str, int]]] = []
    loaded = (Measure("接待量", receptions.VIEW, "rows"),)
    by = (AGENT, receptions.HOUR_OF, DAY_OF)
    counted = {measure.metric for measure in month.asked.measures}
    for views in parts_of(month.engine, replace(month.asked, measures=())):
        if receptions.VIEW in views:
            load.append(figures(views[receptions.VIEW], loaded, by, month.engine.collect))
        if losses.VIEW in views and {"询单人数", "首次响应次数"} <= counted:
            of_band = (losses.BAND, DAY_OF)
            found = figures(views[losses.VIEW], losses.MEASURES, of_band, month.engine.collect)
            bands.append(found)
    return _by_hour(month, load), _by_band(month, bands)


def _by_hour(
    month: RawMonth, load: Iterable[Mapping[tuple[object, ...], Mapping[str, int]]]
) -> dict[str, list[int]]:
    hours: dict[str, list[int]] = {}
    for (agent, hour, day), found in together(load, ()).items():
        if day in month.left_out or agent == NOBODY:
            continue
        each = hours.setdefault(str(agent), [0] * len(HOURS))
        each[int(str(hour))] += found["接待量"]
    return hours


def _by_band(
    month: RawMonth, bands: Iterable[Mapping[tuple[object, ...], Mapping[str, int]]]
) -> dict[str, tuple[int, int]]:
    found = dict.fromkeys(losses.BANDS, (0, 0))
    for (band, day), figure in together(bands, losses.MEASURES).items():
        if day not in month.left_out:
            asked, lost = found[str(band)]
            found[str(band)] = (
                asked + figure.get("询单人数", 0),
                lost + figure.get("询单流失人数", 0),
            )
    return {band: pair for band, pair in found.items() if pair[0]}
