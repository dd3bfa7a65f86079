"""Flags: what a rule found worth a look, of whom, and every row or cell that it was found in.

Why never a verdict: each rule has honest months that look like it, a regular customer for the same
buyer again and again, a promotion for a jump. Whoever knows the shop decides, with the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from csperf.errors import NOWHERE, Fact, Place, Word
from csperf.insight.audit.limits import Limits
from csperf.insight.audit.records import Facts
from csperf.insight.figures import Figures

_Part = TypeVar("_Part", Figures, Facts)


@dataclass(frozen=True)
class Evidence:
    """One row or cell: where it stands, what it is about, when that was and how much it says."""

    place: Place = NOWHERE
    about: Word | str = ""
    day: str = ""
    value: Word | str = ""


@dataclass(frozen=True)
class Flag:
    """One thing that is worth a look; `says` is the text that tells it with these facts."""

    says: str
    period: str
    agent: str
    facts: Mapping[str, Fact]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Look:
    """What a rule saw: its flags, or (`why`) the text that says why it could not look."""

    flags: tuple[Flag, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Material:
    """What there is to look through: the figures of each month, the oldest first, and records."""

    months: Sequence[Figures] = ()
    records: Sequence[Facts] = ()


@dataclass(frozen=True)
class Rule:
    """One rule: its name, the limits that it goes by, and how it looks."""

    id: str
    limits: tuple[str, ...]
    look: Callable[[Material, Limits], Look]


@dataclass(frozen=True)
class Looked:
    """A rule, and what it saw."""

    rule: Rule
    look: Look = field(default_factory=Look)


def each_of(parts: Sequence[_Part], look: Callable[[_Part], Look], none: str) -> Look:
    """The flags of all parts; why none could be looked at, where none could. `none`: no part."""
    looks = [look(one) for one in parts]
    seen = [one for one in looks if not one.why]
    if seen:
        return Look(tuple(flag for one in seen for flag in one.flags))
    return Look(why=looks[0].why if looks else none)
