"""Reading records has several ways, for speed and for size; they give the same, whatever comes."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.errors import Problem
from csperf.intake.exports import Reading
from csperf.intake.files import open_file
from csperf.intake.records import opened, scanned, sources
from csperf.intake.records.moments import Clock, plain_moments, read_moments
from csperf.intake.records.opened import open_records
from csperf.intake.records.values import plain_values, value_of
from csperf.metrics.records import FILE, ROW, Kind

GOOD = sorted((Path(__file__).parent / "records").iterdir())
DIGITS = "0123456789"
SIGNS = "0123456789.,-+'\"=# \t　eE元¥%:：/年月日时秒分万ａ１（)—–无nulNAé\u0301ＳF茶"
FIGURES = st.one_of(
    st.text(SIGNS, max_size=12),
    st.from_regex(r"-?[0-9]{1,13}(\.[0-9]{1,4})?", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}(,[0-9]{3}){0,3}(\.[0-9]{1,3})?( ?元)?", fullmatch=True),
    st.from_regex(r"[0-9](\.[0-9]{1,3})?E\+[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]{10,18}\.0{1,2}", fullmatch=True),
    st.sampled_from(
        ["", "-", "--", "NaN", "无", "null", "N/A", "#DIV/0!", '="0012"', "'0012", "-茶"]
    ),
)
KINDS: list[tuple[Kind, str]] = [
    *(("id", ""), ("text", ""), ("count", ""), ("flag", "")),
    *(("money", ""), ("money", "元"), ("money", "万元")),
    *(("duration", unit) for unit in ("", "秒", "分钟", "小时", "毫秒")),
]
FIRST, LAST = datetime.fromisoformat("2000-01-02"), datetime.fromisoformat("2037-12-30")
EVE = datetime.fromisoformat("2026-10-31 23:00:00")
ZONES = ("", "Asia/Shanghai", "America/New_York", "Asia/Kolkata")
STAMPS = st.one_of(
    st.datetimes(FIRST, LAST).flatmap(
        lambda at: st.sampled_from(
            [
                *("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"),
                *("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S +0500", "%Y.%m.%d %H:%M"),
                *("%Y-%m-%d %H:%M:%S -0330", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d %H:%M:%S"),
            ]
        ).map(at.strftime)
    ),
    st.from_regex(
        r"20[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2} [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?", fullmatch=True
    ),
    st.text("0123456789-/: +Z", max_size=20),
)


@pytest.mark.parametrize(("kind", "unit"), KINDS)
@settings(deadline=None)
@given(texts=st.lists(FIGURES, min_size=1, max_size=8))
def test_the_plain_way_reads_what_the_careful_way_reads(
    kind: Kind, unit: str, texts: list[str]
) -> None:
    plain = plain_values(pl.Series(texts, dtype=pl.String), kind, unit).to_list()
    careful = [value_of(kind, unit)(text) for text in texts]
    read = zip(texts, plain, careful, strict=True)
    assert not [(text, fast, slow) for text, fast, slow in read if fast not in (None, slow)]


@settings(deadline=None)
@given(texts=st.lists(STAMPS, min_size=1, max_size=6), zone=st.sampled_from(ZONES))
def test_plain_moments_are_the_ones_that_are_read_with_care(texts: list[str], zone: str) -> None:
    clock = Clock(zone, "Asia/Shanghai")
    plain = plain_moments(pl.Series(texts, dtype=pl.String), clock).to_list()
    for text, moment in zip(texts, plain, strict=True):
        careful = read_moments([text], "", clock)[text]
        assert moment is None or moment == careful, text


def taken(files: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The records as a set, without where they stand, and the ids of what is said."""
    found, problems = open_records(files, Reading())
    rows = {
        sort: sorted(str(row) for row in frame.drop(FILE, ROW).collect().rows())
        for sort, frame in found.frames.items()
    }
    return rows, [problem.id for problem in problems]


def told(problems: list[Problem]) -> list[str]:
    return sorted(str(problem) for problem in problems)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_large_files_are_read_like_small_ones(
    case: Path, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted(map(str, case.glob("*.csv")))
    small, said = open_records(files, Reading())
    monkeypatch.setattr(scanned, "LARGE", 0)
    monkeypatch.setattr(sources, "BATCH", batch)
    monkeypatch.setattr(opened, "_BYTES_IN_MEMORY", 0)
    monkeypatch.setattr(opened, "_BYTES_OF_PART", 100)
    large, also_said = open_records(files, Reading())
    assert told(also_said) == told(said)
    assert (large.stored is None) == (small.stored is not None)
    assert {*small.frames} >= {*large.frames}
    for sort, frame in small.frames.items():
        expected = frame.collect().sort(FILE, ROW)
        if len(expected):
            assert large.frames[sort].collect().sort(FILE, ROW).equals(expected)


CELLS = st.text('ab1,"\n\r\t;é\u0301锟斤拷 　', max_size=6)


@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6),
    quote=st.sampled_from(["", '"']),
    end=st.sampled_from(["\n", "\r\n", ""]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
@settings(max_examples=300, deadline=None)
def test_a_text_that_is_scanned_is_what_the_careful_reader_reads(
    rows: list[list[str]],
    quote: str,
    end: str,
    encoding: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    cells = [[quote + cell.replace('"', quote * 2) + quote for cell in row] for row in rows]
    text = (end or "\n").join(",".join(row) for row in [["Order", "Created", "Note"], *cells]) + end
    file = tmp_path_factory.mktemp("scan") / "x.csv"
    file.write_bytes(text.encode(encoding))
    large = scanned.LARGE
    scanned.LARGE = 0
    try:
        found = scanned.scanned(str(file))
    finally:
        scanned.LARGE = large
    if found is None:
        return
    careful = open_file(str(file))
    assert not careful.problems
    assert found[1] == careful.digest
    names = ["A", "B", "C"]
    try:
        fast = pl.concat(found[0].batches(names))
    except sources.NotCleanError:
        return
    texts = pl.col(names)
    fast = fast.with_columns(texts.str.strip_chars(" \t\r\n\u3000").str.normalize("NFC"))
    fast = fast.filter(pl.any_horizontal(pl.col(names) != ""))
    slow = careful.grids[0].frame
    assert fast.select(*names, ROW).rows() == slow.select(*names, ROW).rows()


HEADER = ["Order", "Buyer", "Created", "Paid", "Amount paid", "Items", "State", "Seller note"]


def orders(seed: int, count: int) -> list[list[str]]:
    """Rows of made-up orders with every blank and form that the header's fields may have."""
    luck = random.Random(seed)  # noqa: S311 - made-up orders
    rows = []
    for number in range(count):
        made = datetime.fromisoformat("2026-10-31 23:00:00") + timedelta(
            seconds=luck.randrange(7200)
        )
        paid = made + timedelta(seconds=luck.randrange(100))
        state = luck.choice(["unpaid", "paid", "交易成功", "closed"])
        rows.append(
            [
                f"{number:06}",
                luck.choice(["甲", "乙", "c@d", ""]),
                made.strftime(luck.choice(["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S"])),
                "" if state == "unpaid" else str(paid),
                luck.choice(["0", "12.5", "1234.56", "¥3", "--"]),
                luck.choice(["1", "2", "12"]),
                state,
                luck.choice(["", "小美", "a; b"]),
            ]
        )
    return rows


def write(file: Path, header: list[str], rows: list[list[str]]) -> str:
    file.write_text("\n".join(",".join(row) for row in [header, *rows]) + "\n", encoding="utf-8")
    return str(file)


@given(seed=st.integers(0, 10**6), count=st.integers(1, 30), cut=st.integers(0, 30))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_columns_and_files_changes_nothing(
    seed: int, count: int, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    rows = orders(seed, count)
    whole = taken([write(folder / "whole.csv", HEADER, rows)])
    luck = random.Random(seed)  # noqa: S311 - made-up orders
    places = luck.sample(range(len(HEADER)), len(HEADER))
    mixed = luck.sample(rows, len(rows))
    moved = write(
        folder / "moved.csv",
        [HEADER[at] for at in places],
        [[row[at] for at in places] for row in mixed],
    )
    assert taken([moved])[0] == whole[0]
    files = [
        write(folder / f"{name}.csv", HEADER, part)
        for name, part in (("a", rows[cut:]), ("b", rows[:cut]))
    ]
    assert taken(files)[0] == whole[0]
    again = [*files, write(folder / "again.csv", HEADER, luck.sample(rows, luck.randint(1, count)))]
    assert taken(again)[0] == whole[0]
