"""The agent table of a month of chats and orders, by hand in Polars: an as-of join and two sums.

python bench/peers/measure_polars.py FOLDER OUT.csv [--csv]
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

DAY, WINDOW = 86_400, 3 * 86_400
FIRST, LAST = 20_727, 20_757  # October 2026


def stored(folder: Path) -> tuple[pl.LazyFrame, pl.LazyFrame, pl.LazyFrame]:
    """Orders, lines and chats from Parquet."""
    scans = [
        pl.scan_parquet(folder / sort / "**" / "*.parquet", hive_partitioning=False)
        for sort in ("orders", "lines", "receptions")
    ]
    return scans[0], scans[1], scans[2]


def exported(folder: Path) -> tuple[pl.LazyFrame, pl.LazyFrame, pl.LazyFrame]:
    """The same from the platforms' CSV."""
    orders, lines, chats = (
        pl.scan_csv(folder / f"{sort}.csv", infer_schema=False)
        for sort in ("orders", "lines", "receptions")
    )
    return (
        orders.select(
            order="订单编号",
            buyer="买家会员名",
            created=moment(pl.col("订单创建时间")),
            paid=moment(pl.col("订单付款时间 ")),
            amount=pl.col("买家实际支付金额").str.replace(".", "", literal=True).cast(pl.Int64),
            pieces=pl.col("宝贝总数量").cast(pl.Int64),
        ),
        lines.select(order="订单编号", product="商家编码"),
        chats.select(
            agent="客服旺旺",
            buyer="买家旺旺",
            started=moment(pl.format("{} {}", pl.col("日期"), pl.col("开始时间"))),
        ),
    )


def moment(text: pl.Expr) -> pl.Expr:
    """Seconds since 1970 of `2026-10-01 09:00:00`."""
    return text.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="ms").dt.epoch("s")


def owner(orders: pl.LazyFrame, chats: pl.LazyFrame, at: str) -> pl.LazyFrame:
    """Orders with the agent of the last chat within 72 hours before this moment."""
    dated = orders.filter(pl.col(at).is_not_null()).sort(at).select("order", "buyer", at)
    found = dated.join_asof(
        chats,
        left_on=at,
        right_on="started",
        by="buyer",
        tolerance=WINDOW,
        check_sortedness=False,
    )
    return found.select("order", pl.col("agent").alias(f"by_{at}"))


def table(orders: pl.LazyFrame, lines: pl.LazyFrame, chats: pl.LazyFrame) -> pl.LazyFrame:
    """One row an agent."""
    chats = chats.select("buyer", "agent", "started")
    in_order = chats.sort("started", "agent")
    paid = orders.filter((pl.col("paid") // DAY).is_between(FIRST, LAST))
    own = paid.join(owner(paid, in_order, "created"), on="order", how="left")
    own = own.join(owner(paid, in_order, "paid"), on="order", how="left")
    several = lines.group_by("order").agg(pl.col("product").n_unique().alias("products"))
    own = own.join(several, on="order", how="left").with_columns(
        agent=pl.coalesce("by_created", "by_paid"), day=pl.col("paid") // DAY
    )
    own = own.filter(pl.col("agent").is_not_null())
    sold = own.group_by("agent").agg(
        pl.len().alias("orders"),
        pl.col("amount").sum(),
        pl.col("pieces").sum(),
        (pl.col("products") > 1).sum().alias("several"),
    )
    buyers = own.select("agent", "buyer", "day").unique().group_by("agent").len("buyers")
    day = (pl.col("started") // DAY).alias("day")
    spoken = chats.with_columns(day).filter(pl.col("day").is_between(FIRST, LAST))
    served = spoken.group_by("agent").len("chats")
    people = spoken.select("agent", "buyer", "day").unique().group_by("agent").len("people")
    found = served.join(people, on="agent", how="left").join(sold, on="agent", how="left")
    names = ["chats", "people", "amount", "buyers", "orders", "pieces", "several"]
    whole = found.join(buyers, on="agent", how="left").fill_null(0)
    return whole.select("agent", *(pl.col(name).cast(pl.Int64) for name in names)).sort("agent")


if __name__ == "__main__":
    tables = (exported if "--csv" in sys.argv else stored)(Path(sys.argv[1]))
    table(*tables).collect(engine="streaming").write_csv(sys.argv[2])
