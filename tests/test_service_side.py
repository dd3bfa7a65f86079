"""The service side as a whole: which views there are, what is measured, and from which source."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from by_hand import counted, frames, numbers, written
from engines import at, on, records
from talks import talk

from csperf.metrics.catalogue import catalogue
from csperf.metrics.measure import Frame, Measure
from csperf.metrics.records import DAY, SORTS
from csperf.metrics.selling import Selling
from csperf.metrics.service import Service
from csperf.metrics.service_needs import needed, with_stand_ins
from csperf.metrics.service_side import (
    QUOTIENTS,
    service_measures,
    service_side,
    whole_side,
    with_receptions,
    with_talks,
)
from csperf.units import Unit

SERVICE = Service(long_after=600_000)
OCTOBER = (at("2026-10-01") // DAY, at("2026-10-31") // DAY)
MEASURES = service_measures(SERVICE)


def kept(frame: Frame) -> Frame:
    return frame


def told(known: set[str], service: Service = SERVICE) -> tuple[Measure, ...]:
    """The measures of which everything they need is known."""
    all_known = with_stand_ins(known)
    return tuple(
        measure
        for measure in service_measures(service)
        if all({*fact} & all_known for fact in needed(measure))
    )


def measured(tables: Mapping[str, Frame], known: set[str]) -> dict[str, dict[str, int]]:
    """Everything that can be measured of these tables in October, as the commands do it."""
    spoken = with_talks(tables, SERVICE, kept)
    views = {
        **service_side(spoken, SERVICE, Selling(), OCTOBER),
        **whole_side(with_receptions(tables, SERVICE, kept), Selling(), OCTOBER),
    }
    return counted(views, told(known))


def test_every_measure_and_quotient_is_in_the_catalogue_once() -> None:
    names = [*(one.metric for one in MEASURES), *(one.metric for one in QUOTIENTS)]
    assert sorted(names) == sorted(set(names))
    assert set(names) <= set(catalogue())
    known = {one.metric for one in MEASURES}
    for one in QUOTIENTS:
        assert {one.over, one.under, one.less or one.over} <= known, one.metric


def test_a_mean_has_the_unit_of_what_is_divided_and_a_rate_none() -> None:
    metrics = catalogue()
    for one in QUOTIENTS:
        over, under = metrics[one.over].unit, metrics[one.under].unit
        assert under is Unit.COUNT
        share = {Unit.PERCENT, Unit.RATIO, Unit.POINTS}
        assert metrics[one.metric].unit in ({over} if over is Unit.SECONDS else share), one.metric


SAID = records(
    "messages",
    [
        *talk("小美", "甲", "2026-09-30", "23:59:00 买家", "2026-10-01", "00:00:30 客服"),
        *talk("小美", "甲", "2026-10-31", "22:00:00 买家", "22:00:20 客服", "22:11:00 买家"),
    ],
)


def test_from_messages_alone() -> None:
    found = measured({"messages": on("polars", SAID)}, {"messages.buyer", "messages.sender"})
    expected = numbers(
        """
        # September's round is no work of October, though it was answered then.
        问答轮次 2  响应轮次 1  响应总时长 20000  三分钟响应轮次 1  提问人数 1
        接待量 1  首次响应次数 1  首次响应总时长 20000  未回复量 0  回复人数 1
        买家消息数 2  客服消息数 1  总消息数 3  接待时长 660000  长接待量 1
        顾客发起量 1  主动跟进量 0  最大同时接待量 1  慢响应人数 0
        """
    )
    assert {metric: found["小美"][metric] for metric in expected} == expected
    unknown = {"客服字数", "直接接待量", "评价量", "处理量", "外呼量", "班次数"}
    assert not unknown & found["小美"].keys(), "what no file tells is not measured as none"


def test_receptions_that_were_exported_are_counted_and_messages_time_the_replies() -> None:
    chats = written(
        "receptions",
        """
        agent  buyer  started      first_reply  state
        小美   甲     10-31 22:00  5000         -
        小美   乙     10-31 22:00  5000         -
        小美   丙     10-31 22:00  5000         过滤
        """,
    )
    tables = frames("polars", messages=SAID, receptions=chats)
    known = {"messages.sender", "receptions.buyer", "receptions.first_reply"}
    found = measured(tables, known)["小美"]
    assert found["接待量"] == 2, "one was filtered"
    assert (found["首次响应次数"], found["首次响应总时长"]) == (1, 20_000), "as the messages tell"
    del tables["messages"]
    known.remove("messages.sender")
    found = measured(tables, known)["小美"]
    assert (found["首次响应次数"], found["首次响应总时长"]) == (2, 10_000), "as the receptions tell"
    assert "问答轮次" not in found


def test_nothing_tells_how_soon_buyers_were_answered() -> None:
    bare = {"receptions.agent", "receptions.buyer", "receptions.started"}
    of_receptions = {one.metric for one in told(bare) if one.view in {"receptions", "replies"}}
    assert of_receptions == {"接待量", "接待人数"}


def test_without_buyers_nobody_is_counted_as_a_customer() -> None:
    found = told({"receptions.started", "receptions.answered", "receptions.ended"})
    people = {one.view for one in found if one.how == "people"}
    assert people == {"shifts"}, "days on shift are counted as people are"
    assert {"未回复量", "接待时长", "长接待量", "最大同时接待量"} <= {one.metric for one in found}


@pytest.mark.parametrize(
    ("service", "lacks"),
    [(Service(), {"长接待量"}), (Service(slow_after=None, long_after=1), {"慢响应量"})],
)
def test_without_a_limit_nothing_is_slow_or_long(service: Service, lacks: set[str]) -> None:
    measures = told({"messages.sender"}, service)
    assert {"长接待量", "慢响应量"} - {one.metric for one in measures} == lacks


def test_ratings_and_cases_are_those_of_receptions_where_there_are_no_others() -> None:
    tickets = written(
        "receptions",
        """
        agent  buyer  started      ended        rating  solved
        小美   甲     10-31 22:00  10-31 23:00  5       yes
        小美   乙     10-31 22:00  11-01 23:00  1       no
        小美   丙     11-01 00:00  11-01 23:00  5       yes
        """,
    )
    known = {f"receptions.{name}" for name in ("buyer", "ended", "rating", "solved")}
    found = measured(frames("polars", receptions=tickets), known)["小美"]
    expected = {"评价量": 2, "好评数": 1, "处理量": 2, "解决量": 1, "解决总时长": 3_600_000}
    assert {metric: found[metric] for metric in expected} == expected
    assert not {"邀评量", "一次解决量", "重开量", "挽回金额"} & found.keys()
    own = written("reviews", "agent  buyer  at  level\n小美  丁  10-05 10:00  4")
    cases = written("cases", "agent  buyer  opened\n小美  丁  10-05 10:00")
    tables = frames("polars", receptions=tickets, reviews=own, cases=cases)
    both = measured(tables, {*known, "reviews.level", "cases.opened"})["小美"]
    assert (both["评价量"], both["处理量"]) == (1, 1)
    assert "解决量" not in both, "these cases do not tell whether they were solved"


def test_calls_and_shifts() -> None:
    tables = frames(
        "polars",
        calls=written("calls", "agent  at  talked\n小美  10-31 23:59  1000"),
        shifts=written("shifts", "agent  since  until\n小美  10-31 18:00  11-01 02:00"),
    )
    found = measured(tables, {"calls.at", "calls.talked"})
    assert found == {
        "小美": numbers("外呼量 1  外呼通话时长 1000  班次数 1  排班天数 1  排班时长 28800000")
    }


def test_tables_of_nothing_have_no_views() -> None:
    assert service_side({}, SERVICE, Selling(), OCTOBER) == {}


def test_every_fact_is_a_field_of_a_record() -> None:
    fields = {f"{sort}.{name}" for sort, one in SORTS.items() for name in one.fields}
    assert {field for one in MEASURES for fact in needed(one) for field in fact} <= fields
    assert with_stand_ins({"messages.sender", "messages.text"}) <= fields


def test_a_quotient_is_a_formula_of_metrics() -> None:
    late = next(one for one in QUOTIENTS if one.less)
    assert late.formula == "(时段提问人数 - 三分钟未回复人数) / 时段提问人数"
    assert QUOTIENTS[0].formula == "响应总时长 / 响应轮次"
