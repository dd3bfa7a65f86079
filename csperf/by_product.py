"""Sales by product: what everybody sold of each product, and what of it sold by itself.

Why no day among the keys: products times agents times days are more figures than memory holds, so
the days that do not count are left out before anything is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from csperf.agent_table import AgentTable
from csperf.measuring import Grouping, Told, count, silent
from csperf.metrics import baskets
from csperf.metrics.deals import GOODS
from csperf.metrics.measure import AGENT
from csperf.metrics.needs import told_by
from csperf.raw_month import RawMonth

_BY = (AGENT, GOODS)


def goods_sold(month: RawMonth, by: tuple[str, ...], *, silently: bool = False) -> Grouping:
    """What is counted of each product, of all that was sold or of what sold by itself."""
    measures = told_by(month.records.facts, baskets.BY_PRODUCT)
    chosen = partial(baskets.chosen, days=sorted(month.left_out), silently=silently)
    return Grouping(by, measures, chosen)


def sold_by_each(month: RawMonth, told: Told = silent) -> AgentTable:
    """What everybody sold of each product: keys are the agent, the product and its title."""
    grouping = goods_sold(month, _BY)
    asked = replace(month.asked, by=_BY, measures=(), besides={baskets.VIEW: grouping})
    found = month.table(count(month.engine, asked, told).besides[baskets.VIEW], _BY)
    names = titles(month)
    return replace(found, keys=tuple((*key, names.get(key[1], "")) for key in found.keys))


def titles(month: RawMonth) -> Mapping[str, str]:
    """What each product is called."""
    if "lines" not in month.records.sorts:
        return {}
    named = month.engine.collect(baskets.titles(month.engine.whole("lines")))
    return {row["product"]: row["title"] or "" for row in named}
