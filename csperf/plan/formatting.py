"""A plan's text in one order and one spelling, and in either language of keys.

Why offsets and no library that writes YAML: a plan is a document, and whoever formats it wants back
every comment, blank line, quote and brace. The parser says where each key and value begins and
ends; so words are replaced in place and entries moved with the comments above them, and whatever
is not meant to change is never touched. What was written and what comes out are both read, and
nothing is given out unless they are the same plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from csperf.errors import Keys, Place, Problem, problem
from csperf.plan.fields import Model
from csperf.plan.line import PayLine
from csperf.plan.model import PlanFile
from csperf.plan.names import RESERVED
from csperf.plan.read import plan_of
from csperf.plan.vocabulary import Part, part_of
from csperf.texts.vocabulary import CHOICES, chinese_key
from csperf.units import Figure, figure_of
from csperf.yaml_text import Listing, Piece, Table, Tree, Written, pieces_of, scalars_in

_OWN = {"zh": {"score": "得分", "grade": "等级", "rank": "名次", "total": "应发合计"}}
_RANKED = {"by", "then_by", "of"}  # keys whose value may be one of csperf's own figures
_COMMENT = re.compile(r"[ \t]*(#|$)")


def formatted(text: str, file: str, keys: Keys | None = None) -> tuple[str, list[Problem]]:
    """The text of a plan in its lasting form; `keys` translates it; '' with what is wrong."""
    before, problems = plan_of(text, file)
    if before is None:
        return "", problems
    spelt = _respelt(_tidied(text), keys or before.keys)
    ordered = _ordered(spelt)
    after, problems = plan_of(ordered, file)
    if after is None or _meaning(before.rules) != _meaning(after.rules):
        return "", [problem("fmt-changes-meaning", Place(file, 1)), *problems]
    return ordered, []


def _meaning(value: object) -> object:
    """A plan's content without its places; the order of names counts, that of keys does not."""
    if isinstance(value, Model):
        return {key: _meaning(getattr(value, key)) for key in type(value).model_fields}
    if isinstance(value, Figure):
        return value.value, value.unit
    if isinstance(value, dict):
        return [(str(key), _meaning(inner)) for key, inner in value.items()]
    if isinstance(value, list | tuple):
        return [_meaning(inner) for inner in value]
    return RESERVED.get(str(value), str(value)) if isinstance(value, Written) else value


def _tidied(text: str) -> str:
    """Unix line ends, no blanks at the ends of lines, one line end at the end of the file."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = set(_lines_of_blocks(text))
    lines = text.split("\n")
    tidy = [line if at in kept else line.rstrip(" \t") for at, line in enumerate(lines)]
    return "\n".join(tidy).rstrip("\n") + "\n"


def _lines_of_blocks(text: str) -> Iterator[int]:
    """The lines of texts after `|` and `>`, whose blanks belong to the text."""
    for piece in scalars_in(pieces_of(text)):
        if text[piece.start : piece.start + 1] in {"|", ">"}:
            first = text.count("\n", 0, piece.start)
            yield from range(first + 1, first + 1 + text.count("\n", piece.start, piece.end))


@dataclass
class _Speller:
    """Collects what is spelt otherwise: keys, choices, full-width percent signs."""

    text: str
    keys: Keys
    own: bool = True
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def walk(self, piece: Piece, part: Part) -> None:
        for item in piece.items:
            self.walk(item, part.item())
        table = _table(piece)
        names, words = part.names_in(table), part.keys(table)
        for key, value in piece.entries:
            english = words.get(key.text, key.text)
            if english in words.values():
                self.replace(key, self.key(english, part, names=names))
            self.walk(value, part.below() if names else part.at(english))
            if english in _RANKED and not names and self.own:
                self.figures(value)
        if not piece.entries and not piece.items:
            self.value(piece, part)

    def key(self, english: str, part: Part, *, names: bool) -> str:
        """The key in the wanted language; its part decides between two Chinese words."""
        if self.keys == "en":
            return english
        among = next((m.keys() for m in part.models if english in m.keys()), [])  # noqa: SIM118
        return chinese_key(english, () if names else among)

    def value(self, piece: Piece, part: Part) -> None:
        english = {CHOICES.get(word, word): word for word in part.words}.get(piece.text, piece.text)
        if english in part.words:
            self.replace(piece, CHOICES.get(english, english) if self.keys == "zh" else english)
        elif piece.plain and "％" in piece.text and figure_of(piece.text) is not None:
            self.replace(piece, piece.text.replace("％", "%"))

    def figures(self, piece: Piece) -> None:
        """`by: score` and 按: 得分 are the same figure of csperf's own."""
        for one in (piece, *piece.items):
            if one.plain and (figure := RESERVED.get(one.text)):
                self.replace(one, _OWN["zh"][figure] if self.keys == "zh" else figure)

    def replace(self, piece: Piece, word: str) -> None:
        if piece.text != word:
            self.edits.append((piece.start, piece.end, word))


def _table(piece: Piece) -> Table:
    """The shape of a table: its keys, and which of them have a text."""
    table = Table()
    for key, value in piece.entries:
        below: Tree = Listing() if value.items else Written(value.text)
        table[Written(key.text)] = (
            Table() if value.entries or (value.flow and not value.items) else below
        )
    return table


def _respelt(text: str, keys: Keys) -> str:
    """The text with every key and choice in one language."""
    whole = pieces_of(text)
    own = not RESERVED.keys() & set(_names(whole, part_of(PlanFile)))
    speller = _Speller(text, keys, own)
    speller.walk(whole, part_of(PlanFile))
    for start, end, word in sorted(speller.edits, reverse=True):
        text = text[:start] + word + text[end:]
    return text


def _names(piece: Piece, part: Part) -> Iterator[str]:
    """What the writer named in metrics and tables; one called 得分 makes that word ambiguous."""
    table = _table(piece)
    names, words = part.names_in(table), part.keys(table)
    for key, value in piece.entries:
        english = words.get(key.text, key.text)
        if english in {"metrics", "tables", "columns"} and not names:
            yield from (name.text for name, _ in value.entries)
        yield from _names(value, part.below() if names else part.at(english))


def _ordered(text: str) -> str:
    """The text with the keys of every part in the order of its model."""
    whole = pieces_of(text)
    orderer = _Orderer(text)
    start, end = orderer.region(whole)
    return text[:start] + orderer.rendered(whole, part_of(PlanFile)) + text[end:]


def order_of(models: Iterable[type[Model]], present: Iterable[str]) -> list[str]:
    """The keys of the one kind of part that has all of these, as people write them.

    A part opens with the policy's sentence (an indicator with its weight), and a pay line says its
    kind before what every line may say.
    """
    wanted = set(present)
    for model in models:
        keys = model.keys()
        if wanted <= set(keys):
            common = PayLine.keys() if issubclass(model, PayLine) else []
            first = [key for key in keys if key == "says" and "weight" not in keys]
            keys = [*(key for key in keys if key not in common), *common]
            return [*first, *(key for key in keys if key not in first)]
    return []


@dataclass(frozen=True)
class _Entry:
    """A key with its value, as a stretch of the text: the comments above it, then itself."""

    lead: str
    body: str


@dataclass(frozen=True)
class _Orderer:
    """Writes parts anew with their entries in order; the text between them stays."""

    text: str

    def rendered(self, piece: Piece, part: Part) -> str:
        """The part's region of the text."""
        start, end = self.region(piece)
        if piece.items:
            return self.joined(start, end, [(item, part.item()) for item in piece.items])
        if not piece.entries:
            return self.text[start:end]
        table = _table(piece)
        names, words = part.names_in(table), part.keys(table)
        english = [words.get(key.text, key.text) for key, _ in piece.entries]
        below = [part.below() if names else part.at(key) for key in english]
        values = [value for _, value in piece.entries]
        order = [] if names else order_of(part.models, english)
        turn = sorted(range(len(english)), key=lambda at: order.index(english[at]) if order else at)
        if turn == sorted(turn) or not self.movable(piece):
            return self.joined(start, end, list(zip(values, below, strict=True)))
        bodies = [self.entry(piece, at, below[at]) for at in range(len(values))]
        return self.flowing(piece, turn, bodies) if piece.flow else self.blocks(piece, turn, bodies)

    def joined(self, start: int, end: int, parts: Sequence[tuple[Piece, Part]]) -> str:
        """The stretch with each of these parts written anew."""
        written, at = "", start
        for piece, part in parts:
            first, last = self.region(piece)
            written += self.text[at:first] + self.rendered(piece, part)
            at = last
        return written + self.text[at:end]

    def region(self, piece: Piece) -> tuple[int, int]:
        """What is written anew with a part: a block with the comments above its first key."""
        if piece.flow or not (piece.entries or piece.items):
            return piece.start, piece.end
        if piece.items:
            return piece.start, max(self.region(piece.items[-1])[1], piece.last)
        return self.lead(piece, 0), self.stop(piece, len(piece.entries) - 1)

    def lead(self, piece: Piece, at: int) -> int:
        """Where the comments above an entry begin, at the column of its key or left of it."""
        key = piece.entries[at][0]
        line = self.text.rfind("\n", 0, key.start) + 1
        if at:
            return self.stop(piece, at - 1)
        if self.text[line : key.start].strip():
            return key.start
        while line and (above := self.text.rfind("\n", 0, line - 1) + 1) < line:
            if not self.text[above:line].strip().startswith("#"):
                break
            line = above
        return line or self.text.rfind("\n", 0, key.start) + 1  # what opens a file stays on top

    def stop(self, piece: Piece, at: int) -> int:
        """Behind an entry's last line, and behind the comments that are indented below it."""
        key, value = piece.entries[at]
        column = key.start - self.text.rfind("\n", 0, key.start) - 1
        end = self.line_end(max(value.last, key.end))
        following = end
        while following < len(self.text):
            line = self.text[following : self.line_end(following)]
            if not _COMMENT.match(line) or (line.strip() and _indent(line) <= column):
                break
            following += len(line)
            end = following if line.strip() else end
        return end

    def line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def movable(self, piece: Piece) -> bool:
        """Whether entries can change places: no comment stands where it would lose its entry."""
        if piece.flow:
            gaps = [self.text[a[1].last : b[0].start] for a, b in pairwise(piece.entries)]
            bare = any(value.start == value.end for _, value in piece.entries)
            return not bare and all(gap.strip() == "," for gap in gaps)
        line = self.text.rfind("\n", 0, piece.start) + 1
        after_dash = bool(self.text[line : piece.start].strip())
        later = range(1, len(piece.entries))
        leads = [self.text[self.lead(piece, at) : piece.entries[at][0].start] for at in later]
        return not (after_dash and any("#" in lead for lead in leads))

    def entry(self, piece: Piece, at: int, part: Part) -> _Entry:
        """An entry with what is below it in order."""
        key, value = piece.entries[at]
        if piece.flow:
            return _Entry("", self.joined(key.start, value.last, [(value, part)]))
        line = self.text.rfind("\n", 0, key.start) + 1
        lead = self.text[min(self.lead(piece, at), line) : line]
        return _Entry(lead, self.joined(key.start, self.stop(piece, at), [(value, part)]))

    def flowing(self, piece: Piece, turn: Sequence[int], entries: Sequence[_Entry]) -> str:
        """`{a: 1, b: 2}` with its entries in turn; what stands between them stays there."""
        gaps = [self.text[a[1].last : b[0].start] for a, b in pairwise(piece.entries)]
        first, last = piece.entries[0][0].start, piece.entries[-1][1].last
        written = self.text[piece.start : first]
        for at, gap in zip(turn, [*gaps, ""], strict=True):
            written += entries[at].body + gap
        return written + self.text[last : piece.end]

    def blocks(self, piece: Piece, turn: Sequence[int], entries: Sequence[_Entry]) -> str:
        """Lines with their entries in turn, each with the comments above it."""
        first = piece.entries[0][0].start
        line = self.text.rfind("\n", 0, first) + 1
        written = entries[turn[0]].lead.lstrip("\n")
        written += self.text[max(line, self.region(piece)[0]) : first] + entries[turn[0]].body
        for at in turn[1:]:
            written += entries[at].lead + " " * (first - line) + entries[at].body
        return written


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
