"""Small tables of our own, as Arrow: what DuckDB and Spark both take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pyarrow as pa

from csperf.engines.engine import Value, kind_of

_TYPES: Final[Mapping[type, pa.DataType]] = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}


def arrow(columns: Mapping[str, Sequence[Value]]) -> pa.Table:
    """The columns as an Arrow table; a column of nothing is text."""
    return pa.table(
        {name: pa.array(values, _TYPES[kind_of(values)]) for name, values in columns.items()}
    )
