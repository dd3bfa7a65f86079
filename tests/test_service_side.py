"""The service side as a whole: which views there are, what is measured, and from which source."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from by_hand import counted, frames, numbers, written
from engines import at, on, records
from talks import talk

from csperf.metrics.catalogue import catalogue
from csperf.metrics.measure import Frame
from csperf.metrics.records import DAY, SORTS
from csperf.metrics.selling import Selling
from csperf.metrics.service import Service
from csperf.metrics.service_side import (
    QUOTIENTS,
    Fields,
    service_measures,
    service_side,
    source_of_replies,
    whole_side,
    with_talk_fields,
    with_talks,
)
from csperf.units import Unit

SERVICE = Service(long_after=600_000)
OCTOBER = (at("2026-10-01") // DAY, at("2026-10-31") // DAY)
ALL_FIELDS: Fields = {sort: tuple(records.fields) for sort, records in SORTS.items()}


def kept(frame: Frame) -> Frame:
    return frame


def measured(
    tables: Mapping[str, Frame], fields: Fields, service: Service = SERVICE
) -> dict[str, dict[str, int]]:
    """Everything measured of these tables in October, as the commands do it."""
    told = with_talks(tables, service, kept)
    views = {
        **service_side(told, service, Selling(), OCTOBER),
        **whole_side(told, Selling(), OCTOBER),
    }
    return counted(views, service_measures(with_talk_fields(fields), service))


def test_every_measure_and_quotient_is_in_the_catalogue_once() -> None:
    measures = service_measures(with_talk_fields(ALL_FIELDS), SERVICE)
    names = [*(one.metric for one in measures), *(one.metric for one in QUOTIENTS)]
    assert sorted(names) == sorted(set(names))
    assert set(names) <= set(catalogue())
    known = {one.metric for one in measures}
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
    found = measured({"messages": on("polars", SAID)}, {"messages": ("buyer", "at", "sender")})
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
    told = {"messages": ("buyer",), "receptions": ("buyer", "first_reply")}
    found = measured(tables, told)["小美"]
    assert found["接待量"] == 2, "one was filtered"
    assert (found["首次响应次数"], found["首次响应总时长"]) == (1, 20_000), "as the messages tell"
    assert source_of_replies(told) == "messages"
    del tables["messages"], told["messages"]
    found = measured(tables, told)["小美"]
    assert (found["首次响应次数"], found["首次响应总时长"]) == (2, 10_000), "as the receptions tell"
    assert source_of_replies(told) == "receptions"
    assert "问答轮次" not in found


def test_nothing_tells_how_soon_buyers_were_answered() -> None:
    bare: Fields = {"receptions": ("agent", "buyer", "started")}
    assert source_of_replies(bare) is None
    names = {one.metric for one in service_measures(bare, SERVICE)}
    assert names == {"接待量"}


def test_without_buyers_nobody_is_counted_as_a_customer() -> None:
    measures = service_measures({"receptions": ("agent", "started", "answered", "ended")}, SERVICE)
    assert {one.metric for one in measures if one.how == "people"} == set()
    assert {"未回复量", "接待时长", "长接待量", "最大同时接待量"} <= {
        one.metric for one in measures
    }


@pytest.mark.parametrize(
    ("service", "lacks"),
    [(Service(), {"长接待量"}), (Service(slow_after=None, long_after=1), {"慢响应量"})],
)
def test_without_a_limit_nothing_is_slow_or_long(service: Service, lacks: set[str]) -> None:
    measures = service_measures(with_talk_fields({"messages": ()}), service)
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
    told = {"receptions": ("buyer", "ended", "rating", "solved")}
    found = measured(frames("polars", receptions=tickets), told)["小美"]
    expected = {"评价量": 2, "好评数": 1, "处理量": 2, "解决量": 1, "解决总时长": 3_600_000}
    assert {metric: found[metric] for metric in expected} == expected
    assert not {"邀评量", "一次解决量", "重开量", "挽回金额"} & found.keys()
    own = written("reviews", "agent  buyer  at  level\n小美  丁  10-05 10:00  4")
    cases = written("cases", "agent  buyer  opened\n小美  丁  10-05 10:00")
    tables = frames("polars", receptions=tickets, reviews=own, cases=cases)
    both = measured(tables, {**told, "reviews": ("level",), "cases": ("opened",)})["小美"]
    assert (both["评价量"], both["处理量"]) == (1, 1)
    assert "解决量" not in both, "these cases do not tell whether they were solved"


def test_calls_and_shifts() -> None:
    tables = frames(
        "polars",
        calls=written("calls", "agent  at  talked\n小美  10-31 23:59  1000"),
        shifts=written("shifts", "agent  since  until\n小美  10-31 18:00  11-01 02:00"),
    )
    found = measured(tables, {"calls": ("at", "talked"), "shifts": ()})
    assert found == {
        "小美": numbers("外呼量 1  外呼通话时长 1000  班次数 1  排班天数 1  排班时长 28800000")
    }


def test_tables_of_nothing_have_no_views() -> None:
    assert service_side({}, SERVICE, Selling(), OCTOBER) == {}
    assert service_measures({}, SERVICE) == ()
