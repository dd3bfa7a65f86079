"""An audit as tables: what each rule saw, its flags, and the rows and cells behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from csperf.errors import NOWHERE, Word
from csperf.insight.audit.auditing import RULES, Audit
from csperf.insight.audit.flags import Evidence, Flag, Looked, Rule
from csperf.insight.audit.limits import LIMITS, Limits, spelled
from csperf.output.safe import safe_text
from csperf.output.tables import Field, Section, Table, fields_of
from csperf.texts import Lang, say

_COUNTED = ("flags", "flagged")
FEW: Final = 5
"""So many rows of a flag are shown to a person who did not ask for a file."""


def audit_sections(found: Audit, lang: Lang, most: int | None) -> list[Section]:
    """The summary, the flags, and of each flag at most so many rows (None: all)."""
    flags = [(one.rule, flag) for one in found.looked for flag in one.look.flags]
    tables = [_summary(found.looked, lang)]
    if flags:
        tables += [_flags(flags, lang), _evidence(flags, lang, most)]
    return [Section(say("title-audit", lang), tuple(tables))]


def rule_sections(limits: Limits, lang: Lang) -> list[Section]:
    """Every rule as it is stated, and every limit with its value, unit and reason."""
    rules = [(one.id, say(f"rule.{one.id}", lang), _stated(one, limits, lang)) for one in RULES]
    heads = fields_of(lang, "audit-rule", "rule-name", "rule-says")
    stated = Table("rules", say("title-rules-audit", lang), heads, rules)
    rows = [
        (
            key,
            spelled(one, limits[key]),
            spelled(one),
            say(f"unit.{one.unit}", lang),
            ", ".join(rule.id for rule in RULES if key in rule.limits),
            say(f"limit.{key}", lang),
        )
        for key, one in LIMITS.items()
    ]
    names = ("limit", "limit-value", "limit-default", "limit-unit", "limit-rules", "limit-why")
    limited = Table("limits", say("title-limits", lang), fields_of(lang, *names), rows)
    return [Section("", (stated, limited))]


def _stated(rule: Rule, limits: Limits, lang: Lang) -> str:
    """A rule in words, with the limits that hold."""
    facts = {key: spelled(LIMITS[key], limits[key]) for key in rule.limits}
    return say(f"rule-says.{rule.id}", lang, **facts)


def _summary(looked: Sequence[Looked], lang: Lang) -> Table:
    numbers = (Field(key, say(f"field.{key}", lang), is_number=True) for key in _COUNTED)
    heads = fields_of(lang, "audit-rule", "rule-name")
    fields = (*heads, *numbers, *fields_of(lang, "not-looked"))
    data = [_saw(one, lang) for one in looked]
    rows = [(*row[:2], *(text or "—" for text in row[2:4]), row[4]) for row in data]
    title = say("title-audit-rules", lang)
    flags = [None if one.look.why else Decimal(len(one.look.flags)) for one in looked]
    return Table("audit", title, fields, rows, data=data, bars={2: flags} if any(flags) else {})


def _saw(one: Looked, lang: Lang) -> tuple[str, ...]:
    """How many flags of how many people, or why the rule could not look."""
    name = say(f"rule.{one.rule.id}", lang)
    if one.look.why:
        return (one.rule.id, name, "", "", say(one.look.why, lang))
    agents = {flag.agent for flag in one.look.flags if flag.agent}
    return (one.rule.id, name, str(len(one.look.flags)), str(len(agents)), "")


def _flags(flags: Sequence[tuple[Rule, Flag]], lang: Lang) -> Table:
    fields = (
        *fields_of(lang, "flag", "audit-rule", "period", "agent", "seen"),
        Field("rows", say("field.rows", lang), is_number=True),
    )
    rows = [
        (
            str(number),
            rule.id,
            flag.period,
            safe_text(flag.agent),
            safe_text(say(flag.says, lang, **flag.facts)),
            str(len(flag.evidence)),
        )
        for number, (rule, flag) in enumerate(flags, 1)
    ]
    return Table("flags", say("title-flags", lang, count=len(flags)), fields, rows)


def _evidence(flags: Sequence[tuple[Rule, Flag]], lang: Lang, most: int | None) -> Table:
    fields = fields_of(lang, "flag", "audit-rule", "agent", "day", "audit-about", "value", "place")
    rows = [
        (str(number), rule.id, safe_text(flag.agent), *cells)
        for number, (rule, flag) in enumerate(flags, 1)
        for cells in _rows(flag.evidence, lang, most)
    ]
    return Table("evidence", say("title-evidence", lang), fields, rows)


def _rows(evidence: Sequence[Evidence], lang: Lang, most: int | None) -> Iterator[tuple[str, ...]]:
    for one in evidence[:most]:
        place = "" if one.place == NOWHERE else str(one.place)
        yield (
            one.day,
            *map(safe_text, (_said(one.about, lang), _said(one.value, lang), place)),
        )
    left = len(evidence) - len(evidence[:most])
    if left:
        yield ("", say("evidence-more", lang, count=left), "", "")


def _said(text: Word | str, lang: Lang) -> str:
    if isinstance(text, Word):
        return text.zh if lang == "zh" else text.en
    return text
