"""Raw sheets: what a reader of old files says to the process that asked it, before any meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

NUMBER: Final = "number"  # with its number format
TEXT: Final = "text"
TIME: Final = "time"  # microseconds, with a number format
NOTHING: Final = "nothing"  # a formula without a result
DISGUISE: Final = "disguise"  # shows another amount than it holds
MAX_CELLS: Final = 500_000  # of a file

RawCell = tuple[str, str | int | float, str]
"""What it is, its value, its number format."""


class Fault(Exception):  # noqa: N818 - a word for why a file gives no table, not an error of ours
    """Why a file gives no table: `encrypted`, `damaged`, `bomb` or `too-large`."""


@dataclass(frozen=True)
class RawSheet:
    """One sheet; rows and columns are counted from 1.

    A merged range is its first and last row and its first and last column; `hidden` are rows, and
    `hidden_columns` a first and a last column each; `since_1904` tells from where dates count.
    """

    title: str
    visible: bool
    cells: Mapping[tuple[int, int], RawCell]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: Sequence[int] = ()
    hidden_columns: Sequence[tuple[int, int]] = ()
    since_1904: bool = False
