"""File names of payslips: safe on every system, told apart from each other, the same every month.

Why more than taking `/` out: Windows has names of devices (CON), drops dots and blanks at the end
and takes Ann for ann; a leading `-` reads as an option and a leading dot hides the file; a sign
that turns the line around can make `.exe` look like `.html`. Files that are sent to people are
copied to all of these systems.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from csperf.inputs import Agent
from csperf.output.safe import unsafe

_FORBIDDEN = frozenset('/\\:*?"<>|')
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE
)
_BYTES = 140  # some encrypted folders take no more than 143
_FOR_REST = 14  # a number and the ending


def file_names(people: Sequence[Agent], period: str, suffix: str) -> list[str]:
    """A name for each: `2026-10 小美.html`, with the id or a number where two would be one."""
    plain = [_stem(period, person.name) for person in people]
    with_id = [_stem(period, person.name, person.id) for person in people]
    alone, apart = Counter(map(_alike, plain)), Counter(map(_alike, with_id))
    taken = {_alike(stem) for stem in plain if alone[_alike(stem)] == 1}
    stems: list[str] = []
    for stem, longer in zip(plain, with_id, strict=True):
        if alone[_alike(stem)] > 1:
            useful = apart[_alike(longer)] == 1 and _alike(longer) not in taken
            stem = longer if useful else _free(longer, taken)  # noqa: PLW2901 - the same name, longer
            taken.add(_alike(stem))
        stems.append(stem)
    return [stem + suffix for stem in stems]


def folder_names(words: Sequence[str]) -> list[str]:
    """A name of a folder for each of some words, no two alike on any system."""
    taken: set[str] = set()
    names: list[str] = []
    for word in words:
        stem = _stem(word)
        names.append(_free(stem, taken) if _alike(stem) in taken else stem)
        taken.add(_alike(names[-1]))
    return names


def _free(stem: str, taken: Iterable[str]) -> str:
    """The name with the first number that nobody has."""
    number = 1
    while _alike(f"{stem} ({number})") in taken:
        number += 1
    return f"{stem} ({number})"


def _alike(stem: str) -> str:
    """The same for names that some system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", stem).casefold())


def _stem(*words: str) -> str:
    """The words as one name without its ending."""
    cleaned = (_cleaned(word) for word in words)
    stem = " ".join(word for word in cleaned if word)
    stem = _cut(stem.lstrip("-.~ "), _BYTES - _FOR_REST).rstrip(". ") or "_"
    return f"_{stem}" if _DEVICE.fullmatch(stem) else stem


def _cleaned(text: str) -> str:
    """Nothing that a system reads as something else than a letter of a name."""
    kept = "".join(
        "_" if character in _FORBIDDEN or unsafe(character) else character
        for character in unicodedata.normalize("NFC", text)
    )
    return " ".join(kept.split())


def _cut(text: str, most: int) -> str:
    """As much of the text as fits, by whole letters with their marks."""
    while len(text.encode("utf-8")) > most:
        letter = text.rstrip("".join(filter(unicodedata.combining, text)))
        text = letter[:-1]
    return text
