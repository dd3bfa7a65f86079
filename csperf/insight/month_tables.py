"""Two months beside each other, as tables: the team's metrics, then everybody's."""

from __future__ import annotations

from collections.abc import Sequence

from csperf.exact import exactly
from csperf.insight.figures import Figures
from csperf.insight.two_months import Change, came_and_left, of_people, of_team
from csperf.insight.weighed import (
    called,
    columns,
    difference,
    figure,
    grown,
    notes_table,
    section_of,
)
from csperf.metrics.catalogue import catalogue
from csperf.output.columns import UNKNOWN
from csperf.output.measured_tables import FIRST
from csperf.output.safe import safe_text
from csperf.output.tables import Section, Table
from csperf.texts import Lang, say


def months_section(
    names: tuple[str, str],
    months: tuple[Sequence[Figures], Sequence[Figures]],
    lang: Lang,
    *,
    in_full: bool,
) -> Section:
    """Every metric of two months; of everybody what is looked at first, or all of them."""
    team, people = of_team(*months), of_people(*months)
    shown = people if in_full else [one for one in people if one.metric.name in FIRST]
    tables = (_team(team, lang), _people(shown, lang), notes_table(_notes(months, lang), lang))
    return section_of(say("title-compare", lang, before=names[0], after=names[1]), tables)


def _team(changes: Sequence[Change], lang: Lang) -> Table:
    rows = [
        (
            *(called(one.metric.name, lang), *_cells(one, lang), _turn(one, lang)),
            say(f"how-made.{one.how}", lang),
        )
        for one in changes
    ]
    data = [(_id(one), *_data(one), str(one.turn or ""), str(one.how or "")) for one in changes]
    keys = ("metric", "before", "after", "difference", "grown", "turn", "how-made")
    return Table(
        "metrics_team", say("title-months-team", lang), columns(lang, *keys), rows, data=data
    )


def _people(changes: Sequence[Change], lang: Lang) -> Table:
    names = [safe_text(one.who[0]) if one.who else "" for one in changes]
    rows = [
        (name, called(one.metric.name, lang), *_cells(one, lang), _turn(one, lang))
        for name, one in zip(names, changes, strict=True)
    ]
    data = [
        (name, _id(one), *_data(one), str(one.turn or ""))
        for name, one in zip(names, changes, strict=True)
    ]
    keys = ("agent", "metric", "before", "after", "difference", "grown", "turn")
    return Table(
        "metrics_people", say("title-months-people", lang), columns(lang, *keys), rows, data=data
    )


def _cells(one: Change, lang: Lang) -> tuple[str, str, str, str]:
    unit = one.metric.unit
    before, after = (
        UNKNOWN if value is None else figure(value, unit, lang) for value in (one.before, one.after)
    )
    if one.before is None or one.after is None:
        return before, after, UNKNOWN, UNKNOWN
    with exactly():
        change = one.after - one.before
    return before, after, difference(change, unit, lang), grown(one.before, one.after)


def _data(one: Change) -> tuple[str, str, str, str]:
    """The same for programs, which read a difference of percents as a percent."""
    before, after, change, growth = _cells(one, "en")
    if one.before is not None and one.after is not None:
        with exactly():
            change = figure(one.after - one.before, one.metric.unit, "en")
    return before, after, change, growth


def _turn(one: Change, lang: Lang) -> str:
    return UNKNOWN if one.turn is None else say(f"turn.{one.turn}", lang)


def _id(one: Change) -> str:
    known = catalogue().get(one.metric.name)
    return known.english if known is not None else one.metric.name


def _notes(months: tuple[Sequence[Figures], Sequence[Figures]], lang: Lang) -> list[str]:
    came, left = (tuple(map(safe_text, names)) for names in came_and_left(*months))
    told = (("months.came", came), ("months.left", left))
    people = [say(word, lang, names=names) for word, names in told if names]
    return [say("months.how", lang), *people]
