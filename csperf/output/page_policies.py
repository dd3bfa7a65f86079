"""The policies of a plan's page: for whom it is, what was agreed, when it differs, its defaults."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from csperf.exact import fixed, plain
from csperf.formula import Column, Formula, Ladder, parts
from csperf.output.page_lines import Band, Bands, Part, Said, line, listed, put, section
from csperf.output.phrases import SIGNS
from csperf.plan.bands import PointsRow
from csperf.plan.commission import Commission, CommissionLine, two_rows
from csperf.plan.fields import as_written
from csperf.plan.items import ClawbackLine, ItemCommission, ItemCommissionLine
from csperf.plan.line import PayLine
from csperf.plan.model import PlanFile
from csperf.texts import Lang, say
from csperf.units import Figure, Unit


def whom(rules: PlanFile, lang: Lang) -> list[Said]:
    """For whom and when."""
    facts = [
        say("page.role", lang, role=str(rules.role)) if rules.role else say("page.all", lang),
        say("page.currency", lang, currency=str(rules.currency)),
    ]
    facts[1:1] = _days(rules.from_, rules.until, lang)
    return put(say("page.whom", lang, facts=listed(facts, lang)))


def agreements(rules: PlanFile, lang: Lang) -> Iterator[Part]:
    """What was agreed with single people, until when, and why."""
    if rules.overrides:
        yield from section(say("page.agreements", lang))
    for rule in rules.overrides:
        what = str(rule.line or rule.indicator)
        if rule.factor is not None:
            effect = say("page.times", lang, line=what, factor=as_written(rule.factor))
        else:
            figure = rule.amount or rule.points
            effect = say(
                "page.instead", lang, line=what, value=as_written(figure) if figure else ""
            )
        told = [effect, str(rule.reason), *_days(rule.from_, rule.until, lang)]
        yield from line(str(rule.agent), listed(told, lang), lang)


def _days(start: str | None, end: str | None, lang: Lang) -> list[str]:
    """From when until when; nothing for always."""
    if start and end:
        return [say("page.valid", lang, start=str(start), end=str(end))]
    if start:
        return [say("page.valid-from", lang, start=str(start))]
    return [say("page.valid-until", lang, end=str(end))] if end else []


def seasons(rules: PlanFile, lang: Lang) -> Iterator[Part]:
    """The days on which other weights, bands or rates hold, or which are left out."""
    if rules.seasons:
        yield from section(say("page.seasons", lang))
    for name, season in rules.seasons.items():
        told = _days(season.from_, season.until, lang)
        for word, figures in (("weights", season.weights), ("factors", season.factors)):
            stated = [f"{one} {as_written(figure)}" for one, figure in figures.items()]
            if stated:
                told.append(say(f"page.season-{word}", lang, listed=listed(stated, lang)))
        if season.exclude_days:
            days = listed([str(day) for day in season.exclude_days], lang)
            told.append(say(f"page.season-excluded-{season.excluded_from}", lang, days=days))
        between = "；" if lang == "zh" else "; "
        yield from line(str(name), between.join(told), lang)
        for one, rows in season.bands.items():
            yield from put(say("page.season-bands", lang, name=str(one)), 4)
            yield Bands(tuple(_row(row, lang) for row in rows), 6)
        if season.says:
            yield from put(say("words.says", lang, says=str(season.says)), 4)
    if rules.seasons and rules.indicators:
        yield from put(say("page.season-parts", lang), 2)


def _row(row: PointsRow, lang: Lang) -> Band:
    """A band as the plan writes it."""
    for word, figure in row.bounds().items():
        return Band(SIGNS[word] + as_written(figure), _written(row.points))
    return Band(say("clause.otherwise", lang), _written(row.otherwise))


def _written(figure: Figure | None) -> str:
    return as_written(figure) if figure else ""


def policies(rules: PlanFile, columns: Sequence[Column], lang: Lang) -> Iterator[Part]:
    """What the plan says, or leaves to a default, about what is often argued about."""
    rounding = rules.rounding
    money = str(rounding.money.value) if rounding.money else "0.01"
    score = str(rounding.score.value) if rounding.score else "0.01"
    mode = say(f"rounding.{rounding.mode}", lang)
    yield from section(say("page.policies", lang))
    yield from put(say("verdict.rounding", lang, money=money, score=score, mode=mode), 2)
    if rules.indicators:
        yield from put(say(f"verdict.missing-{rules.score.missing}", lang), 2)
        yield from _shops(rules, lang)
    data = rules.data
    told = [
        say(f"verdict.unmatched-{data.unmatched}", lang),
        say(f"verdict.without-data-{data.without_data}", lang),
        say(f"verdict.outside-period-{data.outside_period}", lang),
    ]
    yield from put(listed(told, lang), 2)
    if rules.law is not None:
        minimum = as_written(rules.law.minimum_wage)
        yield from put(say("page.minimum-wage", lang, minimum=minimum), 2)
    yield from _refunds(rules, {c.name for c in columns if c.unit is Unit.MONEY}, lang)


def _shops(rules: PlanFile, lang: Lang) -> Iterator[Part]:
    """How the scores of one who works in several shops are put together, where each has its own."""
    weight = rules.score.weighted_by
    if rules.score.shops == "averaged" and weight is not None:
        yield from put(say("page.shops-weighted", lang, weight=str(weight)), 2)
    elif rules.score.shops == "averaged":
        yield from put(say("page.shops", lang), 2)


def _refunds(rules: PlanFile, money: Container[str], lang: Lang) -> Iterator[Part]:
    """What becomes of refunds, of each line that is paid on an amount of money."""
    lines = [
        (str(name), line.commission)
        for name, line in rules.pay.items()
        if isinstance(line, CommissionLine) and line.commission.for_each is None
        if str(line.commission.of) in money
    ]
    for name, rule in lines:
        facts = {"line": name, "of": str(rule.of)}
        yield from put(say(f"verdict.below-zero-{rule.below_zero or 'error'}", lang, **facts), 2)
    back = [str(name) for name, line in rules.pay.items() if isinstance(line, ClawbackLine)]
    if back:
        taken = ("、" if lang == "zh" else ", ").join(back)
        yield from put(say("verdict.refunds-taken-back", lang, lines=taken), 2)
    elif lines:
        yield from put(say("verdict.refunds-later", lang), 2)


def row_by_row(
    rules: PlanFile, tables: Mapping[str, Sequence[Column]], lang: Lang
) -> Iterator[Part]:
    """What becomes of negative rows, and that a ladder over each row is not one over their sum."""
    for name, paid in rules.pay.items():
        rule = _rule_of_rows(paid)
        own = {} if rule is None else {c.name: c for c in tables.get(str(rule.for_each), ())}
        base = "" if rule is None or rule.of is None else str(rule.of)
        if rule is not None and base in own and own[base].unit is Unit.MONEY:
            word = f"verdict.below-zero-row-{rule.below_zero or 'error'}"
            yield from put(say(word, lang, line=str(name), of=base), 2)
    for column in (column for own in tables.values() for column in own if column.kind == "pay"):
        for node in ladders_in(column.formula):
            if told := two_rows(node):
                facts = dict(zip(("alone", "both"), map(fixed, told[1:]), strict=True))
                facts |= {"line": column.label, "sample": plain(told[0])}
                yield from put(say("verdict.two-rows", lang, **facts), 2)


def _rule_of_rows(line: PayLine) -> Commission | ItemCommission | None:
    """How a line pays each row, if that is by an amount in it."""
    if isinstance(line, ItemCommissionLine):
        return line.item_commission
    if isinstance(line, CommissionLine) and line.commission.for_each is not None:
        return line.commission
    return None


def ladders_in(formula: Formula | None) -> Iterator[Ladder]:
    """Every ladder in a formula."""
    if isinstance(formula, Ladder):
        yield formula
    for part in parts(formula) if formula is not None else ():
        yield from ladders_in(part)
