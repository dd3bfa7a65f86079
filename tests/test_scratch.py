"""Folders of killed runs are removed by the next one, those of living ones are not."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from csperf.scratch import made_folder, remove_folder, scratch_folder

MAKE = """
import sys
from csperf.scratch import made_folder
folder = made_folder(sys.argv[1])
(folder / "pay.csv").write_text("9000")
print(folder, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there they go after a day")
def test_what_a_killed_run_left_goes_with_the_next_one_and_what_a_living_one_uses_stays(
    tmp_path: Path,
) -> None:
    words = [sys.executable, "-c", MAKE, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        folder = Path(other.stdout.readline().strip())
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        os.utime(folder, (1, 1))
        with scratch_folder(tmp_path):
            assert folder.exists(), "its process is alive"
        other.kill()
        other.wait()
        assert (folder / "pay.csv").exists()
        with scratch_folder(tmp_path) as mine:
            assert list(tmp_path.iterdir()) == [mine]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_was_just_made_and_ones_of_our_own_stay(tmp_path: Path) -> None:
    new = tmp_path / "csperf-held-new"
    new.mkdir()
    mine = made_folder(tmp_path)
    os.utime(mine, (1, 1))
    remove_folder(made_folder(tmp_path))
    assert sorted(tmp_path.iterdir()) == sorted([new, mine])
    remove_folder(mine)
    assert list(tmp_path.iterdir()) == [new]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "csperf-held-link").symlink_to(tmp_path / "kept")
    os.utime(tmp_path / "csperf-held-link", (1, 1), follow_symlinks=False)
    remove_folder(made_folder(tmp_path))
    assert (tmp_path / "kept").is_dir()
