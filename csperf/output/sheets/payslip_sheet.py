"""A payslip as a small workbook: one sheet, one person, ready to print on upright paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

from csperf.output.meters import Meter, currency
from csperf.output.payslip import Entry, Payslip
from csperf.output.safe import safe_text
from csperf.output.sheets.paper import ROW_HEIGHT, TITLE_HEIGHT, Cell, Paper, Styles, bound
from csperf.output.sheets.table import height
from csperf.output.sheets.tabs import tabs
from csperf.output.strips import TEXT
from csperf.texts import Lang, say

_WIDTHS: Final = (18, 12, 9, 12, 66)
_MONEY = "#,##0.00"
_POINTS = "0.00##"


def payslip_workbook(slip: Payslip, lang: Lang, *, protected: bool = False) -> bytes:
    """The workbook's bytes."""
    title, footer = slip.title(lang), f"&C{say('page-footer', lang)}"
    written = BytesIO()
    with bound(written, f"{title} {slip.name}", footer, protected=protected) as book:
        paper = book.paper(*tabs([slip.name or title]))
        paper.upright()
        paper.widths(_WIDTHS)
        _head(paper, book.styles, slip, lang)
        _pay(paper, book.styles, slip, lang)
        _scores(paper, book.styles, slip, lang)
        _foot(paper, book.styles, slip, lang)
    return written.getvalue()


def _head(paper: Paper, styles: Styles, slip: Payslip, lang: Lang) -> None:
    if slip.company:
        paper.say(slip.company, styles.label)
    paper.say(slip.title(lang), styles.title, TITLE_HEIGHT)
    known = (f"{word} {value}" for word, value in slip.facts(lang))
    paper.say("    ".join(known), styles.look(num_format=TEXT))


def _pay(paper: Paper, styles: Styles, slip: Payslip, lang: Lang) -> None:
    """The pay lines, the total and what is carried on."""
    if slip.total is None:
        return
    amount = say("payslip.amount-in", lang, currency=currency(slip.run, lang))
    how = say("payslip.how", lang)
    paper.skip()
    _row(paper, styles, [say("payslip.line", lang), "", "", amount, how], heading=True)
    for entry in slip.lines:
        cells: list[Cell] = [entry.name, "", "", _amount(entry), _how(entry, lang)]
        _row(paper, styles, cells, look=_MONEY)
    total: list[Cell] = [slip.total.name, "", "", _amount(slip.total), _how(slip.total, lang)]
    _row(paper, styles, total, look=_MONEY, bold=True)
    if slip.in_words:
        paper.say(slip.in_words, styles.label)
    if slip.balances:
        paper.skip()
        paper.say(say("payslip.balances", lang), styles.label)
    for entry in slip.balances:
        _row(paper, styles, [entry.name, "", "", _amount(entry), _how(entry, lang)])


def _scores(paper: Paper, styles: Styles, slip: Payslip, lang: Lang) -> None:
    """The indicators, each with its parts below it, and the score."""
    if not slip.indicators:
        return
    words = ("indicator", "value", "weight", "points-heading", "how")
    paper.skip()
    _row(paper, styles, [say(f"payslip.{word}", lang) for word in words], heading=True)
    scores = () if slip.score is None else (slip.score,)
    for depth, entry in (*_nested(slip.indicators, 0), *((0, score) for score in scores)):
        name = "　" * depth + entry.name
        cells: list[Cell] = [name, entry.value, entry.weight, _amount(entry), _how(entry, lang)]
        _row(paper, styles, cells, look=_POINTS)


def _foot(paper: Paper, styles: Styles, slip: Payslip, lang: Lang) -> None:
    """What the next band means, where to sign, and what it was computed from."""
    paper.skip()
    for told in (*slip.remarks(lang), *slip.sources(lang)):
        paper.say(told, styles.look(num_format=TEXT))
    paper.skip()
    signed, date = say("payslip.signed", lang), say("payslip.date", lang)
    paper.put([signed, "", "", date, ""], [styles.look(bottom=1)] * len(_WIDTHS), TITLE_HEIGHT)


def _nested(entries: Sequence[Entry], depth: int) -> Iterator[tuple[int, Entry]]:
    for entry in entries:
        yield depth, entry
        yield from _nested(entry.parts, depth + 1)


def _amount(entry: Entry) -> Cell:
    return entry.shown if entry.amount is None else entry.amount


def _how(entry: Entry, lang: Lang) -> str:
    """Everything that is told of an entry, a line a thing."""
    return "\n".join([*entry.told(lang), *_bands(entry.meter)])


def _bands(meter: Meter | None) -> list[str]:
    """The bands in one line, the one that was met marked, and the next."""
    if meter is None:
        return []
    steps = [f"{'● ' if step.met else ''}{step.bound} {step.worth}" for step in meter.steps]
    return [" | ".join(steps), *([meter.ahead] if meter.ahead else [])]


def _row(
    paper: Paper,
    styles: Styles,
    cells: Sequence[Cell],
    *,
    look: str = "General",
    heading: bool = False,
    bold: bool = False,
) -> None:
    """One row, as high as its text needs."""
    shown = [_shown(cell) for cell in cells]
    if heading:
        paper.put(shown, [styles.heading] * len(shown), ROW_HEIGHT)
        return
    prose = styles.look(border=1, num_format=TEXT, text_wrap=True, quote_prefix=True, bold=bold)
    text = styles.cell(TEXT)
    looks = [prose, text, text, styles.cell(look, bold=bold), prose]
    paper.put(shown, looks, height(shown, _WIDTHS))


def _shown(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return "\n".join(safe_text(line) for line in cell.split("\n"))
