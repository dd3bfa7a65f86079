"""The team in a few numbers: people, total, mean, highest and lowest pay, and shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf.exact import ZERO, exactly, rounded
from csperf.output.columns import heading, money_text
from csperf.output.run import Payroll, Run
from csperf.texts import Lang, say
from csperf.units import Unit, show

_SHARE = Decimal("0.0001")
_PART = Decimal("0.001")


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
    return summarised([run], run.sales)


def summarise_all(payroll: Payroll) -> Summary:
    """All roles in the same numbers; sales of two roles may be the same sales, so none are told."""
    return summarised(payroll.runs)


def summarised(runs: Sequence[Run], sales: Decimal | None = None) -> Summary:
    """Several runs in one summary."""
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


def composition(runs: Sequence[Run], lang: Lang) -> list[tuple[str, Decimal]]:
    """Each pay line's share of all pay, rounded half up to 0.1%, in the plan's order.

    Lines of one name in several roles are one. People without a total are left out, and lines that
    pay nothing. The shares need not add up to 100%: each is rounded, and a total may be capped.
    """
    total = summarised(runs).total
    if total <= ZERO:
        return []
    sums: dict[str, Decimal] = {}
    with exactly():
        for run in runs:
            paid = _have_totals(run)
            for column in run.sheet.of_kind("pay"):
                cells = zip(run.sheet.cells[column.name], paid, strict=True)
                amounts = [cell for cell, known in cells if known and isinstance(cell, Decimal)]
                word = heading(column, lang)
                sums[word] = sum(amounts, sums.get(word, ZERO))
        return [(word, rounded(part / total, _PART)) for word, part in sums.items() if part]


def _have_totals(run: Run) -> list[bool]:
    totals = [run.sheet.cells[column.name] for column in run.sheet.of_kind("total")]
    return [any(cell is not None for cell in cells) for cells in zip(*totals, strict=True)]


def summary_lines(run: Run, lang: Lang) -> list[tuple[str, str]]:
    """The summary as (label, text) lines; what is not known or not the case has no line."""
    return _lines([run], summarise(run), lang)


def payroll_lines(payroll: Payroll, lang: Lang) -> list[tuple[str, str]]:
    """The summary of all roles as (label, text) lines."""
    return _lines(payroll.runs, summarise_all(payroll), lang)


def _lines(runs: Sequence[Run], found: Summary, lang: Lang) -> list[tuple[str, str]]:
    if not any(run.sheet.of_kind("total") for run in runs):  # plans that only judge
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
    parts = composition(runs, lang)
    if len(parts) > 1:
        told = (f"{word} {show(part, Unit.PERCENT)}" for word, part in parts)
        lines.append(("parts", " · ".join(told)))
    return [(say(f"summary-{name}", lang), text) for name, text in lines]
