"""The sheet of scores of one role: each indicator with what it was read from, score and boards."""

from __future__ import annotations

from csperf.output.columns import OVERALL_RANK, boards, evidence
from csperf.output.run import Run
from csperf.output.sheets.paper import TITLE_HEIGHT, Laid, Paper, Styles
from csperf.output.sheets.table import lay
from csperf.output.strips import Strip, names_strip, strips_of
from csperf.texts import Lang, say


def scores_sheet(paper: Paper, styles: Styles, run: Run, lang: Lang) -> Laid:
    """Write every figure that is scored, and those that are paid by."""
    strips = score_strips(run, lang)
    title = say("title-scoreboard", lang, plan=run.plan, period=run.period)
    paper.say(title, styles.title, TITLE_HEIGHT)
    return lay(paper, styles, strips, (run,))


def score_strips(run: Run, lang: Lang) -> list[Strip]:
    """Every indicator with what it was read from, the score, the boards, then all other metrics."""
    sheet = run.sheet
    overall = [column for column in sheet.of_kind("rank") if column.name == OVERALL_RANK]
    judged = evidence(sheet, "metric", "team", "part", "points")
    others = [column for column in sheet.of_kind("metric", "team") if column not in judged]
    results = [*sheet.of_kind("score", "grade"), *boards(sheet)]
    strips = strips_of(run, [*overall, *judged, *results, *others], lang)
    return [*strips[: len(overall)], names_strip([run], lang), *strips[len(overall) :]]
