"""The addresses of cells in formulas: `$B3`, `B$3:B$9`, `'薪资表'!B$3:B$9`."""

from __future__ import annotations

from csperf.output.live.pieces import letters, on_sheet


def at(row: int, column: int) -> str:
    """One cell, row and column counted from 0; its column stays when it is copied.

    >>> at(2, 1)
    '$B3'
    """
    return f"${letters(column)}{row + 1}"


def down(column: int, first: int, last: int, sheet: str = "") -> str:
    """The cells of a column from one row to another, of another sheet if that is named.

    >>> down(1, 2, 8), down(1, 2, 8, "小王's")
    ('$B$3:$B$9', "'小王''s'!$B$3:$B$9")
    """
    name = letters(column)
    return f"{on_sheet(sheet) if sheet else ''}${name}${first + 1}:${name}${last + 1}"
