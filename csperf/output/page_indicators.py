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
from csperf.output.page_lines import Band, Bands, Page, Part, Said, put, section
from csperf.plan.walk import Step
from csperf.texts import say
from csperf.units import Unit, show


def judged(columns: Sequence[Column], page: Page) -> Iterator[Part]:
    """The indicators, how their points become the score, and the grades."""
    score = next((column for column in columns if column.kind == "score"), None)
    if score is None or score.formula is None:
        return
    told = bounds_told(columns) & page.worth.keys()
    worded = say("page.indicators-worth" if told else "page.indicators", page.lang)
    yield from section(worded, say("page.indicators", page.lang))
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


def _indicators(weights: Mapping[str, Constant | None], page: Page, indent: int) -> Iterator[Part]:
    """Each indicator with its weight, what is looked at, and its bands."""
    for name, weight in weights.items():
        column = page.teller.columns[name]
        shown = "" if weight is None else show(weight.value, Unit.PERCENT, page.lang)
        yield from _indicator(column, shown, page, indent)
        yield from page.says(column, indent + 2)
        if column.kind == "points" and (missing := page.missing.get(column.label)):
            yield from put(say(f"verdict.missing-{missing}", page.lang), indent + 2)


def _indicator(column: Column, weight: str, page: Page, indent: int) -> Iterator[Part]:
    formula = None if column.formula is None else ordinary(column.formula)
    parts = {} if formula is None else weights_of(formula)
    name = column.label or column.name
    title = f"{name} {weight}" if weight else name

    def titled(text: str, told: str = "") -> Said:
        return Said(text, indent, name, told, weight, judges=True)

    match formula:
        case None:
            yield titled(title)
        case _ if parts and all(parts.values()):
            made = say("page.made-of", page.lang)
            yield titled(say("page.line", page.lang, name=title, told=made), made)
            yield from _indicators(parts, page, indent + 2)
        case Choose(subject=Cell(column=looked_at)):
            subject = page.teller.columns[looked_at]
            told = _looked_at(name, subject, page)
            line = say("page.line", page.lang, name=title, told=told) if told else title
            yield titled(line, told)
            yield from _bands(formula, subject, page, indent + 2)
        case Cell(column=read):
            told = say("page.as-it-is", page.lang, column=page.teller.name(read))
            yield titled(say("page.line", page.lang, name=title, told=told), told)
        case other:
            told = page.teller.line(other)
            yield titled(say("page.line", page.lang, name=title, told=told), told)


def _bands(node: Choose, subject: Column, page: Page, indent: int) -> Iterator[Part]:
    """A table; one whose rows are formulas, as each level's own bands, a row after the other."""
    results = [*(row.result for row in node.rows), *([node.otherwise] if node.otherwise else [])]
    if all(isinstance(result, Constant) for result in results):
        yield Bands(tuple(_rows(node, subject, page)), indent)
        return
    for (bound, _), result in zip(page.teller.cases(node), results, strict=True):
        if isinstance(result, Choose) and isinstance(result.subject, Cell):
            below = page.teller.columns[result.subject.column]
            told = say("page.looks-at", page.lang, column=page.teller.name(below.name))
            yield from page.line(bound, told, indent)
            yield from _bands(result, below, page, indent + 2)
        else:
            yield from page.line(bound, page.teller.line(result), indent)


def _looked_at(name: str, subject: Column, page: Page) -> str:
    """What a table looks at, if not what it is named after: a metric, a place by what is ranked."""
    if subject.kind == "rank" and subject.formula is not None:
        return page.teller.tell(subject.formula).text
    word = page.teller.name(subject.name)
    return "" if word == name else say("page.looks-at", page.lang, column=word)


def _rows(node: Choose, subject: Column, page: Page) -> list[Band]:
    """Each band: its bound, what it gives, and what it is worth beyond the next."""
    cases = page.teller.cases(node)
    if subject.kind == "rank":
        places = [say("words.place", page.lang, place=bound) for bound, _ in cases[:-1]]
        words = [*places, cases[-1][0]]
        return [Band(word, points) for word, (_, points) in zip(words, cases, strict=True)]
    rows = [row for row in node.rows if isinstance(row.bound.value, Decimal)]
    steps = [page.worth.get((subject.name, Decimal(row.bound.value))) for row in rows]
    worth = [_worth(step, row.sign) for step, row in zip(steps, rows, strict=True)]
    return [Band(*case, *more) for case, more in zip_longest(cases, worth, fillvalue=())]


def _worth(step: Step | None, sign: Sign) -> tuple[str, str]:
    """What the band that a bound opens has beyond the next one: in score, and in pay."""
    if step is None:
        return "", ""
    falls = sign in {"at_most", "under"}
    return _change(step.score, Unit.POINTS, falls), _change(step.total, Unit.MONEY, falls)


def _change(jump: Decimal | None, unit: Unit, falls: bool) -> str:  # noqa: FBT001 - which way is better
    shown = show(-jump if falls else jump, unit) if jump else ""
    return shown if not shown or shown.startswith("-") else f"+{shown}"


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
