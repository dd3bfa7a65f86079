"""Places: where a record stands, its file and its row, as one number to compare and to hand on."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.records import FILE, ROW

PLACE = "place"
_ROWS = 1 << 40
"""More rows than a file has."""


def packed() -> nw.Expr:
    """The place of a record."""
    return (nw.col(FILE) * _ROWS + nw.col(ROW)).alias(PLACE)


def unpacked(place: nw.Expr, prefix: str = "") -> tuple[nw.Expr, nw.Expr]:
    """The file and the row of a place."""
    return (place // _ROWS).alias(f"{prefix}{FILE}"), (place % _ROWS).alias(f"{prefix}{ROW}")
