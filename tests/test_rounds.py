"""Rounds of question and answer: counted by hand over a few messages, on every engine."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl
import pytest
from by_hand import by_their_rows
from engines import ENGINES, at, collected, on, records
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import talk

from csperf.metrics.measure import Frame, figures
from csperf.metrics.records import DAY, FILE
from csperf.metrics.rounds import MEASURES, VIEW, rounds_view
from csperf.metrics.service import Service
from csperf.metrics.turns import turns


def rounds(frame: Frame, service: Service | None = None) -> Frame:
    settled = service or Service()
    return rounds_view(turns(frame, settled), settled)


# The example of dingjiuxi.cn/tbnews/14066.html, from which Taobao's rule is known.
FIRST = talk("小美", "甲", "2026-10-01", "10:10:15 买家", "10:15:20 买家", "10:18:10 客服")
SECOND = talk("小美", "甲", "2026-10-01", "10:18:30 买家", "10:19:00 客服")
TEN = talk("小美", "乙", "2026-10-01", *(f"11:0{minute}:00 买家" for minute in range(10)))


@pytest.mark.parametrize(
    ("messages", "in_time", "of"), [(FIRST, 0, 1), (FIRST + SECOND, 1, 2), (TEN, 0, 1)]
)
def test_the_published_example_of_the_three_minute_rate(
    messages: list[dict[str, object]], in_time: int, of: int
) -> None:
    found = figures(rounds(on("polars", records("messages", messages))), MEASURES, [], collected)
    assert (found[()]["时段三分钟响应轮次"], found[()]["时段问答轮次"]) == (in_time, of)


# agent 小美: what happened, round by round (asked -> answered, waited)
#   甲  07:59:59 -> 08:00:29   30 s, before the service hours
#       08:00:29 the answer; 08:03:00 -> 08:06:00  180 s, just in time
#       08:07:00 -> 08:10:01  181 s, too late
#   乙  22:59:59 -> 23:00:09   10 s, the question is still in the hours
#       23:00:10 -> (robot, system) -> never
#   丙  10-31 23:59:50 -> 11-01 00:00:20  30 s, a round of October, after hours
#   丁  the agent writes first; 12:00:10 -> 12:00:10  0 s in the same second
#   戊  09:00:00 nobody answers; 15:00:00 asked again the same day -> 15:00:05: one round, 6 h 5 s
#   己  10-05 20:00:00 nobody answers; 10-06 09:00:00 -> 09:00:02: two rounds, one never
#   庚  10-07 22:00:00 -> 10-08 09:00:00  11 h: a late answer is an answer
# agent 阿强: 甲 speaks with him as well: 08:04:00 -> 08:04:10
MEI = [
    *talk("小美", "甲", "2026-10-01", "07:59:59 买家", "08:00:29 客服", "08:03:00 买家"),
    *talk("小美", "甲", "2026-10-01", "08:06:00 客服", "08:07:00 买家", "08:10:01 客服"),
    *talk("小美", "乙", "2026-10-01", "22:59:59 买家", "23:00:09 客服", "23:00:10 顾客"),
    *talk("小美", "乙", "2026-10-01", "23:00:11 机器人", "23:00:12 系统"),
    *talk("小美", "丙", "2026-10-31", "23:59:50 Customer", "2026-11-01", "00:00:20 Agent"),
    *talk("小美", "丁", "2026-10-02", "12:00:00 客服", "12:00:10 客服", "12:00:10 买家"),
    *talk("小美", "戊", "2026-10-03", "09:00:00 买家", "15:00:00 买家", "15:00:05 客服"),
    *talk("小美", "己", "2026-10-05", "20:00:00 买家", "2026-10-06", "09:00:00 买家"),
    *talk("小美", "己", "2026-10-06", "09:00:02 客服"),
    *talk("小美", "庚", "2026-10-07", "22:00:00 买家", "2026-10-08", "09:00:00 客服"),
]
QIANG = talk("阿强", "甲", "2026-10-01", "08:04:00 买家", "08:04:10 客服")
EXPECTED = {
    "小美": {
        "问答轮次": 11,
        "响应轮次": 9,
        "响应总时长": 1000 * (30 + 180 + 181 + 10 + 30 + 0 + 21_605 + 2 + 39_600),
        "三分钟响应轮次": 6,
        "时段问答轮次": 8,
        "时段响应轮次": 7,
        "时段响应总时长": 1000 * (180 + 181 + 10 + 0 + 21_605 + 2 + 39_600),
        "时段三分钟响应轮次": 4,
        "提问人数": 8,  # 己 on two days
        "全天三分钟未回复人数": 5,  # 甲, 乙, 戊, 己 on the 5th, 庚
        "时段提问人数": 7,  # without 丙
        "三分钟未回复人数": 4,  # 乙 waits in vain only after 23:00
    },
    "阿强": {
        "问答轮次": 1,
        "响应轮次": 1,
        "响应总时长": 10_000,
        "三分钟响应轮次": 1,
        "时段问答轮次": 1,
        "时段响应轮次": 1,
        "时段响应总时长": 10_000,
        "时段三分钟响应轮次": 1,
        "提问人数": 1,
        "全天三分钟未回复人数": 0,
        "时段提问人数": 1,
        "三分钟未回复人数": 0,
    },
}


@pytest.mark.parametrize("engine", ENGINES)
def test_rounds_of_a_month(engine: str) -> None:
    view = rounds(on(engine, records("messages", MEI + QIANG)))
    found = figures(view, MEASURES, ["agent"], collected)
    assert {agent: figure for (agent,), figure in found.items()} == EXPECTED


def test_the_rows_listed_make_the_numbers() -> None:
    views = {VIEW: rounds(on("polars", records("messages", MEI + QIANG)))}
    assert by_their_rows(views, MEASURES, "小美") == EXPECTED["小美"]
    assert by_their_rows(views, MEASURES, "阿强") == EXPECTED["阿强"]


def test_a_round_belongs_to_the_day_of_its_question() -> None:
    found = collected(rounds(on("polars", records("messages", MEI))))
    (late,) = (row for row in found if row["buyer"] == "丙")
    assert late["day"] == at("2026-10-31") // DAY
    assert late["row"] == 2 + MEI.index(next(one for one in MEI if one["buyer"] == "丙"))


def test_robots_answer_where_the_shop_says_so() -> None:
    sent = talk("小美", "甲", "2026-10-01", "09:00:00 买家", "09:00:01 机器人", "09:05:00 客服")
    waited = {
        robots: collected(rounds(on("polars", records("messages", sent)), Service(robots=robots)))
        for robots in (False, True)
    }
    assert [row["waited"] for row in waited[False]] == [300_000]
    assert [row["waited"] for row in waited[True]] == [1_000]


def test_messages_of_nobody_are_no_talk() -> None:
    sent = talk("小美", "", "2026-10-01", "09:00:00 买家", "09:00:09 客服")
    unknown = [{**message, "buyer": None} for message in sent]
    assert collected(rounds(on("polars", records("messages", sent + unknown)))) == []


MESSAGE = st.fixed_dictionaries(
    {
        "agent": st.sampled_from(["小美", "阿强"]),
        "buyer": st.sampled_from(["甲", "乙"]),
        "shop": st.sampled_from([None, "旗舰店"]),
        "at": st.integers(0, 60).map(lambda number: 86_000 + number * 29),
        "sender": st.sampled_from(["买家", "买家", "客服", "机器人", "系统"]),
    }
)
SHORT = Service(gap=60_000, reply_within=40_000)


def by_hand(messages: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The rounds of these messages, found as a person reads a chat: line by line."""
    found: list[tuple[Any, ...]] = []
    for pair in {(one["agent"], one["shop"], one["buyer"]) for one in messages}:
        said = [one for one in messages if (one["agent"], one["shop"], one["buyer"]) == pair]
        lines = sorted(
            (one["at"], one["sender"] == "客服") for one in said if one["sender"] in "买家客服"
        )
        asked: int | None = None
        last = 0
        for moment, answers in lines:
            silent = (moment - last) * 1000 > SHORT.gap
            if not answers and asked is not None and silent and moment // DAY != last // DAY:
                found.append((*pair, asked, None))
                asked = None
            if answers and asked is not None:
                found.append((*pair, asked, (moment - asked) * 1000))
                asked = None
            elif not answers and asked is None:
                asked = moment
            last = moment
        found += [(*pair, asked, None)] if asked is not None else []
    return sorted(found, key=str)


@settings(max_examples=60, deadline=None)
@given(st.lists(MESSAGE, max_size=25), st.randoms(use_true_random=False))
def test_rounds_are_those_a_person_finds_in_whatever_order_and_files(
    messages: list[dict[str, Any]], dice: Random
) -> None:
    shuffled = records("messages", dice.sample(messages, len(messages)))
    files = [dice.randrange(3) for _ in messages]
    frame = shuffled.with_columns(pl.Series(FILE, files, pl.Int64))
    found = collected(rounds(on("polars", frame), SHORT))
    names = ("agent", "shop", "buyer", "asked", "waited")
    told = [
        tuple(row[name] or None if name == "shop" else row[name] for name in names) for row in found
    ]
    assert sorted(told, key=str) == by_hand(messages)
