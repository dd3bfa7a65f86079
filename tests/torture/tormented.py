"""The small shop that is tormented: its folder, runs of it in processes of their own, its files.

Each run is a fork of a process that has loaded csperf already, so that a random moment falls into
the work and not into Python's start. Two exports alternate, so old and new files differ.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

os.environ["CSPERF_LANG"] = "en"
os.environ["SOURCE_DATE_EPOCH"] = "1793577600"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from csperf.cli import running, unattended  # noqa: F401 - loaded once for all forks
from csperf.cli.main import run
from csperf.history import tables  # noqa: F401 - as above
from csperf.history.journal import RESULT, read_history
from csperf.output import workbook  # noqa: F401 - as above

FILES = Path(__file__).resolve().parents[1] / "transcripts" / "files"
PROJECT = """\
plans = ["plan.yaml"]
data = ["{period}.csv"]
output = ["out/pay.xlsx", "out/pay.json"]
payslips = "out/slips"
log = "csperf.log"
"""
CALC = ["calc", "plan.yaml", "-p", "2026-10", "-d", "2026-10.csv", "-f", "json"]
COMMANDS = {
    "calc": [*CALC, "--force", "-o", "out/pay.xlsx", "-o", "out/pay.json"],
    "close": ["close", "2026-10", "plan.yaml", "--data", "2026-10.csv"],
    "again": ["calc", "2026-10", "--force", "-o", "out/pay.xlsx", "-o", "out/pay.json"],
    "run": ["run", "2026-10", "--close", "--force"],
}
LOCKED, FULL, DIFFERS = 4, 3, 5


def shop(folder: Path) -> None:
    """A folder with a month, computed as `first`, that becomes `second` by another export."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(FILES / "plan.yaml", folder)
    (folder / "csperf.toml").write_text(PROJECT, encoding="utf-8")
    (folder / "out").mkdir(exist_ok=True)
    (folder / "temporary").mkdir(exist_ok=True)
    export(folder, second=False)


def prepare(folder: Path, command: str) -> None:
    """What a command is about: a closed month for `again`, and one that is open for others."""
    if command == "again":
        assert ended(forked(folder, "close")) in {0, DIFFERS}
    elif command != "calc":
        shutil.rmtree(folder / "history", ignore_errors=True)


def export(folder: Path, *, second: bool) -> None:
    """The month's export, one or the other."""
    text = (FILES / "10月.csv").read_text(encoding="utf-8")
    text = text.replace("42000.50", "43000.50") if second else text
    (folder / "2026-10.csv").write_text(text, encoding="utf-8")


def forked(folder: Path, command: str, limit: int | None = None) -> int:
    """A process of its own that runs a command there, by its id; `limit` is of its files' size."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        os.chdir(folder)
        tempfile.tempdir = str(folder / "temporary")
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        code = run(list(COMMANDS[command]))
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """How a process ended."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def timed(folder: Path, command: str) -> tuple[int, float]:
    """How a whole run ends, and the seconds that it takes."""
    began = time.monotonic()
    return ended(forked(folder, command)), time.monotonic() - began


def outputs(folder: Path) -> dict[str, bytes]:
    """The files written, by their names."""
    files = (one for one in (folder / "out").rglob("*") if one.is_file())
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in files
        if not one.name.startswith(".")
    }


def hidden(folder: Path) -> list[Path]:
    """What is left of files and folders that were being written."""
    return [*folder.rglob(".*.tmp"), *(folder / "temporary").iterdir()]


def grow_old(folder: Path) -> None:
    """Folders for a while are left alone at first, since a run that makes one may be at work."""
    for one in (folder / "temporary").iterdir():
        os.utime(one, (1, 1))


@cache
def expected(command: str) -> tuple[list[dict[str, bytes]], list[bytes]]:
    """What an undisturbed command writes of each export, and what it closes."""
    files: list[dict[str, bytes]] = []
    closed: list[bytes] = []
    for second in (False, True):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "shop"
            shop(folder)
            export(folder, second=second)
            prepare(folder, command)
            code = ended(forked(folder, command))
            assert code == 0, f"{command} ended with {code}"
            files.append(outputs(folder))
            closed += [one.read_bytes() for one in folder.rglob(f"history/*/*/{RESULT}")]
    return files, closed


def sound(folder: Path, *commands: str) -> None:
    """Every file is that of the one export or of the other, and the history holds no fault."""
    allowed = [files for command in commands for files in expected(command)[0]]
    for name, content in outputs(folder).items():
        assert content in [one.get(name) for one in allowed], f"half a file: {name}"
    results = [content for command in commands for content in expected(command)[1]]
    history = read_history(folder / "history")
    assert not list(history.faults())
    for month in history.months.values():
        for entry in month.entries:
            assert entry.sealed.read(RESULT) in results, entry.name
    log = folder / "csperf.log"
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        assert json.loads(line)["period"] == "2026-10", "half a line in the log"
