"""Charts as SVG: what a picture shows comes in as figures and words, what goes out is markup.

Why numbers travel as text: Vega draws with floats, and csperf has none. Every figure is handed over
digit by digit and read by Vega itself, for pixels alone; whatever a reader can read as a figure
beside a chart was written by csperf.
Why no automatic layout and no legend: both would measure text with the fonts of the machine, and
the same month would give other bytes elsewhere. Colours are CSS variables, so one picture serves
light and dark; the page writes legends as text, which wraps on a phone and can be searched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup, escape

from csperf.output.safe import safe_text
from csperf.texts import Lang
from csperf.units import Unit

COLOURS = 8
"""How many parts of a whole can be told apart by colour: --c1 to --c8 of the style sheet."""

_WHOLE = 360  # the width of every picture: what a phone shows without making it smaller
_BELOW = 26  # the room for an axis
_NAME, _AMOUNT, _LINE = 92, 66, 24  # the room for a name, for an amount, the height of a line
_FEW = 60  # people who are drawn as a dot each; more of them as bars
_NAMED = 12  # dots that can carry a name
_TAGS = re.compile(r"<[^>]*>")
_ROOT = re.compile(r"<svg [^>]*>")
_NOISE = re.compile(r' (?:role|aria-\w+|pointer-events|class|font-family)="[^"]*"| opacity="1"')
_LONG = re.compile(r"(\.\d\d)\d+")
_EMPTY = re.compile(r'<path (?:d="(?:M0,0h0v0h0Z)?"|display="none"| )+/>')

Row = Mapping[str, Decimal | str | None]


@dataclass(frozen=True)
class _Size:
    """How high a picture is, and the room around what is drawn."""

    high: int
    left: int = 14
    top: int = 8
    right: int = 14

    @property
    def wide(self) -> int:
        """What the room on both sides leaves."""
        return _WHOLE - self.left - self.right


@dataclass(frozen=True)
class Named:
    """What a chart is called and what it shows, in words; `id` is the page's own."""

    id: str
    title: str
    says: str


@dataclass(frozen=True)
class Shade:
    """A band behind the dots: from `low` to `high` (None is open), and how deep its colour is."""

    low: Decimal | None
    high: Decimal | None
    gives: str
    depth: Decimal


@dataclass(frozen=True)
class Bar:
    """Somebody's whole in parts, each with the number of its colour, and what it comes to."""

    name: str
    parts: Sequence[tuple[int, Decimal]]
    whole: str


@dataclass(frozen=True)
class Dot:
    """Somebody between two axes."""

    name: str
    across: Decimal
    up: Decimal


@dataclass(frozen=True)
class Month:
    """A month's sum."""

    period: str
    amount: Decimal


@dataclass(frozen=True)
class Course:
    """Somebody's figure month by month, by the place of the month; unknown months are left out."""

    points: Sequence[tuple[str, Decimal]]


def distribution(
    named: Named, values: Sequence[Decimal], shades: Sequence[Shade], unit: Unit, lang: Lang
) -> Markup:
    """Where people stand on one figure, before the bands by which they are judged."""
    axis = _axis(unit, lang)
    binned = alt.Chart(_data([{"value": value} for value in values])).transform_bin(
        ["bin", "end"], "value", bin=alt.Bin(maxbins=30)
    )
    people = _dots(binned, axis) if len(values) <= _FEW else _columns(binned, axis)
    size = _Size(112, top=20)
    return _drawn([*_bands(shades), people], named, size)


def _dots(binned: alt.Chart, axis: alt.Axis) -> alt.Chart:
    """A dot a person, piled up where they are about equal."""
    pile = alt.Scale(domain=alt.DomainUnionWith(unionWith=[0, 9]))
    piled = binned.transform_window(nth="row_number()", groupby=["bin"])
    dots: alt.Chart = piled.mark_circle(
        size=64, color="var(--accent)", stroke="var(--paper)"
    ).encode(
        x=alt.X("value:Q", title=None, scale=_within(), axis=axis),
        y=alt.Y("nth:Q", axis=None, scale=pile),
    )
    return dots


def _columns(binned: alt.Chart, axis: alt.Axis) -> alt.Chart:
    """How many people stand where, if they are too many for a dot each."""
    counted = binned.transform_aggregate(people="count()", groupby=["bin", "end"])
    columns: alt.Chart = counted.mark_rect(fill="var(--accent)", stroke="var(--paper)").encode(
        x=alt.X("bin:Q", title=None, scale=_within(), axis=axis),
        x2=alt.X2("end:Q"),
        y=alt.Y("people:Q", axis=None),
        y2=alt.Y2Datum(0),
    )
    return columns


def _within() -> alt.Scale:
    return alt.Scale(zero=False, nice=True, padding=10)


def _bands(shades: Sequence[Shade]) -> list[alt.Chart]:
    """The bands as areas from edge to edge, each with what it gives at its lower end."""
    return [
        layer
        for low, high in ((True, True), (True, False), (False, True), (False, False))
        if (own := [s for s in shades if (s.low is not None, s.high is not None) == (low, high)])
        for layer in _areas(own, low=low, high=high)
    ]


def _areas(shades: Sequence[Shade], *, low: bool, high: bool) -> tuple[alt.Chart, alt.Chart]:
    """Bands that are bounded on the same sides."""
    rows = [{"low": s.low, "high": s.high, "gives": s.gives, "depth": s.depth} for s in shades]
    base = alt.Chart(_data(rows))
    first = alt.X("low:Q" if low else "high:Q", title=None)
    start = first if low or high else alt.value(0)
    both = low and high
    end = alt.X2("high:Q") if both else alt.value("width" if low or not high else 0)
    depth = alt.FillOpacity("depth:Q", scale=None)
    areas = base.mark_rect(fill="var(--accent)", stroke="var(--line)")
    words = base.mark_text(align="left", dx=3, color="var(--muted)", fontSize=11)
    return (
        areas.encode(x=start, x2=end, fillOpacity=depth),
        words.encode(x=start if low else alt.value(0), y=alt.value(-9), text="gives:N"),
    )


def composition(named: Named, bars: Sequence[Bar], lang: Lang) -> Markup:
    """What each person's pay is made of, one bar a person with the name and the sum beside it."""
    rows: list[Row] = [
        {"nth": str(nth), "amount": amount, "colour": f"var(--c{colour})"}
        for nth, bar in enumerate(bars)
        for colour, amount in bar.parts
    ]
    texts: list[Row] = [
        {"nth": str(n), "name": bar.name, "whole": bar.whole} for n, bar in enumerate(bars)
    ]
    size = _Size(_LINE * len(bars), _NAME, 4, _AMOUNT)
    line = alt.Y("nth:O", axis=None, sort=None)
    money = alt.X("amount:Q", title=None, axis=_axis(Unit.MONEY, lang, 4))
    colour = alt.Color("colour:N", scale=None)
    stacked = alt.Chart(_data(rows)).mark_bar(size=14).encode(x=money, y=line, color=colour)
    beside = alt.Chart(_data(texts))
    names = beside.mark_text(align="right", color="var(--ink)", fontSize=12)
    wholes = beside.mark_text(align="left", color="var(--ink)", fontSize=11)
    layers = [
        names.encode(x=alt.value(-8), y=line, text="name:N"),
        wholes.encode(x=alt.value(size.wide + 6), y=line, text="whole:N"),
        stacked,
    ]
    return _drawn(layers, named, size)


def scatter(named: Named, dots: Sequence[Dot], units: tuple[Unit, Unit], lang: Lang) -> Markup:
    """One figure against another, a dot a person; with names where there is room for them."""
    across, up = units
    near = alt.Scale(zero=False, nice=True, padding=12)
    base = alt.Chart(
        _data([{"name": d.name, "across": d.across, "up": d.up} for d in dots])
    ).encode(
        x=alt.X("across:Q", title=None, scale=near, axis=_axis(across, lang)),
        y=alt.Y("up:Q", title=None, scale=near, axis=_axis(up, lang)),
    )
    size, opacity = (64, 0.85) if len(dots) <= _FEW else (30, 0.4)
    layers = [base.mark_circle(size=size, color="var(--accent)", opacity=opacity)]
    if len(dots) <= _NAMED:
        names = base.mark_text(dy=-11, color="var(--ink)", fontSize=11)
        layers.append(names.encode(text="name:N"))
    return _drawn(layers, named, _Size(220, 52))


def months(named: Named, sums: Sequence[Month], lang: Lang) -> Markup:
    """A column a month."""
    rows: list[Row] = [{"period": one.period, "amount": one.amount} for one in sums]
    base = alt.Chart(_data(rows)).encode(
        x=_by_month([one.period for one in sums]),
        y=alt.Y("amount:Q", title=None, axis=_axis(Unit.MONEY, lang, 4)),
    )
    return _drawn([base.mark_bar(color="var(--accent)", size=28)], named, _Size(180, 52))


def courses(
    named: Named, periods: Sequence[str], people: Sequence[Course], unit: Unit, lang: Lang
) -> Markup:
    """A line a person over the months."""
    rows: list[Row] = [
        {"who": str(nth), "period": period, "figure": figure}
        for nth, person in enumerate(people)
        for period, figure in person.points
    ]
    near = alt.Scale(zero=False, nice=True, padding=12)
    base = alt.Chart(_data(rows)).encode(
        x=_by_month(periods),
        y=alt.Y("figure:Q", title=None, scale=near, axis=_axis(unit, lang)),
        detail="who:N",
    )
    lines = base.mark_line(color="var(--accent)", opacity=0.6, strokeWidth=1.5)
    dots = base.mark_circle(color="var(--accent)", opacity=0.8, size=36)
    return _drawn([lines, dots], named, _Size(180, 52))


def _by_month(periods: Sequence[str]) -> alt.X:
    axis = alt.Axis(labelExpr=_PERIOD, labelAngle=0, labelOverlap=False, domain=False, grid=False)
    return alt.X("period:O", title=None, scale=alt.Scale(domain=list(periods)), axis=axis)


def _data(rows: Sequence[Row]) -> dict[str, Any]:
    """The rows of a picture, each figure as its digits; Vega is told which texts are figures."""
    figures = {name for row in rows for name, value in row.items() if isinstance(value, Decimal)}
    values = [{name: _digits(value) for name, value in row.items()} for row in rows]
    return {"values": values, "format": {"parse": dict.fromkeys(sorted(figures), "number")}}


def _digits(value: Decimal | str | None) -> str | None:
    if isinstance(value, Decimal):
        return format(value, "f")
    return None if value is None else safe_text(value)


def _axis(unit: Unit, lang: Lang, ticks: int = 5) -> alt.Axis:
    """An axis whose labels carry the unit; large amounts are shortened as the language does."""
    label = _LABELS.get(unit, _LARGE)[lang]
    least = 1 if unit in {Unit.COUNT, Unit.DAYS} else alt.Undefined
    return alt.Axis(
        labelExpr=label, tickCount=ticks, tickMinStep=least, labelOverlap=False, domain=False
    )


def _drawn(layers: Sequence[alt.Chart], named: Named, size: _Size) -> Markup:
    """The picture as markup of this page, drawn without a network and without the clock."""
    room = {"left": size.left, "right": size.right, "top": size.top, "bottom": _BELOW}
    whole = (
        alt.LayerChart(layer=list(layers))
        .properties(
            width=size.wide,
            height=size.high,
            padding=room,
            background="transparent",
            autosize=alt.AutoSizeParams(type="none"),
        )
        .configure(aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="var(--muted)",
            labelFontSize=11,
            gridColor="var(--line)",
            tickColor="var(--line)",
        )
    )
    drawn = vl_convert.vegalite_to_svg(whole.to_dict(), allowed_base_urls=[])
    return _own(drawn, named, size.high + size.top + _BELOW)


def _own(drawn: str, named: Named, high: int) -> Markup:
    """A picture of this page: its words first, and nothing in it that says nothing."""
    bare = _TAGS.sub(lambda tag: _LONG.sub(r"\1", _NOISE.sub("", tag[0])), drawn)
    bare = _EMPTY.sub("", bare)
    title, desc = f"{named.id}-t", f"{named.id}-d"
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WHOLE} {high}" role="img"'
        f' aria-labelledby="{title} {desc}"><title id="{title}">{escape(safe_text(named.title))}'
        f'</title><desc id="{desc}">{escape(safe_text(named.says))}</desc>'
    )
    return Markup(_ROOT.sub(lambda _: root, bare, count=1))  # noqa: S704 - the texts are escaped


_PERIOD = "length(datum.value) > 7 ? slice(datum.value, 2, 10) : datum.value"  # a month, or days
_LARGE = {
    "zh": "abs(datum.value) >= 10000 ? format(datum.value / 10000, '~f') + '万'"
    " : format(datum.value, '~f')",
    "en": "abs(datum.value) >= 10000 ? format(datum.value, '~s') : format(datum.value, '~f')",
}
_LABELS = {
    Unit.PERCENT: dict.fromkeys(("zh", "en"), "format(datum.value, '~%')"),
    Unit.SECONDS: {
        "zh": "format(datum.value, '~f') + '秒'",
        "en": "format(datum.value, '~f') + 's'",
    },
}
