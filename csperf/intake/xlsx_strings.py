"""The shared strings of a workbook: the texts that its cells name by number.

Runs of differing fonts are joined. The readings that an Asian Excel keeps beside a name (`rPh`) are
no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import polars as pl

from csperf.intake.grid import cleaned
from csperf.intake.xlsx_xml import TwoSpeeds, changed, decoded

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACED, _PLAIN = b'<t xml:space="preserve">', b"<t>"
_EMPTY, _FULL = b"<si><t/></si>", b"<si><t></t></si>"
_READING = re.compile(rb"<phoneticPr [^<>]*/>")
_FIRST, _BETWEEN, _LAST = "<si><t>", "</t></si><si><t>", "</t></si>"


def read_strings(chunks: Iterable[bytes], file: str, part: str) -> pl.Series:
    """All texts of the table in their order."""
    return cleaned(unescaped(pl.concat(list(_Strings(file, part).pieces(chunks)))))


def unescaped(texts: pl.Series) -> pl.Series:
    """Texts without Excel's own escapes: `_x000D_` is a line break, `_x005F_` an underscore."""
    return changed(texts, "_x", _without_escapes)


def _without_escapes(text: str) -> str:
    r"""The text; an escape of what no text can hold stays as it is written.

    >>> _without_escapes("a_x000D_b_x005F_x000D_c_x0000_")
    'a\rb_x000D_c_x0000_'
    """
    return _ESCAPED.sub(_meant, text)


def _meant(escape: re.Match[str]) -> str:
    sign = chr(int(escape[1], 16))
    return escape[0] if _CONTROLS.match(sign) else sign


class _Strings(TwoSpeeds[pl.Series]):
    """The table being read."""

    elements = ("sst", "si", "t", "rPh")
    beginning = re.compile(rb"<sst[^<>]*>")
    ending = b"</si>"
    inside = ["sst"]  # noqa: RUF012 - never changed

    def __init__(self, file: str, part: str) -> None:
        super().__init__(file, part)
        self._texts: list[str] = []
        self._snippets: list[str] | None = None

    def split(self, piece: bytes) -> pl.Series | None:
        """The texts of a piece, or None if any byte of it is unusual."""
        if b"\r" in piece:
            return None
        piece = piece.replace(_SPACED, _PLAIN).replace(_EMPTY, _FULL)
        if b"<phoneticPr" in piece:
            piece = _READING.sub(b"", piece)
        try:
            text = piece.decode()
        except UnicodeDecodeError:
            return None
        if not (text.startswith(_FIRST) and text.endswith(_LAST)):
            return None
        texts = text[len(_FIRST) : -len(_LAST)].split(_BETWEEN)
        if text.count("<") != len(texts) * _BETWEEN.count("<"):
            return None
        return decoded(pl.Series(texts, dtype=pl.String))

    def taken(self) -> pl.Series:
        """The texts that the XML parser has met."""
        texts, self._texts = pl.Series(self._texts, dtype=pl.String), []
        return texts

    def begin(self, element: str, _: Mapping[str, str]) -> None:
        """A text begins, or a part of it."""
        if element == "si":
            self._texts.append("")
        self._snippets = [] if element == "t" and "rPh" not in self.path else None

    def end(self, _: str) -> None:
        """A part of a text has ended."""
        if self._snippets is not None and self._texts:
            self._texts[-1] += "".join(self._snippets)
        self._snippets = None

    def text(self, text: str) -> None:
        """Some letters of a text."""
        if self._snippets is not None:
            self._snippets.append(text)
