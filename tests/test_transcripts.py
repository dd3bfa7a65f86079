"""What csperf prints, run as people run it: each transcript is commands, exact output, exit codes.

`CSPERF_UPDATE=1 pytest tests/test_transcripts.py` records them anew; read the difference.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from csperf import validation
from csperf.cli.main import run

ROOT = Path(__file__).parent
TRANSCRIPTS = sorted((ROOT / "transcripts").glob("*.txt"))
PROGRAM = '#!/bin/sh\nexec "{python}" -m csperf "$@"\n'
PYTHON = '#!/bin/sh\nexec "{python}" "$@"\n'
TERMINAL = """#!{python}
import os, pty, sys
code = os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], stdin_read=lambda _: b""))
sys.exit(code)
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the small files, and `csperf`, `python` and `terminal` as commands."""
    shutil.copytree(ROOT / "transcripts" / "files", tmp_path / "desk")
    (tmp_path / "bin").mkdir()
    for name, script in [("csperf", PROGRAM), ("python", PYTHON), ("terminal", TERMINAL)]:
        path = tmp_path / "bin" / name
        path.write_text(script.replace("{python}", sys.executable), encoding="utf-8")
        path.chmod(0o755)
    return tmp_path / "desk"


def printed(command: str, desk: Path) -> str:
    """Everything a command prints on both streams, and its exit code."""
    spoken = {
        "CSPERF_LANG": "zh",
        "PYTHONPATH": str(ROOT.parent),
        "TERM": "xterm",
        "HOME": str(desk),
    }
    path = f"{desk.parent / 'bin'}:/usr/bin:/bin"
    ran = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command],
        cwd=desk,
        env=spoken | {"PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    text = ran.stdout.decode("utf-8").replace("\r\n", "\n").replace("\x1b", "␛")
    return f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}exit {ran.returncode}\n"


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: str(path.stem))
def test_a_transcript_is_what_happens(transcript: Path, desk: Path) -> None:
    expected = transcript.read_text(encoding="utf-8")
    commands = re.findall(r"^\$ (.*)$", expected, re.MULTILINE)
    happened = "".join(f"$ {command}\n{printed(command, desk)}" for command in commands)
    if os.environ.get("CSPERF_UPDATE"):
        transcript.write_text(happened, encoding="utf-8", newline="\n")
    assert happened == transcript.read_text(encoding="utf-8")


def test_a_fault_of_its_own_is_one_line_and_a_private_file_without_values(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(file: str, lang: str) -> None:  # noqa: ARG001 - as `validate_plan` is called
        secret = "小美 9000.00"  # noqa: F841, S105 - a local value that must not be told
        raise RuntimeError

    monkeypatch.setattr(validation, "validate_plan", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(["validate", "plan.yaml"]) == 70
    said = capsys.readouterr()
    (report,) = tmp_path.iterdir()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert str(report) in said.err
    assert "Traceback" in report.read_text(encoding="utf-8")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_reader_who_has_seen_enough_is_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def closed(text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, text[:1])

    with (tmp_path / "stream").open("w") as stream:
        monkeypatch.setattr(stream, "write", closed)
        monkeypatch.setattr(sys, "stdout", stream)
        assert run(["metrics"]) == 0


SLOW = """
import sys, time
from csperf import validation
def slow(file, lang):
    print("ready", flush=True)
    time.sleep(60)
validation.validate_plan = slow
from csperf.cli.main import main
main(["validate", "plan.yaml"])
"""


@pytest.mark.parametrize(
    ("sent", "code", "said"),
    [(signal.SIGINT, 130, "已中断，没有写任何文件。\n"), (signal.SIGTERM, 143, "")],
)
def test_an_interrupted_run_ends_with_the_code_of_its_signal(
    sent: signal.Signals, code: int, said: str
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW],
        env={**os.environ, "CSPERF_LANG": "zh"},
        cwd=ROOT.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(sent)
    assert process.communicate(timeout=30) == ("", said)
    assert process.returncode == code
