"""A plan tried on months: full marks for somebody, half for everybody, what it costs."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csperf.cli.main import run
from csperf.exact import ZERO, plain
from csperf.formula import Cell, Choose, Column, Constant, Formula, Limit, Product, Row, Sum, When
from csperf.insight.full_marks import full_marks
from csperf.insight.months import months_asked, runs_of
from csperf.insight.trying import Trial, findings, tried
from csperf.opening import Request
from csperf.sheet import values
from csperf.texts import tell
from csperf.units import Unit

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "csperf/schema/tables.schema.json").read_text(encoding="utf-8")
)
PLAN = """\
csperf: 1
plan: 售前
version: "1"
indicators:
  询单转化率:
    weight: 50%
    bands: [{at_least: 50%, points: 100}, {at_least: 40%, points: 70}, {otherwise: 40}]
  回复率: {weight: 30%, bands: [{at_least: 90%, points: 100}, {otherwise: 0}]}
  平均响应时间:
    {weight: 20%, bands: [{at_most: 10s, points: 100}, {at_most: 30s, points: 60}, {otherwise: 50}]}
pay:
  提成: {commission: {of: 销售额, rate: 1%}}
  绩效奖金: {bonus: {bands: [{at_least: 90, pay: 800}, {at_least: 70, pay: 400}, {otherwise: 0}]}}
"""
HEAD = "客服,询单转化率,回复率,平均响应时间,销售额\n"
AUGUST = "小美,55%,99%,20s,50000\n大勇,45%,99%,25s,40000\n阿英,35%,98%,40s,30000\n"
SEPTEMBER = "小美,52%,99%,21s,60000\n大勇,41%,97%,28s,40000\n阿英,38%,95%,33s,20000\n"


TOLD = """\
plan.yaml:5:3: 2 of 6 figures are below half of the full 100.00 of 询单转化率: 阿英.
plan.yaml:8:3: 6 of 6 figures of 回复率 are 100.00: it tells hardly anybody apart. Raise its \
standard, or give its weight to another indicator.
plan.yaml:9:3: Nobody has the full 100.00 of 平均响应时间 (6 figures); the best is 小美 and 1 more \
with 60.00. Whoever does well should reach it; csperf calibrate draws bands by real figures.
plan.yaml:13:3: 2 of 6 figures are below half of the full 800.00 of 绩效奖金: 阿英.
""".splitlines()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    Path("2026-08.csv").write_text(HEAD + AUGUST, encoding="utf-8")
    Path("2026-09.csv").write_text(HEAD + SEPTEMBER, encoding="utf-8")
    return tmp_path


def trial() -> Trial:
    request = Request("plan.yaml", ("{period}.csv",))
    with months_asked(request, "2026-08~2026-09", None) as requests:
        return tried(runs_of(requests))


@pytest.mark.usefixtures("shop")
def test_what_two_months_say_of_a_plan() -> None:
    """Points of 转化率 100 70 40 a month; of time 60 60 50; everybody replies.

    Scores: 50 + 30 + 12 = 92, 35 + 30 + 12 = 77, 20 + 30 + 10 = 60; so the bonus is 800, 400, 0.
    Of 60 60 77 77 92 92 the quartiles are 60 + 17/4, 77 and 92 - 15/4.
    """
    found = {one.name: one for one in trial().judged}
    full = {name: (plain(one.full or ZERO), one.at_full) for name, one in found.items()}
    assert full == {
        "询单转化率": ("100", 2),
        "回复率": ("100", 6),
        "平均响应时间": ("100", 0),
        "score": ("100", 0),
        "绩效奖金": ("800", 2),
    }
    below = {name: [each.agent for each in one.below_half or ()] for name, one in found.items()}
    assert {name: who for name, who in below.items() if who} == {
        "询单转化率": ["阿英", "阿英"],
        "绩效奖金": ["阿英", "阿英"],
    }
    assert found["score"].spread
    quartiles = [plain(one) for one in found["score"].spread.quartiles or ()]
    assert quartiles == ["64.25", "77", "88.25"]
    assert [tell(one, "en") for one in findings(trial())] == TOLD


@pytest.mark.usefixtures("shop")
def test_what_a_plan_costs_by_month() -> None:
    """Bonuses 1200 of 2400 pay on 120,000 sales, each month: 1% of sales is 1200."""
    first, second = trial().costs
    for one in (first, second):
        amounts = [plain(amount or ZERO) for amount in (one.bonus, one.total, one.sales)]
        assert amounts == ["1200", "2400", "120000"]


@pytest.mark.usefixtures("shop")
def test_indicators_are_compared_among_the_people_of_a_month() -> None:
    """Whoever converts more has no fewer points for time in either month; reply never differs."""
    related = trial().relations
    assert related["询单转化率", "回复率"].rho is None
    one = related["询单转化率", "平均响应时间"]
    assert (one.size, one.groups) == (6, 2)
    assert one.rho is not None
    assert one.rho > Decimal("0.8")


@pytest.mark.usefixtures("shop")
def test_a_plan_with_errors_is_not_tried(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.yaml").write_text(PLAN.replace("weight: 50%", "weight: 40%"), encoding="utf-8")
    assert run(["validate", "bad.yaml", "-q", "--data", "2026-08.csv", "--months", "2026-08"]) == 1
    told = capsys.readouterr()
    assert "weights-sum" in told.err
    assert "tried" not in told.err


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("command", ["validate", "calibrate"])
def test_tables_for_programs_have_a_schema(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--data", "{period}.csv", "--months", "2026-08~2026-09", "--format", "json"]
    run([command, "plan.yaml", *given])
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, SCHEMA)
    own = {"judged", "relations", "costs", "judged_by_month"} if command == "validate" else set()
    assert found.keys() >= (own or {"standards", "proposals"})


MONEY = [Column("销售额", "metric", Unit.MONEY), Column("主管打分", "metric", Unit.POINTS)]
COLUMNS = {column.name: column for column in MONEY}


def constant(value: int) -> Constant:
    return Constant(Decimal(value))


def formulas(depth: int = 3) -> st.SearchStrategy[Formula]:
    leaves: st.SearchStrategy[Formula] = st.one_of(
        st.integers(-100, 200).map(constant), st.just(Cell("主管打分"))
    )
    if not depth:
        return leaves
    inner = formulas(depth - 1)
    return st.one_of(
        leaves,
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Sum(tuple(parts))),
        st.builds(
            lambda a, b, bound: Choose(Cell("销售额"), (Row("at_least", constant(bound), a),), b),
            inner,
            inner,
            st.integers(0, 100),
        ),
        st.builds(lambda a, high: Limit(a, None, constant(high)), inner, st.integers(-50, 150)),
        st.builds(lambda a, b: When((), a, b), inner, inner),
    )


@given(formulas(), st.integers(0, 100), st.integers(0, 100))
def test_nothing_gives_more_than_full_marks(formula: Formula, sales: int, points: int) -> None:
    full = full_marks(Column("考核", "points", Unit.POINTS, formula), COLUMNS)
    (found,) = values(formula, {"销售额": [Decimal(sales)], "主管打分": [Decimal(points)]}, 1)
    assert isinstance(found, Decimal)
    assert full is None or found <= full


def test_what_full_is_where_points_are_taken_off_or_nothing_ends_them() -> None:
    """100 less 30 for each complaint is 100 at most; 1% of sales has no end."""
    each = Product((constant(-30), Cell("销售额")))
    one = Column("考核", "points", Unit.POINTS, Sum((constant(100), each)))
    assert full_marks(one, COLUMNS) == 100
    endless = Column("提成", "pay", Unit.MONEY, Product((constant(1), Cell("销售额"))))
    assert full_marks(endless, COLUMNS) is None
