"""Kills, full disks and crowds: whatever happens to a run, its files are old or new and never half.

    python tests/torture/torture.py --kills 300 --crowd 20

Each run is a fork of a process that has loaded csperf already, so that a random moment falls into
the work and not into Python's start. Two exports alternate, so old and new files differ.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ["CSPERF_LANG"] = "en"
os.environ["SOURCE_DATE_EPOCH"] = "1793577600"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from csperf.cli import running, unattended  # noqa: F401 - loaded once for all forks
from csperf.cli.main import run
from csperf.history import tables  # noqa: F401 - as above
from csperf.history.journal import read_history
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
    "run": ["run", "2026-10", "--close", "--force"],
}
LOCKED, FULL = 4, 3


def shop(folder: Path) -> None:
    """A folder with a month, computed as `first`, that becomes `second` by another export."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(FILES / "plan.yaml", folder)
    (folder / "csperf.toml").write_text(PROJECT, encoding="utf-8")
    (folder / "out").mkdir(exist_ok=True)
    export(folder, second=False)


def export(folder: Path, *, second: bool) -> None:
    """The month's export, one or the other."""
    text = (FILES / "10月.csv").read_text(encoding="utf-8")
    text = text.replace("42000.50", "43000.50") if second else text
    (folder / "2026-10.csv").write_text(text, encoding="utf-8")


def forked(folder: Path, words: Sequence[str], limit: int | None = None) -> int:
    """A process of its own that runs a command there; its id."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        os.chdir(folder)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        code = run(list(words))
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """How a process ended."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


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
    return list(folder.rglob(".*.tmp"))


def expected(command: str) -> tuple[list[dict[str, bytes]], float]:
    """What a command writes of each export when nothing happens to it, and the longer time."""
    found, longest = [], 0.0
    for second in (False, True):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "shop"
            shop(folder)
            export(folder, second=second)
            began = time.monotonic()
            code = ended(forked(folder, COMMANDS[command]))
            longest = max(longest, time.monotonic() - began)
            assert code == 0, f"{command} ended with {code}"
            found.append(outputs(folder))
    return found, longest


def sound(folder: Path, allowed: list[dict[str, bytes]]) -> None:
    """Every file is that of the one export or of the other, and the history holds no fault."""
    for name, content in outputs(folder).items():
        assert content in [one.get(name) for one in allowed], f"half a file: {name}"
    history = read_history(folder / "history")
    assert not list(history.faults())
    for month in history.months.values():
        for entry in month.entries:
            assert entry.result.roles, entry.name


def kills(command: str, count: int, seed: int = 7) -> Counter[str]:
    """Kills so many runs at random moments; what was found after each, and that it can go on."""
    drawn = random.Random(seed)
    allowed, length = expected(command)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "shop"
        shop(folder)
        for number in range(count):
            if command != "calc":  # a closed month stays as it is, so each kill has a new history
                shutil.rmtree(folder / "history", ignore_errors=True)
            export(folder, second=number % 2 == 1)
            child = forked(folder, COMMANDS[command])
            time.sleep(drawn.uniform(0, length * 1.2))
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            code = ended(child)
            found["killed" if code == -signal.SIGKILL else f"ended with {code}"] += 1
            found["left something half-written aside"] += bool(hidden(folder))
            sound(folder, allowed)
            if number % 5 == 0:
                assert ended(forked(folder, COMMANDS[command])) == 0, "a run after a kill failed"
                found["went on after it"] += 1
                sound(folder, allowed)
        shutil.rmtree(folder / "history", ignore_errors=True)
        assert ended(forked(folder, COMMANDS[command])) == 0
        if command == "run":
            assert not hidden(folder), "a later run cleans up"
    return found


def full_files(command: str, steps: int) -> Counter[str]:
    """Limits the size of files, from nothing upwards, so that each write fails in some run."""
    allowed, _ = expected(command)
    largest = max((len(one) for one in allowed[0].values()), default=40_000)
    found: Counter[str] = Counter()
    for number in range(steps):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "shop"
            shop(folder)
            before = ended(forked(folder, COMMANDS["calc"]))
            assert before == 0
            export(folder, second=True)
            limit = largest * number * number // (steps * steps)
            found[f"exit {ended(forked(folder, COMMANDS[command], limit))}"] += 1
            sound(folder, [*allowed, *expected_of_calc()])
            assert not hidden(folder), "what could not be written was left"
    return found


_calc: list[dict[str, bytes]] = []


def expected_of_calc() -> list[dict[str, bytes]]:
    """What calc writes, which stands there before."""
    if not _calc:
        _calc.extend(expected("calc")[0])
    return _calc


@contextlib.contextmanager
def small_disk(kilobytes: int) -> Iterator[Path | None]:
    """A disk of so many kilobytes in memory; None where nobody may mount one."""
    place = tempfile.mkdtemp()
    options = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", place]
    mounted = subprocess.run(options, capture_output=True, check=False).returncode == 0
    try:
        yield Path(place) if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", place], check=True)
        Path(place).rmdir()


def full_disks(command: str, steps: int) -> Counter[str]:
    """Small disks, each larger by a little, so that each write meets a full one in some run."""
    found: Counter[str] = Counter()
    allowed = [*expected(command)[0], *expected_of_calc()]
    for number in range(steps):
        with small_disk(48 + 8 * number) as disk:
            if disk is None:
                found["nobody may mount a disk here"] += 1
                return found
            folder = disk / "shop"
            try:
                shop(folder)
            except OSError:
                found["no room for the shop itself"] += 1
                continue
            found[f"exit {ended(forked(folder, COMMANDS[command]))}"] += 1
            sound(folder, allowed)
    return found


def crowd(count: int) -> Counter[str]:
    """Starts so many runs at once: one closes the month, the others say that it is at work."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "shop"
        shop(folder)
        children = [forked(folder, COMMANDS["run"]) for _ in range(count)]
        found = Counter(f"exit {ended(child)}" for child in children)
        entries = sorted(one.name for one in (folder / "history" / "2026-10").iterdir())
        assert entries == ["01-closed"], entries
        sound(folder, expected("run")[0])
        assert found.keys() <= {"exit 0", f"exit {LOCKED}"}, found
    return found


def main() -> None:
    """The whole of it, with what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30, help="in all, a third for each command")
    parser.add_argument("--steps", type=int, default=12, help="of full files and of full disks")
    parser.add_argument("--crowd", type=int, default=20)
    given = parser.parse_args()
    tests: dict[str, Callable[[], Counter[str]]] = {}
    for command in COMMANDS:
        tests[f"kills of {command}"] = lambda c=command: kills(c, given.kills // 3)  # type: ignore[misc]
        tests[f"full files, {command}"] = lambda c=command: full_files(c, given.steps)  # type: ignore[misc]
        tests[f"full disks, {command}"] = lambda c=command: full_disks(c, given.steps)  # type: ignore[misc]
    tests[f"{given.crowd} runs at once"] = lambda: crowd(given.crowd)
    for name, test in tests.items():
        began = time.monotonic()
        print(f"{name}: {dict(test())} ({time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
