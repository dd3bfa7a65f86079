"""Last digits: numbers that people make up end in 0 and 5 too often, or in each digit too evenly.

- `last-digits`: of figures that are read (counts from 100, money from 1,000 yuan, each different
  number of a month once), the last digit should be any of ten alike; and the whole seconds of first
  responses should end like those of all others, who answer the same customers.
- `round-figures`: of the same figures, one in ten is a multiple of ten.

Both only from `digits_least` numbers of a person on; the first by a chi-square with nine degrees of
freedom, the second by the exact binomial chance. A person is flagged if fewer than `chance` of a
case is expected among all people looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from csperf.errors import Fact
from csperf.insight.audit.chances import beyond, tail, uneven
from csperf.insight.audit.flags import Evidence, Flag, Look, Material, Rule
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts
from csperf.insight.audit.wording import cell_of, is_read, percent
from csperf.insight.figures import Figures
from csperf.metrics.suspects import DIGITS
from csperf.units import Unit

_LEAST: Final = {Unit.COUNT: 100, Unit.MONEY: 1000}
_TEN, _FREEDOM, _AGENTS = 10, 9, 3
_Ended = tuple[int, Evidence]
"""The last digit of a figure, and where it stands."""


def last_digits(material: Material, limits: Limits) -> Look:
    """People whose numbers end in some digits far too often."""
    people = _enough(_ends(material.months), limits)
    flags = [
        _flag("seen.last-digits", material.months[-1].period, agent, found)
        for agent, found in people.items()
        if _chance([digit for digit, _ in found]) * len(people) < limits["chance"]
    ]
    looked = [found for facts in material.records if (found := _seconds(facts, limits)) is not None]
    flags += (flag for found in looked for flag in found)
    return Look(tuple(flags)) if people or looked else Look(why="audit-why.few-numbers")


def round_figures(material: Material, limits: Limits) -> Look:
    """People whose numbers are multiples of ten far too often."""
    people = _enough(_ends(material.months), limits)
    flags: list[Flag] = []
    for agent, found in people.items():
        whole = [one for one in found if one[0] == 0]
        if tail(len(whole), len(found), 1 / _TEN) * len(people) < limits["chance"]:
            told: dict[str, Fact] = {"count": len(whole), "all": len(found)}
            rows = tuple(one for _, one in whole)
            period = material.months[-1].period
            flags.append(Flag("seen.round-figures", period, agent, told, rows))
    return Look(tuple(flags)) if people else Look(why="audit-why.few-numbers")


def _ends(months: Sequence[Figures]) -> dict[str, list[_Ended]]:
    """The last digits of everybody's figures that are read, each number of a month once."""
    found: dict[str, list[_Ended]] = {}
    for month in months:
        for at, agent in enumerate(month.agents):
            found.setdefault(agent.name, []).extend(_of_agent(month, at))
    return found


def _of_agent(month: Figures, at: int) -> Iterator[_Ended]:
    seen: set[int] = set()
    for metric in month.metrics:
        least = _LEAST.get(metric.unit)
        value = month.known(metric.name).get(at)
        if least is None or value is None or value < least or not is_read(month, at, metric.name):
            continue
        number = int(value)
        if number not in seen:
            seen.add(number)
            yield number % _TEN, cell_of(month, at, metric.name)


def _enough(people: dict[str, list[_Ended]], limits: Limits) -> dict[str, list[_Ended]]:
    return {who: found for who, found in people.items() if len(found) >= limits["digits_least"]}


def _chance(digits: Iterable[int]) -> float:
    counts = Counter(digits)
    each = counts.total() / _TEN
    return uneven([counts[digit] for digit in range(_TEN)], [each] * _TEN)


def _flag(says: str, period: str, agent: str, found: Sequence[_Ended]) -> Flag:
    often, count = Counter(digit for digit, _ in found).most_common(1)[0]
    told: dict[str, Fact] = {"digit": str(often), "count": count, "all": len(found)}
    return Flag(says, period, agent, told, tuple(one for digit, one in found if digit == often))


def _seconds(facts: Facts, limits: Limits) -> list[Flag] | None:
    """Agents whose response times end otherwise than all others'; None where there are too few.

    Whoever differs most is told and left out before the rest is looked at again, since made-up
    numbers among the others make honest ones look odd.
    """
    counts: dict[str, Counter[int]] = {}
    for row in facts.of(DIGITS):
        counts.setdefault(row["agent"], Counter())[row["digit"]] += row["count"]
    left = {who: own for who, own in counts.items() if own.total() >= limits["digits_least"]}
    if len(left) < _AGENTS:
        return None
    people, flags = len(left), list[Flag]()
    while len(left) >= _AGENTS:
        every = sum(left.values(), Counter[int]())
        apart = {who: _differ(own, every - own) for who, own in left.items()}
        oddest = min(apart, key=lambda who: apart[who])
        if apart[oddest] * people >= limits["chance"]:
            break
        own = left.pop(oddest)
        flags.append(_odd(facts, oddest, own, every - own))
    return flags


def _odd(facts: Facts, agent: str, own: Counter[int], others: Counter[int]) -> Flag:
    """The digit in which somebody's seconds end more often than others'."""
    digit = max(range(_TEN), key=lambda d: own[d] * others.total() - others[d] * own.total())
    told: dict[str, Fact] = {
        "digit": str(digit),
        "count": own[digit],
        "all": own.total(),
        "share": percent(others[digit], others.total()),
        "size": others.total(),
    }
    return Flag("seen.last-seconds", facts.period, agent, told)


def _differ(own: Counter[int], others: Counter[int]) -> float:
    """The chance that two counts of ten digits differ so much (chi-square of two rows)."""
    both, square = own.total() + others.total(), 0.0
    for row in (own, others):
        for digit in range(_TEN):
            expected = row.total() * (own[digit] + others[digit]) / both
            square += (row[digit] - expected) ** 2 / expected if expected else 0.0
    return beyond(square, _FREEDOM)


RULES: Final = (
    Rule("last-digits", ("digits_least", "chance"), last_digits),
    Rule("round-figures", ("digits_least", "chance"), round_figures),
)
