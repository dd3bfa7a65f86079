"""Pools sum to the pool, whatever the weights, and the order of the people decides nothing."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csperf.errors import CsperfError
from csperf.exact import CENT, ONE, ZERO, RoundingMode, exactly, rounded
from csperf.formula import Constant, Distribution
from csperf.payroll import Request, calculate
from csperf.sheet import values
from csperf.units import Unit
from csperf.wholes import grade_of, shares

POOLS = st.decimals(min_value=-100000, max_value=100000, places=3)
WEIGHTS = st.lists(st.decimals(min_value=0, max_value=10**6, places=2), min_size=1, max_size=9)
STEPS = st.sampled_from((CENT, ONE, Decimal("0.1")))
MODES: st.SearchStrategy[RoundingMode] = st.sampled_from(("half_up", "half_even", "up", "down"))


@given(pool=POOLS, weights=WEIGHTS, to=STEPS, mode=MODES)
def test_the_parts_sum_to_the_rounded_pool(
    pool: Decimal, weights: list[Decimal], to: Decimal, mode: RoundingMode
) -> None:
    names = [f"人{i}" for i in range(len(weights))]
    with exactly():
        parts = shares(pool, weights, names, to, mode)
        paid = sum(parts, ZERO)
        total = sum(weights, ZERO)
    assert paid == (rounded(pool, to, mode) if total else ZERO)
    for part, weight in zip(parts, weights, strict=True):
        with exactly():
            assert not total or abs(part * total - paid * weight) < to * total
        assert weight or part == ZERO


@given(pool=POOLS, weights=WEIGHTS, data=st.data())
def test_the_order_of_the_people_decides_nothing(
    pool: Decimal, weights: list[Decimal], data: st.DataObject
) -> None:
    people = [(f"人{i}", weight) for i, weight in enumerate(weights)]
    other = data.draw(st.permutations(people))

    def paid(rows: list[tuple[str, Decimal]]) -> dict[str, Decimal]:
        names = [name for name, _ in rows]
        with exactly():
            parts = shares(pool, [weight for _, weight in rows], names, CENT, "half_up")
        return dict(zip(names, parts, strict=True))

    assert paid(people) == paid(other)


SHARES = st.lists(st.integers(1, 100), min_size=1, max_size=5)


@given(
    points=st.lists(st.integers(0, 6), min_size=1, max_size=20),
    cuts=SHARES,
    ties=st.sampled_from(("better", "worse")),
    heads=st.sampled_from(("half_up", "down", "up")),
)
def test_every_head_has_a_grade_and_more_points_never_a_worse_one(
    points: list[int], cuts: list[int], ties: str, heads: str
) -> None:
    total = sum(cuts)
    with exactly():
        reached = [Decimal(sum(cuts[: i + 1])) / total for i in range(len(cuts))]
    reached[-1] = ONE
    graded = tuple(
        (Constant(str(i), Unit.TEXT), Constant(share)) for i, share in enumerate(reached)
    )
    node = Distribution("place", graded, Constant("none", Unit.TEXT), ties, heads)  # type: ignore[arg-type]
    places = [Decimal(1 + sum(other > own for other in points)) for own in points]
    with exactly():
        grades = values(node, {"place": places}, len(points))
    assert None not in grades
    ranked = sorted(zip(points, map(int, map(str, grades)), strict=True), reverse=True)
    assert [grade for _, grade in ranked] == sorted(grade for _, grade in ranked)


def test_the_heads_of_a_distribution_without_ties_are_the_rounded_ones() -> None:
    shares_of = (("A", "0.15"), ("B", "0.60"), ("C", "0.90"), ("D", "1"))
    graded = tuple((Constant(g, Unit.TEXT), Constant(Decimal(s))) for g, s in shares_of)
    node = Distribution("place", graded, Constant("none", Unit.TEXT), "better")
    found = Counter(grade_of(node, place, 1, 20) for place in range(1, 21))
    assert found == {"A": 3, "B": 9, "C": 6, "D": 2}
    assert grade_of(node, 0, 3, 20) == "none"


PLAN = """\
csperf: 1
plan: 池
version: "1"
metrics: {系数: {unit: ratio}, 目标: {unit: money}}
pay:
  团队奖: {team_pool: {pool: %s, split: %s}}
"""


def refused(folder: Path, pool: str, split: str) -> list[str]:
    (folder / "plan.yaml").write_text(PLAN % (pool, split), encoding="utf-8")
    rows = "客服,系数,目标\n甲,1,100\n乙,-1,200\n"
    (folder / "月.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(CsperfError) as error:
        calculate(Request(str(folder / "plan.yaml"), (str(folder / "月.csv"),)))
    return [problem.id for problem in error.value.problems if problem.stops]


def test_a_weight_below_zero_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "100", "{by: 系数}") == ["weight-below-zero"]


def test_a_pool_that_differs_from_person_to_person_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "{of: 目标, rate: 10%}", "equal") == ["pool-differs"]


def test_percents_of_more_than_the_pool_are_refused(tmp_path: Path) -> None:
    asked = PLAN.replace("目标: {unit: money}", "目标: {unit: percent}")
    (tmp_path / "plan.yaml").write_text(asked % ("100", "{share: 目标}"), encoding="utf-8")
    rows = "客服,系数,目标\n甲,1,60%\n乙,1,40.01%\n"
    (tmp_path / "月.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(CsperfError) as error:
        calculate(Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "月.csv"),)))
    assert [problem.id for problem in error.value.problems] == ["pool-parts-over"]


SKIPPING = """\
csperf: 1
plan: 池
version: "1"
score: {missing: skip}
indicators: {主管打分: {weight: 100%, points: as_is}}
pay:
  团队奖: {team_pool: {pool: 1000, split: score, eligible: {得分: {at_least: 60}}}}
  连续: {streak: {when: {得分: {at_least: 80}}, before: 系数,
    bands: [{at_least: 2, pay: 9}, {otherwise: 0}]}}
  全勤: {bonus: {fixed: 100}}
  绩效: {bonus: {per_point: 1}}
gates:
  分低: {when: {得分: {under: 80}}, cancel: [全勤, 绩效]}
metrics: {系数: {unit: count}}
"""


def test_who_has_no_score_has_no_part_and_leaves_the_others_theirs(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(SKIPPING, encoding="utf-8")
    rows = "客服,主管打分,系数\n甲,90,1\n乙,70,1\n丙,,1\n"
    (tmp_path / "月.csv").write_text(rows, encoding="utf-8")
    run = calculate(Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "月.csv"),)))
    paid = [str(value) for value in run.sheet.cells["团队奖"]]
    assert paid == ["562.50", "437.50", "0"]
    assert [str(value) for value in run.sheet.cells["连续.连续"]] == ["2", "0", "0"]
    assert [str(value) for value in run.sheet.cells["全勤"]] == ["100.00", "0", "100.00"]
    assert [str(value) for value in run.sheet.cells["绩效"]] == ["90.00", "0", "0"]


def test_a_weight_that_is_unknown_is_told_of_whom_it_is(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN % ("100", "{by: 系数}"), encoding="utf-8")
    (tmp_path / "月.csv").write_text("客服,系数,目标\n甲,1,1\n乙,,1\n", encoding="utf-8")
    with pytest.raises(CsperfError) as error:
        calculate(Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "月.csv"),)))
    assert [problem.facts["agent"] for problem in error.value.problems] == ["乙"]
