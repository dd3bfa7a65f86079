"""The metric catalogue as lines of text and as a table, for `csperf metrics`."""

from __future__ import annotations

from collections.abc import Sequence

from csperf.metrics.catalogue import Metric
from csperf.output.tables import Section, Table, fields_of
from csperf.texts import Lang, say


def metric_lines(metrics: Sequence[Metric], lang: Lang) -> list[str]:
    """Two lines a metric: its names, unit and direction; what it means and how it is computed."""
    lines: list[str] = []
    for metric in metrics:
        facts = (say(f"unit.{metric.unit}", lang), say(f"better.{metric.better}", lang))
        shown = metric.label if lang == "en" else metric.name
        lines.append(f"{metric.name}  {metric.english}  ({', '.join(facts)})")
        meaning = metric.zh if lang == "zh" else f"{shown}: {metric.en}"
        formula = f"  = {metric.formula}" if metric.formula else ""
        lines.append(f"    {meaning}{formula}")
    return lines


def metric_sections(metrics: Sequence[Metric], lang: Lang) -> list[Section]:
    """One row a metric."""
    told = [
        (
            *(metric.name, metric.english),
            *(say(f"unit.{metric.unit}", lang), say(f"better.{metric.better}", lang)),
            *_meant(metric, lang),
        )
        for metric in metrics
    ]
    data = [
        (metric.name, metric.english, str(metric.unit), metric.better, *_meant(metric, lang))
        for metric in metrics
    ]
    fields = fields_of(lang, "metric", "english", "unit", "better", "formula", "meaning")
    return [Section("", (Table("metrics", say("title-metrics", lang), fields, told, data=data),))]


def _meant(metric: Metric, lang: Lang) -> tuple[str, str]:
    """Its formula, and what it counts."""
    return metric.formula or "", metric.zh if lang == "zh" else metric.en
