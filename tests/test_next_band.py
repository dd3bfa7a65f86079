"""What the next better band would have paid: counted by hand once, and always as a full month."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import CASES, run_of

from csperf.exact import exactly
from csperf.inputs import Inputs
from csperf.next_band import Band, Goal, Standing, next_bands, standing, standings
from csperf.output.run import Run
from csperf.sheet import Sheet, evaluate, meets
from csperf.units import Unit

CASE = Path(__file__).parent / "cases" / "next_band"


def test_the_figures_are_those_counted_by_hand() -> None:
    sheet = run_of(CASE).sheet
    with (CASE / "next.csv").open(encoding="utf-8") as file:
        assert next(file).startswith("# source: ")
        expected = list(csv.DictReader(file))
    agents = [agent.name for agent in sheet.agents]
    found = next_bands(sheet)
    assert len(found) == len(expected)
    for row in expected:
        one = found[agents.index(row["agent"]), row["column"]]
        assert (one.goal.sign, one.goal.bound) == (row["sign"], Decimal(row["bound"])), row
        assert one.band.result == Decimal(row["result"]), row
        assert one.would_be["score"] == Decimal(row["score"]), row
        assert (one.would_be.get("total", 0), one.more) == (
            Decimal(row["total"]),
            Decimal(row["more"]),
        ), row


def again(sheet: Sheet, agent: int, judged: str, figure: Decimal) -> Sheet:
    """The whole month with this one figure moved."""
    moved = list(sheet.cells[judged])
    moved[agent] = figure
    data = {c.name: sheet.cells[c.name] for c in sheet.columns if c.formula is None}
    given = {judged: moved}
    return evaluate(sheet.columns, Inputs(sheet.agents, data), given, sheet.details)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_what_would_be_is_what_the_whole_month_would_say(case: Path) -> None:
    sheet = run_of(case).sheet
    for (agent, name), one in next_bands(sheet).items():
        month = again(sheet, agent, one.standing.judged.name, one.goal.figure)
        assert one.would_be == {own: month.value(agent, own) for own in one.would_be}
        after = standing(month, agent, name)
        if after is not None:  # gates and samples may read the figure too
            assert after.met == one.goal.band
        for column in sheet.of_kind("score", "grade", "pay", "total"):
            before = sheet.value(agent, column.name)
            assert one.would_be.get(column.name, before) == month.value(agent, column.name)


def test_every_figure_stands_in_the_band_that_made_it(run: Run) -> None:
    sheet = run.sheet
    for agent in range(len(sheet.agents)):
        for one in standings(sheet, agent):
            met = None if one.met is None else one.bands[one.met].result
            assert sheet.value(agent, one.column.name) == met


UP = (
    Band(Decimal(100), "at_least", Decimal("0.55")),
    Band(Decimal(80), "at_least", Decimal("0.50")),
    Band(Decimal(50)),
)
FAST = (
    Band(Decimal(100), "under", Decimal(25)),
    Band(Decimal(80), "at_most", Decimal(30)),
    Band(Decimal(50)),
)


def of(unit: Unit, value: str | None, bands: tuple[Band, ...], met: int | None) -> Standing:
    column = run_of(CASE).sheet.column("询单转化率")
    judged = column if unit is Unit.PERCENT else run_of(CASE).sheet.column("平均响应时间")
    assert judged.unit is unit
    return Standing(column, judged, None if value is None else Decimal(value), bands, met)


@pytest.mark.parametrize(
    ("standing_", "goal"),
    [
        (of(Unit.PERCENT, "0.48", UP, 2), Goal(1, "at_least", Decimal("0.50"), Decimal("0.5000"))),
        (of(Unit.PERCENT, "0.60", UP, 0), None),
        (of(Unit.PERCENT, None, UP, None), None),
        (of(Unit.SECONDS, "30", FAST, 1), Goal(0, "under", Decimal(25), Decimal("24.99"))),
        (of(Unit.SECONDS, "31", FAST, 2), Goal(1, "at_most", Decimal(30), Decimal("30.00"))),
    ],
)
def test_the_nearest_better_band_is_the_next(standing_: Standing, goal: Goal | None) -> None:
    assert standing_.goal == goal


def test_a_table_that_falls_is_climbed_down() -> None:
    """Fewer refunds are better, and the plan asks `at_least` all the same."""
    bands = (
        Band(Decimal(0), "at_least", Decimal("0.10")),
        Band(Decimal(60), "at_least", Decimal("0.05")),
        Band(Decimal(100)),
    )
    worst = of(Unit.PERCENT, "0.12", bands, 0)
    assert worst.goal == Goal(1, "under", Decimal("0.10"), Decimal("0.0999"))
    last = of(Unit.PERCENT, "0.05", bands, 1)
    assert last.goal == Goal(2, "under", Decimal("0.05"), Decimal("0.0499"))


def test_equal_points_are_no_better_band() -> None:
    bands = (
        Band(Decimal(100), "over", Decimal("0.90")),
        Band(Decimal(80), "over", Decimal("0.50")),
        Band(Decimal(80), "over", Decimal("0.40")),
        Band(Decimal(0)),
    )
    assert of(Unit.PERCENT, "0.45", bands, 2).goal == Goal(
        0, "over", Decimal("0.90"), Decimal("0.9001")
    )


def test_the_figure_tried_is_within_its_band(run: Run) -> None:
    for one in next_bands(run.sheet).values():
        with exactly():
            assert meets(one.goal.figure, one.goal.sign, one.goal.bound)
