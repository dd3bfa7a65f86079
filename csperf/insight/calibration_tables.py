"""A calibration as tables: figures over the windows, and every band before and after.

Rows are made twice, in the reader's language and (without one) as programs read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from csperf.exact import ONE, rounded
from csperf.insight.calibrating import Calibration, Window
from csperf.insight.proposing import Proposal
from csperf.insight.spread import Spread, named
from csperf.insight.standards import Standard
from csperf.intake.peers import Among
from csperf.next_band import Band
from csperf.output.html.bands import band_text
from csperf.output.page_measuring import lasting
from csperf.output.tables import Field, Section, Table
from csperf.texts import Lang, say
from csperf.units import Unit, rounding_of, show

_LONG = 600  # seconds from which nobody counts them one by one
_AMONG: tuple[Among, ...] = ("top", "mean")
_NUMBERS = frozenset(
    {"count", "people", "best", "better-quarter", "median", "mean", "worse-quarter", "worst"}
    | {"points", "points-proposed", "held", "held-proposed", "peer-top", "peer-mean"}
)


def calibration_sections(found: Calibration, lang: Lang) -> list[Section]:
    """The two tables."""
    uplift = show(found.uplift, Unit.PERCENT)
    periods = found.base.text or say("periods.unsaid", lang)
    title = say("calibrate.title", lang, plan=found.plan, periods=periods, uplift=uplift)
    return [Section(title, (_figures(found, lang), _bands(found, lang)))]


def _figures(found: Calibration, lang: Lang) -> Table:
    sizes = ("indicator", "window", "periods", "count", "people")
    ends = ("best", "best-who", "better-quarter", "median", "mean", "worse-quarter", "worst")
    peers = [f"peer-{among}" for among in _AMONG if found.peers]
    fields = _fields(lang, *sizes, *ends, "worst-who", *peers)
    rows, data = (list(_lines(found, spoken)) for spoken in (lang, None))
    return Table("standards", say("title-standards", lang), fields, rows, data=data)


def _lines(found: Calibration, lang: Lang | None) -> Iterator[tuple[str, ...]]:
    """A row for each table and window in which it has judged somebody."""
    for one in found.proposals:
        for window in found.windows:
            if (figures := found.over(window, one.standard)) is not None:
                yield (
                    *(one.standard.name, _window(window, lang), window.text),
                    *_spread(one.standard, figures, lang),
                    *(_peer(found, one.standard, among, lang) for among in _AMONG if found.peers),
                )


def _window(window: Window, lang: Lang | None) -> str:
    return say(f"window.{window.name}", lang) if lang else window.name


def _peer(found: Calibration, standard: Standard, among: Among, lang: Lang | None) -> str:
    """What other shops reach in the figure that is judged."""
    peer = found.peers.get((standard.judged.name, among))
    return "" if peer is None else show(peer.value, standard.judged.unit, lang or "en")


def _spread(standard: Standard, figures: Spread, lang: Lang | None) -> Iterator[str]:
    def shown(value: Decimal | None) -> str:
        unit = standard.judged.unit
        if value is None:
            return ""
        if lang is not None and unit is Unit.SECONDS and value >= _LONG:
            return lasting(int(rounded(value, ONE)), lang)
        return show(rounded(value, rounding_of(unit)), unit, lang or "en")

    low, middle, high = figures.quartiles or (None, None, None)
    better, worse = (high, low) if standard.way != "lower" else (low, high)
    yield from (str(figures.count), str(figures.people))
    yield from (shown(figures.best.value), named(figures.whose_best, lang))
    yield from (shown(better), shown(middle), shown(figures.mean), shown(worse))
    yield from (shown(figures.worst.value), named(figures.whose_worst, lang))


def _bands(found: Calibration, lang: Lang) -> Table:
    keys = ("indicator", "band-now", "points", "held", "band-proposed", "points-proposed")
    fields = _fields(lang, *keys, "held-proposed")
    rows, data = (
        [row for one in found.proposals for row in _rows(found, one, spoken)]
        for spoken in (lang, None)
    )
    return Table("proposals", say("title-proposals", lang), fields, rows, data=data)


def _rows(found: Calibration, proposal: Proposal, lang: Lang | None) -> Iterator[tuple[str, ...]]:
    """Every band as it is and as it would be, with how many figures of the base it holds."""
    old, new = proposal.standard, proposal.proposed
    values = [one.value for one in old.seen if one.period in found.base.periods]
    held = [[one.met(value) for value in values] for one in (old, new)]
    for at in range(len(old.points)):
        row = [old.name]
        for one, met in zip((old, new), held, strict=True):
            row += [_band(one, at, lang), show(one.points[at].value, Unit.COUNT)]
            row.append(str(met.count(at)))
        yield tuple(row)


def _band(standard: Standard, at: int, lang: Lang | None) -> str:
    last = at == len(standard.bounds)
    points = standard.points[at].value
    band = Band(points) if last else Band(points, standard.sign, standard.bounds[at].value)
    return band_text(band, standard.judged, lang or "en")


def _fields(lang: Lang, *keys: str) -> tuple[Field, ...]:
    return tuple(
        Field(key.replace("-", "_"), say(f"field.{key}", lang), key in _NUMBERS) for key in keys
    )
