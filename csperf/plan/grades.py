"""Grades: a name for a score, by bands, or by shares of the heads (forced distribution).

Why four things are stated of a forced distribution: 15% of 7 people is 1.05 heads, two may tie at
the border, somebody may not take part, and every system that guesses these pays somebody wrong. So
`heads` says how shares become heads (rounded from the top down, so that the heads of all grades
are all heads), `ties` which end of tied places counts, `eligible` and `others` who stays outside.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from csperf.errors import Place, problem
from csperf.exact import ONE, ZERO
from csperf.formula import Cell, Column, Constant, Distribution, Formula, Rank
from csperf.plan.bands import GradeRow, choose
from csperf.plan.boards import direction, taking_part
from csperf.plan.conditions import Conditions
from csperf.plan.desk import Desk
from csperf.plan.fields import Model, Name, Percent, Text, as_written
from csperf.plan.names import derived_name
from csperf.units import Figure, Unit
from csperf.yaml_text import Written


class GradesByShare(Model):
    """Grades by shares of the heads, best first."""

    by_share: dict[Name, Percent] = Field(
        min_length=1,
        description="从好到差每个等级占人数的百分比，合计 100%"
        " / each grade's share of the heads, best first, 100% together",
    )
    ties: Literal["better", "worse"] = Field(
        "better",
        description="并列跨过界线时：better 都按较好的等级（默认），worse 都按较差的"
        " / tied people across a border: all the better grade (default), or all the worse",
    )
    then_by: list[Name] = Field(
        default_factory=list, description="得分相同时再比 / compared next in a tie"
    )
    heads: Literal["half_up", "down", "up"] = Field(
        "half_up",
        description="人数不是整数时：half_up 四舍五入（默认），down 舍去，up 进位"
        " / how shares become whole heads, counted from the top",
    )
    eligible: Conditions = Field(
        default_factory=dict, description="谁参加排等级 / who is graded so"
    )
    others: Text | None = Field(
        None, description="不参加的人的等级 / the grade of those who take no part"
    )


AnyGrades = Annotated[
    Annotated[list[GradeRow], Tag("@rows")] | Annotated[GradesByShare, Tag("@shares")],
    Discriminator(lambda raw: "@rows" if isinstance(raw, list) else "@shares"),
]


def add_grade(
    grades: list[GradeRow] | GradesByShare, place: Place, desk: Desk, *, required: bool
) -> None:
    """Puts the grade on the sheet."""
    formula: Formula | None
    if isinstance(grades, GradesByShare):
        formula = _by_share(grades, place, desk)
    else:
        bounds = grades[0].bounds() if grades else {}
        place = next(iter(bounds.values())).place if bounds else place
        formula = choose(Cell("score"), Unit.POINTS, grades, "grade", Unit.TEXT, desk, place)
    unknown = Constant("?", Unit.TEXT)  # told; a line that reads the grade is not at fault
    desk.add(Column("grade", "grade", Unit.TEXT, formula or unknown, place, required=required))


def _by_share(grades: GradesByShare, place: Place, desk: Desk) -> Formula | None:
    """The board by score, then the grade of each place on it."""
    at = next(iter(grades.by_share)).place
    chinese = any(not column.name.isascii() for column in desk.columns)
    name = Written(derived_name("等级" if chinese else "grade", "rank"), at)
    taking = taking_part(name, grades.eligible, desk)
    keys = _keys(grades, desk)
    if taking is None or keys is None or not _sound(grades, at, desk):
        return None
    if taking and grades.others is None:
        desk.note(problem("others-missing", at))
        return None
    board = desk.add(Column(str(name), "rank", Unit.COUNT, Rank(keys, taking or None), at))
    outside = Constant(str(grades.others or ""), Unit.TEXT, at)
    shares = _cumulated(grades.by_share)
    return Distribution(board.cell.column, shares, outside, grades.ties, grades.heads, place)


def _keys(
    grades: GradesByShare, desk: Desk
) -> tuple[tuple[str, Literal["higher", "lower"]], ...] | None:
    keys: list[tuple[str, Literal["higher", "lower"]]] = [("score", "higher")]
    for name in grades.then_by:
        reading = desk.number(name)
        way = None if reading is None else direction(None, reading, name, desk)
        if reading is None or way is None:
            return None
        keys.append((reading.cell.column, way))
    return tuple(keys)


def _sound(grades: GradesByShare, place: Place, desk: Desk) -> bool:
    """Whether the shares are all heads."""
    total = sum((share.value for share in grades.by_share.values()), ZERO)
    if total != ONE:
        facts = {"total": as_written(Figure(total, Unit.PERCENT))}
        desk.note(problem("shares-sum", place, **facts))
    return total == ONE


def _cumulated(shares: dict[Written, Figure]) -> tuple[tuple[Constant, Constant], ...]:
    """Every grade with the share of the heads down to it."""
    found: list[tuple[Constant, Constant]] = []
    reached = ZERO
    for name, share in shares.items():
        reached += share.value
        grade = Constant(str(name), Unit.TEXT, name.place)
        found.append((grade, Constant(reached, Unit.PERCENT, share.place)))
    return tuple(found)
