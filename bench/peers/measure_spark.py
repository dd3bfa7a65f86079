"""The agent table of a month of chats and orders, by hand in Spark (local[2]).

python bench/peers/measure_spark.py FOLDER OUT.csv

Why a window over chats and orders together: Spark has no as-of join, and joining all pairs of a
buyer's chats and orders costs their product.
"""

from __future__ import annotations

import csv
import os
import sys
from functools import reduce
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as f

DAY, WINDOW = 86_400, 3 * 86_400
FIRST, LAST = 20_727, 20_757  # October 2026
NAMES = ["chats", "people", "amount", "buyers", "orders", "pieces", "several"]


def session() -> SparkSession:
    """Spark in this process, with as much memory as the machine can spare."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.driver.memory": os.environ.get("BENCH_SPARK_MEMORY", "6g"),
        "spark.sql.shuffle.partitions": "16",
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
        "spark.driver.host": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[2]").appName("peer")
    return reduce(lambda b, one: b.config(*one), settings.items(), builder).getOrCreate()


def own_orders(orders: Any, chats: Any) -> Any:
    """Paid orders with their owner."""
    blank = f.lit(None).cast("string")
    rows = chats.select(
        "buyer",
        f.col("started").alias("at"),
        f.lit(0).alias("side"),
        "agent",
        "started",
        blank.alias("order"),
        blank.alias("role"),
    )
    marks = [
        orders.select(
            "buyer",
            f.col(at).alias("at"),
            f.lit(1).alias("side"),
            blank.alias("agent"),
            f.lit(None).cast("long").alias("started"),
            "order",
            f.lit(at).alias("role"),
        )
        for at in ("created", "paid")
    ]
    before = Window.partitionBy("buyer").orderBy("at", "side", "agent")
    both = reduce(lambda a, b: a.unionByName(b), marks, rows)
    last = both.select(
        "order",
        "role",
        "at",
        f.last("agent", ignorenulls=True).over(before).alias("agent"),
        f.last("started", ignorenulls=True).over(before).alias("started"),
    )
    near = last.filter(f.col("order").isNotNull() & (f.col("at") - f.col("started") <= WINDOW))
    found = near.groupBy("order").agg(
        f.max(f.when(f.col("role") == "created", f.col("agent"))).alias("by_created"),
        f.max(f.when(f.col("role") == "paid", f.col("agent"))).alias("by_paid"),
    )
    return orders.join(found, "order").withColumn("agent", f.coalesce("by_created", "by_paid"))


def table(orders: Any, lines: Any, chats: Any) -> list[dict[str, Any]]:
    """One row an agent."""
    day = f.floor(f.col("paid") / DAY)
    paid = orders.withColumn("day", day).filter(f.col("day").between(FIRST, LAST))
    several = lines.groupBy("order").agg(f.countDistinct("product").alias("products"))
    own = own_orders(paid, chats).join(several, "order", "left").persist()
    sold = own.groupBy("agent").agg(
        f.sum("amount").alias("amount"),
        f.count("*").alias("orders"),
        f.sum("pieces").alias("pieces"),
        f.sum((f.col("products") > 1).cast("int")).alias("several"),
    )
    buyers = own.select("agent", "buyer", "day").distinct().groupBy("agent")
    spoken = chats.withColumn("day", f.floor(f.col("started") / DAY))
    spoken = spoken.filter(f.col("day").between(FIRST, LAST))
    served = spoken.groupBy("agent", "buyer", "day").agg(f.count("*").alias("n"))
    served = served.groupBy("agent").agg(f.count("*").alias("people"), f.sum("n").alias("chats"))
    joined = served.join(sold, "agent", "left")
    joined = joined.join(buyers.agg(f.count("*").alias("buyers")), "agent", "left")
    return [row.asDict() for row in joined.fillna(0).orderBy("agent").collect()]


if __name__ == "__main__":
    spark = session()
    read = [
        spark.read.parquet(str(Path(sys.argv[1]) / sort))
        for sort in ("orders", "lines", "receptions")
    ]
    with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["agent", *NAMES], extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(table(read[0], read[1], read[2]))
    spark.stop()
