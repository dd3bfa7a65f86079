"""A payslip as a page: for a phone, a screen and one sheet of paper, without script or network."""

from __future__ import annotations

from functools import partial

from csperf.output.html.environment import LANGUAGES, rendered
from csperf.output.meters import currency, money
from csperf.output.payslip import Entry, Payslip
from csperf.output.strips import cells_wide
from csperf.texts import Lang, say

_CELLS_A_LINE = 110
_SIZES = (("large", 25), ("medium", 29), ("small", 35), ("smallest", 39))
"""How many lines one sheet of paper takes in each size of print, measured in a browser."""


def payslip_html(slip: Payslip, lang: Lang) -> bytes:
    """The page."""
    run = slip.run
    return rendered(
        "payslip.html",
        slip=slip,
        lang=lang,
        say=lambda id_, **facts: say(id_, lang, **facts),
        money=partial(money, run, lang=lang),
        language=LANGUAGES[lang],
        currency=currency(run, lang),
        size=_size(slip, lang),
    )


def _size(slip: Payslip, lang: Lang) -> str:
    """How small the print must be for one sheet of paper; what would be too small takes two."""
    entries = (*slip.lines, *slip.indicators, *slip.balances)
    lines = sum(_lines(entry, lang) for entry in entries)
    return next((size for size, most in _SIZES if lines <= most), "medium")


def _lines(entry: Entry, lang: Lang) -> int:
    """About how many lines of text an entry takes on paper."""
    told = sum(map(cells_wide, entry.told(lang)))
    own = 1 + told // _CELLS_A_LINE
    return own + (2 if entry.meter else 0) + sum(_lines(part, lang) for part in entry.parts)
