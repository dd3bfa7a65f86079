"""Which measures the exports tell enough for, and which metrics lack what.

Why: an export without a column of items sold does not say that none were sold. A metric whose
facts are missing, in one file of its sort or in all of them, is left out and told, never zero.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from csperf.metrics import sales, sales_needs, sales_side, service_needs, service_side
from csperf.metrics.measure import Measure
from csperf.metrics.selling import Selling
from csperf.metrics.service import Service

Fact = tuple[str, ...]
"""Fields (`orders.pieces`) of which one is enough."""


def told_by(known: Collection[str], measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Of measures of the sales side, those whose facts are all known."""
    facts = service_needs.with_stand_ins(known)
    return tuple(
        one for one in measures if all(facts & {*fact} for fact in sales_needs.needed(one))
    )


def measurable(
    known: Collection[str], service: Service, selling: Selling | None = None
) -> tuple[tuple[Measure, ...], Mapping[Fact, Sequence[str]]]:
    """The measures whose facts are all known, and the metrics that lack each missing fact.

    `known` are the fields that every file of their sort has, such as `orders.pieces`. Sales that
    are less what was refunded need to be told of refunds, and are net sales as they are.
    """
    net = selling is not None and selling.less_refunds
    facts = service_needs.with_stand_ins(known)
    sides = (
        (
            partial(sales_needs.needed, net=net),
            (*sales_side.MEASURES, *(sales.NET if net else ())),
        ),
        (service_needs.needed, service_side.service_measures(service)),
    )
    kept: list[Measure] = []
    lacking: dict[Fact, list[str]] = {}
    for needed, measures in sides:
        for measure in measures:
            missing = [fact for fact in sorted({*needed(measure)}) if not facts & {*fact}]
            for fact in missing:
                lacking.setdefault(fact, []).append(measure.metric)
            kept += [] if missing else [measure]
    return tuple(kept), lacking
