"""What an indicator looks at, and a band in words, as pages show them."""

from __future__ import annotations

from csperf.exact import exactly
from csperf.formula import Column, names
from csperf.next_band import Band
from csperf.output.phrases import SIGNS
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit, show


def band_text(band: Band, judged: Column, lang: Lang) -> str:
    """`≥55%`; the last row of a table is whatever no row before it holds."""
    if band.sign is None or band.bound is None:
        return say("clause.otherwise", lang)
    with exactly():
        return SIGNS[band.sign] + show(band.bound, judged.unit, lang)


def read_by(sheet: Sheet, column: Column) -> Column | None:
    """The one measured figure that points without a table are made of; None if there are more."""
    read = () if column.formula is None else dict.fromkeys(names(column.formula))
    figures = [one for one in map(sheet.column, read) if one.kind in {"metric", "aid"}]
    alone = len(read) == 1 and len(figures) == 1
    return figures[0] if alone and figures[0].unit is not Unit.TEXT else None
