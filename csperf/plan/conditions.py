"""Conditions on columns: what lines, gates, prizes and pools test before they pay.

Why three words more than a name and its bound: real plans say "every member has 80 points", "gold
or silver", "not on probation". Everything named in one mapping must hold; `any`, `all` and `not`
put mappings together to any depth. A bound may be the name of a metric, so that full attendance is
`出勤天数: {at_least: 应出勤天数}` and nobody types the days of a month.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from csperf.errors import problem
from csperf.formula import AnyOf, Condition, Constant, Formula, Not, Sign, Test
from csperf.plan.bands import wrong_unit
from csperf.plan.desk import Desk, Reading
from csperf.plan.fields import BoundOrName, Limits, Name, Text, as_list
from csperf.units import Figure, Unit, fits
from csperf.yaml_text import Written, spelling

_SIGNS: tuple[Sign, ...] = ("at_least", "over", "at_most", "under")


Texts = Annotated[list[Text], BeforeValidator(as_list)]


class Comparison(Limits):
    """One condition on a value: a bound word, or the texts that it is or is not."""

    at_least: BoundOrName | None = Field(None, description="大于等于 / at least (>=)")
    over: BoundOrName | None = Field(None, description="大于 / over (>)")
    at_most: BoundOrName | None = Field(None, description="小于等于 / at most (<=)")
    under: BoundOrName | None = Field(None, description="小于 / under (<)")
    is_: Texts | None = Field(
        None, alias="is", description="等于文字，可写几个 / is this text, or one of these"
    )
    is_not: Texts | None = Field(
        None, description="不是这个文字（或这几个） / is not this text, and none of these"
    )


_WORDS = frozenset(Comparison.keys())


def _kind(raw: object) -> str:
    """Several mappings, one mapping of conditions, or one comparison."""
    if isinstance(raw, list):
        return "@groups"
    if isinstance(raw, Comparison) or not isinstance(raw, Mapping) or not raw:
        return "@comparison"
    nested = all(isinstance(one, (Mapping, list)) for one in raw.values())
    return "@group" if nested and not _WORDS & raw.keys() else "@comparison"


if TYPE_CHECKING:  # the checker follows a plain recursive name, Pydantic needs the tagged one
    Conditions: TypeAlias = dict[Written, "Comparison | list[Conditions] | Conditions"]
else:
    Conditions = TypeAliasType(
        "Conditions",
        dict[
            Name,
            Annotated[
                Annotated[list["Conditions"], Tag("@groups")]
                | Annotated["Conditions", Tag("@group")]
                | Annotated[Comparison, Tag("@comparison")],
                Discriminator(_kind),
            ],
        ],
    )
"""What must all hold: comparisons by name, and `any`, `all`, `not` with conditions below them."""

JOINING = ("any", "all", "not")


def tests_of(conditions: Conditions, desk: Desk) -> tuple[Condition, ...] | None:
    """The conditions, all of which must hold; None after noting what is wrong."""
    found = [_lowered(name, part, desk) for name, part in conditions.items()]
    good = [condition for group in found if group is not None for condition in group]
    return tuple(good) if None not in found else None


def _lowered(
    name: Written, part: Comparison | list[Conditions] | Conditions, desk: Desk
) -> list[Condition] | None:
    if str(name) in JOINING and not isinstance(part, Comparison):
        return _joined(name, part if isinstance(part, list) else [part], desk)
    if isinstance(part, Comparison) and str(name) not in JOINING:
        return _compared(name, part, desk)
    desk.note(problem("condition-shape", name.place, name=spelling(name), words=JOINING))
    return None


def _joined(name: Written, parts: list[Conditions], desk: Desk) -> list[Condition] | None:
    """`any`: at least one of the groups; `all`: each of them; `not`: not all that stands there."""
    groups = [tests_of(part, desk) for part in parts]
    good = tuple(group for group in groups if group)
    if None in groups:
        return None
    if len(good) < len(groups) or not groups:
        desk.note(problem("empty-condition", name.place, name=str(name)))
        return None
    every = [condition for group in good for condition in group]
    match str(name):
        case "any":
            return [AnyOf(good)]
        case "all":
            return every
        case _:
            return [Not(tuple(every))]


def _compared(name: Written, comparison: Comparison, desk: Desk) -> list[Condition] | None:
    reading = desk.read(name)
    return None if reading is None else tests_on(reading, name, comparison, desk)


def tests_on(
    reading: Reading, name: Written, comparison: Comparison, desk: Desk
) -> list[Condition] | None:
    """One comparison of what the name stands for; None after noting what is wrong."""
    found: list[Condition] = []
    for sign in _SIGNS:
        written: Figure | Written | None = getattr(comparison, sign)
        bound = None if written is None else _bound(name, reading, written, desk)
        if written is not None and bound is None:
            return None
        if bound is not None:
            found.append(Test(reading.cell, sign, bound))
    for texts, wanted in ((comparison.is_, True), (comparison.is_not, False)):
        if texts is not None:
            if reading.unit is not Unit.TEXT:
                desk.note(problem("number-not-text", texts[0].place, name=str(name)))
                return None
            found.append(_one_of(reading, texts, wanted=wanted))
    if not found:
        desk.note(problem("empty-condition", name.place, name=str(name)))
        return None
    return found


def _bound(
    name: Written, reading: Reading, written: Figure | Written, desk: Desk
) -> Formula | None:
    """A figure in the column's unit, or another column that it can be compared with."""
    if reading.unit is Unit.TEXT:
        desk.note(problem("text-not-number", name.place, name=str(name)))
        return None
    if isinstance(written, Written):
        other = desk.comparable(name, reading, written)
        return other.cell if other else None
    if not fits(written, reading.unit):
        desk.note(wrong_unit(written, reading.unit))
        return None
    return Constant(written.value, reading.unit, written.place)


def _one_of(reading: Reading, texts: list[Written], *, wanted: bool) -> Condition:
    tests = tuple(
        Test(reading.cell, "is", Constant(str(text), Unit.TEXT, text.place)) for text in texts
    )
    either: Condition = tests[0] if len(tests) == 1 else AnyOf(tuple((test,) for test in tests))
    return either if wanted else Not((either,))
