"""The project file: its lines, what goes before what, which month a clock means, and the lock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from csperf.cli.main import run
from csperf.errors import CsperfError
from csperf.project.file import read_project
from csperf.project.locks import locked, locked_outputs
from csperf.project.months import filled, last_finished, previous, today
from csperf.project.settings import Setting, project_of

FILES = Path(__file__).parent / "transcripts" / "files"
NEW_YEAR = 1798732800  # 2027-01-01 00:00 in Shanghai, 2026-12-31 16:00 UTC


def chosen(
    key: str, flags: Mapping[str, Setting | None], environment: Mapping[str, str]
) -> tuple[Setting, str, str]:
    project, problems = project_of("", flags, environment)
    assert not problems
    one = project.settings[key]
    return one.value, one.source, str(one.place)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, seen from a folder inside it."""
    (tmp_path / "csperf.toml").write_text('\n\ncompany = "file"\n', encoding="utf-8")
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    return tmp_path


@pytest.mark.usefixtures("shop")
def test_an_option_goes_before_a_variable_and_that_before_the_file() -> None:
    variable = {"CSPERF_COMPANY": "variable"}
    assert chosen("company", {"company": "flag"}, variable) == ("flag", "flag", "--company")
    assert chosen("company", {}, variable) == ("variable", "environment", "CSPERF_COMPANY")
    assert chosen("company", {}, {}) == ("file", "file", f"..{os.sep}csperf.toml:3")
    assert chosen("history", {}, {}) == ("history", "default", "")


@pytest.mark.usefixtures("shop")
def test_a_typed_name_is_meant_from_here_and_told_from_the_project() -> None:
    assert chosen("data", {"data": ("a.csv", "../b.csv")}, {})[0] == ("inside/a.csv", "b.csv")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('company = """\nplans = 1\n"""\nlog = "x"\n', {"company": 1, "log": 4}),
        ('data = [\n  "a", # ]\n  "b]",\n]\n\n# plans\nlog = "x"', {"data": 1, "log": 7}),
        ('[plans]\n"售前" = "a.yaml"\n', {"plans": 1}),
        ('plans = {x = "a"}\r\n\r\nplans2.a.b = 1\r\n', {"plans": 1, "plans2": 3}),
        ("log = 'a'\n[[plans]]\na = 1\n[[plans]]\na = 2\n", {"log": 1, "plans": 2}),
    ],
)
def test_a_key_stands_on_the_line_that_names_it(
    text: str, lines: dict[str, int], tmp_path: Path
) -> None:
    path = tmp_path / "csperf.toml"
    path.write_bytes(text.encode())
    found, problems = read_project(path, "csperf.toml")
    assert not problems
    assert {key: entry.place.line for key, entry in found.entries.items()} == lines


def test_the_month_that_is_over_is_over_in_the_shop() -> None:
    at = {"SOURCE_DATE_EPOCH": str(NEW_YEAR)}
    assert today("Asia/Shanghai", at) == date(2027, 1, 1)
    assert today("UTC", at) == date(2026, 12, 31)
    assert last_finished(today("Asia/Shanghai", at)) == "2026-12"
    assert last_finished(today("UTC", at)) == "2026-11"
    before = {"SOURCE_DATE_EPOCH": str(NEW_YEAR - 1)}
    assert last_finished(today("Asia/Shanghai", before)) == "2026-11"


def test_blanks_are_filled_in_for_the_month() -> None:
    text = "{year}/{month}/{period}/{previous}"
    assert filled(text, "2026-01") == "2026/01/2026-01/2025-12"
    assert filled(text, "2026-09-26~2026-10-25") == "2026/10/2026-09-26~2026-10-25/2026-09"
    assert previous("2026-03") == "2026-02"


HOLD = """
import sys
from pathlib import Path
from csperf.project.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_says_who_is_at_work_and_a_killed_one_keeps_nobody_out(
    tmp_path: Path,
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    with holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(CsperfError) as refused, locked(tmp_path):
            pass
        (told,) = refused.value.problems
        assert (told.id, told.exit) == ("locked", 4)
        assert told.facts["pid"] == str(holder.pid)
        holder.kill()
        holder.wait()
        assert (tmp_path / ".csperf.lock.json").exists()
        with locked(tmp_path):
            pass
    assert {one.name for one in tmp_path.iterdir()} == set()


def test_two_runs_write_one_file_one_after_the_other_and_others_beside_it_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("plan.yaml", "10月.csv"):
        shutil.copy(FILES / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    month = ["plan.yaml", "--data", "10月.csv", "-p", "2026-10"]
    with locked_outputs([Path("pay.xlsx"), tmp_path / "slips"]):
        assert run(["calc", *month, "-o", "pay.json", "-o", str(tmp_path / "pay.xlsx")]) == 4
        assert "[locked] " + str(tmp_path / "pay.xlsx") in capsys.readouterr().err
        assert run(["payslips", *month, "-o", "slips"]) == 4
        assert not Path("pay.json").exists()
        assert run(["calc", *month, "-o", "pay.csv"]) == 0
    (tmp_path / ".pay.xlsx.abcdefgh.tmp").touch()
    (tmp_path / ".pay.csv.abcdefgh.tmp").touch()
    assert run(["calc", *month, "-o", "pay.xlsx"]) == 0
    assert run(["payslips", *month, "-o", "slips"]) == 0
    hidden = [one.name for one in tmp_path.rglob(".*")]
    assert hidden == [".pay.csv.abcdefgh.tmp"], "no lock stays, and only one's own rests go"


@pytest.mark.usefixtures("shop")
def test_every_command_knows_the_history_that_the_project_file_names(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793577600")
    for name in ("plan.yaml", "10月.csv"):
        shutil.copy(FILES / name, shop / "inside")
    (shop / "csperf.toml").write_text('history = "账/历史"\n', encoding="utf-8")
    assert run(["close", "2026-10", "plan.yaml", "--data", "10月.csv"]) == 0
    assert (shop / "账" / "历史" / "2026-10" / "01-closed").is_dir()
    monkeypatch.chdir(shop)
    assert run(["calc", "2026-10", "-o", "pay.json"]) == 0
    assert run(["history", "-f", "csv"]) == 0
    assert "2026-10" in capsys.readouterr().out
    monkeypatch.setenv("CSPERF_HISTORY", "another")
    assert run(["calc", "2026-10"]) == 1
    assert not (shop / "history").exists()
    assert not (shop / "another").exists()


def test_long_names_of_one_run_do_not_keep_each_other_out(tmp_path: Path) -> None:
    long = "薪" * 60
    with locked_outputs([tmp_path / f"{long}.xlsx", tmp_path / f"{long}.json"]):
        assert len(list(tmp_path.iterdir())) == 2
    assert not list(tmp_path.iterdir())


def test_of_many_that_wait_for_a_lock_one_at_a_time_has_it(tmp_path: Path) -> None:
    """The lock's file goes and comes; nobody may hold one that is gone while another holds it."""
    words = [sys.executable, "-c", TAKE, str(tmp_path)]
    runs = [subprocess.Popen(words) for _ in range(4)]
    assert [one.wait() for one in runs] == [0] * 4
    assert (tmp_path / "count").read_text() == "80"
    assert {one.name for one in tmp_path.iterdir()} == {"count"}


TAKE = """
import sys
from pathlib import Path
from csperf.project.locks import locked
folder = Path(sys.argv[1])
for _ in range(20):
    with locked(folder, 60):
        count = folder / "count"
        held = int(count.read_text()) if count.exists() else 0
        count.write_text(str(held + 1))
"""


PROJECT = """
plans = ["plan.yaml"]
data = ["10月.csv"]
output = ["out/pay.xlsx", "out/pay.json", "out/pay.csv"]
payslips = "out/slips"
lang = "zh"
"""


def everything_written(folder: Path, **settings: str) -> dict[str, bytes]:
    """The outputs and the history of a run on a machine with these settings."""
    folder.mkdir()
    for name in ("plan.yaml", "10月.csv"):
        shutil.copy(FILES / name, folder)
    (folder / "csperf.toml").write_text(PROJECT, encoding="utf-8")
    same = {"SOURCE_DATE_EPOCH": "1793577600", "LOGNAME": "a", "PATH": os.environ["PATH"]}
    words = [sys.executable, "-m", "csperf", "run", "2026-10", "--close"]
    where = {**same, "PYTHONPATH": str(FILES.parents[2]), **settings}
    ran = subprocess.run(words, cwd=folder, env=where, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    files = (one for top in ("out", "history") for one in (folder / top).rglob("*"))
    return {str(one.relative_to(folder)): one.read_bytes() for one in files if one.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="zones and locales are set otherwise")
def test_a_run_writes_the_same_bytes_in_any_zone_locale_and_order(tmp_path: Path) -> None:
    here = everything_written(tmp_path / "a", TZ="America/New_York", LC_ALL="C", PYTHONHASHSEED="1")
    there = everything_written(
        tmp_path / "b 薪资",
        TZ="Pacific/Kiritimati",
        LC_ALL="tr_TR.UTF-8",
        PYTHONHASHSEED="2",
        POLARS_MAX_THREADS="1",
    )
    assert here == there
    kinds = {Path(name).suffix for name in here}
    assert kinds >= {".xlsx", ".json", ".csv", ".html", ".parquet", ".gz", ".yaml", ".txt"}
