"""What stands beside an agent's own figures: the shop's, and the mean of who stood in their shifts.

Why in the agent table: a plan compares everybody with the shop (落实客单价, 客服占比) or with the
others of a shift, and reads what it compares with from the row that it pays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from csperf.agent_table import exact
from csperf.exact import ZERO, exactly, rounded
from csperf.measuring import Counts, Grouping
from csperf.metrics.catalogue import catalogue
from csperf.metrics.measure import AGENT, DAY_OF, NOBODY, Measure
from csperf.metrics.shop import MEASURES, shop_figures
from csperf.metrics.workload import ON_DUTY_MEASURES, ShiftMean, shift_means
from csperf.units import Unit, rounding_of

BUYERS, SHIFTS = "buyers of the shop", "shifts"
SHIFT = "shift"
PEERS, AGAINST_PEERS = "同班平均接待人数", "同班接待比"
SOLD, SILENT, SHARE = "店铺销售额", "静默销售额", "客服销售占比"
Columns = Mapping[str, Sequence[Decimal | None]]


def groupings(measures: Sequence[Measure]) -> dict[str, Grouping]:
    """What has to be counted besides the agents' own figures, as far as it can be."""
    names = {measure.metric for measure in measures}
    people = tuple(one for one in MEASURES if one.how == "people" and one.metric in names)
    on_duty = tuple(one for one in ON_DUTY_MEASURES if one.metric.startswith("班内"))
    found = {BUYERS: Grouping((DAY_OF,), people)} if people else {}
    if names.issuperset(one.metric for one in on_duty):
        found[SHIFTS] = Grouping((AGENT, SHIFT, DAY_OF), on_duty)
    return found


def columns_beside(counts: Counts, keys: Sequence[tuple[str, ...]], by: tuple[str, ...]) -> Columns:
    """The shop's figures for each of these keys, and what their peers served."""
    shop = dict(_of_shop(counts, by))
    rests = [_without_agent(key, by) for key in keys]
    names = dict.fromkeys(name for figures in shop.values() for name in figures)
    figures: Columns = {
        name: [exact(shop[rest][name], catalogue()[name].unit) for rest in rests] for name in names
    }
    return {**figures, **_of_peers(counts, keys, by)}


def of_shop(counts: Counts, whole: Mapping[str, int]) -> dict[str, int]:
    """The shop's figures; `whole` is what all agents and nobody have together."""
    names = {measure.metric for measure in counts.measures}
    silent = counts.over([AGENT]).get((NOBODY,), {})
    return shop_figures(_full(whole, names), _full(silent, names))


def share_of_agents(figures: Mapping[str, int]) -> Decimal | None:
    """What agents sold of all that the shop sold, from the shop's figures."""
    whole, silent = figures.get(SOLD), figures.get(SILENT)
    if whole is None or silent is None or whole == 0:
        return None
    with exactly():
        return rounded(Decimal(whole - silent) / Decimal(whole), rounding_of(Unit.PERCENT))


def shifts_of(counts: Counts) -> dict[str, ShiftMean]:
    """Every shift with the customers served in it and the agents who served them."""
    return shift_means(_by_shift(counts))


def _by_shift(counts: Counts) -> dict[tuple[str, ...], Mapping[str, int]]:
    besides = counts.besides.get(SHIFTS)
    found = besides.over([AGENT, SHIFT]) if besides and besides.measures else {}
    return {key: numbers for key, numbers in found.items() if key[0] != NOBODY}


def _of_shop(
    counts: Counts, by: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, int]]]:
    """The shop's figures by all keys but the agent."""
    rest = tuple(name for name in by if name != AGENT)
    people = {measure.metric for measure in counts.measures if measure.how == "people"}
    names = {measure.metric for measure in counts.measures}
    own = counts.over(by)
    silent = {_without_agent(k, by): one for k, one in own.items() if k[by.index(AGENT)] == NOBODY}
    buyers = counts.besides[BUYERS].over(rest) if BUYERS in counts.besides else {}
    bought = people if BUYERS in counts.besides else ()
    for key, whole in counts.over(rest).items():
        together = {**_full(whole, names - people), **_full(buyers.get(key, {}), bought)}
        yield key, shop_figures(together, _full(silent.get(key, {}), names))


def _full(numbers: Mapping[str, int], names: Collection[str]) -> dict[str, int]:
    """The numbers, none being 0: of what is measured, who has no row of it has none of it."""
    return {name: numbers.get(name, 0) for name in names}


def _without_agent(key: tuple[str, ...], by: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part, name in zip(key, by, strict=True) if name != AGENT)


def _of_peers(counts: Counts, keys: Sequence[tuple[str, ...]], by: tuple[str, ...]) -> Columns:
    """Of the shifts of each agent, what everybody in them served on average; and how theirs is."""
    served = _by_shift(counts)
    if by != (AGENT,) or not served:
        return {}
    means = shift_means(served)
    own: dict[str, Decimal] = {}
    mean: dict[str, Decimal] = {}
    with exactly():
        for (agent, shift), numbers in served.items():
            if numbers["班内接待量"]:
                one = means[shift]
                own[agent] = own.get(agent, ZERO) + Decimal(numbers["班内接待人数"])
                mean[agent] = mean.get(agent, ZERO) + Decimal(one.customers) / Decimal(one.agents)
        against = {agent: own[agent] / mean[agent] for agent in own if mean[agent]}
    return {
        name: [_rounded(values.get(key[0]), unit) for key in keys]
        for name, values, unit in (
            (PEERS, mean, Unit.RATIO),
            (AGAINST_PEERS, against, Unit.PERCENT),
        )
    }


def _rounded(value: Decimal | None, unit: Unit) -> Decimal | None:
    return None if value is None else rounded(value, rounding_of(unit))
