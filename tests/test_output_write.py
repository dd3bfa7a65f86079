"""Writing a result: whole or not at all, and never over something else in silence."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from csperf.errors import Exit
from csperf.output.write import check_target, write_result
from csperf.texts import tell

OLD, NEW = b"last month", b"this month"


def failing(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object) -> NoReturn:
        raise error

    return fail


def only(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_result_is_written_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "10月.xlsx"
    assert write_result(target, NEW, force=False) == []
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert only(tmp_path) == ["10月.xlsx"]


def test_the_same_result_is_left_untouched(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(NEW)
    os.utime(target, (1, 1))
    assert write_result(target, NEW, force=False) == []
    assert target.stat().st_mtime == 1


def test_another_result_is_replaced_only_by_force(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_bytes(OLD)
    (refused,) = write_result(target, NEW, force=False)
    assert (refused.id, refused.exit, target.read_bytes()) == ("output-differs", Exit.DIFFERS, OLD)
    assert write_result(target, NEW, force=True) == []
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("code", "id_"),
    [
        (errno.ENOSPC, "output-disk-full"),
        (errno.EFBIG, "output-disk-full"),
        (errno.EDQUOT, "output-disk-full"),
        (errno.EROFS, "output-denied"),
        (errno.EACCES, "output-denied"),
        (errno.EIO, "output-failed"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    code: int, id_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", failing(OSError(code, os.strerror(code))))
    (found,) = write_result(target, NEW, force=True)
    assert (found.id, found.exit) == (id_, Exit.FILE)
    assert (target.read_bytes(), only(tmp_path)) == (OLD, ["a.xlsx"])
    assert tell(found, "zh").startswith(f"{target}: ")


@pytest.mark.parametrize(
    ("error", "id_"),
    [
        (PermissionError(errno.EACCES, "in use"), "output-held"),
        (OSError(errno.ENOSPC, "full"), "output-disk-full"),
    ],
)
def test_a_file_that_cannot_be_replaced_stays(
    error: OSError, id_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(OLD)
    monkeypatch.setattr(Path, "replace", failing(error))
    (found,) = write_result(target, NEW, force=True)
    assert (found.id, found.exit) == (id_, Exit.FILE)
    assert (target.read_bytes(), only(tmp_path)) == (OLD, ["a.xlsx"])


def test_excel_holding_the_file_is_said_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", failing(PermissionError(errno.EACCES, "in use")))
    (found,) = write_result(tmp_path / "a.xlsx", NEW, force=False)
    assert "Excel 或 WPS" in tell(found, "zh")
    assert "Close it in Excel or WPS" in tell(found, "en")


@pytest.mark.parametrize(("owner", "step"), [(os, "fsync"), (Path, "replace")])
def test_an_interrupted_write_leaves_no_trace(
    owner: object, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(OLD)
    monkeypatch.setattr(owner, step, failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_result(target, NEW, force=True)
    assert (target.read_bytes(), only(tmp_path)) == (OLD, ["a.xlsx"])


LIMITED = """
import resource, signal, sys
from pathlib import Path
from csperf.output.write import write_result
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
print(*(found.id for found in write_result(Path(sys.argv[1]), b"x" * 100_000, force=True)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file size limits")
def test_a_file_over_the_limit_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(OLD)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", LIMITED, str(target)]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert told.stdout == "output-disk-full\n"
    assert (target.read_bytes(), only(tmp_path)) == (OLD, ["a.xlsx"])


def test_a_folder_that_cannot_be_synced_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", _no_folders(os.open))
    assert write_result(tmp_path / "a.xlsx", NEW, force=False) == []
    assert (tmp_path / "a.xlsx").read_bytes() == NEW


def _no_folders(opened: Callable[..., int]) -> Callable[..., int]:
    def opens(path: str | Path, *arguments: int, **named: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "a folder")
        return opened(path, *arguments, **named)

    return opens


def _made(folder: Path, what: str) -> Path:
    """A path at which no result can be written."""
    target = folder / "a.xlsx"
    match what:
        case "folder":
            target.mkdir()
        case "link":
            (folder / "real.xlsx").write_bytes(OLD)
            target.symlink_to(folder / "real.xlsx")
        case "dangling":
            target.symlink_to(folder / "nowhere.xlsx")
        case "pipe":
            os.mkfifo(target)
        case "no folder":
            return folder / "no" / "a.xlsx"
        case "file as folder":
            (folder / "file").write_bytes(OLD)
            return folder / "file" / "a.xlsx"
        case "long":
            return folder / ("长" * 200 + ".xlsx")
        case _:
            raise AssertionError(what)
    return target


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need POSIX")
@pytest.mark.parametrize(
    ("what", "id_"),
    [
        ("folder", "output-is-folder"),
        ("link", "output-is-link"),
        ("dangling", "output-is-link"),
        ("pipe", "output-is-no-file"),
        ("no folder", "output-no-folder"),
        ("file as folder", "output-no-folder"),
        ("long", "output-failed"),
    ],
)
def test_a_target_that_is_no_place_for_a_file_is_refused(
    what: str, id_: str, tmp_path: Path
) -> None:
    target = _made(tmp_path, what)
    before = only(tmp_path)
    for found in (check_target(target, []), write_result(target, NEW, force=True)):
        assert [(one.id, one.exit) for one in found] == [(id_, Exit.FILE)]
    assert only(tmp_path) == before


def test_a_closed_folder_is_known_before_the_calculation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    (found,) = check_target(tmp_path / "a.xlsx", [])
    assert (found.id, found.exit) == ("output-denied", Exit.FILE)


@pytest.mark.parametrize("name", ["a", "a.xls", "a.pdf", ".xlsx"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(name: str, tmp_path: Path) -> None:
    (found,) = check_target(tmp_path / name, [])
    assert (found.id, found.exit) == ("output-suffix", Exit.USAGE)
    assert ".xlsx, .html, .csv, .tsv, .json, .md" in tell(found, "en")


def test_the_result_never_overwrites_an_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "10月.xlsx"
    source.write_bytes(OLD)
    monkeypatch.chdir(tmp_path)
    for target in (source, Path("10月.xlsx"), tmp_path / "." / "10月.xlsx"):
        assert [found.id for found in check_target(target, [source])] == ["output-is-input"]
    assert check_target(tmp_path / "new.XLSX", [source, tmp_path / "gone.csv"]) == []
    twin = tmp_path / "gone.csv"
    assert [found.id for found in check_target(twin, [twin])] == ["output-is-input"]
