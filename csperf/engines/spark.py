"""Spark, on this machine or on a cluster whose machines all see the folder of stored records.

Why one part: Spark splits the work by itself, and moves to disk what does not fit. Why its log goes
to a file: it would stand between the user and the figures; of a failure its first line is told.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
from py4j.java_gateway import JavaGateway
from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext, StorageLevel
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from csperf.engines.engine import Choice, Engine, Tables, Value, failed, with_all_fields
from csperf.engines.own_tables import arrow
from csperf.errors import CsperfError, problem
from csperf.intake.records.stored import Stored
from csperf.metrics.measure import Frame

OLDEST_JAVA = 17
REACHING, WAITING = 10, 60  # seconds, for a master and for its first worker
_MASTER = re.compile(r"local(\[(\d+|\*)(,\d+)?\])?|yarn|k8s://.+|spark://(?P<hosts>[^/]+:\d+)")
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_SPECIAL = re.compile(r"([\\{}\[\]*?])")
_QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_AT_HOME = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "16",  # the usual 200 cost more than they do on one machine
}


@contextmanager
def opened(choice: Choice, records: Stored) -> Iterator[Engine]:
    """The stored records on a session of Spark, which ends afterwards unless it ran before."""
    _check_java()
    _check_master(choice.master)
    running = SparkSession.getActiveSession()
    try:
        session = running or _session(choice)
        try:
            yield _Spark(records, session)
        finally:
            if running is None:
                session.stop()
    except (PySparkException, Py4JError) as failure:
        raise failed("spark", failure) from failure


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if java is None:
        raise CsperfError([problem("java-missing", needed=OLDEST_JAVA)])
    ran = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - the Java that Spark would start
    said = _VERSION.search(ran.stderr)
    if said and int(said[1]) < OLDEST_JAVA:
        raise CsperfError([problem("java-old", found=said[1], needed=OLDEST_JAVA, java=java)])


def _check_master(master: str) -> None:
    """Refuse a master that nobody can mean, or that does not answer, before Java starts."""
    form = _MASTER.fullmatch(master)
    if form is None:
        raise CsperfError([problem("spark-master-form", master=master)])
    if form["hosts"] and not any(map(_answers, form["hosts"].split(","))):
        raise CsperfError([problem("spark-master-silent", master=master, seconds=REACHING)])


def _answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    with suppress(OSError), socket.create_connection((host.strip("[]"), int(port)), REACHING):
        return True
    return False


def _session(choice: Choice) -> SparkSession:
    java = _java(choice.memory)
    conf = SparkConf(_jvm=java.jvm).setMaster(choice.master).setAppName("csperf")
    local = choice.master.startswith("local")
    settings = _QUIET | (_AT_HOME if local else {}) | _memory(choice.memory, local=local)
    if choice.scratch is not None:
        settings["spark.local.dir"] = str(choice.scratch)
    conf.setAll(list(settings.items()))
    session = SparkSession(SparkContext(conf=conf, gateway=java))
    if not local:
        _await_worker(session, choice.master)
    return session


def _memory(amount: str, *, local: bool) -> dict[str, str]:
    """Here one process does all; on a cluster the amount is for each of its executors."""
    return {f"spark.{'driver' if local else 'executor'}.memory": amount} if amount else {}


@cache
def _java(memory: str) -> JavaGateway:
    """One Java machine a process, its words kept in a file of their own."""
    conf = SparkConf(loadDefaults=False)
    if memory:
        conf.set("spark.driver.memory", memory)
    launch: Callable[..., JavaGateway] = launch_gateway
    with tempfile.TemporaryFile() as log:  # Java holds it open
        return launch(conf, {"stderr": log, "stdout": log})


def _await_worker(session: SparkSession, master: str) -> None:
    """Refuse a cluster on which nothing runs; Spark itself would wait for ever."""
    with ThreadPoolExecutor(1) as waiting:
        first = waiting.submit(session.range(1).count)
        try:
            first.result(WAITING)
        except TimeoutError as late:
            session.stop()
            found = problem("spark-no-worker", master=master, seconds=WAITING)
            raise CsperfError([found]) from late


@dataclass(frozen=True, eq=False)
class _Spark:
    records: Stored
    session: SparkSession
    part_count: int = 1
    rows_at_once: int | None = None

    def parts(self) -> Iterator[Tables]:
        """All records, at once."""
        yield {sort: self.whole(sort) for sort in self.records.sorts}

    def whole(self, sort: str) -> Frame:
        """All records of a sort."""
        folder = (self.records.folder / sort).resolve().as_posix()
        path = "file://" + _SPECIAL.sub(r"\\\1", folder)
        return with_all_fields(sort, nw.from_native(self.session.read.parquet(path)))

    def small(self, columns: Mapping[str, Sequence[Value]]) -> Frame:
        """A small table of our own."""
        return nw.from_native(self.session.createDataFrame(arrow(columns)))

    def kept(self, frame: Frame) -> Frame:
        """The frame computed once, in memory or on disk of whoever computed it."""
        kept: Frame = nw.from_native(frame.to_native().persist(StorageLevel.MEMORY_AND_DISK))
        return kept

    def collect(self, frame: Frame) -> Iterable[Mapping[str, Any]]:
        """The rows of a frame."""
        for batch in frame.to_native().toArrow().to_batches():
            yield from batch.to_pylist()

    def at_once(self, frames: Sequence[Frame]) -> Sequence[Iterable[Mapping[str, Any]]]:
        """The rows of several frames; what was kept is computed with the first."""
        return [list(self.collect(frame)) for frame in frames]
