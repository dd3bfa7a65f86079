"""The pictures of a report: which a run has, what each says in words, and its legend."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from csperf.exact import ZERO, plain
from csperf.formula import Column
from csperf.next_band import Band, Standing, standing
from csperf.output.columns import UNKNOWN, cell_text, heading, heading_alone, in_order, money_text
from csperf.output.html import charts
from csperf.output.html.bands import band_text, read_by
from csperf.output.html.charts import Named
from csperf.output.html.months import Months
from csperf.output.html.tables import shown_names
from csperf.output.run import Run
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit

DRAWN = 40
"""So many people have a bar of their own; the table has everybody."""

_DEPTHS = tuple(map(Decimal, ("0.05", "0.12", "0.19", "0.26", "0.33", "0.40")))
_UPWARD = {"at_least", "over"}
_HEIGHTS = (8, 22)  # more bars than so many are as high as two other pictures, as three
_TWO = 2  # months that can be compared
_NAME_CELLS = 13  # what fits beside a bar


@dataclass(frozen=True)
class Key:
    """One line of a legend: the class of its colour, and what has it."""

    colour: str
    says: str


@dataclass(frozen=True)
class Picture:
    """A chart with its heading, its legend and what must be said below it."""

    title: str
    drawn: Markup
    keys: Sequence[Key] = ()
    note: str = ""
    by: str = ""
    rows: int = 1
    """How many rows of other pictures it is as high as."""


@dataclass(frozen=True)
class _Sitter:
    """A run that is drawn; `section` tells its pictures from those of other roles."""

    run: Run
    section: int
    lang: Lang
    order: Sequence[int]
    months: Months

    @property
    def sheet(self) -> Sheet:
        """The run's sheet."""
        return self.run.sheet

    def named(self, name: str, title: str, says: str) -> Named:
        """The words of a picture, under an id of its own on the page."""
        return Named(f"c{self.section}-{name}", title, says)


def pictures_of(run: Run, section: int, lang: Lang, months: Months) -> list[Picture]:
    """Pay first, then the months, then every indicator; what there is none of is not drawn."""
    sitter = _Sitter(run, section, lang, in_order(run.sheet), months)
    found = [_composition(sitter), _scatter(sitter), _paid_by_month(sitter), _scores(sitter)]
    columns = run.sheet.of_kind("points", "part")
    found += [_distribution(sitter, nth, column) for nth, column in enumerate(columns)]
    return [picture for picture in found if picture is not None]


def _composition(sitter: _Sitter) -> Picture | None:
    """What everybody's pay is made of: the lines with a colour of their own, and the rest."""
    sheet, lines = sitter.sheet, sitter.sheet.of_kind("pay")
    if not lines or not sitter.order:
        return None
    shown = sitter.order[:DRAWN]
    names = shown_names(sheet)
    bars = [
        charts.Bar(_cut(names[who]), _parts(sheet, who, lines), _whole(sheet, who)) for who in shown
    ]
    words = [heading(line, sitter.lang) for line in lines[: charts.COLOURS]]
    if len(lines) > charts.COLOURS:
        words[-1] = say("report.others", sitter.lang)
    title = say("report.composition", sitter.lang)
    between = "、" if sitter.lang == "zh" else ", "
    says = say("report.composition-says", sitter.lang, lines=between.join(words))
    more = len(sitter.order) - len(shown)
    return Picture(
        title,
        charts.composition(sitter.named("pay", title, says), bars, sitter.lang),
        [Key(f"c{nth}", word) for nth, word in enumerate(words, start=1)],
        say("report.first", sitter.lang, count=DRAWN, all=len(sitter.order)) if more else "",
        rows=1 + sum(len(bars) > height for height in _HEIGHTS),
    )


def _parts(sheet: Sheet, who: int, lines: Sequence[Column]) -> list[tuple[int, Decimal]]:
    """The amounts of the lines, each with its colour; those beyond the last colour share it."""
    return [
        (min(nth, charts.COLOURS), amount)
        for nth, line in enumerate(lines, start=1)
        if isinstance(amount := sheet.value(who, line.name), Decimal) and amount != ZERO
    ]


def _whole(sheet: Sheet, who: int) -> str:
    total = sheet.value(who, "total") if "total" in sheet.cells else None
    return money_text(total) if isinstance(total, Decimal) else UNKNOWN


def _scatter(sitter: _Sitter) -> Picture | None:
    """What scores earn, where a plan has both."""
    sheet = sitter.sheet
    if not {"score", "total"} <= sheet.cells.keys():
        return None
    names = shown_names(sheet)
    rows = zip(names, sheet.cells["score"], sheet.cells["total"], strict=True)
    dots = [
        charts.Dot(_cut(name), score, total)
        for name, score, total in rows
        if isinstance(score, Decimal) and isinstance(total, Decimal)
    ]
    if not dots:
        return None
    across, up = (heading(sheet.column(name), sitter.lang) for name in ("score", "total"))
    title = say("report.scatter", sitter.lang, across=across, up=up)
    says = say("report.scatter-says", sitter.lang, across=across, up=up, count=len(dots))
    units = (sheet.column("score").unit, Unit.MONEY)
    drawn = charts.scatter(sitter.named("scatter", title, says), dots, units, sitter.lang)
    return Picture(title, drawn, note=says)


def _paid_by_month(sitter: _Sitter) -> Picture | None:
    """What the role was paid in each month, where earlier results were given."""
    sums, lang = sitter.months.sums(), sitter.lang
    if len(sums) < _TWO:
        return None
    amounts = [(period, money_text(amount)) for period, amount in sums]
    title = say("report.trend-total", lang, total=say("summary-total", lang))
    told = [say("report.month-told", lang, period=p, amount=amount) for p, amount in amounts]
    named = sitter.named("months", title, ("；" if lang == "zh" else "; ").join(told))
    bars = [charts.Month(period, amount) for period, amount in sums]
    return Picture(title, charts.months(named, bars, lang), [Key("", one) for one in told])


def _scores(sitter: _Sitter) -> Picture | None:
    """Everybody's score by month; of a large team the first ones."""
    sheet, months, lang = sitter.sheet, sitter.months, sitter.lang
    if "score" not in sheet.cells:
        return None
    points = [
        [(period, one.score) for period, one in months.of(who) if one.score is not None]
        for who in sitter.order[:DRAWN]
    ]
    lines = [charts.Course(own) for own in points if len(own) >= _TWO]
    if not lines:
        return None
    oldest, *_, newest = months.periods
    title = say("report.trend-score", lang, score=heading(sheet.column("score"), lang))
    says = say("report.trend-score-says", lang, first=oldest, last=newest, count=len(lines))
    named, unit = sitter.named("scores", title, says), sheet.column("score").unit
    drawn = charts.courses(named, months.periods, lines, unit, lang)
    more = len(sitter.order) > DRAWN
    first = say("report.first", lang, count=DRAWN, all=len(sitter.order)) if more else ""
    return Picture(title, drawn, note=says + first)


def _distribution(sitter: _Sitter, nth: int, column: Column) -> Picture | None:
    """Where people stand on one indicator, before its bands where all are judged by the same."""
    sheet, lang = sitter.sheet, sitter.lang
    stand = [standing(sheet, who, column.name) for who in range(len(sheet.agents))]
    tables = {(one.judged.name, one.bands) for one in stand if one is not None}
    judged = _judged(sheet, column, stand)
    if judged.kind == "rank":
        return None
    values = [value for value in sheet.cells[judged.name] if isinstance(value, Decimal)]
    if not values:
        return None
    low, high = (cell_text(value, judged, lang) for value in (min(values), max(values)))
    title = heading(column, lang)
    says = say("report.distribution-says", lang, count=len(values), low=low, high=high)
    same = next(iter(tables))[1] if len(tables) == 1 else ()
    shades, keys = _shades(same), list(_keys(same, stand, judged, lang))
    told = [says, *(key.says for key in keys)]
    named = sitter.named(f"d{nth}", title, ("；" if lang == "zh" else "; ").join(told))
    drawn = charts.distribution(named, values, shades, judged.unit, lang)
    looked_at = heading_alone(judged, lang)
    return Picture(
        title,
        drawn,
        keys,
        says + (say("report.bands-differ", lang) if len(tables) > 1 else ""),
        "" if looked_at == title else looked_at,
    )


def _judged(sheet: Sheet, column: Column, stand: Sequence[Standing | None]) -> Column:
    """What everybody is judged by; the points themselves where that is not one figure."""
    found = {one.judged.name for one in stand if one is not None}
    if len(found) > 1:
        return column
    return sheet.column(found.pop()) if found else read_by(sheet, column) or column


def _shades(bands: Sequence[Band]) -> list[charts.Shade]:
    """Each band from bound to bound, in the order of the plan."""
    ranks = sorted({band.result for band in bands})
    bounds = [band.bound for band in bands]
    ways = {band.sign in _UPWARD for band in bands if band.sign is not None}
    if len(ways) != 1:  # no area from bound to bound can be told
        return []
    upward = ways.pop()
    shades = []
    for (before, bound), band in zip(pairwise([None, *bounds]), bands, strict=True):
        low, high = (bound, before) if upward else (before, bound)
        depth = _DEPTHS[_depth(ranks, band)]
        shades.append(charts.Shade(low, high, plain(band.result), depth))
    return shades


def _depth(ranks: Sequence[Decimal], band: Band) -> int:
    """The more a band gives, the deeper; what gives most is always deepest."""
    fewer = len(ranks) - 1 - ranks.index(band.result)
    return max(0, len(_DEPTHS) - 1 - fewer)


def _keys(
    bands: Sequence[Band], stand: Sequence[Standing | None], judged: Column, lang: Lang
) -> Iterator[Key]:
    """Each band with what it gives and how many people are in it."""
    ranks = sorted({band.result for band in bands})
    people = Counter(one.met for one in stand if one is not None)
    for at, band in enumerate(bands):
        facts = {"band": band_text(band, judged, lang), "gives": plain(band.result)}
        says = say("report.band-people", lang, count=people[at], **facts)
        yield Key(f"d{_depth(ranks, band)}", says)


def _cut(name: str) -> str:
    """As much of a name as fits beside a bar."""
    wide = 0
    for at, character in enumerate(name):
        wide += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if wide > _NAME_CELLS:
            return f"{name[:at]}…"
    return name
