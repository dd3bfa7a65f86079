"""The ready plans as lines of text and as a table, for `csperf plans`."""

from __future__ import annotations

from collections.abc import Sequence

from csperf.output.tables import Section, Table, fields_of
from csperf.output.wrapping import cells, wrapped
from csperf.ready import Ready
from csperf.texts import Lang, say

_WIDTH = 80


def ready_lines(plans: Sequence[Ready], lang: Lang) -> list[str]:
    """Two lines a plan: its name, role and platforms, and what it is for; then what to do next."""
    names = max(cells(plan.name) for plan in plans) + 2
    roles = max(cells(plan.role) for plan in plans) + 2
    lines: list[str] = []
    for plan in plans:
        lines.append(f"{plan.name:<{names}}{_padded(plan.role, roles)}{plan.platforms}".rstrip())
        lines += wrapped(plan.chinese if lang == "zh" else plan.english, _WIDTH, "    ")
    return [*lines, "", *say("plans.next", lang, name=plans[0].name).splitlines()]


def ready_sections(plans: Sequence[Ready], lang: Lang) -> list[Section]:
    """One row a plan."""
    rows = [
        (plan.name, plan.role, plan.platforms, plan.chinese if lang == "zh" else plan.english)
        for plan in plans
    ]
    fields = fields_of(lang, "name", "role", "platforms", "purpose")
    return [Section("", (Table("plans", say("title-plans", lang), fields, rows),))]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
