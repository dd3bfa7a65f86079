"""Workload: conversations at once, shifts, and what fell into them, on every engine."""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import by_their_rows
from engines import ENGINES, at, collected, on, records
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.metrics import workload
from csperf.metrics.measure import figures
from csperf.metrics.workload import (
    AT_ONCE,
    AT_ONCE_MEASURES,
    ON_DUTY,
    ON_DUTY_MEASURES,
    SHIFT_MEASURES,
    ShiftMean,
    at_once_view,
    on_duty_view,
    shift_means,
    shifts_view,
)


def reception(agent: str, buyer: str, started: str, ended: str = "") -> dict[str, object]:
    return {
        "agent": agent,
        "buyer": buyer,
        "started": at(started),
        "ended": at(ended) if ended else None,
    }


def shift(agent: str, since: str, until: str, name: str = "早班") -> dict[str, object]:
    return {"agent": agent, "since": at(since), "until": at(until), "shift": name}


# 小美 on the 1st      9:00        9:10        9:20        9:30
#   甲                 |===========|
#   乙                      |==============================|
#   丙                             |===========|                starts when 甲 ends: 2, not 3
#   丁                                  |  (one second, 9:15)   3
#   戊                                         |=====...        starts when 丙 ends: 2
#   己 9:25, no end: in no count
# 庚 is spoken with from 31 October 23:50 on, 辛 from 1 November 0:10: both at once in November.
CHATS = [
    reception("小美", "甲", "2026-10-01 09:00:00", "2026-10-01 09:10:00"),
    reception("小美", "乙", "2026-10-01 09:05:00", "2026-10-01 09:30:00"),
    reception("小美", "丙", "2026-10-01 09:10:00", "2026-10-01 09:20:00"),
    reception("小美", "丁", "2026-10-01 09:15:00", "2026-10-01 09:15:00"),
    reception("小美", "戊", "2026-10-01 09:20:00", "2026-10-01 09:40:00"),
    reception("小美", "己", "2026-10-01 09:25:00"),
    reception("小美", "庚", "2026-10-31 23:50:00", "2026-11-01 00:20:00"),
    reception("小美", "辛", "2026-11-01 00:10:00", "2026-11-01 00:30:00"),
    # alone all day, though 小美 speaks with 甲 as well
    reception("阿强", "甲", "2026-10-01 09:00:00", "2026-10-01 09:30:00"),
    reception("阿强", "乙", "2026-10-01 09:30:00", "2026-10-01 09:30:00"),
    reception("小林", "甲", "2026-10-01 09:00:00"),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_most_conversations_at_once(engine: str) -> None:
    view = at_once_view(on(engine, records("receptions", CHATS)))
    found = figures(view, AT_ONCE_MEASURES, ["agent", "day"], collected)
    days = {name: at(f"2026-{name}") // 86_400 for name in ("10-01", "10-31", "11-01")}
    assert found == {
        ("小美", days["10-01"]): {"最大同时接待量": 3},
        ("小美", days["10-31"]): {"最大同时接待量": 1},
        ("小美", days["11-01"]): {"最大同时接待量": 2},
        ("阿强", days["10-01"]): {"最大同时接待量": 1},
    }


# 小美: early shift on the 1st, 8 to 16, entered twice, and 14 to 20 which overlaps it by two hours;
#       a night shift on the 31st that ends in November at 2.
# 阿强: one shift within another.
SHIFTS = [
    shift("小美", "2026-10-01 08:00:00", "2026-10-01 16:00:00"),
    shift("小美", "2026-10-01 08:00:00", "2026-10-01 16:00:00"),
    shift("小美", "2026-10-01 14:00:00", "2026-10-01 20:00:00", "晚班"),
    shift("小美", "2026-10-31 18:00:00", "2026-11-01 02:00:00", "夜班"),
    shift("阿强", "2026-10-02 08:00:00", "2026-10-02 20:00:00"),
    shift("阿强", "2026-10-02 10:00:00", "2026-10-02 12:00:00"),
]
HOUR = 3_600_000
ON_SHIFT = {
    "小美": {"班次数": 3, "排班天数": 2, "排班时长": (8 + 4 + 8) * HOUR},
    "阿强": {"班次数": 1, "排班天数": 1, "排班时长": 12 * HOUR},
}
SERVED = [
    reception("小美", "甲", "2026-10-01 07:59:59"),  # before
    reception("小美", "甲", "2026-10-01 08:00:00"),  # in: the shift begins
    reception("小美", "乙", "2026-10-01 15:59:59"),  # in, early shift
    reception("小美", "乙", "2026-10-01 16:00:00"),  # in, late shift
    reception("小美", "丙", "2026-10-01 20:00:00"),  # out: the shift is over
    reception("小美", "丁", "2026-11-01 01:59:59"),  # in, night shift of October
    reception("小美", "丁", "2026-11-01 02:00:00"),  # out
    reception("阿强", "甲", "2026-10-02 15:00:00"),  # in, after the inner shift has ended
    reception("小林", "甲", "2026-10-02 15:00:00"),  # stands in no shift: out
]
DUTY = {
    "小美": {"班内接待量": 4, "班外接待量": 3, "班内接待人数": 3, "班外接待人数": 3},
    "阿强": {"班内接待量": 1, "班外接待量": 0, "班内接待人数": 1, "班外接待人数": 0},
    "小林": {"班内接待量": 0, "班外接待量": 1, "班内接待人数": 0, "班外接待人数": 1},
}


@pytest.mark.parametrize("engine", ENGINES)
def test_shifts_and_what_fell_into_them(engine: str) -> None:
    shifts = on(engine, records("shifts", SHIFTS))
    found = figures(shifts_view(shifts), SHIFT_MEASURES, ["agent"], collected)
    assert {agent: figure for (agent,), figure in found.items()} == ON_SHIFT
    duty = on_duty_view(on(engine, records("receptions", SERVED)), shifts)
    by_shift = figures(duty, ON_DUTY_MEASURES[:1], ["agent", "shift"], collected)
    assert {key: figure["班内接待量"] for key, figure in by_shift.items()} == {
        ("小美", ""): 0,
        ("小美", "早班"): 2,
        ("小美", "晚班"): 1,
        ("小美", "夜班"): 1,
        ("阿强", "早班"): 1,
        ("小林", ""): 0,
    }


def test_what_fell_into_no_shift_is_outside_of_all() -> None:
    duty = on_duty_view(
        on("polars", records("receptions", SERVED)), on("polars", records("shifts", SHIFTS))
    )
    found = figures(duty, ON_DUTY_MEASURES, ["agent"], collected)
    assert {agent: figure for (agent,), figure in found.items()} == DUTY


def test_the_mean_of_a_shift_is_over_those_who_stood_in_it() -> None:
    more = [
        shift("小林", "2026-10-01 08:00:00", "2026-10-01 16:00:00"),
        reception("小林", "甲", "2026-10-01 09:00:00"),
        reception("小林", "甲", "2026-10-01 10:00:00"),
        reception("小林", "甲", "2026-10-01 18:00:00"),
    ]
    shifts = on("polars", records("shifts", [*SHIFTS, more[0]]))
    duty = on_duty_view(on("polars", records("receptions", [*SERVED[:-1], *more[1:]])), shifts)
    found = shift_means(figures(duty, ON_DUTY_MEASURES, ["agent", "shift"], collected))
    assert found == {
        "早班": ShiftMean(4, 3),  # 小美 甲 and 乙, 阿强 甲, 小林 甲
        "晚班": ShiftMean(1, 1),
        "夜班": ShiftMean(1, 1),
    }


CHAT = st.fixed_dictionaries(
    {
        "agent": st.sampled_from(["小美", "阿强"]),
        "buyer": st.sampled_from(["甲", "乙", "丙"]),
        "started": st.integers(0, 20),
        "ended": st.integers(0, 10),  # so many seconds after the start
    }
)
STAND = st.tuples(st.sampled_from(["小美", "阿强"]), st.integers(0, 20), st.integers(0, 10))


@settings(max_examples=60, deadline=None)
@given(st.lists(CHAT, max_size=12), st.lists(STAND, max_size=5))
def test_second_by_second_the_same_comes_out(
    chats: list[dict[str, Any]], stands: list[tuple[str, int, int]]
) -> None:
    rows = [{**chat, "ended": chat["started"] + chat["ended"]} for chat in chats]
    table = on("polars", records("receptions", rows))
    at_once = figures(at_once_view(table), AT_ONCE_MEASURES, ["agent"], collected)
    running = {
        (agent, second): sum(
            one["agent"] == agent
            and one["started"] <= second < max(one["ended"], one["started"] + 1)
            for one in rows
        )
        for agent in {one["agent"] for one in rows}
        for second in range(32)
    }
    assert {agent: one["最大同时接待量"] for (agent,), one in at_once.items()} == {
        agent: max(running[agent, second] for second in range(32)) for agent, _ in running
    }
    shifts = [{"agent": who, "since": since, "until": since + span} for who, since, span in stands]
    covered = {
        (who, second) for who, since, span in stands for second in range(since, since + span)
    }
    on_shift = figures(
        shifts_view(on("polars", records("shifts", shifts))), SHIFT_MEASURES, ["agent"], collected
    )
    assert {who: one["排班时长"] for (who,), one in on_shift.items()} == {
        who: 1000 * sum(name == who for name, _ in covered) for who, _ in covered
    }
    duty = on_duty_view(table, on("polars", records("shifts", shifts)))
    inside = [row for row in collected(duty) if row["inside"]]
    assert len(inside) == sum((one["agent"], one["started"]) in covered for one in rows)


def test_the_rows_listed_make_the_numbers() -> None:
    shifts = on("polars", records("shifts", SHIFTS))
    views = {
        AT_ONCE: at_once_view(on("polars", records("receptions", CHATS))),
        workload.SHIFTS: shifts_view(shifts),
        ON_DUTY: on_duty_view(on("polars", records("receptions", SERVED)), shifts),
    }
    measures = (*SHIFT_MEASURES, *ON_DUTY_MEASURES)
    assert by_their_rows(views, measures, "小美") == {**ON_SHIFT["小美"], **DUTY["小美"]}
    assert by_their_rows(views, AT_ONCE_MEASURES, "小美") == {"最大同时接待量": 3}
