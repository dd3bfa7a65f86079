"""A payslip as a page: for a phone, a screen and one sheet of paper, without script or network."""

from __future__ import annotations

from functools import partial
from typing import Final

from csperf.output.html.environment import rendered
from csperf.output.meters import currency, money
from csperf.output.payslip import Entry, Payslip
from csperf.texts import Lang, say

_LANGUAGES: Final[dict[Lang, str]] = {"zh": "zh-CN", "en": "en"}
_LETTERS_A_LINE = 70
_ROOMY, _FULL = 52, 78  # lines of text that one sheet of paper takes in ordinary and in small print


def payslip_html(slip: Payslip, lang: Lang) -> bytes:
    """The page."""
    run = slip.run
    return rendered(
        "payslip.html",
        slip=slip,
        lang=lang,
        say=lambda id_, **facts: say(id_, lang, **facts),
        money=partial(money, run, lang=lang),
        language=_LANGUAGES[lang],
        currency=currency(run, lang),
        size=_size(slip),
    )


def _size(slip: Payslip) -> str:
    """How small the print must be for one sheet of paper; the longest plans take two."""
    lines = sum(map(_lines, (*slip.lines, *slip.indicators, *slip.balances)))
    return "roomy" if lines <= _ROOMY else "full" if lines <= _FULL else "long"


def _lines(entry: Entry) -> int:
    """About how many lines of text an entry takes."""
    texts = (entry.works + "".join(entry.notes), entry.says, "".join(entry.behind))
    own = 1 + sum(1 + len(text) // _LETTERS_A_LINE for text in texts if text)
    return own + (2 if entry.meter else 0) + sum(map(_lines, entry.parts))
