"""Converted records: what the files say, in parts by buyer, resumable, for their owner only."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import polars as pl
import pytest

from csperf.cli.converting import convert
from csperf.errors import CsperfError, Problem, stopping
from csperf.intake.exports import Reading
from csperf.intake.records import store
from csperf.intake.records.ingest import Ingested, ingest, open_ingested
from csperf.intake.records.opened import open_records
from csperf.intake.records.parts import numbered
from csperf.intake.records.writing import write_whole
from csperf.metrics.records import FILE, ROW
from csperf.project.locks import locked_outputs

ORDERS = """Order,Buyer,Created,Paid,Amount paid,State
1001,甲,2026-10-01 09:00:00,2026-10-01 09:05:00,100.50,done
1002,乙,2026-10-31 23:59:59,2026-11-01 00:00:10,20,paid
1003,,2026-10-02 10:00:00,,30,unpaid
"""
MORE_ORDERS = """Order,Buyer,Created,Paid,Amount paid,State
1002,乙,2026-10-31 23:59:59,2026-11-01 00:00:10,20,shipped
1004,甲,2026-10-03 10:00:00,,7,unpaid
"""
LINES = """Order,Line,Title,Items,Unit price
1001,a,白茶,2,50.25
1003,b,红茶,1,30
1009,c,绿茶,1,1
"""
SHIFTS = """Agent,From,Until
小美,2026-10-01 09:00:00,2026-10-01 18:00:00
"""
TEXTS = {"o1.csv": ORDERS, "o2.csv": MORE_ORDERS, "l.csv": LINES, "s.csv": SHIFTS}
READING = Reading()


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in TEXTS]


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("csperf.intake.records.ingest.parts_for", lambda names: 4 + 0 * len(names))
    return tmp_path / "stored"


def rows(frame: pl.DataFrame) -> list[str]:
    names = sorted({*frame.columns} - {FILE, ROW})
    return sorted(str(row) for row in frame.select(names).rows())


def held(found: Ingested, sort: str) -> pl.DataFrame:
    return pl.concat(pl.read_parquet(file) for file in found.stored.whole(sort))


def ids(problems: list[Problem]) -> list[str]:
    return [problem.id for problem in problems]


def test_the_folder_holds_what_the_files_say(files: list[str], target: Path) -> None:
    opened, told = open_records(files, READING)
    found, problems = ingest(files, target, READING)
    assert found.complete
    assert ids(problems) == ids(told) == ["records-older"]
    assert found.stored.sorts == tuple(opened.frames) == ("orders", "lines", "shifts")
    for sort, frame in opened.frames.items():
        assert rows(held(found, sort)) == rows(frame.collect())
    again, also_told = open_ingested(target)
    assert again is not None
    assert ids(also_told) == ids(told)
    assert set(again.manifest.places.values()) == set(opened.places.values())
    assert found.manifest.rows == {"orders": 4, "lines": 3, "shifts": 1}


def test_all_records_of_a_buyer_stand_in_his_part(files: list[str], target: Path) -> None:
    found, _ = ingest(files, target, READING)
    for number in found.stored.parts:
        for sort in ("orders", "lines"):
            for file in found.stored.part(sort, number):
                held_there = pl.read_parquet(file).select(pl.coalesce("buyer", "order"))
                assert {*numbered(held_there.to_series(), 4)} <= {number}
    lines = dict(held(found, "lines").select("order", "buyer").rows())
    assert lines == {"1001": "甲", "1003": None, "1009": None}


def test_a_second_run_reads_nothing_again(
    files: list[str], target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(files, target, READING)
    monkeypatch.setattr(store.Store, "stage", None)
    again, problems = ingest(files, target, READING)
    assert again.complete
    assert again.converted == ()
    assert again.kept == tuple(files)
    assert ids(problems) == ["records-older"], "what was found is told again"


def test_a_changed_file_is_read_anew_and_one_no_longer_given_is_gone(
    files: list[str], target: Path
) -> None:
    ingest(files, target, READING)
    Path(files[0]).write_text(ORDERS.replace("100.50", "99"), encoding="utf-8")
    found, problems = ingest([files[0], files[2]], target, READING)
    assert not problems
    assert found.converted == (files[0],)
    assert found.stored.sorts == ("orders", "lines")
    amounts = dict(held(found, "orders").select("order", "amount").rows())
    assert amounts == {"1001": 9900, "1002": 2000, "1003": 3000}


@pytest.mark.parametrize("last", range(1, 12))
def test_an_interrupted_run_goes_on(
    files: list[str], target: Path, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0

    def stopping_at_last(*arguments: object) -> None:
        nonlocal written
        written += 1
        if written == last:
            raise KeyboardInterrupt
        write_whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "write_whole", stopping_at_last)
    with pytest.raises(KeyboardInterrupt):
        ingest(files, target, READING)
    assert open_ingested(target)[0] is None, "nothing is measured from half a folder"
    monkeypatch.setattr(store, "write_whole", write_whole)
    found, _ = ingest(files, target, READING)
    fresh, _ = ingest(files, target.with_name("fresh"), READING)
    for sort in fresh.stored.sorts:
        assert rows(held(found, sort)) == rows(held(fresh, sort))


def test_a_file_with_a_fault_stops_it_and_the_others_are_kept(
    files: list[str], target: Path
) -> None:
    Path(files[1]).write_text(MORE_ORDERS.replace(",7,", ",7.005,"), encoding="utf-8")
    found, problems = ingest(files, target, READING)
    assert ids(stopping(problems)) == ["cell-below-fen"]
    assert not found.complete
    assert ids(open_ingested(target)[1]) == ["records-half"]
    Path(files[1]).write_text(MORE_ORDERS, encoding="utf-8")
    found, problems = ingest(files, target, READING)
    assert found.complete
    assert found.converted == (files[1],)


def test_another_mapping_reads_the_same_bytes_anew(files: list[str], target: Path) -> None:
    ingest(files, target, READING)
    found, _ = ingest(files, target, Reading(time_zone="Asia/Tokyo"))
    assert found.converted == tuple(files)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_folder_and_files_are_for_their_owner_only(files: list[str], target: Path) -> None:
    ingest(files, target, READING)
    modes = {stat.S_IMODE(one.stat().st_mode) for one in target.rglob("*") if one.is_file()}
    folders = {
        stat.S_IMODE(one.stat().st_mode) for one in [target, *target.rglob("*")] if one.is_dir()
    }
    assert modes == {0o600}
    assert folders == {0o700}


def test_a_folder_of_something_else_is_left_alone(files: list[str], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "holiday.jpg").write_bytes(b"x")
    assert ids(ingest(files, other, READING)[1]) == ["records-folder-used"]
    assert ids(ingest(files, other / "holiday.jpg", READING)[1]) == ["records-folder-is-file"]
    assert ids(open_ingested(other)[1]) == ["records-no-folder"]


def test_a_copy_of_a_file_is_told_and_read_once(files: list[str], target: Path) -> None:
    copy = Path(files[0]).with_name("copy.csv")
    copy.write_text(ORDERS, encoding="utf-8")
    found, problems = ingest([files[0], str(copy)], target, READING)
    assert ids(problems) == ["records-file-twice"]
    assert len(held(found, "orders")) == 3


def test_nobody_else_converts_into_the_folder_meanwhile(tmp_path: Path) -> None:
    orders = tmp_path / "订单.csv"
    orders.write_text("订单编号,买家,下单时间,付款时间,实付金额\n", encoding="utf-8")
    folder = tmp_path / "记录"
    with locked_outputs([folder]), pytest.raises(CsperfError) as caught:
        convert((str(orders),), folder, (), None)
    assert [one.id for one in caught.value.problems] == ["locked"]
    assert not folder.exists()
