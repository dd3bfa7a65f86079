"""What a YAML scanner's complaint means to the person who wrote the line, and where the slip is.

Why: the scanner stops where it can go on no further, often a line below the slip, and speaks of
tokens and blocks. Here its complaint becomes a problem at the character to mend. What is not
recognised is told in the scanner's own words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csperf.errors import Place, Problem, Term, problem

LOOKALIKES = {
    "：": Term("character.colon"),
    "，": Term("character.comma"),
}
_CLOSING = {"{": "}", "[": "]"}
_COLON = re.compile(r":(?:\s|$)")
_INDENT = re.compile(r" *([\u3000\u00a0])")
_TOKEN = re.compile(r"'([^']+)'$")


@dataclass(frozen=True)
class Complaint:
    """What the scanner says, where it stopped, and where the part began that it was reading."""

    reason: str
    context: str
    line: int
    col: int
    opened_line: int
    opened_col: int

    @property
    def found(self) -> str:
        """The token that it did not expect."""
        match = _TOKEN.search(self.reason)
        return match[1] if match else ""


def name_of(character: str) -> str:
    """`U+FF1A FULLWIDTH COLON`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def wrong_character(character: str, place: Place) -> Problem:
    """A look-alike of a character that YAML needs."""
    if character.isspace():
        return problem("wrong-space", place, character=name_of(character))
    named, instead = name_of(character), LOOKALIKES[character]
    return problem("wrong-character", place, shown=character, character=named, instead=instead)


def fault_of(complaint: Complaint, lines: Sequence[str], file: str) -> Problem:
    """The complaint as a problem at the character to mend."""
    for found in (*_lookalikes(complaint, lines, file), *_faults(complaint, lines, file)):
        return found
    place = Place(file, complaint.line, complaint.col)
    return problem("yaml-syntax", place, reason=complaint.reason)


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _lookalikes(complaint: Complaint, lines: Sequence[str], file: str) -> Iterator[Problem]:
    """Characters of the Chinese keyboard, and tabs, on the line itself or the one above."""
    for number in (complaint.line - 1, complaint.line):
        line = _line(lines, number)
        if match := _INDENT.match(line):
            yield wrong_character(match[1], Place(file, number, match.start(1) + 1))
        if "：" in line and not _COLON.search(line):
            yield wrong_character("：", Place(file, number, line.index("：") + 1))
    line = _line(lines, complaint.line)
    if "\t" in line[: complaint.col]:
        yield problem("tab", Place(file, complaint.line, line.index("\t") + 1))
    if complaint.context == "while parsing a flow mapping" and "，" in line[: complaint.col]:
        yield wrong_character("，", Place(file, complaint.line, line.index("，") + 1))


def _faults(complaint: Complaint, lines: Sequence[str], file: str) -> Iterator[Problem]:
    """What the complaint means, if it is one of those that slips of the pen cause."""
    at = Place(file, complaint.line, complaint.col)
    opened = Place(file, complaint.opened_line, complaint.opened_col)
    reason, context, line = complaint.reason, complaint.context, _line(lines, complaint.line)
    directives = [n for n, text in enumerate(lines[: complaint.line], 1) if text.startswith("%")]
    if directives and ("directive" in context or "document start" in reason):
        yield problem("directive", Place(file, directives[0]))
    elif "anchor" in context or "alias" in context:
        yield problem("alias", opened, name=_word(lines, opened))
    elif " tag" in context or " tag" in reason:
        yield problem("tag", opened, name=_word(lines, opened))
    elif "quoted scalar" in context and "unexpected" in reason:
        yield problem("quote-open", opened, quote=_word(lines, opened)[:1])
    elif "escape" in reason:
        yield problem("escape", at, found=f"\\{line[complaint.col - 1 : complaint.col]}")
    elif "cannot start any token" in reason:
        sign = line[complaint.col - 1 : complaint.col]
        yield problem("percent-first", at) if sign == "%" else problem("sign-first", at, sign=sign)
    elif "block scalar" in context:
        yield problem("sign-first", opened, sign=_word(lines, opened)[:1])
    elif "sequence entries are not allowed" in reason:
        yield problem("dash-inline", at)
    elif context.startswith("while parsing a flow"):
        yield _bracket(complaint, lines, at, opened)
    elif "block end" in reason or "node content" in reason:
        yield _block(complaint, line, at)
    elif "mapping values are not allowed" in reason:
        yield _colon(lines, at)
    elif "could not find expected ':'" in reason:
        yield _no_colon(lines, opened)


def _word(lines: Sequence[str], place: Place) -> str:
    """The word that begins at a place."""
    words = _line(lines, place.line)[place.col - 1 :].split()
    return words[0].rstrip(",}]") if words else ""


def _start(line: str) -> int:
    """The column where a line's content begins."""
    return len(line) - len(line.lstrip()) + 1


def _bracket(complaint: Complaint, lines: Sequence[str], at: Place, opened: Place) -> Problem:
    bracket = _word(lines, opened)[:1]
    closing = _CLOSING.get(bracket, "")
    if complaint.found in {"]", "}"}:
        facts = {"found": complaint.found, "bracket": bracket, "closing": closing}
        return problem("bracket-wrong", at, line=opened.line, **facts)
    if at.line == opened.line and "end" not in complaint.found:
        return problem("comma-missing", at)
    return problem("bracket-open", opened, bracket=bracket, closing=closing)


def _block(complaint: Complaint, line: str, at: Place) -> Problem:
    if complaint.found in {"]", "}"}:
        return problem("bracket-extra", at, found=complaint.found)
    if line[: at.col - 1].rstrip().endswith(("'", '"')):
        return problem("quote-early", at)
    start = Place(at.file, at.line, _start(line))
    if re.match(r"\s*-[^\s-]", line):
        return problem("dash-space", start)
    listed = "collection" in complaint.context or "sequence" in complaint.context
    if listed != line.lstrip().startswith("-"):
        return problem("dash-mixed", start, line=complaint.opened_line)
    return problem("indent", start)


def _colon(lines: Sequence[str], at: Place) -> Problem:
    """A colon where none can be: the second of its line, or after a line that is not finished."""
    line = _line(lines, at.line)
    if _COLON.search(line[: at.col - 1]):
        return problem("colon-inside", at)
    before = at.line - 1
    while before > 1 and (not _line(lines, before).strip() or _is_comment(_line(lines, before))):
        before -= 1
    if before and not _COLON.search(_line(lines, before)):
        return _no_colon(lines, Place(at.file, before, _start(_line(lines, before))))
    return problem("indent", Place(at.file, at.line, _start(line)))


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _no_colon(lines: Sequence[str], at: Place) -> Problem:
    line = _line(lines, at.line)
    place = Place(at.file, at.line, _start(line))
    return problem("dash-space" if re.match(r"\s*-[^\s-]", line) else "colon-missing", place)
