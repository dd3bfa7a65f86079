"""A large text table gives the grid that a small one gives, however its pieces fall."""

from __future__ import annotations

import codecs
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csperf.errors import Problem
from csperf.intake import delimited, fast_text, files
from csperf.intake.delimited import read_delimited
from csperf.intake.files import open_file
from csperf.intake.grid import FIELDS, ROW, Grid, Stored

BOM = codecs.BOM_UTF8.decode()
TABLE = "客服,销售额\n" + "".join(f"小美{i},{i}.50\n" for i in range(200))


@contextmanager
def large(piece: int = 64, kept: int = 10**9) -> Iterator[None]:
    """Every file counts as large, and is read in tiny pieces."""
    with (
        mock.patch.object(delimited, "LARGE", -1),
        mock.patch.object(delimited, "PIECE", 4096),
        mock.patch.object(fast_text, "PIECE", piece),
        mock.patch.object(fast_text, "KEPT_IN_MEMORY", kept),
    ):
        yield


def said(grid: Grid | Problem) -> object:
    """Everything that a reader sees of a grid, or the problem."""
    if isinstance(grid, Problem):
        return grid
    rows = grid.frame.iter_rows(named=True)
    cells = [
        (row[ROW], row[FIELDS], {name: row[name] for name in grid.letters if row[name]})
        for row in rows
    ]
    return grid.read_as, cells, grid.letters if cells else []


words = st.text(st.sampled_from("客服a1 .-　e\u0301\u00e9\tß%\x1f\x01"), max_size=5)
proper = words.map(lambda word: f'"{word}"') | st.sampled_from(('""', '"a""b"', '"x,y"', '"1\n2"'))
proper |= st.sampled_from(('"\r\n"', '"=""12"""', '"""a"""', '"a;b\tc"'))
odd = st.sampled_from(('a"b', 'a"', '"a"b', ' "a"', '"', '"a" '))


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Delimited text: mostly well written, sometimes ragged, sometimes with quotes gone wrong."""
    delimiter = draw(st.sampled_from((",", "\t", ";")))
    end = draw(st.sampled_from(("\n", "\n", "\r\n", "\r")))
    field = st.one_of(words, words, proper)
    if draw(st.integers(0, 4)) == 0:
        field = st.one_of(field, field, odd)
    rows = draw(st.lists(st.lists(field, min_size=0, max_size=4), max_size=12))
    heading = f"客服{delimiter}销售额{end}" if draw(st.booleans()) else ""
    named = f"sep={delimiter}{end}" if draw(st.integers(0, 5)) == 0 else ""
    text = named + heading + end.join(delimiter.join(row) for row in rows)
    return text + draw(st.sampled_from(("", end)))


@given(tables(), st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "gb18030")), st.integers(40, 99))
@example('"a\n', "utf-8", 64)
@example("a,b\n\n\n,\n1", "utf-8", 64)
@settings(max_examples=800, deadline=None)
def test_a_large_table_is_read_as_a_small_one(text: str, encoding: str, piece: int) -> None:
    content = text.encode(encoding)
    small = read_delimited("a.csv", content)
    with large(piece):
        assert said(read_delimited("a.csv", content)) == said(small)


@pytest.mark.parametrize(
    "fault",
    [
        *(b"\x00", "锟斤拷".encode("gbk"), b"\xff\xff", b'"open', b'"a"b,1', b"x" * 140_000),
        b"," * 300,
    ],
    ids=["nul", "mojibake", "bytes", "open quote", "after a quote", "endless", "wide"],
)
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_fault_in_a_large_table_is_told_as_in_a_small_one(fault: bytes, encoding: str) -> None:
    if fault == "锟斤拷".encode("gbk"):
        fault = "锟斤拷".encode(encoding)
    head, tail = TABLE[:900].encode(encoding), TABLE[900:].encode(encoding)
    for content in (head + fault + tail, head + b"\n" + fault + b"\n" + tail, head + b"\n" + fault):
        small = read_delimited("a.csv", content)
        with large(piece=200):
            assert said(read_delimited("a.csv", content)) == said(small)


def test_a_table_on_disk_is_the_same_and_leaves_nothing() -> None:
    content = (TABLE + "a,b,c\n").encode("gbk")
    small = read_delimited("a.csv", content)
    with large(piece=200, kept=0):
        grid = read_delimited("a.csv", content)
    assert isinstance(grid, Grid)
    assert isinstance(grid.table, Stored)
    assert grid.lazy.select("B").collect()["B"].to_list() == grid.frame["B"].to_list()
    assert said(grid) == said(small)
    folder = grid.table.folder
    assert folder.exists()
    del grid
    gc.collect()
    assert not folder.exists()


def test_usual_texts_are_split_at_once() -> None:
    for text in (TABLE, '"' + TABLE.replace(",", '","').replace("\n", '"\r\n"')[:-1]):
        with large(), mock.patch.object(fast_text, "_parsed", side_effect=AssertionError):
            grid = read_delimited("a.csv", text.encode("gbk"))
        assert isinstance(grid, Grid)
        assert len(grid.frame) == 201


def test_a_text_beyond_what_is_read_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(TABLE.encode("gbk"))
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04" + bytes(3000))
    small = open_file(str(tmp_path / "a.csv"))
    with large(), mock.patch.object(files, "MAX_BYTES", 1000):
        opened = open_file(str(tmp_path / "a.csv"))
        refused = open_file(str(tmp_path / "b.xlsx"))
    assert opened.digest == small.digest
    assert [said(grid) for grid in opened.grids] == [said(grid) for grid in small.grids]
    assert [problem.id for problem in refused.problems] == ["file-too-large"]
