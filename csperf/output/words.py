"""How a figure came about, in words: a walk over the formula that was evaluated, with its values.

Nothing is recorded during evaluation and nothing is computed a second way: the same tree is read
again over the cells that were kept, so an explanation cannot forget or contradict a step. Every
`works` is arithmetic that a pocket calculator can redo from the numbers that are printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from csperf.errors import NOWHERE, Place
from csperf.exact import ZERO
from csperf.formula import (
    Choose,
    Formula,
    Given,
    Round,
    When,
)
from csperf.output.columns import heading_alone
from csperf.output.phrases import Speaker, rounded_to
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import show


@dataclass(frozen=True)
class Told:
    """One explained figure: `title value = works`, why, where it stands, of what it is made."""

    title: str
    value: str
    works: str = ""
    rounding: str = ""
    reasons: tuple[str, ...] = ()
    says: str = ""
    place: Place = NOWHERE
    parts: tuple[str, ...] = ()


def explain(sheet: Sheet, agent: int, name: str, lang: Lang) -> list[Told]:
    """The column's figure first, then every figure it is made of, each once, in reading order."""
    told: dict[str, Told] = {}
    waiting = [name]
    while waiting:
        column = waiting.pop(0)
        if column not in told:
            told[column] = tell_cell(sheet, agent, column, lang)
            waiting[0:0] = told[column].parts
    return list(told.values())


def tell_cell(sheet: Sheet, agent: int, name: str, lang: Lang) -> Told:
    """One cell: its value and the works behind it."""
    column = sheet.column(name)
    value = sheet.value(agent, name)
    shown = show(value, column.unit, lang)
    place = column.place
    if column.formula is None:
        return Told(
            heading_alone(column, lang),
            shown,
            place=sheet.place(agent, name),
            reasons=() if value is not None else (say("why.blank", lang),),
        )
    speaker = Speaker(sheet, agent, lang)
    formula, rounding, wrapped = _unwrapped(column.formula, speaker)
    phrase = speaker.say(formula)
    if column.kind == "grade" and isinstance(formula, Choose):
        place = speaker.row_place(formula) or place
    reasons = (*wrapped, *phrase.reasons)
    if value == ZERO and phrase.text == shown and not reasons and phrase.columns:
        reasons = (
            say("why.zero", lang, column=heading_alone(sheet.column(phrase.columns[0]), lang)),
        )
    return Told(
        heading_alone(column, lang),
        shown,
        phrase.text if phrase.text != shown else "",
        rounded_to(rounding, lang) if rounding and phrase.text != shown else "",
        reasons,
        column.says,
        place,
        tuple(dict.fromkeys(phrase.columns)),
    )


def _unwrapped(formula: Formula, speaker: Speaker) -> tuple[Formula, Round | None, tuple[str, ...]]:
    """The arithmetic below gates that did not hold and the final rounding."""
    reasons: list[str] = []
    while isinstance(formula, Given) or (isinstance(formula, When) and formula.reason):
        if isinstance(formula, Given):
            if not speaker.is_given(formula):
                return formula, None, tuple(reasons)
            formula = formula.value
            continue
        if speaker.holds(formula):
            return formula, None, tuple(reasons)
        reasons.append(speaker.gate_open(formula))
        formula = formula.otherwise
    if isinstance(formula, Round):
        return formula.value, formula, tuple(reasons)
    return formula, None, tuple(reasons)
