"""A window's outcome as tables: who is promoted, kept or at risk, what is short, who is best."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from csperf.exact import plain
from csperf.insight.drivers_tables import metric_word
from csperf.insight.reviewing import Commended, Judged, Lack, Measure, Record
from csperf.output.columns import UNKNOWN
from csperf.output.page_promotion import SIGNS
from csperf.output.safe import safe_text
from csperf.output.tables import Datum, Field, Section, Table, fields_of
from csperf.texts import Lang, say
from csperf.units import show

_ORDER = {"promoted": 0, "kept": 1, "at-risk": 2, "unplaced": 3}


def review_sections(
    found: Sequence[Judged],
    awards: Sequence[Commended],
    about: dict[str, str],
    lang: Lang,
) -> list[Section]:
    """What the window says of everybody; `about` tells which window, by the keys of its fields."""
    heads = fields_of(lang, *about)
    facts = Table("review_about", say("review.about", lang), heads, [(*about.values(),)], who=None)
    tables = (facts, _people(found, lang), _lacks(found, lang), _awards(awards, lang))
    return [Section(say("review.title", lang), tables)]


def _people(found: Sequence[Judged], lang: Lang) -> Table:
    keys = ("agent", "id", "level-now", "outcome-of-review", "level-proposed", "months-known")
    fields = tuple(
        Field(one.key, one.heading, is_number=one.key == "months_known")
        for one in fields_of(lang, *keys, "lacks")
    )
    ordered = sorted(found, key=lambda one: _ORDER[one.outcome])
    rows = [
        (
            *_who(one.record),
            safe_text(one.record.level) or UNKNOWN,
            say(f"review.{one.outcome}", lang),
            safe_text(one.proposed) or UNKNOWN,
            str(len(one.record.months)),
            _short(one, lang),
        )
        for one in ordered
    ]
    data: list[tuple[Datum, ...]] = [
        (
            *_who(one.record),
            safe_text(one.record.level),
            one.outcome,
            safe_text(one.proposed),
            str(len(one.record.months)),
            tuple(_told(lack, "en") for lack in (*one.own, *one.next)),
        )
        for one in ordered
    ]
    return Table("review", say("review.people", lang), fields, rows, data=data)


def _short(one: Judged, lang: Lang) -> str:
    """What is short of the own level, and of the next."""
    told = []
    if one.own:
        told.append(
            say("review.lacks-own", lang, level=one.record.level, lacks=_list(one.own, lang))
        )
    if one.next:
        told.append(say("review.lacks-next", lang, level=one.ahead, lacks=_list(one.next, lang)))
    return safe_text(("；" if lang == "zh" else "; ").join(told))


def _list(lacks: Sequence[Lack], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(_told(one, lang) for one in lacks)


def _told(lack: Lack, lang: Lang) -> str:
    """One lack in a few words: what, what it came to, what is asked, in which months."""
    figure, asked = _figure(lack, lang), _bound(lack, lang)
    if not lack.months:
        return say("review.lack", lang, what=_what(lack, lang), figure=figure, asked=asked)
    months = [
        say("review.month", lang, month=month, figure=_shown(one, lack.measure, lang))
        for month, one in lack.months
    ]
    joined = ("、" if lang == "zh" else ", ").join(months)
    return say("review.lack", lang, what=_what(lack, lang), figure=joined, asked=asked)


def _what(lack: Lack, lang: Lang) -> str:
    if lack.measure is None or lack.how == "months":
        return say("review.months", lang)
    return say(f"promotion.{lack.how}", lang, name=_name(lack.measure, lang))


def _name(measure: Measure, lang: Lang) -> str:
    known = {"score": "heading-score", "total": "heading-total", "rank": "heading-rank"}
    own = measure.name
    return say(known[own], lang) if own in known else metric_word(own, lang)


def _figure(lack: Lack, lang: Lang) -> str:
    return _shown(lack.figure, lack.measure, lang)


def _bound(lack: Lack, lang: Lang) -> str:
    return f"{SIGNS.get(lack.sign, '')}{_shown(lack.bound, lack.measure, lang)}"


def _shown(value: Decimal | None, measure: Measure | None, lang: Lang) -> str:
    if value is None:
        return UNKNOWN
    return plain(value) if measure is None else show(value, measure.unit, lang)


def _lacks(found: Sequence[Judged], lang: Lang) -> Table:
    """One row for each figure that is short of a level."""
    keys = ("agent", "id", "level-asking", "what", "figure-reached", "figure-asked", "months-short")
    parts = [
        (one, level, lack)
        for one in found
        for level, lacks in ((one.record.level, one.own), (one.ahead, one.next))
        for lack in lacks
    ]
    rows, data = (
        [
            (
                *_who(one.record),
                safe_text(level),
                safe_text(_what(lack, by)),
                unknown if lack.figure is None else _figure(lack, by),
                _bound(lack, by),
                (", " if by == "en" else "、").join(
                    f"{month} {_shown(value, lack.measure, by)}" for month, value in lack.months
                ),
            )
            for one, level, lack in parts
        ]
        for by, unknown in _readings(lang)
    )
    return Table("review_lacks", say("review.lacks", lang), fields_of(lang, *keys), rows, data=data)


def _readings(lang: Lang) -> tuple[tuple[Lang, str], tuple[Lang, str]]:
    """How a person reads a cell, and how a program does."""
    return (lang, UNKNOWN), ("en", "")


def _awards(awards: Sequence[Commended], lang: Lang) -> Table:
    keys = ("award", "award-place", "agent", "id", "award-by", "award-figure")
    numbers = {"award_place", "award_figure"}
    fields = tuple(
        Field(one.key, one.heading, is_number=one.key in numbers) for one in fields_of(lang, *keys)
    )
    rows, data = (
        [
            (
                safe_text(one.name),
                str(standing.place),
                *_who(standing.record),
                safe_text(say(f"promotion.{one.award.combine}", by, name=_name(one.measure, by))),
                _shown(standing.figure, one.measure, by),
            )
            for one in awards
            for standing in one.standings
        ]
        for by, _ in _readings(lang)
    )
    figures = [standing.figure for one in awards for standing in one.standings]
    alike = len({(one.measure.name, one.award.combine) for one in awards}) == 1
    bars = {5: figures} if alike and figures else {}
    title = say("review.awards", lang)
    return Table("review_awards", title, fields, rows, who=2, data=data, bars=bars)


def _who(record: Record) -> tuple[str, str]:
    return safe_text(record.agent.name), safe_text(record.agent.id)
