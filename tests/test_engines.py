"""Engines: the stored records of a small shop give the same figures on each, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from engines import ENGINES, at, needs_spark, records
from shops import DAYS, made_up_shop

from csperf.engines import engine as engines
from csperf.engines.engine import Choice, Engine, opened
from csperf.errors import CsperfError
from csperf.intake.records.stored import Stored, part_folder
from csperf.measuring import Asked, count
from csperf.metrics import enquiries, sales
from csperf.metrics.measure import Measure, figures, together
from csperf.metrics.records import SORTS
from csperf.texts import tell

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


@pytest.mark.parametrize("name", ENGINES)
def test_parts_add_up_to_what_a_person_counts(shop: Stored, name: engines.Name) -> None:
    with opened(Choice(name), shop) as engine:
        assert engine.part_count == (1 if name == "spark" else 2)
        assert measured(engine) == BY_HAND


def test_what_was_kept_of_a_part_is_let_go(shop: Stored) -> None:
    with opened(Choice("duckdb"), shop) as engine:
        assert measured(engine) == measured(engine) == BY_HAND


@pytest.mark.parametrize("name", ENGINES)
def test_small_tables_of_our_own_join_the_records(shop: Stored, name: engines.Name) -> None:
    with opened(Choice(name), shop) as engine:
        chats = engine.whole("receptions").select("agent", "buyer", "words")
        people = engine.small(
            {"agent": ["小美", "阿强"], "person": ["李小美", None], "age": [None, 31]}
        )
        joined = chats.join(people, on="agent", how="left").filter(nw.col("buyer") == "甲")
        assert sorted(rows_of(engine, joined), key=str) == [
            {"agent": "小美", "buyer": "甲", "words": 40, "person": "李小美", "age": None},
            {"agent": "小美", "buyer": "甲", "words": 5, "person": "李小美", "age": None},
            {"agent": "阿强", "buyer": "甲", "words": None, "person": None, "age": 31},
        ]
        nobody = engine.small({"agent": [], "person": []})
        assert rows_of(engine, chats.join(nobody, on="agent", how="inner")) == []


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


@pytest.mark.parametrize("name", ENGINES)
def test_records_that_an_older_csperf_stored(shop: Stored, name: engines.Name) -> None:
    (file,) = (shop.folder / "orders" / "part=003").iterdir()
    pl.read_parquet(file).drop("note").write_parquet(file)
    with opened(Choice(name), shop) as engine:
        (order,) = rows_of(engine, engine.whole("orders"))
    assert order.keys() == {*SORTS["orders"].fields, "file", "row"}
    assert (order["order"], order["note"]) == ("5001", None)


@pytest.mark.parametrize("name", ENGINES)
def test_a_folder_whose_name_looks_like_a_pattern(tmp_path: Path, name: engines.Name) -> None:
    folder = tmp_path / "10月 {final} [1]*"
    store(folder, "receptions", 0, [{"agent": "小美", "buyer": "甲", "started": 0}])
    with opened(Choice(name), Stored(folder)) as engine:
        assert len(rows_of(engine, engine.whole("receptions"))) == 1


REFUSALS = [
    ("spark:/7077", "spark-master-form", "“spark:/7077”不是 Spark 主节点的写法。"),
    (
        "spark://127.0.0.1:1",
        "spark-master-silent",
        "10 秒内连不上 Spark 主节点 spark://127.0.0.1:1。",
    ),
]


@needs_spark
@pytest.mark.parametrize(("master", "id_", "says"), REFUSALS)
def test_a_master_that_is_not_there(shop: Stored, master: str, id_: str, says: str) -> None:
    with pytest.raises(CsperfError) as refused, opened(Choice("spark", master), shop):
        pytest.fail("nothing answers at this master")
    (found,) = refused.value.problems
    assert found.id == id_
    assert tell(found, "zh").startswith(says)


@needs_spark
@pytest.mark.parametrize(
    ("version", "id_"), [(None, "java-missing"), ('java version "1.8.0_401"', "java-old")]
)
def test_java_that_is_missing_or_old(
    shop: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str | None, id_: str
) -> None:
    home = tmp_path / "jdk"
    (home / "bin").mkdir(parents=True)
    if version is not None:
        java = home / "bin" / "java"
        java.write_text(f"#!/bin/sh\necho '{version}' >&2\n", encoding="utf-8")
        java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(home))
    with pytest.raises(CsperfError) as refused, opened(Choice("spark"), shop):
        pytest.fail("this Java runs no Spark")
    assert [found.id for found in refused.value.problems] == [id_]


def test_an_engine_that_gives_up_says_why(shop: Stored) -> None:
    (file,) = (shop.folder / "orders" / "part=003").iterdir()
    file.write_bytes(b"PAR1 and no more")
    for name in ("polars", "duckdb"):
        with pytest.raises(CsperfError) as refused, opened(Choice(name), shop) as engine:
            rows_of(engine, engine.whole("orders"))
        (found,) = refused.value.problems
        assert (found.id, found.facts["engine"]) == ("engine-failed", name)


@pytest.mark.parametrize("name", ["duckdb", pytest.param("spark", marks=needs_spark)])
def test_a_made_up_shop_has_the_same_figures_on_each(tmp_path: Path, name: engines.Name) -> None:
    shop = made_up_shop(tmp_path)
    asked = Asked(DAYS, (*sales.MEASURES, *enquiries.MEASURES), by=("agent",))
    found = []
    for one in ("polars", name):
        with opened(Choice(one), shop) as engine:
            found.append(count(engine, asked).numbers)
    assert found[0] == found[1]
    assert len(found[0]) == 5, "four agents, and nobody"
