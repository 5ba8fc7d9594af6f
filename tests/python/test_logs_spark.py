"""The Spark example on a cluster of this machine: a master and two workers, each a process, and the wheel."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import mixerr
import pyarrow.parquet as pq
import pytest
from test_logs import ROOT, generate

pytestmark = pytest.mark.long

EXAMPLE = ROOT / "examples" / "python" / "logs_spark.py"
ROWS = 20_000


def environment() -> dict[str, str]:
    """Returns an environment without this package, so that workers find it in the wheel or not at all."""
    removed = ("PYTHONPATH", "MIXERR_LIBRARY")
    kept = {name: value for name, value in os.environ.items() if name not in removed}
    return {**kept, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}


class Cluster:
    """The processes of a cluster."""

    def __init__(self, directory: Path) -> None:
        spec = importlib.util.find_spec("pyspark")
        if spec is None or spec.origin is None or shutil.which("java") is None:
            pytest.fail("needs pyspark, and java from openjdk-17-jre-headless", pytrace=False)
        self.home, self.directory = Path(spec.origin).parent, directory
        self.processes: list[subprocess.Popen[bytes]] = []
        self.log = directory / "cluster.log"
        self.start("master.Master", "--port", "0", "--webui-port", "0")
        self.master = self.wait_for(r"(spark://127\.0\.0\.1:\d+)")
        for _ in range(2):
            work = ["--cores", "1", "--memory", "600m", "--webui-port", "0", "--work-dir", str(directory / "work")]
            self.start("worker.Worker", *work, self.master)
        self.wait_for(r"(?s)Registering worker.*Registering worker")

    def start(self, main: str, *arguments: str) -> None:
        command = [self.home / "bin" / "spark-class", f"org.apache.spark.deploy.{main}", "--host", "127.0.0.1"]
        with self.log.open("ab") as log:
            started = subprocess.Popen([*command, *arguments], stdout=log, stderr=log, env=environment())
        self.processes.append(started)

    def wait_for(self, pattern: str) -> str:
        for _ in range(600):
            if found := re.search(pattern, self.log.read_text(errors="replace")):
                return found.group(found.lastindex or 0)
            time.sleep(0.2)
        raise AssertionError(self.log.read_text(errors="replace")[-4000:])

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait(60)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    started = Cluster(tmp_path)
    try:
        yield started
    finally:
        started.stop()


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The package's wheel, with the suffix by which Spark unpacks it."""
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path]
    subprocess.run([*build, ROOT / "ffi" / "python"], check=True)
    [built] = tmp_path.glob("mixerr-*.whl")
    return Path(shutil.copy(built, tmp_path / "mixerr.zip"))


def test_cluster_counts_as_read_does(cluster: Cluster, wheel: Path, tmp_path: Path) -> None:
    log, result = tmp_path / "log.parquet", tmp_path / "counts"
    generate.write(log, generate.batches(ROWS, 1, "real"))
    command = [cluster.home / "bin" / "spark-submit", "--master", cluster.master, "--archives", f"{wheel}#mixerr_wheel"]
    command += ["--conf", "spark.executorEnv.PYTHONPATH=./mixerr_wheel", "--conf", "spark.executor.memory=512m"]
    # Several partitions, so that both workers read.
    command += ["--conf", "spark.sql.files.maxPartitionBytes=1m", EXAMPLE, log, result]
    done = subprocess.run(command, env=environment(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]

    counts: Counter[tuple[object, ...]] = Counter()
    for row in pq.read_table(result).to_pylist():
        counts[row["hour"].replace(tzinfo=None), row["outcome"], row["code"], row["action"]] += row["count"]
    expected: Counter[tuple[object, ...]] = Counter()
    for row in pq.read_table(log).to_pylist():
        response = mixerr.read(row["http_status"], row["body"].encode())
        hour = row["time"].replace(minute=0, second=0, microsecond=0, tzinfo=None)
        expected[hour, response.outcome.name, int(response.code or 0), response.action.name] += 1
    assert counts == expected and counts.total() == ROWS
    # Both workers ran an executor.
    assert len(list((tmp_path / "work").glob("app-*/*"))) == 2
