"""What a season's factor makes of a commission: only the season's share of the base bears it.

The rates are those of the whole period's base, so that a ladder's tiers mean the same all month;
the amount is then divided among the days as the base is. Where a part of the base is below zero
there is no such share, and the run stops.
"""

from __future__ import annotations

from csperf.errors import problem
from csperf.exact import ZERO
from csperf.formula import (
    Cell,
    Constant,
    Difference,
    Formula,
    Given,
    Product,
    Quotient,
    Sum,
)
from csperf.inputs import Part
from csperf.plan.desk import Desk, Reading, Watch
from csperf.yaml_text import Written


def seasoned(amount: Formula | None, of: Written, line: Written, desk: Desk) -> Formula | None:
    """The amount times its seasons' factors, each on the base of its own days."""
    factors = desk.factors.get(str(line), ())
    if amount is None or not any(factor for _, factor in factors):
        return amount
    part, factor = factors[0]
    if part is None:
        return amount if factor is None else Product((amount, factor))
    base = desk.read(of)
    if base is None or not _adds_up(base.cell, desk):
        desk.note(problem("season-factor-base", of.place, name=str(of), line=str(line)))
        return None
    terms = [_of_days(part, factor, of, line, desk) for part, factor in factors if part]
    weighted = Sum(tuple(term for term in terms if term is not None))
    share = Quotient(Product((amount, weighted)), base.cell)
    is_there = Quotient(base.cell, base.cell)
    return Given(share, amount, "why.no-season-base", is_there)


def _of_days(
    part: Part, factor: Constant | None, of: Written, line: Written, desk: Desk
) -> Formula | None:
    """The base of some of the days times their factor; who has no rows then has no base then."""
    reading: Reading | None = desk.of_part(part).read(of)
    if reading is None:
        return None
    desk.watches.append(Watch("season", str(line), (reading.cell.column,), of.place))
    base = Given(reading.cell, Constant(ZERO, reading.unit), "why.no-rows-in-part")
    return base if factor is None else Product((base, factor))


def _adds_up(formula: Formula, desk: Desk) -> bool:
    """Whether the figures of some days and of the others add up to that of all days."""
    match formula:
        case Cell(column=name):
            inner = next((c.formula for c in desk.columns if c.name == name), None)
            if inner is not None:
                return _adds_up(inner, desk)
            known = (one for one in desk.definitions.values() if one.name == name)
            return any(one.combine == "sum" for one in known)
        case Sum(terms=terms):
            return all(_adds_up(term, desk) for term in terms)
        case Difference(left=left, right=right):
            return _adds_up(left, desk) and _adds_up(right, desk)
        case _:
            return False
