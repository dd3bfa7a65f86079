"""The examples of automation do what they say, as far as this machine can tell."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from defusedxml import ElementTree

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "automation"
FILES = ROOT / "tests" / "transcripts" / "files"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shells of POSIX")


@pytest.fixture
def payroll(tmp_path: Path) -> Path:
    """A folder such as the examples speak of, with csperf where they expect it."""
    shutil.copy(EXAMPLES / "csperf.toml", tmp_path)
    shutil.copy(FILES / "plan.yaml", tmp_path)
    (tmp_path / "导出" / "2026-10").mkdir(parents=True)
    shutil.copy(FILES / "10月.csv", tmp_path / "导出" / "2026-10")
    (tmp_path / "花名册.csv").write_text("姓名\n小美\n大勇\n阿英\n", encoding="utf-8")
    program = tmp_path / ".venv" / "bin" / "csperf"
    program.parent.mkdir(parents=True)
    start = f'export PYTHONPATH="{ROOT}" SOURCE_DATE_EPOCH=1793577600\n'
    program.write_text(f'#!/bin/sh\n{start}exec "{sys.executable}" -m csperf "$@"\n')
    program.chmod(0o755)
    return tmp_path


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = ["env", "-i", "/bin/sh", "-c", command.replace("/srv/payroll", str(folder))]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_the_line_of_cron_runs_in_an_empty_environment(payroll: Path) -> None:
    (line,) = [
        one
        for one in (EXAMPLES / "crontab").read_text(encoding="utf-8").splitlines()
        if not one.startswith("#")
    ]
    ran = shell(line.split(None, 5)[5], payroll)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (payroll / "out" / "2026-10" / "薪资表-2026-10.xlsx").is_file()
    assert len(list((payroll / "out" / "2026-10" / "工资条").iterdir())) == 3


def test_the_message_says_how_it_went_without_figures_and_names(payroll: Path) -> None:
    script = EXAMPLES / "run-and-tell.sh"
    start = (
        f"export PATH=/usr/bin:/bin CSPERF=/srv/payroll/.venv/bin/csperf; cd /srv/payroll; {script}"
    )
    ran = shell(start, payroll)
    assert (ran.returncode, ran.stdout) == (0, "The payroll is ready.\nExit code 0\n\n")
    (payroll / "花名册.csv").write_text("姓名\n小美\n大勇\n", encoding="utf-8")
    ran = shell(start, payroll)
    assert ran.returncode == 1
    assert ran.stdout.startswith("The payroll could not be computed.\nExit code 1\n")
    assert "阿英" not in ran.stdout


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_units_of_systemd_are_well_formed(payroll: Path) -> None:
    for name in ("csperf.service", "csperf.timer"):
        text = (EXAMPLES / name).read_text(encoding="utf-8")
        (payroll / name).write_text(text.replace("/srv/payroll", str(payroll)), encoding="utf-8")
    units = [str(payroll / name) for name in ("csperf.service", "csperf.timer")]
    ran = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_task_of_windows_is_well_formed_and_runs_the_same_command() -> None:
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    root = ElementTree.parse(EXAMPLES / "csperf-task.xml").getroot()
    assert root is not None
    assert root.findtext(f"{space}Actions/{space}Exec/{space}Arguments") == "run --force"
    assert len(root.findall(f".//{space}Months/*")) == 12
    assert (EXAMPLES / "csperf-task.xml").read_bytes().isascii(), "it names no encoding"
