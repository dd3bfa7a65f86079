"""What to be careful of with standards: too few figures, an order that is luck, months apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from csperf.errors import Fact, Problem, warning
from csperf.exact import plain, rounded
from csperf.formula import Column
from csperf.insight.proposing import Proposal
from csperf.insight.relation import relation
from csperf.insight.spread import FEWEST, spread
from csperf.insight.standards import Standard
from csperf.output.run import Run
from csperf.units import rounding_of, show

_LASTING = Decimal("0.5")
"""From this rank correlation on an order of people that lasts is at least likely."""


def cautions(proposals: Sequence[Proposal], periods: Sequence[str]) -> Iterator[Problem]:
    """Tables that stay as they are, tables by few people, sentences that speak of old bounds."""
    for one in proposals:
        standard = one.standard
        seen = [each for each in standard.seen if each.period in periods]
        people = len({each.agent for each in seen})
        if one.kept is not None:
            facts: dict[str, Fact] = {"name": standard.name, "count": len(seen)}
            yield warning(one.kept, standard.place, **facts)
            continue
        yield from _luck(standard, periods)
        yield from _apart(standard, periods)
        if people < FEWEST:
            yield warning("calibrate-few-people", standard.place, name=standard.name, people=people)
        for bound, value in zip(standard.bounds, one.bounds, strict=True):
            old = show(bound.value, standard.judged.unit)
            if bound.value != value and old in standard.column.says.replace(" ", ""):
                yield warning(
                    "says-old-bound", standard.column.place, name=standard.name, bound=old
                )


def left(run: Run, standards: Sequence[Standard]) -> Iterator[Problem]:
    """Indicators that are scored otherwise than by bands: nothing is drawn for them."""
    drawn = {one.column.name for one in standards}
    columns = run.sheet.of_kind("points", "part")
    whole = {_path(one).rpartition("/")[0] for one in columns}
    left = [one for one in columns if one.name not in drawn and _path(one) not in whole]
    if left:
        paths = tuple(map(_path, left))
        yield warning("calibrate-not-by-bands", left[0].place, names=paths)


def _path(column: Column) -> str:
    """An indicator, of a part with what it is a part of before it."""
    return column.name.rpartition(".")[0]


def _luck(standard: Standard, periods: Sequence[str]) -> Iterator[Problem]:
    """Whether who was good in one month was so in the next; else bands may reward luck."""
    if len(periods) < 2:  # noqa: PLR2004 - a month before and a month after
        return
    before, after = (
        {one.agent: one.value for one in standard.seen if one.period == period}
        for period in periods
    )
    both = [who for who in before if who in after]
    found = relation([before[who] for who in both], [after[who] for who in both])
    if found.rho is not None and found.rho < _LASTING and found.direction <= 0:
        facts: dict[str, Fact] = {"name": standard.name, "count": found.size}
        facts |= {"before": periods[0], "after": periods[1], "rho": plain(found.rho)}
        yield warning("calibrate-luck", standard.place, **facts)


def _apart(standard: Standard, periods: Sequence[str]) -> Iterator[Problem]:
    """Whether the two months differ more than people do: a season, or another way to count."""
    spreads = [
        spread([one for one in standard.seen if one.period == period], "higher")
        for period in periods
    ]
    known = [(one.quartiles, one) for one in spreads if one is not None and one.quartiles]
    if len(known) < 2:  # noqa: PLR2004 - as above
        return
    (low, middle, high), (lower, median, upper) = (quartiles for quartiles, _ in known)
    if high < lower or upper < low:
        facts: dict[str, Fact] = {"before": periods[0], "after": periods[1]}
        facts |= {"median": _shown(middle, standard), "then": _shown(median, standard)}
        yield warning("calibrate-months-apart", standard.place, name=standard.name, **facts)


def _shown(value: Decimal, standard: Standard) -> str:
    unit = standard.judged.unit
    return show(rounded(value, rounding_of(unit)), unit)
