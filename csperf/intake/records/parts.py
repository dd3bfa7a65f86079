"""Parts: which part a record belongs to, and whose order a line or a refund is of.

Why a checksum and not the hash of a library: parts that one machine wrote are read on another, and
by another version, so the number of a buyer must be the same for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

import polars as pl

from csperf.metrics.records import SORTS

PART = "part"
OF_ORDERS = tuple(sort for sort in SORTS if "order" in SORTS[sort].fields)
"""The sorts that belong to an order, orders themselves first."""


def part_of(text: str, parts: int) -> int:
    """The part of a buyer (or of an order without one).

    >>> part_of("爱喝茶的猫", 16), part_of("b2", 16)
    (3, 10)
    """
    return crc32(text.encode()) % parts


def numbered(texts: pl.Series, parts: int) -> pl.Series:
    """The part of each text; of a blank one, null."""
    known = texts.drop_nulls().unique()
    numbers = [part_of(text, parts) for text in known.to_list()]
    new = pl.Series(numbers, dtype=pl.Int64())
    return texts.replace_strict(known, new, default=None, return_dtype=pl.Int64())


def first_parts(frame: pl.DataFrame, sort: str, parts: int) -> pl.Series:
    """Where a record waits until all are there: with its order, else with its buyer."""
    fields = SORTS[sort].fields
    keys = [name for name in ("order", "buyer") if name in fields]
    key = frame.select(pl.coalesce(keys) if keys else pl.lit(None, pl.String())).to_series()
    if len(key) != len(frame):
        key = key.extend_constant(None, len(frame) - len(key))
    return numbered(key, parts).fill_null(0).alias(PART)


def with_owners(frames: Mapping[str, pl.DataFrame], parts: int) -> dict[str, pl.DataFrame]:
    """Records of the same orders with PART, and lines and the like with the buyer of their order.

    All records of an order stand where the order's buyer does; where nobody knows the buyer, where
    the order itself does.
    """
    orders = frames.get("orders", pl.DataFrame(schema={"order": pl.String(), "buyer": pl.String()}))
    key = orders.select(pl.coalesce("buyer", "order")).to_series()
    owners = orders.select("order", pl.col("buyer").alias("owner")).with_columns(
        numbered(key, parts).alias(PART)
    )
    found: dict[str, pl.DataFrame] = {}
    for sort, frame in frames.items():
        if sort == "orders":
            found[sort] = frame.with_columns(owners[PART])
            continue
        joined = frame.join(owners, on="order", how="left", maintain_order="left")
        joined = joined.with_columns(pl.coalesce("owner", "buyer").alias("buyer")).drop("owner")
        own = numbered(joined.select(pl.coalesce("buyer", "order")).to_series(), parts)
        found[sort] = joined.with_columns(pl.coalesce(PART, own).fill_null(0).alias(PART))
    return found
