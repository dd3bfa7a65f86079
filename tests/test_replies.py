"""Replies: how soon conversations were answered, from messages and from receptions' own figures."""

from __future__ import annotations

import pytest
from by_hand import by_their_rows
from engines import ENGINES, at, collected, on, records
from talks import talk

from csperf.metrics.conversations import conversations
from csperf.metrics.lists import ITEMS
from csperf.metrics.measure import figures
from csperf.metrics.records import SORTS
from csperf.metrics.replies import LONG, MEASURES, SLOW, VIEW, replies_view
from csperf.metrics.service import Service
from csperf.metrics.turns import turns

ALL = (*MEASURES, *SLOW, *LONG)
SERVICE = Service(slow_after=60_000, long_after=600_000)

# 小美, conversation by conversation (more than 30 minutes of silence, and nobody waits):
#   甲  10-01 22:59:50 -> 30 s, started in the hours; 00:20:00 the next day: another, 31 s, not
#   乙  10-01 09:00:00 -> 180 s, then 61 s: slow; 10 min 0 s in all: not long
#       10-01 14:00:00 never answered, but 乙 was answered that day
#   丙  10-02 10:00:00 -> 181 s: slow
#   丁  10-03 the agent writes, the buyer does not: nobody waits
#   戊  10-31 23:59:59 -> 2 s, in November
#   己  10-05 08:00:00 never answered, the last of ten words 601 s after the first: long
# 阿强: 甲 asks him, too, and is not answered
MEI = [
    *talk("小美", "甲", "2026-10-01", "22:59:50 买家", "23:00:20 客服"),
    *talk("小美", "甲", "2026-10-02", "00:20:00 买家", "00:20:31 客服"),
    *talk("小美", "乙", "2026-10-01", "09:00:00 买家", "09:03:00 客服", "09:08:59 买家"),
    *talk("小美", "乙", "2026-10-01", "09:10:00 客服", "14:00:00 买家"),
    *talk("小美", "丙", "2026-10-02", "10:00:00 买家", "10:03:01 客服"),
    *talk("小美", "丁", "2026-10-03", "10:00:00 客服"),
    *talk("小美", "戊", "2026-10-31", "23:59:59 买家", "2026-11-01", "00:00:01 客服"),
    *talk("小美", "己", "2026-10-05", "08:00:00 买家", "08:10:01 买家"),
]
QIANG = talk("阿强", "甲", "2026-10-01", "22:59:55 买家")
EXPECTED = {
    "小美": {
        "首次响应次数": 5,  # 甲 twice, 乙, 丙, 戊
        "首次响应总时长": 1000 * (30 + 31 + 180 + 181 + 2),
        "提问会话量": 7,  # all but 丁
        "三十秒应答会话量": 2,  # 甲 at 22:59:50, 戊
        "三分钟回复会话量": 4,  # not 丙
        "时段提问会话量": 5,  # not 甲 at 00:20 and 戊
        "时段三十秒应答会话量": 1,
        "时段三分钟回复会话量": 2,  # 甲, 乙
        "未回复量": 2,  # 乙 at 14:00, 己
        "回复人数": 6,  # 甲 on two days, 乙, 丙, 丁 who was written to, 戊
        "未回复人数": 1,  # 己
        "慢响应量": 2,  # 乙 at 9:00, 丙
        "慢响应人数": 2,
        "长接待量": 1,
        "长接待人数": 1,
    },
    "阿强": {
        **dict.fromkeys((one.metric for one in ALL), 0),
        "提问会话量": 1,
        "时段提问会话量": 1,
        "未回复量": 1,
        "未回复人数": 1,
    },
}


@pytest.mark.parametrize("engine", ENGINES)
def test_conversations_made_of_messages(engine: str) -> None:
    spoken = turns(on(engine, records("messages", MEI + QIANG)), SERVICE)
    view = replies_view(conversations(spoken), SERVICE)
    found = figures(view, ALL, ["agent"], collected)
    assert {agent: figure for (agent,), figure in found.items()} == EXPECTED


def test_the_rows_listed_make_the_numbers() -> None:
    spoken = turns(on("polars", records("messages", MEI + QIANG)), SERVICE)
    views = {VIEW: replies_view(conversations(spoken), SERVICE)}
    assert by_their_rows(views, ALL, "小美") == EXPECTED["小美"]
    assert by_their_rows(views, ALL, "阿强") == EXPECTED["阿强"]


# Receptions with figures of their own, as helpdesks and JD export them; blank is not zero.
OWN: list[dict[str, object]] = [
    # first and mean response in milliseconds, buyer's and agent's messages
    {"agent": "小美", "buyer": "甲", "first_reply": 30_000, "mean_reply": 20_000},
    {"agent": "小美", "buyer": "乙", "first_reply": 30_001, "mean_reply": 61_000},
    {"agent": "小美", "buyer": "丙", "first_reply": 180_000, "buyer_messages": 1},
    {"agent": "小美", "buyer": "丙", "buyer_messages": 2, "agent_messages": 0},
    {
        "agent": "小美",
        "buyer": "丁",
        "buyer_messages": 0,
        "agent_messages": 3,
        "opener": "客服发起",
    },
    {"agent": "小美", "buyer": "戊", "opener": "主动跟进"},
    {"agent": "小美", "buyer": "己", "answered": False, "first_reply": None},
    {"agent": "小美", "buyer": "庚", "answered": True, "ended": at("2026-10-01 09:10:01")},
    {"agent": "小美", "buyer": None, "answered": False},
    {"agent": "小美", "buyer": "辛", "replied_at": at("2026-10-01 09:00:31")},
    {"agent": "小美", "buyer": "壬", "replied_at": at("2026-10-01 08:59:59")},
]
RECEPTIONS: list[dict[str, object]] = [
    {"started": at("2026-10-01 09:00:00"), **reception} for reception in OWN
]
THEIRS = {
    "首次响应次数": 4,  # 辛 31 s after the start; 壬 before it, so nobody knows how soon
    "首次响应总时长": 271_001,
    "提问会话量": 9,  # not 丁 and 戊, to whom the agent wrote
    "三十秒应答会话量": 1,
    "三分钟回复会话量": 4,
    "时段提问会话量": 9,
    "时段三十秒应答会话量": 1,
    "时段三分钟回复会话量": 4,
    "未回复量": 3,  # the second of 丙, 己, and the one of a customer nobody knows
    "回复人数": 7,  # 甲, 乙, 丙, 丁, 庚, 辛, 壬
    "未回复人数": 1,  # 己; 丙 was answered once
    "慢响应量": 2,  # 乙 by the mean, 丙 by the first response
    "慢响应人数": 2,
    "长接待量": 1,  # 庚, 601 s
    "长接待人数": 1,
}


@pytest.mark.parametrize("engine", ENGINES)
def test_receptions_with_figures_of_their_own(engine: str) -> None:
    view = replies_view(on(engine, records("receptions", RECEPTIONS)), SERVICE)
    assert figures(view, ALL, ["agent"], collected) == {("小美",): THEIRS}


def test_conversations_are_receptions_with_all_their_fields() -> None:
    spoken = turns(on("polars", records("messages", MEI)), SERVICE)
    found = conversations(spoken)
    assert set(found.collect_schema().names()) > set(SORTS["receptions"].fields)
    one = next(row for row in collected(found) if row["buyer"] == "丁")
    assert (one["opener"], one["started"], one["ended"]) == (
        "agent",
        *[at("2026-10-03 10:00:00")] * 2,
    )
    assert (one["buyer_messages"], one["agent_messages"], one["answered"]) == (0, 1, True)
    assert (one["row"], one["way"], one["solved"]) == (13, None, None)


def test_words_are_those_exported_or_else_counted_in_the_text() -> None:
    said = talk("小美", "甲", "2026-10-01", "09:00:00 买家", "09:00:09 客服", "09:00:10 客服")
    texts: list[dict[str, object]] = [{"text": "有货吗"}, {"text": "亲，有货"}, {"words": 7}]
    sent = [{**message, **text} for message, text in zip(said, texts, strict=True)]
    (one,) = collected(conversations(turns(on("polars", records("messages", sent)), SERVICE)))
    assert one["words"] == 4 + 7, "what the buyer wrote is no work of the agent"


def test_what_somebody_should_look_at() -> None:
    view = replies_view(on("polars", records("receptions", RECEPTIONS)), SERVICE)
    listed = {item.name: collected(item.rows.rows(view)) for item in ITEMS["service"]}
    assert {name: [row["row"] for row in rows] for name, rows in listed.items()} == {
        "unanswered": [5, 8, 10],
        "slow": [3, 4],
        "long": [9],
    }
