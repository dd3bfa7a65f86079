"""What goes together in a shop: made-up days that a person can count, and what stays out.

Two agents, six days each, 20 enquiries a day. 小快 answers in 11 to 16 seconds and sells to 9, 8,
7, 6, 5 and 4 of 20; 小慢 answers in 21 to 26 seconds and sells to 15, 14, 13, 12, 11 and 10 of 20.
Who is slower sells more; but of each agent's own days the slower one is always the poorer one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from csperf.cli.main import run
from csperf.errors import CsperfError
from csperf.insight.drivers import Driver, drivers
from csperf.insight.drivers_tables import drivers_sections, reads
from csperf.insight.figures import Measured
from csperf.insight.halves import Halves, halves, student
from csperf.insight.months import months_asked
from csperf.insight.observations import By, Observations, Row, observations
from csperf.insight.outcomes import FAMILIES, asked_for, contains, judged_by, known_of
from csperf.insight.relation import Relation
from csperf.metrics.catalogue import catalogue
from csperf.opening import Request
from csperf.plan.read import plan_of
from csperf.units import Unit

HEADS = "客服,日期,接待人数,平均响应时间,询单人数,最终付款人数,催付成功率,店铺客单价"
AGENTS = {"小快": (11, 9, 20), "小慢": (21, 15, 30)}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = [
        f"{name},2026-10-{day + 1:02},{served},{seconds + day}秒,20,{paid - day},50%,{day + 90}"
        for name, (seconds, paid, served) in AGENTS.items()
        for day in range(6)
    ]
    Path("days.csv").write_text("\n".join([HEADS, *rows]) + "\n", encoding="utf-8")
    return tmp_path


def observed(months: str = "2026-10", by: By | None = None) -> Observations:
    with months_asked(Request("", ("days.csv",)), months, None) as requests:
        return observations(requests, by)[0]


@pytest.mark.usefixtures("shop")
def test_inside_an_agent_it_may_be_the_other_way_round() -> None:
    """Two agents are two observations between agents, which tell nothing, however many days.

    Inside each agent, and so inside each third of the volume (20 and 30 served), every order is
    perfect.
    """
    (found,) = drivers(observed(), ["询单转化率"], ["平均响应时间"]).outcomes
    (one,) = found.drivers
    assert (one.between.size, one.between.rho, one.halves) == (2, None, None)
    assert (one.by_agent.groups, one.by_agent.rho) == (2, Decimal("-1.0000"))
    assert one.by_volume is not None
    assert (one.by_volume.groups, one.by_volume.rho) == (2, Decimal("-1.0000"))
    assert (one.between.direction, one.by_agent.direction) == (0, -1)


def test_two_halves_by_hand() -> None:
    """Up to 18.5 s: 9 8 7 6 5 4 of 20, a mean of 32.5%; above: 15 to 10 of 20, 62.5%.

    Both vary by 3.5 / 400 around their mean, so the error is sqrt(2 x 0.00875 / 6) = 0.0540062;
    Welch leaves 10 degrees of freedom, of which tables give t = 2.228139: 0.1203334 either way.
    """
    seconds = [Decimal(one) for one in (*range(11, 17), *range(21, 27))]
    shares = [Decimal(one) / 20 for one in (9, 8, 7, 6, 5, 4, 15, 14, 13, 12, 11, 10)]
    found = halves(seconds, shares)
    assert found is not None
    bounds = [one.quantize(Decimal("0.0001")) for one in (found.low, found.high)]
    assert bounds == [Decimal("0.1797"), Decimal("0.4203")]
    assert (found.middle, found.lower, found.higher) == (Decimal("18.5"), 6, 6)
    assert (found.of_lower, found.of_higher) == (Decimal("0.325"), Decimal("0.625"))
    assert found.difference == Decimal("0.3")


@pytest.mark.parametrize(
    ("beyond", "freedom", "in_tables"),
    [
        (0.025, 10, "2.228"),
        (0.025, 30, "2.042"),
        (0.005, 10, "3.169"),
        (0.0005, 30, "3.646"),
        (0.05, 120, "1.658"),
    ],
)
def test_quantiles_of_t_are_those_of_printed_tables(
    beyond: float, freedom: int, in_tables: str
) -> None:
    assert student(beyond, Decimal(freedom)).quantize(Decimal("0.001")) == Decimal(in_tables)


def few(*texts: str) -> list[Decimal | None]:
    return [Decimal(text) if text else None for text in texts]


@pytest.mark.parametrize(
    ("split", "outcome"),
    [
        (few(*"123456789"), few(*"123456789")),  # nine are no two halves of five
        (few(*"1111111111"), few(*"1234567890")),  # nobody is above the median
        (few(*"1234567890"), few(*"7777777777")),  # the outcome differs nowhere
        (few(*"123456789", ""), few(*"1234567890")),
    ],
)
def test_halves_that_tell_nothing_are_none(
    split: Sequence[Decimal | None], outcome: Sequence[Decimal | None]
) -> None:
    found: Halves | None = halves(split, outcome)
    assert found is None


@pytest.mark.usefixtures("shop")
def test_what_is_not_looked_at_is_named_with_its_reason() -> None:
    found = drivers(observed(), ["询单转化率"], [])
    (outcome,) = found.outcomes
    assert [one.metric.name for one in outcome.drivers] == ["平均响应时间", "接待人数"]
    assert found.totals == ("询单人数", "最终付款人数")
    assert found.shops == ("店铺客单价",)
    assert outcome.left == {"same": ("催付成功率",)}
    assert found.looks == 8  # two metrics, four looks at each
    judged = drivers(observed(), ["询单转化率"], [], {"询单人数"})
    assert judged.totals == ("最终付款人数",)
    assert judged.outcomes[0].left == {"same": ("询单人数", "催付成功率")}
    asked = drivers(observed(), ["询单转化率"], ["最终付款人数", "平均响应时间"])
    assert asked.outcomes[0].left == {"contained": ("最终付款人数",)}
    assert asked.looks == 4


@pytest.mark.usefixtures("shop")
def test_months_are_observed_where_it_is_asked_or_no_row_has_a_day() -> None:
    """39 of 120 and 75 of 120 were sold to."""
    whole = observed(by="month")
    assert (whole.by, len(whole.rows)) == ("month", 2)
    assert whole.column("询单转化率") == [Decimal("0.3250"), Decimal("0.6250")]
    assert (observed().by, len(observed().rows)) == ("day", 12)
    undated = Path("days.csv").read_text(encoding="utf-8").splitlines()
    kept = [",".join((*row.split(",")[:1], *row.split(",")[2:])) for row in undated[:2]]
    Path("days.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert observed().by == "month"
    assert observed("").by == "whole"


def test_what_contains_an_outcome_by_definition() -> None:
    every = list(catalogue())
    conversion = contains("询单转化率", every)
    assert {
        "最终付款人数",
        "询单流失率",
        "最终下单转化率",
        "下单付款成功率",
        "销售额",
    } <= conversion
    assert not {"询单人数", "客单价", "平均响应时间", "接待人数", "满意率"} & conversion
    assert contains("解决率", every) == {"解决率", "解决量"}
    assert contains("评价满意率", every) == contains("满意率", every)
    assert set(FAMILIES["satisfaction"]) <= contains("满意率", every)


def test_outcomes_are_asked_for_by_family_or_by_any_name() -> None:
    known = ["最终下单转化率", "询单转化率", "评价满意率", "解决率"]
    assert asked_for((), known) == (["询单转化率", "评价满意率"], [])
    assert asked_for(["satisfaction", "resolution_rate"], known)[0] == ["评价满意率", "解决率"]
    assert [one.id for one in asked_for((), ["解决率"])[1]] == ["drivers-no-outcome"]
    assert [one.id for one in known_of(["客件数"], known)[1]] == ["drivers-no-metric"]


@pytest.mark.usefixtures("shop")
def test_programs_get_every_look_apart(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["drivers", "--data", "days.csv", "--months", "2026-10", "--format", "json"]
    assert run([*command, "--metric", "平均响应时间"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    (one,) = told["drivers"]
    assert (one["outcome"], one["metric"]) == ("final_conversion", "average_response_time")
    assert (one["rho_agent"], one["of_agent"], one["reads"]) == ("-1.00", "12", "apart")
    assert (one["rho_all"], one["of_all"]) == (None, "2")
    assert "driver_halves" not in told


def test_between_agents_an_agent_is_one_observation() -> None:
    """Ten agents, two days each: means of 10, 20 .. 100 s and 10, 20 .. 100%, days 5 either way.

    The slower day is the poorer one, so inside agents the order is the other way round. Halves have
    means of 30% and 80%; both vary by 250 / 10000 around it, so the error is sqrt(2 x 0.025 / 5) =
    0.1 and 8 degrees of freedom are left, of which, for 4 looks, tables give t = 3.206: 32.06 pp.
    """
    rows = [
        Row(
            f"客服{agent}",
            f"2026-10-0{day}",
            {
                "平均响应时间": Decimal(10 * agent + way),
                "询单转化率": Decimal(10 * agent - way).scaleb(-2),
            },
        )
        for agent in range(1, 11)
        for day, way in ((1, -5), (2, 5))
    ]
    seconds, sold = (
        Measured("平均响应时间", Unit.SECONDS),
        Measured("询单转化率", Unit.PERCENT),
    )
    found = drivers(Observations("day", (seconds, sold), tuple(rows)), [sold.name], [])
    (one,) = found.outcomes[0].drivers
    assert (one.by_agent.size, one.by_agent.rho) == (20, Decimal("-1.0000"))
    assert (one.between.size, one.between.rho) == (10, Decimal("1.0000"))
    assert reads(one) == "apart-turned"
    _, section = drivers_sections(found, "zh")
    (row,) = section.tables[1].rows
    assert row[:7] == ("平均响应时间", "55秒", "5", "30%", "5", "80%", "50 个百分点")
    assert row[7] == "17.94 个百分点 ~ 82.06 个百分点"


@pytest.mark.parametrize(("agents", "days"), [(6, 30), (15, 30)])
def test_days_that_only_an_agents_own_ways_hold_together_raise_no_alarm(
    agents: int, days: int
) -> None:
    """Figures that have nothing to do with each other, each with what is an agent's own in it.

    Four looks at one pair promise that each is wrong in 1.25 of 100 shops, so in 40 shops three or
    more alarms of the same look come once in 70 times; days counted as agents raise about 15.
    """
    alarms = Counter[str]()
    chance = Random(7)  # noqa: S311 - a seeded example, no secret
    for _ in range(40):
        own = {who: [chance.gauss() for _ in range(3)] for who in range(agents)}
        rows = [
            Row(
                str(who),
                str(day),
                {
                    name: Decimal(int(1000 * (base + chance.gauss())))
                    for name, base in zip(
                        ("询单转化率", "回复率", "接待人数"), own[who], strict=True
                    )
                },
            )
            for who in range(agents)
            for day in range(days)
        ]
        metrics = tuple(Measured(one, Unit.RATIO) for one in rows[0].figures)
        seen = drivers(Observations("day", metrics, tuple(rows)), ["询单转化率"], ["回复率"])
        (one,) = seen.outcomes[0].drivers
        looks = {"within": one.by_agent, "between": one.between, "volume": one.by_volume}
        alarms += Counter(name for name, look in looks.items() if look and look.direction)
        alarms += Counter({"halves": 1} if one.halves and one.halves.direction else {})
    assert max(alarms.values(), default=0) < 3, alarms


@pytest.mark.usefixtures("shop")
def test_days_that_were_asked_for_and_are_not_there_are_told() -> None:
    undated = Path("days.csv").read_text(encoding="utf-8").splitlines()[:2]
    kept = [",".join((*row.split(",")[:1], *row.split(",")[2:])) for row in undated]
    Path("days.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    for asked, ids in (("day", ["drivers-no-days"]), ("month", []), (None, [])):
        with months_asked(Request("", ("days.csv",)), "2026-10", None) as requests:
            found, problems = observations(requests, cast("By | None", asked))
        assert (found.by, [one.id for one in problems]) == ("month", ids)


@pytest.mark.usefixtures("shop")
def test_raw_files_that_cannot_be_read_are_refused() -> None:
    Path("days.csv").write_text("客服,日期\n小快,昨天\n", encoding="utf-8")
    with pytest.raises(CsperfError):
        observed()


def looked(rho: int, inside: int, split: int | None) -> Driver:
    """A metric with these directions: over all, inside agents, between the halves."""

    def of(way: int) -> Relation:
        low, high = {1: (1, 2), 0: (-1, 1), -1: (-2, -1)}[way]
        return Relation(9, 1, Decimal(way), Decimal(low), Decimal(high))

    bounds = of(split or 0)
    assert bounds.low is not None
    assert bounds.high is not None
    one, two = Decimal(1), Decimal(2)
    half = Halves(one, 5, 5, one, two, bounds.low, bounds.high)
    metric = Measured("回复率", Unit.PERCENT)
    return Driver(metric, of(rho), of(inside), None, None if split is None else half)


@pytest.mark.parametrize(
    ("rho", "inside", "split", "read"),
    [
        (1, 1, 1, "together"),
        (0, -1, None, "apart"),
        (1, -1, 1, "apart-turned"),
        (0, -1, 1, "apart-turned"),
        (-1, 0, -1, "apart-whole"),
        (0, 0, 1, "unclear"),
        (-1, -1, 1, "mixed"),
    ],
)
def test_the_looks_together_are_read_as_words(
    rho: int, inside: int, split: int | None, read: str
) -> None:
    assert reads(looked(rho, inside, split)) == read


def test_a_plan_judges_by_metrics_in_whichever_language_and_depth() -> None:
    plan, problems = plan_of(
        """csperf: 1
plan: 售后
version: "1"
indicators:
  complaints: {weight: 40%, bands: [{at_most: 2, points: 100}, {otherwise: 0}]}
  服务:
    weight: 60%
    made_of:
      回复率: {weight: 50%, linear: {from: 90%, to: 100%}}
      速度: {metric: 平均响应时间, weight: 50%, linear: {from: 60s, to: 20s}}
""",
        "plan.yaml",
    )
    assert plan is not None, problems
    assert judged_by(plan.rules.indicators) == {"投诉数", "回复率", "平均响应时间"}
