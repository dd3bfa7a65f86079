"""The metric catalogue as lines of text, for `csperf metrics`."""

from __future__ import annotations

from collections.abc import Sequence

from csperf.metrics.catalogue import Metric
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
