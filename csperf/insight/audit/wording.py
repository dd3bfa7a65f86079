"""What a flag and its rows are told with: metrics, figures and money in both languages."""

from __future__ import annotations

from decimal import Decimal

from csperf.agent_table import exact
from csperf.errors import Word
from csperf.exact import hundredfold, plain, rounded
from csperf.insight.audit.flags import Evidence
from csperf.insight.audit.records import Facts, Row
from csperf.insight.figures import Figures
from csperf.intake.own_table import MEASURED
from csperf.metrics.catalogue import find
from csperf.metrics.records import moment_of
from csperf.units import Unit, show


def metric_word(name: str) -> Word:
    """A metric as each language calls it."""
    known = find(name)
    return Word(name, known.label if known and known.name == name else name)


def figure_word(value: Decimal | None, unit: Unit) -> Word:
    """A figure as each language writes it."""
    return Word(show(value, unit, "zh"), show(value, unit, "en"))


def money(fen: int | None) -> str:
    """An amount of the records."""
    return "" if fen is None else show(exact(fen, Unit.MONEY), Unit.MONEY)


def percent(part: int, of: int) -> str:
    """A share as percent, rounded to a tenth."""
    return plain(rounded(hundredfold(Decimal(part) / Decimal(of)), Decimal("0.1"))) + "%"


def is_read(month: Figures, agent: int, metric: str) -> bool:
    """Whether a figure stands in a file, and was neither computed nor counted from records."""
    place = month.place(agent, metric)
    return bool(place.cell) and place.sheet != MEASURED


def cell_of(month: Figures, agent: int, metric: str) -> Evidence:
    """A figure of somebody as evidence."""
    unit = next(one.unit for one in month.metrics if one.name == metric)
    value = month.cells[metric][agent]
    told = figure_word(value, unit) if isinstance(value, Decimal) else str(value or "")
    return Evidence(month.place(agent, metric), metric_word(metric), month.period, told)


def order_of(facts: Facts, row: Row) -> Evidence:
    """An order (or a refund) of the records as evidence."""
    moment = next((row[name] for name in ("created", "started") if name in row), None)
    about = " / ".join(str(row[n]) for n in ("order", "reception", "buyer") if row.get(n))
    day = "" if moment is None else moment_of(moment)
    return Evidence(facts.place(row["file"], row["row"]), about, day, money(row.get("amount")))
