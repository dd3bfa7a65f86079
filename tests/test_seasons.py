"""What must hold of every month that is divided: parts are what they would be alone.

A part scored within its month must be scored as a run of its days alone scores it; a season that
changes nothing pays nothing else; and however the days lie in files, the month is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csperf.exact import CENT, exactly, rounded
from csperf.output.run import Run
from csperf.payroll import Request, calculate
from csperf.plan.dates import days_of
from csperf.plan.read import plan_of
from csperf.plan.seasons import divided, season_factors

HEAD = "日期,客服,询单人数,最终付款人数,接待人数,平均响应时间,销售额"
DAYS = [f"2026-11-{day:02}" for day in range(1, 7)]
PLAN = """
csperf: 1
plan: 试
version: 1
indicators:
  询单转化率:
    weight: 60%
    bands: [{at_least: 50%, points: 100}, {at_least: 30%, points: 70}, {otherwise: 40}]
  平均响应时间: {weight: 40%, linear: {from: 90s, to: 10s}}
pay:
  提成:
    commission:
      {of: 销售额, mode: graduated, tiers: [{from: 0, rate: 1%}, {from: 500, rate: 2.5%}]}
"""
SEASON = """
seasons:
  双11: {from: 2026-11-02, until: 2026-11-03, %s}
"""
SAME = SEASON % "weights: {询单转化率: 60%, 平均响应时间: 40%}, factors: {提成: 100%}"
OTHER = SEASON % (
    "weights: {询单转化率: 80%, 平均响应时间: 20%}, "
    "bands: {询单转化率: [{at_least: 40%, points: 100}, {otherwise: 0}]}"
)

figures = st.tuples(
    st.integers(1, 40),
    st.integers(0, 40),
    st.integers(1, 60),
    st.integers(0, 95),
    st.integers(0, 900),
)
months = st.lists(st.lists(figures, min_size=len(DAYS), max_size=len(DAYS)), min_size=1, max_size=3)
few = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def lines_of(month: Sequence[Sequence[Sequence[int]]]) -> list[str]:
    """A row for each agent and day."""
    return [
        f"{day},客服{agent},{asked},{min(paid, asked)},{served},{seconds}s,{sales}.37"
        for agent, rows in enumerate(month)
        for day, (asked, paid, served, seconds, sales) in zip(DAYS, rows, strict=True)
    ]


def calculated(folder: Path, plan: str, tables: Sequence[Sequence[str]], period: str) -> Run:
    (folder / "plan.yaml").write_text(PLAN + plan, encoding="utf-8")
    files = [str(folder / f"data{number}.csv") for number in range(len(tables))]
    for file, lines in zip(files, tables, strict=True):
        Path(file).write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return calculate(Request(str(folder / "plan.yaml"), tuple(files), period=period))


@few
@given(month=months)
def test_a_part_is_scored_as_its_days_alone_are(
    tmp_path: Path, month: list[list[tuple[int, ...]]]
) -> None:
    lines = lines_of(month)
    whole = calculated(tmp_path, OTHER, [lines], "2026-11-01~2026-11-06").sheet
    parts = [("双11", DAYS[1:3], OTHER), ("平日", [DAYS[0], *DAYS[3:]], "")]
    for name, days, plan in parts:
        own = [line for line in lines if line[:10] in days]
        alone = calculated(tmp_path, plan, [own], f"{min(days)}~{max(days)}").sheet
        for metric in ("询单转化率", "平均响应时间"):
            assert whole.cells[f"{metric}〔{name}〕"] == alone.cells[metric]
            assert whole.cells[f"{metric}.分值〔{name}〕"] == alone.cells[f"{metric}.分值"]
        assert whole.cells[f"得分〔{name}〕"] == alone.cells["score"]
    for agent in range(len(month)):
        season, other = (Decimal(str(whole.value(agent, f"得分〔{n}〕"))) for n in ("双11", "平日"))
        with exactly():
            mean = (season * 2 + other * 4) / 6
        assert whole.value(agent, "score") == rounded(mean, CENT)


@few
@given(month=months)
def test_a_season_that_changes_nothing_pays_nothing_else(
    tmp_path: Path, month: list[list[tuple[int, ...]]]
) -> None:
    lines, period = lines_of(month), "2026-11-01~2026-11-06"
    with_season = calculated(tmp_path, SAME, [lines], period).sheet
    without = calculated(tmp_path, "", [lines], period).sheet
    assert with_season.cells["提成"] == without.cells["提成"]


@few
@given(month=months)
def test_a_file_for_each_day_changes_nothing(
    tmp_path: Path, month: list[list[tuple[int, ...]]]
) -> None:
    lines, period = lines_of(month), "2026-11-01~2026-11-06"
    together = calculated(tmp_path, OTHER, [lines], period).sheet
    by_day = [[line for line in lines if line.startswith(day)] for day in DAYS]
    apart = calculated(tmp_path, OTHER, by_day, period).sheet
    assert {name: list(cells) for name, cells in together.cells.items()} == {
        name: list(cells) for name, cells in apart.cells.items()
    }


@pytest.mark.parametrize(
    ("period", "names"),
    [
        ("2026-11", ["双11", "平日"]),  # 双12后 changes no score
        ("2026-11-02~2026-11-03", [""]),
        ("2026-11-04~2026-11-09", [""]),
        ("2026-11-03~2026-11-09", ["双11", "平日"]),
        ("", [""]),
    ],
)
def test_a_period_is_divided_only_where_it_must_be(period: str, names: list[str]) -> None:
    text = PLAN + SAME + "  双12后: {from: 2026-11-20, until: 2027-01-05, factors: {提成: 90%}}\n"
    plan, problems = plan_of(text, "plan.yaml")
    assert plan is not None, problems
    stretches = divided(plan.rules.seasons, period)
    assert [one.part.name if one.part else "" for one in stretches] == names
    if names != [""]:
        assert frozenset[object]().union(*(one.days for one in stretches)) == days_of(period)
    paid = divided(plan.rules.seasons, period, for_scores=False)
    assert len(season_factors(plan.rules.seasons, period)["提成"]) == len(paid)
