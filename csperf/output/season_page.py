"""The seasons of a plan, and shops that are scored apart, as the page of `validate` tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from csperf.output.phrases import SIGNS
from csperf.output.wrapping import wrapped
from csperf.plan.bands import PointsRow
from csperf.plan.fields import as_written
from csperf.plan.model import PlanFile
from csperf.plan.seasons import Season
from csperf.texts import Lang, say
from csperf.units import Figure
from csperf.yaml_text import Written

_WIDTH = 80


def seasons_told(rules: PlanFile, lang: Lang) -> Iterator[str]:
    """What differs on which days, and how a period that has several of them is put together."""
    if rules.score.shops == "averaged":
        weight = rules.score.weighted_by
        told = say("page.shops", lang)
        told = say("page.shops-weighted", lang, weight=str(weight)) if weight else told
        yield from wrapped(told, _WIDTH, "", "  ")
    if not rules.seasons:
        return
    yield say("page.seasons", lang)
    for name, season in rules.seasons.items():
        told = say("page.season", lang, name=str(name), start=season.from_, end=season.until)
        yield from wrapped(told, _WIDTH, "  ", "  ")
        for line in _changes(season, lang):
            yield from wrapped(line, _WIDTH, "    ", "  ")
    if rules.indicators:
        yield from wrapped(say("page.season-parts", lang), _WIDTH, "  ", "  ")


def _changes(season: Season, lang: Lang) -> Iterator[str]:
    """What is otherwise in a season, one line each."""
    if season.weights:
        yield say("page.season-weights", lang, weights=_listed(_shares(season.weights), lang))
    for name, rows in season.bands.items():
        bands = _listed((_band(row, lang) for row in rows), lang)
        yield say("page.line", lang, name=str(name), told=bands)
    if season.factors:
        yield say("page.season-factors", lang, factors=_listed(_shares(season.factors), lang))
    if season.exclude_days:
        id_ = f"page.season-leaves-{season.excluded_from}"
        yield say(id_, lang, days=_listed(map(str, season.exclude_days), lang))
    if season.says:
        yield say("words.says", lang, says=str(season.says))


def _shares(figures: Mapping[Written, Figure]) -> Iterator[str]:
    return (f"{name} {as_written(figure)}" for name, figure in figures.items())


def _band(row: PointsRow, lang: Lang) -> str:
    """`≥50% 100`, or what every other case has."""
    result = row.points or row.otherwise
    points = as_written(result) if result else ""
    bounds = [f"{SIGNS[sign]}{as_written(figure)}" for sign, figure in row.bounds().items()]
    return f"{bounds[0] if bounds else say('page.season-otherwise', lang)} {points}"


def _listed(told: Iterable[str], lang: Lang) -> str:
    return ("，" if lang == "zh" else ", ").join(told)
