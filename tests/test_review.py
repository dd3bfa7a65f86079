"""A half-year's review: made-up months that a person can count, and the roster that comes of it.

One indicator: 100 points from 50% conversion on, 50 below; everybody has 100 enquiries a month, so
those who paid are percent. P2 asks four months, a mean score of 80 and at most 2 complaints in each
month; P3 a mean conversion of 55%.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from csperf.cli.asking import to_close
from csperf.cli.main import run
from csperf.cli.reviewing import Reviewed, Wish, reviewed
from csperf.errors import CsperfError
from csperf.history.closing import close
from csperf.inputs import Agent
from csperf.insight.review_records import window_of
from csperf.insight.reviewing import Lack, Measure, Record, commended, judged
from csperf.opening import Request
from csperf.payroll import calculate
from csperf.plan.promotion import Award, Promotion
from csperf.plan.read import plan_of
from csperf.units import Unit
from csperf.yaml_text import Written

PLAN = """csperf: 1
plan: 售前
version: "1"
indicators:
  询单转化率: {weight: 100%, bands: [{at_least: 50%, points: 100}, {otherwise: 50}]}
data: {without_data: leave_out, changes: at_end}
pay:
  底薪: {base: {by: 级别, amounts: {P1: 3000, P2: 3500, P3: 4000}}}
promotion:
  ladder:
    P1: {}
    P2: {months: 4, mean: {得分: {at_least: 80}}, every_month: {有效投诉: {at_most: 2}}}
    P3: {mean: {询单转化率: {at_least: 55%}}}
  awards:
    半年之星: {by: 询单转化率, top: 2, months: 6}
"""
MONTHS = [f"2026-0{month}" for month in range(1, 7)]
PAID = {
    "小雨": (50, 52, 54, 51, 55, 60),
    "阿杰": (50, 40, 45, 52, 51, 49),
    "小丽": (55, 56, 57, 58, 55, 54),
    "阿强": (None, None, None, 50, 50, 50),
}
COMPLAINTS = {("阿杰", 2): 3}
ROSTER = """姓名,工号,旺旺,级别,生效日期
赵雨,A1,小雨,P1,
钱杰,A2,阿杰,P2,
孙丽,A3,小丽,P2,2026-01-01
李强,A4,阿强,P3,
"""


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    Path("roster.csv").write_text(ROSTER, encoding="gb18030")
    for at, month in enumerate([*MONTHS, "2026-07"]):
        known = ((name, each[min(at, 5)]) for name, each in PAID.items())
        rows = [
            f"{name},100,{paid},{COMPLAINTS.get((name, at), 0)}"
            for name, paid in known
            if paid is not None
        ]
        text = "\n".join(["客服,询单人数,最终付款人数,有效投诉", *rows]) + "\n"
        Path(f"{month}.csv").write_text(text, encoding="utf-8")
    return tmp_path


WISH = Wish("plan.yaml", ("{period}.csv",), None, "2026-01~2026-06", "roster.csv", "", None, ())


@pytest.fixture
def half_year() -> Iterator[Reviewed]:
    with reviewed(WISH) as found:
        yield found


def named(lacks: Sequence[Lack]) -> list[str]:
    return [one.measure.name if one.measure else "months" for one in lacks]


def told(found: Reviewed) -> dict[str, tuple[str, str, list[str], list[str]]]:
    """Of everybody the outcome, the level proposed, what is short of the own and of the next."""
    return {
        one.record.agent.name: (one.outcome, one.proposed, named(one.own), named(one.next))
        for one in found.people
    }


def test_everybody_by_hand(half_year: Reviewed) -> None:
    """钱杰 has 100, 50, 50, 100, 100 and 50 points, a mean of 75, and 3 complaints in March.

    His conversion is (50 + 40 + 45 + 52 + 51 + 49) / 6 = 47.83%; 孙丽's 335 / 6 = 55.83%.
    """
    assert told(half_year) == {
        "赵雨": ("promoted", "P2", [], []),
        "钱杰": ("at-risk", "P2", ["score", "有效投诉"], ["询单转化率"]),
        "孙丽": ("promoted", "P3", [], []),
        "李强": ("at-risk", "P3", ["询单转化率"], []),
    }
    hurt = next(one for one in half_year.people if one.record.agent.name == "钱杰")
    score, complaints = hurt.own
    assert (score.figure, score.bound) == (Decimal("75.00"), Decimal(80))
    assert complaints.months == (("2026-03", Decimal(3)),)
    assert hurt.next[0].figure == Decimal("0.4783")


def test_the_first_by_a_figure_are_commended_if_they_were_there(half_year: Reviewed) -> None:
    """孙丽 55.83%, 赵雨 322 / 6 = 53.67%; 李强 was there for three months of six."""
    (award,) = half_year.awards
    standings = [(one.place, one.record.agent.name, one.figure) for one in award.standings]
    assert standings == [(1, "孙丽", Decimal("0.5583")), (2, "赵雨", Decimal("0.5367"))]


def test_the_proposed_roster_is_the_given_one_and_a_row_for_each_new_level() -> None:
    arguments = ["review", "plan.yaml", "--data", "{period}.csv", "--window", "2026-01~2026-06"]
    assert run([*arguments, "--roster", "roster.csv", "--propose", "new.csv"]) == 0
    before = Path("roster.csv").read_bytes()
    rows = "赵雨,A1,小雨,P2,2026-07-01\n孙丽,A3,小丽,P3,2026-07-01\n"
    assert Path("new.csv").read_bytes() == before + rows.encode("gb18030")
    assert Path("roster.csv").read_bytes() == before
    for period, base in (("2026-06", "3000.00"), ("2026-07", "3500.00")):
        asked = Request("plan.yaml", (f"{period}.csv",), "new.csv", period=period)
        assert str(calculate(asked).sheet.cells["底薪"][0]) == base
    assert run([*arguments, "--roster", "roster.csv", "--propose", "roster.csv"]) == 1


def test_a_roster_without_dates_gets_the_column_and_a_workbook_becomes_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = Workbook()
    for row in (["姓名", "旺旺", "级别"], ["赵雨", "小雨", "P1"], ["钱杰", "阿杰", "P2"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save("roster.xlsx")
    for month in MONTHS:
        text = Path(f"{month}.csv").read_text(encoding="utf-8").splitlines()
        Path(f"{month}.csv").write_text("\n".join(text[:3]) + "\n", encoding="utf-8")
    arguments = ["review", "plan.yaml", "--data", "{period}.csv", "--months", "2026-01~2026-06"]
    arguments += ["--roster", "roster.xlsx", "--from", "2026-08-01", "--propose"]
    assert run([*arguments, "new.xlsx"]) == 0
    assert "2026-08-01" in capsys.readouterr().err
    sheet = load_workbook("new.xlsx").worksheets[0]
    found = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert found == [
        ["姓名", "旺旺", "级别", "生效日期"],
        ["赵雨", "小雨", "P1", ""],
        ["钱杰", "阿杰", "P2", ""],
        ["赵雨", "小雨", "P2", "2026-08-01"],
    ]
    assert run([*arguments, "new.csv"]) == 0
    assert (
        Path("new.csv").read_text(encoding="utf-8-sig").splitlines()[3] == "赵雨,小雨,P2,2026-08-01"
    )
    june = Request("plan.yaml", ("2026-06.csv",), "new.xlsx", period="2026-06")
    assert str(calculate(june).sheet.cells["底薪"][0]) == "3000.00"


def test_a_history_is_reviewed_as_it_was_closed_in_the_window_of_its_last_month() -> None:
    """Closed with 60 points for 50%, nobody has a mean of 80, whatever the plan says today."""
    Path("then.yaml").write_text(PLAN.replace("points: 100", "points: 60"), encoding="utf-8")
    for month in MONTHS[:4]:
        request = Request("", (f"{month}.csv",), "roster.csv", period=month)
        with to_close(["then.yaml"], request, Path("history")) as asked:
            close(asked.history, asked.asked, asked.inputs, asked.computed())
    with reviewed(replace(WISH, data=(), history=Path("history"), window="", roster=None)) as found:
        assert found.months == tuple(MONTHS[:4])
        assert found.day == "2026-05-01"
        assert told(found)["赵雨"] == ("kept", "P1", [], ["score"])


@pytest.mark.parametrize(
    ("wish", "told_"),
    [
        (replace(WISH, window=""), "review-no-window"),
        (replace(WISH, roster=None), "review-no-levels"),
        (replace(WISH, from_="七月"), "review-no-day"),
        (replace(WISH, plan="bare.yaml"), "review-no-promotion"),
    ],
)
def test_what_cannot_be_reviewed_is_refused(wish: Wish, told_: str) -> None:
    Path("bare.yaml").write_text(PLAN.partition("promotion:")[0], encoding="utf-8")
    with pytest.raises(CsperfError) as raised, reviewed(wish):
        pass
    assert told_ in [one.id for one in raised.value.problems]


def test_without_a_roster_or_its_column_nothing_is_proposed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for month in MONTHS:
        text = Path(f"{month}.csv").read_text(encoding="utf-8").splitlines()
        rows = [f"{text[0]},级别", *(f"{row},P1" for row in text[1:])]
        Path(f"{month}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    arguments = ["review", "plan.yaml", "--data", "{period}.csv", "--window", "2026-01~2026-06"]
    assert run([*arguments, "--propose", "new.csv"]) == 1
    assert "[review-no-roster]" in capsys.readouterr().err
    Path("roster.csv").write_text("姓名,旺旺\n赵雨,小雨\n钱杰,阿杰\n孙丽,小丽\n李强,阿强\n")
    assert run([*arguments, "--roster", "roster.csv", "--propose", "new.csv"]) == 1
    assert "[review-no-column]" in capsys.readouterr().err
    assert run([*arguments, "--propose", "new.txt"]) == 2


def test_who_has_no_level_of_the_plan_is_told_and_not_judged() -> None:
    Path("roster.csv").write_text(ROSTER.replace("P3", "VIP"), encoding="utf-8")
    fixed = PLAN.replace("by: 级别, amounts: {P1: 3000, P2: 3500, P3: 4000}", "fixed: 3000")
    Path("plan.yaml").write_text(fixed, encoding="utf-8")
    with reviewed(WISH) as found:
        assert told(found)["李强"] == ("unplaced", "VIP", [], [])
        assert [one.id for one in found.problems] == ["review-unplaced"]


def test_windows_fill_the_year() -> None:
    assert [window_of(f"2026-{month:02}", 2) for month in (1, 6, 7, 12)] == [
        *["2026-01~2026-06"] * 2,
        *["2026-07~2026-12"] * 2,
    ]
    assert window_of("2026-08", 12) == "2026-08~2026-08"


PROMOTION = plan_of(PLAN, "plan.yaml")[0]
MEASURES = {
    "得分": Measure("score", Unit.POINTS),
    "有效投诉": Measure("有效投诉", Unit.COUNT, lower_first=True),
    "询单转化率": Measure("询单转化率", Unit.PERCENT),
}
SCORES = st.lists(st.integers(0, 100), min_size=1, max_size=6)


@given(SCORES, st.integers(0, 20), st.sampled_from(["P1", "P2", "P3"]))
def test_more_points_and_sales_never_lead_lower(scores: list[int], more: int, level: str) -> None:
    assert PROMOTION is not None
    rules: Promotion | None = PROMOTION.rules.promotion
    assert rules is not None
    order = ["at-risk", "kept", "promoted"]

    def outcome(points: list[int]) -> int:
        months = {
            f"2026-{at + 1:02}": {
                "score": Decimal(one),
                "询单转化率": Decimal(one).scaleb(-2),
                "有效投诉": Decimal(0),
            }
            for at, one in enumerate(points)
        }
        return order.index(judged(rules, Record(Agent("小雨"), level, months), MEASURES).outcome)

    assert outcome([one + more for one in scores]) >= outcome(scores)


def test_whoever_ties_with_the_last_place_is_commended_too_and_the_unknown_are_not() -> None:
    award = Award.model_validate({"by": Written("有效投诉"), "combine": Written("sum")})
    figures = {"小雨": (1, 0), "阿杰": (0, 1), "小丽": (2, 0), "阿强": ()}
    records = [
        Record(
            Agent(name),
            "P1",
            {f"2026-0{at}": {"有效投诉": Decimal(n)} for at, n in enumerate(each)},
        )
        for name, each in figures.items()
    ]
    found = commended("少投诉", award, records, MEASURES)
    assert [(one.place, one.record.agent.name) for one in found.standings] == [
        (1, "小雨"),
        (1, "阿杰"),
    ]


def test_a_plan_that_commends_nobody_shows_its_highest_scores() -> None:
    """赵雨, 孙丽 and 李强 have 100 points in all their months."""
    Path("plan.yaml").write_text(PLAN.partition("  awards:")[0], encoding="utf-8")
    with reviewed(WISH) as found:
        names = [one.record.agent.name for award in found.awards for one in award.standings]
    assert sorted(names) == sorted(["赵雨", "孙丽", "李强"])
