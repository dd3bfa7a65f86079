"""Spelling: headings as they are compared, and the unit that a heading names in its brackets."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_BRACKETS = str.maketrans("【】[]〔〕{}「」", "()()()()()")
_GONE = re.compile(r"[\s_\u200b-\u200d\u2060\ufeff]+")
_UNIT_AT_END = re.compile(r"\((?:单位:?|unit:?)?([^()]+)\)$|in(seconds|minutes|hours)$")
_UNITS = {
    word: unit
    for unit, words in {
        "秒": "秒 秒钟 s sec secs second seconds",
        "分钟": "分钟 分 m min mins minute minutes",
        "小时": "小时 时 h hr hrs hour hours",
        "毫秒": "毫秒 ms",
        "%": "% 百分比 percent",
        "元": "元 元/人 元/件 元/单 人民币 rmb cny yuan ¥",
        "万元": "万元 万",
        "亿元": "亿元",
    }.items()
    for word in words.split()
}


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A heading as it is compared: no blanks, one kind of bracket and arrow, small letters.

    >>> fold("首次响应时长（秒) ") == fold("首次响应时长(秒）"), fold("询单→最终付款成功率")
    (True, '询单->最终付款成功率')
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_BRACKETS)
    return _GONE.sub("", folded.replace("→", "->").replace("➔", "->"))


def unit_of(text: str) -> tuple[str, str]:
    """The folded heading without the unit in its brackets, and that unit.

    >>> unit_of("平均接待时长(秒)"), unit_of("平均响应时长（新）"), unit_of("客单价（元/人）")
    (('平均接待时长', '秒'), ('平均响应时长(新)', ''), ('客单价', '元'))
    """
    folded = fold(text)
    found = _UNIT_AT_END.search(folded)
    unit = _UNITS.get(found[1] or found[2], "") if found else ""
    if found is None or not unit or found[2]:
        return folded, unit
    return folded[: found.start()], unit


def near(wanted: Iterable[str], headings: Iterable[str]) -> list[str]:
    """The headings that resemble one of the wanted names, the nearest first."""
    names = [fold(name) for name in wanted]
    scored = [(_likeness(unit_of(heading)[0], names), heading) for heading in headings]
    close = [pair for pair in scored if pair[0] >= 0.5]  # noqa: PLR2004 - half of the signs agree
    return [heading for _, heading in sorted(close, key=lambda pair: -pair[0])]


def _likeness(text: str, names: list[str]) -> float:
    return max((difflib.SequenceMatcher(None, name, text).ratio() for name in names), default=0)
