"""How a figure came about, in words: a walk over the formula that was evaluated, with its values.

Nothing is recorded during evaluation and nothing is computed a second way: the same tree is read
again over the cells that were kept, so an explanation cannot forget or contradict a step. Every
`works` is arithmetic that a pocket calculator can redo from the numbers that are printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from csperf.corrections import concerns, is_correction
from csperf.errors import NOWHERE, Place
from csperf.exact import ZERO, exactly, plain
from csperf.formula import (
    Addend,
    Cell,
    Choose,
    Column,
    Constant,
    Each,
    Formula,
    Given,
    Round,
    Value,
    When,
    reads,
)
from csperf.inputs import OWNER
from csperf.output.columns import heading_alone
from csperf.output.phrase import LISTED, rounded_to
from csperf.output.phrases import Speaker, speaks_of_one
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit, show

_HOW = {
    "sum": "why.rows-sum",
    "max": "why.rows-max",
    "min": "why.rows-min",
    "same": "why.rows-same",
    "list": "why.rows-same",
    "never": "why.rows-same",
    "parts": "why.past-parts",
}


@dataclass(frozen=True)
class Told:
    """One explained figure: `title value = works`, why, where it stands, of what it is made.

    `rows` are the rows of a table behind it, each with its own figures told; `data` is the value as
    programs read it, nothing where it is unknown; `column` the name of the column.
    """

    title: str
    value: str
    works: str = ""
    rounding: str = ""
    reasons: tuple[str, ...] = ()
    says: str = ""
    place: Place = NOWHERE
    parts: tuple[str, ...] = ()
    rows: tuple[tuple[Told, ...], ...] = ()
    data: str = ""
    column: str = ""


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


def tell_cell(sheet: Sheet, agent: int, name: str, lang: Lang, *, own_only: bool = False) -> Told:
    """One cell: its value and the works behind it; `own_only` as a payslip may tell it."""
    column = sheet.column(name)
    value = sheet.value(agent, name)
    shown = show(value, column.unit, lang)
    place = column.place
    if column.formula is None:
        return _told_of_data(sheet, agent, column, lang)
    speaker = Speaker(sheet, agent, lang, own_only)
    formula, rounding, wrapped = _unwrapped(column.formula, speaker)
    phrase = speaker.say(formula)
    if column.kind == "grade" and isinstance(formula, Choose):
        place = speaker.row_place(formula) or place
    reasons = (*wrapped, *phrase.reasons)
    rows, beyond = _of_rows(sheet, agent, formula, lang)
    if value == ZERO and phrase.text == shown and not reasons and phrase.columns:
        reasons = (
            say("why.zero", lang, column=heading_alone(sheet.column(phrase.columns[0]), lang)),
        )
    says = column.says
    if is_correction(column):  # what it says is where it comes from, and no policy
        told = (say("why.corrected", lang, origin=says),) if concerns(sheet, agent, column) else ()
        reasons, says = (*reasons, *told), ""
    return Told(
        heading_alone(column, lang),
        shown,
        phrase.text if phrase.text != shown else "",
        rounded_to(rounding, lang) if rounding and phrase.text != shown else "",
        (*reasons, *beyond),
        says,
        place,
        tuple(dict.fromkeys(phrase.columns)),
        rows,
        _data(value, column),
        name,
    )


def _of_rows(
    sheet: Sheet, agent: int, formula: Formula, lang: Lang
) -> tuple[tuple[tuple[Told, ...], ...], tuple[str, ...]]:
    """The first rows behind a sum of rows, each told; and what those beyond add up to."""
    detail = sheet.details.get(formula.table) if isinstance(formula, Each) else None
    if detail is None or not isinstance(formula, Each):
        return (), ()
    name, counted = formula.column, detail.counted(agent, formula)
    rows = tuple(_row(detail.sheet, row, name, lang) for row in counted[:LISTED])
    beyond = [detail.sheet.cells[name][row] for row in counted[LISTED:]]
    if not beyond:
        return rows, ()
    with exactly():
        total = sum((value for value in beyond if isinstance(value, Decimal)), ZERO)
    shown = show(total, detail.sheet.column(name).unit, lang)
    return rows, (say("why.rows-beyond", lang, count=len(beyond), sum=shown),)


def _row(sheet: Sheet, row: int, name: str, lang: Lang) -> tuple[Told, ...]:
    """A row's amount at the cell that it was read from, and the figures that it is made of."""
    first, *below = explain(sheet, row, name, lang)
    cells = (sheet.place(row, column) for column in _read_from(sheet, first))
    place = next((cell for cell in cells if str(cell)), sheet.place(row, OWNER))
    return (replace(first, place=place), *(told for told in below if told.works))


def _read_from(sheet: Sheet, told: Told) -> list[str]:
    """The columns of the export below a figure, numbers first."""
    formulas = {column.name: column.formula for column in sheet.columns}
    below = [name for part in told.parts for name in (part, *sorted(reads(Cell(part), formulas)))]
    data = [name for name in dict.fromkeys(below) if formulas[name] is None]
    return sorted(data, key=lambda name: sheet.column(name).unit is Unit.TEXT)


def _told_of_data(sheet: Sheet, agent: int, column: Column, lang: Lang) -> Told:
    """A figure of the exports: its cell, or the rows that it was put together from."""
    value = sheet.value(agent, column.name)
    shown = show(value, column.unit, lang)
    source = sheet.sources.get(column.name)
    several = source.several(agent) if source else None
    reasons = () if value is not None else (say("why.blank", lang),)
    works = ""
    if several is not None and several.how == "days":
        works = " ~ ".join(str(one.value) for one in several.addends)
    elif several is not None and len(several.addends) > 1:
        count = len(several.addends)
        listed = (
            say("why.row", lang, value=_addend(one, column, lang), cell=one.place)
            for one in several.addends
        )
        reasons = (say(_HOW[several.how], lang, count=count), *listed, *reasons)
        if several.how == "sum" and value is not None:
            works = " + ".join(_addend(one, column, lang) for one in several.addends)
    place = sheet.place(agent, column.name)
    title, data = heading_alone(column, lang), _data(value, column)
    return Told(title, shown, works, place=place, reasons=reasons, data=data, column=column.name)


def _data(value: Value | None, column: Column) -> str:
    return "" if value is None else show(value, column.unit, "en")


def _addend(one: Addend, column: Column, lang: Lang) -> str:
    """One row's share: its value, times its weight if it has one."""
    value = show(one.value, column.unit, lang)
    return value if one.weight is None else f"{value} × {plain(one.weight)}"


def _unwrapped(formula: Formula, speaker: Speaker) -> tuple[Formula, Round | None, tuple[str, ...]]:
    """The arithmetic below gates that did not hold and the final rounding."""
    reasons: list[str] = []
    while isinstance(formula, Given) or (isinstance(formula, When) and formula.reason):
        if isinstance(formula, Given):
            given = speaker.is_given(formula)
            if not given and isinstance(formula.otherwise, Constant):
                return formula, None, tuple(reasons)
            reasons += [] if given else [say(formula.reason, speaker.lang)]
            formula = formula.value if given else formula.otherwise
            continue
        if speaker.holds(formula):
            return formula, None, tuple(reasons)
        reasons += [] if speaks_of_one(formula) else [speaker.gate_open(formula)]
        formula = formula.otherwise
    if isinstance(formula, Round):
        return formula.value, formula, tuple(reasons)
    return formula, None, tuple(reasons)
