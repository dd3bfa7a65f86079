"""The settings of a project as a table: what each is, and where that comes from."""

from __future__ import annotations

from csperf.output.tables import Datum, Section, Table, fields_of
from csperf.project.settings import Project, Setting
from csperf.texts import Lang, say


def settings_section(project: Project, lang: Lang) -> Section:
    """A row a setting."""
    rows: list[tuple[str, ...]] = []
    records: list[tuple[Datum, ...]] = []
    for name, one in project.settings.items():
        value, place = _value(one.value), str(one.place)
        shown = value if isinstance(value, str) else ("、" if lang == "zh" else ", ").join(value)
        rows.append((name, shown, say(f"source.{one.source}", lang), place))
        records.append((name, value, one.source, place))
    fields = fields_of(lang, "setting", "value", "source", "place")
    table = Table("settings", say("title-settings", lang), fields, rows, data=records)
    return Section("", (table,))


def _value(value: Setting) -> Datum:
    """The value as texts."""
    return ("true" if value else "false") if isinstance(value, bool) else value
