"""Kills, full disks and crowds: whatever happens to a run, its files are old or new and never half.

Run it as `python tests/torture/torture.py --kills 300 --crowd 20`, or a part of it with
`--only run --kills 100`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from tormented import (
    COMMANDS,
    FULL,
    LOCKED,
    ended,
    expected,
    export,
    forked,
    grow_old,
    hidden,
    outputs,
    prepare,
    shop,
    sound,
    timed,
)

_PAGE = 4096
_DISK = 8 * 1024 * 1024


def kills(command: str, wanted: int, seed: int = 7) -> Counter[str]:
    """Kills so many runs at random moments of their work, and lets every fifth go on after it.

    The moments are drawn from the time that the last whole run took, every second one from its end,
    where files are written; a run that was faster than its moment was not killed, and another is.
    """
    drawn = random.Random(seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "shop"
        shop(folder)
        prepare(folder, command)
        _, length = timed(folder, command)
        for number in count():
            export(folder, second=number % 2 == 0)
            prepare(folder, command)
            child = forked(folder, command)
            time.sleep(drawn.uniform(0 if number % 4 < 2 else length * 3 / 4, length))
            os.kill(child, signal.SIGKILL)
            code = ended(child)
            assert code in {0, -signal.SIGKILL}, f"{command} ended with {code}"
            found["killed" if code else "ended before"] += 1
            found["left something half-written aside"] += bool(hidden(folder))
            sound(folder, command)
            if code and found["killed"] % 5 == 0:
                grow_old(folder)
                code, length = timed(folder, command)
                assert code == 0, f"a run after a kill ended with {code}"
                found["went on after it"] += 1
                sound(folder, command)
                assert command != "run" or not hidden(folder), "a later run cleans up"
                assert not list((folder / "temporary").iterdir()), "nobody's pay data are left"
            if found["killed"] == wanted:
                return found
    return found


def full_files(command: str, steps: int) -> Counter[str]:
    """Limits the size of files, from nothing upwards, so that each write fails in some run."""
    largest = max((len(one) for one in expected(command)[0][0].values()), default=40_000)
    found: Counter[str] = Counter()
    for number in range(steps):
        with tempfile.TemporaryDirectory() as place:
            folder = with_old_files(Path(place), command)
            limit = largest * number * number // (steps * steps)
            code = ended(forked(folder, command, limit))
            found[_ended_well_or_full(folder, command, code)] += 1
    return found


def with_old_files(place: Path, command: str) -> Path:
    """The shop with what `calc` wrote of the first export, and the second one to come."""
    folder = place / "shop"
    shop(folder)
    assert ended(forked(folder, "calc")) == 0
    prepare(folder, command)
    export(folder, second=True)
    return folder


def _ended_well_or_full(folder: Path, command: str, code: int) -> str:
    assert code in {0, FULL}, f"{command} ended with {code}"
    sound(folder, command, "calc")
    assert not hidden(folder), "what could not be written was left"
    return f"exit {code}"


@contextlib.contextmanager
def small_disk() -> Iterator[Path | None]:
    """A small disk in memory; None where nobody may mount one."""
    place = tempfile.mkdtemp()
    options = ["mount", "-t", "tmpfs", "-o", f"size={_DISK},nr_inodes=512", "tmpfs", place]
    mounted = subprocess.run(options, capture_output=True, check=False).returncode == 0
    try:
        yield Path(place) if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", place], check=True)
        Path(place).rmdir()


def fill(disk: Path, pages: int) -> None:
    """Leaves room for so many pages."""
    with (disk / "rest").open("wb", buffering=0) as rest:
        with contextlib.suppress(OSError):
            while rest.write(bytes(_PAGE)) == _PAGE:
                pass
        rest.truncate(max(0, rest.tell() // _PAGE - pages) * _PAGE)


def fill_with_names(disk: Path, names: int) -> None:
    """Leaves room for so many files, however small."""
    made: list[Path] = []
    with contextlib.suppress(OSError):
        for number in count():
            one = disk / f"rest {number}"
            one.touch()
            made.append(one)
    for one in made[:names]:
        one.unlink()


def full_disks(command: str, filling: Callable[[Path, int], None], step: int) -> Counter[str]:
    """A disk without room, then with a little more each time until the run goes through.

    A step of one page, or of one name, lets every write, or every new file, meet a full disk.
    """
    found: Counter[str] = Counter()
    for room in count(0, step):
        with small_disk() as disk:
            if disk is None:
                found["nobody may mount a disk here"] += 1
                return found
            folder = with_old_files(disk, command)
            filling(disk, room)
            code = ended(forked(folder, command))
            found[_ended_well_or_full(folder, command, code)] += 1
            for one in disk.glob("rest*"):
                one.unlink()
            assert ended(forked(folder, command)) == 0, "with room again it goes through"
            _ended_well_or_full(folder, command, 0)
        if code == 0:
            return found
    return found


def crowd(size: int) -> Counter[str]:
    """Starts so many runs at once: one closes the month, the others say that it is at work."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "shop"
        shop(folder)
        children = [forked(folder, "run") for _ in range(size)]
        found = Counter(f"exit {ended(child)}" for child in children)
        entries = sorted(one.name for one in (folder / "history" / "2026-10").iterdir())
        assert entries == ["01-closed"], entries
        sound(folder, "run")
        assert outputs(folder) == expected("run")[0][0]
        assert found.keys() <= {"exit 0", f"exit {LOCKED}"}, found
    return found


def main() -> None:
    """The whole of it, or the parts that are named, with what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=30, help="in all, alike for each command")
    parser.add_argument("--steps", type=int, default=12, help="of limits on the size of files")
    parser.add_argument("--pages", type=int, default=1, help="more room with each full disk")
    parser.add_argument("--crowd", type=int, default=20, help="runs at once")
    parser.add_argument("--only", action="append", choices=(*COMMANDS, "crowd"), help="what part")
    given = parser.parse_args()
    only: list[str] = given.only or [*COMMANDS, "crowd"]
    commands = [one for one in COMMANDS if one in only]
    tests: dict[str, Callable[[], Counter[str]]] = {}
    for command in commands:
        each, step = given.kills // len(commands), given.pages
        tests[f"kills of {command}"] = partial(kills, command, each)
        tests[f"full files, {command}"] = partial(full_files, command, given.steps)
        tests[f"full disks, {command}"] = partial(full_disks, command, fill, step)
        tests[f"disks full of names, {command}"] = partial(
            full_disks, command, fill_with_names, step
        )
    if "crowd" in only:
        tests[f"{given.crowd} runs at once"] = partial(crowd, given.crowd)
    for name, test in tests.items():
        began = time.monotonic()
        print(f"{name}: {dict(test())} ({time.monotonic() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
