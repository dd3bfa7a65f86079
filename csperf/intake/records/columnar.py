"""Parquet: a table of typed columns becomes text again, so that it is read by the same rules.

Why text: a column of whole numbers may be yuan, minutes or ids, and only its heading tells. What
csperf stored itself needs no reading: every field has its name and kind there, money is in fen.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from csperf.errors import Place, Problem, file_problem, problem, reason_of
from csperf.intake.grid import FIELDS, MAX_COLUMNS, ROW, letter
from csperf.intake.kinds import kind_of
from csperf.intake.records.schema import schema
from csperf.intake.records.sources import Source
from csperf.metrics.records import SORTS

_HEAD = 2048
_PIECE = 1_000_000
_IN_MEMORY = 50_000_000
_STAMP = "%Y-%m-%d %H:%M:%S"
_AT = "csperf.row"
_FIRST_ROW = 2  # under a header, as in every other table


def is_columnar(file: str) -> bool:
    """Whether a file is Parquet, by its bytes."""
    try:
        with Path(file).open("rb") as stream:
            return kind_of(stream.read(_HEAD)) == "kind-parquet"
    except (OSError, ValueError):
        return False


def read_columnar(file: str) -> tuple[Source | None, str, list[Problem]]:
    """The table of a Parquet file, its digest, and why it cannot be read."""
    place = Place(file)
    try:
        digest = _digest(file)
        rows = pl.scan_parquet(file, hive_partitioning=False, glob=False)
        types = rows.collect_schema()
        source = _source(file, rows, types)
    except OSError as failure:
        return None, "", [file_problem("export-unreadable", place, reason=reason_of(failure))]
    except pl.exceptions.PolarsError:
        return None, digest, [problem("parquet-damaged", place)]
    return source, digest, []


def _digest(file: str) -> str:
    digest = hashlib.sha256()
    with Path(file).open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _source(file: str, rows: pl.LazyFrame, types: pl.Schema) -> Source:
    numbered = rows.with_row_index(_AT, offset=_FIRST_ROW)
    small = Path(file).stat().st_size <= _IN_MEMORY
    stored = next((sort for sort in SORTS if dict(types) == schema(sort)), "")
    if stored:
        own = numbered.with_columns(pl.col(_AT).cast(pl.Int64()).alias(ROW)).drop(_AT)
        return Source(0, Place(file), "parquet", own, in_memory=small, stored=stored)
    texts = {name: as_text(name, kind) for name, kind in types.items()}
    known = [(name, text) for name, text in texts.items() if text is not None][:MAX_COLUMNS]
    letters = [letter(at) for at in range(len(known))]
    header = pl.DataFrame(
        {
            **{at: [name] for at, (name, _) in zip(letters, known, strict=True)},
            ROW: pl.Series([1], dtype=pl.Int64),
            FIELDS: pl.Series([0], dtype=pl.Int64),
        }
    )
    lazy = numbered.select(
        *(text.fill_null("").alias(at) for at, (_, text) in zip(letters, known, strict=True)),
        pl.col(_AT).cast(pl.Int64()).alias(ROW),
        pl.lit(0, pl.Int64()).alias(FIELDS),
    )
    return Source(0, Place(file), "parquet", lazy, in_memory=small, header=header)


def as_text(name: str, kind: pl.DataType) -> pl.Expr | None:
    """A column as the text that a CSV of the same table would hold; None for what is no value."""
    column = pl.col(name)
    match kind:
        case pl.Datetime(time_zone=str()):
            return column.dt.convert_time_zone("UTC").dt.to_string(f"{_STAMP} +0000")
        case pl.Datetime():
            return column.dt.to_string(_STAMP)
        case pl.Date():
            return column.dt.to_string("%Y-%m-%d")
        case pl.Time():
            return column.dt.to_string("%H:%M:%S")
        case pl.Duration():
            millis = column.dt.total_milliseconds()
            rest = (millis % 1000).cast(pl.String()).str.zfill(3)
            return pl.concat_str(
                (millis // 1000).cast(pl.String()), pl.lit("."), rest, pl.lit("秒")
            )
        case pl.Float32() | pl.Float64():
            return column.cast(pl.String()).str.replace("e", "E+", literal=True)
        case pl.Binary() | pl.List() | pl.Array() | pl.Struct() | pl.Object():
            return None
        case _:
            return column.cast(pl.String())
