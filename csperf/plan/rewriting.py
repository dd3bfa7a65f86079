"""Numbers of a plan replaced where they stand, with comments above them; all else stays.

Why the result is read again: an edit that changed anything but what was asked would be a new plan
that nobody has written, so it is compared with the old one, scalar by scalar, before it is given
out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from csperf.errors import Place, Problem, problem
from csperf.exact import plain
from csperf.plan.fields import as_written
from csperf.units import Figure, Unit
from csperf.yaml_text import Piece, Written, pieces_of, read_tree, scalars_in, walk

_LONG = 120  # seconds from which people say minutes
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Edit:
    """The text that a scalar gets, by the line and column where it begins."""

    line: int
    col: int
    text: str


def rewritten(
    text: str, file: str, edits: list[Edit], comments: Mapping[int, list[str]], mark: str
) -> tuple[str, list[Problem]]:
    """The plan's text with these scalars and with comments above these lines.

    Comments begin with the mark; earlier ones directly above such a line give way.
    """
    scalars = _by_place(text)
    edited = text
    for edit in sorted(edits, key=lambda one: (-one.line, -one.col)):
        piece = scalars[edit.line, edit.col]
        edited = edited[: piece.start] + edit.text + edited[piece.end :]
    edited = _commented(edited, comments, mark)
    if _scalars_of(edited, file) != _wanted(text, file, edits):
        return "", [problem("rewrite-changes-meaning", Place(file, 1))]
    return edited, []


def number_like(before: str, figure: Figure) -> str:
    """A number in the place of another: times in the words that the plan has for them.

    >>> from decimal import Decimal
    >>> seconds = [Figure(Decimal(n), Unit.SECONDS) for n in (30, 90, 5400)]
    >>> [number_like("25秒", one) for one in seconds], [number_like("1h", one) for one in seconds]
    (['30秒', '90秒', '1小时30分'], ['30s', '90s', '1h30m'])
    """
    if figure.unit is not Unit.SECONDS:
        return as_written(figure)
    chinese = any(word in before for word in "秒分时")
    hour, minute, second = ("小时", "分", "秒") if chinese else ("h", "m", "s")
    if figure.value < _LONG or figure.value % 60:
        return f"{plain(figure.value)}{second}"
    hours, minutes = divmod(int(figure.value) // 60, 60)
    return (f"{hours}{hour}" if hours else "") + (f"{minutes}{minute}" if minutes else "")


def texts_at(text: str, places: list[Place]) -> list[str]:
    """What stands at these places of the text."""
    scalars = _by_place(text)
    return [scalars[place.line, place.col].text for place in places]


def _by_place(text: str) -> dict[tuple[int, int], Piece]:
    """Every scalar of the text by the line and column where it begins."""
    starts = [0, *(match.end() for match in _BREAK.finditer(text))]
    found: dict[tuple[int, int], Piece] = {}
    for piece in scalars_in(pieces_of(text)):
        line = bisect_right(starts, piece.start)
        found[line, piece.start - starts[line - 1] + 1] = piece
    return found


def _commented(text: str, comments: Mapping[int, list[str]], mark: str) -> str:
    lines = text.splitlines(keepends=True)
    end = "\r\n" if "\r\n" in text else "\n"
    written: list[str] = []
    for number, line in enumerate(lines, start=1):
        if number in comments:
            while written and written[-1].lstrip().startswith(f"# {mark}"):
                written.pop()
            indent = line[: len(line) - len(line.lstrip(" "))]
            written += [f"{indent}# {mark}{told}{end}" for told in comments[number]]
        written.append(line)
    return "".join(written)


def _scalars_of(text: str, file: str) -> list[str]:
    tree, _ = read_tree(text, file)
    return [] if tree is None else [str(one) for one in walk(tree)]


def _wanted(text: str, file: str, edits: list[Edit]) -> list[str]:
    tree, _ = read_tree(text, file)
    changed = {(edit.line, edit.col): edit.text for edit in edits}
    every: list[Written] = [] if tree is None else list(walk(tree))
    return [changed.get((one.place.line, one.place.col), str(one)) for one in every]
