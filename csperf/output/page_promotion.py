"""The page's part about promotion: what each level asks, lowest first, and whom it commends."""

from __future__ import annotations

from collections.abc import Iterator

from csperf.output.page_lines import Part, line, listed, section
from csperf.plan.fields import as_written
from csperf.plan.model import PlanFile
from csperf.plan.promotion import Asked, Award, Requirement
from csperf.texts import Lang, say

SIGNS = {"at_least": "≥", "over": ">", "at_most": "≤", "under": "<"}


def promotion(rules: PlanFile, lang: Lang) -> Iterator[Part]:
    """Levels and awards, if the plan has any."""
    if rules.promotion is None:
        return
    facts = {"count": as_written(rules.promotion.per_year), "by": str(rules.promotion.by)}
    yield from section(say("page.promotion", lang, **facts))
    for level, requirement in rules.promotion.ladder.items():
        yield from line(str(level), _asked(requirement, lang), lang)
    for name, award in rules.promotion.awards.items():
        yield from line(str(name), _commended(award, lang), lang)


def _asked(requirement: Requirement, lang: Lang) -> str:
    told = [
        say(f"promotion.{how}", lang, name=str(name)) + _bounds(asked)
        for how, name, asked in requirement.asked()
    ]
    if requirement.months is not None:
        told.insert(0, say("page.promotion-months", lang, count=as_written(requirement.months)))
    if requirement.says is not None:
        told.append(say("words.says", lang, says=str(requirement.says)))
    return listed(told, lang) if told else say("page.promotion-nothing", lang)


def _bounds(asked: Asked) -> str:
    return "".join(f" {SIGNS[sign]}{as_written(bound)}" for sign, bound in asked.bounds())


def _commended(award: Award, lang: Lang) -> str:
    by = say(f"promotion.{award.combine}", lang, name=str(award.by))
    told = [say("page.award", lang, by=by, count=as_written(award.top))]
    if award.months is not None:
        told.append(say("page.promotion-months", lang, count=as_written(award.months)))
    if award.says is not None:
        told.append(say("words.says", lang, says=str(award.says)))
    return listed(told, lang)
