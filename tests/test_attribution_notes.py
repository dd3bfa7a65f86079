"""Notes: whom a seller's note names, and what is said of those that do not tell."""

from __future__ import annotations

import pytest
from engines import ENGINES, at, collected, on, records

from csperf.errors import Place
from csperf.metrics.attribution import NoteRule
from csperf.metrics.notes import Note, notes_in, read_notes

KNOWN = {"小美": "王小美", "美美": "王小美", "阿强": "阿强", "Lily": "李莉", "小李": "小李"}
RULE = NoteRule(agents={"A1": "小美", "G-": "阿强"})


def place(file: int, row: int) -> Place:
    """Where a row stands."""
    return Place(f"{file}.csv", row)


def named(text: str, rule: NoteRule = RULE) -> tuple[str, int | None] | str:
    """Whom a note names and how many pieces it claims, or what is said of it."""
    found, problems = read_notes([Note(text, 1, 0, 2)], rule, KNOWN, place)
    if problems:
        assert not found["note"]
        return problems[0].id
    assert found["note"] == [text]
    return found["noted"][0], found["noted_pieces"][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小美", ("王小美", None)),
        (" ＬＩＬＹ ", ("李莉", None)),
        ("a1", ("王小美", None)),
        ("小美2", ("王小美", 2)),
        ("小美*3件", ("王小美", 3)),
        ("A1 2", ("王小美", 2)),
        ("A1x2", ("王小美", 2)),
        ("A12", "notes-name-nobody"),
        ("2 小美", ("王小美", None)),
        ("小美 美美", ("王小美", None)),
        ("G- 发顺丰", ("阿强", None)),
        ("小美,阿强", "note-two-agents"),
        ("收货人王小美", "notes-name-nobody"),
        ("发顺丰", "notes-name-nobody"),
        ("小美;阿强", ("阿强", None)),
        ("小美；催发货", ("王小美", None)),
        ("小美 阿强;小李", ("小李", None)),
        ("小李;小美 阿强", "note-two-agents"),
        ("小美 2 阿强 3", "note-two-agents"),
        (";;小美;", ("王小美", None)),
    ],
)
def test_whom_words_name(text: str, expected: object) -> None:
    assert named(text) == expected


def test_the_oldest_part_where_the_shop_says_so() -> None:
    assert named("发顺丰;小美;阿强", NoteRule(history="oldest")) == ("王小美", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("客服:小美 数量:2", ("王小美", 2)),
        ("客服:小美;客服:阿强", ("阿强", None)),
        ("小美", "notes-name-nobody"),
        ("客服:小白", "note-stranger"),
        ("客服:小美 客服:小白", "note-stranger"),
        ("客服:小美 客服:阿强", "note-two-agents"),
    ],
)
def test_whom_a_pattern_finds(text: str, expected: object) -> None:
    rule = NoteRule(pattern=r"客服:(?P<agent>\S+)(?: 数量:(?P<count>\d+))?")
    assert named(text, rule) == expected


def test_notes_that_do_not_tell_are_listed_with_their_place_and_how_many_orders_they_have() -> None:
    unclear = [Note(f"小美 阿强 {number}", 2, 1, number) for number in range(10, 33)]
    plain = [Note("发顺丰", 7, 0, 5), Note("加急", 1, 0, 9)]
    found, problems = read_notes([*plain, *unclear, Note("小李", 1, 2, 2)], RULE, KNOWN, place)
    assert found == {"note": ["小李"], "noted": ["小李"], "noted_pieces": [None]}
    assert [one.id for one in problems] == [
        *["note-two-agents"] * 20,
        "notes-more",
        "notes-name-nobody",
    ]
    first, more, nobody = problems[0], problems[20], problems[21]
    assert (first.place, first.facts["names"]) == (Place("1.csv", 10), ("王小美", "阿强"))
    assert first.facts["count"] == 2
    assert (more.place, more.facts["count"]) == (Place("1.csv", 30), 3)
    assert (nobody.place, nobody.facts["count"]) == (Place("0.csv", 5), 8)
    assert not any(one.stops for one in problems)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_different_note_once_with_its_first_place(engine: str) -> None:
    notes = ["小美", None, "", "阿强", "小美"]
    rows = [
        {"order": str(number), "created": at("2026-10-01"), "note": note}
        for number, note in enumerate(notes)
    ]
    found = notes_in(on(engine, records("orders", rows)), collected)
    assert found == [Note("小美", 2, 0, 2), Note("阿强", 1, 0, 5)]
