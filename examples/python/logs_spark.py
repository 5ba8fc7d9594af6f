"""Counts logged responses by hour, code and action with Apache Spark, from Parquet to Parquet.

The log has the columns `time`, `http_status` and `body`. Spark calls `count` in its Python workers, with batches of
Arrow. A wheel is a zip archive, so Spark can unpack it for its workers, which only need pyarrow:

    cp mixerr-*.whl mixerr.zip
    spark-submit --master spark://HOST:7077 --archives mixerr.zip#mixerr_wheel \\
        --conf spark.executorEnv.PYTHONPATH=./mixerr_wheel logs_spark.py LOG.parquet COUNTS.parquet
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import SparkSession
from pyspark.sql import functions as f


def count(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Counts the rows of each batch, so that Spark receives a few numbers and no bodies."""
    # Only the workers have the module.
    from mixerr import arrow

    keys = ["hour", "outcome", "code", "action"]
    for batch in batches:
        rows = arrow.classify(batch["http_status"], batch["body"], names=True, threads=1)
        # Spark has neither dictionaries nor unsigned integers.
        columns = {
            "hour": pc.floor_temporal(batch["time"], unit="hour"),
            "outcome": rows["outcome"].cast(pa.string()),
            "code": rows["code"].cast(pa.int64()),
            "action": rows["action"].cast(pa.string()),
        }
        counts = pa.table(columns).group_by(keys).aggregate([([], "count_all")])
        yield from counts.select([*keys, "count_all"]).to_batches()


def main() -> None:
    log, result = sys.argv[1:]
    spark = SparkSession.builder.appName("mixerr logs").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    responses = spark.read.parquet(log).select("time", "http_status", "body")
    schema = "hour timestamp, outcome string, code long, action string, count long"
    counts = (
        responses.mapInArrow(count, schema)
        .groupBy("hour", "outcome", "code", "action")
        .agg(f.sum("count").alias("count"))
    )
    counts.orderBy("hour", "code", "action").coalesce(1).write.mode("overwrite").parquet(result, compression="zstd")
    spark.stop()


if __name__ == "__main__":
    main()
