"""Patterns that a dialect or a plan brings along: regular expressions safe to run on many texts.

Why not any expression: `(a+)+$` on a name of forty signs runs for years. So none is long, none
repeats what already repeats, and few of its parts may be of any length.
"""

from __future__ import annotations

import re
import warnings

LONGEST = 200
_MOST_OPEN = 2  # parts of any length; with each more, the time grows by the length of a name
_TOKEN = re.compile(
    r"(?P<skip>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[a-zA-Z]+\)|\(\?P=\w+\)|\(\?#[^)]*\))"
    r"|(?P<open>\((?:\?(?:P<\w+>|<[=!]|[:=!>]|[a-zA-Z-]+:))?)|(?P<close>\))|(?P<either>\|)"
    r"|(?P<times>[*+?]|\{\d*,?\d*\})(?P<manner>[?+]?)|(?P<sign>.)",
    re.DOTALL,
)


def pattern_of(text: str) -> tuple[re.Pattern[str] | None, str]:
    """The compiled expression, or why it is none; a reason alone means that it could be endless.

    >>> pattern_of("--$")[0].sub("", "小美--"), pattern_of("(a+)+")
    ('小美', (None, ''))
    >>> pattern_of("(a")[1]
    'missing ), unterminated subpattern at position 0'
    """
    if len(text) > LONGEST or _may_be_endless(text):
        return None, ""
    try:
        with warnings.catch_warnings(action="error"):
            return re.compile(text), ""
    except (re.error, OverflowError, FutureWarning) as error:
        return None, str(error) or type(error).__name__


def _may_be_endless(text: str) -> bool:
    r"""Whether a repeated group itself repeats or chooses, or too many parts have any length.

    >>> [_may_be_endless(text) for text in ("(?:ab|c)?-+", r"(\d{4}){2}", "(a|b)*", ".*.*.*")]
    [False, False, True, True]
    """
    inside = [False]  # for each open group: does anything in it repeat or choose?
    last = False  # does the part just read?
    open_parts = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup if token.lastgroup != "manner" else "times"
        if kind == "open":
            inside.append(False)
        elif kind == "close" and len(inside) > 1:
            last = inside.pop()
            inside[-1] |= last
        elif kind == "either":
            inside[-1] = True
        elif kind == "times" and token["times"] != "?":
            if last:
                return True
            repeats = not re.fullmatch(r"\{\d+\}", token["times"])
            open_parts += repeats and not re.fullmatch(r"\{\d*,\d+\}", token["times"])
            inside[-1] |= repeats
        if kind not in {"close", "open"}:
            last = False
    return open_parts > _MOST_OPEN
