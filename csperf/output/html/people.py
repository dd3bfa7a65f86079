"""One person's part of a report: pay lines, indicators with their bands, how all came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csperf.exact import ZERO, plain
from csperf.formula import Column
from csperf.next_band import Band, NextBand, next_bands, standing
from csperf.output.columns import (
    OVERALL_RANK,
    balances,
    cell_text,
    heading,
    in_order,
    money_columns,
    money_text,
)
from csperf.output.html.bands import band_text, read_by
from csperf.output.html.months import Months, OneMonth
from csperf.output.html.tables import anchor_of, shown_names
from csperf.output.run import Run
from csperf.output.words import Told, explain
from csperf.output.words_text import told_lines
from csperf.sheet import Sheet
from csperf.texts import Lang, say

Better = Mapping[tuple[int, str], NextBand]

EXPLAINED = 200
"""In a larger team the page would be too heavy to open with everybody's arithmetic in it."""


@dataclass(frozen=True)
class Judged:
    """One indicator: its figure, the band it is in, its points, and what the next one would pay."""

    title: str
    figure: str
    band: str
    points: str
    next: str


@dataclass(frozen=True)
class Step:
    """A figure with its value, where it stands, and how it came about."""

    title: str
    place: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Person:
    """One person's figures; `find` are the words by which the search box knows them."""

    anchor: str
    name: str
    find: str
    facts: Sequence[tuple[str, str]]
    pay: Sequence[tuple[str, str]]
    judged: Sequence[Judged]
    months: Sequence[OneMonth]
    told: Sequence[Step]


def people_of(run: Run, section: int, lang: Lang, months: Months) -> list[Person]:
    """Everybody of a run, in the order of every output."""
    names, better = shown_names(run.sheet), next_bands(run.sheet)
    return [
        _person(run, anchor_of(section, agent), agent, names[agent], better, months, lang)
        for agent in in_order(run.sheet)
    ]


def _person(
    run: Run, anchor: str, agent: int, name: str, better: Better, months: Months, lang: Lang
) -> Person:
    sheet = run.sheet
    who = sheet.agents[agent]
    overall = [column for column in sheet.of_kind("rank") if column.name == OVERALL_RANK]
    facts = [*overall, *sheet.of_kind("score", "grade", "total")]

    def shown(columns: Sequence[Column]) -> list[tuple[str, str]]:
        return [
            (heading(one, lang), cell_text(sheet.value(agent, one.name), one, lang))
            for one in columns
        ]

    return Person(
        anchor,
        name,
        " ".join((who.name, who.id, *who.nicks, run.role)),
        [*([(say("heading-id", lang), who.id)] if who.id else []), *shown(facts)],
        shown([*money_columns(sheet), *balances(sheet)]),
        [_judged(sheet, agent, one, better, lang) for one in sheet.of_kind("points", "part")],
        months.told(agent),
        _told(run, agent, lang) if len(sheet.agents) <= EXPLAINED else (),
    )


def _judged(sheet: Sheet, agent: int, column: Column, better: Better, lang: Lang) -> Judged:
    """One indicator of one person."""
    stand = standing(sheet, agent, column.name)
    title, points = heading(column, lang), cell_text(sheet.value(agent, column.name), column, lang)
    if stand is None:
        read = read_by(sheet, column)
        figure = cell_text(sheet.value(agent, read.name), read, lang) if read else ""
        return Judged(title, figure, "", points, "")
    band = "" if stand.met is None else band_text(stand.bands[stand.met], stand.judged, lang)
    figure = cell_text(stand.value, stand.judged, lang)
    return Judged(title, figure, band, points, _next(better.get((agent, column.name)), lang))


def _next(found: NextBand | None, lang: Lang) -> str:
    """`≥55% → 100：应发 +120.00`; nothing in the best band, no amount where no more is paid."""
    if found is None:
        return ""
    goal = Band(ZERO, found.goal.sign, found.goal.bound)
    band = band_text(goal, found.standing.judged, lang)
    facts = {"band": band, "gives": plain(found.band.result)}
    if not found.more:
        return say("report.next", lang, **facts)
    change = money_text(found.more)
    signed = change if change.startswith("-") else f"+{change}"
    return say("report.next-more", lang, change=signed, **facts)


def _told(run: Run, agent: int, lang: Lang) -> list[Step]:
    """The total, or else the score, and every figure it is made of."""
    name = next((one for one in ("total", "score") if one in run.sheet.cells), None)
    return (
        []
        if name is None
        else [_step(told, lang) for told in explain(run.sheet, agent, name, lang)]
    )


def _step(told: Told, lang: Lang) -> Step:
    lines = [line.strip() for line in told_lines(told, lang)[1:]]
    return Step(f"{told.title} {told.value}", str(told.place), lines)
