"""A made-up shop of any size: chats, orders, their lines, refunds, notes and, if wanted, messages.

    python bench/shop.py 1000000 FOLDER [--csv FOLDER] [--messages] [--agents 60] [--whale 0.01]

writes so many order lines and as many chats as csperf's own Parquet, a part after the other, each
with buyers of its own, so that any size fits in memory; the same arguments give the same rows.
`--csv` writes the same month as exports with platform headings, day by day.

Believable where it matters to an engine: few agents take most chats and convert unlike, few buyers
do most of the buying, chats cluster at noon and night, a buyer has several chats before an order
and some in the same second, most orders follow a chat within minutes, some after days, and some
are silent. `--whale` gives one buyer that share of all chats and orders.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from csperf.intake.records.schema import schema
from csperf.intake.records.stored import part_folder
from csperf.metrics.records import FILE, ROW

PART = 500_000  # order lines
LINES_AN_ORDER = 1.4
DAY, HOUR = 86_400, 3_600
FIRST = (date(2026, 10, 1) - date(1970, 1, 1)).days * DAY
DAYS = 31
PRODUCTS = 2_000
NUMBERS = {"orders": 0, "lines": 1, "refunds": 2, "receptions": 3, "messages": 4}
"""The number of the file that each sort's records say they come from."""
SHOP = "云栖小筑旗舰店"
HOURS = [1, 1, 0, 0, 0, 0, 1, 2, 5, 8, 9, 8, 7, 7, 8, 8, 7, 6, 6, 8, 10, 11, 9, 4]
Numbers: TypeAlias = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Size:
    """How large the shop is: lines (and chats), agents, and the share of its largest buyer."""

    lines: int
    agents: int = 60
    whale: float = 0.0
    messages: bool = False
    seed: int = 20261001

    @property
    def parts(self) -> int:
        """In how many parts it is written."""
        return -(-self.lines // PART)


def tables(size: Size, part: int) -> dict[str, pl.DataFrame]:
    """The records of one part, by sort; `row` numbers go on from part to part."""
    draw = np.random.default_rng([size.seed, part])
    lines = min(PART, size.lines - part * PART)
    orders = max(1, int(lines / LINES_AN_ORDER))
    chats = _chats(draw, size, part, lines)
    of_orders = _orders(draw, size, part, orders, chats)
    of_lines = _lines(draw, of_orders, lines)
    of_orders = _with_sums(draw, of_orders, of_lines)
    found = {
        "orders": of_orders,
        "lines": of_lines,
        "refunds": _refunds(draw, of_orders),
        "receptions": chats,
    }
    if size.messages:
        found["messages"] = _messages(draw, chats)
    return {sort: _as_records(sort, frame, part) for sort, frame in found.items()}


def write(size: Size, folder: Path) -> None:
    """All parts as stored records."""
    for part in range(size.parts):
        for sort, frame in tables(size, part).items():
            target = part_folder(folder, sort, part)
            target.mkdir(parents=True, exist_ok=True)
            frame.write_parquet(target / "0.parquet")


def _weights(size: int, steepness: float) -> Numbers:
    """Shares that fall with the rank, as few do most everywhere."""
    found: Numbers = 1.0 / np.arange(1, size + 1) ** steepness
    shares: Numbers = found / found.sum()
    return shares


def _buyers(draw: np.random.Generator, size: Size, part: int, count: int, many: int) -> Numbers:
    """The buyers of so many events out of `many`; the largest of the shop is in the first part."""
    found: Numbers = (many * draw.random(count) ** 2.5).astype(np.int64)
    if part == 0 and size.whale:
        share = min(1.0, size.whale * size.parts)
        found[draw.random(count) < share] = 0
    shifted: Numbers = found + part * PART
    return shifted


def _moments(draw: np.random.Generator, count: int) -> Numbers:
    """Moments of the month: busy days and busy hours."""
    days = draw.choice(DAYS, count, p=_busy_days())
    hours = draw.choice(24, count, p=np.array(HOURS) / sum(HOURS))
    found: Numbers = FIRST + days * DAY + hours * HOUR + draw.integers(0, HOUR, count)
    return found


def _busy_days() -> Numbers:
    weights: Numbers = np.array([1.5 if day % 7 in {3, 4} else 1.0 for day in range(DAYS)])
    shares: Numbers = weights / weights.sum()
    return shares


def _chats(draw: np.random.Generator, size: Size, part: int, count: int) -> pl.DataFrame:
    many = max(1, count // 3)
    started = _moments(draw, count)
    again = draw.random(count) < 0.001  # a second chat in the second of another
    started[again] = np.roll(started, 1)[again]
    buyers = _buyers(draw, size, part, count, many)
    buyers[again] = np.roll(buyers, 1)[again]
    agents = draw.choice(size.agents, count, p=_weights(size.agents, 0.8))
    frame = pl.DataFrame({"started": started, "buyer_no": buyers, "agent_no": agents})
    asked = 1 + draw.poisson(2, count)
    first = draw.gamma(2.0, 9.0, count)
    return frame.with_columns(
        ended=pl.col("started") + pl.Series((30 + draw.exponential(300, count)).astype(np.int64)),
        first_reply=pl.Series((first * 1000).astype(np.int64)),
        mean_reply=pl.Series((first * 1300).astype(np.int64)),
        buyer_messages=pl.Series(asked.astype(np.int64)),
        agent_messages=pl.Series((asked * 1.7).astype(np.int64)),
        words=pl.Series((asked * 14).astype(np.int64)),
        answered=pl.Series(draw.random(count) < 0.985),
        way=pl.Series(draw.random(count) < 0.06).replace_strict({True: "转入", False: "直接接待"}),
        opener=pl.lit("买家发起"),
        agent=_agent("agent_no"),
        buyer=_buyer(),
    ).sort("started")


def _agent(number: str) -> pl.Expr:
    return pl.format("客服{}", pl.col(number).cast(pl.String).str.zfill(3))


def _buyer() -> pl.Expr:
    return pl.format("tb{}", pl.col("buyer_no").cast(pl.String).str.zfill(9))


def _orders(
    draw: np.random.Generator, size: Size, part: int, count: int, chats: pl.DataFrame
) -> pl.DataFrame:
    """Three of four orders come of a chat, more of some agents' than of others'."""
    agents = chats["agent_no"].to_numpy()
    converts = 0.3 + 0.5 * draw.random(size.agents)[agents]
    from_chats = min(count * 3 // 4, len(chats))
    chosen = draw.choice(len(chats), from_chats, p=converts / converts.sum())
    soon = draw.exponential(25 * 60, from_chats) * np.where(draw.random(from_chats) < 0.1, 80, 1)
    created = np.concatenate(
        [
            chats["started"].to_numpy()[chosen] + soon.astype(np.int64),
            _moments(draw, count - from_chats),
        ]
    )
    silent = _buyers(draw, size, part, count - from_chats, max(1, count // 2))
    buyers = np.concatenate([chats["buyer_no"].to_numpy()[chosen], silent])
    wait = draw.exponential(8 * 60, count) * np.where(draw.random(count) < 0.05, 300, 1)
    paid = created + 5 + wait.astype(np.int64)
    names = np.concatenate([agents[chosen], draw.choice(size.agents, count - from_chats)])
    frame = pl.DataFrame({"created": created, "paid": paid, "buyer_no": buyers, "agent_no": names})
    unpaid, noted = pl.Series(draw.random(count) < 0.08), pl.Series(draw.random(count) < 0.02)
    return (
        frame.with_columns(
            paid=pl.when(unpaid).then(None).otherwise("paid"),
            note=pl.when(noted).then(pl.format("加急;{}", _agent("agent_no"))),
            buyer=_buyer(),
            shop=pl.lit(SHOP),
        )
        .sort("created")
        .with_columns(order=_id(3_026_100_000_000_000_000 + part * PART))
        .with_columns(
            shipped=pl.col("paid") + DAY,
            state=pl.when(pl.col("paid").is_null())
            .then(pl.lit("closed"))
            .otherwise(pl.lit("done")),
        )
    )


def _id(first: int) -> pl.Expr:
    return (pl.int_range(pl.len(), dtype=pl.Int64) + first).cast(pl.String)


def _lines(draw: np.random.Generator, orders: pl.DataFrame, count: int) -> pl.DataFrame:
    """One line an order, and further ones of orders by chance."""
    owners = np.concatenate(
        [np.arange(len(orders)), draw.integers(0, len(orders), count - len(orders))]
    )
    products = draw.choice(PRODUCTS, count, p=_weights(PRODUCTS, 0.9))
    pieces = np.minimum(draw.geometric(0.75, count), 9)
    prices = 990 + (np.arange(PRODUCTS) * 7_919) % 29_000
    taken: pl.DataFrame = orders.select("order", "buyer", "paid")[np.sort(owners)]
    return taken.with_columns(
        product=pl.format("P{}", pl.Series(products).cast(pl.String).str.zfill(5)),
        pieces=pl.Series(pieces.astype(np.int64)),
        price=pl.Series(prices[products].astype(np.int64)),
    ).with_columns(
        amount=pl.col("price") * pl.col("pieces"),
        title=pl.format("家居服 {}", "product"),
        state=pl.when(pl.col("paid").is_null()).then(pl.lit("closed")).otherwise(pl.lit("done")),
        line=pl.format("{}{}", "order", pl.int_range(pl.len()).over("order")),
    )


def _with_sums(
    draw: np.random.Generator, orders: pl.DataFrame, lines: pl.DataFrame
) -> pl.DataFrame:
    """What an order costs: its lines, postage on one of four, and a discount on one of nine."""
    postage = np.where(draw.random(len(orders)) < 0.25, 600, 0)
    off = np.where(draw.random(len(orders)) < 0.11, 500, 0)
    sums = lines.group_by("order").agg(pl.col("pieces").sum(), pl.col("amount").sum().alias("due"))
    joined = orders.join(sums, on="order", maintain_order="left")
    joined = joined.with_columns(postage=pl.Series(postage), due=pl.col("due") + pl.Series(postage))
    return joined.with_columns(amount=pl.col("due") - pl.Series(off))


def _refunds(draw: np.random.Generator, orders: pl.DataFrame) -> pl.DataFrame:
    """Of one paid order in sixteen something comes back: all of it or a part."""
    paid = orders.filter(pl.col("paid").is_not_null())
    some = paid.filter(pl.Series(draw.random(len(paid)) < 1 / 16))
    part = pl.Series(draw.choice([10, 5, 3], len(some)))
    asked = pl.col("paid") + pl.Series((draw.exponential(4 * DAY, len(some))).astype(np.int64))
    return some.select(
        "order",
        "buyer",
        refund=pl.format("9{}", pl.col("order").str.slice(1)),
        amount=pl.col("amount") * part // 10,
        pieces=pl.lit(1, pl.Int64),
        requested=asked,
        finished=asked + 2 * DAY,
        state=pl.lit("done"),
        reason=pl.lit("七天无理由退换货"),
    )


def _messages(draw: np.random.Generator, chats: pl.DataFrame) -> pl.DataFrame:
    """A question and its answers of every chat, as many as the chat says it has."""
    sides = {"买家": "buyer_messages", "客服": "agent_messages"}
    both = []
    for side, column in sides.items():
        rows = chats.select("agent", "buyer", "started", pl.int_ranges(column).alias("n"))
        rows = rows.explode("n", empty_as_null=False)
        late = 0 if side == "买家" else 9
        at = pl.col("started") + pl.col("n") * 20 + late
        both.append(rows.select("agent", "buyer", at.alias("at"), pl.lit(side).alias("sender")))
    found = pl.concat(both).sort("at")
    words = pl.Series(draw.integers(1, 40, len(found)))
    return found.with_columns(words=words)


def _as_records(sort: str, frame: pl.DataFrame, part: int) -> pl.DataFrame:
    """The frame with every field of the sort and nothing else."""
    first = part * PART * 8 + 2
    numbered = frame.with_columns(
        pl.lit(NUMBERS[sort], pl.Int64).alias(FILE),
        pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias(ROW),
    )
    columns = {name: _column(name, kind, numbered) for name, kind in schema(sort).items()}
    return numbered.select(**columns)


def _column(name: str, kind: pl.DataType, frame: pl.DataFrame) -> pl.Expr:
    return pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, kind)


EXPORTS: Mapping[str, Mapping[str, str]] = {
    "orders": {
        "订单编号": "order",
        "买家会员名": "buyer",
        "买家应付邮费": "postage",
        "总金额": "due",
        "买家实际支付金额": "amount",
        "订单状态": "state",
        "订单创建时间": "created",
        "订单付款时间 ": "paid",
        "订单备注": "note",
        "宝贝总数量": "pieces",
        "店铺名称": "shop",
    },
    "lines": {
        "订单编号": "order",
        "标题": "title",
        "价格": "price",
        "购买数量": "pieces",
        "订单状态": "state",
        "商家编码": "product",
    },
    "refunds": {
        "订单编号": "order",
        "退款编号": "refund",
        "退款总额": "amount",
        "退款状态": "state",
        "退款完结时间": "finished",
        "退款申请时间": "requested",
        "买家退款原因": "reason",
    },
    "receptions": {
        "日期": "day",
        "开始时间": "started",
        "结束时间": "ended",
        "买家旺旺": "buyer",
        "客服旺旺": "agent",
        "接待类型": "way",
        "接待发起": "opener",
    },
}
MONEY = {"postage", "due", "amount", "price"}
MOMENTS = {"created", "paid", "finished", "requested"}
STATES = {"closed": "交易关闭", "done": "交易成功"}
DATED = {"orders": "created", "receptions": "started", "refunds": "requested", "lines": "order"}


def write_csv(folder: Path, target: Path) -> None:
    """The stored month as exports, in the order of time, one day after the other."""
    target.mkdir(parents=True, exist_ok=True)
    for sort, heads in EXPORTS.items():
        with (target / f"{sort}.csv").open("wb") as file:
            file.write((",".join(heads) + "\n").encode())
            for rows in _days(folder, sort):
                _shown(sort, rows, heads).write_csv(file, include_header=False)


def _days(folder: Path, sort: str) -> Iterator[pl.DataFrame]:
    """The rows of each day; lines have no time, and stand part by part as their orders do."""
    files = sorted((folder / sort).rglob("*.parquet"))
    if sort == "lines":
        yield from (pl.read_parquet(file, hive_partitioning=False) for file in files)
        return
    every, at = pl.scan_parquet(files, hive_partitioning=False), DATED[sort]
    days = every.select((pl.col(at) // DAY).unique()).collect().to_series().sort()
    for day in days:
        yield every.filter(pl.col(at) // DAY == day).sort(at, "file", "row").collect()


def _shown(sort: str, rows: pl.DataFrame, heads: Mapping[str, str]) -> pl.DataFrame:
    """The rows as text under the platform's headings."""
    return rows.select(**{head: _text(sort, name) for head, name in heads.items()})


def _text(sort: str, name: str) -> pl.Expr:
    if name == "state":
        words = STATES | ({"done": "退款成功"} if sort == "refunds" else {})
        return pl.col(name).replace_strict(words)
    if name in MONEY:
        fen = pl.col(name)
        return pl.format("{}.{}", fen // 100, (fen % 100).cast(pl.String).str.zfill(2))
    if name == "day":
        return _clock("started", "%Y-%m-%d")
    if name in {"started", "ended"}:
        return _clock(name, "%H:%M:%S")
    return _clock(name, "%Y-%m-%d %H:%M:%S") if name in MOMENTS else pl.col(name)


def _clock(name: str, form: str) -> pl.Expr:
    return pl.from_epoch(name, "s").dt.strftime(form)


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("lines", type=int)
    words.add_argument("folder", type=Path)
    words.add_argument("--csv", type=Path)
    words.add_argument("--messages", action="store_true")
    words.add_argument("--agents", type=int, default=60)
    words.add_argument("--whale", type=float, default=0.0)
    said = words.parse_args()
    write(Size(said.lines, said.agents, said.whale, said.messages), said.folder)
    if said.csv:
        write_csv(said.folder, said.csv)
