"""The columns of a table of records, as they are held and stored."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from csperf.metrics.records import FILE, ROW, SORTS, Kind

_TYPES: Mapping[Kind, pl.DataType] = {"id": pl.String(), "text": pl.String(), "flag": pl.Boolean()}


def schema(sort: str) -> dict[str, pl.DataType]:
    """The columns of a table of these records."""
    fields = SORTS[sort].fields.values()
    types = {one.name: _TYPES.get(one.kind, pl.Int64()) for one in fields}
    return types | {FILE: pl.Int64(), ROW: pl.Int64()}
