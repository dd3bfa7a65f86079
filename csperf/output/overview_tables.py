"""The overview as tables: the shop above its agents, its days, targets, load and losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from csperf.agent_table import AgentTable
from csperf.exact import ONE, exactly, rounded
from csperf.formula import Sign
from csperf.inputs import Agent
from csperf.metrics.catalogue import Metric, catalogue
from csperf.metrics.sections import KEY, SECTIONS, SILENT, TRENDS
from csperf.output.measured_tables import metric_label
from csperf.output.page_measuring import lasting
from csperf.output.safe import safe_text
from csperf.output.shop_tables import products_table, shifts_table, sides_table
from csperf.output.sparks import spark
from csperf.output.tables import Datum, Field, Section, Table, fields_of
from csperf.overview import Overview
from csperf.targets import Target
from csperf.texts import Lang, say
from csperf.units import Unit, rounding_of, show

_SIGNS: Mapping[Sign, str] = {"at_least": "≥", "over": ">", "at_most": "≤", "under": "<"}
_SHOWN = 6
_SHOP = "shop"
"""What programs read where people read the shop's name."""
_MINUTE = Decimal(60)
People = Mapping[str, Agent]


def overview_sections(
    found: Overview, people: People, lang: Lang, *, ascii_only: bool
) -> list[Section]:
    """Every section in full, the whole shop's sales, and the targets, days, hours and losses."""
    sections = [_section(name, SECTIONS[name], found, people, lang) for name in SECTIONS]
    more = (
        sides_table(found, lang),
        products_table(found.products, lang),
        shifts_table(found.shifts, lang),
        _targets(found, people, lang),
        _trend(found, lang, ascii_only=ascii_only),
        _load(found, people, lang, ascii_only=ascii_only),
        losses_table(found.lost, lang),
    )
    return [Section("", tuple(table for table in (*sections, *more) if table.rows))]


def summary_sections(
    found: Overview, people: People, lang: Lang, *, ascii_only: bool
) -> list[Section]:
    """One screen: a line a section of the shop, a line an agent, targets, the shop day by day."""
    tables = (
        _shop(found, lang),
        _section("agents", KEY, found, people, lang),
        _targets(found, people, lang),
        _trend(found, lang, ascii_only=ascii_only),
    )
    return [Section("", tuple(table for table in tables if table.rows))]


def section_tables(
    names: Sequence[str], found: Overview, people: People, lang: Lang, *, ascii_only: bool
) -> list[Section]:
    """The sections of these names alone."""
    sections = overview_sections(found, people, lang, ascii_only=ascii_only)
    keys = {name.replace("-", "_") for name in names}
    wanted = {*keys, *(f"section_{key}" for key in keys)}
    kept = (table for one in sections for table in one.tables if table.name in wanted)
    return [Section("", tuple(kept))]


def _shop(found: Overview, lang: Lang) -> Table:
    """The shop, a line a section."""
    rows: list[tuple[str, ...]] = []
    for name, metrics in {**SECTIONS, "silent": SILENT}.items():
        known = [catalogue()[one] for one in metrics if one in found.shop.figures]
        if _has_any(known, found.shop):
            told = (f"{metric_label(m, lang)} {_cell(found.shop, 0, m, lang)}" for m in known)
            rows.append((say(f"section.{name}", lang), " · ".join(told)))
    fields = fields_of(lang, "section", "figures")
    return Table("shop", say("overview.shop", lang), fields, rows)


def _section(
    name: str, metrics_of: Sequence[str], found: Overview, people: People, lang: Lang
) -> Table:
    """The shop first, then everybody; only what could be measured."""
    metrics = [catalogue()[one] for one in metrics_of if one in found.agents.figures]
    fields = (
        *fields_of(lang, "agent"),
        *(Field(one.english, metric_label(one, lang), is_number=True) for one in metrics),
    )
    title = say(f"section.{name}", lang)
    key = f"section_{name.replace('-', '_')}"
    if not metrics or not _has_any(metrics, found.shop):
        return Table(key, title, fields, ())
    whole = say("overview.shop", lang)
    rows = [(whole, *_cells(found.shop, 0, metrics, lang))]
    data = [(_SHOP, *_cells(found.shop, 0, metrics, None))]
    for number, (agent,) in enumerate(found.agents.keys):
        name_of = safe_text(people[agent].name if agent in people else agent)
        rows.append((name_of, *_cells(found.agents, number, metrics, lang)))
        data.append((name_of, *_cells(found.agents, number, metrics, None)))
    return Table(key, title, fields, rows, data=data)


def _has_any(metrics: Sequence[Metric], table: AgentTable) -> bool:
    """Whether a section says anything: of what never happens there is nothing to look at."""
    return any(table.figures[one.name][0] for one in metrics if one.name in table.figures)


def _cells(
    table: AgentTable, row: int, metrics: Sequence[Metric], lang: Lang | None
) -> tuple[str, ...]:
    return tuple(_cell(table, row, metric, lang) for metric in metrics)


def _cell(table: AgentTable, row: int, metric: Metric, lang: Lang | None) -> str:
    values = table.figures.get(metric.name)
    value = values[row] if values else None
    if value is None:
        return "" if lang is None else "—"
    if lang is not None and metric.unit is Unit.SECONDS and value >= _MINUTE:
        return lasting(int(rounded(value, ONE)), lang)
    return show(value, metric.unit, lang or "en")


def _targets(found: Overview, people: People, lang: Lang) -> Table:
    """The plan's best band of each metric: what the shop has, how many agents, and who not."""
    fields = fields_of(lang, "metric", "target", "shop-value", "shop-hit", "agents-hit", "missed")
    rows: list[tuple[str, ...]] = []
    data: list[tuple[Datum, ...]] = []
    for target in found.targets:
        metric = catalogue()[target.metric]
        hits = [target.hit(value) for value in found.agents.figures[target.metric]]
        missed = [
            safe_text(people[key[0]].name if key[0] in people else key[0])
            for key, hit in zip(found.agents.keys, hits, strict=True)
            if hit is False
        ]
        shop = target.hit(found.shop.figures[target.metric][0])
        reached = f"{hits.count(True)}/{len([hit for hit in hits if hit is not None])}"
        aim = f"{_SIGNS.get(target.sign, '')} {show(target.bound, metric.unit, lang)}"
        told = (metric_label(metric, lang), aim, _cell(found.shop, 0, metric, lang))
        shown = _shortened(missed, lang)
        rows.append((*told, _mark(shop, lang), reached, shown))
        value = _cell(found.shop, 0, metric, None)
        data.append(
            (metric.english, _bound(target, metric), value, _yes(shop), reached, (*missed,))
        )
    return Table("targets", say("title-targets", lang), fields, rows, data=data)


def _shortened(names: Sequence[str], lang: Lang) -> str:
    joined = ("、" if lang == "zh" else ", ").join(names[:_SHOWN])
    return joined + (" …" if len(names) > _SHOWN else "")


def _bound(target: Target, metric: Metric) -> str:
    return f"{target.sign} {show(target.bound, metric.unit, 'en')}"


def _mark(hit: bool | None, lang: Lang) -> str:  # noqa: FBT001 - a value
    if hit is None:
        return "—"
    return say("target.hit" if hit else "target.missed", lang)


def _yes(hit: bool | None) -> str:  # noqa: FBT001 - a value
    return "" if hit is None else "yes" if hit else "no"


def _trend(found: Overview, lang: Lang, *, ascii_only: bool) -> Table:
    """The shop day by day: the month's figure, a bar a day, the lowest and the highest day."""
    fields = fields_of(lang, "metric", "month-value", "by-day", "lowest-day", "highest-day")
    days = [key[0] for key in found.days.keys]
    rows: list[tuple[str, ...]] = []
    data: list[tuple[Datum, ...]] = []
    for name in TRENDS:
        if name not in found.days.figures or len(days) < 2:  # noqa: PLR2004 - one day is no trend
            continue
        metric, values = catalogue()[name], found.days.figures[name]
        known = [(value, day) for value, day in zip(values, days, strict=True) if value is not None]
        if not known:
            continue
        ends = [
            f"{show(value, metric.unit, lang)} ({day[5:]})"
            for value, day in (min(known), max(known, key=lambda one: (one[0], one[1])))
        ]
        whole = _cell(found.shop, 0, metric, lang)
        rows.append(
            (metric_label(metric, lang), whole, spark(values, ascii_only=ascii_only), *ends)
        )
        each = tuple(f"{day} {show(value, metric.unit, 'en')}" for value, day in known)
        data.append((metric.english, _cell(found.shop, 0, metric, None), each, "", ""))
    return Table("trend", say("title-trend", lang), fields, rows, data=data)


def _load(found: Overview, people: People, lang: Lang, *, ascii_only: bool) -> Table:
    """Receptions of everybody by the clock, from 0 to 23 o'clock."""
    fields = fields_of(lang, "agent", "by-hour", "busiest-hour")
    rows: list[tuple[str, ...]] = []
    data: list[tuple[Datum, ...]] = []
    for (agent,) in found.agents.keys:
        hours = found.hours.get(agent)
        if hours is None:
            continue
        name = safe_text(people[agent].name if agent in people else agent)
        most = max(range(len(hours)), key=lambda hour: (hours[hour], -hour))
        busiest = f"{most:02}:00 ({hours[most]})"
        bars = spark([Decimal(one) for one in hours], ascii_only=ascii_only)
        rows.append((name, bars, busiest))
        data.append((name, tuple(map(str, hours)), f"{most:02}:00"))
    return Table("load", say("title-load", lang), fields, rows, data=data)


def losses_table(lost_by: Mapping[str, tuple[int, int]], lang: Lang) -> Table:
    """Enquiries by how soon they were answered, and how many of them ordered nothing."""
    fields = fields_of(lang, "band", "asked", "lost", "loss-rate")
    rows: list[tuple[str, ...]] = []
    data: list[tuple[str, ...]] = []
    for band, (asked, lost) in lost_by.items():
        with exactly():
            rate = rounded(Decimal(lost) / Decimal(asked), rounding_of(Unit.PERCENT))
        numbers = (str(asked), str(lost), show(rate, Unit.PERCENT))
        rows.append((say(f"band.{band}", lang), *numbers))
        data.append((band, *numbers))
    return Table("losses", say("title-losses", lang), fields, rows, data=data)
