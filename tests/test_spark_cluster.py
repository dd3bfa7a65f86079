"""A real Spark cluster on loopback, a master and two workers, gives the figures of one machine."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from cluster_run import ASKED
from engines import needs_spark
from shops import made_up_shop

from csperf.engines.engine import Choice, opened
from csperf.measuring import count

PATIENCE = 120  # seconds, for a machine that has other work
LOOPBACK = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as found:
        found.bind((LOOPBACK, 0))
        return int(found.getsockname()[1])


def environment() -> Mapping[str, str]:
    """Everything that Spark opens is opened on loopback alone."""
    return {**os.environ, "SPARK_LOCAL_IP": LOOPBACK, "SPARK_PUBLIC_DNS": LOOPBACK}


def settings(folder: Path) -> Path:
    """What whoever runs a cluster may lay down for all that runs on it; here, not to wait long."""
    words = "spark.sql.shuffle.partitions 4\nspark.shuffle.io.retryWait 1s\n"
    (folder / "spark-defaults.conf").write_text(words, encoding="utf-8")
    return folder


@contextmanager
def daemon(log: Path, name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of the classes that pyspark ships, as a process group of its own, until the end."""
    import pyspark

    home = Path(pyspark.__file__).parent
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--host", LOOPBACK, "--webui-port", "0"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**environment(), "SPARK_HOME": str(home), "SPARK_DAEMON_MEMORY": "256m"},
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def await_words(log: Path, words: str) -> None:
    """Until a log says so."""
    until = time.monotonic() + PATIENCE
    while words not in log.read_text(encoding="utf-8", errors="replace"):
        assert time.monotonic() < until, log.read_text(encoding="utf-8", errors="replace")
        time.sleep(0.1)


@needs_spark
@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_a_cluster_that_loses_a_worker_counts_the_same(tmp_path: Path) -> None:
    shop = made_up_shop(tmp_path / "shop")
    with opened(Choice(), shop) as engine:
        expected = {str(key[0]): one for key, one in count(engine, ASKED).numbers.items()}
    assert len(expected) > 3
    port = str(free_port())
    master = f"spark://{LOOPBACK}:{port}"
    logs = [tmp_path / f"{name}.log" for name in ("master", "one", "two")]
    with ExitStack() as running:
        running.enter_context(daemon(logs[0], "master.Master", "--port", port))
        await_words(logs[0], "Starting Spark master")
        size = ("--cores", "1", "--memory", "600m", "--work-dir", str(tmp_path))
        workers = [
            running.enter_context(daemon(log, "worker.Worker", *size, master)) for log in logs[1:]
        ]
        for log in logs[1:]:
            await_words(log, "Successfully registered with master")
        script = Path(__file__).with_name("cluster_run.py")
        ran = subprocess.run(
            [sys.executable, str(script), str(shop.folder), master, str(workers[0].pid)],
            capture_output=True,
            text=True,
            env={**environment(), "SPARK_CONF_DIR": str(settings(tmp_path))},
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        for log in logs[1:]:
            assert "Asked to launch executor" in log.read_text(encoding="utf-8")
        assert [worker.poll() for worker in workers] == [-signal.SIGKILL, None]
    said = json.loads(ran.stdout)
    assert said["answers"] > 1, "the worker was lost between two answers"
    assert said["figures"] == expected
