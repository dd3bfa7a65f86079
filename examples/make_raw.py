"""Makes the raw exports from which the example shop's agent table can be measured.

    python examples/make_raw.py FOLDER

Four files of the October in `october.py`: 订单 (Taobao's ExportOrderList in GBK, 44 columns),
退款单, 接待明细 and 聊天记录.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import xlsxwriter  # type: ignore[import-untyped]
from make import SHOP
from october import HOUR, Order, Shop, Talk

_AsWritten = argparse.RawDescriptionHelpFormatter
OCTOBER = datetime(2026, 10, 1)  # noqa: DTZ001 - the shop's own clock, which its exports show
_ORDERS = (
    "订单编号,买家会员名,买家支付宝账号,支付交易号,买家应付货款,买家应付邮费,买家支付积分,总金额,"
    "返点积分,买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,"
    "联系电话 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,"
    "宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,"
    "分阶段订单信息,定金排名,修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,"
    "是否是O2O交易,买家姓名,买家身份证号,买家手机号"
)
_REFUNDS = (
    "订单编号,退款编号,商品id,宝贝标题,退款总额,买家实际支付金额,退款状态,货物状态,售后类型,订单付款时间,"
    "退款完结时间,退款申请时间,买家退款原因"
)
TALK_HEADS = (
    "日期",
    "开始时间",
    "结束时间",
    "买家旺旺",
    "客服旺旺",
    "接待类型",
    "接待发起",
    "状态",
)
MESSAGE_HEADS = ("时间", "客服", "买家", "发送方", "字数")
ORDER_HEADS, REFUND_HEADS = _ORDERS.split(","), _REFUNDS.split(",")


def yuan(amount: int) -> str:
    """An amount as exports write it."""
    return f"{Decimal(amount) / 100:.2f}"


def moment(seconds: int | None) -> str:
    """A moment as exports write it; blank for none."""
    return "" if seconds is None else str(OCTOBER + timedelta(seconds=seconds))


def numbered(shop: Shop) -> Iterator[tuple[str, Order]]:
    """All orders in the order of time, with their numbers."""
    orders = [o for m in shop.months for _, o in (*m.bought, *m.unpaid, *m.chased, *m.followed)]
    for number, order in enumerate(sorted([*orders, *shop.silent], key=lambda one: one.created)):
        yield f"3{26_100_000_000_000_000 + number * 7_919:018}", order


def orders_csv(shop: Shop) -> bytes:
    """Taobao's older list of orders."""
    return _csv(ORDER_HEADS, (_order(number, order) for number, order in numbered(shop)), "gbk")


def _order(number: str, order: Order) -> list[str]:
    total = yuan(order.amount)
    cells = {
        "订单编号": number,
        "买家会员名": order.buyer,
        "买家应付货款": yuan(order.amount - order.postage),
        "买家应付邮费": yuan(order.postage),
        "总金额": total,
        "买家实际支付金额": "0.00" if order.paid is None else total,
        "订单状态": "交易关闭" if order.paid is None else "交易成功",
        "运送方式": "快递",
        "订单创建时间": moment(order.created),
        "订单付款时间 ": moment(order.paid),
        "宝贝标题 ": "云栖小筑家居服",
        "宝贝种类 ": "1",
        "宝贝总数量": str(order.pieces),
        "店铺名称": SHOP,
        "订单关闭原因": "买家未付款" if order.paid is None else "订单未关闭",
    }
    return [cells.get(heading, "") for heading in ORDER_HEADS]


def refunds_csv(shop: Shop) -> bytes:
    """The list of refunds."""
    rows = (_refund(number, order) for number, order in numbered(shop) if order.refunded)
    return _csv(REFUND_HEADS, rows, "gbk")


def _refund(number: str, order: Order) -> list[str]:
    asked = (order.paid or 0) + 30 * HOUR
    cells = {
        "订单编号": number,
        "退款编号": f"9{number[1:]}",
        "宝贝标题": "云栖小筑家居服",
        "退款总额": yuan(order.refunded),
        "买家实际支付金额": yuan(order.amount),
        "退款状态": "退款成功",
        "售后类型": "退货退款",
        "订单付款时间": moment(order.paid),
        "退款申请时间": moment(asked),
        "退款完结时间": moment(asked + 40 * HOUR),
        "买家退款原因": "七天无理由退换货",
    }
    return [cells.get(heading, "") for heading in REFUND_HEADS]


def talks_of(shop: Shop) -> list[Talk]:
    """All conversations in the order of time."""
    return sorted((t for m in shop.months for t in m.talks), key=lambda one: (one.start, one.buyer))


def talks_xlsx(shop: Shop) -> bytes:
    """接待明细, one row a conversation."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet("接待明细")
        for row, cells in enumerate((TALK_HEADS, *map(_talk, talks_of(shop)))):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text)
    return written.getvalue()


def _talk(talk: Talk) -> tuple[str, ...]:
    since, until = moment(talk.start).split(), moment(talk.end).split()
    nick = f"{SHOP}:{talk.nick}"
    return (*since, until[1], talk.buyer, nick, "直接接待", "买家发起", "待定")


def messages_csv(shop: Shop) -> bytes:
    """聊天记录, one row a message."""
    random = Random(31)  # noqa: S311 - invented chats, no secrets
    rows = [
        [moment(at), f"{SHOP}:{talk.nick}", talk.buyer, side, str(random.randint(2, 40))]
        for talk in talks_of(shop)
        for at, side in talk.said
    ]
    return _csv(MESSAGE_HEADS, rows, "utf-8-sig")


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]], encoding: str) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([heads, *rows])
    return written.getvalue().encode(encoding)


def make() -> dict[str, bytes]:
    """Every file by its name."""
    shop = Shop()
    return {
        "10月-订单.csv": orders_csv(shop),
        "10月-退款单.csv": refunds_csv(shop),
        "10月-接待明细.xlsx": talks_xlsx(shop),
        "10月-聊天记录.csv": messages_csv(shop),
    }


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    words.add_argument("folder", metavar="FOLDER", type=Path, help="made if it is not there")
    folder: Path = words.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in make().items():
        (folder / name).write_bytes(content)
