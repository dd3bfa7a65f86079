"""Every rule of an audit on rows made by hand: what it flags, and what comes near and is not."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from csperf.cli.asking import to_close
from csperf.engines.engine import Choice, Name
from csperf.errors import NOWHERE
from csperf.history.closing import close
from csperf.insight.audit.auditing import RULES, audited
from csperf.insight.audit.chances import beyond, score, tail
from csperf.insight.audit.flags import Flag, Look, Looked, Material
from csperf.insight.audit.limits import LIMITS, limits_of
from csperf.insight.audit.records import facts_of
from csperf.insight.audit.tables import audit_sections
from csperf.insight.figures import figures_of
from csperf.insight.months import months_asked
from csperf.intake.exports import Reading
from csperf.intake.records.ingest import ingest
from csperf.opening import Request
from csperf.raw_month import Wish, raw_month
from csperf.texts import say

PLAN = """csperf: 1
plan: 提成
version: "1"
pay:
  提成: {commission: {of: 销售额, rate: 10%}}
"""
ORDERS = "订单编号,买家,下单时间,付款时间,实付金额,订单状态,客服,商家备注"
CHATS = "会话编号,客服,买家,开始时间,结束时间,首次响应时间(秒),客服字数"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, heading: str, rows: Sequence[Sequence[object]]) -> str:
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading.split(","), *rows])
    return name


def orders(rows: Sequence[tuple[str, str, str, str, str]]) -> str:
    """Paid orders: agent, buyer, moment, amount, note."""
    return write(
        "订单.csv",
        ORDERS,
        [
            (f"{n:04}", buyer, at, at, amount, "交易成功", agent, note)
            for n, (agent, buyer, at, amount, note) in enumerate(rows, 1)
        ],
    )


def looks(
    *data: str, months: str = "", roster: str | None = None, **limits: str
) -> dict[str, Look]:
    said, problems = limits_of([(f"{key}={value}", NOWHERE) for key, value in limits.items()])
    assert not problems
    with months_asked(Request("", data, roster), months, None) as requests:
        found, _ = audited(requests, said)
    return {one.rule.id: one.look for one in found.looked}


def who(look: Look) -> list[str]:
    assert not look.why, look.why
    return [flag.agent for flag in look.flags]


def cells(flag: Flag) -> list[str]:
    return [str(one.place) for one in flag.evidence]


def told(flag: Flag) -> str:
    return say(flag.says, "zh", **flag.facts)


def test_a_part_above_its_whole_is_flagged_and_as_much_as_the_whole_is_not() -> None:
    table = write(
        "表.csv",
        "客服,接待人数,询单人数,最终付款人数",
        [("小美", 30, 10, 12), ("阿强", 30, 10, 10), ("小雨", 9, 10, 3)],
    )
    look = looks(table)["paid-over-asked"]
    assert who(look) == ["小美", "小雨"]
    assert told(look.flags[0]) == "最终付款人数 12 大于 询单人数 10"
    assert cells(look.flags[0]) == ["表.csv!D2", "表.csv!C2"]
    assert told(look.flags[1]) == "询单人数 10 大于 接待人数 9"


def test_a_rate_above_the_whole_is_flagged() -> None:
    table = write("表.csv", "客服,回复率", [("小美", "100.5%"), ("阿强", "100%")])
    look = looks(table)["paid-over-asked"]
    assert [told(flag) for flag in look.flags] == ["回复率 100.5%，超过 100%"]


def test_two_people_with_the_same_figures_throughout() -> None:
    table = write(
        "表.csv",
        "客服,接待人数,询单人数,最终付款人数,销售额,服务态度DSR",
        [
            ("小美", 321, 205, 88, "12345.60", "4.8"),
            ("阿强", 321, 205, 88, "12345.60", "4.8"),
            ("小雨", 321, 205, 88, "12345.61", "4.8"),
            ("老王", 320, 204, 87, "9999.00", "4.8"),
        ],
    )
    look = looks(table)["same-figures"]
    assert who(look) == ["阿强"]
    assert told(look.flags[0]) == "读到的 4 个数字与 小美 完全相同"
    assert len(look.flags[0].evidence) == 8
    assert looks(table, same_least="5")["same-figures"].why == "audit-why.few-figures"


def test_a_perfect_rate_on_less_than_a_fifth_of_the_median() -> None:
    served = [("小美", "100%", 19), ("阿强", "100%", 20), ("小雨", "97%", 12)]
    served += [(f"客服{n}", "98%", 100) for n in range(4)]
    look = looks(write("表.csv", "客服,回复率,接待人数", served))["perfect-on-little"]
    assert who(look) == ["小美"]  # 19 is less than a fifth of the median of 7 people, 100
    assert told(look.flags[0]) == "回复率 100%，接待人数 只有 19（7 人的中位数是 100）"
    few = looks(write("少.csv", "客服,回复率,接待人数", served[:4]))["perfect-on-little"]
    assert few.why == "audit-why.no-rates"


def test_part_time_staff_are_perfect_only_twice() -> None:
    for n, month in enumerate(MONTHS):
        rows = [(f"客服{k}", "98%", 100) for k in range(5)]
        rows += [("兼职", "100%", 15), ("小美", "100%", 90 if n < 5 else 15)]
        write(f"{month}.csv", "客服,回复率,接待人数", rows)
    look = looks("{period}.csv", months="2026-04~2026-09")["perfect-on-little"]
    assert [(flag.period, flag.agent) for flag in look.flags] == [
        ("2026-04", "兼职"),
        ("2026-05", "兼职"),
        ("2026-09", "小美"),
    ]


def test_a_mean_response_below_a_second() -> None:
    rows = [("小美", "0.9秒", 5), ("阿强", "1秒", 5), ("小雨", "0秒", 0)]
    look = looks(write("表.csv", "客服,首次响应时间,接待人数", rows))["impossible-mean"]
    assert who(look) == ["小美"]


def test_a_buyer_who_buys_of_one_agent_alone() -> None:
    def bought(buyer: str, agents: str) -> list[tuple[str, str, str, str, str]]:
        names = {"美": "小美", "强": "阿强", "雨": "小雨"}
        return [
            (names[one], buyer, f"2026-10-{n:02} 10:00:00", "88.10", "")
            for n, one in enumerate(agents, 1)
        ]

    rows = bought("常客", "美" * 8) + bought("少客", "美" * 4) + bought("匿**", "美" * 9)
    rows += bought("各处", "强强强强强雨雨")
    for n in range(10):
        rows += bought(f"两单{n}", "强雨")
    look = looks(orders(rows), months="2026-10")["same-buyer"]
    # others came back to the agent of before 3 (少客) + 5 (各处) of 3 + 6 + 10 times, and for not
    # knowing 9 of 21; 小美's share of all orders is less. So 常客 comes back seven times to the
    # first agent with (9/21)^7 = 0.0027, of two pairs looked at (5 of 各处's 7 days are too few)
    assert who(look) == ["小美"]
    assert told(look.flags[0]) == (
        "买家 常客 在 8 个日子里有 8 天找其下单（8 单）；其他买家改天再来，又找上次那位的占 42.9%"
    )
    assert cells(look.flags[0]) == [f"订单.csv!A{row}" for row in range(2, 10)]
    assert not who(looks(orders(rows), months="2026-10", chance="0.5%")["same-buyer"])
    assert not who(looks(orders(rows), months="2026-10", buyer_days="9")["same-buyer"])


def test_buyers_who_are_called_like_an_agent() -> None:
    rows = [
        ("小美", "小美", "2026-10-01 10:00:00", "10.00", ""),
        ("小美", "AQ", "2026-10-02 10:00:00", "10.00", ""),
        ("小美", "小美美", "2026-10-03 10:00:00", "10.00", ""),
    ]
    roster = write(
        "名册.csv", "姓名,工号,旺旺", [("小美", "1", "旗舰店:小美"), ("阿强", "2", "aq")]
    )
    look = looks(orders(rows), months="2026-10", roster=roster)["own-orders"]
    assert [(flag.says, told(flag)) for flag in look.flags] == [
        ("seen.own-orders", "买家 小美 与客服 小美 同名，1 单在其名下"),
        ("seen.staff-orders", "买家 AQ 与另一位客服 阿强 同名，1 单"),
    ]


def test_orders_and_chats_told_twice() -> None:
    rows = [
        ("小美", "甲", "2026-10-01 10:00:00", "10.00", ""),
        ("小美", "甲", "2026-10-01 10:00:00", "10.00", ""),
        ("小美", "甲", "2026-10-01 10:00:01", "10.00", ""),
        ("小美", "甲", "2026-10-01 10:00:00", "10.01", ""),
    ]
    day = "2026-10-01 "
    chats = [
        ("1", "小美", "甲", f"{day}09:00:00", f"{day}09:09:00", 9, 50),
        ("2", "小美", "甲", f"{day}09:00:00", f"{day}09:09:00", 9, 50),
        ("3", "阿强", "甲", f"{day}09:00:00", f"{day}09:09:00", 9, 50),
    ]
    look = looks(orders(rows), write("接待.csv", CHATS, chats), months="2026-10")["told-twice"]
    assert [(flag.says, *cells(flag)) for flag in look.flags] == [
        ("seen.sold-twice", "订单.csv!A2", "订单.csv!A3"),
        ("seen.talked-twice", "接待.csv!A2", "接待.csv!A3"),
    ]


def test_rows_that_repeat_another_in_everything() -> None:
    name = orders([("小美", "甲", "2026-10-01 10:00:00", "10.00", "")])
    row = Path(name).read_text(encoding="utf-8").splitlines()[1]
    with Path(name).open("a", encoding="utf-8") as file:
        file.write(f"{row}\n{row}\n")
    look = looks(name, months="2026-10")["told-twice"]
    assert [(flag.agent, told(flag), *cells(flag)) for flag in look.flags] == [
        ("", "2 行和前面的行完全相同，已经略去", "订单.csv!A3", "订单.csv!A4")
    ]


def test_more_whole_hundreds_than_others_sell() -> None:
    def sold(agent: str, count: int, whole: int) -> list[tuple[str, str, str, str, str]]:
        return [
            (agent, f"{agent}{n}", f"2026-10-{1 + n % 28:02} 10:00:{n // 28:02}", amount, "")
            for n in range(count)
            for amount in ["300.00" if n < whole else f"{n + 1}.90"]
        ]

    rows = [*sold("小美", 50, 6), *sold("阿强", 50, 1), *sold("小雨", 100, 1), *sold("新人", 49, 9)]
    look = looks(orders(rows), months="2026-10")["round-amounts"]
    # of the others' 199 orders 11 are whole hundreds (12/201 with one more): six of 50 are not rare
    assert who(look) == []
    rows = [*sold("小美", 50, 9), *sold("阿强", 50, 1), *sold("小雨", 100, 1), *sold("新人", 49, 0)]
    look = looks(orders(rows), months="2026-10")["round-amounts"]
    assert who(look) == ["小美"]
    assert told(look.flags[0]) == "50 单里有 9 单是整百元，其他人的 199 单里是 1%"
    assert cells(look.flags[0]) == [f"订单.csv!A{row}" for row in range(2, 11)]
    often = looks("订单.csv", months="2026-10", round_times="18")["round-amounts"]
    assert who(often) == []  # 18% of 小美 are 17.9 times 2 of 199


def test_refunds_that_wait_for_the_pay_day() -> None:
    sold = [("小美", f"甲{n}", "2026-09-10 10:00:00", "50.10", "") for n in range(10)]
    sold += [("阿强", f"乙{n}", "2026-09-10 10:00:00", "50.10", "") for n in range(25)]
    days = [15, 16, 17, 18, 19, 19, 14, 20, 3, 4]  # six from the 15th to the 19th
    days += [14, 20, 14, 20, 15] + [2] * 20  # of 阿强's 25 refunds one
    backs = [
        (f"R{n}", f"{n:04}", "50.10", f"2026-10-{day:02} 12:00:00", "", "退款成功")
        for n, day in enumerate(days, 1)
    ]
    heading = "退款编号,订单编号,退款总额,退款申请时间,退款完结时间,退款状态"
    files = (orders(sold), write("退款.csv", heading, backs))
    look = looks(*files, months="2026-09")["refund-burst"]
    # with 2/27 of the others' refunds, 6 or more of 10 come by chance in 2.7 of 100,000 teams
    assert who(look) == ["小美"]
    assert told(look.flags[0]) == (
        "2026-09 付款订单的 10 笔退款里有 6 笔在 2026-10-15～2026-10-19 申请，其他人的 25 笔里是 4%"
    )
    assert cells(look.flags[0]) == [f"退款.csv!A{row}" for row in range(2, 8)]
    assert not who(looks(*files, months="2026-09", refund_least="7")["refund-burst"])
    late = looks(*files, months="2026-09", pay_day="25")["refund-burst"]
    assert late.why == "audit-why.before-pay-day"


def test_notes_that_changed_hands() -> None:
    def noted(note: str, count: int) -> list[tuple[str, str, str, str, str]]:
        return [
            ("", f"{note}{n}", f"2026-10-{1 + n % 28:02} 10:00:00", "50.10", note)
            for n in range(count)
        ]

    roster = write("名册.csv", "姓名,工号", [("小美", "1"), ("阿强", "2"), ("小雨", "3")])
    rows = [*noted("小美;阿强", 3), *noted("小美;小雨", 2), *noted("阿强;加急;阿强", 4)]
    rows += noted("小雨", 40)
    look = looks(orders(rows), months="2026-10", roster=roster)["note-moved"]
    # of the others' 42 notes two moved, with (2 + 1) of (42 + 20) for slips, all of them from 小美,
    # (2 + 1) of (2 + 2): 3.6%; 3 or more of 阿强's 7 do so with 0.15%, and there are two pairs
    assert who(look) == ["阿强"]
    assert told(look.flags[0]) == "3 单的备注先写 小美，后来改成其名字"
    assert cells(look.flags[0]) == ["订单.csv!A2", "订单.csv!A3", "订单.csv!A4"]
    slips = [*rows, *noted("小美;小雨", 4)]  # 7 of 66 times 7 of 8, 9.3%: with 2.2%
    assert not who(looks(orders(slips), months="2026-10", roster=roster)["note-moved"])


def test_notes_against_the_chats() -> None:
    day = "2026-10-0{} {}"
    rows = [("", f"客{n}", day.format(n, "10:00:00"), "50.10", "阿强") for n in range(1, 8)]
    chats = [
        (n, "小美", f"客{n}", day.format(n, "09:00:00"), day.format(n, "09:30:00"), 9, 50)
        for n in range(1, 7)
    ]  # nobody spoke with the seventh
    chats += [
        (n + 10, "阿强", f"客{n}", day.format(n, "08:00:00"), day.format(n, "08:30:00"), 9, 50)
        for n in range(4, 7)
    ]  # 阿强 spoke with three of them too, before
    look = looks(orders(rows), write("接待.csv", CHATS, chats), months="2026-10")
    assert who(look["note-against-chats"]) == ["阿强"]
    flag = look["note-against-chats"].flags[0]
    assert cells(flag) == ["订单.csv!A2", "订单.csv!A3", "订单.csv!A4"]
    assert flag.evidence[0].value == "50.10 阿强"


def test_answers_that_nobody_gives() -> None:
    def chat(n: int, agent: str, first: str, words: int) -> tuple[object, ...]:
        at = f"2026-10-{1 + n % 28:02} 09:{n // 28:02}:"
        return (n, agent, f"客{n}", f"{at}00", f"{at}20", first, words)

    rows = [chat(n, "小美", "0.5" if n < 5 else "9", 50) for n in range(100)]  # 5 of 100
    rows += [chat(n, "阿强", "0.5" if n < 104 else "9", 50) for n in range(100, 150)]  # 4
    rows += [chat(n, "小雨", "1", 301 if n < 155 else 300) for n in range(150, 200)]  # 15 a second
    look = looks(write("接待.csv", CHATS, rows), months="2026-10")["impossible-replies"]
    assert [(flag.agent, told(flag)) for flag in look.flags] == [
        ("小美", "100 次会话里有 5 次（5%）几乎立刻就回复了"),
        ("小雨", "50 次会话里有 5 次（10%）打字快得不可能"),
    ]
    assert look.flags[1].evidence[0].value.zh == "301 字 / 20秒"  # type: ignore[union-attr]


def test_replies_before_the_chat_began() -> None:
    heading = "会话编号,客服,买家,开始时间,首次回复时刻"
    at = "2026-10-{:02} 09:00:{}"
    rows = [(n, "小美", f"客{n}", at.format(n, "10"), at.format(n, "09")) for n in range(1, 6)]
    rows += [(n, "阿强", f"客{n}", at.format(n, "10"), at.format(n, "12")) for n in range(6, 12)]
    look = looks(write("接待.csv", heading, rows), months="2026-10")["impossible-replies"]
    assert [(flag.agent, flag.says) for flag in look.flags] == [("小美", "seen.early")]


def test_whole_minutes_do_not_tell_what_was_answered_at_once() -> None:
    heading = "会话编号,客服,买家,开始时间,首次回复时刻"
    at = "2026-10-{:02} 09:{}"
    rows = [(n, "小美", f"客{n}", at.format(n, "10"), at.format(n, "10")) for n in range(1, 9)]
    assert not who(looks(write("接待.csv", heading, rows), months="2026-10")["impossible-replies"])
    rows.append((9, "阿强", "客9", "2026-10-09 09:10:00", "2026-10-09 09:10:01"))
    look = looks(write("接待.csv", heading, rows), months="2026-10")["impossible-replies"]
    assert [(flag.agent, flag.says) for flag in look.flags] == [("小美", "seen.at-once")]


MONTHS = [f"2026-{month:02}" for month in range(4, 10)]


def six_months(last: str) -> str:
    """Three people for six months; 小美 converts some 50% all the time, and then `last`."""
    for n, month in enumerate(MONTHS):
        own = last if month == MONTHS[-1] else f"{50 + n % 3}%"
        rows = [("小美", 10_000, own), ("阿强", 10_000, "50%"), ("小雨", 10_000, "50%")]
        write(f"{month}.csv", "客服,询单人数,询单转化率", rows)
    return "{period}.csv"


def test_a_jump_against_the_months_before() -> None:
    # shares of the median, 50%: 1.00 1.02 1.04 1.00 1.02, median 1.02; 8% of it are 0.0816;
    # 0.6745 * (1.52 - 1.02) / 0.0816 = 4.13
    look = looks(six_months("76%"), months="2026-04~2026-09")["own-jump"]
    assert [(flag.period, flag.agent) for flag in look.flags] == [("2026-09", "小美")]
    assert told(look.flags[0]) == (
        "询单转化率 76%，以前 5 个月的中位数是 51%（与全队相比的分数 4.1）"
    )
    assert cells(look.flags[0])[:2] == ["2026-09.csv!C2", "2026-08.csv!C2"]
    look = looks(six_months("75%"), months="2026-04~2026-09")["own-jump"]  # 3.97
    assert not who(look)
    few = looks("{period}.csv", months="2026-05~2026-09")["own-jump"]
    assert few.why == "audit-why.few-months"


def test_a_month_in_which_everybody_sells_more_is_no_jump() -> None:
    for n, month in enumerate(MONTHS):
        times = 10 if month == MONTHS[-1] else 1
        rows = [
            (who, times * (1000 + 10 * n + k)) for k, who in enumerate(("小美", "阿强", "小雨"))
        ]
        write(f"{month}.csv", "客服,销售额", rows)
    assert not who(looks("{period}.csv", months="2026-04~2026-09")["own-jump"])


def test_a_jump_against_all_others() -> None:
    def team(first: str, enquired: int = 10_000) -> str:
        rows = [(f"客服{n}", 10_000, f"{50 + n % 3}%") for n in range(8)]
        return write("表.csv", "客服,询单人数,询单转化率", [("小美", enquired, first), *rows])

    look = looks(team("76%"))["peer-jump"]
    # the others: median 51%, of which 8% are 4.08 points; 0.6745 * 25 / 4.08 = 4.13
    seen = "询单转化率 76%，其他 8 人的中位数是 51%（分数 4.1）"
    assert [told(flag) for flag in look.flags] == [seen]
    assert not who(looks(team("75%"))["peer-jump"])  # 3.97
    assert not who(looks(team("26%"))["peer-jump"])  # worse is nobody's fraud
    assert looks(team("76%", enquired=49))["peer-jump"].why == "audit-why.few-peers"
    # of 60 enquiries a rate strays by 0.6745 * sqrt(0.51 * 0.49 / 60) = 4.35 points: 3.9
    assert not who(looks(team("76%", enquired=60))["peer-jump"])


def figures(numbers: Sequence[int]) -> str:
    """A table of 54 figures of two people, of 小美 these and of 阿强 any."""
    names = ["咨询人数", "接待人数", "询单人数", "最终下单人数", "最终付款人数", "销售量", "订单数"]
    names += ["总消息数", "客服消息数"]
    for n, month in enumerate(MONTHS):
        own = numbers[9 * n : 9 * n + 9]
        other = [200 + 37 * (9 * n + k) for k in range(9)]
        write(f"{month}.csv", ",".join(("客服", *names)), [("小美", *own), ("阿强", *other)])
    return "{period}.csv"


def test_last_digits_and_round_figures() -> None:
    even = [300 + 11 * n for n in range(54)]  # digits 0 to 9 in turn
    honest = looks(figures(even), months="2026-04~2026-09")
    assert not who(honest["last-digits"])
    assert not who(honest["round-figures"])
    sevens = [300 + 10 * n + (7 if n < 24 else n % 10) for n in range(54)]
    look = looks(figures(sevens), months="2026-04~2026-09")
    assert [told(flag) for flag in look["last-digits"].flags] == ["54 个数字里有 27 个末位是 7"]
    assert not who(look["round-figures"])
    tens = [300 + 10 * n + (0 if n < 17 else n % 10) for n in range(54)]
    look = looks(figures(tens), months="2026-04~2026-09")
    assert [told(flag) for flag in look["round-figures"].flags] == ["54 个数字里有 21 个是整十"]
    few = looks(figures(sevens), months="2026-04~2026-08")
    assert few["last-digits"].why == few["round-figures"].why == "audit-why.few-numbers"


def test_first_responses_that_are_rounded() -> None:
    def chat(n: int, agent: str, first: int) -> tuple[object, ...]:
        at = f"2026-10-{1 + n % 28:02} 09:{n // 28:02}:"
        return (n, agent, f"客{n}", f"{at}00", f"{at}50", first, 50)

    rows = [chat(n, "小美", 10 if n < 20 else 8 + n % 10) for n in range(60)]  # 20 and 8 of 40
    rows += [chat(n, "阿强", 8 + n % 10) for n in range(60, 120)]  # 12 of 60
    rows += [chat(n, "小雨", 5) for n in range(120, 200)]  # too short to tell
    look = looks(write("接待.csv", CHATS, rows), months="2026-10")["round-seconds"]
    # others: (12 + 1) of (60 + 5), a fifth; 28 or more of 60 come by chance in 1 of 190,000 teams
    assert [(flag.agent, told(flag)) for flag in look.flags] == [
        ("小美", "60 次首次响应里有 28 次（46.7%）正好是 5 秒的倍数")
    ]
    few = looks("接待.csv", months="2026-10", digits_least="61")["round-seconds"]
    assert few.why == "audit-why.few-times"


def test_shifts_that_overlap() -> None:
    day = "2026-10-01 "
    rows = [
        ("小美", "早班", f"{day}08:00", f"{day}16:00"),
        ("小美", "晚班", f"{day}15:59", f"{day}22:00"),
        ("阿强", "早班", f"{day}08:00", f"{day}16:00"),
        ("阿强", "晚班", f"{day}16:00", f"{day}22:00"),
    ]
    chats = write("接待.csv", CHATS, [(1, "小美", "甲", f"{day}09:00", f"{day}09:09", 9, 50)])
    shifts = write("排班.csv", "客服,班次,上班时间,下班时间", rows)
    look = looks(chats, shifts, months="2026-10")["overlapping-shifts"]
    assert [(flag.agent, *cells(flag)) for flag in look.flags] == [
        ("小美", "排班.csv!A2", "排班.csv!A3")
    ]


def shown(looked: Sequence[Looked]) -> list[tuple[str, str, str, list[str]]]:
    """Every flag, with what it says and the rows behind it."""
    return [
        (one.rule.id, flag.agent, told(flag), sorted(row.place.cell for row in flag.evidence))
        for one in looked
        for flag in one.look.flags
    ]


def of_records(month_of: Wish) -> list[tuple[str, str, str, list[str]]]:
    """Every flag of the rules that look at records."""
    limits, _ = limits_of([])
    with raw_month(month_of) as (month, problems):
        assert month is not None, problems
        material = Material((), (facts_of(month, "2026-10", limits),))
    return shown([Looked(rule, rule.look(material, limits)) for rule in RULES])


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_records_in_parts_on_any_engine_are_flagged_alike(engine: Name, tmp_path: Path) -> None:
    rows = [("小美", "常客", f"2026-10-{n:02} 10:00:00", "88.10", "小雨") for n in range(1, 9)]
    rows += [("", f"客{n}", f"2026-10-{1 + n % 28:02} 10:00:00", "90.10", "") for n in range(60)]
    rows += [("小美", "甲", "2026-10-09 10:00:00", "9.00", "小美;小雨")] * 4
    chats = [
        (n, ("小美", "小雨")[n % 2], f"客{n}", f"2026-10-{1 + n % 28:02} 09:00:00", "", 0.5, 50)
        for n in range(60)
    ]
    files = (orders(rows), write("接待.csv", CHATS, chats))
    stored, problems = ingest(files, tmp_path / "records", Reading())
    assert stored is not None, problems
    reading = Reading(period="2026-10")
    expected = of_records(Wish(files, reading=reading))
    assert {rule for rule, *_ in expected} >= {"told-twice", "note-moved", "impossible-replies"}
    folder = (str(tmp_path / "records"),)
    assert of_records(Wish(folder, reading=reading, choice=Choice(engine))) == expected
    if engine == "polars":
        found, _ = figures_of(Request("", folder, period="2026-10"))
        assert found.known("订单数")


def test_closed_months_of_a_history_are_looked_through(tmp_path: Path) -> None:
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    for month in ("2026-08", "2026-09"):
        rows = [
            ("小美", 321, 205, 88, "12345.60"),
            ("阿强", 300, 200, int(month[-1]), "99.00"),
        ]
        table = write("表.csv", "客服,接待人数,询单人数,最终付款人数,销售额", rows)
        with to_close(["plan.yaml"], Request("", (table,), period=month), tmp_path / "h") as one:
            close(one.history, one.asked, one.inputs, one.computed())
    with months_asked(Request("", ()), "", tmp_path / "h") as requests:
        found = shown(audited(requests, limits_of([])[0])[0].looked)
    assert [one[:3] for one in found] == [
        ("same-figures", "小美", "读到的 4 个数字与 小美（2026-08）完全相同")
    ]


def test_a_person_sees_the_first_rows_of_a_flag_and_a_file_has_all() -> None:
    day = "2026-10-01 "
    shifts = [("小美", f"班{n}", f"{day}0{n}:00", f"{day}1{n}:00") for n in range(8)]
    chats = write("接待.csv", CHATS, [(1, "小美", "甲", f"{day}09:00", f"{day}09:09", 9, 50)])
    files = (chats, write("排班.csv", "客服,班次,上班时间,下班时间", shifts))
    found, _ = audited([Request("", files, period="2026-10")], limits_of([])[0])
    in_full, in_short = (audit_sections(found, "zh", most)[0].tables[2].rows for most in (None, 5))
    assert len(in_full) == 14  # seven pairs that overlap
    assert in_short[:5] == in_full[:5]
    assert [row[4] for row in in_short[5:]] == ["另有 9 行，写到文件里可以看全"]


def test_people_of_the_roster_without_figures_stop_nothing() -> None:
    table = write("表.csv", "客服,询单人数,最终付款人数", [("小美", 10, 12), ("阿强", 10, 9)])
    roster = write("名册.csv", "姓名,工号", [("小美", "1"), ("阿强", "2"), ("休假", "3")])
    found, problems = audited([Request("", (table,), roster)], limits_of([])[0])
    assert not problems
    assert who(found.looked[0].look) == ["小美"]


def test_rules_say_why_they_could_not_look() -> None:
    found = looks(write("表.csv", "客服,销售额", [("小美", 100)]))
    raw = {"same-buyer", "own-orders", "told-twice", "round-amounts", "refund-burst"}
    raw |= {
        "note-moved",
        "note-against-chats",
        "impossible-replies",
        "overlapping-shifts",
        "round-seconds",
    }
    assert {found[id_].why for id_ in raw} == {"audit-why.no-records"}
    assert found["paid-over-asked"].why == "audit-why.no-pairs"
    assert all(look.why and not look.flags for look in found.values())


def test_chances_are_those_of_the_books() -> None:
    assert tail(2, 3, 0.5) == pytest.approx(0.5, abs=1e-12)  # 3/8 + 1/8
    assert tail(1, 2, 0.1) == pytest.approx(0.19, abs=1e-12)  # 1 - 0.9²
    # the chi-squares that tables print for 9 degrees of freedom at 5% and 1%, and for 1 and 3 at 5%
    books = {(16.919, 9): 0.05, (21.666, 9): 0.01, (3.8415, 1): 0.05, (7.8147, 3): 0.05}
    for (square, freedom), chance in books.items():
        assert beyond(square, freedom) == pytest.approx(chance, abs=1e-5)


def test_a_score_is_in_median_deviations_and_never_in_trifles() -> None:
    others = [Decimal(n) for n in (90, 95, 100, 105, 110)]  # median 100, deviations 10 5 0 5 10
    assert score(Decimal(120), others, Decimal(1)) == Decimal("2.698")  # 0.6745 * 20 / 5
    assert score(Decimal(120), others, Decimal(10)) == Decimal("1.349")  # the floor
    assert score(Decimal(1), [Decimal(0)] * 5, Decimal(0)) is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("payday=10", "audit-no-limit"),
        ("pay_day=31", "audit-limit-range"),
        ("pay_day=0", "audit-limit-range"),
        ("pay_day=1.5", "audit-wrong-limit"),
        ("buyer_share=0.8", "audit-wrong-limit"),
        ("fastest_reply=2", "audit-wrong-limit"),
        ("chance", "audit-wrong-limit"),
    ],
)
def test_a_limit_that_is_none_is_told(said: str, told: str) -> None:
    assert [one.id for one in limits_of([(said, NOWHERE)])[1]] == [told]


def test_every_limit_is_used_by_a_rule_and_has_its_words() -> None:
    used = {key for rule in RULES for key in rule.limits}
    assert used == LIMITS.keys()
    for rule in RULES:
        facts = dict.fromkeys(rule.limits, "5")
        assert "5" in say(f"rule-says.{rule.id}", "en", **facts) or not rule.limits
