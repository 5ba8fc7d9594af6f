#!/usr/bin/env python3
"""Measures Spark on this machine: the example with mixerr, Spark's own `from_json`, and reading alone.

    measure_spark.py [LOG.parquet] [--rows 900000] [--times 1]

Prints a table for tests/tools/bench/LOGS.md. Without a log, one of so many rows is generated. Each job first reads a
twentieth of it, so that Java has compiled the code. The smallest time of each job counts. Processor time is that of
Spark's processes: the JVM with its compiler, and the Python workers. Needs pyspark, Java 17 and Linux.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import generate
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

ROOT = Path(__file__).resolve().parents[3]
SOURCES = [str(ROOT / "examples/python"), str(ROOT / "ffi/python/src")]
sys.path[:0] = SOURCES
# For the Python workers.
os.environ.update(PYTHONPATH=os.pathsep.join(SOURCES), PYSPARK_PYTHON=sys.executable)
import logs_spark  # noqa: E402

SCHEMA = "hour timestamp, outcome string, code long, action string, count long"


def mixerr(log: DataFrame) -> DataFrame:
    return log.mapInArrow(logs_spark.count, SCHEMA).groupBy("hour", "code", "action").agg(f.sum("count"))


def from_json(log: DataFrame) -> DataFrame:
    error = f.from_json("body", "error struct<status:int, code:long>")
    return (
        log.select(f.date_trunc("hour", "time").alias("hour"), error.error.code.alias("code"))
        .groupBy("hour", "code")
        .count()
    )


def read_only(log: DataFrame) -> DataFrame:
    return log.agg(f.sum(f.length("body")))


JOBS: dict[str, Callable[[DataFrame], DataFrame]] = {
    "`mapInArrow` with mixerr": mixerr,
    "`from_json`": from_json,
    "reading the bodies alone": read_only,
}


def processor_time() -> float:
    """Returns the processor seconds of all descendants of this process, with those that have ended."""
    ticks, parents = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, fields = stat.read_text().rsplit(")", 1)
        except OSError:
            continue
        values = fields.split()
        pid = int(name.split(" ", 1)[0])
        # utime, stime, cutime and cstime: see proc(5). The last two are those of children that have ended.
        parents[pid], ticks[pid] = int(values[1]), sum(map(int, values[11:15]))
    total, found = 0, {os.getpid()}
    while found:
        found = {pid for pid, parent in parents.items() if parent in found}
        total += sum(ticks[pid] for pid in found)
    return total / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", nargs="?", type=Path)
    parser.add_argument("--rows", type=int, default=900_000)
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        file, part = options.log or Path(scratch) / "log.parquet", Path(scratch) / "part.parquet"
        if options.log is None:
            generate.write(file, generate.batches(options.rows, 1, "real"))
        rows = pq.ParquetFile(file).metadata.num_rows
        generate.write(part, generate.batches(rows // 20, 2, "real"))
        clock: dict[tuple[str, int], float] = {}
        work: dict[tuple[str, int], float] = {}
        for cores in (1, 2):
            builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
            builder = builder.config("spark.sql.files.maxPartitionBytes", "16m").config("spark.driver.memory", "2g")
            spark = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
            for name, job in JOBS.items():
                for log in (part, *[file] * options.times):
                    worked, begun = processor_time(), time.perf_counter()
                    job(spark.read.parquet(str(log)).select("time", "http_status", "body")).collect()
                    if log is file:
                        key = name, cores
                        clock[key] = min(time.perf_counter() - begun, clock.get(key, 9e9))
                        work[key] = min(processor_time() - worked, work.get(key, 9e9))
                        print(name, cores, clock[key], work[key], file=sys.stderr)
            spark.stop()
    print(f"{rows:,} responses:\n")
    print("| Spark | processor s, one core | two cores | responses/s by the clock, one core | two cores |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name in JOBS:
        seconds = " | ".join(f"{work[name, cores]:.1f}" for cores in (1, 2))
        speed = " | ".join(f"{rows / clock[name, cores]:,.0f}" for cores in (1, 2))
        print(f"| {name} | {seconds} | {speed} |")


if __name__ == "__main__":
    main()
