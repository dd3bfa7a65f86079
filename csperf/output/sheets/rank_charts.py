"""The charts of one role: scores, two indicators against each other, what pay is made of.

Each reads cells of the signed sheets, so that a chart can never say another figure than they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from csperf.exact import ONE, ZERO
from csperf.formula import Cell, Column, names
from csperf.output.columns import evidence, heading, in_order
from csperf.output.page_indicators import weights_of
from csperf.output.run import Run
from csperf.output.sheets.cells import down
from csperf.output.sheets.paper import Axis, Chart, Laid, Series
from csperf.output.strips import Live
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit

ROWS = 13
_FEWEST_DOTS = 3
_CONVERSION, _RESPONSE = ("转化率", "conversion"), ("响应", "response")


@dataclass(frozen=True)
class Shown:
    """A table on a sheet, of which run of it charts are drawn, and of how many people."""

    laid: Laid
    run: int
    people: int

    def labels(self, people: int) -> list[str]:
        """The names; one that reads like a formula by its cell, so that it is none."""
        first, column = self.laid.row_of(self.run, 0), self._named()
        return [
            f"={down(column, first + at, first + at, self.laid.sheet)}"
            if name.startswith("=")
            else name
            for at, name in enumerate(map(str, self._kept(column, people)))
        ]

    def series(self, up: str, across: str = "", people: int | None = None) -> Series:
        """A column for each name, or against another column, of the first people."""
        count = self.people if people is None else people
        first = self._position(across) if across else self._named()
        return Series(
            self.word(up),
            self._down(first, count),
            self._down(self._position(up), count),
            self._kept(first, count),
            self._kept(self._position(up), count),
            self.labels(count) if across else (),
        )

    def look(self, column: str) -> str:
        """How the numbers of a column look."""
        return self.laid.strips[self._position(column)].number_format

    def word(self, column: str) -> str:
        """The cell of a column's heading."""
        above = self.laid.first_row - 1
        return down(self._position(column), above, above, self.laid.sheet)

    def _named(self) -> int:
        return next(n for n, strip in enumerate(self.laid.strips) if strip.names_people)

    def _position(self, column: str) -> int:
        strips = enumerate(self.laid.strips)
        return next(n for n, strip in strips if strip.of and strip.of[self.run] == column)

    def _down(self, column: int, people: int) -> str:
        first = self.laid.row_of(self.run, 0)
        return down(column, first, first + people - 1, self.laid.sheet)

    def _kept(self, column: int, people: int) -> list[Decimal | str]:
        first = self.laid.row_of(self.run, 0) - self.laid.first_row
        cells = self.laid.strips[column].cells[first : first + people]
        return [cell for cell in cells if not isinstance(cell, Live)]


def charts_of(run: Run, scores: Shown, pay: Shown | None, lang: Lang) -> list[Chart]:
    """The charts for which the run has figures."""
    found = [_scores(run, scores, lang), _against(run, scores, lang)]
    found += [_pay(run, pay, lang)] if pay is not None else []
    return [chart for chart in found if chart is not None]


def _scores(run: Run, shown: Shown, lang: Lang) -> Chart | None:
    columns = run.sheet.of_kind("score")
    if not columns or not shown.people:
        return None
    series = shown.series(columns[-1].name)
    aside = Axis(heading(columns[-1], lang), least=_ground([series]))
    return Chart("bars", say("chart-scores", lang), [series], up=aside)


def _pay(run: Run, shown: Shown, lang: Lang) -> Chart | None:
    """What everybody's pay is made of, a colour a line."""
    lines = run.sheet.of_kind("pay")
    if not lines or not shown.people:
        return None
    series = [shown.series(line.name) for line in lines]
    aside = Axis(say("chart-pay-in", lang, currency=run.currency), "#,##0", _ground(series))
    return Chart("stacked", say("chart-pay", lang), series, up=aside)


def _against(run: Run, shown: Shown, lang: Lang) -> Chart | None:
    """One indicator against another, of the first people who have a figure of both."""
    pair = _pair(run.sheet)
    if pair is None:
        return None
    across, up = pair
    people = _known(run.sheet, pair, shown.people)
    if people < _FEWEST_DOTS:
        return None
    series = shown.series(up.name, across.name, people)
    title = say("chart-against", lang, up=heading(up, lang), across=heading(across, lang))
    along = Axis(heading(across, lang), shown.look(across.name), _beginning(series.kept_across))
    aside = Axis(heading(up, lang), shown.look(up.name), _beginning(series.kept_up))
    return Chart("dots", title, [series], along, aside)


def _ground(series: Sequence[Series]) -> Decimal | None:
    """Bars stand on 0; below it, where one hangs down, a program finds room by itself."""
    figures = (figure for one in series for figure in one.kept_up)
    return None if any(isinstance(f, Decimal) and f < 0 for f in figures) else ZERO


def _beginning(figures: Sequence[Decimal | str]) -> Decimal:
    """Where an axis begins: the least figure down to its first digit, so that dots fill it."""
    least = min(figure for figure in figures if isinstance(figure, Decimal))
    return least.quantize(ONE.scaleb(least.adjusted()), ROUND_FLOOR)


def _pair(sheet: Sheet) -> tuple[Column, Column] | None:
    """Response time and conversion where a plan scores both, else its two heaviest indicators."""
    judged = [c for c in evidence(sheet, "metric") if c.unit is not Unit.TEXT]
    response = (c for c in judged if c.unit is Unit.SECONDS and _named(c, _RESPONSE))
    conversion = (c for c in judged if c.unit is Unit.PERCENT and _named(c, _CONVERSION))
    across, up = next(response, None), next(conversion, None)
    if across is not None and up is not None:
        return across, up
    heaviest = _by_weight(sheet, judged)[:2]
    return (heaviest[1], heaviest[0]) if len(heaviest) > 1 else None


def _named(column: Column, words: Sequence[str]) -> bool:
    return any(word in column.name for word in words)


def _by_weight(sheet: Sheet, judged: Sequence[Column]) -> list[Column]:
    """The metrics that indicators with a weight of their own look at, the heaviest first."""
    known = {column.name: column for column in judged}
    scores = sheet.of_kind("score")
    formula = scores[-1].formula if scores else None
    weights = {} if formula is None else weights_of(formula)
    heavy = {
        name: weight.value
        for name, weight in weights.items()
        if weight is not None and isinstance(weight.value, Decimal)
    }
    ordered = sorted(heavy, key=lambda name: -heavy[name])
    read = (names(sheet.column(name).formula or Cell(name)) for name in ordered)
    return list(dict.fromkeys(known[name] for own in read for name in own if name in known))


def _known(sheet: Sheet, pair: tuple[Column, Column], most: int) -> int:
    """How many of the first people have both figures, none lacking one in between."""
    for count, agent in enumerate(in_order(sheet)[:most]):
        if not all(isinstance(sheet.value(agent, column.name), Decimal) for column in pair):
            return count
    return min(most, len(sheet.agents))
