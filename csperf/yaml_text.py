"""YAML as text: mappings, lists and scalars that keep the line and column where they stand.

Why an own constructor over PyYAML's events: YAML 1.1 turns `no` into False, `12:30` into 750 and
`0123` into 83, and lets a second key win in silence; an 820-byte file of merge keys takes 27 s.
Here every scalar stays the text that was written, keys are unique, and size, depth and number of
nodes are limited before anything is built. Anchors, aliases, tags and merge keys are refused: a
plan is read by people, and nothing in it should stand somewhere else than where it is read.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

import yaml

from csperf.errors import NOWHERE, Place, Problem, file_problem, problem, reason_of
from csperf.yaml_faults import Complaint, fault_of, name_of, wrong_character

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_NODES = 50_000

_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_BREAK = re.compile(r"\r\n|\r|\n")
_UNSEEN = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
_SPACES = "\u3000\u00a0"
_SPLIT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_NO_SPACE = re.compile(r"([^:\s]+):([^:\s/][^:\s]*)")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
WRONG = frozenset({"wrong-character", "wrong-space"})
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


class Written(str):
    """A scalar as it was written, with its place."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place = NOWHERE) -> Self:
        """Text with a place."""
        written = super().__new__(cls, text)
        written.place = place
        return written


class Spelt(Written):
    """A word of the plan language with the spelling that stands in the plan: weight, 权重."""

    __slots__ = ("spelling",)
    spelling: str

    def __new__(cls, text: str, place: Place = NOWHERE, spelling: str = "") -> Self:
        """Text with a place and a spelling."""
        written = super().__new__(cls, text, place)
        written.spelling = spelling
        return written


def spelling(word: Written) -> str:
    """A word as it stands in the plan."""
    return word.spelling if isinstance(word, Spelt) else str(word)


class Table(dict[Written, "Tree"]):
    """A mapping, in the order written, with its place."""

    def __init__(self, place: Place = NOWHERE) -> None:
        super().__init__()
        self.place = place


class Listing(list["Tree"]):
    """A list with its place."""

    def __init__(self, place: Place = NOWHERE) -> None:
        super().__init__()
        self.place = place


Tree = Written | Table | Listing


def read_text(file: str, at: str = "") -> tuple[str | None, list[Problem]]:
    """The text of a YAML file; only UTF-8 is taken, other encodings are named.

    `at` is where the file lies, if that is not what it is called.
    """
    place = Place(file)
    try:
        with open(os.open(at or file, _READING), "rb") as stream:  # noqa: PTH123 - a handle, not a path
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return None, [file_problem("plan-not-a-file", place)]
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, [file_problem("file-missing", place)]
    except IsADirectoryError:
        return None, [file_problem("plan-not-a-file", place)]
    except (OSError, ValueError) as error:
        return None, [file_problem("file-unreadable", place, reason=reason_of(error))]
    if len(raw) > MAX_BYTES:
        return None, [problem("yaml-too-large", place, limit=MAX_BYTES)]
    if raw.startswith(_UTF16) or raw[:64].count(0) * 4 > len(raw[:64]):
        return None, [problem("not-utf8", place, encoding="UTF-16")]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = Place(file, raw[: error.start].count(b"\n") + 1)
        if _is_gbk(raw):
            return None, [problem("not-utf8", line, encoding="GBK (GB18030)")]
        return None, [problem("stray-byte", line, byte=f"0x{raw[error.start]:02X}")]


def read_tree(text: str, file: str) -> tuple[Tree | None, list[Problem]]:
    """The document in `text`, or what keeps it from being read."""
    if found := _forbidden_character(text, file):
        return None, [found]
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
            if builder.stopped:
                return None, builder.told()
    except yaml.MarkedYAMLError as error:
        return None, builder.told(fault_of(_complaint(error), _BREAK.split(text), file))
    return builder.root, builder.told()


@dataclass(frozen=True)
class Piece:
    """A part of a text by the offsets of its first character and of the one behind its last."""

    start: int
    end: int
    text: str = ""
    plain: bool = False
    flow: bool = False
    entries: tuple[tuple[Piece, Piece], ...] = ()
    items: tuple[Piece, ...] = ()

    @property
    def last(self) -> int:
        """Behind the last character of the content: a block's own end is where the next begins."""
        if self.flow or not (self.entries or self.items):
            return self.end
        return self.entries[-1][1].last if self.entries else self.items[-1].last


def pieces_of(text: str) -> Piece:
    """Where every part of a sound document stands."""
    whole = yaml.compose(text, Loader=yaml.SafeLoader)
    return Piece(0, 0) if whole is None else _piece(whole, text)


def scalars_in(piece: Piece) -> Iterator[Piece]:
    """Every scalar of a part, keys included, as they stand."""
    for key, value in piece.entries:
        yield key
        yield from scalars_in(value)
    for item in piece.items:
        yield from scalars_in(item)
    if not piece.entries and not piece.items:
        yield piece


def _piece(node: yaml.Node, text: str) -> Piece:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.MappingNode):
        entries = tuple((_piece(key, text), _piece(value, text)) for key, value in node.value)
        return Piece(start, end, flow=bool(node.flow_style), entries=entries)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_piece(item, text) for item in node.value)
        return Piece(start, end, flow=bool(node.flow_style), items=items)
    while end > start and text[end - 1].isspace():  # a text over several lines ends with them
        end -= 1
    return Piece(start, end, str(node.value), plain=getattr(node, "style", "") is None)


def _complaint(error: yaml.MarkedYAMLError) -> Complaint:
    at = error.problem_mark or error.context_mark
    opened = error.context_mark or at
    return Complaint(
        str(error.problem or ""),
        str(error.context or ""),
        at.line + 1 if at else 1,
        at.column + 1 if at else 1,
        opened.line + 1 if opened else 1,
        opened.column + 1 if opened else 1,
    )


def _is_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _forbidden_character(text: str, file: str) -> Problem | None:
    """Controls, bidi overrides and invisible marks make a text read otherwise than it says."""
    for number, line in enumerate(_BREAK.split(text), start=1):
        if line.isascii() and line.isprintable():
            continue
        for column, char in enumerate(line, start=1):
            unfit = char in _UNSEEN or unicodedata.category(char) in {"Cc", "Cs"}
            if unfit and char != "\t":
                place = Place(file, number, column)
                return problem("forbidden-character", place, character=name_of(char))
    return None


@dataclass
class _Builder:
    """Builds the tree from parser events with a stack, so depth costs no recursion."""

    file: str
    root: Tree | None = None
    problems: list[Problem] = field(default_factory=list)
    stopped: bool = False
    nodes: int = 0
    documents: int = 0
    stack: list[tuple[Table | Listing, list[Written]]] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else NOWHERE
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.stop("two-documents", place)
        elif isinstance(event, yaml.AliasEvent):
            self.stop("alias", place, name=f"*{event.anchor}")
        elif isinstance(event, yaml.NodeEvent):
            self.take_node(event, place)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close(self.stack.pop()[0])

    def take_node(self, event: yaml.NodeEvent, place: Place) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.stop("yaml-too-many-nodes", place, limit=MAX_NODES)
        elif event.anchor is not None:
            self.stop("alias", place, name=f"&{event.anchor}")
        elif getattr(event, "tag", None) not in (None, "!"):
            name = str(getattr(event, "tag", "")).replace("tag:yaml.org,2002:", "!!")
            self.stop("tag", place, name=name)
        elif isinstance(event, yaml.ScalarEvent):
            self.scalar(event, place)
        else:
            collection = (
                Table(place) if isinstance(event, yaml.MappingStartEvent) else Listing(place)
            )
            self.stack.append((collection, []))
            if len(self.stack) > MAX_DEPTH:
                self.stop("yaml-too-deep", place, limit=MAX_DEPTH)

    def scalar(self, event: yaml.ScalarEvent, place: Place) -> None:
        written = Written(event.value, place)
        if self.stack and isinstance(self.stack[-1][0], Table) and not self.stack[-1][1]:
            self.key(written, plain=event.style is None)
        elif event.style is None and event.value in _NOTHING:
            self.nothing(place)
        else:
            self.close(written)

    def key(self, key: Written, *, plain: bool) -> None:
        table, pending = self.stack[-1]
        assert isinstance(table, Table)  # noqa: S101 - narrows for the type checker
        if key == "<<":
            self.stop("merge-key", key.place)
        elif not key.strip():
            self.stop("odd-key", key.place)
        if plain:
            self.look_alikes(key, _SPACES)
        if key in table:
            first = next(known for known in table if known == key)
            self.problems.append(
                problem("duplicate-key", key.place, key=str(key), line=first.place.line)
            )
        pending.append(key)

    def look_alikes(self, text: Written, characters: str) -> bool:
        """Tells the first of the characters in the text, which YAML takes for a letter."""
        at = next((at for at, char in enumerate(text) if char in characters), None)
        if at is not None:
            place = Place(self.file, text.place.line, text.place.col + at)
            self.problems.append(wrong_character(text[at], place))
        return at is not None

    def nothing(self, place: Place) -> None:
        """No part of csperf's YAML may be empty: a key without a value is a slip."""
        if not self.stack:
            return
        table, pending = self.stack[-1]
        key = pending.pop() if pending else None
        if isinstance(table, Table) and key is not None and _joined(table, key):
            return
        at = key.place if key is not None else place
        if key is not None and (match := _NO_SPACE.fullmatch(key)):
            instead = f"{match[1]}: {match[2]}"
            self.problems.append(problem("colon-space", at, found=str(key), instead=instead))
        elif key is None or not self.look_alikes(key, "：，"):
            self.problems.append(problem("no-value", at, key=str(key or "-")))
        if isinstance(table, Table) and key is not None:
            table.setdefault(key, Written("", at))

    def told(self, last: Problem | None = None) -> list[Problem]:
        """What is worth telling: a wrong character explains whatever else went wrong around it."""
        found = [*self.problems, *([last] if last else [])]
        wrong = [p for at, p in enumerate(found) if p.id in WRONG and p not in found[:at]]
        if wrong:
            return wrong
        return [p for p in found if p.id != "no-value"] if last or self.stopped else found

    def close(self, node: Tree) -> None:
        """Puts a finished node where it belongs; a list or table as a key is refused."""
        if not self.stack:
            self.root = node
            if isinstance(node, Written):
                self.look_alikes(node, "：")
            return
        parent, pending = self.stack[-1]
        if isinstance(parent, Listing):
            parent.append(node)
        elif pending:
            parent.setdefault(pending.pop(), node)
        else:
            self.stop("odd-key", node.place)

    def stop(self, id: str, place: Place, **facts: str | int) -> None:  # noqa: A002 - its name
        self.problems.append(problem(id, place, **facts))
        self.stopped = True


def _joined(table: Table, key: Written) -> bool:
    """Puts `2,000` together again, which YAML took for `2` and an entry `000` without a value."""
    last = next(reversed(table), None)
    value = None if last is None else table[last]
    if last is None or not isinstance(value, Written) or not _SPLIT.fullmatch(f"{value},{key}"):
        return False
    table[last] = Written(f"{value},{key}", value.place)
    return True


def walk(tree: Tree) -> Iterator[Written]:
    """Every scalar below, keys included."""
    if isinstance(tree, Written):
        yield tree
    elif isinstance(tree, Table):
        for key, value in tree.items():
            yield key
            yield from walk(value)
    else:
        for item in tree:
            yield from walk(item)
