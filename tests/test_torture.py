"""A few kills, full disks and crowds in every run of the suite; the script does many.

`python tests/torture/torture.py --kills 300 --crowd 20` is the whole of it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "torture" / "torture.py"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it forks and kills")


def test_whatever_happens_to_a_run_files_are_old_or_new_and_one_run_wins() -> None:
    command = [sys.executable, str(SCRIPT), "--kills", "12", "--steps", "2", "--pages", "40"]
    command += ["--crowd", "6"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not ran.returncode, ran.stdout + ran.stderr
    assert len(ran.stdout.splitlines()) == 17
    killed = re.findall(r"^kills of (\w+): .*'killed': 3\b", ran.stdout, re.MULTILINE)
    assert killed == ["calc", "close", "again", "run"]
