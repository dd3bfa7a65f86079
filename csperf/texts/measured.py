"""Texts of measuring raw exports: what is left out, what two tables both have."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "measured-not-taken": Message(
        "有 {count} 个指标现成的指标表里已经有了，按那张表的数，没有用从原始导出表测出来的：{names}。",
        "Metrics that a ready table has are taken from it, and not from what was measured of the raw exports ({count}): {names}.",
        "要用测出来的数，请不要给那张指标表，或删掉它的这些列。",
        "To use what was measured, leave that table out or delete these columns of it.",
    ),
    "metrics-not-told": Message(
        "没有这些列：{columns}；所以没有测 {count} 个指标：{names}。",
        "These columns are missing: {columns}; so metrics were not measured ({count}): {names}.",
        "要用这些指标，请导出时带上这些列。",
        "To have them, export these columns too.",
    ),
    "metrics-no-table": Message(
        "没有给这些表：{tables}；所以没有测 {count} 个指标：{names}。",
        "These tables were not given: {tables}; so metrics were not measured ({count}): {names}.",
    ),
}
