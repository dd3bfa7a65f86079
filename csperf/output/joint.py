"""Joint columns: those of several roles' runs side by side, each under one heading.

Columns of two plans are one column if they are of one kind, have one word and one unit. Where a
plan has no such column its people have a blank, which is not 0 and not unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from csperf.formula import Column
from csperf.output.columns import heading, heading_among
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.sheet import Sheet
from csperf.texts import Lang, say

_Key = tuple[str, str, str]
Group = Callable[[Sheet], Sequence[Column]]


@dataclass(frozen=True)
class Joint:
    """One column of all runs: its heading, and the column of each run, None where it has none."""

    heading: str
    columns: tuple[Column | None, ...]


def joint_columns(runs: Sequence[Run], groups: Sequence[Group], lang: Lang) -> list[Joint]:
    """The columns of each group, group by group, in an order that keeps each run's own."""
    joint: list[tuple[Column | None, ...]] = []
    for group in groups:
        found = [{_key(column, lang): column for column in group(run.sheet)} for run in runs]
        keys: list[_Key] = []
        for own in found:
            keys = _merged(keys, list(own))
        joint += [tuple(own.get(key) for own in found) for key in keys]
    words = _headings(runs, joint, lang)
    return [Joint(word, columns) for word, columns in zip(words, joint, strict=True)]


def _key(column: Column, lang: Lang) -> _Key:
    return column.kind, heading(column, lang), column.unit


def _merged(first: Sequence[_Key], second: Sequence[_Key]) -> list[_Key]:
    """Both lists in one; what only the second has stands before what follows it there."""
    merged = list(first)
    for position, key in enumerate(second):
        if key not in merged:
            follows = next((one for one in second[position:] if one in first), None)
            merged.insert(merged.index(follows) if follows else len(merged), key)
    return merged


def _headings(
    runs: Sequence[Run], joint: Sequence[tuple[Column | None, ...]], lang: Lang
) -> list[str]:
    """The columns' words; those that read alike with their kind, and then with their roles."""
    any_of = [next(column for column in columns if column) for columns in joint]
    alone = Counter(heading(column, lang) for column in any_of)
    words = [
        heading_among(column, lang) if alone[heading(column, lang)] > 1 else heading(column, lang)
        for column in any_of
    ]
    seen = Counter(words)
    return [
        say("heading-of-role", lang, name=word, role=_roles(runs, columns))
        if seen[word] > 1
        else word
        for word, columns in zip(words, joint, strict=True)
    ]


def _roles(runs: Sequence[Run], columns: Sequence[Column | None]) -> str:
    pairs = zip(runs, columns, strict=True)
    return safe_text(" ".join(run.role for run, column in pairs if column))
