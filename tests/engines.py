"""Small tables of records on every engine, so that a definition is tested once and run on all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from csperf.metrics.measure import Frame
from csperf.metrics.records import FILE, ROW, SORTS

_LACKS_SPARK = find_spec("pyspark") is None or shutil.which("java") is None
needs_spark = pytest.mark.skipif(_LACKS_SPARK, reason="no pyspark or no Java")
ENGINES = ("polars", "duckdb", pytest.param("spark", marks=needs_spark))
_TYPES: Mapping[str, Any] = {"id": pl.String(), "text": pl.String(), "flag": pl.Boolean()}


def records(sort: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Records of this sort as intake hands them over; a field that is not given is null."""
    fields = SORTS[sort].fields
    schema = {name: _TYPES.get(field.kind, pl.Int64()) for name, field in fields.items()}
    unknown = {name for row in rows for name in row} - schema.keys()
    assert not unknown, f"{sort} has no field {unknown}"
    frame = pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema)
    numbers = pl.int_range(2, len(rows) + 2, dtype=pl.Int64, eager=True).alias(ROW)
    return frame.with_columns(pl.lit(0, pl.Int64).alias(FILE), numbers)


def at(text: str) -> int:
    """The moment of `2026-10-01 09:00:00` (or of that midnight) on the shop's clock."""
    day, _, clock = text.partition(" ")
    moment = pl.Series([f"{day} {clock or '00:00:00'}"]).str.to_datetime("%Y-%m-%d %H:%M:%S")
    return int(moment.dt.epoch("s")[0])


def on(engine: str, frame: pl.DataFrame) -> Frame:
    """The table as a lazy frame of this engine."""
    if engine == "polars":
        return nw.from_native(frame.lazy())
    file = Path(tempfile.mkdtemp(prefix="csperf-test-")) / "table.parquet"
    frame.write_parquet(file)
    if engine == "duckdb":
        table: Frame = nw.from_native(_duckdb().read_parquet(str(file)))
    else:
        table = nw.from_native(_spark().read.parquet(str(file)))
    return table


def collected(frame: Frame) -> list[dict[str, Any]]:
    """The rows of a lazy frame of any engine."""
    return frame.collect("polars").to_native().to_dicts()  # type: ignore[no-any-return]


@cache
def _duckdb() -> Any:
    duckdb = pytest.importorskip("duckdb")
    return duckdb.connect()


@cache
def _spark() -> Any:
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[2]").appName("csperf tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
