"""Receptions, ratings, cases and calls: counted by hand over a few rows, on every engine."""

from __future__ import annotations

import polars as pl
import pytest
from by_hand import by_their_rows, counted, numbers, written
from engines import ENGINES, at, collected, on

from csperf.metrics import aftersales, ratings, receptions
from csperf.metrics.meanings import strange_words
from csperf.metrics.measure import figures
from csperf.metrics.service import Service

# 甲 speaks with 小美 twice and with 阿强, to whom 小美 hands her on.
# 丙 begins on the 31st and ends in November: the reception is October's, in the 23rd hour.
# 丁 has no end: her time is not known. Who the last customer is nobody knows.
CHATS = written(
    "receptions",
    """
    agent  buyer  started      ended        way       opener    handed_on  product
    小美   甲     10-01 09:00  10-01 09:10  直接接待  买家发起  no         A
    小美   甲     10-01 09:59  10-01 10:09  直接接待  买家发起  yes        A
    阿强   甲     10-01 10:00  10-01 10:30  转入      买家发起  no         B
    小美   乙     10-01 10:00  10-01 10:01  留言      买家发起  no         -
    小美   丙     10-31 23:50  11-01 00:20  Direct    主动跟进  no         A
    小美   丁     10-31 23:59  -            transfer  agent     no         B
    小美   -      10-01 23:00  10-01 23:05  直接      Buyer     no         -
    """,
).with_columns(
    buyer_messages=pl.Series([3, 2, 5, 1, 2, None, 1]),
    agent_messages=pl.Series([4, 1, 6, 0, 2, 3, 1]),
    words=pl.Series([50, 9, 70, 0, 20, 30, 5]),
)
MEI = numbers(
    """
    接待量 6  接待人数 4  # 甲 twice on a day, and nobody knows whom
    直接接待量 4  留言接待量 1
    转入量 1  转入人数 1  转出量 1  转出人数 1
    顾客发起量 4  买家发起人数 2  # 甲 and 乙, on one day each; the unknown one is nobody
    主动跟进量 2  主动跟进人数 2
    买家消息数 9  客服消息数 11  客服字数 114
    总消息数 17  # without those with 丁, whose own are not known
    接待时长 3360000  计时接待量 5  计时接待人数 3  # 10 + 10 + 1 + 30 + 5 minutes
    """
)
QIANG = numbers(
    """
    接待量 1  接待人数 1  转入量 1  转入人数 1  顾客发起量 1  买家发起人数 1
    买家消息数 5  客服消息数 6  总消息数 11  客服字数 70
    接待时长 1800000  计时接待量 1  计时接待人数 1
    """
)


@pytest.mark.parametrize("engine", ENGINES)
def test_receptions(engine: str) -> None:
    views = {receptions.VIEW: receptions.receptions_view(on(engine, CHATS))}
    found = counted(views, receptions.MEASURES)
    assert found["小美"] == MEI
    assert {metric: number for metric, number in found["阿强"].items() if number} == QIANG


def test_receptions_by_hour_are_on_the_day_and_hour_of_their_start() -> None:
    view = receptions.receptions_view(on("polars", CHATS))
    found = figures(view, receptions.MEASURES[:1], ["agent", "day", "hour"], collected)
    first, last = at("2026-10-01") // 86_400, at("2026-10-31") // 86_400
    assert {key: figure["接待量"] for key, figure in found.items()} == {
        ("小美", first, 9): 2,
        ("小美", first, 10): 1,
        ("小美", first, 23): 1,
        ("小美", last, 23): 2,
        ("阿强", first, 10): 1,
    }


def test_receptions_about_a_product() -> None:
    view = receptions.receptions_view(on("polars", CHATS))
    listed = collected(receptions.about(view, ["A", "C"]))
    assert [(row["buyer"], row["row"]) for row in listed] == [("甲", 2), ("甲", 3), ("丙", 6)]


@pytest.mark.parametrize("engine", ENGINES)
def test_receptions_in_which_a_message_named_a_product(engine: str) -> None:
    # 甲 names Z with 小美 after her first chat and within the second; 乙 a minute after the end;
    # 丁, whose chat has no end, before midnight; 丙 names something else. 甲 of 阿强 is not asked.
    sent = written(
        "messages",
        """
        agent  buyer  at           sender  product
        小美   甲     10-01 09:30  买家    Z
        小美   甲     10-01 10:09  系统    Z
        小美   甲     10-01 10:00  买家    Z
        小美   乙     10-01 10:02  买家    Z
        小美   丙     10-31 23:55  买家    Y
        小美   丁     10-31 23:59  买家    Z
        小美   丁     11-01 00:00  买家    Y
        """,
    )
    view = receptions.receptions_view(on(engine, CHATS))
    listed = collected(receptions.about(view, ["Z"], on(engine, sent)))
    assert sorted(row["row"] for row in listed) == [3, 7]
    own = collected(receptions.about(view, ["B", "Y"], on(engine, sent)))
    assert sorted((row["buyer"], row["agent"]) for row in own) == [
        *(("丁", "小美"), ("丙", "小美"), ("甲", "阿强"))
    ]


def test_words_that_nobody_knows_are_told() -> None:
    odd = CHATS.with_columns(
        way=pl.Series(["电话", "电话", "转入", None, "直接", "direct", "外呼"])
    )
    sent = written(
        "messages",
        """
        agent  buyer  at           sender
        小美   甲     10-01 09:00  买家
        小美   甲     10-01 09:01  店主
        """,
    )
    tables = {"receptions": on("polars", odd), "messages": on("polars", sent)}
    told = {
        (sort, field, row["word"]): row["rows"]
        for sort, field, words in strange_words(tables)
        for row in collected(words)
    }
    assert told == {
        ("receptions", "way", "电话"): 2,
        ("receptions", "way", "外呼"): 1,
        ("messages", "sender", "店主"): 1,
    }


# 5 is very satisfied, 1 very dissatisfied; an invitation without a level was not answered.
REVIEWS = written(
    "reviews",
    """
    agent  buyer  at           level  invited
    小美   甲     10-01 09:00  5      yes
    小美   甲     10-01 23:59  4      no
    小美   乙     10-02 00:00  3      yes
    小美   丙     10-03 12:00  2      no
    小美   丙     10-31 23:59  1      yes
    小美   丁     10-31 23:59  -      yes
    小美   -      10-05 08:00  5      -
    阿强   甲     10-01 09:00  1      no
    """,
)
RATED = numbers(
    """
    评价量 6  很满意数 2  满意数 1  一般数 1  不满意数 1  很不满意数 1
    好评数 3  差评数 2  评分合计 20
    邀评量 4  邀请评价量 3  邀请满意量 1  自主评价量 3  自主满意量 2
    """
)
RATINGS = (*ratings.MEASURES, *ratings.INVITED)


@pytest.mark.parametrize("engine", ENGINES)
def test_ratings(engine: str) -> None:
    views = {ratings.VIEW: ratings.ratings_view(on(engine, REVIEWS), Service())}
    found = counted(views, RATINGS)
    assert found["小美"] == RATED
    assert {metric for metric, number in found["阿强"].items() if number} == {
        *("评价量", "很不满意数", "差评数", "评分合计", "自主评价量")
    }


def test_a_shop_may_call_only_the_best_good() -> None:
    views = {
        ratings.VIEW: ratings.ratings_view(on("polars", REVIEWS), Service(good_from=5, bad_to=1))
    }
    found = counted(views, RATINGS)["小美"]
    assert (found["好评数"], found["差评数"], found["评价量"]) == (2, 1, 6)


def test_ratings_that_stand_in_receptions() -> None:
    rated = written(
        "receptions",
        """
        agent  buyer  started      rating
        小美   甲     10-31 23:59  5
        小美   甲     10-31 12:00  -
        小美   乙     10-31 12:00  2
        """,
    )
    view = ratings.ratings_view(ratings.rated_receptions(on("polars", rated)), Service())
    found = counted({ratings.VIEW: view}, ratings.MEASURES)["小美"]
    assert (found["评价量"], found["好评数"], found["差评数"], found["评分合计"]) == (2, 1, 1, 7)


# opened and closed over midnight and the month's end; blank is not known, and saves nothing.
CASES = written(
    "cases",
    """
    case  agent  buyer  opened       closed       sort    solved  reopened  mistake  saved
    1     小美   甲     10-01 09:00  10-01 10:00  退改换  yes     no        no       120.50
    2     小美   甲     10-01 23:59  10-02 00:01  补差    yes     yes       no       9.99
    3     小美   乙     10-31 23:00  11-02 23:00  退款    yes     no        yes      -
    4     小美   乙     10-31 23:30  -            物流    no      no        no       -
    5     小美   丙     10-15 08:00  10-15 09:00  物流    -       -         -        0.00
    6     阿强   甲     10-01 09:00  -            补差    yes     no        no       1.00
    """,
)
HANDLED = numbers(
    """
    处理量 5  解决量 3  一次解决量 2  重开量 1  出错数 1
    挽回金额 130.49  挽回单数 2
    解决总时长 176520000  计时解决量 3  # 60 min + 2 min + 48 h
    """
)
# A call without the flag was answered if somebody talked.
CALLS = written(
    "calls",
    """
    call  agent  buyer  at           answered  talked
    1     小美   甲     10-01 09:00  yes       61500
    2     小美   甲     10-01 09:05  no        0
    3     小美   乙     10-31 23:59  -         30000
    4     小美   丙     10-31 23:59  -         -
    5     阿强   甲     10-01 09:00  no        -
    """,
)
CALLED = numbers("外呼量 4  外呼接通量 2  外呼通话时长 91500")


@pytest.mark.parametrize("engine", ENGINES)
def test_cases_and_calls(engine: str) -> None:
    views = {
        aftersales.CASES: aftersales.cases_view(on(engine, CASES)),
        aftersales.CALLS: aftersales.calls_view(on(engine, CALLS)),
    }
    found = counted(views, (*aftersales.MEASURES, *aftersales.CALL_MEASURES))
    assert found["小美"] == {**HANDLED, **CALLED}
    assert (found["阿强"]["解决量"], found["阿强"]["计时解决量"], found["阿强"]["外呼量"]) == (
        1,
        0,
        1,
    )


def test_receptions_that_say_they_solved_it_are_cases() -> None:
    tickets = written(
        "receptions",
        """
        agent  buyer  started      ended        solved
        小美   甲     10-31 23:00  11-01 01:00  yes
        小美   乙     10-31 23:00  10-31 23:30  no
        小美   丙     10-31 23:00  -            yes
        """,
    )
    view = aftersales.cases_view(aftersales.solved_receptions(on("polars", tickets)))
    found = counted({aftersales.CASES: view}, aftersales.MEASURES)["小美"]
    expected = numbers("处理量 3  解决量 2  计时解决量 1  解决总时长 7200000")
    assert {metric: found[metric] for metric in expected} == expected


def test_the_rows_listed_make_the_numbers() -> None:
    views = {
        receptions.VIEW: receptions.receptions_view(on("polars", CHATS)),
        ratings.VIEW: ratings.ratings_view(on("polars", REVIEWS), Service()),
        aftersales.CASES: aftersales.cases_view(on("polars", CASES)),
        aftersales.CALLS: aftersales.calls_view(on("polars", CALLS)),
    }
    measures = (
        *receptions.MEASURES,
        *RATINGS,
        *aftersales.MEASURES,
        *aftersales.CALL_MEASURES,
    )
    assert by_their_rows(views, measures, "小美") == {**MEI, **RATED, **HANDLED, **CALLED}
