"""Parts: which part a record belongs to, and whose order a line or a refund is of.

Why arithmetic of our own and not the hash of a library: parts that one machine wrote are read on
another, and by another version, so the number of a buyer must be the same for ever. Why the first
and the last eight bytes: Polars reads them as numbers of whole columns, which a checksum of each
text would take half the time of a conversion for, and ids of one shop differ in one of the two.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from csperf.metrics.records import SORTS

PART = "part"
OF_ORDERS = tuple(sort for sort in SORTS if "order" in SORTS[sort].fields)
"""The sorts that belong to an order, orders themselves first."""


BY = "the eight bytes at either end"
"""How parts are numbered; records that were split in another way are read again."""
_WORD = 8
_FIRST, _LAST = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F  # odd, so that no two words become one
_SPREAD = 40  # the bits below are those of the multipliers


def numbered(texts: pl.Series, parts: int) -> pl.Series:
    """The part of each buyer (or order without one); of a blank one, null.

    >>> numbered(pl.Series(["爱喝茶的猫", "b2", None]), 16).to_list()
    [2, 3, None]
    """
    blank = pl.lit("\0" * _WORD)
    text = pl.lit(texts)
    first = pl.concat_str(text, blank).cast(pl.Binary).bin.slice(0, _WORD)
    last = pl.concat_str(blank, text).cast(pl.Binary).bin.slice(-_WORD, _WORD)
    mixed = _word(first) * _FIRST + _word(last) * _LAST
    number = (mixed // (1 << _SPREAD)) % parts
    return pl.select(number.cast(pl.Int64).alias(texts.name)).to_series()


def _word(eight: pl.Expr) -> pl.Expr:
    """Eight bytes as one number, the same on every machine."""
    return eight.bin.reinterpret(dtype=pl.UInt64, endianness="little")


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
