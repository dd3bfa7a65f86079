"""A payslip: everything that one person is told of a month, in words, before it has a form.

Why only what `explain` says, and of that only one's own: a payslip is read by the person who is
paid. It must be the same explanation that the shop can print, but it never lists what others have,
and never names the shop's files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from csperf.corrections import concerns
from csperf.exact import ZERO
from csperf.formula import Column, Constant, Formula, WeightedMean, When, names, parts
from csperf.next_band import NextBand, next_bands, standing, table_of
from csperf.output.capitals import YUAN, in_capitals
from csperf.output.columns import (
    OVERALL_RANK,
    balances,
    cell_text,
    heading,
    heading_alone,
)
from csperf.output.meters import Meter, meter
from csperf.output.phrases import Speaker, speaks_of_one
from csperf.output.run import Run
from csperf.output.words import Told, tell_cell
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import show

_ELSEWHERE = frozenset({"points", "part", "score", "grade", "pay", "total"})


@dataclass(frozen=True)
class Entry:
    """One figure of a payslip: a pay line, an indicator or a sum, with how it came about.

    `value` is what an indicator judges, `behind` the figures that this one was made of; `stopped`
    says that a gate took something away, and the notes say which and why.
    """

    name: str
    amount: Decimal | None
    shown: str
    works: str = ""
    notes: tuple[str, ...] = ()
    says: str = ""
    behind: tuple[str, ...] = ()
    value: str = ""
    weight: str = ""
    meter: Meter | None = None
    stopped: bool = False
    parts: tuple[Entry, ...] = ()

    def told(self, lang: Lang) -> list[str]:
        """How it came about: the works and why, what it was made of, what the policy says."""
        colon, between = ("：", "；") if lang == "zh" else (": ", "; ")
        works = [f"= {self.works}"] if self.works else []
        lines = [between.join((*works, *self.notes))]
        if self.behind:
            lines.append(say("payslip.made-of", lang) + colon + between.join(self.behind))
        if self.says:
            lines.append(say("words.says", lang, says=self.says))
        return [line for line in lines if line]

    @property
    def below_zero(self) -> bool:
        """Whether it takes money away."""
        return self.amount is not None and self.amount < ZERO


@dataclass(frozen=True)
class Payslip:
    """One person's month: who and when, the pay, the score, and what it was computed from."""

    run: Run
    name: str
    id: str
    company: str
    lines: tuple[Entry, ...]
    total: Entry | None
    indicators: tuple[Entry, ...]
    score: Entry | None
    grade: str
    place: str
    balances: tuple[Entry, ...]
    in_words: str = ""
    looks_ahead: bool = False

    def title(self, lang: Lang) -> str:
        """What it is and of which month; without pay it is about the score alone."""
        word = say("payslip.title-scores" if self.total is None else "payslip.title", lang)
        return f"{word} {self.run.period}".strip()

    def facts(self, lang: Lang) -> list[tuple[str, str]]:
        """Who it is and how they did, as far as there is something to say."""
        score = [] if self.score is None else [(self.score.name, self.score.shown)]
        known = [
            (say("heading-name", lang), self.name),
            (say("heading-id", lang), self.id),
            (say("about-role", lang), self.run.role),
            *score,
            (say("heading-grade", lang), self.grade),
            (say("heading-rank", lang), self.place),
        ]
        return [(word, value) for word, value in known if value]

    def remarks(self, lang: Lang) -> list[str]:
        """What the next bands mean, or why none is told."""
        if len(self.run.sheet.of_kind("score")) > 1:
            return [say("payslip.in-parts", lang)]
        return [say("payslip.aim", lang)] if self.looks_ahead else []

    def sources(self, lang: Lang) -> tuple[str, str]:
        """What it was computed from; the shop's files are no business of the person."""
        run = self.run
        facts = {"plan": run.plan, "version": run.version, "csperf": run.csperf}
        return (
            say("payslip.source", lang, **facts),
            say("payslip.hash", lang, sha256=run.plan_sha256),
        )


@dataclass(frozen=True)
class Payslips:
    """The payslips of a run; what the next bands would have brought is found once for all."""

    run: Run
    ahead: Mapping[tuple[int, str], NextBand]
    weights: Mapping[str, str]
    lang: Lang
    company: str = ""

    def of(self, agent: int) -> Payslip:
        """One person's payslip."""
        sheet, person = self.run.sheet, self.run.sheet.agents[agent]
        page = _Page(self.run, agent, self.ahead, self.weights, self.lang)
        scored = [one for one in sheet.of_kind("points", "score") if one.name != "score"]
        return Payslip(
            run=self.run,
            name=person.name,
            id=person.id,
            company=self.company,
            lines=tuple(page.line(column) for column in page.pay_lines()),
            total=page.total(),
            indicators=tuple(map(page.indicator, scored)),
            score=page.line(sheet.column("score")) if "score" in sheet.cells else None,
            grade=page.text("grade"),
            place=page.text(OVERALL_RANK),
            balances=tuple(page.line(column) for column in balances(sheet)),
            in_words=page.in_words(),
            looks_ahead=any(who == agent for who, _ in self.ahead),
        )


def payslips_of(run: Run, lang: Lang, company: str = "") -> Payslips:
    """The payslips of everybody in a run."""
    return Payslips(run, next_bands(run.sheet), _weights(run.sheet, lang), lang, company)


@dataclass(frozen=True)
class _Page:
    """One person's figures as entries."""

    run: Run
    agent: int
    ahead: Mapping[tuple[int, str], NextBand]
    weights: Mapping[str, str]
    lang: Lang

    @property
    def sheet(self) -> Sheet:
        """The run's sheet."""
        return self.run.sheet

    def pay_lines(self) -> list[Column]:
        """The lines of this person: corrections of earlier months only where there are any."""
        return [one for one in self.sheet.of_kind("pay") if concerns(self.sheet, self.agent, one)]

    def line(self, column: Column) -> Entry:
        """A pay line, the score or a balance: the amount, its works and what they are made of."""
        told = self.told(column.name)
        return Entry(
            heading(column, self.lang),
            self.amount(column),
            told.value,
            self.works(told),
            told.reasons,
            told.says,
            tuple(self.behind(told)),
            meter=self.meter(column),
            stopped=self.stopped(column.formula),
        )

    def indicator(self, column: Column) -> Entry:
        """An indicator's points with the figure that it judges, and those of its parts."""
        line, told = self.line(column), self.told(column.name)
        judged = self.judged(column, told)
        inner = () if column.formula is None else tuple(dict.fromkeys(names(column.formula)))
        composed = [self.sheet.column(name) for name in inner]
        value = "" if judged is None else self.told(judged.name).value
        return Entry(
            line.name,
            line.amount,
            line.shown,
            line.works,
            tuple(note for note in line.notes if note not in self.shown_by_meter(column)),
            line.says,
            tuple(self.behind(told, without=judged)),
            value,
            self.weights.get(column.name, ""),
            line.meter,
            parts=tuple(self.indicator(part) for part in composed if part.kind == "part"),
        )

    def total(self) -> Entry | None:
        """The total; how it adds up stands above it, but not how it was limited."""
        if "total" not in self.sheet.cells:
            return None
        column, told = self.sheet.column("total"), self.told("total")
        return Entry(
            heading(column, self.lang), self.amount(column), told.value, notes=told.reasons
        )

    def in_words(self) -> str:
        """The total in the capital numerals of Chinese accounting, where it is yuan."""
        total = self.sheet.cells.get("total", {self.agent: None})[self.agent]
        if self.lang != "zh" or self.run.currency not in YUAN or not isinstance(total, Decimal):
            return ""
        words = in_capitals(total)
        return "" if words is None else say("payslip.in-words", self.lang, words=words)

    def text(self, name: str) -> str:
        """A cell as text, if there is such a column and it is known."""
        sheet = self.sheet
        if name not in sheet.cells or sheet.value(self.agent, name) is None:
            return ""
        return cell_text(sheet.value(self.agent, name), sheet.column(name), self.lang)

    def amount(self, column: Column) -> Decimal | None:
        value = self.sheet.value(self.agent, column.name)
        return value if isinstance(value, Decimal) else None

    def told(self, name: str) -> Told:
        return tell_cell(self.sheet, self.agent, name, self.lang, own_only=True)

    def judged(self, column: Column, told: Told) -> Column | None:
        """The column of the figure that an indicator judges; none of one that is made of parts."""
        stand = standing(self.sheet, self.agent, column.name)
        if stand is not None:
            return stand.judged
        read = [self.sheet.column(name) for name in told.parts]
        metrics = [one for one in read if one.kind not in _ELSEWHERE]
        named = (one for one in metrics if one.name == column.label)
        return next(named, metrics[0] if metrics else None)

    def works(self, told: Told) -> str:
        """The arithmetic with its rounding."""
        brackets = "（{}）" if self.lang == "zh" else " ({})"
        return told.works + (brackets.format(told.rounding) if told.rounding else "")

    def shown_by_meter(self, column: Column) -> frozenset[str]:
        """What a meter beside the figure makes plain: which band was met."""
        formula = column.formula
        table = None if formula is None else table_of(self.sheet, self.agent, formula)
        if table is None:
            return frozenset()
        speaker = Speaker(self.sheet, self.agent, self.lang, own_only=True)
        return frozenset(speaker.choice(table).reasons)

    def meter(self, column: Column) -> Meter | None:
        stand = standing(self.sheet, self.agent, column.name)
        if stand is None:
            return None
        ahead = self.ahead.get((self.agent, column.name))
        return meter(self.run, self.agent, stand, ahead, self.lang)

    def behind(self, told: Told, without: Column | None = None) -> Iterator[str]:
        """Every figure that this one is made of, down to the exports, each once."""
        seen, waiting = set[str](), list(told.parts)
        said = "；".join((told.works, *told.reasons))
        while waiting:
            name = waiting.pop(0)
            column = self.sheet.column(name)
            if name in seen or column.kind in {"points", "part"}:
                continue
            seen.add(name)
            one = self.told(name)
            text = self.figure(column, one)
            judged = without is not None and name == without.name and not one.works
            named = say("words.is", self.lang, name=heading(column, self.lang), text=one.value)
            if not judged and text not in said and named not in said:
                said = f"{said}；{text}"
                yield text
            if column.kind not in _ELSEWHERE:
                waiting[0:0] = one.parts

    def figure(self, column: Column, told: Told) -> str:
        """A figure and its works in one line; of the exports the figure alone, without its file."""
        text = f"{heading_alone(column, self.lang)} {told.value}"
        if column.formula is None or column.kind in _ELSEWHERE:
            return text
        works = f" = {self.works(told)}" if told.works else ""
        between, brackets = ("，", "（{}）") if self.lang == "zh" else (", ", " ({})")
        notes = between.join(told.reasons)
        return text + works + (brackets.format(notes) if notes else "")

    def stopped(self, formula: Formula | None) -> bool:
        """Whether a gate of the plan holds for this person."""
        if formula is None:
            return False
        if isinstance(formula, When) and formula.reason and not speaks_of_one(formula):
            speaker = Speaker(self.sheet, self.agent, self.lang, own_only=True)
            return speaker.holds(formula) or self.stopped(formula.otherwise)
        return any(map(self.stopped, parts(formula)))


def _weights(sheet: Sheet, lang: Lang) -> dict[str, str]:
    """The weight of each indicator and part, as the formulas of their wholes have it."""
    found: dict[str, str] = {}
    for column in sheet.of_kind("score", "points", "part"):
        for mean in _means(column.formula):
            for points, weight in mean.parts:
                found |= {name: _weight(weight, lang) for name in names(points)}
    return found


def _weight(weight: Constant, lang: Lang) -> str:
    return show(weight.value, weight.unit, lang)


def _means(formula: Formula | None) -> Iterator[WeightedMean]:
    if isinstance(formula, WeightedMean):
        yield formula
    for part in () if formula is None else parts(formula):
        yield from _means(part)
