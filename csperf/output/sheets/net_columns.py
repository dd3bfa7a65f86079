"""Columns that HR fills in, and net pay as the sheet computes it from them.

Why nothing is shown until all of a person's three cells are filled: a blank counts as 0 in a sum,
so net pay would be wrong and look right. csperf itself never works out any of the three.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from csperf.output.sheets.cells import at, down
from csperf.output.sheets.paper import keeps
from csperf.output.strips import Live, Strip
from csperf.texts import Lang, say

_LEAST_PLACES = 2


def net_columns(total: Strip, column: int, first: int, lang: Lang) -> list[Strip]:
    """Three columns for HR behind the total in `column`, then net pay; `first` is the first row."""
    last = first + len(total.cells) - 1
    told = [cell if isinstance(cell, str) else "" for cell in total.cells]
    paid = [isinstance(cell, Decimal) and keeps(cell) for cell in total.cells]
    if not any(paid):
        return []
    words = [say(f"pay-{name}", lang) for name in ("insurance", "housing", "tax")]
    end = column + len(words)
    places = max(_LEAST_PLACES, len(total.number_format.partition(".")[2]))
    net = [
        _net(row, column, end, places) if is_paid else text
        for row, (is_paid, text) in enumerate(zip(paid, told, strict=True), first)
    ]
    below = [_sum(place, first, last, sum(paid)) for place in range(column + 1, end + 2)]
    like = replace(total, of=())
    return [
        *(
            replace(like, heading=word, note=say("pay-by-hr", lang), cells=told, total=own, by="hr")
            for word, own in zip(words, below[:-1], strict=True)
        ),
        replace(like, heading=say("pay-net", lang), cells=net, total=below[-1], by="sheet"),
    ]


def _net(row: int, total: int, end: int, places: int) -> Live:
    """What is left of the total, once all three are filled in."""
    filled = f"{at(row, total + 1)}:{at(row, end)}"
    left = f"ROUND({at(row, total)}-SUM({filled}),{places})"
    return Live(f'=IF(COUNT({filled})={end - total},{left},"")', "")


def _sum(column: int, first: int, last: int, count: int) -> Live:
    """The sum of a column, once it is filled for everybody who is paid."""
    cells = down(column, first, last)
    return Live(f'=IF(COUNT({cells})={count},SUM({cells}),"")', "")
