"""What was measured as tables: one row for everybody (and every day, and shop), a column a metric.

Why every time says its unit and every rate its sign: the table is read again by `calc`, and a bare
22 or 0.37 would have to be guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from csperf.agent_table import AgentTable
from csperf.inputs import Agent
from csperf.metrics.catalogue import Metric
from csperf.output.safe import safe_text
from csperf.output.tables import Field, Section, Table, fields_of
from csperf.texts import Lang, say
from csperf.units import show

By = tuple[str, ...]
FIRST = frozenset(
    (
        *(
            "接待人数",
            "询单人数",
            "最终付款人数",
            "询单转化率",
            "销售额",
            "净销售额",
        ),
        *("客单价", "客件数", "订单数", "退款金额", "金额退款率", "首次响应时间", "平均响应时间"),
        *("回复率", "慢响应人数", "满意率", "解决率"),
    )
)
"""What a supervisor looks at first: more than a screen holds side by side nobody reads."""


def at_first(found: AgentTable) -> tuple[AgentTable, int]:
    """The table with what is looked at first, and how many metrics are left; all where none is."""
    kept = tuple(metric for metric in found.metrics if metric.name in FIRST)
    if not kept:
        return found, 0
    return replace(found, metrics=kept), len(found.metrics) - len(kept)


def measured_sections(
    found: AgentTable, by: By, people: Mapping[str, Agent], lang: Lang
) -> list[Section]:
    """The table; `by` names what the keys are: agent, day or shop."""
    return [Section("", (measured_table(found, by, people, lang),))]


def measured_table(found: AgentTable, by: By, people: Mapping[str, Agent], lang: Lang) -> Table:
    """A row for every key; with a roster everybody has an id beside the name."""
    with_ids = any(agent.id for agent in people.values())
    heads = fields_of(lang, *(name for key in by for name in _heads(key, with_ids=with_ids)))
    keys = [
        tuple(
            text
            for name, key in zip(by, row, strict=True)
            for text in _of(name, key, people, with_ids=with_ids)
        )
        for row in found.keys
    ]
    metrics = tuple(Field(m.english, metric_label(m, lang), is_number=True) for m in found.metrics)
    told = [(*key, *cells) for key, cells in zip(keys, _cells(found, lang), strict=True)]
    data = [(*key, *cells) for key, cells in zip(keys, _cells(found, None), strict=True)]
    return Table("measured", say("title-measured", lang), (*heads, *metrics), told, data=data)


def metric_label(metric: Metric, lang: Lang) -> str:
    """What a metric is called in a heading."""
    return metric.name if lang == "zh" else metric.label


def _heads(key: str, *, with_ids: bool) -> tuple[str, ...]:
    return ("agent", "id") if key == "agent" and with_ids else (key,)


def _of(name: str, key: str, people: Mapping[str, Agent], *, with_ids: bool) -> tuple[str, ...]:
    """The cells that say whose a row is."""
    if name != "agent":
        return (safe_text(key),)
    agent = people.get(key, Agent(key))
    return (safe_text(agent.name), agent.id) if with_ids else (safe_text(agent.name),)


def _cells(found: AgentTable, lang: Lang | None) -> list[tuple[str, ...]]:
    """The figures as a person reads them, or (without a language) a program."""
    columns = [[_text(v, m, lang) for v in found.figures[m.name]] for m in found.metrics]
    return list(zip(*columns, strict=True)) if columns else [()] * len(found.keys)


def _text(value: Decimal | None, metric: Metric, lang: Lang | None) -> str:
    if value is None:
        return "" if lang is None else "—"
    return show(value, metric.unit, lang or "en")
