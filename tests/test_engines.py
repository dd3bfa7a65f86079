"""Engines: the stored records of a small shop give the same figures on each, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from engines import at, records

from csperf.engines import engine as engines
from csperf.engines.engine import Choice, Engine, opened
from csperf.errors import CsperfError
from csperf.intake.records.stored import Stored, part_folder
from csperf.metrics.measure import Measure, figures, together

MEASURES = (
    Measure("接待量", "receptions", "rows"),
    Measure("接待人数", "receptions", "people"),
    Measure("客服字数", "receptions", "sum", "words"),
)
CHATS: Mapping[int, Sequence[tuple[str, str, str, int | None]]] = {
    0: [
        ("小美", "甲", "2026-10-01 09:00:00", 40),
        ("小美", "甲", "2026-10-01 20:00:00", 5),
        ("阿强", "甲", "2026-10-01 23:59:59", None),
    ],
    3: [("小美", "乙", "2026-10-02 00:00:00", 7)],
}
BY_HAND = {
    ("小美",): {"接待量": 3, "接待人数": 2, "客服字数": 52},
    ("阿强",): {"接待量": 1, "接待人数": 1, "客服字数": 0},
}


@pytest.fixture
def shop(tmp_path: Path) -> Stored:
    """Two parts of chats, in one of which somebody ordered; and one shift, which has no buyer."""
    for part, chats in CHATS.items():
        rows = [
            {"agent": agent, "buyer": buyer, "started": at(moment), "words": words}
            for agent, buyer, moment, words in chats
        ]
        store(tmp_path, "receptions", part, rows)
    order = {"order": "5001", "buyer": "乙", "created": at("2026-10-02 08:00:00"), "amount": 990}
    store(tmp_path, "orders", 3, [order])
    shift = {"agent": "小美", "since": at("2026-10-01"), "until": at("2026-10-02")}
    store(tmp_path, "shifts", 0, [shift])
    return Stored(tmp_path)


def store(folder: Path, sort: str, part: int, rows: Sequence[Mapping[str, object]]) -> None:
    target = part_folder(folder, sort, part)
    target.mkdir(parents=True)
    records(sort, rows).write_parquet(target / "0.parquet")


def rows_of(engine: Engine, frame: object) -> list[dict[str, object]]:
    return [dict(row) for row in engine.collect(frame)]  # type: ignore[arg-type]


def measured(engine: Engine) -> dict[tuple[object, ...], dict[str, int]]:
    """The figures of the receptions, with their day, part by part."""
    found = []
    for tables in engine.parts():
        day = (nw.col("started") // 86_400).alias("day")
        view = engine.kept(tables["receptions"].with_columns(day))
        found.append(figures(view, MEASURES, ["agent"], engine.collect))
    return together(found, MEASURES)


def test_parts_add_up_to_what_a_person_counts(shop: Stored) -> None:
    with opened(Choice(), shop) as engine:
        assert engine.part_count == 2
        assert measured(engine) == BY_HAND


def test_a_part_has_a_table_of_every_sort(shop: Stored) -> None:
    with opened(Choice(), shop) as engine:
        sizes = [
            {sort: len(rows_of(engine, table)) for sort, table in tables.items()}
            for tables in engine.parts()
        ]
    assert sizes == [
        {"orders": 0, "receptions": 3, "shifts": 1},
        {"orders": 1, "receptions": 1, "shifts": 1},
    ], "shifts know no buyer and belong to every part"


def test_the_whole_of_a_sort_is_all_its_parts(shop: Stored) -> None:
    with opened(Choice(), shop) as engine:
        assert len(rows_of(engine, engine.whole("receptions"))) == 4


def test_a_small_table_of_our_own_joins_the_records(shop: Stored) -> None:
    with opened(Choice(), shop) as engine:
        people = engine.small({"agent": ["小美", "阿强"], "person": ["李小美", None]})
        joined = engine.whole("receptions").join(people, on="agent", how="left")
        named = [row["person"] for row in rows_of(engine, joined.filter(nw.col("buyer") == "甲"))]
        assert sorted(named, key=str) == [None, "李小美", "李小美"]


def test_a_small_table_of_nothing_is_text(shop: Stored) -> None:
    with opened(Choice(), shop) as engine:
        empty = engine.small({"agent": [], "person": []})
        joined = engine.whole("receptions").join(empty, on="agent", how="inner")
        assert rows_of(engine, joined) == []


def test_records_that_are_small_are_one_part(shop: Stored) -> None:
    from csperf.engines.streaming import in_memory

    tables = {"receptions": pl.scan_parquet(shop.folder / "receptions")}
    engine = in_memory(tables)
    assert engine.part_count == 1
    assert measured(engine) == BY_HAND


def test_an_engine_that_is_not_installed(shop: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None if name == "pyspark" else name)
    with pytest.raises(CsperfError) as refused:
        opened(Choice("spark"), shop)
    (found,) = refused.value.problems
    assert (found.id, found.facts["package"]) == ("engine-missing", "pyspark")
