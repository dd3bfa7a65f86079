"""Tabs: the names of a workbook's sheets, as spreadsheets allow them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from csperf.output.safe import safe_text

_NOT_ALLOWED = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 31


def tabs(wanted: Iterable[str]) -> list[str]:
    """A name for each sheet: 31 signs at most, some of them not, each name once.

    >>> tabs(["绩效得分 售前/售后", "绩效得分 售前:售后"])
    ['绩效得分 售前 售后', '绩效得分 售前 售后 2']
    """
    taken: list[str] = []
    for one in wanted:
        name = start = _cut(_NOT_ALLOWED.sub(" ", safe_text(one)).strip(" '"), _LONGEST)
        number = 2
        while name.casefold() in map(str.casefold, taken):
            name = f"{_cut(start, _LONGEST - 4)} {number}"
            number += 1
        taken.append(name)
    return taken


def _cut(name: str, most: int) -> str:
    """The name cut to so many signs as a spreadsheet counts them: some signs count twice."""
    while len(name.encode("utf-16-le")) > 2 * most:
        name = name[:-1]
    return name.rstrip(" '")
