"""The indicators of a plan's page: weights, bands and what each is worth, score and grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest

from csperf.formula import (
    Cell,
    Choose,
    Column,
    Constant,
    Formula,
    Given,
    Sign,
    Sum,
    WeightedMean,
    When,
)
from csperf.output.clauses import ordinary
from csperf.output.columns import heading
from csperf.output.page_lines import Page, put, table
from csperf.plan.walk import Step
from csperf.texts import Lang, say
from csperf.units import Unit, show


def judged(columns: Sequence[Column], page: Page) -> Iterator[str]:
    """The indicators, how their points become the score, and the grades."""
    score = next((column for column in columns if column.kind == "score"), None)
    if score is None or score.formula is None:
        return
    told = bounds_told(columns) & page.worth.keys()
    yield from put(say("page.indicators-worth" if told else "page.indicators", page.lang))
    weights = weights_of(score.formula)
    yield from _indicators(weights, page, 2)
    how = say("page.score-mean" if any(weights.values()) else "page.score-sum", page.lang)
    yield from page.line(heading(score, page.lang), how)
    for column in columns:
        if column.kind == "grade" and column.formula is not None:
            yield from page.line(heading(column, page.lang), page.teller.line(column.formula))


def weights_of(formula: Formula) -> Mapping[str, Constant | None]:
    """The columns of points that a score is made of, each with its weight if it has one."""
    while True:
        match formula:
            case WeightedMean(parts=parts):
                return {_points_in(points): weight for points, weight in parts}
            case Sum(terms=terms) if all(_points_in(term) for term in terms):
                return dict.fromkeys(map(_points_in, terms))
            case When(otherwise=inner, reason=reason) if reason:
                formula = inner
            case _ if (inside := getattr(formula, "value", None)) and not isinstance(inside, str):
                formula = inside
            case _:
                return {}


def _points_in(formula: Formula) -> str:
    match formula:
        case Cell(column=name):
            return name
        case Given(value=Cell(column=name)):
            return name
        case _:
            return ""


def _indicators(weights: Mapping[str, Constant | None], page: Page, indent: int) -> Iterator[str]:
    """Each indicator with its weight, what is looked at, and its bands."""
    for name, weight in weights.items():
        column = page.teller.columns[name]
        title = column.label or column.name
        if weight is not None:
            title = f"{title} {show(weight.value, Unit.PERCENT, page.lang)}"
        yield from _indicator(column, title, page, indent)
        yield from page.says(column, indent + 2)
        if column.kind == "points" and (missing := page.missing.get(column.label)):
            yield from put(say(f"verdict.missing-{missing}", page.lang), indent + 2)


def _indicator(column: Column, title: str, page: Page, indent: int) -> Iterator[str]:
    formula = None if column.formula is None else ordinary(column.formula)
    parts = {} if formula is None else weights_of(formula)
    match formula:
        case None:
            yield from put(title, indent)
        case _ if parts and all(parts.values()):
            yield from put(say("page.made-of", page.lang, title=title), indent)
            yield from _indicators(parts, page, indent + 2)
        case Choose(subject=Cell(column=name)):
            subject = page.teller.columns[name]
            yield from put(_looked_at(column, title, subject, page), indent)
            yield from _bands(formula, subject, page, indent + 2)
        case Cell(column=name):
            word = page.teller.name(name)
            yield from put(say("page.as-it-is", page.lang, title=title, column=word), indent)
        case other:
            yield from page.line(title, page.teller.line(other), indent)


def _bands(node: Choose, subject: Column, page: Page, indent: int) -> Iterator[str]:
    """A table; one whose rows are formulas, as each level's own bands, a row after the other."""
    results = [*(row.result for row in node.rows), *([node.otherwise] if node.otherwise else [])]
    if all(isinstance(result, Constant) for result in results):
        yield from table(_rows(node, subject, page), indent)
        return
    for (bound, _), result in zip(page.teller.cases(node), results, strict=True):
        if isinstance(result, Choose) and isinstance(result.subject, Cell):
            below = page.teller.columns[result.subject.column]
            yield from put(
                say("page.looks-at", page.lang, title=bound, column=page.teller.name(below.name)),
                indent,
            )
            yield from _bands(result, below, page, indent + 2)
        else:
            yield from page.line(bound, page.teller.line(result), indent)


def _looked_at(column: Column, title: str, subject: Column, page: Page) -> str:
    """What a table looks at: a metric by its name, a place by what is ranked."""
    if subject.kind == "rank" and subject.formula is not None:
        ranked = page.teller.tell(subject.formula).text
        return say("page.line", page.lang, name=title, told=ranked)
    word = page.teller.name(subject.name)
    if word == (column.label or column.name):
        return title
    return say("page.looks-at", page.lang, title=title, column=word)


def _rows(node: Choose, subject: Column, page: Page) -> list[tuple[str, ...]]:
    """Each band: its bound, what it gives, and what it is worth beyond the next."""
    cases = page.teller.cases(node)
    if subject.kind == "rank":
        places = [say("words.place", page.lang, place=bound) for bound, _ in cases[:-1]]
        words = [*places, cases[-1][0]]
        return [(word, points) for word, (_, points) in zip(words, cases, strict=True)]
    rows = [row for row in node.rows if isinstance(row.bound.value, Decimal)]
    steps = [page.worth.get((subject.name, Decimal(row.bound.value))) for row in rows]
    worth = [_worth(step, row.sign, page.lang) for step, row in zip(steps, rows, strict=True)]
    return [(*case, *more) for case, more in zip_longest(cases, worth, fillvalue=())]


def _worth(step: Step | None, sign: Sign, lang: Lang) -> tuple[str, ...]:
    """What the band that a bound opens has beyond the next one."""
    told: list[str] = []
    jumps = [] if step is None else [(step.score, Unit.POINTS), (step.total, Unit.MONEY)]
    for jump, unit in jumps:
        if not jump:
            told.append("")
        else:
            shown = show(-jump if sign in {"at_most", "under"} else jump, unit)
            change = shown if shown.startswith("-") else f"+{shown}"
            word = "page.worth-points" if unit is Unit.POINTS else "page.worth-pay"
            told.append(say(word, lang, change=change))
    return tuple(told)


def bounds_told(columns: Sequence[Column]) -> set[tuple[str, Decimal]]:
    """The bounds below whose bands the page says what they are worth."""
    scored = [c.formula for c in columns if c.kind in {"points", "part"} and c.formula]
    return {
        (node.subject.column, row.bound.value)
        for node in map(ordinary, scored)
        if isinstance(node, Choose) and isinstance(node.subject, Cell)
        for row in node.rows
        if isinstance(row.bound.value, Decimal) and not isinstance(row.result, Choose)
    }
