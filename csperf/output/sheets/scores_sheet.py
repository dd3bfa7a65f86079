"""The sheet of scores of one role: each indicator's figure, the band it fell in, its points.

Behind the indicators stand score, grade and boards, then all other metrics of the plan.
"""

from __future__ import annotations

from csperf.formula import Column
from csperf.next_band import standing
from csperf.output.columns import (
    OVERALL_RANK,
    UNKNOWN,
    boards,
    evidence,
    heading,
    in_order,
)
from csperf.output.html.bands import band_text
from csperf.output.run import Run
from csperf.output.sheets.paper import TITLE_HEIGHT, Laid, Paper, Styles
from csperf.output.sheets.table import lay, spread
from csperf.output.strips import Strip, names_strip, strips_of
from csperf.texts import Lang, say


def scores_sheet(paper: Paper, styles: Styles, run: Run, lang: Lang) -> Laid:
    """Write every figure that is scored, and those that are paid by."""
    title = say("title-scoreboard", lang, plan=run.plan, period=run.period)
    paper.say(title, styles.title, TITLE_HEIGHT)
    laid = lay(paper, styles, score_strips(run, lang), (run,))
    spread(paper, laid, title)
    return laid


def score_strips(run: Run, lang: Lang) -> list[Strip]:
    """Every indicator with what it was read from, the score, the boards, then all other metrics."""
    sheet = run.sheet
    overall = [column for column in sheet.of_kind("rank") if column.name == OVERALL_RANK]
    judged = evidence(sheet, "metric", "team", "part", "points")
    others = [column for column in sheet.of_kind("metric", "team") if column not in judged]
    columns = [*overall, *judged, *sheet.of_kind("score", "grade"), *boards(sheet), *others]
    strips: list[Strip] = []
    for column, strip in zip(columns, strips_of(run, columns, lang), strict=True):
        if column.kind in {"points", "part"}:
            strips += _bands(run, column, lang)
        strips.append(strip)
    return [*strips[: len(overall)], names_strip([run], lang), *strips[len(overall) :]]


def _bands(run: Run, column: Column, lang: Lang) -> list[Strip]:
    """The row of the band table that held for each person, where a table made the points."""
    stands = [standing(run.sheet, agent, column.name) for agent in in_order(run.sheet)]
    if not any(stands):
        return []
    cells = [
        UNKNOWN if one is None or one.met is None
        else band_text(one.bands[one.met], one.judged, lang)
        for one in stands
    ]  # fmt: skip
    return [Strip(say("heading-of-band", lang, name=heading(column, lang)), cells)]
