"""What differs between two results: whose pay, by how much, and why.

Why by formulas: both sides keep the tree of every line, so a line that pays something else does so
because its formula is another one, which is the plan's doing, or because a figure below it is, and
that one has a cell in a file. Nothing is guessed from figures that merely changed as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from csperf.corrections import is_correction
from csperf.errors import NOWHERE
from csperf.exact import ZERO, exactly
from csperf.formula import Column, reads
from csperf.history.results import Change, RoleResult, all_changes
from csperf.history.sides import Side
from csperf.output.columns import cell_text, heading_alone
from csperf.output.run import Run
from csperf.output.words import tell_cell
from csperf.texts import Lang, say

_MOST = 6


@dataclass(frozen=True)
class LineChange:
    """One pay line of one person: what it was and is, and why."""

    role: str
    name: str
    id: str
    line: str
    before: Decimal | None
    after: Decimal | None
    why: tuple[str, ...] = ()


def changes_of_pay(before: Side, after: Side) -> list[Change]:
    """Everybody whose pay differs, who came and who left."""
    found = all_changes(_of_pay(before.result.roles), _of_pay(after.result.roles))
    return [one for one in found if one.lines or one.amount != ZERO or _came_or_left(one)]


def _came_or_left(change: Change) -> bool:
    return change.before is None or change.after is None


def _of_pay(roles: Sequence[RoleResult]) -> list[RoleResult]:
    """Nobody has a line that pays nothing: one side may not even list it."""
    return [
        replace(
            role,
            people={
                who: replace(one, lines={line: paid for line, paid in one.lines.items() if paid})
                for who, one in role.people.items()
            },
        )
        for role in roles
    ]


def lines_of_changes(
    changes: Sequence[Change], before: Side, after: Side, lang: Lang
) -> Iterator[LineChange]:
    """The lines of everybody who is on both sides, with the reasons."""
    for change in changes:
        if change.before is None or change.after is None:
            continue
        who = change.after.who
        for line, (old, new) in change.lines.items():
            why = tuple(_why(change, line, before, after, lang))
            yield LineChange(change.role, *who, line, old or ZERO, new or ZERO, why)


def _why(change: Change, line: str, before: Side, after: Side, lang: Lang) -> Iterator[str]:
    old, new = before.run_of(change.role), after.run_of(change.role)
    if old is None or new is None:
        yield from _figures(change, lang)
        return
    people = (_number(old, change), _number(new, change))
    yield from _reasons((old, new), people, line, lang)


def _number(run: Run, change: Change) -> int:
    agents = [(agent.name, agent.id) for agent in run.sheet.agents]
    return agents.index(change.person.who)


def _figures(change: Change, lang: Lang) -> Iterator[str]:
    """Without formulas: the person's figures that differ, whether or not the line reads them."""
    sides = (change.before, change.after)
    if not all(side is not None and side.figures for side in sides):
        return  # a workbook's pay sheet has none
    for (section, word), (old, new) in [*change.figures.items()][:_MOST]:
        yield f"{_heading(section, word, lang)} {old or '—'} → {new or '—'}"


def _heading(section: str, word: str, lang: Lang) -> str:
    """What a figure of a JSON is called."""
    if not word:
        return say(f"heading-{section}", lang)
    return say("heading-of-points", lang, name=word) if section == "points" else word


def _reasons(
    runs: tuple[Run, Run], people: tuple[int, int], line: str, lang: Lang
) -> Iterator[str]:
    """What below a line is different: the plan, figures of files, bands that are met."""
    olds, news = ({column.name: column for column in run.sheet.columns} for run in runs)
    below = _below(line, news) or _below(line, olds)
    told = 0
    for name in below:
        old, new = olds.get(name), news.get(name)
        for text in _of_column(runs, people, (old, new), lang):
            told += 1
            if told <= _MOST:
                yield text


def _below(line: str, columns: Mapping[str, Column]) -> list[str]:
    """The column of a line and all that it reads, in the order of computation."""
    top = next((one for one in columns.values() if (one.label or one.name) == line), None)
    if top is None:
        return []
    formulas = {name: column.formula for column in columns.values() for name in [column.name]}
    found = reads(top.formula, formulas) if top.formula is not None else frozenset()
    return [name for name in columns if name in found or name == top.name]


def _of_column(
    runs: tuple[Run, Run],
    people: tuple[int, int],
    columns: tuple[Column | None, Column | None],
    lang: Lang,
) -> Iterator[str]:
    old, new = columns
    if old is None or new is None:
        only = new or old
        if only is not None and only.says and is_correction(only):
            yield f"{say('why.corrected', lang, origin=only.says)} [{only.place}]"
        elif only is not None and only.formula is not None and only.kind != "aid":
            known = "diff.plan-new" if new else "diff.plan-gone"
            name = heading_alone(only, lang)
            yield say(known, lang, name=name, place=str(only.place))
        return
    if bare(old.formula) != bare(new.formula):
        yield say("diff.plan", lang, name=heading_alone(new, lang), place=str(new.place))
    values = [run.sheet.value(at, new.name) for run, at in zip(runs, people, strict=True)]
    if values[0] == values[1] or (new.kind == "aid" and new.formula is not None):
        return
    shown = [cell_text(value, new, lang) for value in values]
    text = f"{heading_alone(new, lang)} {shown[0]} → {shown[1]}"
    if new.formula is None:
        place = runs[1].sheet.place(people[1], new.name)
        yield f"{text} [{place}]" if str(place) else text
    elif new.kind not in {"pay", "total"}:
        reasons = [
            "；".join(tell_cell(run.sheet, at, new.name, lang).reasons)
            for run, at in zip(runs, people, strict=True)
        ]
        yield f"{text} ({reasons[0]} → {reasons[1]})" if reasons[0] != reasons[1] else text


def bare(formula: Any) -> Any:
    """A formula without the places where its parts stand, which say nothing of what it means."""
    if isinstance(formula, tuple):
        return tuple(bare(one) for one in formula)
    if not is_dataclass(formula) or isinstance(formula, type):
        return formula
    values = {one.name: bare(getattr(formula, one.name)) for one in fields(formula)}
    values |= {"place": NOWHERE} if "place" in values else {}
    return type(formula)(**values)


def sources(before: Side, after: Side) -> list[tuple[str, str, str]]:
    """The files that are not the same on both sides: name, and the SHA-256 of each side's."""
    old, new = dict(before.files), dict(after.files)
    return [
        (name, old.get(name, ""), new.get(name, ""))
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]


def difference(changes: Sequence[Change]) -> Decimal:
    """By how much all pay together changed."""
    with exactly():
        return sum((one.amount or ZERO for one in changes), ZERO)
