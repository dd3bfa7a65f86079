"""The team in a few numbers: people, total, mean, highest and lowest pay, share of sales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf.exact import ZERO, exactly, rounded
from csperf.output.columns import money_text
from csperf.output.run import Payroll, Run
from csperf.texts import Lang, say
from csperf.units import Unit, show

_SHARE = Decimal("0.0001")


@dataclass(frozen=True)
class Summary:
    """Sums of printed pay; what nobody's pay can tell is None. `unpaid` people have no total."""

    people: int
    unpaid: int
    total: Decimal
    mean: Decimal | None
    highest: Decimal | None
    lowest: Decimal | None
    sales: Decimal | None
    share: Decimal | None


def summarise(run: Run) -> Summary:
    """The summary of a run; the mean is rounded half up to the fen, the share to 0.01%."""
    return _summary([run], run.sales)


def summarise_all(payroll: Payroll) -> Summary:
    """All roles in the same numbers; sales of two roles may be the same sales, so none are told."""
    return _summary(payroll.runs, None)


def _summary(runs: Sequence[Run], sales: Decimal | None) -> Summary:
    sheets = [run.sheet for run in runs]
    totals = [
        cell for sheet in sheets for c in sheet.of_kind("total") for cell in sheet.cells[c.name]
    ]
    paid = [amount for amount in totals if isinstance(amount, Decimal)]
    people = sum(len(sheet.agents) for sheet in sheets)
    with exactly():
        total = sum(paid, ZERO)
        sold = sales is not None and sales > ZERO
        return Summary(
            people=people,
            unpaid=people - len(paid),
            total=total,
            mean=rounded(total / len(paid)) if paid else None,
            highest=max(paid, default=None),
            lowest=min(paid, default=None),
            sales=sales,
            share=rounded(total / sales, _SHARE) if sold and sales else None,
        )


def summary_lines(run: Run, lang: Lang) -> list[tuple[str, str]]:
    """The summary as (label, text) lines; what is not known or not the case has no line."""
    return _lines(summarise(run), lang, pays=bool(run.sheet.of_kind("total")))


def payroll_lines(payroll: Payroll, lang: Lang) -> list[tuple[str, str]]:
    """The summary of all roles as (label, text) lines."""
    pays = any(run.sheet.of_kind("total") for run in payroll.runs)
    return _lines(summarise_all(payroll), lang, pays=pays)


def _lines(found: Summary, lang: Lang, *, pays: bool) -> list[tuple[str, str]]:
    if not pays:  # a plan that only judges
        return [(say("summary-people", lang), str(found.people))]
    lines = [("people", str(found.people))]
    if found.unpaid:
        lines.append(("unpaid", str(found.unpaid)))
    lines.append(("total", money_text(found.total)))
    for name, amount in (
        ("mean", found.mean),
        ("highest", found.highest),
        ("lowest", found.lowest),
        ("sales", found.sales),
    ):
        if amount is not None:
            lines.append((name, money_text(amount)))
    if found.share is not None:
        lines.append(("share", show(found.share, Unit.PERCENT)))
    return [(say(f"summary-{name}", lang), text) for name, text in lines]
