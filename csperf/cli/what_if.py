"""What `whatif` shows: of numbers that were typed, and of the figures of past months."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from csperf.cli.arguments import SPOKEN
from csperf.errors import CsperfError, Fact, Problem, problem
from csperf.exact import ONE
from csperf.insight.figures import figures_of
from csperf.insight.months import runs_of
from csperf.insight.price_tables import prices, responses
from csperf.insight.raw_losses import lost_in
from csperf.insight.sales_factors import Sales, Sold, sales_of
from csperf.insight.weighed import notes_table, section_of
from csperf.insight.what_if import Change, effect_on, impossible, typed
from csperf.insight.what_if_tables import (
    change_notes,
    effect_table,
    people_table,
    product_notes,
    shares_table,
)
from csperf.opening import Request
from csperf.output.tables import Section
from csperf.texts import say

_SHOWN = 12
Changes = Sequence[Change]


def of_numbers(
    texts: tuple[str, str, str], sizes: tuple[int | None, int | None], changes: Changes
) -> list[Section]:
    """The sales of a day, of so many agents, and of so many days."""
    one, problems = typed(*texts)
    if one is None:
        raise CsperfError(problems)
    agents, days = sizes
    if problems := impossible([("", one, changes)]):
        raise CsperfError(problems)
    found = effect_on([(one, changes)] * (agents or 1))
    times = [("sales-of-day", ONE), ("sales-of-month", Decimal(days))] if days else [("sales", ONE)]
    tables = (effect_table(found, times, None, SPOKEN), shares_table(found, None, SPOKEN))
    return [section_of(say("title-whatif", SPOKEN), tables)]


def of_months(
    requests: Sequence[Request],
    changes: Changes,
    agents: Sequence[str],
    margin: Decimal | None,
) -> tuple[list[Section], list[Problem]]:
    """The sales of the months that were asked for, the team's and everybody's.

    With a plan what each of its bands brings, and in any case what went with response times.
    """
    months, problems = [], list[Problem]()
    for request in requests:
        month, found = figures_of(request)
        months.append(month)
        problems += [one for one in found if one not in problems]
    sales, found = sales_of(months)
    if sales is None:
        raise CsperfError([*problems, *found])
    sections = [_of_sales(sales, changes, agents)]
    if requests[-1].plan:
        run = runs_of(requests[-1:])[0]
        problems += [one for one in run.warnings if one not in problems]
        sections += prices(run, months, sales.named, margin, SPOKEN)
    sections += responses(months, sales.named, lost_in(requests), SPOKEN)
    return sections, problems


def _of_sales(sales: Sales, changes: Changes, agents: Sequence[str]) -> Section:
    everybody = _whose(sales, changes, agents)
    known = [(one, one.factors, own) for one, own in everybody if one.factors is not None]
    if problems := impossible([(one.agent.name, factors, own) for one, factors, own in known]):
        raise CsperfError(problems)
    found = effect_on([(factors, own) for _, factors, own in known])
    tables = (
        effect_table(found, [("sales", ONE)], sales.named, SPOKEN),
        shares_table(found, sales.named, SPOKEN),
        people_table(sales, everybody, SPOKEN),
        notes_table([*product_notes(sales, SPOKEN), *change_notes(sales, changes, SPOKEN)], SPOKEN),
    )
    return section_of(say("title-whatif", SPOKEN), tables)


def _whose(sales: Sales, changes: Changes, agents: Sequence[str]) -> list[tuple[Sold, Changes]]:
    """Everybody with the changes that are theirs: all have them, or those who are named."""
    names = {one.agent.name for one in sales.people} | {one.agent.id for one in sales.people}
    missing = [
        problem("whatif-no-agent", name=name, known=_known(sales))
        for name in agents
        if name not in names
    ]
    if missing:
        raise CsperfError(missing)
    return [
        (one, changes if not agents or {one.agent.name, one.agent.id} & {*agents} else ())
        for one in sales.people
    ]


def _known(sales: Sales) -> Fact:
    return tuple(one.agent.name for one in sales.people[:_SHOWN])
