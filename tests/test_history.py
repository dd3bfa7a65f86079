"""The history: closed months that stay what they are, wherever the folder is taken."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from subprocess import run as ran

import duckdb
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from conftest import CASES, ROLE_CASES, UNPAID, run_of

from csperf.cli.main import run
from csperf.history import sealed
from csperf.history.kept import Asked, asked_of, words_of
from csperf.history.sealed import seal
from csperf.history.tables import tables_of
from csperf.opening import Request

PLAN = 'csperf: 1\nplan: 方案\nversion: "1"\npay:\n  提成: {commission: {of: 净销售额, rate: 1%}}\n'
DATA = "客服,净销售额\n小美,100000\n阿英,20050\n"
CLOSING = Path("history/2026-10/01-closed")

Said = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan and a month's export, in which csperf runs."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "10月.csv").write_text(DATA, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793500000")
    return folder


def close(*more: str, data: str = "10月.csv", plan: str = "plan.yaml") -> int:
    return run(["close", "2026-10", plan, "--data", data, *more])


def test_a_closed_month_is_computed_again_from_the_history_alone(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = ["-o", "pay.xlsx", "-o", "pay.json", "-o", "pay.csv"]
    assert run(["calc", "plan.yaml", "-d", "10月.csv", "-p", "2026-10", *files]) == 0
    assert close() == 0
    other = tmp_path / "other"
    other.mkdir()
    shutil.copytree(desk / "history", other / "pay history")
    monkeypatch.chdir(other)
    assert run(["calc", "2026-10", "--history", "pay history", *files]) == 0
    for name in ("pay.xlsx", "pay.json", "pay.csv"):
        assert (other / name).read_bytes() == (desk / name).read_bytes()
    assert run(["explain", "2026-10", "--history", "pay history", "-a", "小美"]) == 0
    assert run(["payslips", "2026-10", "--history", "pay history", "-o", "slips"]) == 0
    assert len([*(other / "slips").iterdir()]) == 2


@pytest.mark.parametrize("case", ROLE_CASES, ids=lambda case: case.name)
def test_a_payroll_of_several_roles_is_closed_as_one(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(case, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    plans = sorted(one.name for one in case.glob("plan-*.yaml"))
    data = sorted(one.name for one in case.glob("data*"))
    options = (case / "options.txt").read_text().split() if (case / "options.txt").exists() else []
    options += [] if "--period" in options else ["--period", "2026-10"]
    month = options[options.index("--period") + 1]
    given = [*plans, "--roster", "roster.csv", "--unpaid-role", UNPAID, *options, "--data", *data]
    assert run(["calc", *given, "-o", "live.xlsx", "-o", "live.json"]) == 0
    assert run(["close", *given]) == 0
    for file in [*plans, *data, "roster.csv"]:
        Path(file).unlink()
    assert run(["calc", month, "-o", "again.xlsx", "-o", "again.json"]) == 0
    assert Path("again.json").read_bytes() == Path("live.json").read_bytes()
    assert Path("again.xlsx").read_bytes() == Path("live.xlsx").read_bytes()


def all_written() -> dict[Path, bytes]:
    """Every file of the history."""
    files = (one for one in Path("history").rglob("*") if one.is_file())
    return {one: one.read_bytes() for one in files}


@pytest.mark.usefixtures("desk")
def test_closing_again_changes_nothing_and_a_difference_is_refused(capsys: Said) -> None:
    assert close() == 0
    written = all_written()
    assert close() == 0
    capsys.readouterr()
    Path("10月.csv").write_text(DATA.replace("20050", "21000"), encoding="utf-8")
    assert close() == 5
    said = capsys.readouterr().err
    assert "[closed-differs]" in said
    assert "阿英" in said
    assert "200.50 → 210.00" in said
    assert "小美" not in said
    assert written == all_written()


@pytest.mark.usefixtures("desk")
def test_calc_of_a_closed_month_says_so_and_whether_it_agrees(capsys: Said) -> None:
    month = ["calc", "plan.yaml", "--data", "10月.csv", "--period", "2026-10"]
    assert close() == 0
    assert run(month) == 0
    assert "[month-closed]" in capsys.readouterr().err
    Path("10月.csv").write_text(DATA.replace("20050", "21000"), encoding="utf-8")
    assert run(month) == 0
    said = capsys.readouterr().err
    assert "[month-closed-other]" in said
    assert "阿英" in said
    assert run([*month, "--strict"]) == 10
    assert run(["calc", "2026-10"]) == 0
    assert not capsys.readouterr().err.count("month-closed") - 1


@pytest.mark.usefixtures("desk")
def test_a_month_is_opened_again_with_a_reason_and_keeps_its_earlier_closing(capsys: Said) -> None:
    assert run(["reopen", "2026-10", "--reason", "x"]) == 1
    assert "[reopen-not-closed]" in capsys.readouterr().err
    assert close() == 0
    before = (CLOSING / "result.json").read_bytes()
    assert run(["reopen", "2026-10", "--reason", " "]) == 1
    assert "[reopen-without-reason]" in capsys.readouterr().err
    assert run(["reopen", "2026-10", "--reason", "漏了一天"]) == 0
    witness = json.loads(Path("history/2026-10/02-reopened/witness.json").read_text("utf-8"))
    assert witness["reason"] == "漏了一天"
    assert witness["when"] == "2026-11-01T02:26:40Z"
    assert run(["calc", "2026-10"]) == 1
    assert "[month-not-closed]" in capsys.readouterr().err
    Path("10月.csv").write_text(DATA.replace("20050", "21000"), encoding="utf-8")
    assert close() == 0
    assert (CLOSING / "result.json").read_bytes() == before
    names = sorted(one.name for one in Path("history/2026-10").iterdir())
    assert names == ["01-closed", "02-reopened", "03-closed"]
    capsys.readouterr()
    assert run(["history", "--format", "json"]) == 0
    (month,) = json.loads(capsys.readouterr().out)["months"]
    assert (month["total"], month["period"]) == ("1210.00", "2026-10")


def test_the_history_is_for_its_owner_and_names_no_place_of_this_machine(desk: Path) -> None:
    assert run(["close", "2026-10", str(desk / "plan.yaml"), "-d", str(desk / "10月.csv")]) == 0
    for one in [Path("history"), *Path("history").rglob("*")]:
        mode = stat.S_IMODE(one.stat().st_mode)
        assert mode == (0o700 if one.is_dir() else 0o600), one
        if one.is_file():
            content = one.read_bytes()
            content = gzip.decompress(content) if one.suffix == ".gz" else content
            assert str(desk).encode() not in content, one
    asked = json.loads((CLOSING / "facts.json").read_text("utf-8"))["asked"]
    assert (asked["plans"], asked["data"]) == (["plan.yaml"], ["10月.csv"])


def test_files_from_elsewhere_are_kept_by_their_names_and_told_apart(desk: Path) -> None:
    for folder, line in (("a", "小美,100000"), ("b", "阿英,20050")):
        (desk.parent / folder).mkdir()
        (desk.parent / folder / "10月.csv").write_text(f"客服,净销售额\n{line}\n", encoding="utf-8")
    assert close("../b/10月.csv", data="../a/10月.csv") == 0
    facts = json.loads((CLOSING / "facts.json").read_text("utf-8"))
    assert facts["asked"]["data"] == ["10月.csv", "10月 (2).csv"]
    assert facts["roles"][0]["total"] == "1200.50"
    assert run(["calc", "2026-10", "-o", "again.json"]) == 0
    assert Path("again.json").read_bytes() == (CLOSING / "result.json").read_bytes()


@pytest.mark.usefixtures("desk")
def test_standard_tools_check_and_read_a_closing() -> None:
    assert close() == 0
    checked = ran(["sha256sum", "--check", "--quiet", "checksums.txt"], cwd=CLOSING, check=False)
    assert checked.returncode == 0
    query = "select role, name, number from 'history/*/*/*/figures.parquet' where kind = 'total'"
    with duckdb.connect() as base:
        found = base.execute(query).fetchall()
    assert found == [
        ("", "小美", Decimal("1000.0000000000")),
        ("", "阿英", Decimal("200.5000000000")),
    ]
    metrics = pq.read_table(CLOSING / "方案" / "metrics.parquet").to_pylist()
    assert [(one["value"], one["file"], one["cell"]) for one in metrics] == [
        ("100000", "10月.csv", "B2"),
        ("20050", "10月.csv", "B3"),
    ]
    content = gzip.decompress((CLOSING / "inputs/002.csv.gz").read_bytes())
    assert content == Path("10月.csv").read_bytes()
    assert (CLOSING / "方案/plan.yaml").read_bytes() == Path("plan.yaml").read_bytes()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_of_a_run_is_lost_in_its_tables(case: Path, tmp_path: Path) -> None:
    month = run_of(case)
    for name, content in tables_of(month).items():
        (tmp_path / name).write_bytes(content)
    wide = pq.read_table(tmp_path / "result.parquet").to_pylist()
    assert len(wide) == len(month.sheet.agents)
    found = {
        (one["name"], one["id"], one["column"]): one["value"]
        for one in pq.read_table(tmp_path / "figures.parquet").to_pylist()
    }
    for column in month.sheet.columns:
        for agent, value in zip(month.sheet.agents, month.sheet.cells[column.name], strict=True):
            kept = found[agent.name, agent.id, column.name]
            same = kept == value if not isinstance(value, Decimal) else Decimal(kept) == value
            assert same, (agent, column.name)


@pytest.mark.usefixtures("desk")
def test_every_file_that_was_changed_or_taken_away_is_named(capsys: Said) -> None:
    assert close() == 0
    files = [one for one in sorted(CLOSING.rglob("*")) if one.is_file()]
    assert len(files) == 11
    for file in files:
        content = file.read_bytes()
        file.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        assert run(["history", "--check"]) == 3
        said = capsys.readouterr().err
        assert "[history-damaged]" in said or "[history-lacks]" in said, file
        assert str(file) in said or file.name == "checksums.txt"
        file.unlink()
        assert run(["history", "--check"]) == 3
        said = capsys.readouterr().err
        assert "[history-lacks]" in said
        assert str(file) in said
        file.write_bytes(content)
    assert run(["history", "--check"]) == 0
    assert "10" in capsys.readouterr().err


@pytest.mark.usefixtures("desk")
def test_a_list_of_months_reads_none_of_what_they_were_computed_from(capsys: Said) -> None:
    assert close() == 0
    for file in ("inputs/002.csv.gz", "方案/figures.parquet", "result.json"):
        (CLOSING / file).unlink()
    capsys.readouterr()
    assert run(["history", "-f", "tsv"]) == 0
    assert "2026-10" in capsys.readouterr().out
    assert run(["history", "2026-10"]) == 3


@pytest.mark.parametrize("file", ["facts.json", "result.json", "inputs/002.csv.gz"])
@pytest.mark.usefixtures("desk")
def test_a_damaged_file_is_never_computed_from(file: str, capsys: Said) -> None:
    assert close() == 0
    (CLOSING / file).write_bytes(b"{}")
    assert run(["calc", "2026-10"]) == 3
    assert str(CLOSING / file) in capsys.readouterr().err


@pytest.mark.usefixtures("desk")
def test_an_event_that_was_taken_out_is_missed(capsys: Said) -> None:
    assert close() == 0
    assert run(["reopen", "2026-10", "--reason", "x"]) == 0
    shutil.rmtree(CLOSING)
    assert run(["history"]) == 3
    assert "[history-gap]" in capsys.readouterr().err


@pytest.mark.usefixtures("desk")
def test_a_folder_with_something_else_does_not_become_a_history(capsys: Said) -> None:
    Path("history").mkdir()
    Path("history/notes.txt").write_text("x")
    assert close() == 1
    assert "[history-no-place]" in capsys.readouterr().err
    assert run(["history", "--history", "history"]) == 1
    assert "[history-none]" in capsys.readouterr().err
    assert run(["calc", "plan.yaml", "-d", "10月.csv", "-p", "2026-10"]) == 0


@pytest.mark.parametrize(
    ("arguments", "told", "code"),
    [
        (["close", "plan.yaml", "-d", "10月.csv"], "close-without-period", 1),
        (["close", "2026-10", "plan.yaml", "-d", "-"], "close-of-stdin", 1),
        (["close", "2026-10", "plan.yaml", "-d", "10月.csv", "-p", "2026-09"], "two-periods", 1),
        (["close", "2026-10", "plan.yaml"], "data-not-named", 2),
        (["close", "2026-10", "-d", "10月.csv"], "plan-not-named", 2),
        (["close", "2026-10", "plan.yaml", "-d", "9月.csv"], "export-missing", 3),
        (["history", "2026-09"], "history-no-month", 1),
        (["calc", "2026-09"], "month-not-closed", 1),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_is_told(arguments: list[str], told: str, code: int, capsys: Said) -> None:
    assert close() == 0
    assert run(arguments) == code
    assert f"[{told}]" in capsys.readouterr().err


@pytest.mark.usefixtures("desk")
def test_roles_may_be_closed_one_after_the_other_and_make_one_payroll(capsys: Said) -> None:
    Path("roster.csv").write_text("姓名,岗位\n小美,售前\n阿英,售后\n", encoding="utf-8")
    for name, role in (("a", "售前"), ("b", "售后")):
        Path(f"{name}.yaml").write_text(PLAN.replace("pay:", f"role: {role}\npay:"), "utf-8")
    given = ["--roster", "roster.csv", "--data", "10月.csv"]
    assert run(["close", "2026-10", "a.yaml", *given]) == 0
    assert run(["close", "2026-10", "a.yaml", "b.yaml", *given]) == 1
    assert "[closed-in-part]" in capsys.readouterr().err
    assert run(["close", "2026-10", "b.yaml", *given]) == 0
    assert run(["calc", "2026-10", "-o", "both.json"]) == 0
    assert run(["calc", "-p", "2026-10", "a.yaml", "b.yaml", *given, "-o", "live.json"]) == 0
    assert Path("both.json").read_bytes() == Path("live.json").read_bytes()


@pytest.mark.usefixtures("desk")
def test_last_month_is_read_from_the_history() -> None:
    grown = PLAN + "  增长: {deduction: {of: 上月.净销售额, each: 0.01}}\n"
    Path("plan.yaml").write_text(grown, encoding="utf-8")
    Path("first.yaml").write_text(PLAN, encoding="utf-8")
    Path("9月.csv").write_text(DATA.replace("100000", "50000"), encoding="utf-8")
    assert run(["close", "2026-09", "first.yaml", "--data", "9月.csv"]) == 0
    typed = ["calc", "2026-10", "plan.yaml", "--data", "10月.csv", "--past"]
    assert run([*typed, "9月.csv", "-o", "typed.json"]) == 0
    Path("9月.csv").unlink()
    assert run([*typed, "2026-09", "-o", "kept.json"]) == 0
    assert Path("typed.json").read_bytes() == Path("kept.json").read_bytes()
    assert '"total": "500.00"' in Path("kept.json").read_text("utf-8")
    assert close("--past", "2026-09") == 0
    shutil.rmtree("history/2026-09")
    assert run(["calc", "2026-10", "-o", "again.json"]) == 0
    assert Path("again.json").read_bytes() == Path("kept.json").read_bytes()


@pytest.mark.usefixtures("desk")
def test_adjustments_by_hand_are_a_file_of_their_own_and_kept_with_their_reasons() -> None:
    line = "  调整: {adjustment: {of: 调整金额, reason: 调整原因}}\n"
    Path("plan.yaml").write_text(PLAN + line, encoding="utf-8")
    text = "客服,调整金额,调整原因\n阿英,88.00,带新人\n"
    Path("调整.csv").write_text(text, encoding="utf-8")
    assert close("调整.csv") == 0
    Path("调整.csv").unlink()
    assert run(["calc", "2026-10", "-o", "again.json"]) == 0
    whole = json.loads(Path("again.json").read_text("utf-8"))
    assert {one["name"]: one["total"] for one in whole["agents"]} == {
        "小美": "1000.00",
        "阿英": "288.50",  # 20050 × 1% + 88.00
    }
    assert gzip.decompress((CLOSING / "inputs/003.csv.gz").read_bytes()) == text.encode()


@pytest.mark.usefixtures("desk")
def test_an_event_of_a_newer_csperf_is_not_guessed_at(capsys: Said) -> None:
    assert close() == 0
    text = (CLOSING / "facts.json").read_text("utf-8")
    newer = text.replace('"schema": 1', '"schema": 2').encode()
    (CLOSING / "facts.json").write_bytes(newer)
    sums = (CLOSING / "checksums.txt").read_text("utf-8")
    old, new = (hashlib.sha256(one).hexdigest() for one in (text.encode(), newer))
    (CLOSING / "checksums.txt").write_text(sums.replace(old, new), "utf-8")
    assert run(["calc", "2026-10"]) == 1
    assert "[history-newer]" in capsys.readouterr().err


def test_everything_that_is_asked_for_is_written_down() -> None:
    """A new option of a request either is kept here by itself, or this test names it."""
    files = {"plan", "data", "roster", "dialects", "past", "shelf", "opener", "due", "engine"}
    files |= {"narrowed", "tried"}  # said of months that are looked back at, never of closed ones
    options = {one.name: f"a {one.name}" for one in fields(Request) if one.name not in files}
    options["unpaid_roles"] = ("a", "b")  # type: ignore[assignment]
    request = Request("p", ("d",), "r", dialects=("x",), past=("y",), **options)  # type: ignore[arg-type]
    asked = Asked(("p", "q"), request, ("z",))
    assert asked_of(json.loads(json.dumps(words_of(asked)))) == asked


def test_of_two_that_write_at_once_one_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "2026-10" / "01-closed"

    def first(*given: object, fill: Callable[..., None] = sealed._fill) -> None:  # noqa: SLF001
        monkeypatch.undo()
        assert seal(folder, {"a": b"first"}) == []
        fill(*given)

    monkeypatch.setattr(sealed, "_fill", first)
    (told,) = seal(folder, {"a": b"second"})
    assert told.id == "history-taken"
    assert (folder / "a").read_bytes() == b"first"
    assert [one.name for one in folder.parent.iterdir()] == ["01-closed"]


@pytest.mark.parametrize("number", range(12))
@pytest.mark.usefixtures("desk")
def test_a_disk_that_is_full_at_any_write_leaves_the_history_as_it_was(
    number: int, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    shutil.copy("10月.csv", "9月.csv")
    assert run(["close", "2026-09", "plan.yaml", "--data", "9月.csv"]) == 0
    calls = iter(range(1000))
    sync = os.fsync

    def full(descriptor: int) -> None:
        if next(calls) == number:
            raise OSError(errno.ENOSPC, "full")
        sync(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        code = close()
    said = capsys.readouterr().err
    assert (code, "[output-disk-full]" in said) in {(3, True), (0, False)}
    there = CLOSING.exists()
    assert there == (code == 0)
    assert not [*Path("history").rglob("*.tmp")]
    assert run(["history"]) == 0


@pytest.mark.usefixtures("desk")
def test_a_month_is_meant_though_a_folder_of_exports_is_called_by_it(capsys: Said) -> None:
    Path("2026-10").mkdir()
    shutil.copy("10月.csv", "2026-10")
    assert close(data="2026-10") == 0
    assert run(["calc", "2026-10", "-o", "again.json"]) == 0
    assert run(["diff", "2026-10", "again.json"]) == 0
    Path("2026-10/plan.yaml").write_text(PLAN, encoding="utf-8")
    assert run(["calc", "2026-10"]) == 2
    assert "[data-not-named]" in capsys.readouterr().err, "a folder of plans is one"
