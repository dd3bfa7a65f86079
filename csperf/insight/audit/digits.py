"""Last digits: numbers that people make up end in some digits too often, in 0 and 5 above all.

- `last-digits`: of figures that are read (counts from 100, money from 1,000 yuan, each different
  number of a month once), the last digit should be any of ten alike. By a chi-square with nine
  degrees of freedom.
- `round-figures`: of the same figures, one in ten is a multiple of ten.
- `round-seconds`: of first responses from eight seconds on, one in five is a multiple of five
  seconds, or as many as of all others (an export may round for everybody).

The last two go by the exact binomial chance. All look at people with `digits_least` numbers or
more, and flag what less than `chance` of a case is expected of among all who are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from csperf.errors import Fact
from csperf.insight.audit.chances import tail, uneven
from csperf.insight.audit.flags import Evidence, Flag, Look, Material, Rule, each_of
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts
from csperf.insight.audit.wording import cell_of, is_read, percent
from csperf.insight.figures import Figures
from csperf.metrics.suspects import SECONDS
from csperf.units import Unit

_LEAST: Final = {Unit.COUNT: 100, Unit.MONEY: 1000}
_TEN, _FIVE = 10, 5
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
    return Look(tuple(flags)) if people else Look(why="audit-why.few-numbers")


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


def round_seconds(material: Material, limits: Limits) -> Look:
    """Agents whose first responses are whole fives of seconds far too often."""
    return each_of(material.records, lambda f: _fives(f, limits), "audit-why.no-records")


def _fives(facts: Facts, limits: Limits) -> Look:
    counts, fives = Counter[str](), Counter[str]()
    for row in facts.of(SECONDS):
        counts[row["agent"]] += row["count"]
        fives[row["agent"]] += row["fives"]
    asked = [who for who, count in counts.items() if count >= limits["digits_least"]]
    flags: list[Flag] = []
    for agent in sorted(asked):
        others = counts.total() - counts[agent]
        usual = max(1 / _FIVE, (fives.total() - fives[agent] + 1) / (others + _FIVE))
        if tail(fives[agent], counts[agent], usual) * len(asked) < limits["chance"]:
            told: dict[str, Fact] = {"count": fives[agent], "all": counts[agent]}
            told["share"] = percent(fives[agent], counts[agent])
            flags.append(Flag("seen.round-seconds", facts.period, agent, told))
    return Look(tuple(flags)) if asked else Look(why="audit-why.few-times")


RULES: Final = (
    Rule("last-digits", ("digits_least", "chance"), last_digits),
    Rule("round-figures", ("digits_least", "chance"), round_figures),
    Rule("round-seconds", ("digits_least", "chance"), round_seconds),
)
