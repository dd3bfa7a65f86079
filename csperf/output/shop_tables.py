"""The shop as tables: what agents sold and what sold by itself, product by product; its shifts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from csperf.agent_table import AgentTable
from csperf.exact import exactly, rounded
from csperf.metrics.catalogue import Metric, catalogue
from csperf.metrics.shop import SIDES
from csperf.metrics.workload import ShiftMean
from csperf.output.measured_tables import metric_label
from csperf.output.safe import safe_text
from csperf.output.tables import Field, Table, fields_of
from csperf.overview import Overview, Products
from csperf.texts import Lang, say
from csperf.units import Unit, rounding_of, show

_OF_SIDES = ("销售额", "销售人数", "订单数", "销售量", "客单价", "客件数", "退款金额")
_OF_PRODUCTS = ("销售额", "销售量", "订单数", "销售人数")
_ALONE = {"销售额": "silent-sales", "销售量": "silent-items"}
Figures = Sequence[Decimal | None]


def sides_table(found: Overview, lang: Lang) -> Table:
    """The shop, its agents together, and silent sales, with the share of each."""
    metrics = [catalogue()[one] for one in _OF_SIDES if one in found.sides.figures]
    fields = (*fields_of(lang, "sold-by"), *_fields(metrics, lang), _number("share", lang))
    rows: list[tuple[str, ...]] = []
    data: list[tuple[str, ...]] = []
    whole = _row(found.shop, 0, metrics)
    lines = [("shop", whole)]
    lines += [
        (side, _row(found.sides, number, metrics))
        for side in SIDES
        for number, key in enumerate(found.sides.keys)
        if key == (side,)
    ]
    for side, figures in lines if metrics and whole[0] else ():
        share = _part(figures[0], whole[0])
        rows.append((say(f"side.{side}", lang), *_cells(figures, metrics, lang), _percent(share)))
        data.append((side, *_cells(figures, metrics, None), _percent(share)))
    return Table("section_silent", say("section.silent", lang), fields, rows, data=data)


def products_table(found: Products, lang: Lang) -> Table:
    """What was sold of each product, the best first, and what of it sold by itself."""
    metrics = [catalogue()[one] for one in _OF_PRODUCTS if one in found.sold.figures]
    alone = [catalogue()[one] for one in _ALONE if one in found.silently.figures]
    fields = (
        *fields_of(lang, "product", "title"),
        *_fields(metrics, lang),
        *(_number(_ALONE[one.name], lang) for one in alone),
    )
    silently = {key: number for number, key in enumerate(found.silently.keys)}
    lines: list[tuple[tuple[str, str], Figures, Figures]] = []
    for number, (product,) in enumerate(found.sold.keys):
        at = silently.get((product,))
        nothing = [Decimal(0)] * len(alone)
        lines.append(
            (
                (safe_text(product), safe_text(found.titles.get(product, ""))),
                _row(found.sold, number, metrics),
                nothing if at is None else _row(found.silently, at, alone),
            )
        )
    lines.sort(key=lambda line: (-(line[1][0] or Decimal(0)) if line[1] else Decimal(0), line[0]))
    told = [
        (*names, *_cells(sold, metrics, lang), *_cells(own, alone, lang))
        for names, sold, own in lines
    ]
    data = [
        (*names, *_cells(sold, metrics, None), *_cells(own, alone, None))
        for names, sold, own in lines
    ]
    return Table("section_by_product", say("section.by-product", lang), fields, told, data=data)


def shifts_table(found: Mapping[str, ShiftMean], lang: Lang) -> Table:
    """What each shift served, how many agents stood in it, and the mean of them."""
    fields = (
        *fields_of(lang, "shift"),
        *(_number(name, lang) for name in ("shift-customers", "shift-agents", "shift-mean")),
    )
    rows: list[tuple[str, ...]] = []
    for shift, one in found.items():
        mean = _part(Decimal(one.customers), Decimal(one.agents), Unit.RATIO)
        told = "" if mean is None else show(mean, Unit.RATIO)
        rows.append((safe_text(shift), str(one.customers), str(one.agents), told))
    return Table("section_shifts", say("section.shifts", lang), fields, rows)


def _fields(metrics: Sequence[Metric], lang: Lang) -> list[Field]:
    return [Field(one.english, metric_label(one, lang), is_number=True) for one in metrics]


def _number(key: str, lang: Lang) -> Field:
    return Field(key.replace("-", "_"), say(f"field.{key}", lang), is_number=True)


def _row(table: AgentTable, row: int, metrics: Sequence[Metric]) -> Figures:
    return [table.figures[one.name][row] for one in metrics]


def _cells(figures: Figures, metrics: Sequence[Metric], lang: Lang | None) -> list[str]:
    return [
        ("" if lang is None else "—") if value is None else show(value, metric.unit, lang or "en")
        for value, metric in zip(figures, metrics, strict=True)
    ]


def _part(part: Decimal | None, whole: Decimal | None, unit: Unit = Unit.PERCENT) -> Decimal | None:
    if part is None or not whole:
        return None
    with exactly():
        return rounded(part / whole, rounding_of(unit))


def _percent(share: Decimal | None) -> str:
    return "" if share is None else show(share, Unit.PERCENT)
