"""Limits: the numbers that the rules of an audit go by, what each is by default, and why.

Why in the project file and not in a plan: a plan says what is paid and everybody may read it; from
where on something is looked at is the shop's own affair, and is the same for all its plans.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from csperf.errors import Place, Problem, problem
from csperf.units import Unit, figure_of, fits, show


@dataclass(frozen=True)
class Limit:
    """One number: its key, its unit, what it is by default, and the largest that makes sense."""

    key: str
    unit: Unit
    default: Decimal
    most: Decimal | None = None


Limits = Mapping[str, Decimal]
Spoken = tuple[str, Place]
"""`key=value` and where that is said."""
_ONE = Decimal(1)
_ALL: Final = (
    Limit("chance", Unit.PERCENT, Decimal("0.01"), _ONE),
    Limit("buyer_days", Unit.COUNT, Decimal(5)),
    Limit("buyer_share", Unit.PERCENT, Decimal("0.8"), _ONE),
    Limit("pay_day", Unit.DAYS, Decimal(15), Decimal(28)),
    Limit("refund_days", Unit.DAYS, Decimal(5), Decimal(28)),
    Limit("refund_least", Unit.COUNT, Decimal(5)),
    Limit("note_orders", Unit.COUNT, Decimal(3)),
    Limit("little", Unit.PERCENT, Decimal("0.2"), _ONE),
    Limit("fastest_reply", Unit.SECONDS, Decimal(1)),
    Limit("fastest_typing", Unit.COUNT, Decimal(15)),
    Limit("reply_least", Unit.COUNT, Decimal(5)),
    Limit("reply_share", Unit.PERCENT, Decimal("0.05"), _ONE),
    Limit("jump_months", Unit.COUNT, Decimal(5)),
    Limit("jump_peers", Unit.COUNT, Decimal(8)),
    Limit("jump_volume", Unit.COUNT, Decimal(50)),
    Limit("jump_score", Unit.RATIO, Decimal(4)),
    Limit("jump_floor", Unit.PERCENT, Decimal("0.08"), _ONE),
    Limit("digits_least", Unit.COUNT, Decimal(50)),
    Limit("round_times", Unit.RATIO, Decimal(2)),
    Limit("same_least", Unit.COUNT, Decimal(4)),
)
LIMITS: Final[Mapping[str, Limit]] = MappingProxyType({one.key: one for one in _ALL})


def limits_of(spoken: Sequence[Spoken]) -> tuple[Limits, list[Problem]]:
    """Every limit: as it was said last, or by default."""
    found = {key: limit.default for key, limit in LIMITS.items()}
    problems: list[Problem] = []
    for text, place in spoken:
        key, _, value = (part.strip() for part in text.partition("="))
        wrong = list(_wrong(key, value, place))
        problems += wrong
        figure = figure_of(value)
        if not wrong and figure is not None:
            found[key] = figure.value
    return MappingProxyType(found), problems


def _wrong(key: str, value: str, place: Place) -> Iterator[Problem]:
    """What may be wrong with one limit."""
    limit = LIMITS.get(key)
    if limit is None:
        near = next(iter(difflib.get_close_matches(key, LIMITS, n=1)), "")
        yield problem("audit-no-limit", place, key=key, near=near, known=(*LIMITS,))
        return
    figure = figure_of(value)
    whole = limit.unit in {Unit.COUNT, Unit.DAYS}
    if figure is None or not fits(figure, limit.unit) or (whole and figure.value % 1):
        yield problem("audit-wrong-limit", place, key=key, found=value, example=spelled(limit))
    elif figure.value <= 0 or (limit.most is not None and figure.value > limit.most):
        yield problem("audit-limit-range", place, key=key, found=value, most=_most(limit))


def spelled(limit: Limit, value: Decimal | None = None) -> str:
    """A limit as it is written in the project file."""
    return show(limit.default if value is None else value, limit.unit, "en").removesuffix(".00")


def _most(limit: Limit) -> str:
    return "∞" if limit.most is None else spelled(limit, limit.most)
