"""`safe_text`: text from data made harmless before a person's terminal or spreadsheet shows it.

Why: names come from exports and plans. An escape sequence repaints a terminal, a bidi control makes
9.00 read as 00.9, a zero-width space makes two names look like one. Rich passes them all through,
even to a pipe.
"""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_CONTROLS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_C0_END, _DEL, _PICTURES, _DEL_PICTURE, _LATIN_END, _BMP_END = (
    0x20,
    0x7F,
    0x2400,
    0x2421,
    0xFF,
    0xFFFF,
)


def unsafe(character: str) -> bool:
    """Whether the character steers a terminal, reorders text or cannot be seen at all."""
    code = ord(character)
    return (
        unicodedata.category(character) in _CONTROLS
        or character in _UNSEEN
        or code & 0xFFFE == 0xFFFE  # noqa: PLR2004 - noncharacters, which break XML
    )


def safe_text(text: str) -> str:
    r"""The text with every unsafe character made visible; ordinary text is unchanged.

    >>> safe_text("小美"), safe_text("a\x1b[31m"), safe_text("\u202e9.00"), safe_text("\x9b")
    ('小美', 'a␛[31m', '\\u202e9.00', '\\x9b')
    """
    if is_safe(text):
        return text
    return "".join(_visible(c) if unsafe(c) else c for c in text)


def is_safe(text: str) -> bool:
    """Whether a text needs no change for certain; most do not, and this is told at once."""
    return text.isprintable() and _UNSEEN.isdisjoint(text)


def _visible(character: str) -> str:
    code = ord(character)
    if code < _C0_END:
        return chr(_PICTURES + code)
    if code == _DEL:
        return chr(_DEL_PICTURE)
    if code <= _LATIN_END:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _BMP_END else f"\\U{code:08x}"
