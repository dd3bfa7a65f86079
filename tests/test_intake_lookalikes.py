"""Look-alikes: names that no eye can tell apart are found, and names that it can are left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csperf.intake.lookalikes import Difference, difference, skeleton, skeletons

# Written by code point where the eye could not check them.
ALIKE = (
    ("Amy", "\u0410my", "a Cyrillic A"),
    ("Amy", "\u0391my", "a Greek Alpha"),
    ("Amy", "Am\u0443", "a Cyrillic u"),
    ("Nick", "\u039dick", "a Greek Nu"),
    ("vivi", "\u03bdivi", "a Greek nu"),
    ("SOPHIE", "\u0405\u041e\u0420\u041d\u0406\u0415", "all Cyrillic"),
    ("Anna", "\u0251nn\u0251", "the a of pinyin"),
    ("Amy", "amy", "case"),
    ("Amy", "Ａｍｙ", "wide letters"),
    ("Amy", "\U0001d400my", "a bold letter of mathematics"),
    ("客服01", "客服O1", "nought and O"),
    ("客服01", "客服o1", "nought and o"),
    ("客服01", "客服〇1", "nought and the Chinese nought"),
    ("客服01", "客服○1", "nought and a circle"),
    ("客服11", "客服l1", "one and l"),
    ("客服11", "客服I1", "one and I"),
    ("客服11", "客服|1", "one and a stroke"),
    ("客服11", "客服\u04c01", "one and a palochka"),
    ("张三", "张 三", "a blank"),
    ("张三", "张\u3000三", "a wide blank"),
    ("张三", "张三\u200b", "a zero-width blank"),
    ("张三", "\ufeff张三", "a byte order mark"),
    ("张三", "张三\ufe0f", "a variation selector"),
    ("张三", "\u202a张三\u202c", "marks of direction"),
    ("张三", "张\u3164三", "a Hangul filler"),
    ("张三", "张三\t", "a tab"),
    ("小美·1", "小美•1", "dots"),
    ("小美·1", "小美・1", "dots"),
    ("小美·1", "小美．1", "dots"),
    ("小美·1", "小美.1", "dots"),
    ("小美-1", "小美—1", "dashes"),
    ("小美-1", "小美－1", "dashes"),
    ("小美-1", "小美\u20111", "dashes"),
    ("小美-1", "小美ー1", "a Japanese dash"),
    ("店:小美", "店：小美", "colons"),
    ("店(小美)", "店（小美）", "brackets"),
    ("O'Neil", "O\u2019Neil", "apostrophes"),
    ("小马", "小\u2ee2", "a radical of PDF files"),
    ("小山", "小\u2f2d", "a Kangxi radical"),
    ("金立", "\uf90a立", "a compatibility character"),
    ("田口", "田ロ", "a kana"),
    ("夕夕", "タ夕", "a kana"),
    ("\u0410\u0301my", "\u00c1my", "a Cyrillic A with an accent"),
    ("Rene\u0301", "Ren\u00e9", "two ways to write an accent"),
)
APART = (
    ("Amy", "Anny"),
    ("Amy", "Army"),
    ("Rene", "Ren\u00e9"),
    ("张三", "张四"),
    ("陈一", "陳一"),
    ("小美1", "小美2"),
    ("小美-1", "小美_1"),
    ("张己", "张已"),
    ("小一", "小-"),
    ("\u0413", "R"),
    ("", "张"),
)
MISTAKEN = (
    ("张己", "张已"),
    ("张己", "张巳"),
    ("小曰", "小日"),
    ("周末", "周未"),
    ("士元", "土元"),
    ("人美", "入美"),
    ("戊生", "戌生"),
    ("千里", "干里"),
    ("侯小姐", "候小姐"),
    ("小一", "小-"),
    ("小一", "小—"),
)
NAMES = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(sorted({sign for one, other, _ in ALIKE for sign in one + other})),
    ),
    max_size=12,
)


@pytest.mark.parametrize(("one", "other", "because"), ALIKE)
def test_names_that_no_eye_can_tell_apart_look_alike(one: str, other: str, because: str) -> None:
    assert one != other, because
    assert skeleton(one) == skeleton(other), because


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_the_eye_can_tell_apart_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(("one", "other"), MISTAKEN)
def test_characters_that_are_mistaken_but_can_be_told_apart_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


DIFFERENT = (
    ("\u0410my", "Amy", 1, "U+0410 CYRILLIC CAPITAL LETTER A", "U+0041 LATIN CAPITAL LETTER A"),
    ("客服01", "客服O1", 3, "U+0030 DIGIT ZERO", "U+004F LATIN CAPITAL LETTER O"),
    ("张三", "张三\u200b", 3, "", "U+200B ZERO WIDTH SPACE"),
    ("张三", "张\u3000三", 2, "", "U+3000 IDEOGRAPHIC SPACE"),
    ("张 三", "张\u3000三", 2, "U+0020 SPACE", "U+3000 IDEOGRAPHIC SPACE"),
    ("\ufeff张三", "张三", 1, "U+FEFF ZERO WIDTH NO-BREAK SPACE", ""),
    ("张三\ufe0f", "张三四", 3, "U+FE0F VARIATION SELECTOR-16", ""),
    ("张三四", "张三", 3, "U+56DB CJK UNIFIED IDEOGRAPH-56DB", ""),
    ("张三\x02", "张三", 3, "U+0002", ""),
)


@pytest.mark.parametrize(("first", "second", "at", "one", "other"), DIFFERENT)
def test_a_difference_names_the_first_characters_that_differ(
    first: str, second: str, at: int, one: str, other: str
) -> None:
    assert difference(first, second) == Difference(at, one, other)


def test_equal_names_have_no_difference() -> None:
    assert difference("张三", "张三") is None


@given(NAMES)
def test_a_skeleton_is_its_own_skeleton(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(name)


@given(st.lists(NAMES, max_size=5))
def test_many_names_are_folded_like_each_alone(names: list[str]) -> None:
    assert skeletons([*names, "x"]) == [skeleton(name) for name in [*names, "x"]]


@given(NAMES, st.sampled_from(["NFC", "NFD"]))
def test_the_way_in_which_a_name_is_encoded_changes_nothing(name: str, form: str) -> None:
    normal = unicodedata.normalize(form, name)  # type: ignore[arg-type] # one of two literals
    assert skeleton(normal) == skeleton(name)


@given(NAMES, st.sampled_from(" \u3000\u200b\u200d\ufeff\u00ad\t\u2060"), st.integers(0, 12))
def test_what_cannot_be_seen_changes_nothing(name: str, unseen: str, at: int) -> None:
    assert skeleton(name[:at] + unseen + name[at:]) == skeleton(name)


@given(NAMES, NAMES)
def test_names_differ_where_the_difference_says(first: str, second: str) -> None:
    found = difference(first, second)
    assert (found is None) == (first == second)
    if found:
        before = found.at - 1
        assert first[:before] == second[:before]
        assert first[before : found.at] != second[before : found.at]
        assert found.first or found.second
