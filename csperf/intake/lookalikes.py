r"""Names that look alike: which names a person takes for one although their characters differ.

Why only these: `\u0410my` with a Cyrillic A cannot be told from `Amy` on any screen, so the two
are almost surely one person; 己 and 已 can be told apart, and 张己 and 张已 may be two people.
Why tables of our own: the packages that carry Unicode's list are a megabyte of JSON and more, have
no types, and were last released years ago. The pairs are those of confusables.txt of Unicode
Technical Standard 39, as far as a keyboard, a web page or a PDF puts them into a name.
Traditional and simplified characters do not look alike, so 陈 and 陳 stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from csperf.yaml_faults import name_of


def _pairs(codes: str, looks: str) -> dict[int, str]:
    return dict(zip((int(code, 16) for code in codes.split()), looks, strict=True))


# By code point, for nobody could check these letters by eye. Greek small nu is taken for v and its
# capital for N, so letters are replaced before their case is folded.
_CYRILLIC = (
    _pairs("0410 0412 0415 0417 041A 041C 041D 041E 0420 0421 0422 0423 0425", "abe3kmhopctyx")
    | _pairs("042C 0405 0406 0408 0474 04AE 04C0 051C", "bsljvylw")
    | _pairs("0430 0435 0437 043E 0440 0441 0443 0445", "ae3opcyx")
    | _pairs("0455 0456 0458 0475 04AF 04BB 04CF 0501 051B 051D", "sljvyhldqw")
)
_GREEK = (
    _pairs("0391 0392 0395 0396 0397 0399 039A 039C 039D 039F", "abezhlkmno")
    | _pairs("03A1 03A4 03A5 03A7 037F 03F9", "ptyxjc")
    | _pairs("03B1 03B3 03B9 03BD 03BF 03C1 03C5 03F2 03F3", "aylvopucj")
)
# The a and g of pinyin primers and the i without its dot. One, l and capital I are one to the eye;
# small i must join them, for names that differ only in case are alike as well.
_LATIN = (
    _pairs("0251 0261 0131", "agl")
    | dict.fromkeys(map(ord, "1Ii|L"), "l")
    | dict.fromkeys(map(ord, "0\u3007\u25cb\u25ef"), "o")
)
_SIGNS = {
    **dict.fromkeys(map(ord, "\u00b7\u1427\u2022\u2027\u2219\u22c5\u30fb\uff65"), "."),
    **dict.fromkeys([*range(0x2010, 0x2016), 0x02D7, 0x2043, 0x2212, 0xFE58, 0x30FC, 0xFF70], "-"),
    **dict.fromkeys(map(ord, "\u223c\u301c"), "~"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u2032`\u00b4"), "'"),
}
_KANA = dict(zip(map(ord, "ヘニハカトロタエ囗"), "へ二八力卜口夕工口", strict=True))
# NFKD knows the Kangxi radicals but not these, which a PDF gives for characters.
_RADICALS = dict(
    zip(
        map(ord, "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"),
        "母民虎西见角贝车長长门青韦页风飞食马鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_ALIKE = _CYRILLIC | _GREEK | _LATIN | _SIGNS | _KANA | _RADICALS

# Besides blanks, controls and format characters: fillers, variation selectors, the empty Braille.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
_BETWEEN = "\n"  # an invisible sign, which no skeleton has
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where two names differ: its number from 1, and what each has there.

    The characters are told by code and name; one is empty where the other name has a character
    more, e.g. one that cannot be seen.
    """

    at: int
    first: str
    second: str


def skeleton(name: str) -> str:
    r"""What of a name meets the eye; names with the same skeleton look alike.

    >>> skeleton("\u0410my"), skeleton("ａ m\u200by"), skeleton("小美·O1") == skeleton("小美．〇l")
    ('amy', 'amy', True)
    """
    return skeletons([name])[0]


def skeletons(names: Sequence[str]) -> list[str]:
    """The skeleton of each name; all are folded as one text, for a roster may be long."""
    text = _BETWEEN.join(name.replace(_BETWEEN, "") for name in names)
    while (folded := _folded(text)) != text:
        text = folded
    return text.split(_BETWEEN) if names else []


def difference(first: str, second: str) -> Difference | None:
    r"""Where two names begin to differ; None, if they do not.

    >>> difference("\u0410my", "Amy").first
    'U+0410 CYRILLIC CAPITAL LETTER A'
    >>> difference("Amy", "Am\u200by")
    Difference(at=3, first='', second='U+200B ZERO WIDTH SPACE')
    """
    for at, (one, other) in enumerate(zip_longest(first, second, fillvalue=""), 1):
        if one != other:
            extra = _is_invisible(one) is not _is_invisible(other)
            shown = (sign if not extra or _is_invisible(sign) else "" for sign in (one, other))
            return Difference(at, *(name_of(sign) if sign else "" for sign in shown))
    return None


def _folded(name: str) -> str:
    """One step. Accents come apart, for else an accented look-alike would not be found as one.

    Look-alikes are replaced twice: a spaced accent is no apostrophe any more after NFKD, and a wide
    letter is a look-alike only then.
    """
    replaced = unicodedata.normalize("NFD", name).translate(_ALIKE)
    narrow = unicodedata.normalize("NFKD", replaced).translate(_ALIKE).casefold()
    unseen = {ord(sign) for sign in set(narrow) if sign != _BETWEEN and _is_invisible(sign)}
    return narrow.translate(dict.fromkeys(unseen)) if unseen else narrow


def _is_invisible(sign: str) -> bool:
    return bool(sign) and (
        unicodedata.category(sign) in _INVISIBLE or _BLANK.fullmatch(sign) is not None
    )
