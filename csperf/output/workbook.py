"""The payroll workbook that HR prints and signs: pay, scores, and where they came from.

Each sheet is one module of `csperf.output.sheets`; here is only which sheets there are, in which
order, and what they are called.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from csperf.output.columns import money_columns
from csperf.output.run import Payroll, Run
from csperf.output.sheets.boards_sheet import boards_sheet
from csperf.output.sheets.checks_sheet import checks_sheet
from csperf.output.sheets.paper import Book, Laid, bound
from csperf.output.sheets.pay_sheet import Wishes, pay_sheet
from csperf.output.sheets.rules_sheet import rules_sheet
from csperf.output.sheets.scores_sheet import scores_sheet
from csperf.output.sheets.slips_sheet import slips_sheet
from csperf.output.sheets.tabs import tabs
from csperf.output.sheets.workings_sheet import Signed, row_pages, rows_sheet, workings_sheet
from csperf.texts import Lang, say

__all__ = ["Wishes", "workbook_bytes"]


def workbook_bytes(result: Run | Payroll, lang: Lang, wishes: Wishes = Wishes()) -> bytes:  # noqa: B008 - frozen
    """The workbook's bytes, the same for the same result wherever and whenever it is made."""
    payroll = result if isinstance(result, Payroll) else Payroll((result,), result.warnings)
    names = iter(tabs(_wanted(payroll, lang)))
    written = BytesIO()
    footer, protected = f"&C{say('page-footer', lang)}", wishes.protected
    with bound(written, _title(payroll), footer, protected=protected) as book:
        pay = _pay(book, payroll, names, wishes, lang) if _pays(payroll) else None
        scores = [
            scores_sheet(book.paper(next(names)), book.styles, run, lang) for run in payroll.runs
        ]
        laid = [
            (run, one, None if pay is None else (pay, number))
            for number, (run, one) in enumerate(zip(payroll.runs, scores, strict=True))
        ]
        for run, one, paid in laid:
            boards_sheet(book.paper(next(names)), book.styles, run, one, paid, lang)
        for run, one, paid in laid:
            signed = [*([Signed(*paid)] if paid else []), Signed(one, 0)]
            _workings(book, run, signed, names, lang)
        for run in payroll.runs:
            rules_sheet(book.paper(next(names)), book.styles, run, lang)
        checks_sheet(book.paper(next(names)), book.styles, payroll, lang)
    return written.getvalue()


def _pay(book: Book, payroll: Payroll, names: Iterator[str], wishes: Wishes, lang: Lang) -> Laid:
    """What is signed, then the same cut apart for everybody."""
    laid = pay_sheet(book.paper(next(names)), book.styles, payroll, wishes, lang)
    slips_sheet(book.paper(next(names)), book.styles, payroll, laid, wishes, lang)
    return laid


def _workings(
    book: Book, run: Run, signed: Sequence[Signed], names: Iterator[str], lang: Lang
) -> None:
    """The month recomputed, then the tables of rows that it is recomputed from."""
    own = next(names)
    titles = {table: next(names) for table in run.sheet.details}
    pages = row_pages(run, titles)
    workings_sheet(book.paper(own), book.styles, run, pages, signed, lang)
    for table, page in pages.items():
        rows_sheet(book.paper(titles[table]), book.styles, run, page, table, lang)


def _pays(payroll: Payroll) -> bool:
    return any(money_columns(run.sheet) for run in payroll.runs)


def _title(payroll: Payroll) -> str:
    first, *others = payroll.runs
    return f"{payroll.roles if others else first.plan} {first.period}"


def _wanted(payroll: Payroll, lang: Lang) -> Iterator[str]:
    """What the sheets are called, in their order."""
    if _pays(payroll):
        yield say("sheet-payroll", lang)
        yield say("sheet-slips", lang)
    for run in payroll.runs:
        yield _of_role(say("sheet-scores", lang), run, payroll, lang)
    for run in payroll.runs:
        yield _of_role(say("sheet-boards", lang), run, payroll, lang)
    for run in payroll.runs:
        yield _of_role(say("sheet-workings", lang), run, payroll, lang)
        for table in run.sheet.details:
            yield say("sheet-workings-rows", lang, name=table)
    for run in payroll.runs:
        yield _of_role(say("sheet-rules", lang), run, payroll, lang)
    yield say("sheet-checks", lang)


def _of_role(sheet: str, run: Run, payroll: Payroll, lang: Lang) -> str:
    """What a sheet of one run is called where there are several."""
    if len(payroll.runs) == 1:
        return sheet
    return say("sheet-of-role", lang, sheet=sheet, role=run.role)
