#!/usr/bin/env python3
"""Measures Spark on this machine: the example with mixerr, Spark's own `from_json`, and reading alone.

    measure_spark.py [--rows 200000] [--times 3]

Prints a table for tests/tools/bench/LOGS.md. The smallest time of each job counts. Needs pyspark and Java 17.
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "log.parquet"
        generate.write(file, generate.batches(options.rows, 1, "real"))
        best: dict[tuple[str, int], float] = {}
        for cores in (1, 2):
            builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
            builder = builder.config("spark.sql.files.maxPartitionBytes", "8m").config("spark.driver.memory", "1g")
            spark = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
            log = spark.read.parquet(str(file)).select("time", "http_status", "body")
            for _ in range(options.times):
                for name, job in JOBS.items():
                    begun = time.perf_counter()
                    job(log).collect()
                    seconds = time.perf_counter() - begun
                    best[name, cores] = min(seconds, best.get((name, cores), 9e9))
            spark.stop()
    print("| Spark | one core, responses/s | two cores |\n| --- | ---: | ---: |")
    for name in JOBS:
        print(f"| {name} | {options.rows / best[name, 1]:,.0f} | {options.rows / best[name, 2]:,.0f} |")


if __name__ == "__main__":
    main()
