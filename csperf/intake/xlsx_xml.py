"""Two speeds of reading one XML part: by its usual pattern, or by an XML parser.

Why two: an XML parser costs several times what the output of spreadsheet programs needs, which
repeats one pattern a million times. So a part is read in pieces of whole elements. A piece in which
every byte fits the pattern is split at once; any other piece, and all that stands around them, goes
through the XML parser, which knows whatever XML can say. Neither guesses: what the fast way takes
it has checked to the last byte, and a test holds both equal.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, Generic, NoReturn, TypeVar
from xml.parsers import expat

import polars as pl

from csperf.errors import CsperfError, Place, problem
from csperf.intake.xlsx_package import PIECE
from csperf.intake.xlsx_parts import SPREADSHEET

_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENTITY = re.compile(r"&(?:(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));)?", re.ASCII)
_CHARACTER = re.compile("[^\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x{FFFE}\\x{FFFF}]"
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8)", re.IGNORECASE)

T = TypeVar("T")


class TwoSpeeds(ABC, Generic[T]):
    """A part being read; `pieces` yields what its `elements` hold, a piece of XML at a time.

    The repeated elements stand in `inside`; they begin after `beginning` and end with `ending`.
    """

    elements: ClassVar[tuple[str, ...]]
    beginning: ClassVar[re.Pattern[bytes]]
    ending: ClassVar[bytes]
    inside: ClassVar[list[str]]

    def __init__(self, file: str, part: str) -> None:
        self.file = file
        self.part = part
        self.path: list[str] = []
        self._names = {f"{space} {name}": name for space in SPREADSHEET for name in self.elements}
        self._xml = self._parser()
        self._fast = False

    def pieces(self, chunks: Iterable[bytes]) -> Iterator[T]:
        """What the part holds, piece by piece."""
        rest, begun = b"", False
        for chunk in chunks:
            rest += chunk
            if not begun:
                begun, begin = True, self.beginning.search(rest)
                head = rest[: begin.end()] if begin else rest
                rest = rest[len(head) :]
                self._feed(head)
                self._fast = self.path == self.inside and _is_plain(head)
            end = rest.rfind(self.ending) + len(self.ending) if self._fast else len(rest)
            if end < len(self.ending) and len(rest) > PIECE:
                self._fast, end = False, len(rest)  # an element without end
            if end >= len(self.ending):
                yield self._piece(rest[:end])
                rest = rest[end:]
        self._feed(rest, last=True)
        yield self.taken()

    def _piece(self, piece: bytes) -> T:
        """Some whole elements, in the fast way if it knows every byte of them."""
        found = self.split(piece) if self._fast else None
        if found is not None:
            return found
        self._feed(piece)
        reaches_on = b"<!" in piece or b"<?" in piece or self.path != self.inside
        self._fast = self._fast and not reaches_on
        return self.taken()

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        return parser

    def _refuse_doctype(self, *_: object) -> NoReturn:
        """A document type can name other files, and texts that grow without end."""
        raise CsperfError([problem("workbook-doctype", Place(self.file), part=self.part)])

    def _feed(self, content: bytes, *, last: bool = False) -> None:
        try:
            self._xml.Parse(content, last)
        except (expat.ExpatError, ValueError, LookupError) as failure:
            fault = problem("workbook-xml", Place(self.file), part=self.part)
            raise CsperfError([fault]) from failure

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        local = self._names.get(name, "")
        self.path.append(local)
        self.begin(local, attributes)

    def _end(self, _: str) -> None:
        self.end(self.path.pop())

    @abstractmethod
    def split(self, piece: bytes) -> T | None:
        """What a piece holds, or None if any byte of it is unusual."""

    @abstractmethod
    def taken(self) -> T:
        """What the XML parser has met since this was last asked."""

    @abstractmethod
    def begin(self, element: str, attributes: Mapping[str, str]) -> None:
        """An element begins; its name is "" if it is none of `elements`."""

    @abstractmethod
    def end(self, element: str) -> None:
        """An element has ended."""

    @abstractmethod
    def text(self, text: str) -> None:
        """Text between two tags."""


def _is_plain(head: bytes) -> bool:
    """Whether a part begins as the fast way expects it: UTF-8, and nothing but elements."""
    return b"<!" not in head and not _OTHER_ENCODING.search(head) and b"<" in head[:4]


def decoded(texts: pl.Series) -> pl.Series | None:
    """Texts as XML means them, or None if one of them is no proper XML."""
    if texts.str.contains(_FORBIDDEN).any():
        return None
    try:
        return changed(texts, "&", lambda text: _ENTITY.sub(_character, text))
    except ValueError:
        return None


def changed(texts: pl.Series, sign: str, change: Callable[[str], str]) -> pl.Series:
    """The texts that have this sign changed one by one, the others as they are."""
    found = texts.str.contains(sign, literal=True)
    if not found.any():
        return texts
    old = texts.filter(found).unique()
    new = pl.Series([change(text) for text in old.to_list()], dtype=pl.String)
    return texts.replace(old, new)


def _character(found: re.Match[str]) -> str:
    """The character that an entity means; XML allows no control characters."""
    name, number, hexadecimal = found.groups()
    if name:
        return _NAMED[name]
    if not (number or hexadecimal):
        raise ValueError(found[0])
    sign = chr(int(number) if number else int(hexadecimal, 16))
    if not _CHARACTER.fullmatch(sign):
        raise ValueError(found[0])
    return sign
