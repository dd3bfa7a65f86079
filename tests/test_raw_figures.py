"""Figures of small shops, from raw exports in the platforms' own headings, counted by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from pathlib import Path

from openpyxl import Workbook

from csperf.errors import Problem
from csperf.intake.exports import Reading
from csperf.metrics.attribution import Attribution, NoteRule
from csperf.metrics.selling import Selling
from csperf.metrics.views import Settings
from csperf.raw_month import Wish, raw_month

ORDERS = (
    "订单编号,买家会员名,买家应付货款,买家实际支付金额,"
    "订单状态,订单创建时间,订单付款时间 ,宝贝总数量"
)
REFUNDS = "退款编号,订单编号,退款总额,退款申请时间,退款完结时间,退款状态"
CHATS = "日期,开始时间,结束时间,买家旺旺,客服旺旺,接待类型,接待发起,状态"
JD = "咨询时间,下单时间,商品编号,商品名称,客服,客户,所属订单编号,商品单价(?),购买数量,订单状态"


def measured(
    folder: Path, shop: Mapping[str, str], settings: Settings | None = None, roster: str = ""
) -> tuple[dict[str, dict[str, str | None]], list[Problem]]:
    """The October figures of every agent as texts, and what was told."""
    for name, text in shop.items():
        (folder / name).write_text(text, encoding="utf-8")
    files = tuple(str(folder / name) for name in shop)
    people = folder / "花名册.csv"
    people.write_text(roster, encoding="utf-8")
    named = str(people) if roster else None
    reading = Reading(period="2026-10")
    with raw_month(Wish(files, named, reading, settings or Settings())) as (month, problems):
        assert month is not None, problems
        counts, found = month.counts()
        table = month.table(counts)
    figures = {
        agent: {
            name: None if values[number] is None else str(values[number])
            for name, values in table.figures.items()
        }
        for number, (agent,) in enumerate(table.keys)
    }
    return figures, [*problems, *found]


def chats(*days_and_buyers: str, agent: str = "小美") -> str:
    """A reception of ten minutes at nine for each day and buyer, `10-05 甲`."""
    rows = [
        f"2026-{day},09:00:00,09:10:00,{buyer},{agent},直接接待,买家发起,待定"
        for day, buyer in map(str.split, days_and_buyers)
    ]
    return "\n".join([CHATS, *rows, ""])


def test_refunds_count_by_their_state(tmp_path: Path) -> None:
    orders = f"""{ORDERS},退款金额
1001,甲,100,100,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,2,
1002,乙,50,50,交易关闭,2026-10-05 10:00:00,2026-10-05 10:01:00,1,50.00
1003,丙,80,80,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1,无退款申请
1004,丁,90,90,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,3,30.00
1005,戊,60,60,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1,15.00
1006,己,70,70,交易成功,2026-09-29 10:00:00,2026-09-29 10:01:00,1,20.00
1007,庚,40,40,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1,
1008,辛,30,30,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1,
"""
    refunds = f"""{REFUNDS}
r1,1002,50.00,2026-10-08 09:00:00,2026-10-08 10:00:00,退款成功
r2,1003,80.00,2026-10-09 09:00:00,2026-10-10 10:00:00,退款关闭
r3,1004,10.00,2026-10-10 09:00:00,2026-10-10 10:00:00,退款成功
r4,1004,20.00,2026-10-11 09:00:00,2026-11-02 10:00:00,退款成功
r5,1006,20.00,2026-10-02 09:00:00,2026-10-02 10:00:00,退款成功
r6,1007,40.00,2026-10-12 09:00:00,,"买家已经申请退款,等待卖家同意"
r7,1008,30.00,2026-10-13 09:00:00,,退款成功
"""
    buyers = "甲乙丙丁戊庚辛"
    talked = chats(*(f"10-05 {buyer}" for buyer in buyers), "09-29 己")
    shop = {"订单.csv": orders, "退款单.csv": refunds, "接待明细.csv": talked}
    mei = measured(tmp_path, shop)[0]["小美"]
    # paid in October: 100 + 50 + 80 + 90 + 60 + 40 + 30; what was closed after paying was sold
    assert mei["销售额"] == "450.00"
    # r1 50, r3 10, r5 20 of September's order, r7 30 done without a time, and 15 that only the
    # order's column knows; r2 was refused, r4 came back in November, r6 is under way
    assert (mei["退款金额"], mei["退款笔数"]) == ("125.00", "5")
    assert mei["净销售额"] == "325.00"


def test_orders_without_a_time_of_payment_are_paid_by_their_state(tmp_path: Path) -> None:
    orders = f"""{JD}
2026-10-05 09:00:00,2026-10-05 10:00:00,1,甲品,小美,甲,J1,10.00,2,已完成
2026-10-05 09:00:00,2026-10-05 10:00:00,2,乙品,小美,甲,J1,5.00,1,已完成
2026-10-06 09:00:00,2026-10-06 10:00:00,1,甲品,店--小美(推算),乙,J2,10.00,1,等待出库
2026-10-06 09:00:00,2026-10-06 10:00:00,1,甲品,小美,丙,J3,10.00,4,等待确认收货
2026-10-07 09:00:00,2026-10-07 10:00:00,1,甲品,小美,丁,J4,10.00,1,等待付款
2026-10-08 09:00:00,2026-10-08 10:00:00,1,甲品,小美,戊,J5,10.00,1,(删除)等待出库
2026-10-08 09:00:00,2026-10-08 10:00:00,1,甲品,小美,己,J6,10.00,1,付定金未付尾款
"""
    figures, _ = measured(tmp_path, {"促成订单.csv": orders})
    mei = figures["小美"]
    # J1 20 + 5, J3 40 and the guessed J2 10; J4 and J6 are not paid, J5 was deleted
    assert (mei["销售额"], mei["订单数"]) == ("75.00", "3")
    deposits = Settings(Attribution(payment="deposit"))
    mei = measured(tmp_path, {"促成订单.csv": orders}, deposits)[0]["小美"]
    assert (mei["销售额"], mei["订单数"]) == ("85.00", "4"), "where the deposit is the payment"


NOTED = f"""{ORDERS},订单备注
2001,甲,10,10,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1,a1*2
2002,乙,20,20,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1,A1；B7
2003,丙,40,40,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1,发顺丰
2004,,80,80,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1,
2005,,160,160,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1,小美
2006,丁,320,320,交易成功,2026-10-05 10:00:00,2026-10-06 10:01:00,1,
2007,戊,640,640,交易成功,2026-10-05 08:00:00,2026-10-05 10:01:00,1,
"""
SHIFTED = "姓名,昵称\n小美,\n阿强,\n外包甲,店:外包1\n"


def test_notes_outsourced_agents_and_what_is_nobodys_are_followed_and_told(tmp_path: Path) -> None:
    rule = Attribution(
        note=NoteRule({"A1": "小美", "B7": "阿强"}), outsourced=frozenset({"店:外包1", "外包9"})
    )
    shop = {
        "订单.csv": NOTED,
        "接待明细.csv": chats("10-05 丁", "10-05 戊", agent="店:外包1"),
        "退款单.csv": f"{REFUNDS}\nr1,1999,5,2026-10-08 09:00:00,2026-10-08 10:00:00,退款成功\n",
    }
    figures, problems = measured(tmp_path, shop, Settings(rule), SHIFTED)
    told = {one.id: one.facts for one in problems}
    # 2001 and 2005 by their notes; of 2002 the newest part decides
    assert (figures["小美"]["销售额"], figures["阿强"]["销售额"]) == ("170.00", "20.00")
    # 2006 was ordered after the chat; 2007 was silent and only chased, which is nobody's
    assert figures["外包甲"]["销售额"] == "320.00"
    assert told["orders-of-outsourced"] == {"count": 1, "all": 7}
    assert told["outsourced-unknown"] == {"names": ("外包9",)}
    assert told["notes-name-nobody"]["count"] == 1, "2003"
    assert told["orders-without-buyer"] == {"count": 1, "all": 7}, "2004; 2005 has its note"
    assert told["refunds-of-no-order"] == {"count": 1}


def test_a_code_of_somebody_whom_the_roster_lacks_is_refused_as_any_stranger(
    tmp_path: Path,
) -> None:
    rule = Attribution(note=NoteRule({"A1": "小美", "B7": "小强"}))
    shop = {"订单.csv": NOTED, "接待明细.csv": chats("10-05 丁")}
    _, problems = measured(tmp_path, shop, Settings(rule), SHIFTED)
    (stranger,) = [one for one in problems if one.stops]
    assert (stranger.id, stranger.facts["name"]) == ("agent-misspelt", "小强")
    assert stranger.place.cell == "A3"


def test_refunds_are_taken_off_once_and_never_guessed(tmp_path: Path) -> None:
    orders = f"""{ORDERS}
1,甲,100,100,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,2
2,乙,50,50,交易成功,2026-10-05 10:00:00,2026-10-05 10:01:00,1
"""
    refunds = f"{REFUNDS}\nr1,1,30,2026-10-08 09:00:00,2026-10-08 10:00:00,退款成功\n"
    shop = {"订单.csv": orders, "接待明细.csv": chats("10-05 甲", "10-05 乙")}
    less = Settings(selling=Selling(less_refunds=True))
    gross = measured(tmp_path, {**shop, "退款单.csv": refunds})[0]["小美"]
    assert (gross["销售额"], gross["净销售额"]) == ("150.00", "120.00")
    net = measured(tmp_path, {**shop, "退款单.csv": refunds}, less)[0]["小美"]
    assert (net["销售额"], net["净销售额"]) == ("120.00", "120.00")
    # 30 of 150 came back, whether sales are told with or without it
    assert [one["金额退款率"] for one in (gross, net)] == ["0.2000", "0.2000"]
    untold = measured(tmp_path, shop, less)[0]["小美"]
    assert "销售额" not in untold, "nobody said what was refunded"
    assert untold["订单数"] == "2"


def test_of_pinduoduo_s_orders_coupons_are_no_discount_and_cancelled_ones_no_sale(
    tmp_path: Path,
) -> None:
    orders = Path(__file__).parent / "records" / "pdd_orders" / "订单.csv"
    text = orders.read_text(encoding="utf-8")
    roster = "姓名,旺旺\n小美,小美\n阿强,阿强\n"
    settings = Settings(Attribution(evidence=("note",), note=NoteRule()))
    figures, problems = measured(tmp_path, {"订单.csv": text}, settings, roster)
    (lacking,) = (str(one.facts["columns"]) for one in problems if one.id == "metrics-not-told")
    assert "应付金额" in lacking
    assert "退款金额" in lacking
    assert "订单编号" not in lacking, "that is a column of refunds, which were not given"
    (qiang,) = figures.values()
    # 261031-1 by its newest note; -2 and 261030-3 were cancelled, and 261030-4 names nobody
    assert (qiang["销售额"], qiang["店铺销售额"], qiang["静默销售额"]) == (
        "38.00",
        "55.00",
        "17.00",
    )
    assert qiang["退款订单数"] == "0"
    assert not {"退款金额", "手工折扣金额", "净销售额"} & qiang.keys()


def test_times_of_day_that_a_workbook_keeps_are_read_as_its_text_is(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(CHATS.split(","))
    way = ("直接接待", "买家发起", "待定")
    sheet.append(["2026-10-05", time(9, 12, 58), time(9, 13, 28), "甲", "小美", *way])
    sheet.append(["2026-10-05", time(23, 59, 50), time(0, 0, 10), "乙", "小美", *way])
    book.save(tmp_path / "接待明细.xlsx")
    wish = Wish((str(tmp_path / "接待明细.xlsx"),), reading=Reading(period="2026-10"))
    with raw_month(wish) as (month, problems):
        assert month is not None, problems
        table = month.table(month.counts()[0])
    assert [str(one) for one in table.figures["接待时长"]] == [
        "50.000"
    ]  # 30 s, and 20 over midnight
