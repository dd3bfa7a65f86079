"""Measuring shop by shop: each shop's records by themselves, as its own back office would count.

Why by themselves: a customer of two shops is a customer of each, and a chat in one shop sold
nothing in the other.
"""

from __future__ import annotations

from dataclasses import replace

from csperf.engines.of_shop import SHOP, OfShop, names_shop, shops_in
from csperf.errors import Problem, Word, problem, warning
from csperf.measuring import Counts, Told, count, silent
from csperf.metrics.records import SORTS
from csperf.raw_month import RawMonth


def counts_by(
    month: RawMonth, by: tuple[str, ...], told: Told = silent
) -> tuple[Counts, list[Problem]]:
    """What can be counted of the month, shop by shop where a shop is among the keys."""
    counts, problems = month.counts(told)
    if SHOP not in by:
        return counts, problems
    shops, faults = _shops(month)
    problems += faults
    if any(one.stops for one in faults):
        return counts, problems
    each = [
        _of(count(OfShop(month.engine, shop), month.asked, told), shop).without(month.left_out)
        for shop in shops
    ]
    return (_together(each) if each else counts), problems


def _shops(month: RawMonth) -> tuple[list[str], list[Problem]]:
    """The shops of the records, and which records do not say of which they are."""
    found: set[str] = set()
    problems: list[Problem] = []
    for sort in filter(names_shop, month.records.sorts):
        for row in month.engine.collect(shops_in(month.engine.whole(sort))):
            if row[SHOP]:
                found.add(row[SHOP])
            else:
                place = month.records.sheets[row["file"]].place
                problems.append(problem("shop-not-told", place, sort=_name(sort)))
    nameless = [sort for sort in month.records.sorts if sort in {"reviews", "cases", "calls"}]
    problems += [warning("sort-without-shop", sort=_name(sort)) for sort in nameless]
    return sorted(found), problems


def _name(sort: str) -> Word:
    return Word(SORTS[sort].zh, SORTS[sort].en)


def _of(counts: Counts, shop: str) -> Counts:
    """The numbers with the shop among their keys."""
    return replace(
        counts,
        by=(*counts.by, SHOP),
        numbers={(*key, shop): one for key, one in counts.numbers.items()},
        besides={name: _of(one, shop) for name, one in counts.besides.items()},
    )


def _together(each: list[Counts]) -> Counts:
    """The numbers of all shops."""
    first = each[0]
    return replace(
        first,
        numbers={key: one for counts in each for key, one in counts.numbers.items()},
        besides={
            name: _together([counts.besides[name] for counts in each]) for name in first.besides
        },
    )
