"""Wrapping: lines broken to a terminal's width, in which a Chinese sign is two cells wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_WIDE = frozenset("WF")
_ENDS = frozenset("，。；：！？、）》” ")  # a line may be broken behind these


def cells(text: str) -> int:
    """How many cells a text takes.

    >>> cells("销售额 a"), cells("e\u0301")
    (8, 1)
    """
    return sum(_cells(sign) for sign in text)


def cut(text: str, width: int) -> str:
    """The text, or its beginning with `...` where it is wider.

    >>> cut("销售额合计", 7), cut("销售额", 7)
    ('销售...', '销售额')
    """
    if cells(text) <= width:
        return text
    kept, taken = "", 0
    for sign in text:
        taken += _cells(sign)
        if taken > width - 3:
            break
        kept += sign
    return f"{kept}..."


def wrapped(text: str, width: int | None, indent: str = "", hanging: str = "") -> list[str]:
    """The text as lines of at most this width, the first indented, the others by `hanging` too.

    Without a width it stays one line. Lines are broken at blanks and behind Chinese punctuation, so
    that names stay whole, and anywhere if a part is too wide in itself.

    >>> wrapped("abc de f", 6), wrapped("接待人数、询单人数", 10, "  ")
    (['abc de', 'f'], ['  接待人数', '  、', '  询单人数'])
    >>> wrapped("接待人数、询单人数", 12, "  ")
    ['  接待人数、', '  询单人数']
    """
    if width is None or cells(indent + text) <= width:
        return [indent + text]
    lines: list[str] = []
    line, start = indent, indent
    room = max(width - cells(indent + hanging), 2)
    for piece in _pieces(text):
        if cells(line + piece.rstrip()) > width and line != start:
            lines.append(line.rstrip())
            line = start = indent + hanging
            piece = piece.lstrip()  # noqa: PLW2901 - no line begins with a blank
        for part in _fitting(piece, room):
            if cells(line + part.rstrip()) > width and line != start:
                lines.append(line.rstrip())
                line = start = indent + hanging
            line += part
    return [*lines, line.rstrip()]


def _cells(sign: str) -> int:
    if sign.isascii():
        return 1
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1


def _pieces(text: str) -> Iterator[str]:
    """The parts of a text between which a line may be broken."""
    piece = ""
    for sign, after in zip(text, [*text[1:], ""], strict=True):
        piece += sign
        if (sign in _ENDS or after == "（") and after not in _ENDS:
            yield piece
            piece = ""
    if piece:
        yield piece


def _fitting(piece: str, width: int) -> Iterator[str]:
    """A piece that is too wide in itself, cut to parts that fit."""
    if cells(piece.rstrip()) <= width:
        yield piece
        return
    part = ""
    for sign in piece:
        if cells(part + sign) > width:
            yield part
            part = ""
        part += sign
    if part:
        yield part
